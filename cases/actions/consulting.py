"""Whether a party is asked, what and on what ground, what it answered; and which expertise the question needs.

Source: S003 step 1 and S002 (AMM step 2). Not here: sharing (a decision of its own), inviting (meetings).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import worklist
from cases.actions.items import change, erase, in_round, stamp
from cases.actions.locked import case_to_change
from cases.actions.parties import party_of
from cases.actions.refusals import NotPossible
from cases.actions.telling import tell_asked
from cases.models import Case, Consultation, NeededExpertise, Party, Statement
from cases.standing import INQUIRERS
from cases.statements import Kind
from privacy import legal_bases
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Viewer

# What asking itself gives away: that this household has a question, and which.
TOLD_BY_ASKING = frozenset({DataCategory.REQUEST_VISION})
UNANSWERED: dict[str, Any] = {
    "answer": "",
    "declined_reason": "",
    "answered_at": None,
    "answered_by": None,
    "answer_bases": [],
    "category": DataCategory.SUPPORT_IN_USE,
}


@dataclass(frozen=True)
class ConsultChoice:
    """Whether this party is asked. If so: what, on what ground and why that is needed; if not: why not.

    source: where the choice comes from when nobody made it here, such as a case file.
    """

    consult: bool
    on_content: bool = False
    on_cooperation: bool = False
    question: str = ""
    bases: tuple[str, ...] = ()
    necessity: str = ""
    reason_not: str = ""
    source: str = ""


@entrance
@transaction.atomic
def decide_consultation(
    *,
    viewer: Viewer,
    reference: str,
    party_id: UUID,
    choice: ConsultChoice,
    now: datetime,
    version: int | None = None,
) -> None:
    """Decides whether a party is asked. Deciding again keeps what it answered before, as a note (G05)."""
    case = case_to_change(viewer, reference, now, INQUIRERS)
    party = party_of(case, party_id)
    _check(choice)
    values = {
        "consult": choice.consult,
        "on_content": choice.consult and choice.on_content,
        "on_cooperation": choice.consult and choice.on_cooperation,
        "question": choice.question if choice.consult else "",
        "bases": list(choice.bases) if choice.consult else [],
        "necessity": choice.necessity if choice.consult else "",
        "reason_not": "" if choice.consult else choice.reason_not,
        "source": choice.source,
    }
    existing = Consultation.objects.filter(party=party).first()
    if existing is None:
        shared = stamp(case, viewer, now, category=DataCategory.SUPPORT_IN_USE)
        Consultation.objects.create(**(shared | values), party=party)
        worklist.refresh(case, now)
        tell_asked(viewer, party.pk)
        return
    asks_anew = existing.question != values["question"]
    if asks_anew:
        _keep_answer(case, party, existing, viewer, now)
        values |= UNANSWERED
    change(existing, viewer, now, version=version, **values)
    worklist.refresh(case, now)
    if asks_anew:
        tell_asked(viewer, party.pk)


def _check(choice: ConsultChoice) -> None:
    if not choice.consult:
        if not choice.reason_not.strip():
            raise NotPossible(_("Schrijf op waarom u deze partij niet bevraagt."), field="reason_not")
        return
    if not (choice.on_content or choice.on_cooperation):
        raise NotPossible(
            _("Kies of u iets vraagt over de inhoud, over de samenwerking of over allebei."), field="about"
        )
    if not choice.question.strip():
        raise NotPossible(_("Schrijf op wat u vraagt."), field="question")
    if refusal := legal_bases.why_not(categories=TOLD_BY_ASKING, codes=choice.bases):
        raise NotPossible(refusal, field="bases")


def _keep_answer(case: Case, party: Party, asked: Consultation, viewer: Viewer, now: datetime) -> None:
    """What was answered to an earlier question stays in the file, as a note with its source."""
    if answer := asked.answer or asked.declined_reason:
        Statement.objects.create(
            **stamp(
                case,
                viewer,
                now,
                category=asked.category,
                about=asked.about,
                law=asked.law,
                source=party.organisation.name,
            ),
            kind=Kind.NOTE,
            text=f"{asked.question}\n\n{answer}",
        )


@entrance
@transaction.atomic
def record_answer(
    *,
    viewer: Viewer,
    reference: str,
    party_id: UUID,
    now: datetime,
    answer: str = "",
    declined_reason: str = "",
    category: DataCategory | None = None,
    version: int | None = None,
) -> None:
    """Records what a party answered, or why it did not. category: what kind of data the answer holds."""
    case = case_to_change(viewer, reference, now, INQUIRERS)
    asked = Consultation.objects.filter(party=party_of(case, party_id)).first()
    if asked is None or not asked.consult:
        raise NotPossible(_("U bevraagt deze partij niet. Leg eerst vast wat u vraagt en op welke grond."))
    if bool(answer.strip()) is bool(declined_reason.strip()):
        raise NotPossible(_("Schrijf het antwoord op, of waarom de partij niet antwoordt."), field="answer")
    change(
        asked,
        viewer,
        now,
        version=version,
        answer=answer,
        declined_reason=declined_reason,
        answered_at=now,
        answered_by=None,
        answer_bases=[],
        category=category or asked.category,
    )
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def name_expertise(
    *, viewer: Viewer, reference: str, what: str, now: datetime, why: str = "", party_id: UUID | None = None
) -> UUID:
    """Names which expertise the question needs, before anyone is invited. party_id: who brings it, when known."""
    case = case_to_change(viewer, reference, now, INQUIRERS)
    if not what.strip():
        raise NotPossible(_("Schrijf op welke kennis nodig is."), field="what")
    named = NeededExpertise.objects.create(
        **stamp(case, viewer, now, category=DataCategory.SUPPORT_IN_USE),
        **in_round(case),
        what=what,
        why=why,
        party=party_of(case, party_id) if party_id else None,
    )
    return named.pk


@entrance
@transaction.atomic
def fill_expertise(*, viewer: Viewer, reference: str, expertise_id: UUID, party_id: UUID | None, now: datetime) -> None:
    """Says which party brings this expertise; None: nobody yet. Confirms that it is needed in this round."""
    case = case_to_change(viewer, reference, now, INQUIRERS)
    party = party_of(case, party_id) if party_id else None
    change(_expertise(case, expertise_id), viewer, now, party=party, confirmed_cycle=case.cycle_number)


@entrance
@transaction.atomic
def remove_expertise(*, viewer: Viewer, reference: str, expertise_id: UUID, now: datetime) -> None:
    """Takes an expertise away that is not needed after all."""
    case = case_to_change(viewer, reference, now, INQUIRERS)
    erase(_expertise(case, expertise_id))


def _expertise(case: Case, expertise_id: UUID) -> NeededExpertise:
    found = NeededExpertise.objects.filter(case=case, pk=expertise_id).first()
    if found is None:
        raise NotPossible(_("Deze kennis staat niet in deze casus."), field="expertise")
    return found
