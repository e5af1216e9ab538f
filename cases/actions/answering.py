"""A party answers in the portal what it was asked: itself, on a ground of its own, or it says why not.

Not here: asking, and writing down what a party told by telephone (cases.actions.consulting).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import worklist
from cases.actions.items import change
from cases.actions.locked import authorise, locked_case
from cases.actions.refusals import NotPossible
from cases.models import Case, Consultation
from cases.reads.scope import open_questions
from cases.standing import SENT_BY_PARTY
from privacy import legal_bases
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def answer_question(
    *,
    viewer: Viewer,
    reference: str,
    question_id: UUID,
    answer: str,
    category: DataCategory,
    bases: Collection[str],
    now: datetime,
    version: int | None = None,
    purpose: Purpose = Purpose.COOPERATION,
) -> None:
    """What this party answers, which kind of data that is, and on what ground it may tell it.

    The ground on which was asked is the municipality's; who gives, has a ground of its own (domain.md 6.6).
    """
    case, asked = _asked(viewer, reference, question_id, now, purpose)
    if not answer.strip():
        raise NotPossible(_("Schrijf uw antwoord op."), field="answer")
    kind = asked.party.organisation.kind
    if not all(legal_bases.is_meant_for(code, kind) for code in bases):
        raise NotPossible(_("Kies een grondslag die voor uw soort organisatie is geschreven."), field="bases")
    if refusal := legal_bases.why_not(categories={category}, codes=bases):
        raise NotPossible(refusal, field="bases")
    said = {"answer": answer, "category": category, "answer_bases": list(bases)}
    _answered(case, asked, viewer, now, version, said)


@entrance
@transaction.atomic
def decline_question(
    *,
    viewer: Viewer,
    reference: str,
    question_id: UUID,
    reason: str,
    now: datetime,
    version: int | None = None,
    purpose: Purpose = Purpose.COOPERATION,
) -> None:
    """This party does not answer, and why: that it may not is an answer too."""
    case, asked = _asked(viewer, reference, question_id, now, purpose)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom u niet antwoordt."), field="reason")
    _answered(case, asked, viewer, now, version, {"declined_reason": reason})


def _asked(
    viewer: Viewer, reference: str, question_id: UUID, now: datetime, purpose: Purpose
) -> tuple[Case, Consultation]:
    """The open question to the party that sends this viewer, under the lock of its case."""
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, SENT_BY_PARTY)
    mine = open_questions().filter(case=case, pk=question_id, party__contact=viewer.user_id)
    asked = mine.select_related("party__organisation").first()
    if asked is None:
        raise NotPossible(_("Deze vraag staat niet meer open voor u."))
    return case, asked


def _answered(
    case: Case, asked: Consultation, viewer: Viewer, now: datetime, version: int | None, said: dict[str, Any]
) -> None:
    change(asked, viewer, now, version=version, answered_at=now, answered_by_id=viewer.user_id, **said)
    worklist.refresh(case, now)
