"""The minutes: made from what happened, edited in versions, shared as one copy for each, and confirmed.

A version that was shared stays as it was: whoever corrects, makes the next one. Only a name is erased in it, as
anywhere (cases.actions.naming). What goes to whom says meetings.recipients, on the moment of sharing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases import actions as cases
from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import MinutesSection, MinutesStatus, StatementWords
from cases.reads import who_reads_along
from cases.standing import AT_TABLE
from meetings.actions.made import Line, edited, lines_of, own_words, whom_to_call
from meetings.actions.seated import Seated, looked_up
from meetings.actions.unnamed import Roles, called_as, in_roles, owners_in, unnamed
from meetings.admission import most_guarded
from meetings.models import Meeting, Minutes, MinutesCopy, MinutesEntry, Participant
from meetings.reads.admitted import about as about_of
from meetings.reads.facts import held_at
from meetings.reads.received import recipients_of
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Viewer


@dataclass(frozen=True)
class NewEntry:
    """What is added by hand. topic: what it belongs to."""

    section: MinutesSection
    text: str
    topic: UUID | None = None


@dataclass(frozen=True)
class OwnStatement:
    """What a resident wants to stand with the minutes. readers: the seats it is for; none: whoever may receive it."""

    person: UUID
    words: StatementWords
    text: str
    readers: Collection[UUID] = ()


@entrance
@transaction.atomic
def draft_minutes(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> UUID:
    """The first version, made from what happened. When there are minutes already, those are the ones to edit."""
    at = _writing(viewer, reference, meeting_id, now)
    latest = _latest(at.meeting)
    if latest:
        return latest.pk
    return _version(at, None, lines_of(at)).pk


@entrance
@transaction.atomic
def save_minutes(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    number: int,
    texts: dict[UUID, str],
    now: datetime,
    added: Collection[NewEntry] = (),
) -> UUID:
    """Another version: the texts as they were typed, what was emptied left out. Nothing changed: the same version.

    number: the version that was on the screen. Changed when somebody else saved one since.
    """
    at, latest, entries = _edited(viewer, reference, meeting_id, number, now)
    new = [_added(at, one) for one in added if one.text.strip()]
    if not new and all(_typed(entry, texts) == entry.text for entry in entries):
        return latest.pk
    own = own_words(at)
    kept = [edited(entry, _typed(entry, texts), own) for entry in entries]
    return _version(at, latest, [*(line for line in kept if line.text), *new]).pk


@entrance
@transaction.atomic
def add_statement(
    *, viewer: Viewer, reference: str, meeting_id: UUID, number: int, statement: OwnStatement, now: datetime
) -> UUID:
    """Another version, with what a resident says about this one. It goes with each copy that may have it.

    Nobody changes it afterwards: it can be taken back, and told anew (domain.md 6.7).
    """
    at, latest, entries = _edited(viewer, reference, meeting_id, number, now)
    name = at.at_table.people.get(statement.person)
    if name is None:
        raise NotPossible(_("Kies iemand van deze casus."), field="person")
    if not statement.text.strip():
        raise NotPossible(_("Schrijf op wat de inwoner wil zeggen."), field="statement")
    if set(statement.readers) - set(at.meeting.participants.values_list("pk", flat=True)):
        raise NotPossible(_("Kies mensen die voor dit overleg zijn uitgenodigd."), field="readers")
    line = Line(
        MinutesSection.STATEMENT,
        statement.text.strip(),
        DataCategory.REQUEST_VISION,
        at.at_table.law,
        (statement.person,),
        now,
        said_by=_told_by(name, statement.words, number, viewer),
        readers=tuple(statement.readers),
    )
    return _version(at, latest, [*(Line.of(entry, entry.text) for entry in entries), line]).pk


@entrance
@transaction.atomic
def renew_minutes(*, viewer: Viewer, reference: str, meeting_id: UUID, number: int, now: datetime) -> UUID:
    """Another version that says the same: for a party that sends somebody else since it was shared (ADR 18)."""
    at, latest, entries = _edited(viewer, reference, meeting_id, number, now)
    if latest.status is MinutesStatus.DRAFT:
        raise NotPossible(_("Deze versie is nog niet gedeeld. Deel haar."))
    return _version(at, latest, [Line.of(entry, entry.text) for entry in entries]).pk


@entrance
@transaction.atomic
def share_with_each(*, viewer: Viewer, reference: str, meeting_id: UUID, number: int, now: datetime) -> None:
    """Shares a version: everybody with a seat gets a copy with what that person heard and may receive. By who directs.

    Whoever shares, releases what it says: the first of the two keys, in the copies.
    """
    at = looked_up(viewer, reference, meeting_id, now)
    latest = _latest(at.meeting)
    if latest is None or latest.number != number:
        raise cases.Changed
    if latest.status is not MinutesStatus.DRAFT:
        raise NotPossible(_("Deze versie is al gedeeld. Verbeter het verslag en deel die versie."))
    seats = list(
        at.meeting.participants.select_related("party__contact", "party__organisation").order_by("position", "made_at")
    )
    entries = list(latest.entries.filter(copy=None).order_by("position", "pk"))
    reading = who_reads_along(case_id=at.at_table.case_id, now=now)
    left_out = recipients_of(at.meeting, seats, entries, at.at_table.kept_apart, reading, now)
    owners, to_call, ready = owners_in(at, entries), whom_to_call(at), dict[UUID, UUID]()
    for seat in seats:
        for_seat = [entry for entry in entries if not left_out[seat.pk][entry.pk]]
        copy = _copy(at, latest, seat, for_seat, unnamed(at, seat, seats, owners, to_call))
        if copy.user_id and for_seat:
            ready[copy.user_id] = copy.pk
    cases.tell_of_minutes(viewer=viewer, case_id=at.at_table.case_id, meeting_id=at.meeting.pk, copies=ready, now=now)
    latest.status, latest.shared_at = MinutesStatus.SHARED, now
    latest.save(update_fields=["status", "shared_at"])
    at.meeting.minutes_shared_at = at.meeting.minutes_shared_at or now
    at.report()


@entrance
@transaction.atomic
def confirm_minutes(*, viewer: Viewer, reference: str, meeting_id: UUID, number: int, now: datetime) -> None:
    """The table says that this is how it was (R-MDO-9)."""
    at = looked_up(viewer, reference, meeting_id, now)
    latest = _latest(at.meeting)
    if latest is None or latest.number != number:
        raise cases.Changed
    if latest.status is not MinutesStatus.SHARED:
        raise NotPossible(_("Deel het verslag eerst. Daarna kan de tafel het bevestigen."))
    latest.status, latest.confirmed_at = MinutesStatus.CONFIRMED, now
    latest.save(update_fields=["status", "confirmed_at"])
    at.report()


def _writing(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The closed meeting for who writes its minutes: who directs, or the minute taker. Else NotAuthorised."""
    at = looked_up(viewer, reference, meeting_id, now, by=AT_TABLE)
    if not at.writes_for_all:
        raise NotAuthorised
    if at.meeting.closed_at is None:
        raise NotPossible(_("Sluit eerst het overleg. Daarna maakt u het verslag."))
    return at


