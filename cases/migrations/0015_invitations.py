"""Whom a party sends, meets the invitation of that party to a meeting, and its case."""

import django.db.models.deletion
from django.db import migrations, models

from privacy.migrating import guarded

ME = "(SELECT portal_viewer())"
OF_MY_PARTY = f"SELECT p.id FROM cases_party p WHERE p.contact_id = {ME} AND p.involvement <> 'stopped'"
# Under this role the rows of the table are only one's own: see its policy.
INVITED = "SELECT i.case_id FROM cases_invitation i"

CREATE = f"""
CREATE POLICY invites_viewer ON cases_invitation FOR SELECT TO regie_portal USING (party_id IN ({OF_MY_PARTY}));
GRANT SELECT ON cases_invitation TO regie_portal;
CREATE POLICY invites_viewer ON cases_case FOR SELECT TO regie_portal USING (id IN ({INVITED}));
CREATE POLICY invites_viewer ON cases_hatperiod FOR SELECT TO regie_portal USING (case_id IN ({INVITED}));
"""
UNDO = """
DROP POLICY invites_viewer ON cases_hatperiod;
DROP POLICY invites_viewer ON cases_case;
REVOKE ALL ON cases_invitation FROM regie_portal;
DROP POLICY invites_viewer ON cases_invitation;
"""
WITH_IT = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_about_somebody")]
    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("seat_id", models.UUIDField(primary_key=True, serialize=False)),
                ("case", models.ForeignKey(to="cases.case", **WITH_IT)),
                ("party", models.ForeignKey(to="cases.party", **WITH_IT)),
                ("meeting_id", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=40)),
                ("planned_at", models.DateTimeField()),
                ("answer", models.CharField(default="waiting", max_length=40)),
            ],
            options={"abstract": False, "base_manager_name": "objects"},
        ),
        guarded("cases_invitation"),
        migrations.RunSQL(CREATE, UNDO),
    ]
