"""The minutes entry by entry, and the copy of each recipient: in the portal what is still shared of it."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from privacy.migrating import guarded

# Its own copies; and of what they say, what both keys still open: who stops sharing, takes it away at once.
POLICIES = {
    "meetings_minutescopy": "user_id = (SELECT portal_viewer())",
    "meetings_minutesentry": (
        "copy_id IN (SELECT c.id FROM meetings_minutescopy c) AND released_at IS NOT NULL AND about <> '{}'"
        " AND about <@ portal_people(case_id, category, id)"
    ),
}
COLUMNS = {
    "meetings_minutescopy": "id, case_id, minutes_id, participant_id, user_id, kind, number, planned_at, made_at",
    "meetings_minutesentry": "id, case_id, about, category, released_at, made_at, changed_at, minutes_id, copy_id,"
    " section, text, said_by, position",
}
CREATE = "".join(
    f"CREATE POLICY met_by_viewer ON {table} FOR SELECT TO regie_portal USING ({rows});"
    f"GRANT SELECT ({COLUMNS[table]}) ON {table} TO regie_portal;"
    for table, rows in POLICIES.items()
)
UNDO = "".join(
    f"REVOKE ALL ON {table} FROM regie_portal; REVOKE SELECT ({COLUMNS[table]}) ON {table} FROM regie_portal;"
    f"DROP POLICY met_by_viewer ON {table};"
    for table in reversed(POLICIES)
)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_portal_functions"),
        ("meetings", "0006_calendar_invites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MinutesCopy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("planned_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="copies", to="meetings.minutes"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.participant"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.person"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MinutesEntry",
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
                ("of", models.UUIDField(null=True)),
                ("section", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("said_at", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="meetings.minutescopy",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="meetings.minutes"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meetings.topic"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="minutescopy",
            constraint=models.UniqueConstraint(fields=("minutes", "participant"), name="one_copy_for_each_seat"),
        ),
        migrations.AddIndex(
            model_name="minutesentry",
            index=models.Index(fields=["minutes", "position"], name="entries_of_minutes"),
        ),
        migrations.AddConstraint(
            model_name="minutesentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at", None), ("hold_reason", "")),
                    models.Q(("held_at__isnull", False), models.Q(("hold_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="meetings_minutesentry_hold_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at", None), ("released_by", None)),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="meetings_minutesentry_released_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("copy", None), ("of", None)),
                    models.Q(("copy__isnull", False), ("of__isnull", False)),
                    _connector="OR",
                ),
                name="what_is_in_a_copy_came_from_the_minutes",
            ),
        ),
        guarded("meetings_minutescopy", "meetings_minutesentry"),
        migrations.RunSQL(CREATE, UNDO),
    ]
