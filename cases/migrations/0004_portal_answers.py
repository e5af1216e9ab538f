"""A partner may see that the own answer to the closing questions is in: never its words, nor that of others."""

from django.db import migrations

CREATE = """
ALTER TABLE cases_evaluationanswer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_answer ON cases_evaluationanswer FOR SELECT TO regie_portal
    USING (changed_by_id = (SELECT portal_viewer()));
GRANT SELECT (id, case_id, by_kind, by_name, changed_by_id, changed_at) ON cases_evaluationanswer TO regie_portal;
"""
UNDO = """
REVOKE ALL ON cases_evaluationanswer FROM regie_portal;
DROP POLICY own_answer ON cases_evaluationanswer;
ALTER TABLE cases_evaluationanswer DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_portal")]
    operations = [migrations.RunSQL(CREATE, UNDO)]
