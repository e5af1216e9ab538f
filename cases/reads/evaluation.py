"""
Looking back: the question and the intention where it began, the evaluations, the closing questions, what was learned.

Not here: whether to evaluate (scaling), closing (closure).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from cases.hats import Hat
from cases.models import (
    Bottleneck,
    BottleneckChange,
    Evaluation,
    EvaluationAnswer,
    HatPeriod,
    HouseholdMember,
    Lesson,
    Party,
    StepTransition,
)
from cases.organisation_terms import BottleneckLevel, BottleneckStatus, LessonKind
from cases.reads import shell
from cases.reads.case import Words, words_of
from cases.reads.facts import LEFT_EVALUATION
from cases.reads.following import HELP_COLUMNS, HelpLine, day_of, help_line, help_rows, permitted
from cases.reads.party_questions import PartyAsked, asked_as_party
from cases.reads.scope import DIRECTING
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, Row, moment, rows, together
from cases.record_terms import AnswerBy, Involvement
from cases.standing import CASEWORK, DIRECTOR, DIRECTORS, SENT_BY_PARTY
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import EvaluationKind, EvaluationOutcome, Helps
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

STATE_OF_LESSON = {
    LessonKind.SUCCESS: "done",
    LessonKind.BRILLIANT_FAILURE: "attention",
    LessonKind.IMPROVEMENT: "info",
}


@dataclass(frozen=True)
class EvaluationLine:
    """An evaluation that was recorded. helps and outcome in words, with their codes for the form."""

    id: UUID
    title: str
    day: str
    question: str
    intention: str
    helps: str
    helps_code: str
    adjust: str
    facilitator: str
    outcome: str
    outcome_code: str
    version: int
    is_current: bool


@dataclass(frozen=True)
class AnswerSlot:
    """One person who answers the three closing questions. key: for the form. Empty texts: no answer yet."""

    key: str
    kind: str
    role: str
    name: str
    state: str
    status: str
    went_well: str
    improve: str
    learned: str
    no_answer_reason: str
    may_stay_silent: bool
    is_asked: bool


@dataclass(frozen=True)
class LessonLine:
    """What the case taught."""

    kind: str
    state: str
    text: str
    shared_with: str
    source: str


@dataclass(frozen=True)
class BottleneckLine:
    """An obstacle of the system that this case met, with the answer that came back, and whose it is."""

    title: str
    description: str
    level: str
    status: str
    answer: str
    owner: str


@dataclass(frozen=True)
class EvaluationPage:
    """The page of looking back."""

    shell: CaseShell
    sees: bool
    sees_judgements: bool
    question: Words | None
    helps: tuple[HelpLine, ...]
    interims: tuple[EvaluationLine, ...]
    closing: EvaluationLine | None
    slots: tuple[AnswerSlot, ...]
    lessons: tuple[LessonLine, ...]
    bottlenecks: tuple[BottleneckLine, ...]
    may_direct: bool
    may_write: bool
    may_learn: bool
    at_evaluation: bool
    asked: PartyAsked | None

    @property
    def current_interim(self) -> EvaluationLine | None:
        """The interim evaluation that is still being worded."""
        return next((line for line in self.interims if line.is_current), None)


@entrance
@transaction.atomic
def open_evaluation(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> EvaluationPage:
    """The page of looking back at a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_evaluation")
    found = _look_up(opened)
    words = words_of(opened) if opened.sees(DataCategory.REQUEST_VISION) else {}
    lines = [_evaluation(opened, row, found["left"]) for row in found["evaluations"]]
    kinds = [row["kind"] for row in found["evaluations"]]
    this_round = [row["confirmed_cycle"] == opened.case.cycle_number for row in found["evaluations"]]
    closing = [
        line
        for line, kind, here in zip(lines, kinds, this_round, strict=True)
        if kind == EvaluationKind.CLOSING and here
    ]
    open_case = not opened.shell.is_closed
    return EvaluationPage(
        shell=opened.shell,
        sees=opened.sees(DataCategory.PLAN_GOALS),
        sees_judgements=opened.sees(DataCategory.OPINIONS_PROFESSIONAL),
        question=words.get(Kind.QUESTION),
        helps=tuple(help_line(opened, row) for row in found["notes"]),
        interims=tuple(line for line, kind in zip(lines, kinds, strict=True) if kind == EvaluationKind.INTERIM),
        closing=closing[0] if closing else None,
        slots=_slots(opened, found),
        lessons=tuple(_lesson(opened, row) for row in found["lessons"]),
        bottlenecks=tuple(_bottleneck(row) for row in found["bottlenecks"]),
        may_direct=open_case and opened.may(DIRECTOR),
        may_write=open_case and opened.may(DIRECTORS),
        may_learn=open_case and opened.may(CASEWORK),
        at_evaluation=opened.case.step == Step.EVALUATION,
        asked=asked_as_party(opened.case, viewer, opened.today) if opened.may(SENT_BY_PARTY) else None,
    )


