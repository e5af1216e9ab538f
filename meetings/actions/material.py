"""What a resident made to have a say: taken in on a yes, shown at the table, kept or gone after the round.

The rows go by the way of every erasure (cases.actions.keeping). Their files follow: a file without a row is removed,
and only what was committed counts as gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import TURN_OF_MATERIAL, FirstTurnKind, MaterialKind, SeatKind
from cases.reads import consents_for_extra, holding
from cases.stappenplan import Step
from meetings.actions.contributing import spoke
from meetings.actions.seated import Seated, looked_up, running, seated
from meetings.models import Material, Participant, Presence
from meetings.phases import BEFORE_THE_PICTURE
from meetings.reads.admitted import speaking_for
from meetings.uploads import NotAccepted, accepted
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Origin, Viewer

A_MOMENT = timedelta(seconds=10)  # within which the same was sent twice
OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|.*\.upload")  # of another name nothing is removed
SETTLED = timedelta(hours=1)  # a file that came in just now may belong to a row that is not committed yet


@dataclass(frozen=True)
class NewMaterial:
    """What is taken in: of which kind, on which yes, as a file, a text or both."""

    kind: MaterialKind
    consent: UUID
    text: str = ""
    file: BinaryIO | None = None


@entrance
@transaction.atomic
def add_material(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, material: NewMaterial, now: datetime
) -> UUID:
    """Takes in what a resident made, when that resident said yes to just that.

    The file is looked through and stored before anything is locked: a table that runs does not wait for it.
    """
    stored = _stored(material)
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if seat.person_id is None or seat.person_id not in at.at_table.people:
        raise NotPossible(
            _("Dit kan alleen bij iemand van het gezin of het netwerk, met een eigen plaats. Nodig die eerst uit.")
        )
    known = consents_for_extra(case_id=at.at_table.case_id, person=seat.person_id, now=now)
    if material.consent not in {one.id for one in known}:
        raise NotPossible(_("Kies het ja van de inwoner waarop dit rust. Vraag het eerst als het er niet is."))
    text = material.text.strip()
    if material.file is None and not (text and material.kind is MaterialKind.WRITTEN):
        raise NotPossible(_("Kies een bestand, of schrijf de tekst op."), field="file")
    sent = {"participant": seat, "kind": material.kind, "text": text, "size": stored.get("size", 0)}
    same = at.meeting.material.filter(**sent, made_at__gt=now - A_MOMENT)
    if twice := same.filter(made_by=viewer.user_id).first():
        return twice.pk
    columns = at.at_table.stamp(viewer, now, category=DataCategory.MEDIA, about=[seat.person_id])
    made = Material.objects.create(
        **columns,
        **stored,
        meeting=at.meeting,
        participant=seat,
        person_id=seat.person_id,
        consent_id=material.consent,
        kind=material.kind,
        text=text,
    )
    at.report()
    return made.pk


@entrance
@transaction.atomic
def keep_material(
    *, viewer: Viewer, reference: str, meeting_id: UUID, material_id: UUID, how: str, now: datetime
) -> None:
    """The resident wants it to stay after this round; that can be said after the meeting too."""
    at = looked_up(viewer, reference, meeting_id, now)
    row = _material(at, material_id)
    if not how.strip():
        raise NotPossible(_("Schrijf op hoe de inwoner dat zei."), field="how")
    row.kept_at, row.kept_how, row.changed_at, row.changed_by_id = now, how.strip(), now, viewer.user_id
    row.save()
    at.report()


@entrance
@transaction.atomic
def remove_material(*, viewer: Viewer, reference: str, meeting_id: UUID, material_id: UUID, now: datetime) -> None:
    """Takes it out of the file, and the file itself with it. With the trace of any erasure."""
    at = looked_up(viewer, reference, meeting_id, now)
    row = _material(at, material_id)
    if at.meeting.on_wall_id == row.pk:
        at.meeting.on_wall = None
    at.report()
    cases.erase_item(viewer=viewer, reference=reference, table="meetings.material", item_id=row.pk, now=now)


@entrance
@transaction.atomic
def show_material(*, viewer: Viewer, reference: str, meeting_id: UUID, material_id: UUID, now: datetime) -> None:
    """On the wall: a video is played, a drawing shown, a text read out. For its maker that is the first turn (R-MDO-1).

    Before the picture it is shown as well, and that turn is still to come. Not as long as somebody is in the room whom
    the yes does not mean.
    """
    at = running(viewer, reference, meeting_id, now)
    row = _material(at, material_id)
    if not Material.objects.filter(holding(now, "consent__"), pk=row.pk).exists():
        raise NotPossible(
            _("Het ja van de inwoner geldt niet meer. U kunt dit niet laten zien. Vraag het de inwoner opnieuw.")
        )
    if outside := _not_named(at, row):
        said = _("Dit kan nu niet. De inwoner wil dit niet laten zien aan: %(who)s. Vraag hen even de kamer uit.")
        raise NotPossible(said % {"who": ", ".join(outside)})
    at.meeting.on_wall = row
    row.shown_at = row.shown_at or now
    row.save(update_fields=["shown_at"])
    seat = at.seat(row.participant_id)
    if seat.attended and at.meeting.phase not in BEFORE_THE_PICTURE:
        spoke(at, seat, FirstTurnKind(TURN_OF_MATERIAL[row.kind]))
    at.report()


@entrance
@transaction.atomic
def hide_material(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """Off the wall again."""
    at = running(viewer, reference, meeting_id, now)
    if at.meeting.on_wall_id is not None:
        at.meeting.on_wall = None
        at.report()


@entrance
def wipe_material(*, viewer: Viewer, now: datetime) -> int:
    """Erases what may not stay: its round is over and nobody asked to keep it, or its yes does not hold any more.

    Returns how many pieces went. What is held stays. Twice is the same as once.
    """
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    over = Q(kept_at=None) & (Q(case__cycle_number__gt=F("meeting__cycle")) | Q(case__step=Step.CLOSED.value))
    ended = Q(consent__withdrawn_at__lte=now) | Q(consent__valid_until__lt=timezone.localdate(now))
    gone = Material.objects.filter(over | ended, held_at=None).order_by("case", "pk").values_list("case", "pk")
    return sum(_wipe(viewer, case, pk, now) for case, pk in gone)


@transaction.atomic
def _wipe(viewer: Viewer, case_id: UUID, material_id: UUID, now: datetime) -> bool:
    return cases.erase_ended(viewer=viewer, case_id=case_id, item=Material, item_id=material_id, now=now)


@entrance
@transaction.atomic
def remove_files(*, now: datetime) -> int:
    """Removes every file that belongs to nothing any more, once that is committed. Returns how many."""
    if not default_storage.exists(""):
        return 0  # nobody made anything yet
    _folders, names = default_storage.listdir("")
    lost = [name for name in names if default_storage.get_modified_time(name) < now - SETTLED]
    known = {str(file) for file in Material.objects.exclude(file=None).values_list("file", flat=True)}
    gone = [name for name in lost if name not in known and OURS.fullmatch(name)]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def _stored(material: NewMaterial) -> dict[str, object]:
    """The file in the store, under a name of our own."""
    if material.file is None:
        return {}
    try:
        found = accepted(material.file, material.kind)
    except NotAccepted as refused:
        raise NotPossible(_(str(refused)), field="file") from refused
    name = uuid4()
    kept = File(material.file) if found.content is None else ContentFile(found.content)
    default_storage.save(str(name), kept)
    return {"file": name, "content_type": found.content_type, "size": found.size}


def _material(at: Seated, material_id: UUID) -> Material:
    row = at.meeting.material.filter(pk=material_id).first()
    if row is None:
        raise NotPossible(_("Dit is er niet meer. Vernieuw de pagina."))
    return row


def _not_named(at: Seated, row: Material) -> list[str]:
    """Who is in the room now whom the resident did not mean with this yes."""
    now_in = Presence.objects.filter(meeting=at.meeting, topic=at.meeting.topic_id, left_at=None)
    inside = at.meeting.participants.filter(pk__in=now_in.values("participant")).exclude(pk=row.participant_id)
    return [seat.name for seat in inside.select_related("party") if not _may_look(at, row, seat)]


def _may_look(at: Seated, row: Material, seat: Participant) -> bool:
    """A party that was named, the household, and of the network whom this resident wants here. No mere name."""
    if seat.party:
        return seat.party.organisation_id in row.consent.recipients
    if seat.person_id is None or frozenset((seat.person_id, row.person_id)) in at.at_table.kept_apart:
        return False
    if seat.seat_kind is not SeatKind.NETWORK:
        return True
    speaking = speaking_for(row.case_id, [seat], at.now)
    return row.person_id in speaking.wanted_for(seat.wanted_by)
