"""
Wording the texts about the method for one's own municipality: add, change, move, remove, and back to the default.

The first change copies the default, so that the rest stays as it was. Every action takes the version that was seen:
when somebody changed the same part meanwhile nothing is overwritten. These texts are about nobody: no case, no lock on
one.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from cases.actions.refusals import Changed, NotAuthorised, NotPossible
from cases.method import Part, Text
from cases.models import MethodText, MethodTextChange
from cases.organisation_terms import TextChange
from cases.reads.method_texts import may_edit
from privacy.viewer import Viewer

MOST = 50  # texts in one part


@transaction.atomic
def add_method_text(*, viewer: Viewer, part: Part, text: Text, version: int, now: datetime) -> None:
    """Adds a text at the end of a part."""
    rows = _open(viewer, part, version)
    _check(part, text)
    if len(rows) >= MOST:
        raise NotPossible(_("Er staan al %(most)s teksten. Haal er eerst een weg.") % {"most": MOST})
    rows.append(_row(viewer, part, text, len(rows) + 1, now))
    _close(viewer, part, rows, TextChange.ADDED, text.heading, now)


@transaction.atomic
def change_method_text(*, viewer: Viewer, part: Part, position: int, text: Text, version: int, now: datetime) -> None:
    """Words one text anew."""
    rows = _open(viewer, part, version)
    row = _at(rows, position)
    _check(part, text)
    row.heading, row.body, row.changed_by_id, row.changed_at = text.heading, text.body, viewer.user_id, now
    _close(viewer, part, rows, TextChange.CHANGED, text.heading, now)


@transaction.atomic
def move_method_text(*, viewer: Viewer, part: Part, position: int, to: int, version: int, now: datetime) -> None:
    """Gives one text another place; what stood between moves up or down."""
    rows = _open(viewer, part, version)
    row = _at(rows, position)
    _at(rows, to)
    rows.remove(row)
    rows.insert(to - 1, row)
    _close(viewer, part, rows, TextChange.MOVED, row.heading, now)


@transaction.atomic
def remove_method_text(*, viewer: Viewer, part: Part, position: int, version: int, now: datetime) -> None:
    """Takes one text away. The last one stays: a part without texts would be the default again."""
    rows = _open(viewer, part, version)
    row = _at(rows, position)
    if len(rows) == 1:
        raise NotPossible(_("Dit is de laatste tekst. Wijzig haar, of zet de standaardtekst terug."))
    rows.remove(row)
    if row.pk:
        row.delete()
    _close(viewer, part, rows, TextChange.REMOVED, row.heading, now)


@transaction.atomic
def restore_method_texts(*, viewer: Viewer, part: Part, version: int, now: datetime) -> None:
    """Back to the default: what the municipality itself wrote in this part is gone."""
    _open(viewer, part, version)
    MethodText.objects.filter(municipality=viewer.municipality_id, part=part.code).delete()
    _note(viewer, part, TextChange.RESTORED, "", now)


def _open(viewer: Viewer, part: Part, version: int) -> list[MethodText]:
    """The texts of a part to work on, in order; of the default the copies, not saved yet. Locks the municipality."""
    if not may_edit(viewer):
        raise NotAuthorised
    municipality = _municipality(viewer)
    Organisation.objects.select_for_update(no_key=True).filter(pk=municipality).values_list("pk").first()
    mine = {"municipality_id": municipality, "part": part.code}
    if MethodTextChange.objects.filter(**mine).count() != version:
        raise Changed
    own = list(MethodText.objects.filter(**mine).order_by("position"))
    return own or [
        MethodText(**mine, position=n, heading=text.heading, body=text.body)
        for n, text in enumerate(part.default, start=1)
    ]


def _at(rows: list[MethodText], position: int) -> MethodText:
    if not 1 <= position <= len(rows):
        raise NotPossible(_("Deze tekst is er niet meer."))
    return rows[position - 1]


def _municipality(viewer: Viewer) -> UUID:
    """The municipality whose words these are. Who works for none words nothing."""
    if viewer.municipality_id is None:
        raise NotAuthorised
    return viewer.municipality_id


def _check(part: Part, text: Text) -> None:
    if not text.heading.strip():
        raise NotPossible(_("Schrijf een kop boven de tekst."), field="heading")
    if part.body_required and not text.body.strip():
        raise NotPossible(_("Schrijf ook de tekst zelf."), field="body")


def _row(viewer: Viewer, part: Part, text: Text, position: int, now: datetime) -> MethodText:
    return MethodText(
        municipality_id=_municipality(viewer),
        part=part.code,
        position=position,
        heading=text.heading,
        body=text.body,
        changed_by_id=viewer.user_id,
        changed_at=now,
    )


def _close(viewer: Viewer, part: Part, rows: list[MethodText], kind: TextChange, heading: str, now: datetime) -> None:
    """Saves every text at its new place, and notes who did it."""
    for position, row in enumerate(rows, start=1):
        row.position = position
        row.save()
    _note(viewer, part, kind, heading, now)


def _note(viewer: Viewer, part: Part, kind: TextChange, heading: str, now: datetime) -> None:
    MethodTextChange.objects.create(
        municipality_id=_municipality(viewer),
        part=part.code,
        kind=kind,
        heading=heading,
        by_id=viewer.user_id,
        at=now,
    )