def _look_up(opened: Opened) -> dict[str, list[Row]]:
    answers = permitted(opened, EvaluationAnswer).filter(evaluation__confirmed_cycle=opened.case.cycle_number)
    left = StepTransition.objects.filter(case=OF_THIS_CASE, move__in=LEFT_EVALUATION).order_by("-number")[:1]
    texts = ("question", "intention", "does_it_help", "adjust", "facilitator", "outcome")
    said = BottleneckChange.objects.filter(bottleneck=OuterRef("pk")).exclude(note="").order_by("-at", "-pk")
    return together(
        opened.case,
        notes=rows(help_rows(opened), *HELP_COLUMNS, by="made_by__name"),
        evaluations=rows(
            permitted(opened, Evaluation).order_by("-made_at", "pk"),
            *("pk", "kind", "made_at", "confirmed_cycle", "version", *texts),
        ),
        left=rows(left, "at"),
        answers=rows(
            answers.order_by("made_at", "pk"),
            *("by_kind", "by_name", "went_well", "improve", "learned", "no_answer_reason"),
        ),
        **_who_answers(opened),
        lessons=rows(
            permitted(opened, Lesson).order_by("made_at", "pk"), "kind", "text", "shared_with", "made_at",
            by="made_by__name",
        ),
        bottlenecks=rows(
            Bottleneck.objects.filter(case=OF_THIS_CASE).order_by("made_at", "pk"),
            *("title", "description", "level", "status"),
            owner="owner__name",
            answer=Subquery(said.values("note")[:1]),
        ),
    )  # fmt: skip


def _who_answers(opened: Opened) -> dict[str, Any]:
    """Whom the closing questions can be asked of, as far as this viewer may know them."""
    worn = HatPeriod.objects.filter(case=OF_THIS_CASE, taken_off_at=None)
    members = HouseholdMember.objects.filter(case=OF_THIS_CASE, in_network=False, left_on=None)
    known = opened.only(DataCategory.IDENTITY_CONTACT, members).order_by("made_at", "pk")
    parties = Party.objects.filter(case=OF_THIS_CASE).exclude(involvement=Involvement.STOPPED)
    seats = opened.only(DataCategory.SUPPORT_IN_USE, parties).order_by("made_at", "pk")
    return {
        "keepers": rows(
            worn.filter(hat=Hat.CASE_DIRECTION, accepted_at__isnull=False),
            *("wearer", "wearer_person"),
            name="wearer__name",
            person="wearer_person__name",
        ),
        "directors": rows(worn.filter(DIRECTING), "wearer", name="wearer__name"),
        "members": rows(known, "person", name="person__name"),
        "parties": rows(seats, "pk", name="organisation__name"),
    }


def _evaluation(opened: Opened, row: Row, left: list[Row]) -> EvaluationLine:
    kind = EvaluationKind(row["kind"])
    helps = Helps(row["does_it_help"]) if row["does_it_help"] else None
    outcome = EvaluationOutcome(row["outcome"]) if row["outcome"] else None
    this_round = row["confirmed_cycle"] == opened.case.cycle_number
    since = bool(left) and moment(left[0]["at"]) >= moment(row["made_at"])
    return EvaluationLine(
        id=UUID(row["pk"]),
        title=kind.label.capitalize(),
        day=day_of(opened, row["made_at"]),
        question=row["question"],
        intention=row["intention"],
        helps=helps.label.capitalize() if helps else "",
        helps_code=row["does_it_help"],
        adjust=row["adjust"],
        facilitator=row["facilitator"],
        outcome=outcome.label.capitalize() if outcome else "",
        outcome_code=row["outcome"],
        version=row["version"],
        is_current=this_round and not since,
    )


def _slots(opened: Opened, found: dict[str, list[Row]]) -> tuple[AnswerSlot, ...]:
    """Everybody who is asked, the residents first; and who answered without being on this list any more."""
    given = {(row["by_kind"], row["by_name"]): row for row in found["answers"]}
    asked = [(AnswerBy.RESIDENT, row["name"]) for row in found["members"]]
    if opened.sees(DataCategory.OPINIONS_PROFESSIONAL):
        asked += [(AnswerBy.CASE_DIRECTOR, row["name"] or row["person"]) for row in found["keepers"]]
        asked += [(AnswerBy.PROCESS_DIRECTOR, row["name"]) for row in found["directors"]]
        asked += [(AnswerBy.PARTY, row["name"]) for row in found["parties"]]
    asked = list(dict.fromkeys(asked))
    others = [(AnswerBy(kind), name) for kind, name in given if (AnswerBy(kind), name) not in asked]
    people = [(*one, True) for one in asked] + [(*one, False) for one in others]
    return tuple(_slot(kind, name, given.get((kind.value, name)), is_asked) for kind, name, is_asked in people)


NOTHING = {"went_well": "", "improve": "", "learned": "", "no_answer_reason": ""}
MAY_STAY_SILENT = (AnswerBy.RESIDENT, AnswerBy.PARTY)


def _slot(kind: AnswerBy, name: str, row: Row | None, is_asked: bool) -> AnswerSlot:
    texts = {column: row[column] for column in NOTHING} if row else NOTHING
    waits = kind is not AnswerBy.PARTY  # a party may answer, and is not waited for
    state, status = ("missing", _("Nog geen antwoord")) if waits else ("next", _("Mag antwoorden"))
    if texts["no_answer_reason"]:
        state, status = "stopped", _("Geen antwoord, met een reden")
    elif row:
        state, status = "done", _("Beantwoord")
    role = kind.label.capitalize()
    return AnswerSlot(
        f"{kind.value}:{name}",
        kind.value,
        role,
        name,
        state,
        status,
        **texts,
        may_stay_silent=kind in MAY_STAY_SILENT,
        is_asked=is_asked,
    )


def _lesson(opened: Opened, row: Row) -> LessonLine:
    kind = LessonKind(row["kind"])
    source = ", ".join(filter(None, (row["by"], day_of(opened, row["made_at"]))))
    return LessonLine(kind.label.capitalize(), STATE_OF_LESSON[kind], row["text"], row["shared_with"], source)


def _bottleneck(row: Row) -> BottleneckLine:
    level, status = BottleneckLevel(row["level"]), BottleneckStatus(row["status"])
    said, owner = row["answer"] or "", row["owner"] or ""
    return BottleneckLine(row["title"], row["description"], level.label, status.label, said, owner)
