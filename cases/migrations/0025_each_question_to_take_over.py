"""Each time somebody was asked to take over a hat, with the no: the hat itself keeps only the last question."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from privacy.migrating import guarded

# When somebody said no was not kept: not before being asked.
CARRY_OVER = """
INSERT INTO cases_handoverquestion (hat_period_id, asked_id, asked_at, declined_at)
SELECT id, handed_to_id, handover_asked_at, CASE WHEN handover_declined_reason <> '' THEN handover_asked_at END
FROM cases_hatperiod WHERE taken_off_at IS NULL AND handed_to_id IS NOT NULL AND handover_asked_at IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
CASCADE = {"on_delete": django.db.models.deletion.CASCADE}


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_action_reworded"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="HandoverQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("declined_at", models.DateTimeField(null=True)),
                ("asked", models.ForeignKey(**CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("hat_period", models.ForeignKey(**CASCADE, related_name="questions", to="cases.hatperiod")),
            ],
            options={"abstract": False, "base_manager_name": "objects"},
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        guarded("cases_handoverquestion"),
    ]
