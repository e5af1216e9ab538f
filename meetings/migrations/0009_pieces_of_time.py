"""Who was in the room, in pieces of time: who goes out and comes back has not heard what was said in between."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

# Until now there was one row at each topic; of the table without a topic it was only known who was there at all.
CARRY_OVER = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE meetings_presence p SET meeting_id = t.meeting_id FROM meetings_topic t WHERE t.id = p.topic_id;
INSERT INTO meetings_presence (case_id, meeting_id, participant_id, came_at, left_at)
SELECT m.case_id, m.id, p.id, m.opened_at, coalesce(m.closed_at, m.broken_off_at)
FROM meetings_participant p JOIN meetings_meeting m ON m.id = p.meeting_id
WHERE m.opened_at IS NOT NULL AND p.attended AND p.participation_form <> 'declined';
"""
BACK = """
SET CONSTRAINTS ALL IMMEDIATE;
DELETE FROM meetings_presence WHERE topic_id IS NULL;
DELETE FROM meetings_presence p USING meetings_presence later
WHERE later.topic_id = p.topic_id AND later.participant_id = p.participant_id AND later.id > p.id;
"""
SHARED = "released_at IS NOT NULL AND about <> '{}' AND about <@ portal_people(case_id, category, id)"
MINE = "participant_id = ANY ((SELECT portal_seats())::uuid[])"
# A piece of time of one of the own seats, around the moment at which this was said: the other rows are not there.
HEARD = (
    "EXISTS (SELECT FROM meetings_presence p WHERE p.meeting_id = meetings_contribution.meeting_id"
    " AND p.topic_id IS NOT DISTINCT FROM meetings_contribution.topic_id"
    " AND p.came_at <= meetings_contribution.made_at"
    " AND (p.left_at IS NULL OR meetings_contribution.made_at <= p.left_at))"
)
POLICY = "ALTER POLICY at_the_table_of_viewer ON meetings_contribution USING ({rows});"
OPEN = (
    "GRANT SELECT (meeting_id) ON meetings_presence TO regie_portal;"
    + POLICY.format(rows=f"{MINE} OR ({SHARED} AND {HEARD})")
    + "DROP FUNCTION portal_tables;"
)
TABLES = """
CREATE FUNCTION portal_tables() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$ BEGIN RETURN (
    SELECT array_agg(p.meeting_id) FROM meetings_participant p WHERE p.id = ANY (portal_seats()) AND p.attended
); END $$;
REVOKE EXECUTE ON FUNCTION portal_tables FROM PUBLIC; GRANT EXECUTE ON FUNCTION portal_tables TO regie_portal;
DO $pin$ BEGIN EXECUTE format('ALTER FUNCTION portal_tables SET search_path = pg_catalog, %I, pg_temp',
 current_schema()); END $pin$;
"""
BEFORE = (
    "(topic_id = ANY ((SELECT portal_topics())::uuid[])"
    " OR (topic_id IS NULL AND meeting_id = ANY ((SELECT portal_tables())::uuid[])))"
)
SHUT = TABLES + POLICY.format(rows=f"{MINE} OR ({BEFORE} AND {SHARED})")
SHUT += "REVOKE SELECT (meeting_id) ON meetings_presence FROM regie_portal;"
PIECE = Func(
    "came_at", "left_at", function="tstzrange", output_field=django.contrib.postgres.fields.DateTimeRangeField()
)
ON_PRESENCE = {"model_name": "presence"}
TO_MEETING = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "presences", "to": "meetings.meeting"}


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_portal_table")]
    operations = [
        migrations.RemoveConstraint(**ON_PRESENCE, name="in_the_room_once_at_a_topic"),
        migrations.AddField(**ON_PRESENCE, name="meeting", field=models.ForeignKey(null=True, **TO_MEETING)),
        migrations.AlterField(
            **ON_PRESENCE,
            name="topic",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="presences",
                to="meetings.topic",
            ),
        ),
        migrations.RunSQL(CARRY_OVER, BACK),
        migrations.AlterField(**ON_PRESENCE, name="meeting", field=models.ForeignKey(**TO_MEETING)),
        migrations.AddConstraint(
            **ON_PRESENCE,
            constraint=models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("came_at")), name="came_before_leaving"
            ),
        ),
        migrations.AddConstraint(
            **ON_PRESENCE,
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="nobody_is_in_the_room_twice",
                expressions=[("participant", "="), (Coalesce("topic", "meeting"), "="), (PIECE, "&&")],
            ),
        ),
        migrations.RunSQL(OPEN, SHUT),
    ]
