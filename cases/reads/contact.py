"""
How somebody can be reached: the one place that every mail, paper, invitation, card and picture asks.

A safe way of contact, "niet benaderen via" and a secret address are kept here and nowhere else, so that no page can
forget them. A secret address never comes out of here; the page of people shows it, on request, to who directs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from accounts.dutch.names import sentence_list
from cases.models import Case, HouseholdMember, KeptApart, Person
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
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(
        viewer=viewer,
        action="contacts",
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
    )
    if DataCategory.IDENTITY_CONTACT not in verdict.data:
        return ()
    return tuple(card for _member, card in members_with_cards(case))


def members_with_cards(case: Case) -> list[tuple[HouseholdMember, ContactCard]]:
    """Everyone who is still there with their card, in one query. For reads among themselves, that judged already."""
    apart = KeptApart.objects.filter(Q(first=OuterRef("person")) | Q(second=OuterRef("person")), case=case)
    members = HouseholdMember.objects.filter(case=case, left_on=None).select_related("person")
    rows = members.annotate(apart=ArraySubquery(apart.values(json=JSONObject(one="first", other="second"))))
    return [(row, contact_card(row.person, _others(row))) for row in rows.order_by("made_at", "pk")]


def _others(row: Any) -> tuple[UUID, ...]:
    pairs = ({UUID(pair["one"]), UUID(pair["other"])} - {row.person_id} for pair in row.apart)
    return tuple(other for pair in pairs for other in pair)


def to_mind(card: ContactCard, names: Mapping[UUID, str]) -> str:
    """What to mind before somebody is invited, told or handed something. names: of the people of the case."""
    said = [
        (_("veilig bereiken: %(how)s"), ", ".join(part for part in (card.way, card.note) if part)),
        (_("niet benaderen via: %(how)s"), card.not_via),
        (_("tolk nodig: %(how)s"), card.interpreter),
        (_("niet samen met %(how)s"), sentence_list(names[one] for one in card.kept_apart if one in names)),
    ]
    lines = [words % {"how": how} for words, how in said if how]
    return "; ".join([*lines, *([_("geheim adres")] if card.has_secret_address else [])])
