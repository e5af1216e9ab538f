"""
Who said yes to what: every yes of a case in its three kinds, one of them with its text, and what a new one asks.

At 18 the page also says what ends and which law follows. Not here: whether a yes covers something (consent_cover).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.dutch.days import Due, due
from accounts.reads import organisations_named
from cases import consent_texts
from cases.item import Item
from cases.models import Consent, ConsentAnswer, HouseholdMember, Party, Task
from cases.reads import scope, shell
from cases.reads.birthdays import comes_of_age, may_be_minor
from cases.reads.consent_lines import INCOMPLETE, PAST, RUNNING, ConsentLine, GiverLine, explained, givers_of, line_of
from cases.reads.representation import judge, spoken_for
from cases.reads.shell import CaseShell, Opened
from cases.record_terms import TaskKind
from cases.standing import CONSENT_TAKERS
from privacy.birthdays import AT_18, Band, Change, bands_on
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.months import add_months
from privacy.representation import CAN_BE_EXCEPTED, Concerned, ConsentKind
from privacy.viewer import Viewer

MONTHS_AHEAD = 12  # from when the page says what changes at 18


@dataclass(frozen=True)
class KindChoice:
    """One of the three kinds, explained, with whom it can be about."""

    code: str
    label: str
    explained: str


@dataclass(frozen=True)
class PersonOfCase:
    """Somebody whom a yes can be about. is_here: did not leave."""

    id: UUID
    name: str
    role: str
    is_here: bool = True


@dataclass(frozen=True)
class ComingOfAge:
    """Somebody who turns 18, with what ends then and which law follows. estimated: only an age is known."""

    id: UUID
    name: str
    on: Due
    estimated: bool
    changes: tuple[Change, ...]
    may_settle: bool  # it was announced, and nobody said yet that it was seen to


@dataclass(frozen=True)
class ConsentsPage:
    """Every yes of a case. sees: whether this viewer may know to whom something can be told."""

    shell: CaseShell
    sees: bool
    may_record: bool
    running: tuple[ConsentLine, ...]
    incomplete: tuple[ConsentLine, ...]
    past: tuple[ConsentLine, ...]
    coming_of_age: tuple[ComingOfAge, ...]
    kinds: tuple[KindChoice, ...]
    people: tuple[PersonOfCase, ...]


@dataclass(frozen=True)
class ConsentPage:
    """One yes, with who can still answer, and who can take it back."""

    shell: CaseShell
    line: ConsentLine
    givers: tuple[GiverLine, ...]
    people: tuple[PersonOfCase, ...]


@dataclass(frozen=True)
class NewConsentPage:
    """What a new yes of this kind asks of this person: who must give it and why, and the text that is shown.

    problem: what must be known first. may_be_excepted: between 12 and 15 the parents can be left out, with a reason.
    """

    shell: CaseShell
    kind: ConsentKind
    label: str
    explained: str
    text: tuple[str, ...]
    person: PersonOfCase
    age: str
    givers: tuple[GiverLine, ...]
    problem: str
    ends_why: str
    may_be_unable: bool
    may_be_excepted: bool
    organisations: tuple[tuple[str, str], ...]


@entrance
@transaction.atomic
def open_consents(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> ConsentsPage:
    """Every yes of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_consents")
    members = _members(opened)
    people = _people(opened, members)
    announced = _announced(opened) if _may_record(opened) else frozenset[UUID]()
    lines = [replace(line, announced=line.id in announced) for line in _lines(opened, people, members)]
    return ConsentsPage(
        shell=opened.shell,
        sees=opened.sees(DataCategory.SUPPORT_IN_USE),
        may_record=_may_record(opened),
        running=tuple(line for line in lines if line.group == RUNNING),
        incomplete=tuple(line for line in lines if line.group == INCOMPLETE),
        past=tuple(line for line in lines if line.group == PAST),
        coming_of_age=_coming_of_age(opened, people, members, announced),
        kinds=tuple(KindChoice(kind.value, kind.label, explained(kind)) for kind in ConsentKind),
        people=tuple(one for one in people.values() if one.is_here),
    )


