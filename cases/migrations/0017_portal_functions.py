"""The policies of the portal ask functions: what is shared with somebody is looked up once, and by one plan.

Written out, every policy brought the tables that it asks along with the policies of those, in every query again: on the
page of a case PostgreSQL spent more time on thinking how to look than on looking (bench/portal.py). The functions run
as the owner of the tables, and so ask no further; what they ask is what the policies asked before.
"""

from django.db import migrations

# Of these people the viewer receives this kind of data in this case, or this one piece. NULL: of nobody.
PEOPLE = """
    SELECT array_agg(g.person) FROM privacy_valid_grant g
    WHERE g.user_id = portal_viewer() AND g.content_object_id = the_case AND g.category = kind
    AND (g.item IS NULL OR g.item = piece) AND g.person IS NOT NULL
"""
# The parties that send the viewer.
PARTIES = """
    SELECT array_agg(p.id) FROM cases_party p WHERE p.contact_id = portal_viewer() AND p.involvement <> 'stopped'
"""
# The cases of which something is shared with the viewer, or asked.
CASES = """
    SELECT array_agg(mine.id) FROM (
        SELECT g.content_object_id AS id FROM privacy_valid_grant g WHERE g.user_id = portal_viewer()
        UNION SELECT a.case_id FROM cases_planaction a WHERE a.owner_id = portal_viewer()
        UNION SELECT c.case_id FROM cases_consultation c
            WHERE c.consult AND c.answered_at IS NULL AND c.party_id = ANY (portal_parties())
        UNION SELECT i.case_id FROM cases_invitation i WHERE i.party_id = ANY (portal_parties())
    ) AS mine
"""
FUNCTIONS = {
    "portal_people": ("the_case uuid, kind text, piece uuid", PEOPLE),
    "portal_parties": ("", PARTIES),
    "portal_cases": ("", CASES),
}
# In plpgsql, which keeps its plan. Named here and not in the caller's search path: a temporary table comes last.
CREATE = "".join(
    f"CREATE FUNCTION {name}({given}) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER"
    f" AS $$ BEGIN RETURN ({asked}); END $$;"
    f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO regie_portal;"
    f"DO $pin$ BEGIN EXECUTE format('ALTER FUNCTION {name} SET search_path = pg_catalog, %I, pg_temp',"
    " current_schema()); END $pin$;"
    for name, (given, asked) in FUNCTIONS.items()
)

IN_MY_CASES = "= ANY ((SELECT portal_cases())::uuid[])"
OF_MY_PARTIES = "= ANY ((SELECT portal_parties())::uuid[])"
KEYS = "released_at IS NOT NULL AND about <> '{}'"
COVERED = "about <@ portal_people(case_id, category, id)"
CONTENT = [
    "analysis",
    "finding",
    "goal",
    "goalstep",
    "hypothesis",
    "lifedomainentry",
    "monitoringagreement",
    "obstacle",
    "perspective",
    "planofapproach",
    "representative",
    "safetyassessment",
    "scenario",
    "scenariotrigger",
    "solutiondirection",
]
ROWS = {f"shared_with_viewer ON cases_{name}": f"{KEYS} AND {COVERED}" for name in CONTENT} | {
    "shared_with_viewer ON cases_statement": f"kind NOT IN ('title', 'summary') AND {KEYS} AND {COVERED}",
    "shared_with_viewer ON cases_planaction": (
        f"owner_id = (SELECT portal_viewer()) OR ({KEYS} AND case_id {IN_MY_CASES} AND {COVERED})"
    ),
    # With whom else: on the basic level too.
    "shared_with_viewer ON cases_party": (
        f"contact_id = (SELECT portal_viewer()) OR ({KEYS} AND case_id {IN_MY_CASES}"
        f" AND ({COVERED} OR about <@ portal_people(case_id, 'involvement', id)))"
    ),
    "shared_with_viewer ON cases_case": f"id {IN_MY_CASES}",
    "shared_with_viewer ON cases_hatperiod": f"case_id {IN_MY_CASES}",
    "asked_of_viewer ON cases_consultation": f"consult AND party_id {OF_MY_PARTIES}",
    "invites_viewer ON cases_invitation": f"party_id {OF_MY_PARTIES}",
}
# That of the case and of its hats now says this too.
DROPPED = "".join(
    f"DROP POLICY {name} ON {table};"
    for name in ("asked_of_viewer", "invites_viewer")
    for table in ("cases_case", "cases_hatperiod")
)
ALTERED = "".join(f"ALTER POLICY {name} USING ({rows});" for name, rows in ROWS.items())


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_safety_concern"), ("privacy", "0009_log_batches")]
    operations = [migrations.RunSQL(CREATE + ALTERED + DROPPED)]
