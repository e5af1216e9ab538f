"""A grant says about whom it is, and perhaps of which piece; the view that guardian reads goes along."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

# Replaced and not made anew: the policies of the portal hang on it. New columns can only come last.
VALID_GRANT = """
CREATE OR REPLACE VIEW privacy_valid_grant WITH (security_invoker = true) AS
SELECT id, decision_id, content_object_id, user_id, permission_id, category, valid_until, person, item
FROM privacy_grant WHERE valid_from <= statement_timestamp() AND valid_until > statement_timestamp();
"""
PERIOD = models.Func(
    models.F("valid_from"),
    models.F("valid_until"),
    function="tstzrange",
    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
)
# What was shared before, was shared about everybody whom the decision names.
SPREAD = """
INSERT INTO privacy_grant (decision_id, content_object_id, user_id, permission_id, category, person,
                           valid_from, valid_until)
SELECT g.decision_id, g.content_object_id, g.user_id, g.permission_id, g.category, p.id, g.valid_from, g.valid_until
FROM privacy_grant g JOIN cases_sharingdecision d ON d.id = g.decision_id CROSS JOIN unnest(d.about) AS p(id)
WHERE g.category <> 'progress' AND g.person IS NULL;
DELETE FROM privacy_grant g USING cases_sharingdecision d
WHERE d.id = g.decision_id AND g.category <> 'progress' AND g.person IS NULL AND d.about <> '{}';
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_portal_answers"), ("privacy", "0004_log")]
    operations = [
        migrations.RemoveConstraint(model_name="grant", name="one_grant_per_person_case_category_and_time"),
        migrations.AddField(model_name="grant", name="person", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="grant", name="item", field=models.UUIDField(null=True)),
        migrations.RunSQL(SPREAD, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="grant",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="one_grant_per_receiver_case_category_person_and_time",
                condition=models.Q(("category", "progress"), _negated=True) & models.Q(("item", None)),
                expressions=[
                    ("user", "="),
                    ("content_object", "="),
                    ("category", "="),
                    ("person", "="),
                    (PERIOD, "&&"),
                ],
            ),
        ),
        migrations.RunSQL(VALID_GRANT),
    ]
