"""A meeting belongs to a law, as every piece does: its question, its purposes and how it ended are content."""

from django.db import migrations

import privacy.fields

# What is there already: of the one law of its case. Of a case with several it stays of none.
OF_THE_CASE = """
UPDATE meetings_meeting SET law = one.law
FROM (SELECT case_id, min(law) AS law FROM cases_processingpurpose GROUP BY case_id HAVING count(*) = 1) AS one
WHERE one.case_id = meetings_meeting.case_id
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_planned_calls"), ("meetings", "0014_when_again")]
    operations = [
        migrations.AddField("meeting", "law", privacy.fields.TermField(default="other")),
        migrations.RunSQL(OF_THE_CASE, migrations.RunSQL.noop),
    ]
