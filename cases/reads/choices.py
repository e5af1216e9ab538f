"""Who can be chosen on a page of a case: its people, its parties, and professionals. For reads among themselves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts import reads as accounts
from cases.models import Party
from cases.reads.contact import members_with_cards, to_mind
from cases.reads.shell import Opened
from cases.record_terms import Involvement


@dataclass(frozen=True)
class PersonChoice:
    """Somebody of household or network. mind: what to mind before this person is invited, told or handed something."""

    id: UUID
    name: str
    role: str
    in_network: bool
    mind: str = ""


@dataclass(frozen=True)
class PartyChoice:
    """A party of this case, with whom it sends and why it is there."""

    id: UUID
    name: str
    contact: str
    task: str
    seat_kind: str
    stopped: bool


@dataclass(frozen=True)
class ProfessionalChoice:
    """A professional with an account."""

    id: UUID
    name: str
    organisation: str


def person_choices(opened: Opened) -> tuple[PersonChoice, ...]:
    """The people of household and network who did not leave."""
    found = sorted(members_with_cards(opened.case), key=lambda row: row[0].in_network)
    names = {card.person_id: card.name for _member, card in found}
    return tuple(
        PersonChoice(card.person_id, card.name, member.role, member.in_network, to_mind(card, names))
        for member, card in found
    )


def party_choices(opened: Opened) -> tuple[PartyChoice, ...]:
    """The parties of the case."""
    rows = Party.objects.filter(case=opened.case).order_by("made_at", "pk")
    columns = ("pk", "organisation__name", "contact__name", "primary_task", "seat_kind", "involvement")
    return tuple(
        PartyChoice(pk, name, contact or "", task, kind, involvement == Involvement.STOPPED)
        for pk, name, contact, task, kind, involvement in rows.values_list(*columns)
    )


def professional_choices(opened: Opened) -> tuple[ProfessionalChoice, ...]:
    """The staff of the municipality, whom the parties of this case send, and the viewer."""
    cards = {card.id: card for card in accounts.staff(opened.case.municipality_id)}
    contacts = Party.objects.filter(case=opened.case, contact__isnull=False).values_list("contact", flat=True)
    cards |= {card.id: card for card in accounts.find_users(set(contacts) | {opened.viewer.user_id})}
    ordered = sorted(cards.values(), key=lambda card: card.name)
    return tuple(ProfessionalChoice(card.id, card.name, card.organisation) for card in ordered)
