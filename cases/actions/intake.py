"""Opening a case, hearing the question, and what triage decides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import worklist
from cases.actions.items import change, in_round, refuse_other_law, stamp
from cases.actions.keeping import take_away
from cases.actions.locked import LISTENERS, authorise, case_to_change, locked_case
from cases.actions.people import NewPerson, add_known_person, add_person
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.models import Case, CaseReference, HouseholdMember, Report, Statement, TriageDecision
from cases.reads.due import NEVER
from cases.reads.reach import permitted
from cases.reads.reporting import may_report
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import BlockageReason, Compartment, Frame, ProblemKind, ReportedBy, TriageOutcome, Urgency
from privacy import law
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Viewer

OWN_WORDS = (Kind.TITLE, Kind.SUMMARY, Kind.QUESTION, Kind.RESIDENT_VISION)


@dataclass(frozen=True)
class NewReport:
    """A report: who reports, how urgent, whether somebody keeps the overview already."""

    reporter_kind: ReportedBy
    reporter: str = ""
    urgency: Urgency = Urgency.NORMAL
    urgency_reason: str = ""
    has_case_director: bool | None = None
    case_director_is: str = ""


def check_may_report(viewer: Viewer) -> None:
    """Refuses whom the law does not know as somebody who reports or triages."""
    if not may_report(viewer):
        raise NotAuthorised


@entrance
@transaction.atomic
def open_case(
    *,
    viewer: Viewer,
    report: NewReport,
    now: datetime,
    frame: Frame = Frame.VOLUNTARY,
    previous: UUID | None = None,
    key: UUID | None = None,
) -> str:
    """Opens a case in the municipality of the viewer, in step aanmelding. Returns its reference.

    key: the id of the case to be, when whoever asks already has one.
    """
    check_may_report(viewer)
    if viewer.municipality_id is None:
        raise NotAuthorised
    case = Case.objects.create(
        id=key or uuid4(),
        reference=_next_reference(now),
        municipality_id=viewer.municipality_id,
        reported_by_id=viewer.user_id,
        opened_at=now,
        step_since=now,
        due_on=NEVER,
        frame=frame,
        previous_id=previous,
    )
    Report.objects.create(**stamp(case, viewer, now, category=DataCategory.REQUEST_VISION), **asdict(report))
    worklist.refresh(case, now)
    return case.reference


def _next_reference(now: datetime) -> str:
    """The next number of this year."""
    counter = _locked_counter(now)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{counter.year}-{counter.last:04d}"


def _locked_counter(now: datetime) -> CaseReference:
    """The counter of this year, locked: who opens a case waits here for who came first."""
    year = timezone.localdate(now).year
    CaseReference.objects.get_or_create(year=year, defaults={"last": 0})
    return CaseReference.objects.select_for_update().get(year=year)


@dataclass(frozen=True)
class KnownPerson:
    """Somebody who is known from another case, in a place in this one."""

    person_id: UUID
    role: str
    lives_in: bool = True
    in_network: bool = False


@dataclass(frozen=True)
class FirstStory:
    """All that is heard when a case is reported: who reports, the question in own words, the first people."""

    report: NewReport
    question: str
    said_by: str = ""
    people: tuple[NewPerson, ...] = ()
    known: tuple[KnownPerson, ...] = ()


@entrance
@transaction.atomic
def report_case(*, viewer: Viewer, story: FirstStory, now: datetime, key: UUID) -> str:
    """Opens a case with all that was heard, or nothing of it. Returns its reference.

    key: the id that the page gave to the case to be, so that a second click gives the same case and no second one.
    """
    _locked_counter(now)
    earlier = Case.objects.filter(pk=key).values_list("reference", "reported_by").first()
    if earlier and earlier[1] == viewer.user_id:
        return earlier[0]
    if earlier:
        raise NotPossible(_("Open de pagina opnieuw en meld de casus dan."))
    reference = open_case(viewer=viewer, report=story.report, now=now, key=key)
    for person in story.people:
        add_person(viewer=viewer, reference=reference, person=person, now=now)
    for one in story.known:
        add_known_person(viewer=viewer, reference=reference, now=now, **asdict(one))
    record_words(
        viewer=viewer, reference=reference, now=now, kind=Kind.QUESTION, text=story.question, said_by=story.said_by
    )
    return reference


@entrance
@transaction.atomic
def change_report(
    *, viewer: Viewer, reference: str, report: NewReport, now: datetime, version: int | None = None
) -> None:
    """Mends who reported, how urgent it is, and whether somebody keeps the overview."""
    case = case_to_change(viewer, reference, now, LISTENERS)
    existing = Report.objects.filter(case=case).order_by("made_at").first()
    if existing is None:
        Report.objects.create(**stamp(case, viewer, now, category=DataCategory.REQUEST_VISION), **asdict(report))
    else:
        change(existing, viewer, now, version=version, **asdict(report))
    worklist.refresh(case, now)  # the urgency sets the date


@entrance
@transaction.atomic
def record_words(
    *,
    viewer: Viewer,
    reference: str,
    kind: Kind,
    text: str,
    now: datetime,
    said_by: str = "",
    about: Collection[UUID] = (),
    version: int | None = None,
) -> None:
    """Records title, summary, question or vision: one of each in a case, in the words of the resident."""
    if kind not in OWN_WORDS:
        raise NotPossible(_("Kies of dit de vraag, het toekomstbeeld, de titel of de samenvatting is."))
    _says_something(text)
    case = case_to_change(viewer, reference, now, LISTENERS)
    existing = Statement.objects.filter(case=case, kind=kind).first()
    if existing:
        change(existing, viewer, now, version=version, text=text, said_by=said_by)
        return
    shared = stamp(case, viewer, now, category=DataCategory.REQUEST_VISION, about=_of_case(case, about))
    Statement.objects.create(**shared, kind=kind, text=text, said_by=said_by)


@entrance
@transaction.atomic
def record_note(
    *,
    viewer: Viewer,
    reference: str,
    text: str,
    category: DataCategory,
    now: datetime,
    kind: Kind = Kind.NOTE,
    about: Collection[UUID] = (),
    source: str = "",
    law: Compartment | None = None,
) -> UUID:
    """Records a note, a fact, an experience: any statement of which a case can hold many. Returns its id.

    law: to which it belongs; None: the one law of the case.
    """
    if kind in OWN_WORDS:
        raise NotPossible(_("Hiervan staat er één in de casus. Wijzig die."))
    _says_something(text)
    case = case_to_change(viewer, reference, now, LISTENERS)
    refuse_other_law(case, law)
    shared = stamp(case, viewer, now, category=category, about=_of_case(case, about), law=law, source=source)
    return Statement.objects.create(**shared, kind=kind, text=text).pk


@entrance
@transaction.atomic
def change_note(
    *, viewer: Viewer, reference: str, note_id: UUID, text: str, now: datetime, version: int | None = None
) -> None:
    """Mends the text of a note. Whoever listens here may, so that what is wrong does not stay."""
    _says_something(text)
    _case, note = _case_and_note(viewer, reference, note_id, now)
    change(note, viewer, now, version=version, text=text)


@entrance
@transaction.atomic
def remove_note(*, viewer: Viewer, reference: str, note_id: UUID, now: datetime) -> None:
    """Takes a note out of the file: it was not needed, or not true."""
    case, note = _case_and_note(viewer, reference, note_id, now)
    take_away(case, note, viewer, now)


def _case_and_note(viewer: Viewer, reference: str, note_id: UUID, now: datetime) -> tuple[Case, Statement]:
    """The locked case and one of its notes that this viewer may see. What may not be seen is not there."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, LISTENERS)
    verdict = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    notes = permitted(verdict, Statement.objects.filter(case=case)).exclude(kind__in=OWN_WORDS)
    note = notes.filter(pk=note_id).first()
    if note is None:
        raise NotPossible(_("Deze notitie staat niet meer in de casus."))
    return case, note


