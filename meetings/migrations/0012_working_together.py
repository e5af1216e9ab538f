"""The round on working together: for who chairs; a partner reads in the portal what its own seat answered."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from privacy.migrating import guarded

READ_OWN = """
CREATE POLICY of_my_seat ON meetings_roundanswer FOR SELECT TO regie_portal
    USING (participant_id = ANY ((SELECT portal_seats())::uuid[]));
GRANT SELECT (id, case_id, meeting_id, participant_id, heard, pulling, in_the_way, aloud, made_at)
    ON meetings_roundanswer TO regie_portal
"""
UNDO = "REVOKE ALL ON meetings_roundanswer FROM regie_portal; DROP POLICY of_my_seat ON meetings_roundanswer"
KEY = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}
WHO = {"null": True, "on_delete": django.db.models.deletion.SET_NULL, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_working_together"),
        ("meetings", "0011_own_statements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RoundAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("law", models.CharField(default="other", max_length=40)),
                ("category", models.CharField(max_length=40)),
                ("source", models.TextField(blank=True)),
                ("derived", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("held_at", models.DateTimeField(null=True)),
                ("hold_reason", models.TextField(blank=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.UUIDField(null=True)),
                ("heard", models.CharField(max_length=40)),
                ("pulling", models.CharField(max_length=40)),
                ("in_the_way", models.TextField(blank=True)),
                ("aloud", models.BooleanField(default=False)),
                ("case", models.ForeignKey(**KEY, to="cases.case")),
                ("changed_by", models.ForeignKey(**WHO, to=settings.AUTH_USER_MODEL)),
                ("made_by", models.ForeignKey(**WHO, to=settings.AUTH_USER_MODEL)),
                ("meeting", models.ForeignKey(**KEY | {"related_name": "round_answers"}, to="meetings.meeting")),
                ("participant", models.ForeignKey(**KEY, to="meetings.participant")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at", None), ("hold_reason", "")),
                            models.Q(("held_at__isnull", False), models.Q(("hold_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="meetings_roundanswer_hold_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by", None)),
                            models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meetings_roundanswer_released_by",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "participant"), name="one_answer_for_each_seat_in_a_round"
                    ),
                ],
            },
        ),
        guarded("meetings_roundanswer"),
        migrations.RunSQL(READ_OWN, UNDO),
    ]
