"""What a meeting may know of its case, and what it reports back. The guards read the report, never the meetings.

Every action of a meeting begins with seat_at_case(): the case row locked and the authority checked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import tasks, worklist
from cases.actions.items import compartment_of, household_of, stamp, stamp_columns
from cases.actions.locked import DIRECTOR, authorise, case_under_lock, locked_case
from cases.actions.refusals import NotPossible
from cases.meeting_facts import Invited, MeetingFacts
from cases.meeting_terms import InvitationAnswer
from cases.models import (
    Case,
    HatPeriod,
    HouseholdMember,
    Invitation,
    KeptApart,
    MeetingReport,
    NeededExpertise,
    Objection,
    Party,
    ProcessingPurpose,
    Statement,
    Task,
)
from cases.reads.scope import DIRECTING, open_invitations
from cases.record_terms import Involvement, TaskKind
from cases.standing import INVITED
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import Compartment
from cases.working_days import add_working_days
from privacy import law
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Role, Standing
from privacy.viewer import Viewer

DAYS_TO_DECIDE = 2  # working days, and never after the meeting
DATED = {"planned_at", "date_open", "closed_at"}  # what of a meeting says when its case asks for attention


@dataclass(frozen=True)
class PartySeat:
    """What a meeting takes over from a party: its name, whom it sends, and why it would be at the table.

    in_portal: whom it sends finds its invitation there; a colleague has the pages of the meeting itself. has_stopped:
    it takes part no more, and hears nothing more.
    """

    id: UUID
    name: str
    contact: UUID | None
    seat_kind: str
    primary_task: str
    in_portal: bool
    has_stopped: bool


@dataclass(frozen=True)
class TableWords:
    """A fact, an experience or an argument as it was said at the table of this meeting, and by whom."""

    kind: Kind
    text: str
    category: DataCategory
    law: Compartment
    about: Collection[UUID]
    said_by: str
    meeting_id: UUID


@dataclass(frozen=True)
class CaseAtTable:
    """A locked case, as its meetings may know it. since: when the case last came to analysis.

    household: who belongs to it now, and as of a day (on) who belonged to it then; left: who does so no more, since
    when. objections: open ones, that the picture is not complete. director: who directs the process now. hats: who
    wears one here. directs: whether this viewer directs the process; sees_minutes: reads, as a colleague, what was said
    at a table. by, purpose: as who the viewer came in and what for, which the report asks again.
    """

    case_id: UUID
    reference: str
    step: str
    cycle: int
    since: datetime | None
    household: tuple[UUID, ...]
    left: tuple[tuple[UUID, date], ...]
    people: dict[UUID, str]
    parties: dict[UUID, PartySeat]
    kept_apart: frozenset[frozenset[UUID]]
    laws: tuple[Compartment, ...]
    law: Compartment
    objections: int
    director: UUID | None
    hats: frozenset[UUID]
    directs: bool
    sees_minutes: bool
    by: tuple[Relation, ...]
    purpose: Purpose

    def on(self, day: date) -> CaseAtTable:
        """The same with the household of that day: a meeting before somebody left, was of that person too."""
        return replace(self, household=(*self.household, *(person for person, left in self.left if left >= day)))

    def stamp(
        self, viewer: Viewer, now: datetime, *, category: DataCategory, about: Collection[UUID] = ()
    ) -> dict[str, Any]:
        """The columns that every new item of a meeting shares."""
        columns = stamp_columns(viewer, now, category=category, about=about or self.household, law=self.law)
        return columns | {"case_id": self.case_id}


@dataclass(frozen=True)
class InvitedAtCase:
    """A locked case, as far as whom a party sends may answer its invitation there."""

    case_id: UUID
    reference: str
    since: datetime | None
    household: tuple[UUID, ...]
    seat_id: UUID


@entrance
@transaction.atomic
def refuse_before_expertise(*, case_id: UUID, cycle: int) -> None:
    """NotPossible as long as nobody said in this round which expertise is needed: then who brings it (S002, step 2)."""
    if not NeededExpertise.objects.filter(case=case_id, confirmed_cycle=cycle).exists():
        raise NotPossible(
            _("Noem eerst bij Partijen welke kennis nodig is. Kies daarna wie u uitnodigt."), field="seat"
        )


@entrance
@transaction.atomic
def seat_at_case(
    *,
    viewer: Viewer,
    reference: str,
    now: datetime,
    by: tuple[Relation, ...] = DIRECTOR,
    purpose: Purpose = Purpose.DIRECTION,
) -> CaseAtTable:
    """Locks the case for an action of its meeting. CaseNotFound or NotAuthorised as for any action."""
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, by)
    parties = Party.objects.filter(case=case).values_list(
        "pk", "organisation__name", "contact", "seat_kind", "primary_task", "contact__role", "involvement"
    )
    directs = ExpressionWrapper(DIRECTING, output_field=BooleanField())
    worn = list(HatPeriod.objects.filter(case=case, taken_off_at=None).values_list("wearer", directs))
    apart = KeptApart.objects.filter(case=case).values_list("first", "second")
    return CaseAtTable(
        case_id=case.pk,
        reference=case.reference,
        step=case.step,
        cycle=case.cycle_number,
        since=case.analysis_since,
        **_people(case),
        parties={row[0]: _party_seat(row) for row in parties},
        kept_apart=frozenset(frozenset(pair) for pair in apart),
        laws=tuple(
            Compartment(law) for law in ProcessingPurpose.objects.filter(case=case).values_list("law", flat=True)
        ),
        law=compartment_of(case),
        director=next((wearer for wearer, it_directs in worn if it_directs), None),
        hats=frozenset(wearer for wearer, _directs in worn if wearer),
        objections=Objection.objects.filter(case=case, resolved_at=None).count(),
        directs=Relation.DIRECTS_PROCESS in standing.relations,
        sees_minutes=_sees_minutes(viewer, standing),
        by=by,
        purpose=purpose,
    )


def _sees_minutes(viewer: Viewer, standing: Standing) -> bool:
    """As a colleague: whatever a partner may read of minutes, it writes none."""
    as_colleague = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    return DataCategory.MINUTES in as_colleague.data


def _people(case: Case) -> dict[str, Any]:
    """Who belongs to the household, who left it, and how everybody is called who can be asked to come."""
    members = HouseholdMember.objects.filter(case=case).values_list("person", "person__name", "in_network", "left_on")
    rows = list(members)
    return {
        "household": tuple(person for person, _name, around, left in rows if not around and not left),
        "left": tuple((person, left) for person, _name, around, left in rows if not around and left),
        "people": {person: name for person, name, _around, left in rows if not left},
    }


def _party_seat(row: tuple[Any, ...]) -> PartySeat:
    pk, name, contact, kind, task, function, involvement = row
    return PartySeat(pk, name, contact, kind, task, _in_portal(function), involvement == Involvement.STOPPED)


def _in_portal(function: str | None) -> bool:
    return bool(function and law.rules(Role(function), Purpose.COOPERATION))


@entrance
@transaction.atomic
def who_directs(*, case_id: UUID) -> UUID | None:
    """Who directs the process of a case now, for its meetings."""
    return tasks.director_of(Case.objects.get(pk=case_id))


@entrance
@transaction.atomic
def report_meeting(
    *,
    viewer: Viewer,
    reference: str,
    facts: MeetingFacts,
    now: datetime,
    by: tuple[Relation, ...] = DIRECTOR,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """Takes in what a meeting reports. The round is that of the case when the meeting was first reported."""
    _take_in(case_under_lock(viewer, reference, now, by, purpose), facts, now)


@entrance
@transaction.atomic
def keep_words(*, at: CaseAtTable, viewer: Viewer, words: TableWords, now: datetime) -> UUID:
    """What was said at the table, as a piece of the file. Its author releases it, or not, as every other piece.

    Whoever says something there lets those hear it who are in the room. A piece of the file knows no room: everybody
    reads it with whom its kind of data is shared, also who was sent out or sits at another table.
    """
    case = case_under_lock(viewer, at.reference, now, at.by, at.purpose)
    shared = stamp(case, viewer, now, category=words.category, about=words.about, law=words.law)
    said = {"text": words.text, "said_by": words.said_by, "meeting_id": words.meeting_id}
    return Statement.objects.create(**shared, **said, kind=words.kind).pk


@entrance
@transaction.atomic
def unkeep_words(*, at: CaseAtTable, viewer: Viewer, landed: str, now: datetime) -> None:
    """What was said a moment ago is taken back: it leaves the file too, when nobody wrote on it since."""
    case = case_under_lock(viewer, at.reference, now, at.by, at.purpose)
    _table, _colon, number = landed.partition(":")
    Statement.objects.filter(case=case, pk=number, made_by=viewer.user_id, version=1).delete()


@entrance
@transaction.atomic
def invited_at_case(
    *, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime, purpose: Purpose
) -> InvitedAtCase:
    """Locks the case for the answer to an invitation. NotPossible when this viewer is not invited to that meeting."""
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, INVITED)
    mine = open_invitations().filter(case=case, meeting_id=meeting_id, party__contact=viewer.user_id)
    seat_id = mine.order_by("pk").values_list("pk", flat=True).first()
    if seat_id is None:
        raise NotPossible(_("Deze uitnodiging is er niet meer. Wilt u toch komen, bel dan de procesregisseur."))
    return InvitedAtCase(case.pk, case.reference, case.analysis_since, tuple(household_of(case)), seat_id)


@entrance
@transaction.atomic
def report_answer(*, viewer: Viewer, reference: str, facts: MeetingFacts, now: datetime, purpose: Purpose) -> None:
    """Takes in what a party answered to its invitation, as the meeting reports it."""
    _take_in(case_under_lock(viewer, reference, now, INVITED, purpose), facts, now)


def _take_in(case: Case, facts: MeetingFacts, now: datetime) -> None:
    """What is said at a table comes in here too: then the numbers change, and nobody stands otherwise to the case."""
    moved, invited = _keep_report(case, facts), _keep_invitations(case, facts, now)
    if moved or invited:
        worklist.refresh(case, now)


def _keep_report(case: Case, facts: MeetingFacts) -> bool:
    """The row of the meeting. Whether the date of the case may depend on what changed."""
    values = _columns(facts)
    existing = MeetingReport.objects.filter(meeting_id=facts.meeting_id).first()
    if existing is None:
        MeetingReport.objects.create(meeting_id=facts.meeting_id, case=case, cycle=case.cycle_number, **values)
        return True
    if existing.case_id != case.pk:
        raise NotPossible(_("Dit overleg hoort bij een andere casus. Open het vanuit die casus."))
    changed = {name: value for name, value in values.items() if getattr(existing, name) != value}
    if changed:
        MeetingReport.objects.filter(meeting_id=facts.meeting_id).update(**changed)
    return not DATED.isdisjoint(changed)


def _keep_invitations(case: Case, facts: MeetingFacts, now: datetime) -> bool:
    """A row for each party that is invited, and for each that rather sends somebody else a task for who directs.

    Whether there was anything to do: as long as all answered and nothing changed, there is not.
    """
    there = list(Invitation.objects.filter(meeting_id=facts.meeting_id))
    invited = facts.invitations if case.step != Step.CLOSED else ()
    wanted = [_invitation(case, facts, one) for one in invited]
    waits = any(one.dates_wait or one.answer is InvitationAnswer.PROPOSED for one in invited)
    if not waits and {_told(row) for row in there} == {_told(row) for row in wanted}:
        return False
    Invitation.objects.filter(meeting_id=facts.meeting_id).delete()
    Invitation.objects.bulk_create(wanted)
    _ask_when(case, facts, now)
    _ask_whether(case, facts, invited, {row.seat_id for row in there}, now)
    return True


def _invitation(case: Case, facts: MeetingFacts, one: Invited) -> Invitation:
    return Invitation(
        case=case,
        meeting_id=facts.meeting_id,
        kind=facts.kind,
        planned_at=facts.planned_at,
        seat_id=one.seat_id,
        party_id=one.party_id,
        answer=one.answer,
        date_open=facts.date_open,
        dates_wait=one.dates_wait,
        runs=one.runs,
        over=facts.closed_at is not None,
    )


def _told(row: Invitation) -> tuple[Any, ...]:
    """All that an invitation says."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)


