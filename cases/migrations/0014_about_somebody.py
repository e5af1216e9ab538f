"""A piece that names nobody is not received: it was written before anybody stood in the case, and may be about all.

Every array contains the empty one, so until here a decision about one person opened such a piece.
"""

from django.db import migrations

MINE = "FROM privacy_valid_grant g WHERE g.user_id = (SELECT portal_viewer())"


def covered(table, category="{table}.category", names=" AND {table}.about <> '{{}}'"):
    """As in 0011_sharing, and about somebody."""
    here = (
        f"g.content_object_id = {table}.case_id AND g.category = {category.format(table=table)} "
        f"AND (g.item IS NULL OR g.item = {table}.id)"
    )
    return (
        f"({table}.released_at IS NOT NULL{names.format(table=table)} AND EXISTS (SELECT {MINE} AND {here})"
        f" AND {table}.about <@ ARRAY(SELECT g.person {MINE} AND {here} AND g.person IS NOT NULL))"
    )


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
ME = "(SELECT portal_viewer())"


def policies(**how):
    """Which rows of each table a partner meets."""
    rows = {f"cases_{name}": covered(f"cases_{name}", **how) for name in CONTENT} | {
        "cases_statement": f"kind NOT IN ('title', 'summary') AND {covered('cases_statement', **how)}",
        "cases_planaction": f"owner_id = {ME} OR {covered('cases_planaction', **how)}",
        "cases_party": (
            f"contact_id = {ME} OR {covered('cases_party', **how)}"
            f" OR {covered('cases_party', chr(39) + 'involvement' + chr(39), **how)}"
        ),
    }
    return "".join(f"ALTER POLICY shared_with_viewer ON {table} USING ({those});" for table, those in rows.items())


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_consents_of_sharing")]
    operations = [migrations.RunSQL(policies(), policies(names=""))]
