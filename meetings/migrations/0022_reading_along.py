"""Which lines of the minutes are the own words of the meeting: who came, its question, its outcome, its last round."""

from django.db import migrations, models

# Of minutes that are there already: in these sections no other lines without a topic are of this kind, and the question
# is known by its words. What somebody said at the table never counts as such.
CARRY_OVER = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE meetings_minutesentry e SET of_meeting = true
FROM meetings_minutes v JOIN meetings_meeting m ON m.id = v.meeting_id
WHERE v.id = e.minutes_id AND e.topic_id IS NULL AND e.category = 'request_vision' AND e.said_by = ''
  AND (e.section IN ('present', 'overview', 'ending') OR e.section = 'question' AND e.text = m.question);
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0021_facts_at_their_topic")]
    operations = [
        migrations.AddField("minutesentry", "of_meeting", models.BooleanField(default=False)),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
    ]
