"""What is said in a seat is of whom the party sent then; and a topic is read as long as its data are shared."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Until now only the seat was known. Who was invited for a party and is still its contact, said it; else nobody did.
CARRY_OVER = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE meetings_{table} said SET sent_id = p.contact_id
FROM meetings_participant seat JOIN cases_party p ON p.id = seat.party_id
WHERE seat.id = said.participant_id AND seat.user_id = p.contact_id;
"""
ME = "(SELECT portal_viewer())"
SEAT = "participant_id = ANY ((SELECT portal_seats())::uuid[])"
MINE = f"{SEAT} AND sent_id = {ME}"
SHARED = "released_at IS NOT NULL AND about <> '{}' AND about <@ portal_people(case_id, category, id)"
HEARD = (
    "EXISTS (SELECT FROM meetings_presence p WHERE p.meeting_id = meetings_contribution.meeting_id"
    " AND p.topic_id IS NOT DISTINCT FROM meetings_contribution.topic_id"
    " AND p.came_at <= meetings_contribution.made_at"
    " AND (p.left_at IS NULL OR meetings_contribution.made_at <= p.left_at))"
)
WAS_THERE = "id = ANY ((SELECT portal_topics())::uuid[])"
MAY_HEAR = (
    "about <> '{}' AND NOT EXISTS (SELECT FROM unnest(categories) AS kind"
    " WHERE (about <@ portal_people(case_id, kind, id)) IS NOT TRUE)"
)
ON_TOPICS, ON_WORDS, ON_ROUND = (
    f"ALTER POLICY {name} ON meetings_{table} USING ({{rows}});"
    for name, table in (
        ("at_the_table_of_viewer", "topic"),
        ("at_the_table_of_viewer", "contribution"),
        ("of_my_seat", "roundanswer"),
    )
)
OPEN = (
    "GRANT SELECT (about, law) ON meetings_topic TO regie_portal;"
    "GRANT SELECT (sent_id) ON meetings_contribution, meetings_roundanswer TO regie_portal;"
    + ON_TOPICS.format(rows=f"{WAS_THERE} AND {MAY_HEAR}")
    + ON_WORDS.format(rows=f"({MINE}) OR ({SHARED} AND {HEARD})")
    + ON_ROUND.format(rows=MINE)
)
SHUT = (
    ON_TOPICS.format(rows=WAS_THERE)
    + ON_WORDS.format(rows=f"{SEAT} OR ({SHARED} AND {HEARD})")
    + ON_ROUND.format(rows=SEAT)
    + "REVOKE SELECT (sent_id) ON meetings_contribution, meetings_roundanswer FROM regie_portal;"
    "REVOKE SELECT (about, law) ON meetings_topic FROM regie_portal;"
)


def sent():
    """A column of its own for each model."""
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_clock"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("contribution", "sent", sent()),
        migrations.AddField("roundanswer", "sent", sent()),
        migrations.RunSQL(CARRY_OVER.format(table="contribution"), migrations.RunSQL.noop),
        migrations.RunSQL(CARRY_OVER.format(table="roundanswer"), migrations.RunSQL.noop),
        migrations.RunSQL(OPEN, SHUT),
    ]
