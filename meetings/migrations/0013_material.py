"""What a resident made to have a say in a meeting. Nothing of it is there for the portal."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from privacy.migrating import guarded

CASCADE, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL
BY = {"null": True, "on_delete": SET_NULL, "related_name": "+", "to": settings.AUTH_USER_MODEL}
SOME_DAY, TEXT = models.DateTimeField(null=True), models.TextField(blank=True)
HELD = Q(("held_at", None), ("hold_reason", "")) | Q(("held_at__isnull", False), ~Q(("hold_reason", "")))
RELEASED = Q(("released_at", None), ("released_by", None)) | Q(
    ("released_at__isnull", False), ("released_by__isnull", False)
)
IS_THERE = Q(("file__isnull", False)) | ~Q(("text", ""))
HAS_TYPE = Q(("content_type", ""), ("file", None)) | Q(("file__isnull", False), ~Q(("content_type", "")))
KEPT = Q(("kept_at", None), ("kept_how", "")) | Q(("kept_at__isnull", False), ~Q(("kept_how", "")))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0021_planned_calls"),
        ("meetings", "0012_working_together"),
    ]
    operations = [
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("law", models.CharField(default="other", max_length=40)),
                ("category", models.CharField(max_length=40)),
                ("source", TEXT.clone()),
                ("derived", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("held_at", SOME_DAY.clone()),
                ("hold_reason", TEXT.clone()),
                ("released_at", SOME_DAY.clone()),
                ("released_by", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("text", TEXT.clone()),
                ("file", models.UUIDField(null=True, unique=True)),
                ("content_type", models.CharField(blank=True, max_length=40)),
                ("size", models.PositiveIntegerField(default=0)),
                ("kept_at", SOME_DAY.clone()),
                ("kept_how", models.CharField(blank=True, max_length=200)),
                ("shown_at", SOME_DAY.clone()),
                ("case", models.ForeignKey(on_delete=CASCADE, related_name="+", to="cases.case")),
                ("changed_by", models.ForeignKey(**BY)),
                ("consent", models.ForeignKey(on_delete=CASCADE, related_name="+", to="cases.consent")),
                ("made_by", models.ForeignKey(**BY)),
                ("meeting", models.ForeignKey(on_delete=CASCADE, related_name="material", to="meetings.meeting")),
                (
                    "participant",
                    models.ForeignKey(on_delete=CASCADE, related_name="material", to="meetings.participant"),
                ),
                ("person", models.ForeignKey(on_delete=CASCADE, related_name="+", to="cases.person")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(condition=HELD, name="meetings_material_hold_has_reason"),
                    models.CheckConstraint(condition=RELEASED, name="meetings_material_released_by"),
                    models.CheckConstraint(condition=IS_THERE, name="material_is_a_file_or_a_text"),
                    models.CheckConstraint(condition=HAS_TYPE, name="a_file_of_material_has_its_type"),
                    models.CheckConstraint(condition=KEPT, name="material_is_kept_as_somebody_said"),
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="on_wall",
            field=models.ForeignKey(null=True, on_delete=SET_NULL, related_name="+", to="meetings.material"),
        ),
        guarded("meetings_material"),
    ]
