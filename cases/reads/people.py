"""The page of people: household and network, how each is reached, authority, representatives, who is kept apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.models import HouseholdMember, KeptApart, ParentalAuthority, Person, Representative
from cases.reads import known, scope, shell
from cases.reads.contact import ContactCard, contact_card
from cases.reads.shell import CaseShell, Opened
from cases.record_terms import RepresentativeKind
from cases.standing import DIRECTORS, ESTABLISHES_WHO, LISTENERS
from cases.terms import AuthorityKind
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

GROWN_UP = 18


@dataclass(frozen=True)
class AuthorityRow:
    """Who has authority over a child. holder is empty when only the kind is known."""

    id: UUID
    holder: str
    kind: str
    checked_on: date | None
    source: str


@dataclass(frozen=True)
class RepresentativeRow:
    """Who stands in for somebody by law."""

    id: UUID
    kind: str
    name: str
    reach: str
    until: date | None
    checked_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class ApartRow:
    """Somebody whom this person must not meet. reason is empty when it may not be seen."""

    id: UUID
    name: str
    reason: str


@dataclass(frozen=True)
class Member:
    """Somebody of household or network, as far as the law gives this viewer.

    secret_address: only while who directs looks at it, on request.
    """

    id: UUID
    card: ContactCard
    age: str
    age_note: str
    who: str
    lives: str
    in_network: bool
    left_on: date | None
    is_minor: bool
    authority: tuple[AuthorityRow, ...]
    representatives: tuple[RepresentativeRow, ...]
    apart: tuple[ApartRow, ...]
    secret_address: str = ""

    def __str__(self) -> str:
        return self.card.name


@dataclass(frozen=True)
class PeoplePage:
    """Everyone of a case in three groups."""

    shell: CaseShell
    household: tuple[Member, ...]
    network: tuple[Member, ...]
    gone: tuple[Member, ...]
    may_record: bool
    establishes_who: bool
    may_see_secret: bool
    sees_relations: bool

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Everyone who is still there, to choose from."""
        return tuple((str(member.id), member.card.name) for member in (*self.household, *self.network))

    @property
    def children(self) -> tuple[tuple[str, str], ...]:
        """Whoever may be under 18: of an unknown age too."""
        return tuple((str(one.id), one.card.name) for one in (*self.household, *self.network) if one.is_minor)


@dataclass(frozen=True)
class PersonValues:
    """What a form about somebody starts from. place: home, elsewhere or network. A secret address is not among them."""

    name: str
    role: str
    place: str
    birth_on: date | None
    age: int | None
    phone: str
    email: str
    address: str
    address_is_secret: bool
    safe_contact: str
    safe_contact_note: str
    not_via: str
    interpreter: str


@dataclass(frozen=True)
class PersonPage:
    """One person to change. values is None for who may not."""

    shell: CaseShell
    member: Member
    values: PersonValues | None
    version: int
    may_erase: bool


@entrance
@transaction.atomic
def open_people(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PeoplePage:
    """Household and network of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_people")
    return _people_page(opened)


@entrance
@transaction.atomic
def open_secret_address(
    *, viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, now: datetime
) -> PeoplePage:
    """The same page with one secret address open, for who directs here. A line of its own in the read log.

    CaseNotFound when nobody here has this id.
    """
    opened = shell.open_page(
        viewer=viewer,
        purpose=purpose,
        reference=reference,
        now=now,
        action="open_secret_address",
        about=f"person:{person_id}",
    )
    if not _rows(opened).filter(person=person_id).exists():
        raise scope.CaseNotFound(reference)
    page = _people_page(opened)
    if not page.may_see_secret:
        return page
    address = _secret_address(opened, person_id)
    return replace(
        page,
        household=_uncovered(page.household, person_id, address),
        network=_uncovered(page.network, person_id, address),
        gone=_uncovered(page.gone, person_id, address),
    )


def _secret_address(opened: Opened, person_id: UUID) -> str:
    """The address, or whom to ask for it: somebody brought along from another case brings no secret address."""
    if not known.was_first_known_in(opened.case, person_id):
        return _("Dit adres opent u hier niet. Vraag het aan de inwoner zelf.")
    secret = Person.objects.filter(pk=person_id, address_is_secret=True)
    return secret.values_list("address", flat=True).first() or _("nog niet opgeschreven")


def _uncovered(members: tuple[Member, ...], person_id: UUID, address: str) -> tuple[Member, ...]:
    """The same people, of whom one with the secret address."""
    return tuple(
        replace(one, secret_address=address) if one.id == person_id and one.card.has_secret_address else one
        for one in members
    )


@entrance
@transaction.atomic
def open_person(*, viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, now: datetime) -> PersonPage:
    """One person of this case, with what a form starts from. CaseNotFound when nobody here has this id."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_person", people=[person_id]
    )
    row = _rows(opened).filter(person=person_id).first()
    if row is None or not opened.sees(DataCategory.IDENTITY_CONTACT):
        raise scope.CaseNotFound(reference)
    return PersonPage(
        shell=opened.shell,
        member=_member(row, {}, opened),
        values=_values(row) if opened.may(LISTENERS) else None,
        version=row.person.version,
        may_erase=opened.may(DIRECTORS),
    )