def _edited(
    viewer: Viewer, reference: str, meeting_id: UUID, number: int, now: datetime
) -> tuple[Seated, Minutes, list[MinutesEntry]]:
    """The version that was on the screen, to make the next one from. Changed when somebody else did since."""
    at = _writing(viewer, reference, meeting_id, now)
    latest = _latest(at.meeting)
    if latest is None:
        raise NotPossible(_("Er is nog geen verslag. Maak het eerst."))
    if latest.number != number:
        raise cases.Changed
    return at, latest, list(latest.entries.filter(copy=None).order_by("position", "pk"))


def _typed(entry: MinutesEntry, texts: dict[UUID, str]) -> str:
    """What was made of an entry. Somebody's own words stand as they are, or are taken back."""
    typed = texts.get(entry.pk, entry.text).strip()
    return entry.text if typed and entry.section is MinutesSection.STATEMENT else typed


def _told_by(name: str, words: StatementWords, number: int, viewer: Viewer) -> str:
    """Whose statement it is, in whose words, about which version, and who wrote it down."""
    by = User.objects.values_list("name", flat=True).get(pk=viewer.user_id)
    said = _("%(name)s, %(words)s, bij versie %(number)s. Vastgelegd door %(by)s.")
    return (said % {"name": name, "words": words.label, "number": number, "by": by})[:200]


def _latest(meeting: Meeting) -> Minutes | None:
    return meeting.minutes.order_by("-number").first()


def _version(at: Seated, before: Minutes | None, lines: Collection[Line]) -> Minutes:
    """A version with its entries. The one before stays as it was."""
    columns = at.at_table.stamp(at.viewer, at.now, category=DataCategory.MINUTES)
    number = before.number + 1 if before else 1
    version = Minutes.objects.create(**columns, meeting=at.meeting, number=number)
    MinutesEntry.objects.bulk_create(
        MinutesEntry(**_stamp(at, line), **line.columns(), minutes=version, position=place)
        for place, line in enumerate(sorted(lines, key=Line.place))
    )
    at.report()
    return version


def _stamp(at: Seated, line: Line) -> dict[str, object]:
    columns = at.at_table.stamp(at.viewer, at.now, category=line.category, about=line.about)
    return columns | {"law": line.law}


def _added(at: Seated, new: NewEntry) -> Line:
    """What is added by hand: of its topic, or of the meeting as a whole."""
    topic = at.meeting.topics.filter(pk=new.topic).first() if new.topic else None
    about: Collection[UUID]
    if topic:
        law, category, about = topic.law, most_guarded(about_of(topic).categories), tuple(topic.about)
    else:
        law, category, about = at.at_table.law, DataCategory.MINUTES, at.at_table.household
    said_at = (topic.ended_at if topic else None) or at.meeting.closed_at or at.now
    return Line(new.section, new.text.strip(), category, law, about, said_at, topic.pk if topic else None)


def _copy(
    at: Seated, minutes: Minutes, seat: Participant, entries: Collection[MinutesEntry], roles: Roles | None
) -> MinutesCopy:
    """What this recipient gets. roles: how who said something is called there, instead of by name; None: by name."""
    copy = MinutesCopy.objects.create(
        case_id=at.at_table.case_id,
        minutes=minutes,
        participant=seat,
        user_id=seat.party.contact_id if seat.party else None,
        person_id=seat.person_id,
        name=seat.name,
        kind=at.meeting.kind,
        number=minutes.number,
        planned_at=held_at(at.meeting),
        made_at=at.now,
    )
    released = {"released_at": at.now, "released_by": at.viewer.user_id}
    MinutesEntry.objects.bulk_create(
        MinutesEntry(
            **_stamp(at, Line.of(entry, entry.text)) | released,
            **Line.of(entry, words).columns() | {"said_by": called_as(entry.said_by, roles)},
            minutes=minutes,
            copy=copy,
            of=entry.pk,
            position=entry.position,
        )
        for entry in entries
        if (words := in_roles(entry, roles))
    )
    return copy
