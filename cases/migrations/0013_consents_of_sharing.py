"""
A decision to share keeps every yes that it rests on: about two people there are two, and each can be taken back.

There is no way back: several do not fit where there was one, and what rests on the others would go on without them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

CARRY_OVER = """
ALTER TABLE cases_sharingdecision DISABLE TRIGGER decision_only_ends;
UPDATE cases_sharingdecision SET consents = ARRAY[consent] WHERE consent IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE cases_sharingdecision ENABLE TRIGGER decision_only_ends;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_portal_questions")]
    operations = [
        migrations.AddField(
            model_name="sharingdecision", name="consents", field=ArrayField(models.UUIDField(), default=list)
        ),
        migrations.RunSQL(CARRY_OVER),
        migrations.RemoveField(model_name="sharingdecision", name="consent"),
    ]
