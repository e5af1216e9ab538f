"""A date by proposal and answer. In the portal: the moments of the own invitations, and the own answers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from privacy.migrating import guarded

# Of an invitation only one's own rows are there under this role.
POLICIES = {
    "meetings_dateoption": "meeting_id IN (SELECT i.meeting_id FROM cases_invitation i)",
    "meetings_dateanswer": "participant_id IN (SELECT i.seat_id FROM cases_invitation i)",
}
COLUMNS = {
    "meetings_dateoption": "id, case_id, meeting_id, starts_at, minutes, picked_at, expired_at",
    "meetings_dateanswer": "id, case_id, option_id, participant_id, answer, answered_at",
    "meetings_meeting": "date_asked_at",
}
OPEN = "".join(
    f"CREATE POLICY asked_when ON {table} FOR SELECT TO regie_portal USING ({rows});"
    for table, rows in POLICIES.items()
) + "".join(f"GRANT SELECT ({columns}) ON {table} TO regie_portal;" for table, columns in COLUMNS.items())
TAKE_BACK = "REVOKE SELECT ({columns}) ON {table} FROM regie_portal;"
SHUT = "".join(
    [TAKE_BACK.format(table=table, columns=columns) for table, columns in COLUMNS.items()]
    + [f"DROP POLICY asked_when ON {table};" for table in POLICIES]
)
BY = {"on_delete": django.db.models.deletion.SET_NULL, "related_name": "+", "to": settings.AUTH_USER_MODEL}
OF_CASE = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": "cases.case"}
GATED = {"abstract": False, "base_manager_name": "objects"}
SOME_DAY = models.DateTimeField(null=True)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0019_dates_by_answer"),
        ("meetings", "0009_pieces_of_time"),
    ]
    operations = [
        migrations.AddField(model_name="meeting", name="date_asked_at", field=SOME_DAY),
        migrations.CreateModel(
            name="DateOption",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("picked_at", SOME_DAY.clone()),
                ("expired_at", SOME_DAY.clone()),
                ("case", models.ForeignKey(**OF_CASE)),
                ("made_by", models.ForeignKey(null=True, **BY)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="meetings.meeting"
                    ),
                ),
            ],
            options=GATED
            | {
                "constraints": [
                    models.UniqueConstraint(
                        fields=["meeting", "starts_at"],
                        condition=Q(picked_at=None, expired_at=None),
                        name="a_moment_is_proposed_once",
                    ),
                    models.CheckConstraint(
                        condition=Q(picked_at=None) | Q(expired_at=None), name="a_moment_is_picked_or_expires"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="DateAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.CharField(max_length=40)),
                ("answered_at", models.DateTimeField()),
                ("how", models.CharField(blank=True, max_length=200)),
                ("case", models.ForeignKey(**OF_CASE)),
                ("answered_by", models.ForeignKey(null=True, **BY)),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="meetings.dateoption"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="date_answers",
                        to="meetings.participant",
                    ),
                ),
            ],
            options=GATED
            | {
                "constraints": [
                    models.UniqueConstraint(fields=["option", "participant"], name="one_answer_to_a_moment")
                ]
            },
        ),
        guarded("meetings_dateoption", "meetings_dateanswer"),
        migrations.RunSQL(OPEN, SHUT),
    ]
