"""
The people of a household and around it: who they are, how each can safely be reached, who has authority over whom.

Here belong people and what they are to each other in one case. A person can be known in several cases, and then changes
in all of them. Not here: hats, seats and actions of people (cases.actions.hats, parties, plan).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.consent_standing import follow_birth, follow_people
from cases.actions.followers import who_meets_whom
from cases.actions.items import change, stamp
from cases.actions.keeping import take_away
from cases.actions.locked import DIRECTORS, LISTENERS, authorise, case_to_change, locked_case
from cases.actions.refusals import Changed, NotPossible
from cases.actions.sharing import lock_where_shared
from cases.models import Case, HouseholdMember, KeptApart, ParentalAuthority, Person, Representative
from cases.reads import known
from cases.record_terms import RepresentativeKind
from cases.terms import AuthorityKind, ContactWay
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class NewPerson:
    """Somebody of the household or around it, as it was told.

    age_told_on: on which day the age was told; without it, today. address None leaves the address as it is: a secret
    address never goes to a page, so it cannot come back from one either.
    """

    name: str
    role: str
    age: int | None = None
    age_told_on: date | None = None
    birth_on: date | None = None
    lives_in: bool = True
    in_network: bool = False
    phone: str = ""
    email: str = ""
    address: str | None = ""
    address_is_secret: bool = False
    safe_contact: ContactWay | None = None
    safe_contact_note: str = ""
    not_via: str = ""
    interpreter: str = ""


@entrance
@transaction.atomic
def add_person(*, viewer: Viewer, reference: str, person: NewPerson, now: datetime) -> UUID:
    """Puts somebody who is not known yet in the household or the network of a case. Returns the id of the person."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    columns = _identity(person, now)
    made = Person.objects.create(municipality_id=case.municipality_id, **columns, made_at=now, changed_at=now)
    _place(case, viewer, made.pk, person.role, person.lives_in, person.in_network, now)
    return made.pk


@entrance
@transaction.atomic
def add_known_person(
    *,
    viewer: Viewer,
    reference: str,
    person_id: UUID,
    role: str,
    now: datetime,
    lives_in: bool = True,
    in_network: bool = False,
) -> None:
    """Puts somebody in this case who is known from another case that this viewer may know of. No double keying."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    person = known.people(viewer, now).filter(pk=person_id, municipality=case.municipality_id).first()
    if person is None:
        raise NotPossible(_("Kies iemand uit de lijst, of voeg deze persoon als nieuw toe."))
    if HouseholdMember.objects.filter(case=case, person=person).exists():
        raise NotPossible(_("Deze persoon staat al in deze casus."))
    _place(case, viewer, person.pk, role, lives_in, in_network, now)


@entrance
@transaction.atomic
def change_person(
    *, viewer: Viewer, reference: str, person_id: UUID, person: NewPerson, now: datetime, version: int | None = None
) -> None:
    """Changes what is known of somebody and the place in this case. Changed when somebody else did so meanwhile."""
    lock_where_shared(person_id, now)  # all cases before the person, as when somebody is erased
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, LISTENERS)
    member = _member(case, person_id)
    # A person can be in several cases, so the lock on this case alone does not keep others away.
    known_as = Person.objects.select_for_update().get(pk=person_id)
    if version is not None and known_as.version != version:
        raise Changed
    may_uncover = standing.relations & set(DIRECTORS) and known.was_first_known_in(case, person_id)
    if _uncovers(known_as, person) and not may_uncover:
        raise NotPossible(_("Alleen wie regie voert, kan dit adres tonen."), field="address_is_secret")
    for column, value in _identity(person, now, known_as).items():
        setattr(known_as, column, value)
    known_as.changed_at, known_as.version = now, known_as.version + 1
    known_as.save()
    follow_birth(known_as, viewer, now)
    at_home = person.lives_in and not person.in_network
    change(member, viewer, now, role=person.role, lives_in=at_home, in_network=person.in_network)


@entrance
@transaction.atomic
def person_left(*, viewer: Viewer, reference: str, person_id: UUID, on: date | None, now: datetime) -> None:
    """Marks from which day somebody no longer belongs to the household or network. None: does again."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    if on is not None and on > timezone.localdate(now):
        raise NotPossible(_("Kies de dag waarop deze persoon vertrok. Die dag moet er al zijn."), field="on")
    change(_member(case, person_id), viewer, now, left_on=on)


@entrance
@transaction.atomic
def record_authority(
    *,
    viewer: Viewer,
    reference: str,
    child: UUID,
    holder: UUID | None,
    kind: AuthorityKind,
    now: datetime,
    checked_on: date | None = None,
    source: str = "",
) -> UUID:
    """Records who has authority over a child, by which source. Again for the same two: replaced. Returns its id."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    people = [_member(case, person).person_id for person in (child, holder) if person]
    if child == holder:
        raise NotPossible(_("Kies iemand anders: een kind heeft geen gezag over zichzelf."), field="holder")
    if checked_on is not None and checked_on > timezone.localdate(now):
        raise NotPossible(_("Kies een dag die al geweest is."), field="checked_on")
    existing = ParentalAuthority.objects.filter(case=case, child=child, holder=holder).first()
    if existing:
        change(existing, viewer, now, kind=kind, checked_on=checked_on, source=source)
        follow_people(case, child, now)
        return existing.pk
    shared = stamp(case, viewer, now, category=DataCategory.AUTHORITY, about=people, source=source)
    made = ParentalAuthority.objects.create(
        **shared, child_id=child, holder_id=holder, kind=kind, checked_on=checked_on
    )
    follow_people(case, child, now)
    return made.pk


@entrance
@transaction.atomic
def remove_authority(*, viewer: Viewer, reference: str, authority_id: UUID, now: datetime) -> None:
    """Takes away what was recorded wrongly about authority."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    _follow_taken_away(ParentalAuthority, "child", case, authority_id, viewer, now)


