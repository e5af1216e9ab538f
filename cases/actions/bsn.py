"""Keeping a citizen service number: by who needs it to establish who somebody is, on a ground that names it.

It is a purpose of its own: the action is judged by who may see the number, not by who works on the case. Messages never
hold the number, nor whose it is. Source: domain.md 6.8; Wmo 5.2.9, Jeugdwet 7.2, Wabb 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.dutch.bsn import TEST_RANGE, read_bsn
from cases.actions.locked import authorise, locked_case
from cases.actions.refusals import NotPossible
from cases.models import Case, HouseholdMember, PersonBsn
from cases.reads.bsn import lies_elsewhere
from cases.reads.scope import CaseNotFound
from cases.record_terms import BsnSource
from cases.standing import ESTABLISHES_WHO
from privacy import bsn
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.legal_bases import CATALOGUE
from privacy.viewer import SYSTEM, Viewer

BATCH = 500
TAKEN = gettext_lazy(
    "Dit nummer kan niet bij deze persoon staan. Kijk het na. Klopt het? Vraag dan de functionaris gegevensbescherming."
)


@dataclass(frozen=True)
class NewBsn:
    """A number as it was typed, where it comes from, and the law by which it is kept. Shows itself to nobody."""

    number: str
    source: BsnSource
    ground: str

    def __repr__(self) -> str:
        return "NewBsn(...)"


@entrance
@transaction.atomic
def record_bsn(*, viewer: Viewer, reference: str, person_id: UUID, entered: NewBsn, now: datetime) -> None:
    """Keeps the number of somebody in this case, in place of the one that was there."""
    case = _case(viewer, reference, person_id, now)
    number = checked(entered.number)
    if entered.ground not in CATALOGUE or not CATALOGUE[entered.ground].carries_bsn:
        raise NotPossible(_("Kies een wet die het burgerservicenummer noemt."), field="ground")
    columns = {
        "source": entered.source,
        "ground": entered.ground,
        "entered_by_id": viewer.user_id,
        "entered_at": now,
    }
    _keep(case, person_id, number, columns)


@entrance
@transaction.atomic
def remove_bsn(*, viewer: Viewer, reference: str, person_id: UUID, now: datetime) -> None:
    """Forgets the number of somebody in this case."""
    _case(viewer, reference, person_id, now)
    PersonBsn.objects.filter(person=person_id).delete()


@entrance
def rotate_bsn_keys(*, viewer: Viewer) -> int:
    """Writes one batch that another key closed again with the present one; returns how many. Zero: all are done.

    Each batch in a transaction of its own, so that it can be stopped at any moment and goes on where it was.
    """
    if viewer is not SYSTEM:
        raise ValueError("the keys are turned by the installation, not by somebody")
    return _close_again()


@transaction.atomic
def _close_again() -> int:
    old = PersonBsn.objects.exclude(key_version=bsn.version()).order_by("key_version", "person")
    rows = list(old.select_for_update(skip_locked=True)[:BATCH])
    for row in rows:
        number = bsn.open_(row.sealed, person_id=row.person_id)
        row.sealed, row.key_version = bsn.close(number, person_id=row.person_id), bsn.version()
        row.finder = bsn.marks(number, municipality_id=row.municipality_id)[0]
    PersonBsn.objects.bulk_update(rows, ["sealed", "finder", "key_version"])
    return len(rows)


def checked(typed: str) -> str:
    """The nine digits. Numbers for trying are for where one tries, and no others are."""
    number = read_bsn(typed)
    if number is None:
        raise NotPossible(_("Dit is geen burgerservicenummer. Kijk de negen cijfers na."), field="bsn")
    if number.startswith(TEST_RANGE) and not settings.BSN_TEST_NUMBERS:
        raise NotPossible(_("Dit is een testnummer. Het hoort bij niemand."), field="bsn")
    if settings.BSN_TEST_NUMBERS and not number.startswith(TEST_RANGE):
        words = _("Typ hier geen echt nummer. Hier werken alleen testnummers: die beginnen met 9999.")
        raise NotPossible(words, field="bsn")
    return number


def _case(viewer: Viewer, reference: str, person_id: UUID, now: datetime) -> Case:
    case, standing = locked_case(viewer, Purpose.IDENTIFICATION, reference, now)
    authorise(standing, ESTABLISHES_WHO)
    if not HouseholdMember.objects.filter(case=case, person=person_id).exists():
        raise CaseNotFound(reference)
    row = PersonBsn.objects.filter(person=person_id).first()
    if row and lies_elsewhere(case, row, viewer):
        raise NotPossible(_("Dit nummer is in een andere casus vastgelegd. Daar wordt het gewijzigd of weggehaald."))
    return case


def _keep(case: Case, person_id: UUID, number: str, columns: dict[str, object]) -> None:
    """Whoever has this number already may be somebody this viewer knows nothing of: so the refusal names nobody."""
    marks = bsn.marks(number, municipality_id=case.municipality_id)
    closed = {"municipality_id": case.municipality_id} | {
        "sealed": bsn.close(number, person_id=person_id),
        "finder": marks[0],
        "key_version": bsn.version(),
    }
    others = PersonBsn.objects.filter(municipality=case.municipality_id, finder__in=marks)
    try:
        with transaction.atomic():
            if others.exclude(person=person_id).exists():
                raise IntegrityError
            PersonBsn.objects.update_or_create(person_id=person_id, defaults=columns | closed)
    except IntegrityError as exc:
        raise NotPossible(str(TAKEN), field="bsn") from exc
