"""Who wants somebody of the network at the table: each says so for the topics that are about that person."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Q

# Until now it was kept that "the resident" said so, and not who. Where a household is one person, it was that one;
# elsewhere it is asked again, and until then that seat hears nothing.
CARRY_OVER = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE meetings_participant seat SET wanted_by = ARRAY[alone.person]
FROM (SELECT case_id, min(person_id::text)::uuid AS person FROM cases_householdmember
      WHERE NOT in_network GROUP BY case_id HAVING count(*) = 1) alone
WHERE alone.case_id = seat.case_id AND seat.wanted_at IS NOT NULL;
UPDATE meetings_participant SET wanted_at = NULL WHERE wanted_at IS NOT NULL AND wanted_by = '{}';
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0022_reading_along")]
    operations = [
        migrations.AddField("participant", "wanted_by", ArrayField(models.UUIDField(), default=list)),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "participant",
            models.CheckConstraint(
                condition=Q(wanted_at=None, wanted_by=[]) | Q(wanted_at__isnull=False, wanted_by__len__gt=0),
                name="who_is_wanted_is_wanted_by_somebody",
            ),
        ),
    ]
