"""A sharing decision in full, who asked for one, and the second gate of the portal on two keys."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from privacy.migrating import Together

ARRAY = django.contrib.postgres.fields.ArrayField

# --- what was decided before gets the new columns, without another word changed ---

CARRY_OVER = """
ALTER TABLE cases_sharingdecision DISABLE TRIGGER decision_only_ends;
UPDATE cases_sharingdecision d SET
    recipients = ARRAY[d.recipient_id],
    to_organisation_id = u.organisation_id,
    valid_from = d.decided_at,
    informed_on = CASE WHEN d.resident_informed THEN d.decided_at::date END,
    not_informed_reason = CASE WHEN d.resident_informed THEN '' ELSE 'Niet vastgelegd.' END,
    revoked_reason = CASE WHEN d.revoked_at IS NULL THEN '' ELSE 'Niet vastgelegd.' END
FROM accounts_user u WHERE u.id = d.recipient_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE cases_sharingdecision ENABLE TRIGGER decision_only_ends;
"""
ENDS = """
CREATE OR REPLACE FUNCTION decision_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Lawful erasure takes the id of a person along, once that person is no longer there. Nothing else changes then.
    IF NEW.about <@ OLD.about AND to_jsonb(NEW) - 'about' = to_jsonb(OLD) - 'about' AND NOT EXISTS (
        SELECT FROM cases_person p WHERE p.id = ANY(OLD.about) AND p.id <> ALL(NEW.about)
    ) THEN
        RETURN NEW;
    END IF;
    IF OLD.revoked_at IS NOT NULL
       OR to_jsonb(NEW) - '{revoked_at,revoked_by_id,revoked_reason}'::text[]
       <> to_jsonb(OLD) - '{revoked_at,revoked_by_id,revoked_reason}'::text[]
    THEN
        RAISE EXCEPTION 'a sharing decision stays as it was taken; revoke it and take another';
    END IF;
    RETURN NEW;
