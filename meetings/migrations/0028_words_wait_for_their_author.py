"""What was said at a table is released by its author, as every piece of a file: no longer by being said there.

Until now such a piece was released in the moment in which it was made. Nobody turned that key, and everybody read it
with whom its kind of data was shared, whether in the room or not. These are told apart with certainty: a contribution
names the piece, and released_at is its made_at to the microsecond. What its author took back and released again has
another moment, and stays. What was shared on paper or read in a copy of the minutes, is no part of this.
"""

from django.db import migrations

# Not taken back when migrating back: that would open again what was closed, and what its author released since is open.
CLOSE = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE cases_statement piece SET meeting_id = said.meeting_id
FROM meetings_contribution said
WHERE said.case_id = piece.case_id AND said.landed = 'cases.statement:' || piece.id;
UPDATE cases_statement SET released_at = NULL, released_by = NULL
WHERE meeting_id IS NOT NULL AND released_at = made_at;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0027_of_table"), ("cases", "0026_said_at_a_table")]
    operations = [migrations.RunSQL(CLOSE, migrations.RunSQL.noop)]
