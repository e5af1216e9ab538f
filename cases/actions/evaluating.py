"""
Looking back: interim and at the end, the three closing questions by each person, and what the case teaches.

Not here: what is noted between the steps (monitoring.note_evaluation), the three questions at a step (path.Words).
Source: S003 step 6, S004, domain.md 2.6 and 4.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.actions.items import change, in_round, stamp
from cases.actions.locked import CASEWORK, DIRECTOR, DIRECTORS, authorise, case_to_change, locked_case
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.models import Bottleneck, Case, Evaluation, EvaluationAnswer, Lesson, Party
from cases.organisation_terms import BottleneckLevel, BottleneckStatus, LessonKind
from cases.record_terms import AnswerBy, Involvement
from cases.standing import SENT_BY_PARTY
from cases.stappenplan import Step
from cases.terms import EvaluationKind, EvaluationOutcome, Helps
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

# Who follows the case answers; of a resident or a party there may be a reason why there is no answer.
MAY_STAY_SILENT = (AnswerBy.RESIDENT, AnswerBy.PARTY)


@entrance
@transaction.atomic
def record_evaluation(
    *,
    viewer: Viewer,
    reference: str,
    kind: EvaluationKind,
    now: datetime,
    question: str = "",
    intention: str = "",
    does_it_help: Helps | None = None,
    adjust: str = "",
    facilitator: str = "",
    outcome: EvaluationOutcome | None = None,
    evaluation_id: UUID | None = None,
    version: int | None = None,
) -> UUID:
    """Records an evaluation; with its id, words it anew. There is one at the end of each round, and several between."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    if kind is EvaluationKind.CONTINUOUS:
        raise NotPossible(_("Leg dit vast als notitie bij het volgen van het plan."), field="kind")
    values = {
        "kind": kind,
        "question": question,
        "intention": intention,
        "does_it_help": does_it_help or "",
        "adjust": adjust,
        "facilitator": facilitator,
        "outcome": outcome or "",
    }
    existing = _closing(case) if kind is EvaluationKind.CLOSING else _interim(case, evaluation_id)
    if existing:
        change(existing, viewer, now, version=version, **values)
        return existing.pk
    return _create(case, viewer, now, **values).pk