def _of_case(case: Case, about: Collection[UUID]) -> Collection[UUID]:
    """The people named, when all of them belong to this case."""
    if about and HouseholdMember.objects.filter(case=case, person__in=about).count() != len(set(about)):
        raise NotPossible(_("Kies alleen mensen uit deze casus."), field="about")
    return about


def _says_something(text: str) -> None:
    if not text.strip():
        raise NotPossible(_("Schrijf hier iets op."), field="text")


@dataclass(frozen=True)
class TriageChoice:
    """What triage decides: outcome, reason, and why it got stuck. Source: domain.md 2.2."""

    outcome: TriageOutcome
    reason: str
    blockage_reasons: tuple[BlockageReason, ...] = ()
    problem_kinds: tuple[ProblemKind, ...] = ()
    referred_to: str = ""


@entrance
@transaction.atomic
def decide_triage(
    *, viewer: Viewer, reference: str, choice: TriageChoice, now: datetime, version: int | None = None
) -> None:
    """Records the outcome of triage of this round, with the reason. Deciding again replaces it."""
    case = case_to_change(viewer, reference, now, (Relation.TRIAGES,))
    if case.step == Step.CLOSED:
        raise NotPossible(_("Deze casus is gesloten. Open hem eerst weer."))
    if not choice.reason.strip():
        raise NotPossible(_("Schrijf op waarom u dit kiest."), field="reason")
    values = {
        "outcome": choice.outcome,
        "reason": choice.reason,
        "blockage_reasons": [str(reason) for reason in choice.blockage_reasons],
        "problem_kinds": [str(kind) for kind in choice.problem_kinds],
        "referred_to": choice.referred_to,
    }
    existing = TriageDecision.objects.filter(case=case, confirmed_cycle=case.cycle_number).first()
    if existing:
        change(existing, viewer, now, version=version, **values)
        return
    shared = stamp(case, viewer, now, category=DataCategory.REQUEST_VISION)
    TriageDecision.objects.create(**shared, **in_round(case), **values)
