"""What the application and the portal can do in the database, and what no table may do without."""

import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError, ProgrammingError, connection, transaction

from privacy import roles
from privacy.portal import restricted
from privacy.roles import APPLICATION, PORTAL
from regie.management.commands import migrate
from tests.owner import as_owner

# Why a table needs no row level security. Whatever is not here has it, or the build fails.
WITHOUT_PERSONAL_DATA = {
    "accounts_organisation": "organisations, with the number of their front desk",
    "auth_group": "of Django, empty: the law names roles",
    "auth_group_permissions": "of Django, empty",
    "auth_permission": "the names of permissions",
    "django_content_type": "the names of tables",
    "django_migrations": "which migrations ran",
    "privacy_loghorizon": "one number: how far sealing came",
}
ONLY_ADDED_TO = {
    "privacy_readlog",
    "privacy_logbatch",
    "cases_steptransition",
    "cases_erasure",
    "accounts_accountevent",
}
WRITTEN_BY_NOBODY = {
    "auth_group": "SELECT",
    "auth_group_permissions": "SELECT",
    "auth_permission": "SELECT",
    "django_content_type": "SELECT",
    "django_migrations": "SELECT",
    "django_session": "",
    "privacy_valid_grant": "SELECT, DELETE",
    "accounts_user_groups": "SELECT, DELETE",
    "accounts_user_user_permissions": "SELECT, DELETE",
    "guardian_groupobjectpermission": "SELECT, DELETE",
    "guardian_userobjectpermission": "SELECT, DELETE",
}
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def rows(question, params=None):
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return cursor.fetchall()


def tables(kinds="rp"):
    """Every table of the database, of packages as well, and whether it has row level security."""
    return dict(
        rows(
            "SELECT relname, relrowsecurity FROM pg_class"
            " WHERE relnamespace = current_schema()::regnamespace AND relkind = ANY (%s)",
            [list(kinds)],
        )
    )


def verbs_of(role, table):
    """What a role may do with a table, or with a column of it."""
    by_column = {"SELECT", "INSERT", "UPDATE", "REFERENCES"}
    asked = [
        f"has_any_column_privilege('{role}', '{table}', '{verb}')"
        if verb in by_column
        else f"has_table_privilege('{role}', '{table}', '{verb}')"
        for verb in VERBS
    ]
    return {verb for verb, may in zip(VERBS, rows(f"SELECT {', '.join(asked)}")[0], strict=True) if may}


def test_every_table_with_personal_data_has_row_level_security(db):
    """A new table: end its migration with privacy.migrating.guarded(), or say here why it holds nobody's data."""
    assert {name for name, guarded in tables().items() if not guarded} == set(WITHOUT_PERSONAL_DATA)


def test_the_application_may_do_with_rows_what_it_must_and_with_tables_nothing(db):
    everything = {"SELECT", "INSERT", "UPDATE", "DELETE"}
    wanted = dict.fromkeys(tables(), everything)
    wanted |= dict.fromkeys(ONLY_ADDED_TO, {"SELECT", "INSERT"})
    wanted |= {name: set(filter(None, verbs.split(", "))) for name, verbs in WRITTEN_BY_NOBODY.items()}
    assert {name: verbs_of(APPLICATION, name) for name in tables("rpv")} == wanted
    assert rows(
        "SELECT count(*) FILTER (WHERE pg_get_userbyid(relowner) = ANY (%s)) FROM pg_class", [list(roles.ROLES)]
    ) == [(0,)]
    assert rows("SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin FROM pg_roles"
                " WHERE rolname = ANY (%s)", [list(roles.ROLES)]) == [(False,) * 5] * 2  # fmt: skip


def test_the_portal_may_do_what_its_policies_say_and_has_no_privilege_beside_them(db):
    by_policy: dict[str, set[str]] = {"accounts_organisation": {"SELECT"}, "privacy_valid_grant": {"SELECT"}}
    for table, verb in rows("SELECT tablename, cmd FROM pg_policies WHERE %s = ANY (roles)", [PORTAL]):
        by_policy.setdefault(table, set()).update({"SELECT", "INSERT", "UPDATE", "DELETE"} if verb == "ALL" else {verb})
    found = {name: verbs_of(PORTAL, name) for name in tables("rpv")}
    assert {name: verbs for name, verbs in found.items() if verbs} == by_policy
    writes = {name: verbs - {"SELECT"} for name, verbs in found.items() if verbs - {"SELECT"}}
    assert writes == {"privacy_readlog": {"INSERT"}, "accounts_draft": {"INSERT", "UPDATE", "DELETE"}}
    assert rows("SELECT tablename FROM pg_policies WHERE 'public' = ANY (roles)") == []