@entrance
@transaction.atomic
def open_consent(
    *, viewer: Viewer, purpose: Purpose, reference: str, consent_id: UUID, now: datetime, action: str = "open_consent"
) -> ConsentPage:
    """One yes, to read, to answer, or to print for a signature. CaseNotFound when this case has none of this id."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=f"consent:{consent_id}"
    )
    consent = _seen(opened, Consent).filter(pk=consent_id).select_related("person").first()
    if consent is None or not _sees(opened):
        raise scope.CaseNotFound(reference)
    answers = list(_seen(opened, ConsentAnswer).filter(consent=consent).order_by("answered_on", "made_at"))
    members = _members(opened)
    known, people = _spoken_for(opened, members), _people(opened, members)
    names = {one.id: one.name for one in people.values()}
    whom = known.get(consent.person_id) or Concerned(consent.person_id, None)
    line = line_of(consent, answers, whom, names, organisations_named(consent.recipients), opened, _may_record(opened))
    givers = givers_of(whom, judge(consent, whom, answers, opened.today), names)
    legal = opened.sees(DataCategory.AUTHORITY)
    return ConsentPage(opened.shell, line, givers if legal else (), tuple(people.values()))


@entrance
@transaction.atomic
def open_new_consent(
    *, viewer: Viewer, purpose: Purpose, reference: str, kind: str, person_id: UUID, now: datetime
) -> NewConsentPage:
    """What a new yes asks, by the matrix. CaseNotFound without this kind or this person, or for who may not ask."""
    opened = shell.open_page(
        viewer=viewer,
        purpose=purpose,
        reference=reference,
        now=now,
        action="open_new_consent",
        people=[person_id],
        about=f"person:{person_id}",
    )
    members = _members(opened)
    people = _people(opened, members)
    if kind not in ConsentKind.__members__.values() or person_id not in people or not _may_record(opened):
        raise scope.CaseNotFound(reference)
    asked, whom = ConsentKind(kind), _spoken_for(opened, members)[person_id]
    blank = Consent(kind=asked, person_id=person_id, able_to_judge=True, exception="", categories=[])
    found = judge(blank, whom, (), opened.today)
    names = {one.id: one.name for one in people.values()}
    bands = bands_on(whom.birth, opened.today) if whom.birth else ()
    text = consent_texts.current(asked)
    seats = _seen(opened, Party).order_by("made_at", "pk")
    return NewConsentPage(
        shell=opened.shell,
        kind=asked,
        label=asked.label,
        explained=text.explained,
        text=(text.asks, *text.paragraphs),
        person=people[person_id],
        age=_(" of ").join(band.label for band in bands),
        givers=givers_of(whom, found, names),
        problem=found.asked.problem,
        ends_why=_ends_at(found.end.at_age),
        may_be_unable=any(band is not Band.UNDER_12 for band in bands),
        may_be_excepted=any((asked, band) in CAN_BE_EXCEPTED for band in bands),
        organisations=tuple((str(pk), name) for pk, name in seats.values_list("organisation", "organisation__name")),
    )


def _seen(opened: Opened, model: type[Item]) -> QuerySet[Any, Any]:
    """What says which help there is: every yes, and every party."""
    return opened.only(DataCategory.SUPPORT_IN_USE, model.objects.filter(case=opened.case))


def _sees(opened: Opened) -> bool:
    """To whom something may be told says which help there is; whom it is about says who they are."""
    return opened.sees(DataCategory.SUPPORT_IN_USE) and opened.sees(DataCategory.IDENTITY_CONTACT)


def _may_record(opened: Opened) -> bool:
    return opened.may(CONSENT_TAKERS) and _sees(opened) and opened.sees(DataCategory.AUTHORITY)


def _lines(opened: Opened, people: dict[UUID, PersonOfCase], members: Collection[HouseholdMember]) -> list[ConsentLine]:
    if not _sees(opened):
        return []
    rows = list(_seen(opened, Consent).order_by("valid_until", "-made_at", "pk"))
    answers: dict[UUID, list[ConsentAnswer]] = defaultdict(list)
    for answer in _seen(opened, ConsentAnswer).order_by("answered_on", "made_at"):
        answers[answer.consent_id].append(answer)
    known, may_record = _spoken_for(opened, members), _may_record(opened)
    names = {one.id: one.name for one in people.values()}
    organisations = organisations_named({one for row in rows for one in row.recipients})
    return [
        line_of(
            row,
            answers[row.pk],
            known.get(row.person_id) or Concerned(row.person_id, None),
            names,
            organisations,
            opened,
            may_record,
        )
        for row in rows
    ]


def _members(opened: Opened) -> list[HouseholdMember]:
    """Everybody of the case, read once: for the names, for the matrix, and for who turns 18."""
    members = HouseholdMember.objects.filter(case=opened.case).select_related("person")
    return list(members.order_by("in_network", "made_at", "pk"))


def _spoken_for(opened: Opened, members: Collection[HouseholdMember]) -> dict[UUID, Concerned]:
    return spoken_for(opened.case, [member.person for member in members])


def _people(opened: Opened, members: Collection[HouseholdMember]) -> dict[UUID, PersonOfCase]:
    if not opened.sees(DataCategory.IDENTITY_CONTACT):
        return {}
    related = opened.sees(DataCategory.HOUSEHOLD_RELATIONS)
    return {
        one.person_id: PersonOfCase(one.person_id, one.person.name, one.role if related else "", one.left_on is None)
        for one in members
    }


def _announced(opened: Opened) -> frozenset[UUID]:
    """What was announced about a birthday, and waits for somebody to see to it."""
    kinds = (TaskKind.CONSENT_ENDS, TaskKind.COMING_OF_AGE)
    open_tasks = Task.objects.filter(case=opened.case, kind__in=kinds, done_at=None)
    return frozenset(subject for subject in open_tasks.values_list("subject", flat=True) if subject)


def _coming_of_age(
    opened: Opened,
    people: dict[UUID, PersonOfCase],
    members: Collection[HouseholdMember],
    announced: frozenset[UUID],
) -> tuple[ComingOfAge, ...]:
    """Whoever turns 18 within a year, or did so less than a year ago."""
    if not people:
        return ()
    first, last = add_months(opened.today, -MONTHS_AHEAD), add_months(opened.today, MONTHS_AHEAD)
    found = []
    for row in members:
        if not may_be_minor(row, first):
            continue
        on = comes_of_age(row.person)
        if on is not None and first < on <= last:
            moment = due(on, today=opened.today)
            whom, is_guess = people[row.person_id], row.person.birth_on is None
            found.append(ComingOfAge(whom.id, whom.name, moment, is_guess, AT_18, whom.id in announced))
    return tuple(found)


def _ends_at(age: int | None) -> str:
    if age is None:
        return ""
    return _("Dit ja stopt uiterlijk op de dag voor de %(age)se verjaardag. Dan beslissen anderen.") % {"age": age}