def _ask_whether(
    case: Case, facts: MeetingFacts, invited: Collection[Invited], before: set[UUID], now: datetime
) -> None:
    """Who directs says whether a party may send somebody else; when there is nothing to say any more, it is done."""
    proposed = {one.seat_id for one in invited if one.answer is InvitationAnswer.PROPOSED}
    due_on = min(timezone.localdate(facts.planned_at), add_working_days(timezone.localdate(now), DAYS_TO_DECIDE))
    for seat_id in proposed:
        tasks.ask_director(case, TaskKind.DECIDE_REPRESENTATIVE, about=seat_id, due_on=due_on, now=now)
    for seat_id in before - proposed:
        tasks.done(case, (TaskKind.DECIDE_REPRESENTATIVE,), about=seat_id, now=now)


def _ask_when(case: Case, facts: MeetingFacts, now: datetime) -> None:
    """A colleague whom a party sends finds it under the own work; a partner finds it in the portal."""
    waiting = {one.party_id for one in facts.invitations if one.dates_wait}
    due_on = add_working_days(timezone.localdate(now), DAYS_TO_DECIDE)
    sent = Party.objects.filter(case=case, pk__in=waiting, contact__isnull=False)
    asked = {
        contact
        for contact, role in sent.values_list("contact", "contact__role")
        if not _in_portal(role) and law.can_be_asked(Role(role))
    }
    open_tasks = Task.objects.filter(case=case, kind=TaskKind.ANSWER_DATES, subject=facts.meeting_id, done_at=None)
    open_tasks.exclude(assignee__in=asked).update(done_at=now)
    for contact in asked:
        tasks.ask(case, TaskKind.ANSWER_DATES, of=contact, about=facts.meeting_id, due_on=due_on, now=now)