END $$;
"""

# --- the second gate ---

ME = "(SELECT portal_viewer())"
MINE = "FROM privacy_valid_grant g WHERE g.user_id = (SELECT portal_viewer())"
BASIC = "'involvement'"


def covered(table: str, category: str = "{table}.category") -> str:
    """Both keys: released by its author, and shared with me about everybody whom it is about."""
    here = (
        f"g.content_object_id = {table}.case_id AND g.category = {category.format(table=table)} "
        f"AND (g.item IS NULL OR g.item = {table}.id)"
    )
    return (
        f"({table}.released_at IS NOT NULL AND EXISTS (SELECT {MINE} AND {here})"
        f" AND {table}.about <@ ARRAY(SELECT g.person {MINE} AND {here} AND g.person IS NOT NULL))"
    )


# What a partner can receive as content: the text columns are in cases/shareable.py.
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
    "statement",
]
NAMED = f"SELECT g.person {MINE} AND g.category = 'identity_contact'"
POLICIES = {f"cases_{name}": covered(f"cases_{name}") for name in CONTENT} | {
    "cases_statement": f"kind NOT IN ('title', 'summary') AND {covered('cases_statement')}",
    "cases_person": f"id IN ({NAMED})",
    "cases_householdmember": (
        f"(case_id, person_id) IN (SELECT g.content_object_id, g.person {MINE} AND g.category = 'identity_contact')"
    ),
    "cases_planaction": f"owner_id = {ME} OR {covered('cases_planaction')}",
    # With whom else: on the basic level too, of which the columns below are all.
    "cases_party": (f"contact_id = {ME} OR {covered('cases_party')} OR {covered('cases_party', BASIC)}"),
    "cases_sharingdecision": f"{ME} = ANY(recipients)",
    "cases_sharingrequest": f"recipient_id = {ME} AND asked_by_id = {ME}",
}
ITEM = "id, case_id, about, category, released_at, made_at, changed_at"
# Row level security hides rows and not columns: what a partner never reads is not granted.
COLUMNS = {
    "cases_statement": f"{ITEM}, kind, text",
    "cases_analysis": f"{ITEM}, explanation, open_questions, resident_view",
    "cases_finding": f"{ITEM}, text",
    "cases_goal": f"{ITEM}, intention, position",
    "cases_goalstep": f"{ITEM}, text, position",
    "cases_hypothesis": f"{ITEM}, statement",
    "cases_lifedomainentry": f"{ITEM}, domain, concern, strength, wish",
    "cases_monitoringagreement": f"{ITEM}, next_review_on",
    "cases_obstacle": f"{ITEM}, text",
    "cases_perspective": f"{ITEM}, text",
    "cases_planofapproach": f"{ITEM}, progress_agreement",
    "cases_representative": f"{ITEM}, kind, name, reach",
    "cases_safetyassessment": f"{ITEM}, outcome, assessed_on",
    "cases_scenario": f"{ITEM}, code, name, description, is_active",
    "cases_scenariotrigger": f"{ITEM}, text",
    "cases_solutiondirection": f"{ITEM}, text",
    "cases_planaction": f"{ITEM}, what, owner_id, owner_name, due_on, status, progress_note",
    "cases_party": f"{ITEM}, organisation_id, contact_id, involvement",
    "cases_person": "id, name",
    "cases_householdmember": "id, case_id, person_id, in_network, left_on, made_at",
    "cases_sharingdecision": "id, case_id, recipients, categories, bases, task, status, level, valid_from, valid_until,"
    " revoked_at",
    "cases_sharingrequest": "id, case_id, asked_by_id, asked_at, recipient_id, categories, reason, state, answer,"
    " answered_at",
}
# Those that had a policy before (migration 0003).
BEFORE = [
    "person",
    "householdmember",
    "statement",
    "perspective",
    "goal",
    "planofapproach",
    "scenario",
    "planaction",
    "party",
    "sharingdecision",
]

GATE = (
    "".join(
        f"DROP POLICY shared_with_viewer ON cases_{name}; REVOKE ALL ON cases_{name} FROM regie_portal;"
        for name in BEFORE
    )
    + "REVOKE ALL (id, case_id, recipient_id, bases, categories, status, valid_until, revoked_at)"
    " ON cases_sharingdecision FROM regie_portal; REVOKE ALL (id, name) ON cases_person FROM regie_portal;"
)
OPEN = "".join(
    f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
    f"CREATE POLICY shared_with_viewer ON {table} FOR SELECT TO regie_portal USING ({rows});"
    f"GRANT SELECT ({COLUMNS[table]}) ON {table} TO regie_portal;"
    for table, rows in POLICIES.items()
)

# --- the table of decisions ---

CONSTRAINTS = {
    "sharing_ends_after_it_begins": Q(valid_until__gt=F("valid_from")),
    "sharing_begins_when_it_is_decided": Q(valid_from__gte=F("decided_at")),
    "revoking_has_who_when_and_why": (
        Q(revoked_at=None, revoked_by=None, revoked_reason="")
        | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason=""))
    ),
    "sharing_is_explained_and_grounded": (
        (Q(status="refused") & ~Q(refused_reason=""))
        | (
            Q(status="decided", bases__len__gt=0)
            & ~Q(necessity="")
            & ~Q(subsidiarity="")
            & (Q(informed_on__isnull=False) | ~Q(not_informed_reason=""))
        )
    ),
}
COLUMNS_OF_DECISIONS = """
ALTER TABLE cases_sharingdecision
    DROP CONSTRAINT sharing_ends_after_it_begins,
    DROP CONSTRAINT revoking_has_both_who_and_when,
    DROP CONSTRAINT sharing_is_explained_and_grounded,
    ADD COLUMN level varchar(40) NOT NULL DEFAULT 'content',
    ADD COLUMN to_organisation_id uuid NULL REFERENCES accounts_organisation (id) DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN recipients uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN items uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN task text NOT NULL DEFAULT '',
    ADD COLUMN special_basis varchar(30) NOT NULL DEFAULT '',
    ADD COLUMN criminal_basis varchar(30) NOT NULL DEFAULT '',
    ADD COLUMN consent uuid NULL,
    ADD COLUMN informed_on date NULL,
    ADD COLUMN not_informed_reason text NOT NULL DEFAULT '',
    ADD COLUMN channel varchar(40) NOT NULL DEFAULT 'portal',
    ADD COLUMN valid_from timestamptz NULL,
    ADD COLUMN revoked_reason text NOT NULL DEFAULT '';
