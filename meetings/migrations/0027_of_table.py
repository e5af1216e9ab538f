"""Which topics are about whoever this table is about, because nobody was chosen: those follow who gets a seat."""

from django.db import migrations, models

# Of what is still to come, and about the whole household as it is now: so it was put down, or as good as.
CARRY_OVER = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE meetings_topic t SET of_table = true
FROM meetings_meeting m
WHERE m.id = t.meeting_id AND m.closed_at IS NULL AND t.started_at IS NULL
  AND EXISTS (SELECT FROM cases_householdmember h
              WHERE h.case_id = t.case_id AND NOT h.in_network AND h.left_on IS NULL)
  AND NOT EXISTS (SELECT FROM cases_householdmember h
                  WHERE h.case_id = t.case_id AND NOT h.in_network AND h.left_on IS NULL
                    AND NOT h.person_id = ANY (t.about));
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0026_life_domain")]
    operations = [
        migrations.AddField("topic", "of_table", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
    ]
