"""Whom a party sent reads in the portal when the table meets again: a moment, as that of the meeting itself."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0013_material")]
    operations = [
        migrations.RunSQL(
            "GRANT SELECT (next_at) ON meetings_meeting TO regie_portal",
            "REVOKE SELECT (next_at) ON meetings_meeting FROM regie_portal",
        ),
    ]
