"""A yes can also let one person of the case read what is about another, instead of organisations (domain.md 6.2)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

NAMES_WHAT = "consent_to_sharing_names_what_and_to_whom"
AGREEMENT, FULL = Q(kind="agreement_to_support"), Q(recipients__len__gt=0, categories__len__gt=0)
TO_ONE = Q(reader__isnull=False, categories__len__gt=0)


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_after_a_meeting")]
    operations = [
        migrations.AddField(
            "consent",
            "reader",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.person"
            ),
        ),
        migrations.RemoveConstraint("consent", NAMES_WHAT),
        migrations.AddConstraint(
            "consent", models.CheckConstraint(condition=AGREEMENT | FULL | TO_ONE, name=NAMES_WHAT)
        ),
        migrations.AddConstraint(
            "consent",
            models.CheckConstraint(
                condition=Q(reader=None) | (Q(kind="secrecy_waiver", recipients__len=0) & ~Q(reader=F("person"))),
                name="consent_to_reading_along_is_for_one_other_person",
            ),
        ),
    ]
