"""The agenda with what each topic is about, who was in the room at it, and what the running meeting keeps."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from privacy.migrating import guarded


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_portal_functions"),
        ("meetings", "0004_portal_functions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="landed",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="contribution",
            name="weighed",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="contribution",
            name="weighed_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="absent_told_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="meeting",
            name="house_rules_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="last_round",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="last_round_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="next_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="phase_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="picture_complete_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="preconditions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="roles_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="turn",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meetings.participant"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="wanted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Topic",
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
                ("point", models.CharField(blank=True, max_length=40)),
                ("phase", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="meetings.participant"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="meetings.topic"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="topic",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contributions",
                to="meetings.topic",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="topic",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meetings.topic"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["meeting", "made_at"], name="contributions_of_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("weighed", "set_aside"), _negated=True),
                    models.Q(("weighed_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_is_set_aside_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(fields=["meeting", "position"], name="topics_of_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at", None), ("hold_reason", "")),
                    models.Q(("held_at__isnull", False), models.Q(("hold_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="meetings_topic_hold_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at", None), ("released_by", None)),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="meetings_topic_released_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("categories__len__gt", 0)), name="a_topic_says_which_data"
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("started_at__isnull", False), _connector="OR"),
                name="only_a_topic_that_began_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("topic", "participant"), name="in_the_room_once_at_a_topic"),
        ),
        guarded("meetings_topic", "meetings_presence"),
    ]