def _people_page(opened: Opened) -> PeoplePage:
    rows = list(_rows(opened)) if opened.sees(DataCategory.IDENTITY_CONTACT) else []
    names = {str(row.person_id): row.person.name for row in rows}
    members = [_member(row, names, opened) for row in rows]
    present = [member for member in members if member.left_on is None]
    return PeoplePage(
        shell=opened.shell,
        household=tuple(member for member in present if not member.in_network),
        network=tuple(member for member in present if member.in_network),
        gone=tuple(member for member in members if member.left_on is not None),
        may_record=opened.may(LISTENERS),
        establishes_who=opened.may(ESTABLISHES_WHO),
        may_see_secret=opened.may(DIRECTORS),
        sees_relations=opened.sees(DataCategory.HOUSEHOLD_RELATIONS),
    )


def _rows(opened: Opened) -> QuerySet[HouseholdMember]:
    """Everyone with what stands about them elsewhere, in one query."""
    me = {"case": opened.case, "person": OuterRef("person")}
    legal = partial(opened.only, DataCategory.AUTHORITY)
    authority = legal(ParentalAuthority.objects.filter(case=opened.case, child=OuterRef("person"))).order_by("made_at")
    stands_in = legal(Representative.objects.filter(**me)).order_by("made_at")
    first = KeptApart.objects.filter(case=opened.case, first=OuterRef("person"))
    second = KeptApart.objects.filter(case=opened.case, second=OuterRef("person"))
    columns = ("id", "kind", "checked_on", "source")
    members = HouseholdMember.objects.filter(case=opened.case).select_related("person").order_by("made_at", "pk")
    return members.annotate(
        authority=_rows_as_json(authority, *columns, person="holder"),
        stands_in=_rows_as_json(stands_in, "id", "kind", "name", "reach", "until", "checked_on", "source"),
        apart_first=_rows_as_json(first, "id", "reason", person="second"),
        apart_second=_rows_as_json(second, "id", "reason", person="first"),
    )


def _rows_as_json(rows: QuerySet[Any, Any], *columns: str, **renamed: str) -> ArraySubquery:
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in columns}, **renamed)))


def _member(row: Any, names: dict[str, str], opened: Opened) -> Member:
    related, legal = opened.sees(DataCategory.HOUSEHOLD_RELATIONS), opened.sees(DataCategory.AUTHORITY)
    age, note, minor = _age(row.person, opened.shell.today)
    kept = [(one["person"], one) for one in (*row.apart_first, *row.apart_second)]
    return Member(
        id=row.person_id,
        card=contact_card(row.person, tuple(UUID(person) for person, _one in kept)),
        age=age,
        age_note=note,
        who=row.role if related else "",
        lives=_lives(row) if related else "",
        in_network=row.in_network and related,
        left_on=row.left_on,
        is_minor=minor,
        authority=tuple(_authority(one, names) for one in row.authority) if legal else (),
        representatives=tuple(_stands_in(one) for one in row.stands_in) if legal else (),
        apart=tuple(
            ApartRow(UUID(one["id"]), names.get(person, _("iemand anders")), one["reason"] if related else "")
            for person, one in kept
        ),
    )


def _authority(row: dict[str, Any], names: dict[str, str]) -> AuthorityRow:
    checked = row["checked_on"]
    return AuthorityRow(
        id=UUID(row["id"]),
        holder=names.get(row["person"] or "", ""),
        kind=AuthorityKind(row["kind"]).label,
        checked_on=date.fromisoformat(checked) if checked else None,
        source=row["source"],
    )


def _stands_in(row: dict[str, Any]) -> RepresentativeRow:
    until, checked = (date.fromisoformat(row[name]) if row[name] else None for name in ("until", "checked_on"))
    kind = RepresentativeKind(row["kind"]).label
    return RepresentativeRow(UUID(row["id"]), kind, row["name"], row["reach"], until, checked, row["source"])


def _age(person: Person, today: date) -> tuple[str, str, bool]:
    """The age, how that is known, and whether this may be a child: of an unknown age too."""
    if person.birth_on:
        born = person.birth_on
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return _("%(years)s jaar") % {"years": years}, _("geboren %(day)s") % {"day": _day(born)}, years < GROWN_UP
    if person.age is not None:
        told = _("leeftijd verteld op %(day)s") % {"day": _day(person.age_told_on)}
        return _("%(years)s jaar") % {"years": person.age}, told, person.age < GROWN_UP
    return "", "", True


def _day(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else ""


def _lives(row: HouseholdMember) -> str:
    if row.left_on:
        return _("hoort er sinds %(day)s niet meer bij") % {"day": dutch_day(row.left_on)}
    if row.in_network:
        return ""
    return _("woont hier") if row.lives_in else _("woont ergens anders")


def _values(row: HouseholdMember) -> PersonValues:
    person = row.person
    return PersonValues(
        name=person.name,
        role=row.role,
        place="network" if row.in_network else ("home" if row.lives_in else "elsewhere"),
        birth_on=person.birth_on,
        age=person.age,
        phone=person.phone,
        email=person.email,
        address="" if person.address_is_secret else person.address,
        address_is_secret=person.address_is_secret,
        safe_contact=person.safe_contact or "",
        safe_contact_note=person.safe_contact_note,
        not_via=person.not_via,
        interpreter=person.interpreter,
    )
