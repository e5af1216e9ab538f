"""For whom something waits, and what came of the mail about that."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_append_only_events")]
    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField(null=True)),
                ("is_ready", models.BooleanField(default=False)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("is_unread", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("is_unread", False), ("mailed_at__isnull", False), _connector="OR"),
                        name="only_a_mail_that_was_sent_is_unread",
                    ),
                    models.CheckConstraint(
                        condition=Q(("is_ready", False), ("since__isnull", False), _connector="OR"),
                        name="what_stands_ready_waits_since_some_time",
                    ),
                ]
            },
        ),
    ]
