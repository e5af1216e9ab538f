"""
The same piece goes to the same receiver once at a time, as a whole category does.

Where something was shared twice before, this stops and says so: who directs takes one of the two back first.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

PERIOD = models.Func(
    models.F("valid_from"),
    models.F("valid_until"),
    function="tstzrange",
    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0006_gate")]
    operations = [
        migrations.AddConstraint(
            model_name="grant",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="one_grant_per_receiver_piece_person_and_time",
                condition=models.Q(("item__isnull", False)),
                expressions=[
                    ("user", "="),
                    ("content_object", "="),
                    ("category", "="),
                    ("person", "="),
                    ("item", "="),
                    (PERIOD, "&&"),
                ],
            ),
        )
    ]
