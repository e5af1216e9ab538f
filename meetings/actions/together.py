"""The round on working together: each answers on the own device, or aloud, and who chairs writes it down.

Never needed to close a meeting, and in no minutes: people say it to who chairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import Felt
from cases.standing import AT_TABLE
from meetings.actions.contributing import sent_by
from meetings.actions.seated import Seated, looked_up
from meetings.models import Participant, RoundAnswer
from meetings.phases import AT_THE_END
from meetings.reads.facts import is_present
from meetings.reads.own_seat import seat_of
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Together:
    """What one person says of working together. in_the_way: in own words, may be empty."""

    heard: Felt
    pulling: Felt
    in_the_way: str = ""


@entrance
@transaction.atomic
def answer_round(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    answer: Together,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """The own answer of who has a seat. Another answer takes its place, also of what was written down for it."""
    at = looked_up(viewer, reference, meeting_id, now, by=AT_TABLE, purpose=purpose)
    mine = seat_of(at.meeting, viewer.user_id)
    if mine is None:
        raise NotAuthorised
    _answer(at, mine, answer, aloud=False)


@entrance
@transaction.atomic
def record_round(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, answer: Together, now: datetime
) -> None:
    """What somebody said aloud, written down by who chairs. Not over what that person answered alone."""
    at = looked_up(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if RoundAnswer.objects.filter(meeting=at.meeting, participant=seat, aloud=False).exists():
        raise NotPossible(_("Diegene antwoordde zelf al. Dat antwoord blijft staan. U hoeft niets op te schrijven."))
    _answer(at, seat, answer, aloud=True)


def _answer(at: Seated, seat: Participant, answer: Together, *, aloud: bool) -> None:
    if at.meeting.opened_at is None or at.meeting.phase not in AT_THE_END:
        raise NotPossible(_("Deze ronde is voor het einde van het overleg. Doe haar als de tafel besluit."))
    if not is_present(seat):
        raise NotPossible(_("Deze ronde is voor wie aan tafel was. Kies iemand die er was."))
    about = (seat.person_id,) if seat.person_id else at.at_table.household
    stamp = at.at_table.stamp(at.viewer, at.now, category=DataCategory.WORKING_TOGETHER, about=about)
    said = {"heard": answer.heard, "pulling": answer.pulling, "in_the_way": answer.in_the_way.strip(), "aloud": aloud}
    said["sent_id"] = sent_by(seat)
    RoundAnswer.objects.update_or_create(meeting=at.meeting, participant=seat, defaults=stamp | said)
    at.report()
