"""
How somebody can be reached: the one place that every mail, paper, invitation, card and picture asks.

A safe way of contact, "niet benaderen via" and a secret address are kept here and nowhere else, so that no page can
forget them. A secret address never comes out of here; the page of people shows it, on request, to who directs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.models import HouseholdMember, KeptApart, Person
from cases.reads import scope
from cases.terms import ContactWay
from privacy import log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

BY_PHONE = ("", ContactWay.PHONE, ContactWay.TEXT_MESSAGE)
BY_EMAIL = ("", ContactWay.EMAIL)
AT_HOME = ("", ContactWay.LETTER, ContactWay.HOME_VISIT)


@dataclass(frozen=True)
class ContactCard:
    """Somebody as any page or paper may show them. What is not a safe way to reach this person is empty.

    way: the agreed safe way in words; empty when any will do. note and not_via: what to mind before anything else.
    kept_apart: the ids of the people whom this person must not meet, nor receive papers together with.
    """

    person_id: UUID
    name: str
    way: str
    phone: str
    email: str
    address: str
    has_secret_address: bool
    note: str
    not_via: str
    interpreter: str
    kept_apart: tuple[UUID, ...] = ()

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def contact_card(person: Person, kept_apart: tuple[UUID, ...] = ()) -> ContactCard:
    """The card of one person. The only function that decides what of somebody's contact is shown."""
    way = person.safe_contact or ""
    return ContactCard(
        person_id=person.pk,
        name=person.name,
        way=ContactWay(way).label if way else "",
        phone=person.phone if way in BY_PHONE else "",
        email=person.email if way in BY_EMAIL else "",
        address=person.address if way in AT_HOME and not person.address_is_secret else "",
        has_secret_address=person.address_is_secret,
        note=person.safe_contact_note,
        not_via=person.not_via,
        interpreter=person.interpreter,
        kept_apart=kept_apart,
    )


@entrance
@transaction.atomic
def contacts(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> tuple[ContactCard, ...]:
    """The cards of everyone of household and network who is still there: for invitations, mail and paper.

    Empty when the law does not give this viewer their names. CaseNotFound when the case is absent or forbidden.
    """
    case, _, verdict = scope.find(viewer, purpose, reference, now)
    log.record(viewer=viewer, action="contacts", purpose=purpose, case_ids=[case.pk], verdict=verdict)
    if DataCategory.IDENTITY_CONTACT not in verdict.data:
        return ()
    apart = defaultdict(list)
    for one, other in KeptApart.objects.filter(case=case).values_list("first", "second"):
        apart[one].append(other)
        apart[other].append(one)
    members = HouseholdMember.objects.filter(case=case, left_on=None).select_related("person")
    return tuple(
        contact_card(member.person, tuple(apart[member.person_id])) for member in members.order_by("made_at", "pk")
    )
