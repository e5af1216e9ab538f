"""Who must say, for each person of a case, that somebody of the network may hear about them. Rule: cases.speaking_for.

Of whom no age is known counts as 16 or older; where two ages are possible, whom either asks.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.models import HouseholdMember, ParentalAuthority, Person
from cases.reads.representation import birth
from cases.speaking_for import SpeakingFor
from cases.terms import AuthorityKind
from privacy.birthdays import bands_on
from privacy.gate import entrance
from privacy.representation import MATRIX, ConsentKind, Who

OF_BAND = MATRIX[ConsentKind.AGREEMENT_TO_SUPPORT]


@entrance
@transaction.atomic
def who_speaks_for(*, case_id: UUID, now: datetime) -> SpeakingFor:
    """Of this case, at this moment. In two queries."""
    today = timezone.localdate(now)
    members = HouseholdMember.objects.filter(case=case_id).select_related("person")
    asked = {one.person_id: _asked(one.person, today) for one in members}
    held = ParentalAuthority.objects.filter(case=case_id, holder__isnull=False).exclude(kind=AuthorityKind.NONE)
    return SpeakingFor(
        frozenset(person for person, whom in asked.items() if whom & {Who.PERSON, Who.BOTH}),
        frozenset(person for person, whom in asked.items() if whom & {Who.REPRESENTATIVES, Who.BOTH}),
        frozenset(held.values_list("child", "holder")),
    )


@entrance
def who_is_in(*, case_id: UUID) -> frozenset[UUID]:
    """Everybody who has or had a place in this case."""
    return frozenset(HouseholdMember.objects.filter(case=case_id).values_list("person", flat=True))


def _asked(person: Person, today: date) -> set[Who]:
    """What the matrix asks of this age."""
    born = birth(person)
    return {OF_BAND[band] for band in bands_on(born, today)} if born else {Who.PERSON}