@entrance
@transaction.atomic
def correct_report(*, case_id: UUID, facts: MeetingFacts) -> None:
    """Takes in what a meeting counts after something was erased. Part of that erasure, which locked and judged."""
    MeetingReport.objects.filter(case=case_id, meeting_id=facts.meeting_id).update(**_columns(facts))
    seats = [one.seat_id for one in facts.invitations]
    Invitation.objects.filter(case=case_id, meeting_id=facts.meeting_id).exclude(pk__in=seats).delete()


@entrance
@transaction.atomic
def forget_meeting(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """A meeting that was cancelled before it opened reports nothing any more."""
    case = case_under_lock(viewer, reference, now, DIRECTOR)
    MeetingReport.objects.filter(case=case, meeting_id=meeting_id, opened_at=None).delete()
    for seat_id in Invitation.objects.filter(case=case, meeting_id=meeting_id).values_list("pk", flat=True):
        tasks.done(case, (TaskKind.DECIDE_REPRESENTATIVE,), about=seat_id, now=now)
    Invitation.objects.filter(case=case, meeting_id=meeting_id).delete()
    tasks.done(case, (TaskKind.ANSWER_DATES,), about=meeting_id, now=now)
    worklist.refresh(case, now)


def _columns(facts: MeetingFacts) -> dict[str, Any]:
    """The facts as columns, without the key and what has rows of its own."""
    values = asdict(facts) | {"covers": list(facts.covers), "parties": list(facts.parties)}
    del values["meeting_id"], values["invitations"]
    return values
