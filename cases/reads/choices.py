"""Who can be chosen on a page of a case: its people, its parties, and professionals. For reads among themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery

from accounts import reads as accounts
from cases.models import Party
from cases.reads import reach
from cases.reads.contact import members_with_cards, to_mind
from cases.reads.shell import Found
from cases.reads.together import OF_THIS_CASE, Row, rows, together
from cases.record_terms import Involvement
from privacy import law
from privacy.law import DataCategory, Purpose, Verdict

OF_PARTY = (
    "pk",
    "organisation",
    "contact",
    "primary_task",
    "interest",
    "leeway",
    "seat_kind",
    "involvement",
    "professionals",
    "version",
)


@dataclass(frozen=True)
class PersonChoice:
    """Somebody of household or network. mind: what to mind before this person is invited, told or handed something.

    kept_apart: whom this person must not meet.
    """

    id: UUID
    name: str
    role: str
    in_network: bool
    mind: str = ""
    kept_apart: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class PartyChoice:
    """A party of this case: whom it sends and why, what it wants and may decide, how many of its people come.

    without: how many professionals come to this household when it does not; with_it: when it does. in_portal: whom it
    sends works there.
    """

    id: UUID
    name: str
    organisation_id: UUID
    contact: str
    in_portal: bool
    task: str
    interest: str
    leeway: str
    seat_kind: str
    involvement: Involvement
    professionals: int
    without: int
    with_it: int
    version: int

    @property
    def comes(self) -> bool:
        return self.involvement is Involvement.ACTIVE

    @property
    def stopped(self) -> bool:
        return self.involvement is Involvement.STOPPED

    @property
    def is_half_known(self) -> bool:
        """Whether its main task, its interest or its leeway is still to be asked (R-MDO-6)."""
        return not (self.task and self.interest and self.leeway)


@dataclass(frozen=True)
class ProfessionalChoice:
    """A professional with an account. on_site: works with the pages of a case; a partner only in the portal."""

    id: UUID
    name: str
    organisation: str
    on_site: bool = True


@dataclass(frozen=True)
class Choices:
    """Who can be chosen here. Of what was not asked for there is nobody."""

    people: tuple[PersonChoice, ...] = ()
    parties: tuple[PartyChoice, ...] = ()
    professionals: tuple[ProfessionalChoice, ...] = ()


def choices(opened: Found, *, people: bool = False, parties: bool = False, professionals: bool = False) -> Choices:
    """Who can be chosen, in at most three queries: people who did not leave, parties, and professionals.

    Professionals are the staff of the municipality, whom the parties of this case send, and the viewer.
    """
    return choices_and(opened, {}, people=people, parties=parties, professionals=professionals)[0]


def choices_and(
    opened: Found, beside: Mapping[str, ArraySubquery], *, people: bool, parties: bool, professionals: bool
) -> tuple[Choices, dict[str, list[Row]]]:
    """The same, with in the query of the parties what a page wants beside them."""
    wanted = dict(beside)
    if parties or professionals:
        wanted["parties"] = parties_of(opened.verdict)
    found = together(opened.case, **wanted) if wanted else {}
    return chosen_from(opened, found, people=people, parties=parties, professionals=professionals), found


def chosen_from(
    opened: Found, found: dict[str, list[Row]], *, people: bool, parties: bool, professionals: bool
) -> Choices:
    """Who can be chosen, when the rows of the parties were asked for already: they are taken out of what was found."""
    seats = found.pop("parties", [])
    return Choices(
        people=_people(opened) if people else (),
        parties=tuple(_party(row, _professionals_now(seats)) for row in seats) if parties else (),
        professionals=_professionals(opened, seats) if professionals else (),
    )


def _people(opened: Found) -> tuple[PersonChoice, ...]:
    found = sorted(members_with_cards(opened.case), key=lambda row: row[0].in_network)
    names = {card.person_id: card.name for _member, card in found}
    related = opened.sees(DataCategory.HOUSEHOLD_RELATIONS)
    return tuple(
        PersonChoice(
            card.person_id,
            card.name,
            member.role if related else "",
            member.in_network,
            to_mind(card, names),
            card.kept_apart,
        )
        for member, card in found
    )


def parties_of(verdict: Verdict) -> ArraySubquery:
    """The rows of the parties, under the name parties, for a page that asks for more in the same query."""
    seats = reach.only(verdict, DataCategory.SUPPORT_IN_USE, Party.objects.filter(case=OF_THIS_CASE))
    seats = seats.order_by("made_at", "pk")
    named = {"name": "organisation__name", "contact_name": "contact__name", "role": "contact__role"}
    return rows(seats, *OF_PARTY, **named)


def coming(parties: Iterable[PartyChoice]) -> int:
    """How many professionals of these parties come to this household now."""
    return sum(one.professionals for one in parties if one.involvement is Involvement.ACTIVE)


def _professionals_now(seats: list[Row]) -> int:
    return sum(row["professionals"] for row in seats if row["involvement"] == Involvement.ACTIVE)


def _party(row: Row, professionals: int) -> PartyChoice:
    involvement = Involvement(row["involvement"])
    return PartyChoice(
        id=UUID(row["pk"]),
        name=row["name"],
        organisation_id=UUID(row["organisation"]),
        contact=row["contact_name"] or "",
        in_portal=bool(row["role"] and law.rules(law.Role(row["role"]), Purpose.COOPERATION)),
        task=row["primary_task"],
        interest=row["interest"],
        leeway=row["leeway"],
        seat_kind=row["seat_kind"],
        involvement=involvement,
        professionals=row["professionals"],
        without=professionals - (row["professionals"] if involvement is Involvement.ACTIVE else 0),
        with_it=professionals + (0 if involvement is Involvement.ACTIVE else row["professionals"]),
        version=row["version"],
    )


def _professionals(opened: Found, seats: list[Row]) -> tuple[ProfessionalChoice, ...]:
    besides = {UUID(row["contact"]) for row in seats if row["contact"]} | {opened.viewer.user_id}
    return who_can_be_asked(accounts.staff(opened.case.municipality_id, besides))


def who_can_be_asked(cards: Iterable[accounts.UserCard]) -> tuple[ProfessionalChoice, ...]:
    """Those to whom the law shows what they are asked, by name. An administrator does no casework."""
    ordered = sorted(cards, key=lambda card: card.name)
    asked = [card for card in ordered if law.can_be_asked(law.Role(card.role))]
    return tuple(ProfessionalChoice(card.id, card.name, card.organisation, _on_site(card)) for card in asked)


def _on_site(card: accounts.UserCard) -> bool:
    return bool(law.rules(law.Role(card.role), Purpose.DIRECTION))
