"""A party answers its invitation, and whom it sends reads it in the portal; so are the minutes that are shared."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ME = "(SELECT portal_viewer())"
MINE = f"FROM privacy_valid_grant g WHERE g.user_id = {ME}"
HERE = (
    "g.content_object_id = meetings_minutes.case_id AND g.category = meetings_minutes.category"
    " AND (g.item IS NULL OR g.item = meetings_minutes.id)"
)
# As for every piece (cases/0014_about_somebody): released, and shared with me about everybody it is about.
COVERED = (
    f"released_at IS NOT NULL AND about <> '{{}}' AND EXISTS (SELECT {MINE} AND {HERE})"
    f" AND about <@ ARRAY(SELECT g.person {MINE} AND {HERE} AND g.person IS NOT NULL)"
)
POLICIES = {
    "meetings_participant": "id IN (SELECT i.seat_id FROM cases_invitation i)",
    "meetings_minutes": f"status IN ('shared', 'confirmed') AND {COVERED}",
    # Of both only one's own rows are there under this role.
    "meetings_meeting": (
        "id IN (SELECT i.meeting_id FROM cases_invitation i) OR id IN (SELECT m.meeting_id FROM meetings_minutes m)"
    ),
}
# Of a meeting: when, where and what for. Not its question or its purposes: those are about the people.
COLUMNS = {
    "meetings_participant": "id, case_id, meeting_id, party_id, reason_at_table, agenda_points, participation_form,"
    " declined_reason, answered_at, proposed_name, proposed_function, proposal_answer, representative",
    "meetings_minutes": "id, case_id, about, category, released_at, made_at, changed_at, meeting_id, number,"
    " status, text",
    "meetings_meeting": "id, case_id, kind, planned_at, duration_minutes, place, covers, opened_at, broken_off_at",
}
CREATE = "".join(
    f"CREATE POLICY met_by_viewer ON {table} FOR SELECT TO regie_portal USING ({rows});"
    f"GRANT SELECT ({COLUMNS[table]}) ON {table} TO regie_portal;"
    for table, rows in POLICIES.items()
)
UNDO = "".join(
    f"REVOKE ALL ON {table} FROM regie_portal; REVOKE SELECT ({COLUMNS[table]}) ON {table} FROM regie_portal;"
    f"DROP POLICY met_by_viewer ON {table};"
    for table in ("meetings_meeting", "meetings_minutes", "meetings_participant")
)
# Who was invited before, is now invited in the portal too.
CARRY_OVER = """
INSERT INTO cases_invitation (seat_id, case_id, party_id, meeting_id, kind, planned_at, answer)
SELECT p.id, m.case_id, p.party_id, m.id, m.kind, m.planned_at,
    CASE p.participation_form WHEN 'declined' THEN 'no' ELSE 'waiting' END
FROM meetings_participant p JOIN meetings_meeting m ON m.id = p.meeting_id JOIN cases_case c ON c.id = m.case_id
WHERE p.party_id IS NOT NULL AND m.closed_at IS NULL AND c.step <> 'closed';
INSERT INTO cases_worklistentry (principal, relation, case_id, due_on)
SELECT DISTINCT p.contact_id, 'invited', i.case_id, c.due_on
FROM cases_invitation i JOIN cases_party p ON p.id = i.party_id JOIN cases_case c ON c.id = i.case_id
WHERE p.contact_id IS NOT NULL AND p.involvement <> 'stopped';
"""
ON_SEAT = {"model_name": "participant"}
BY = {"on_delete": django.db.models.deletion.SET_NULL, "related_name": "+", "to": settings.AUTH_USER_MODEL}
SHORT, TEXT = models.CharField(blank=True, max_length=200), models.TextField(blank=True)
NAMED = Q(proposed_name="", proposed_function="") | (~Q(proposed_name="") & ~Q(proposed_function=""))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("meetings", "0002_release"),
        ("cases", "0015_invitations"),
        ("privacy", "0006_gate"),
    ]
    operations = [
        migrations.AddField(**ON_SEAT, name="answered_at", field=models.DateTimeField(null=True)),
        migrations.AddField(**ON_SEAT, name="answered_by", field=models.ForeignKey(null=True, **BY)),
        migrations.AddField(**ON_SEAT, name="proposed_name", field=SHORT.clone()),
        migrations.AddField(**ON_SEAT, name="proposed_function", field=SHORT.clone()),
        migrations.AddField(**ON_SEAT, name="proposal_answer", field=TEXT),
        migrations.AddField(**ON_SEAT, name="representative", field=models.CharField(blank=True, max_length=402)),
        migrations.AddConstraint(
            **ON_SEAT,
            constraint=models.CheckConstraint(condition=NAMED, name="a_proposed_representative_has_name_and_function"),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RunSQL(CREATE, UNDO),
    ]
