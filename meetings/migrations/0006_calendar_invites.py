"""A meeting in somebody's calendar, that can be changed and taken out there; whose it is reads it in the portal."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from privacy.migrating import guarded

READ_OWN = """
CREATE POLICY mine ON meetings_calendarinvite FOR SELECT TO regie_portal USING (user_id = (SELECT portal_viewer()));
GRANT SELECT (id, case_id, meeting_id, user_id, sequence, starts_at, minutes, place, changed_at, cancelled_at)
    ON meetings_calendarinvite TO regie_portal
"""
UNDO = "REVOKE ALL ON meetings_calendarinvite FROM regie_portal; DROP POLICY mine ON meetings_calendarinvite"
KEY = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_portal_functions"),
        ("meetings", "0005_at_the_table"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="CalendarInvite",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("meeting_id", models.UUIDField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("case", models.ForeignKey(to="cases.case", **KEY)),
                ("user", models.ForeignKey(to=settings.AUTH_USER_MODEL, **KEY)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None)),
                        fields=("meeting_id", "user"),
                        name="once_in_a_calendar",
                    )
                ],
            },
        ),
        guarded("meetings_calendarinvite"),
        migrations.RunSQL(READ_OWN, UNDO),
    ]
