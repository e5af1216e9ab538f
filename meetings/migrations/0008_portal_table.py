"""Whom a party sends follows the meeting on the own device: its seat, and what was said while it was in the room."""

from django.db import migrations

# The seats of the parties that send the viewer.
SEATS = "SELECT array_agg(p.id) FROM meetings_participant p WHERE p.party_id = ANY (portal_parties())"
# The topics at which one of them was in the room.
TOPICS = "SELECT array_agg(p.topic_id) FROM meetings_presence p WHERE p.participant_id = ANY (portal_seats())"
# The meetings at which one of them is there.
TABLES = "SELECT array_agg(p.meeting_id) FROM meetings_participant p WHERE p.id = ANY (portal_seats()) AND p.attended"
FUNCTIONS = {"portal_seats": SEATS, "portal_topics": TOPICS, "portal_tables": TABLES}
CREATE = "".join(
    f"CREATE FUNCTION {name}() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER"
    f" AS $$ BEGIN RETURN ({asked}); END $$;"
    f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO regie_portal;"
    f"DO $pin$ BEGIN EXECUTE format('ALTER FUNCTION {name} SET search_path = pg_catalog, %I, pg_temp',"
    " current_schema()); END $pin$;"
    for name, asked in FUNCTIONS.items()
)
MY_SEATS, MY_TOPICS, MY_TABLES = (f"= ANY ((SELECT {name}())::uuid[])" for name in FUNCTIONS)
THERE = f"(topic_id {MY_TOPICS} OR (topic_id IS NULL AND meeting_id {MY_TABLES}))"
POLICIES = {
    "meetings_topic": f"id {MY_TOPICS}",
    "meetings_presence": f"participant_id {MY_SEATS}",
    "meetings_contribution": (
        f"participant_id {MY_SEATS} OR ({THERE} AND released_at IS NOT NULL AND about <> '{{}}'"
        " AND about <@ portal_people(case_id, category, id))"
    ),
}
COLUMNS = {
    "meetings_topic": "id, case_id, meeting_id, phase, title, minutes, categories, position, started_at, ended_at",
    "meetings_presence": "id, case_id, topic_id, participant_id, came_at, left_at",
    "meetings_contribution": "id, case_id, about, category, released_at, made_at, made_by_id, meeting_id, topic_id,"
    " participant_id, phase, kind, text, is_new_fact, weighed, landed",
    "meetings_meeting": "phase, phase_since, topic_id, turn_id, version, closed_at",
    "meetings_participant": "attended, first_turn_at, first_turn_kind",
}
OPEN = CREATE + "".join(
    [
        f"CREATE POLICY at_the_table_of_viewer ON {table} FOR SELECT TO regie_portal USING ({rows});"
        for table, rows in POLICIES.items()
    ]
    + [f"GRANT SELECT ({columns}) ON {table} TO regie_portal;" for table, columns in COLUMNS.items()]
)
SHUT = "REVOKE SELECT ({columns}) ON {table} FROM regie_portal;"
UNDO = "".join(
    [SHUT.format(columns=columns, table=table) for table, columns in COLUMNS.items()]
    + [f"DROP POLICY at_the_table_of_viewer ON {name};" for name in POLICIES]
    + [f"DROP FUNCTION {name};" for name in reversed(FUNCTIONS)]
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_minutes_for_each"), ("cases", "0018_around")]
    operations = [migrations.RunSQL(OPEN, UNDO)]