"""
SETTLED = """
ALTER TABLE cases_sharingdecision
    DROP COLUMN recipient_id, DROP COLUMN resident_informed,
    ALTER COLUMN to_organisation_id SET NOT NULL, ALTER COLUMN valid_from SET NOT NULL,
    ALTER COLUMN level DROP DEFAULT, ALTER COLUMN recipients DROP DEFAULT, ALTER COLUMN items DROP DEFAULT,
    ALTER COLUMN task DROP DEFAULT, ALTER COLUMN special_basis DROP DEFAULT, ALTER COLUMN criminal_basis DROP DEFAULT,
    ALTER COLUMN not_informed_reason DROP DEFAULT, ALTER COLUMN channel DROP DEFAULT,
    ALTER COLUMN revoked_reason DROP DEFAULT,
    ADD CONSTRAINT sharing_ends_after_it_begins CHECK (valid_until > valid_from),
    ADD CONSTRAINT sharing_begins_when_it_is_decided CHECK (valid_from >= decided_at),
    ADD CONSTRAINT revoking_has_who_when_and_why CHECK (
        (revoked_at IS NULL AND revoked_by_id IS NULL AND revoked_reason = '')
        OR (revoked_at IS NOT NULL AND revoked_by_id IS NOT NULL AND revoked_reason <> '')),
    ADD CONSTRAINT sharing_is_explained_and_grounded CHECK (
        (status = 'refused' AND refused_reason <> '')
        OR (status = 'decided' AND coalesce(array_length(bases, 1), 0) > 0 AND necessity <> '' AND subsidiarity <> ''
            AND (informed_on IS NOT NULL OR not_informed_reason <> '')));