def test_nobody_else_was_given_anything(db):
    given = rows(
        "SELECT DISTINCT c.relname, a.grantee FROM pg_class c, aclexplode(c.relacl) a"
        " WHERE c.relnamespace = current_schema()::regnamespace AND a.grantee <> c.relowner"
        " AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = a.grantee AND r.rolname = ANY (%s))",
        [list(roles.ROLES)],
    )
    assert given == []


# --- the application, trying ---

REFUSED = [
    "CREATE TABLE cases_extra (id int)",
    "ALTER TABLE cases_case ADD COLUMN name text",
    "DROP TABLE cases_case",
    "ALTER TABLE cases_case DISABLE TRIGGER USER",
    "ALTER TABLE privacy_readlog DISABLE TRIGGER append_only",
    "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
    "CREATE POLICY everything ON cases_case TO regie_portal USING (true)",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "SET session_replication_role = replica",
    "UPDATE django_migrations SET name = name",
    "SELECT * FROM django_session",
    *(f"TRUNCATE {table}" for table in ("cases_case", "cases_statement", "outbox_message")),
    *(f"{verb} {table}" for table in sorted(ONLY_ADDED_TO) for verb in ("TRUNCATE", "DELETE FROM")),
    *(f"UPDATE {table} SET id = id" for table in sorted(ONLY_ADDED_TO)),
]


def test_the_application_changes_no_table_and_no_record(cast):
    assert rows("SELECT current_user, current_setting('role')") == [(APPLICATION, APPLICATION)]
    for statement in REFUSED:
        with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
            connection.cursor().execute(statement)
    connection.cursor().execute(f"GRANT SELECT ON cases_personbsn TO {PORTAL}")  # only warns that it gave nothing
    assert verbs_of(PORTAL, "cases_personbsn") == set()


@pytest.mark.parametrize("ignore", ["", "SET LOCAL pgtrigger.ignore = '{__all__}'"])
def test_the_application_moves_no_step_by_hand(cast, ignore):
    """S6: also along a line of the stappenplan, also when it switches off what pgtrigger guards."""
    for step in ("perspective", "closed"):
        move = f"{ignore}; UPDATE cases_case SET step = '{step}' WHERE reference = 'C-1'; SET CONSTRAINTS ALL IMMEDIATE"
        with pytest.raises(DatabaseError), transaction.atomic():
            rows(move)
    assert rows("SELECT step FROM cases_case WHERE reference = 'C-1'") == [("analysis",)]


# --- functions that run as their owner ---


def test_functions_that_run_as_their_owner_look_where_they_should_and_are_not_for_everybody(db):
    """A temporary table stands before all others, unless the search path names its schema last."""
    found = rows(
        "SELECT p.proname, p.proconfig, array(SELECT pg_get_userbyid(a.grantee)::text FROM aclexplode(p.proacl) a"
        " WHERE a.grantee <> p.proowner ORDER BY 1) FROM pg_proc p"
        " WHERE p.prosecdef AND p.pronamespace = current_schema()::regnamespace ORDER BY 1"
    )
    assert {path[0] for _name, path, _to in found} == {"search_path=pg_catalog, public, pg_temp"}
    assert {name: to for name, _path, to in found} == {
        "fill_in_people": [],
        "log_refused": [APPLICATION, PORTAL],
        "portal_cases": [PORTAL],
        "portal_organisation": [PORTAL],
        "portal_parties": [PORTAL],
        "portal_people": [PORTAL],
        "portal_seats": [PORTAL],
        "portal_topics": [PORTAL],
    }


def refused_as(viewer, organisation, role):
    return "SELECT log_refused(%s, %s, %s, 'portal', 'a', 'b', '', 'C-2')", [viewer.user_id, organisation, role]


SHAPE = (
    "viewer_id uuid, organisation_id uuid, role text, origin text, action text, object text, purpose text, result text,"
    " at timestamptz, case_ids uuid[], people uuid[], relations text, categories text, bases text"
)


def test_the_portal_cannot_put_a_table_in_the_way_of_its_line(cast):
    karim = cast.viewer("karim_receives")
    with restricted(karim):
        rows(f"CREATE TEMP TABLE privacy_readlog ({SHAPE}) ON COMMIT DROP; SELECT 1")
        rows("CREATE TEMP TABLE cases_case (id uuid, reference text) ON COMMIT DROP; SELECT 1")
        rows(*refused_as(karim, karim.organisation_id, "chain_partner"))
    line = rows("SELECT viewer_id, result, cardinality(case_ids) FROM public.privacy_readlog")
    assert line == [(karim.user_id, "refused", 1)]


