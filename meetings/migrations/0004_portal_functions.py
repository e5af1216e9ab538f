"""Minutes are a piece like all others: who receives them is asked of the same function (cases/0017)."""

from django.db import migrations

SHARED = """
ALTER POLICY met_by_viewer ON meetings_minutes USING (
    status IN ('shared', 'confirmed') AND released_at IS NOT NULL AND about <> '{}'
    AND about <@ portal_people(case_id, category, id)
)
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_invitations"), ("cases", "0017_portal_functions")]
    operations = [migrations.RunSQL(SHARED)]
