"""The clock counts on where a topic was, when it is discussed again, and not while a meeting is broken off."""

from django.db import migrations, models

# Until now the clock of a topic counted from its own beginning, and of the phase when there was none on the table.
GOES_ON = """
UPDATE meetings_meeting m SET clock_since = t.started_at FROM meetings_topic t WHERE t.id = m.topic_id;
UPDATE meetings_topic SET spent = extract(epoch FROM ended_at - started_at)
    WHERE ended_at > started_at
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0016_nobody_filled_in")]
    operations = [
        migrations.RenameField("meeting", "phase_since", "clock_since"),  # what the portal may read goes along
        migrations.AddField("topic", "spent", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(GOES_ON, migrations.RunSQL.noop),
    ]
