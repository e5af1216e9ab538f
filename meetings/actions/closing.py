"""The end of a meeting: who keeps the overview and said yes, breaking off, and sharing the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import AgendaPoint, MinutesStatus
from meetings.actions.agenda import leave_topic
from meetings.actions.apart import refuse_kept_apart
from meetings.actions.rooms import go_from, sit_down
from meetings.actions.seated import Seated, looked_up, running, seated
from meetings.models import Meeting, Minutes
from meetings.phases import CLOSES_IN, Phase
from meetings.reads.facts import is_present
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Origin, Viewer


@dataclass(frozen=True)
class Ending:
    """How a meeting ends. last_round: what the table answered when asked once more whether the picture is right.

    next_at: when it meets again; absent_told_by: who tells whoever was not there.
    """

    last_round: str = ""
    next_at: datetime | None = None
    absent_told_by: str = ""


@entrance
@transaction.atomic
def ask_overview(
    *, viewer: Viewer, reference: str, meeting_id: UUID, overview: cases.Overview, ending: Ending, now: datetime
) -> None:
    """Asks a colleague the question of R-HAT-4, who answers on the own device. The meeting stays open until then."""
    at = running(viewer, reference, meeting_id, now)
    cases.ask_overview(viewer=viewer, reference=reference, overview=overview, now=now)
    _write_down(at, ending)
    at.report()


@entrance
@transaction.atomic
def close_meeting(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    overview: cases.Overview,
    now: datetime,
    ending: Ending = Ending(),
    covered: tuple[AgendaPoint, ...] | None = None,
) -> None:
    """Closes the meeting with who keeps the overview. No closing without a yes (R-MDO-7), for every meeting.

    covered: the agenda points that were really treated; None: those whose topic began.
    """
    at = running(viewer, reference, meeting_id, now)
    asked_from = at.meeting.opened_at
    cases.agree_on_overview(viewer=viewer, reference=reference, overview=overview, now=now, since=asked_from)
    if viewer.origin is not Origin.IMPORT:  # a case file may be silent on how a meeting went and ended
        _refuse_too_early(at)
        _check(at, ending)
    _write_down(at, ending)
    treated = covered if covered is not None else _treated(at)
    at.meeting.covers = sorted({str(point) for point in treated})
    leave_topic(at)
    go_from(at)
    at.meeting.on_wall = None
    at.meeting.closed_at, at.meeting.phase, at.meeting.turn = now, Phase.CLOSED, None
    at.report()


def _refuse_too_early(at: Seated) -> None:
    if at.meeting.phase is not CLOSES_IN:
        words = _("U bent nog bij de %(phase)s. Ga verder tot het besluit, of breek het overleg af: dan blijft alles.")
        raise NotPossible(words % {"phase": at.meeting.phase.label.lower()})


def _check(at: Seated, ending: Ending) -> None:
    if not ending.last_round.strip():
        raise NotPossible(_("Vraag nog een keer: klopt het beeld? Schrijf op wat de tafel zei."), field="last_round")
    absent = any(not is_present(seat) for seat in at.meeting.participants.all())
    if absent and not ending.absent_told_by.strip():
        raise NotPossible(_("Spreek af wie het vertelt aan wie er niet was."), field="absent_told_by")
    if ending.next_at and ending.next_at <= at.now:
        raise NotPossible(_("Kies een moment dat nog komt."), field="next_at")


def _write_down(at: Seated, ending: Ending) -> None:
    if ending.last_round.strip():
        at.meeting.last_round = ending.last_round.strip()
    at.meeting.next_at = ending.next_at
    at.meeting.absent_told_by = ending.absent_told_by.strip()


def _treated(at: Seated) -> list[str]:
    """The points whose topic began: what was planned and not talked about, is for the next meeting."""
    begun = at.meeting.topics.filter(started_at__isnull=False).exclude(point="")
    return [str(point) for point in begun.values_list("point", flat=True)]


@entrance
@transaction.atomic
def break_off(*, viewer: Viewer, reference: str, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Stops for now. All is kept, and the meeting can be resumed."""
    at = running(viewer, reference, meeting_id, now)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom het overleg stopt."), field="reason")
    at.meeting.broken_off_at, at.meeting.broken_off_reason = now, reason
    at.meeting.on_wall = None
    go_from(at)
    at.report()


@entrance
@transaction.atomic
def resume_meeting(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """Goes on with a meeting that was broken off."""
    at = seated(viewer, reference, meeting_id, now)
    if at.meeting.broken_off_at is None:
        raise NotPossible(_("Dit overleg is niet afgebroken. U kunt gewoon verder."))
    if Meeting.objects.filter(
        case=at.at_table.case_id, opened_at__isnull=False, closed_at=None, broken_off_at=None
    ).exists():
        raise NotPossible(_("Er loopt al een ander overleg over deze casus. Sluit dat eerst."))
    refuse_kept_apart(at)  # it may have been agreed meanwhile
    if at.meeting.clock_since:
        # Meanwhile nobody talked; a phase that began meanwhile, by the answer to a new fact, begins now.
        at.meeting.clock_since += now - max(at.meeting.clock_since, at.meeting.broken_off_at)
    at.meeting.broken_off_at, at.meeting.broken_off_reason = None, ""
    sit_down(at)
    at.report()


@entrance
@transaction.atomic
def share_minutes(*, viewer: Viewer, reference: str, meeting_id: UUID, text: str, now: datetime) -> None:
    """Takes over from a case file that the minutes were shared, as one text and not in copies. For the import.

    Another text makes a new version; the earlier one stays as it was.
    """
    if viewer.origin is not Origin.IMPORT:
        raise NotAuthorised
    at = looked_up(viewer, reference, meeting_id, now)
    if at.meeting.closed_at is None:
        raise NotPossible(_("Sluit eerst het overleg. Daarna deelt u het verslag."))
    latest = at.meeting.minutes.order_by("-number").first()
    if latest and latest.text == text:
        return
    Minutes.objects.create(
        **at.at_table.stamp(viewer, now, category=DataCategory.MINUTES),
        meeting=at.meeting,
        number=latest.number + 1 if latest else 1,  # not their count: an earlier version may have been erased
        status=MinutesStatus.SHARED,
        text=text,
        shared_at=now,
    )
    at.meeting.minutes_shared_at = at.meeting.minutes_shared_at or now
    at.report()