CREATE INDEX sharing_to_organisation ON cases_sharingdecision (to_organisation_id);
"""
ON_DECISION = {"model_name": "sharingdecision"}
TEXT = models.TextField(blank=True)


def _added(name, field):
    return migrations.AddField(**ON_DECISION, name=name, field=field)


DECISION = [
    *(
        migrations.RemoveConstraint(**ON_DECISION, name=name)
        for name in (
            "sharing_ends_after_it_begins",
            "revoking_has_both_who_and_when",
            "sharing_is_explained_and_grounded",
        )
    ),
    migrations.RemoveField(**ON_DECISION, name="recipient"),
    migrations.RemoveField(**ON_DECISION, name="resident_informed"),
    _added("level", models.CharField(default="content", max_length=40)),
    _added(
        "to_organisation",
        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"),
    ),
    _added("recipients", ARRAY(models.UUIDField(), default=list)),
    _added("items", ARRAY(models.UUIDField(), default=list)),
    _added("task", TEXT.clone()),
    _added("special_basis", models.CharField(blank=True, max_length=30)),
    _added("criminal_basis", models.CharField(blank=True, max_length=30)),
    _added("consent", models.UUIDField(null=True)),
    _added("informed_on", models.DateField(null=True)),
    _added("not_informed_reason", TEXT.clone()),
    _added("channel", models.CharField(default="portal", max_length=40)),
    _added("valid_from", models.DateTimeField()),
    _added("revoked_reason", TEXT.clone()),
    *(
        migrations.AddConstraint(**ON_DECISION, constraint=models.CheckConstraint(condition=condition, name=name))
        for name, condition in CONSTRAINTS.items()
    ),
]
USER = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}
WITH_THE_CASE = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}
REQUEST = migrations.CreateModel(
    name="SharingRequest",
    fields=[
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("asked_at", models.DateTimeField()),
        ("categories", ARRAY(models.CharField(max_length=30))),
        ("about", ARRAY(models.UUIDField(), default=list)),
        ("reason", models.TextField()),
        ("state", models.CharField(default="open", max_length=40)),
        ("answered_at", models.DateTimeField(null=True)),
        ("answer", models.TextField(blank=True)),
        ("answered_by", models.ForeignKey(null=True, **USER)),
        ("asked_by", models.ForeignKey(**USER)),
        ("case", models.ForeignKey(to="cases.case", **WITH_THE_CASE)),
        ("decision", models.ForeignKey(null=True, to="cases.sharingdecision", **WITH_THE_CASE)),
        ("recipient", models.ForeignKey(**USER)),
    ],
    options={
        "abstract": False,
        "base_manager_name": "objects",
        "indexes": [models.Index(fields=["case", "state"], name="requests_of_a_case")],
        "constraints": [
            models.CheckConstraint(condition=~Q(reason=""), name="asking_for_data_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None, answered_by=None)
                | (~Q(state="open") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="an_answered_request_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="a_refused_request_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(decision__isnull=False), name="a_granted_request_has_its_decision"
            ),
        ],
    },
)


class Migration(migrations.Migration):
    """There is no way back: a decision cannot be made smaller again without losing why it was taken."""

    dependencies = [("cases", "0010_release"), ("privacy", "0005_sharing"), ("accounts", "0002_append_only_events")]
    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={
                "base_manager_name": "objects",
                "permissions": [
                    ("see_progress", "kenmerk, stap, petten en data"),
                    ("see_identity_contact", "namen en bereikbaarheid"),
                    ("see_bsn", "burgerservicenummer"),
                    ("see_household_relations", "relaties in het huishouden"),
                    ("see_authority", "gezag en vertegenwoordiging"),
                    ("see_request_vision", "vraag en toekomstbeeld van de inwoner"),
                    ("see_living", "wonen"),
                    ("see_finances_income", "inkomen"),
                    ("see_debts", "schulden"),
                    ("see_work_education", "werk en opleiding"),
                    ("see_school_attendance", "schoolgang"),
                    ("see_involvement", "welke partijen betrokken zijn en wie u daar belt (art. 9)"),
                    ("see_support_in_use", "hulp en ondersteuning die er al is (art. 9)"),
                    ("see_health_physical", "lichamelijke gezondheid (art. 9)"),
                    ("see_health_mental", "geestelijke gezondheid (art. 9)"),
                    ("see_substance_use", "middelengebruik (art. 9)"),
                    ("see_disability", "beperking (art. 9)"),
                    ("see_safety_violence", "veiligheid en geweld (art. 10)"),
                    ("see_criminal", "strafrechtelijke gegevens (art. 10)"),
                    ("see_migration_status", "verblijfsstatus"),
                    ("see_religion_ethnicity", "geloof en afkomst (art. 9)"),
                    ("see_network", "sociaal netwerk"),
                    ("see_opinions_professional", "oordelen van professionals"),
                    ("see_plan_goals", "perspectief, doelen en oplossingsrichtingen"),
                    ("see_plan_actions", "plan en acties"),
                    ("see_minutes", "verslagen van overleggen"),
                    ("see_media", "beeld en geluid"),
                ],
            },
        ),
        migrations.RunSQL(GATE),
        Together(
            database_operations=[migrations.RunSQL(COLUMNS_OF_DECISIONS + CARRY_OVER + SETTLED + ENDS)],
            state_operations=DECISION,
        ),
        REQUEST,
        migrations.RunSQL(OPEN),
    ]
