"""A party answers a question itself, on a ground of its own; whom it sends meets that question, and its case."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ME = "(SELECT portal_viewer())"
OF_MY_PARTY = f"SELECT p.id FROM cases_party p WHERE p.contact_id = {ME} AND p.involvement <> 'stopped'"
OPEN = (
    "SELECT c.case_id FROM cases_consultation c"
    f" WHERE c.consult AND c.answered_at IS NULL AND c.party_id IN ({OF_MY_PARTY})"
)
# Not what was answered: who sits for a party now does not read what somebody else told for it.
COLUMNS = "id, case_id, party_id, consult, question, on_content, on_cooperation, bases, necessity, answered_at, version"

CREATE = f"""
CREATE POLICY asked_of_viewer ON cases_consultation FOR SELECT TO regie_portal
    USING (consult AND party_id IN ({OF_MY_PARTY}));
GRANT SELECT ({COLUMNS}) ON cases_consultation TO regie_portal;
CREATE POLICY asked_of_viewer ON cases_case FOR SELECT TO regie_portal USING (id IN ({OPEN}));
CREATE POLICY asked_of_viewer ON cases_hatperiod FOR SELECT TO regie_portal USING (case_id IN ({OPEN}));
"""
UNDO = """
DROP POLICY asked_of_viewer ON cases_hatperiod;
DROP POLICY asked_of_viewer ON cases_case;
REVOKE ALL ON cases_consultation FROM regie_portal;
DROP POLICY asked_of_viewer ON cases_consultation;
"""
BY = {"on_delete": django.db.models.deletion.SET_NULL, "related_name": "+", "to": settings.AUTH_USER_MODEL}
CODES = django.contrib.postgres.fields.ArrayField(models.CharField(max_length=20), default=list)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0011_sharing"),
        ("privacy", "0006_gate"),
    ]
    operations = [
        migrations.AddField("consultation", "answered_by", models.ForeignKey(null=True, **BY)),
        migrations.AddField("consultation", "answer_bases", CODES),
        migrations.RunSQL(CREATE, UNDO),
    ]
