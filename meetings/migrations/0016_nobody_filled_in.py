"""Columns that no screen and no case file ever filled in, or that nothing read, go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0015_law")]
    operations = [
        migrations.RemoveField("appointment", "due_on"),
        migrations.RemoveField("contribution", "life_domain"),
        migrations.RemoveField("meeting", "last_round_at"),
        migrations.RemoveField("participant", "agenda_points"),  # its grant to the portal goes with it
    ]
