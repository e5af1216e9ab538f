"""A topic on which something was said stays: without it, what was said would count as said to the whole table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0018_own_words")]
    operations = [
        migrations.AlterField(
            "contribution",
            "topic",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="contributions",
                to="meetings.topic",
            ),
        ),
        migrations.AlterField(
            "minutesentry",
            "topic",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="meetings.topic"
            ),
        ),
    ]
