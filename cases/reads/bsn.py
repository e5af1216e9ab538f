"""
The citizen service number: whether one is kept, the number itself for one moment, and who has it.

Looked at for a purpose of its own (identification), so that no other page of the case carries it. The number comes out
in one answer to a POST with a ground, and that is a line in the read log. Source: domain.md 6.8.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.dutch.days import dutch_moment
from cases.models import Case, HouseholdMember, PersonBsn
from cases.reads import known, scope, shell
from cases.reads.finding import Found, Looked, found_in
from cases.reads.shell import CaseShell, Opened
from cases.standing import LISTENERS
from privacy import bsn
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.legal_bases import CATALOGUE
from privacy.viewer import Viewer


@dataclass(frozen=True)
class BsnPage:
    """One person. is_kept: there is a number. number: only in the answer to who asked for it, with a ground.

    lies_elsewhere: kept in another case, from which this person was brought along; here it neither opens nor ends.
    """

    shell: CaseShell
    person_id: UUID
    name: str
    is_kept: bool
    entered: str
    source: str
    ground: str
    lies_elsewhere: bool = False
    number: str = ""


@entrance
@transaction.atomic
def open_bsn(*, viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, now: datetime) -> BsnPage:
    """Whether a number is kept of this person, by whom and on what ground; never the number."""
    page, _row = _open(viewer, purpose, reference, person_id, now, "open_bsn", "")
    return page


@entrance
@transaction.atomic
def show_bsn(
    *, viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, ground: str, now: datetime
) -> BsnPage:
    """The same with the number, once. ground: of the catalogue, and one that carries the number."""
    if not CATALOGUE[ground].carries_bsn:
        raise ValueError("this ground carries no citizen service number")
    page, row = _open(viewer, purpose, reference, person_id, now, "show_bsn", ground)
    if row is None or page.lies_elsewhere:
        return page
    return replace(page, number=bsn.open_(row.sealed, person_id=person_id))


@dataclass(frozen=True)
class BsnSearchPage:
    """The page to look somebody up by number."""

    shell: CaseShell
    may_record: bool


@entrance
@transaction.atomic
def open_find_by_bsn(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> BsnSearchPage:
    """The page to look somebody up by number. CaseNotFound for who does not establish who somebody is."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_find_by_bsn", people=()
    )
    if not opened.sees(DataCategory.BSN):
        raise scope.CaseNotFound(reference)
    return BsnSearchPage(opened.shell, opened.may(LISTENERS))


@entrance
@transaction.atomic
def find_by_bsn(*, viewer: Viewer, purpose: Purpose, reference: str, number: str, now: datetime) -> Found:
    """Who has this number, among the people this viewer may know of. Somebody else's is the same as nobody's."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    if DataCategory.BSN not in verdict.data:
        raise scope.CaseNotFound(reference)
    finders = bsn.marks(number, municipality_id=case.municipality_id)
    rows = PersonBsn.objects.filter(municipality=case.municipality_id, finder__in=finders)
    people = known.people(viewer, now).filter(pk__in=rows.values("person"))
    looked = Looked(
        action="find_by_bsn", purpose=purpose, case_id=case.pk, relations=standing.relations, verdict=verdict
    )
    return found_in(people, viewer=viewer, looked=looked, now=now)


def lies_elsewhere(case: Case, row: PersonBsn, viewer: Viewer) -> bool:
    """Whether somebody else kept this number in another running case. For reads and actions among themselves."""
    return row.entered_by_id != viewer.user_id and known.was_brought_along(case, row.person_id)


def _open(
    viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, now: datetime, action: str, ground: str
) -> tuple[BsnPage, PersonBsn | None]:
    opened = shell.open_page(
        viewer=viewer,
        purpose=purpose,
        reference=reference,
        now=now,
        action=action,
        people=[person_id],
        about=ground,
    )
    member = _member(opened, person_id)
    row = PersonBsn.objects.filter(person=person_id).select_related("entered_by").first()
    return _page(opened, member, row), row


def _member(opened: Opened, person_id: UUID) -> HouseholdMember:
    member = HouseholdMember.objects.filter(case=opened.case, person=person_id).select_related("person").first()
    if member is None or not opened.sees(DataCategory.BSN):
        raise scope.CaseNotFound(opened.case.reference)
    return member


def _page(opened: Opened, member: HouseholdMember, row: PersonBsn | None) -> BsnPage:
    if row and lies_elsewhere(opened.case, row, opened.viewer):
        person = member.person
        return BsnPage(opened.shell, person.pk, person.name, True, "", "", "", lies_elsewhere=True)
    entered = ""
    if row:
        moment = dutch_moment(row.entered_at, today=opened.today)
        entered = f"{row.entered_by.name}, {moment}" if row.entered_by else moment
    return BsnPage(
        shell=opened.shell,
        person_id=member.person_id,
        name=member.person.name,
        is_kept=row is not None,
        entered=entered,
        source=row.source.label if row else "",
        ground=CATALOGUE[row.ground].article if row else "",
    )