@entrance
@transaction.atomic
def record_representative(
    *,
    viewer: Viewer,
    reference: str,
    person_id: UUID,
    kind: RepresentativeKind,
    name: str,
    now: datetime,
    reach: str = "",
    until: date | None = None,
    checked_on: date | None = None,
    source: str = "",
) -> UUID:
    """Records who stands in for somebody by law, by which source, for what and until when. Returns its id."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    member = _member(case, person_id)
    if checked_on is not None and checked_on > timezone.localdate(now):
        raise NotPossible(_("Kies een dag die al geweest is."), field="checked_on")
    shared = stamp(case, viewer, now, category=DataCategory.AUTHORITY, about=[member.person_id], source=source)
    made = Representative.objects.create(
        **shared,
        person_id=member.person_id,
        kind=kind,
        name=name,
        reach=reach,
        until=until,
        checked_on=checked_on,
    )
    follow_people(case, member.person_id, now)
    return made.pk


@entrance
@transaction.atomic
def remove_representative(*, viewer: Viewer, reference: str, representative_id: UUID, now: datetime) -> None:
    """Takes away a representative who no longer is one, or who was recorded wrongly."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    _follow_taken_away(Representative, "person", case, representative_id, viewer, now)


@entrance
@transaction.atomic
def keep_apart(*, viewer: Viewer, reference: str, first: UUID, second: UUID, reason: str, now: datetime) -> UUID:
    """Two people who never sit at one table and never receive each other's papers. Returns the id of the record."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    if first == second:
        raise NotPossible(_("Kies twee verschillende mensen."), field="second")
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom deze twee mensen uit elkaar blijven."), field="reason")
    one, other = sorted((_member(case, first).person_id, _member(case, second).person_id))
    existing = KeptApart.objects.filter(case=case, first=one, second=other).first()
    if existing:
        change(existing, viewer, now, reason=reason)
        return existing.pk
    shared = stamp(case, viewer, now, category=DataCategory.HOUSEHOLD_RELATIONS, about=[one, other])
    made = KeptApart.objects.create(**shared, first_id=one, second_id=other, reason=reason)
    who_meets_whom(case, now)
    return made.pk


@entrance
@transaction.atomic
def lift_keep_apart(*, viewer: Viewer, reference: str, apart_id: UUID, now: datetime) -> None:
    """The two may meet again."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    _take_away(KeptApart, case, apart_id, viewer, now)


def _identity(person: NewPerson, now: datetime, before: Person | None = None) -> dict[str, Any]:
    """The columns of a person. An age keeps the day on which it was told."""
    if person.birth_on is not None and person.birth_on > timezone.localdate(now):
        raise NotPossible(_("De geboortedatum ligt in de toekomst."), field="birth_on")
    told_on = person.age_told_on or timezone.localdate(now)
    if before is not None and before.age == person.age and person.age_told_on is None:
        told_on = before.age_told_on or told_on
    address = person.address if person.address is not None else (before.address if before else "")
    return {
        "name": person.name,
        "birth_on": person.birth_on,
        "age": person.age,
        "age_told_on": None if person.age is None else told_on,
        "phone": person.phone,
        "email": person.email,
        "address": address,
        "address_is_secret": person.address_is_secret,
        "safe_contact": person.safe_contact or "",
        "safe_contact_note": person.safe_contact_note,
        "not_via": person.not_via,
        "interpreter": person.interpreter,
    }


def _uncovers(before: Person, person: NewPerson) -> bool:
    """Whether this change would show an address that was secret. A new address in its place shows nothing."""
    return before.address_is_secret and not person.address_is_secret and person.address in (None, before.address)


def _place(
    case: Case, viewer: Viewer, person_id: UUID, role: str, lives_in: bool, in_network: bool, now: datetime
) -> None:
    # Several people told at once stay in the order in which they were told: each a breath after the one before.
    told_at = now + timedelta(microseconds=HouseholdMember.objects.filter(case=case).count())
    shared = stamp(case, viewer, told_at, category=DataCategory.HOUSEHOLD_RELATIONS, about=[person_id])
    at_home = lives_in and not in_network
    HouseholdMember.objects.create(**shared, person_id=person_id, role=role, lives_in=at_home, in_network=in_network)


def _member(case: Case, person_id: UUID) -> HouseholdMember:
    """Somebody of this case. The id may come from a form: one of another case has no effect."""
    member = HouseholdMember.objects.filter(case=case, person=person_id).first()
    if member is None:
        raise NotPossible(_("Deze persoon hoort niet bij deze casus."))
    return member


def _follow_taken_away(model: Any, whose: str, case: Case, item_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Somebody speaks for a person no longer: fewer people may have to say yes."""
    person = model.objects.filter(case=case, pk=item_id).values_list(whose, flat=True).first()
    _take_away(model, case, item_id, viewer, now)
    if person is not None:
        follow_people(case, person, now)


def _take_away(model: Any, case: Case, item_id: UUID, viewer: Viewer, now: datetime) -> None:
    item = model.objects.filter(case=case, pk=item_id).first()
    if item is None:
        raise NotPossible(_("Dit staat niet meer in deze casus."))
    take_away(case, item, viewer, now)