@entrance
@transaction.atomic
def answer_closing_questions(
    *,
    viewer: Viewer,
    reference: str,
    by_kind: AnswerBy,
    by_name: str,
    now: datetime,
    went_well: str = "",
    improve: str = "",
    learned: str = "",
    no_answer_reason: str = "",
) -> UUID:
    """The three closing questions by one person, or why there is no answer. Answering again replaces it."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    texts = {"went_well": went_well, "improve": improve, "learned": learned, "no_answer_reason": no_answer_reason}
    return _answer(case, viewer, now, by_kind, by_name, texts)


@entrance
@transaction.atomic
def answer_as_party(
    *,
    viewer: Viewer,
    reference: str,
    now: datetime,
    went_well: str = "",
    improve: str = "",
    learned: str = "",
    purpose: Purpose = Purpose.DIRECTION,
) -> UUID:
    """The three closing questions in a party's own words, by whom it sends: all involved look back (domain.md 2.6).

    Asked while the case is evaluated. What a director wrote down for this party gives way to it.
    """
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, SENT_BY_PARTY)
    sent = Party.objects.filter(case=case, contact=viewer.user_id).exclude(involvement=Involvement.STOPPED)
    party = sent.order_by("made_at").values_list("organisation__name", flat=True).first()
    if party is None:
        raise NotAuthorised
    if case.step != Step.EVALUATION:
        raise NotPossible(_("De slotvragen worden gesteld als de casus wordt geëvalueerd."))
    texts = {"went_well": went_well, "improve": improve, "learned": learned, "no_answer_reason": ""}
    return _answer(case, viewer, now, AnswerBy.PARTY, party, texts)


def _answer(
    case: Case, viewer: Viewer, now: datetime, by_kind: AnswerBy, by_name: str, texts: Mapping[str, Any]
) -> UUID:
    _check_answers(by_kind, by_name, texts)
    evaluation = _closing(case) or _create(case, viewer, now, kind=EvaluationKind.CLOSING)
    found = evaluation.answers.filter(by_kind=by_kind, by_name=by_name).first()
    if found:
        change(found, viewer, now, **texts)
        return found.pk
    resident = by_kind is AnswerBy.RESIDENT
    category = DataCategory.REQUEST_VISION if resident else DataCategory.OPINIONS_PROFESSIONAL
    shared = stamp(case, viewer, now, category=category)
    by = {"by_kind": by_kind, "by_name": by_name}
    return EvaluationAnswer.objects.create(**shared, evaluation=evaluation, **by, **texts).pk


@entrance
@transaction.atomic
def record_lesson(
    *, viewer: Viewer, reference: str, kind: LessonKind, text: str, now: datetime, shared_with: str = ""
) -> UUID:
    """A success, a brilliant failure or an improvement. Write it so that nobody can be recognised in it."""
    case = case_to_change(viewer, reference, now, CASEWORK)
    if not text.strip():
        raise NotPossible(_("Schrijf op wat u hiervan leert."), field="text")
    shared = stamp(case, viewer, now, category=DataCategory.PLAN_GOALS)
    return Lesson.objects.create(**shared, kind=kind, text=text, shared_with=shared_with).pk


@entrance
@transaction.atomic
def record_bottleneck(
    *,
    viewer: Viewer,
    reference: str,
    title: str,
    level: BottleneckLevel,
    now: datetime,
    description: str = "",
    status: BottleneckStatus = BottleneckStatus.DETECTED,
    owner: UUID | None = None,
) -> UUID:
    """An obstacle of the system that this case met. It outlives the case, so nothing about people stands in it."""
    case = case_to_change(viewer, reference, now, CASEWORK)
    if not title.strip():
        raise NotPossible(_("Schrijf op wat in de weg staat."), field="title")
    if owner and not User.objects.filter(pk=owner, disabled_at=None).exists():
        raise NotPossible(_("Kies iemand met een account."), field="owner")
    made = Bottleneck.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        title=title,
        description=description,
        level=level,
        status=status,
        owner_id=owner,
        made_at=now,
        changed_at=now,
    )
    return made.pk


def _check_answers(by_kind: AnswerBy, by_name: str, texts: Mapping[str, str]) -> None:
    if not by_name.strip():
        raise NotPossible(_("Schrijf op wie dit antwoord gaf."), field="by_name")
    if texts["no_answer_reason"].strip():
        if by_kind not in MAY_STAY_SILENT:
            raise NotPossible(_("Deze regisseur beantwoordt zelf de drie vragen."), field="no_answer_reason")
        return
    for name in ("went_well", "improve", "learned"):
        if not texts[name].strip():
            text = _("Beantwoord alle drie de vragen, of schrijf op waarom er geen antwoord is.")
            raise NotPossible(text, field=name)


def _closing(case: Case) -> Evaluation | None:
    """The evaluation at the end of this round."""
    return Evaluation.objects.filter(case=case, kind=EvaluationKind.CLOSING, confirmed_cycle=case.cycle_number).first()


def _interim(case: Case, evaluation_id: UUID | None) -> Evaluation | None:
    if evaluation_id is None:
        return None
    found = Evaluation.objects.filter(case=case, pk=evaluation_id, kind=EvaluationKind.INTERIM).first()
    if found is None:
        raise NotPossible(_("Deze evaluatie is er niet meer."))
    return found


def _create(case: Case, viewer: Viewer, now: datetime, **values: object) -> Evaluation:
    shared = stamp(case, viewer, now, category=DataCategory.PLAN_GOALS)
    return Evaluation.objects.create(**shared, **in_round(case), **values)
