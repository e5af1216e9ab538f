"""The record of what happened to accounts can only grow.

Written by hand and not with pgtrigger: any session can switch a pgtrigger off with SET pgtrigger.ignore.
"""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION refuse_account_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: rows are only ever added', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON accounts_accountevent
    FOR EACH ROW EXECUTE FUNCTION refuse_account_event_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON accounts_accountevent
    EXECUTE FUNCTION refuse_account_event_change();
"""
UNDO = "DROP FUNCTION refuse_account_event_change CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(APPEND_ONLY, UNDO)]
