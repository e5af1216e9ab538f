"""What a meeting itself says: its question, what data is shared for, how it ended. Of the law of the meeting."""

from __future__ import annotations

from dataclasses import dataclass

from cases.reads import CaseAtMeeting
from cases.terms import Compartment
from meetings.models import Meeting
from privacy.law import DataCategory


@dataclass(frozen=True)
class Words:
    """The words of a meeting that this viewer may read; of the question and the purposes else those of the case."""

    question: str
    purposes: str
    last_round: str
    absent_told_by: str


def words_of(case: CaseAtMeeting, meeting: Meeting | None) -> Words:
    """The words of this meeting, or what a new one starts from.

    Where two are kept apart, each table has a question of its own: that of the case may be in the words of the other.
    """
    question = "" if case.kept_apart else case.question
    if meeting is None or (DataCategory.REQUEST_VISION, Compartment(meeting.law)) not in case.within:
        return Words(question, case.purposes, "", "")
    return Words(
        question=meeting.question or question,
        purposes=meeting.purpose_text or case.purposes,
        last_round=meeting.last_round,
        absent_told_by=meeting.absent_told_by,
    )
