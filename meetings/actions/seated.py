"""How every action of a meeting begins and ends: its case locked, the meeting found, and the report to the case.

Always the case before the meeting, so that two actions cannot wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import CaseAtTable
from cases.standing import AT_TABLE, DIRECTOR
from meetings.admission import sits_elsewhere
from meetings.models import Meeting, Participant
from meetings.reads.admitted import people_of
from meetings.reads.facts import facts_of
from meetings.reads.own_seat import seat_of
from privacy.law import Purpose, Relation
from privacy.viewer import Origin, Viewer


@dataclass(frozen=True)
class Seated:
    """A meeting that may be changed now, with what it may know of its case. The model stays inside the room.

    mine: the seat of this viewer, who may sit there without directing. The household is that of this table; elsewhere:
    who of it has a table apart from somebody who sits here.
    """

    meeting: Meeting
    at_table: CaseAtTable
    viewer: Viewer
    now: datetime
    mine: Participant | None = None
    elsewhere: tuple[UUID, ...] = ()

    @property
    def writes_for_all(self) -> bool:
        """Who directs writes down what anybody says; who takes the minutes does, as long as that one may read them."""
        takes_minutes = self.meeting.minute_taker_id == self.viewer.user_id and self.at_table.sees_minutes
        return self.at_table.directs or takes_minutes

    def report(self) -> None:
        """Saves the meeting and tells the case what it has to know of it.

        A case file may be silent on minutes: then nobody waits for those of a meeting long ago.
        """
        self.meeting.changed_at = self.now
        self.meeting.version += 1
        self.meeting.save()
        imports = self.viewer.origin is Origin.IMPORT  # a case file may be silent on who of the household took part
        everybody = (*self.at_table.household, *self.elsewhere)
        facts = facts_of(self.meeting, self.at_table.since, () if imports else everybody)
        if imports and self.meeting.closed_at:
            facts = replace(facts, invitations=())
        cases.report_meeting(
            viewer=self.viewer,
            reference=self.at_table.reference,
            facts=facts,
            now=self.now,
            by=self.at_table.by,
            purpose=self.at_table.purpose,
        )

    def seat(self, seat_id: UUID) -> Participant:
        """A seat at this very table, or NotPossible."""
        seat = self.meeting.participants.filter(pk=seat_id).first()
        if seat is None:
            raise cases.NotPossible(
                _("Deze plaats aan tafel is er niet meer. Vernieuw de pagina, en kies iemand die er nu zit.")
            )
        return seat


def looked_up(
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    now: datetime,
    *,
    by: tuple[Relation, ...] = DIRECTOR,
    purpose: Purpose = Purpose.DIRECTION,
) -> Seated:
    """The meeting under the lock of its case, open or closed. A meeting of another case is not there."""
    known = cases.seat_at_case(viewer=viewer, reference=reference, now=now, by=by, purpose=purpose)
    meeting = Meeting.objects.filter(pk=meeting_id, case=known.case_id).first()
    if meeting is None:
        raise cases.NotPossible(_("Dit overleg is er niet meer. Ga terug naar de overleggen van deze casus."))
    return of_its_day(meeting, known, viewer, now)


def of_its_day(meeting: Meeting, known: CaseAtTable, viewer: Viewer, now: datetime) -> Seated:
    """The meeting with the household of its own day: who left before it is not at that table, who left after it was."""
    return as_seated(Seated(meeting, known.on(timezone.localdate(meeting.planned_at)), viewer, now))


def as_seated(at: Seated) -> Seated:
    """The same, by who has a seat now: what this table says is not about whom somebody who sits there must not meet."""
    if not at.at_table.kept_apart:
        return at
    everybody = (*at.at_table.household, *at.elsewhere)
    away = sits_elsewhere(everybody, people_of(at.meeting.participants.all()), at.at_table.kept_apart)
    household = tuple(one for one in everybody if one not in away)
    return replace(at, at_table=replace(at.at_table, household=household), elsewhere=tuple(away))


def seated(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The same, for what cannot be done any more when the meeting is closed."""
    return _open(looked_up(viewer, reference, meeting_id, now))


def running(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The same, for what can only be done at the table: the meeting must be open."""
    return _at_the_table(seated(viewer, reference, meeting_id, now))


def at_table(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime, purpose: Purpose) -> Seated:
    """The same for who sits there: who directs, who takes the minutes, or whom a party sends. Else NotAuthorised."""
    found = looked_up(viewer, reference, meeting_id, now, by=AT_TABLE, purpose=purpose)
    found = replace(found, mine=seat_of(found.meeting, viewer.user_id))
    if found.mine is None and not found.writes_for_all:
        raise cases.NotAuthorised
    return _at_the_table(_open(found))


def following(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime, purpose: Purpose) -> Seated:
    """The same for who follows it, with or without a seat: what the case itself asks of them, the case judges."""
    return _at_the_table(_open(looked_up(viewer, reference, meeting_id, now, by=AT_TABLE, purpose=purpose)))


def _open(found: Seated) -> Seated:
    if found.meeting.closed_at:
        said = _("Dit overleg is gesloten. U kunt er niets meer aan wijzigen. Verbeter het verslag, of plan een nieuw.")
        raise cases.NotPossible(said)
    return found


def _at_the_table(found: Seated) -> Seated:
    if found.meeting.opened_at is None:
        raise cases.NotPossible(_("Open eerst het overleg."))
    if found.meeting.broken_off_at:
        raise cases.NotPossible(_("Dit overleg is afgebroken. Hervat het eerst."))
    return found
