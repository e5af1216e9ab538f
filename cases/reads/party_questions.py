"""What a party at the table is asked while the case is evaluated. For reads among themselves, of staff and portal.

That it answered, never with which words: an answer is a judgement of a professional, for who directs the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.dutch.days import dutch_day
from cases.models import Case, EvaluationAnswer, Party
from cases.record_terms import AnswerBy, Involvement
from cases.stappenplan import Step
from privacy.viewer import Viewer


@dataclass(frozen=True)
class PartyAsked:
    """A party whose own answer to the closing questions is asked. answered: on which day it was given."""

    party: str
    answered: str


def asked_as_party(case: Case, viewer: Viewer, today: date) -> PartyAsked | None:
    """Whether this viewer is the one whom a party of this case sends, now that it is evaluated."""
    if case.step != Step.EVALUATION:
        return None
    sent = Party.objects.filter(case=case, contact=viewer.user_id).exclude(involvement=Involvement.STOPPED)
    name = sent.order_by("made_at").values_list("organisation__name", flat=True).first()
    if name is None:
        return None
    given = EvaluationAnswer.objects.filter(
        case=case, by_kind=AnswerBy.PARTY, by_name=name, changed_by=viewer.user_id, changed_at__gte=case.step_since
    )
    at = given.order_by("-changed_at").values_list("changed_at", flat=True).first()
    return PartyAsked(name, dutch_day(at, today=today) if at else "")
