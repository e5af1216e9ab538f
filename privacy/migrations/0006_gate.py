"""The second gate closed: row level security on every table with personal data, and an application that owns nothing.

The owner of the tables migrates; the website and the tasks work as regie_app, which may add, change and remove rows
where that is their work, and can change no table, empty none and switch no trigger off. What is only ever added to, it
can only add to. The portal keeps what its policies give it.
"""

from django.db import migrations

from privacy.migrating import guarded, open_to_the_application

ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'regie_app') THEN
        CREATE ROLE regie_app NOLOGIN;
        GRANT regie_app TO CURRENT_USER;
    END IF;
END $$;
"""
ONLY_ADDED_TO = ["privacy_readlog", "privacy_logseal", "cases_steptransition", "cases_erasure", "accounts_accountevent"]
WITHOUT_PERSONAL_DATA = ["accounts_organisation", "privacy_loghorizon"]
ONLY_READ = ["auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations"]
# Tables of packages in which Regie never writes; who removes a person removes what would hang on it.
NEVER_FILLED = [
    "accounts_user_groups",
    "accounts_user_user_permissions",
    "guardian_groupobjectpermission",
    "guardian_userobjectpermission",
]
GUARDED = [
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_draft",
    "accounts_mailing",
    "accounts_session",
    "accounts_team",
    "accounts_user",
    "mfa_authenticator",
    "outbox_message",
    "privacy_grant",
    "meetings_appointment",
    "meetings_contribution",
    "meetings_meeting",
    "meetings_meetingdecision",
    "meetings_minutes",
    "meetings_newfactssignal",
    "meetings_participant",
    "cases_advice",
    "cases_analysis",
    "cases_announcement",
    "cases_avephasechange",
    "cases_bottleneck",
    "cases_bottleneckchange",
    "cases_breakglass",
    "cases_budgetline",
    "cases_case",
    "cases_casepause",
    "cases_casereference",
    "cases_closure",
    "cases_consent",
    "cases_consentanswer",
    "cases_consultation",
    "cases_contact",
    "cases_evaluation",
    "cases_evaluationanswer",
    "cases_finding",
    "cases_formaldecision",
    "cases_glasstry",
    "cases_goal",
    "cases_goalstep",
    "cases_handoverrefusal",
    "cases_hatperiod",
    "cases_householdmember",
    "cases_hypothesis",
    "cases_importedcase",
    "cases_keptapart",
    "cases_lesson",
    "cases_lifedomainentry",
    "cases_meetingreport",
    "cases_methodtext",
    "cases_methodtextchange",
    "cases_monitoringagreement",
    "cases_neededexpertise",
    "cases_objection",
    "cases_obstacle",
    "cases_parentalauthority",
    "cases_party",
    "cases_person",
    "cases_personbsn",
    "cases_perspective",
    "cases_planaction",
    "cases_plancopy",
    "cases_planofapproach",
    "cases_planversion",
    "cases_processingpurpose",
    "cases_quadrantcell",
    "cases_report",
    "cases_representative",
    "cases_safetyalert",
    "cases_safetyassessment",
    "cases_scalingdecision",
    "cases_scenario",
    "cases_scenarioquadrant",
    "cases_scenariotrigger",
    "cases_sharingdecision",
    "cases_sharingrequest",
    "cases_solutiondirection",
    "cases_stagnationsignal",
    "cases_statement",
    "cases_stepnote",
    "cases_stepzerocheck",
    "cases_task",
    "cases_triagedecision",
    "cases_valuetriangle",
    "cases_worklistentry",
]

OTHERS = [
    *open_to_the_application(*WITHOUT_PERSONAL_DATA),
    *open_to_the_application(*ONLY_READ, verbs="SELECT"),
    *open_to_the_application("privacy_valid_grant", verbs="SELECT, DELETE"),
]

# --- what the portal meets ---

# Whose colleague the viewer is: a policy on the table of people cannot ask that table itself.
PLACE = """
CREATE FUNCTION portal_organisation() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.organisation_id FROM accounts_user u WHERE u.id = portal_viewer()
$$;
REVOKE EXECUTE ON FUNCTION portal_organisation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_organisation TO regie_portal;
"""
# Of people: oneself, colleagues, and with whom one works in a case. Each of these tables shows only its own share.
PEOPLE = """
CREATE POLICY works_with_viewer ON accounts_user FOR SELECT TO regie_portal USING (
    organisation_id = (SELECT portal_organisation())
    OR EXISTS (SELECT FROM cases_hatperiod h WHERE h.wearer_id = accounts_user.id OR h.deputy_id = accounts_user.id)
    OR EXISTS (SELECT FROM cases_party p WHERE p.contact_id = accounts_user.id)
    OR EXISTS (SELECT FROM cases_planaction a WHERE a.owner_id = accounts_user.id)
);
"""
# Of one's own grants it reads, and of lines in the log it adds: about itself, at this moment, and reads none back.
GRANTS = """
DROP POLICY own_grants ON privacy_grant;
CREATE POLICY own_grants ON privacy_grant FOR SELECT TO regie_portal USING (user_id = (SELECT portal_viewer()));
"""
LINES = """
DROP POLICY own_reads ON privacy_readlog;
REVOKE ALL ON privacy_readlog FROM regie_portal;
REVOKE SELECT (id, at, viewer_id, version, tx) ON privacy_readlog FROM regie_portal;
CREATE POLICY own_reads ON privacy_readlog FOR INSERT TO regie_portal WITH CHECK (
    viewer_id = (SELECT portal_viewer()) AND organisation_id = (SELECT portal_organisation()) AND result = 'shown'
);
GRANT INSERT (
    viewer_id, organisation_id, role, origin, action, object, purpose, result,
    case_ids, people, relations, categories, bases
) ON privacy_readlog TO regie_portal;
"""
LINES_OF_BEFORE = """
DROP POLICY own_reads ON privacy_readlog;
REVOKE INSERT (
    viewer_id, organisation_id, role, origin, action, object, purpose, result,
    case_ids, people, relations, categories, bases
) ON privacy_readlog FROM regie_portal;
CREATE POLICY own_reads ON privacy_readlog TO regie_portal USING (viewer_id = (SELECT portal_viewer()));
GRANT INSERT, SELECT (id, at, viewer_id, version, tx) ON privacy_readlog TO regie_portal;
"""

# --- functions that run as their owner ---

# As in cases/0006_log, but whoever is not the application is nobody else, also without a viewer, and does not say
# itself where it works and as what.
REFUSED = """
CREATE OR REPLACE FUNCTION log_refused(
    viewer uuid, organisation uuid, role text, origin text, action text, object text, purpose text, address text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    caller text := CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END;
    the_case uuid;
    outcome text := 'refused';
    most integer := 500;
BEGIN
    IF NOT pg_has_role(caller, 'regie_app', 'USAGE') THEN
        IF portal_viewer() IS DISTINCT FROM viewer THEN
            RAISE EXCEPTION 'a line of somebody else is refused';
        END IF;
        SELECT u.organisation_id, u.role INTO STRICT organisation, role FROM accounts_user u WHERE u.id = viewer;
    END IF;
    IF address <> '' THEN
        SELECT c.id INTO the_case FROM cases_case c WHERE c.reference = address;
        IF the_case IS NULL THEN
            outcome := 'absent';
            most := 100;
        END IF;
    END IF;
    PERFORM FROM privacy_readlog r
        WHERE r.viewer_id = viewer AND r.at > statement_timestamp() - interval '1 hour'
        AND r.result <> 'shown' AND r.result = outcome OFFSET most - 1 LIMIT 1;
    IF FOUND THEN
        RETURN;
    END IF;
    INSERT INTO privacy_readlog (
        viewer_id, organisation_id, role, origin, action, object, purpose, result,
        case_ids, people, relations, categories, bases
    ) VALUES (
        viewer, organisation, role, origin, action, object, purpose, outcome,
        CASE WHEN the_case IS NULL THEN '{}' ELSE ARRAY[the_case] END, '{}', '{}', '{}', '{}'
    );
END $$;
GRANT EXECUTE ON FUNCTION log_refused TO regie_app;
"""
# A temporary table stands before all others unless it is named last: anybody could put one in the way of these.
PINNED = """
DO $$
DECLARE each regprocedure;
BEGIN
    FOR each IN
        SELECT oid FROM pg_proc WHERE prosecdef AND pronamespace = current_schema()::regnamespace
        AND pg_has_role(proowner, 'USAGE')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', each, current_schema());
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0005_sharing"),
        ("cases", "0011_sharing"),
        ("meetings", "0002_release"),
        ("outbox", "0001_initial"),
        ("accounts", "0002_append_only_events"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
        guarded(*GUARDED),
        guarded(*ONLY_ADDED_TO, verbs="SELECT, INSERT"),
        guarded(*NEVER_FILLED, verbs="SELECT, DELETE"),
        # Sessions lie in accounts_session; nobody comes near the table that Django brings.
        migrations.RunSQL(
            "ALTER TABLE django_session ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE django_session DISABLE ROW LEVEL SECURITY",
        ),
        migrations.RunSQL(OTHERS, "DROP OWNED BY regie_app"),
        migrations.RunSQL(
            PLACE + PEOPLE, "DROP POLICY works_with_viewer ON accounts_user; DROP FUNCTION portal_organisation"
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(LINES, LINES_OF_BEFORE),
        migrations.RunSQL(REFUSED + PINNED, "REVOKE EXECUTE ON FUNCTION log_refused FROM regie_app"),
    ]