def test_the_portal_writes_its_line_as_who_it_is_and_reads_none_back(cast):
    karim, bert = cast.viewer("karim_receives"), cast.viewer("bert_stands_nowhere")
    with restricted(karim):
        rows(*refused_as(karim, bert.organisation_id, "data_protection_officer"))
        for column in ("id", "at", "viewer_id", "count(*)"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                rows(f"SELECT {column} FROM privacy_readlog")
        with pytest.raises(DatabaseError, match="somebody else"), transaction.atomic():
            rows(*refused_as(bert, bert.organisation_id, "consultant"))
    assert rows("SELECT organisation_id, role FROM privacy_readlog") == [(karim.organisation_id, "chain_partner")]
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(f"SET LOCAL ROLE {PORTAL}")
        with pytest.raises(DatabaseError, match="somebody else"), transaction.atomic():  # without a viewer too
            rows(*refused_as(bert, bert.organisation_id, "consultant"))
        transaction.set_rollback(True)


LINE = (
    "INSERT INTO privacy_readlog (viewer_id, organisation_id, role, origin, action, object, purpose, result, case_ids,"
    " people, relations, categories, bases{more}) VALUES (%s, %s, '', '', '', '', '', %s, '{{}}', '{{}}', '',"
    " '', ''{value}) "
)


def test_a_line_of_the_portal_is_its_own_of_now_and_says_where_it_works(cast):
    karim, bert = cast.viewer("karim_receives"), cast.viewer("bert_stands_nowhere")
    mine, plain = (karim.user_id, karim.organisation_id, "shown"), LINE.format(more="", value="")
    forged = [
        (plain, (bert.user_id, karim.organisation_id, "shown")),
        (plain, (karim.user_id, bert.organisation_id, "shown")),
        (plain, (karim.user_id, karim.organisation_id, "refused")),
        (LINE.format(more=", at", value=", now() - interval '1 year'"), mine),
        (LINE.format(more=", tx", value=", 1"), mine),
        (LINE.format(more=", id", value=", -1"), mine),
        (plain + "RETURNING id", mine),
    ]
    with restricted(karim), connection.cursor() as cursor:
        for statement, values in forged:
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(statement, values)
        cursor.execute(plain, mine)
    assert rows("SELECT count(*) FROM privacy_readlog") == [(1,)]


# --- who migrates ---


def test_migrating_is_done_by_the_owner_and_leaves_the_connection_to_the_application(db):
    other = connection.copy()
    with roles.as_who_signed_in(other), other.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('role')")
        assert cursor.fetchone() == (True, "none")
    with other.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APPLICATION,)
    other.close()


def test_migrating_does_not_wait_behind_a_busy_table_with_every_page_behind_it(db, monkeypatch):
    busy, migrates = connection.copy(), connection.copy()
    with busy.cursor() as cursor:
        cursor.execute("BEGIN; SELECT count(*) FROM meetings_meeting")  # a page that takes long

    def alters(command, *args, **options):
        with migrates.cursor() as cursor:
            cursor.execute("ALTER TABLE meetings_meeting ADD COLUMN something integer")

    monkeypatch.setattr(migrate, "connections", {"default": migrates})
    monkeypatch.setattr(migrate.migrate.Command, "execute", alters)
    with pytest.raises(CommandError, match="te lang bezet.*niets is half gewijzigd"):
        migrate.Command().execute(database="default", lock_timeout=1)
    busy.close()


def test_who_may_make_no_roles_is_told_what_an_administrator_does_first(db):
    assert roles.statements_for_an_administrator(connection) == (
        "GRANT regie_portal TO regie_app;",
    )  # of the application; it is not asked to migrate
    with as_owner():
        assert roles.statements_for_an_administrator(connection) == ()
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE regie_plain; GRANT regie_plain TO CURRENT_USER; SET LOCAL ROLE regie_plain")
            assert roles.statements_for_an_administrator(connection) == (
                "GRANT regie_app TO regie_plain;",
                "GRANT regie_portal TO regie_plain;",
            )
            cursor.execute(
                "SET LOCAL ROLE NONE; GRANT regie_app, regie_portal TO regie_plain; SET LOCAL ROLE regie_plain"
            )
            assert roles.statements_for_an_administrator(connection) == ()
            cursor.execute("SET LOCAL ROLE NONE; DROP ROLE regie_plain")
