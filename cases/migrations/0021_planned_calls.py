"""What somebody who follows a case intends to do between meetings: whom to reach, when, and why then."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from privacy.migrating import guarded


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_working_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedCall",
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
                ("kind", models.CharField(max_length=40)),
                ("with_whom", models.CharField(max_length=200)),
                ("call_on", models.DateField()),
                ("reason", models.TextField()),
                ("done_at", models.DateTimeField(null=True)),
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
                    "contact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cases.contact"
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
                        name="cases_plannedcall_hold_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by", None)),
                            models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="cases_plannedcall_released_by",
                    ),
                ],
            },
        ),
        guarded("cases_plannedcall"),
    ]
