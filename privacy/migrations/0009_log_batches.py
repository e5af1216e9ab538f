"""The log is sealed in batches: a link over many lines, and codes as one text, so that proving it costs a quarter.

Nothing was sealed in an installation before this. What a trial sealed is sealed anew: begin a new file of heads.
"""

import django.contrib.postgres.constraints
from django.db import migrations, models

import privacy.fields
from privacy.migrating import guarded

# The chain of before was digested by the database too; that of now needs nothing of it.
OF_BEFORE = """
DROP AGGREGATE log_chain(bytea, bytea);
DROP FUNCTION log_link, log_genesis, log_digest;
DELETE FROM privacy_loghorizon;
"""
CODES = """
ALTER TABLE privacy_readlog
    ALTER COLUMN relations TYPE text USING array_to_string(relations, ' '),
    ALTER COLUMN categories TYPE text USING array_to_string(categories, ' '),
    ALTER COLUMN bases TYPE text USING array_to_string(bases, ' ');
"""
# As in 0006, with nothing in the codes.
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
        CASE WHEN the_case IS NULL THEN '{}' ELSE ARRAY[the_case] END, '{}', '', '', ''
    );
END $$;
DO $$ BEGIN
    EXECUTE format(
        'ALTER FUNCTION log_refused SET search_path = pg_catalog, %I, pg_temp', current_schema()
    );
END $$;
"""
# Hashes do not become smaller by compressing them.
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON privacy_logbatch FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON privacy_logbatch EXECUTE FUNCTION refuse_change();
ALTER TABLE privacy_logbatch ALTER COLUMN digests SET STORAGE EXTERNAL;
"""


def codes(name: str) -> migrations.AlterField:
    return migrations.AlterField("readlog", name, models.TextField())


class Migration(migrations.Migration):
    dependencies = [("privacy", "0008_waiting"), ("cases", "0006_log")]
    operations = [
        migrations.RunSQL(OF_BEFORE),
        migrations.RunSQL(CODES, state_operations=[codes("relations"), codes("categories"), codes("bases")]),
        migrations.RunSQL(REFUSED),
        migrations.RemoveField("readlog", "version"),
        migrations.DeleteModel("LogSeal"),
        migrations.CreateModel(
            name="LogBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("position", models.PositiveIntegerField()),
                ("version", models.SmallIntegerField()),
                ("entries", privacy.fields.Ranges()),
                ("content", models.BinaryField(max_length=32)),
                ("digests", models.BinaryField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "position"), name="one_batch_per_position"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("entries", "&&")], name="each_row_is_sealed_once"
                    ),
                ]
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        guarded("privacy_logbatch", verbs="SELECT, INSERT"),
    ]
