"""Making a sharing decision: with which party, what there is to share, which grounds fit; and releasing pieces."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction

from accounts.dutch.days import dutch_day
from accounts.models import Organisation, User
from cases.meeting_terms import IN_A_SENTENCE
from cases.models import (
    Case,
    HouseholdMember,
    MeetingReport,
    MonitoringAgreement,
    Party,
    SharingDecision,
    SharingRequest,
    Task,
    WorklistEntry,
)
from cases.reads import pieces, shell
from cases.reads.decided import NOT_REVOKED, latest
from cases.reads.pieces import PieceLine
from cases.reads.scope import CaseNotFound
from cases.reads.sharing import organisation_kind
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, Row, rows, together
from cases.record_terms import Involvement, RequestState, SharingLevel, TaskKind
from cases.standing import CASEWORK, DIRECTOR
from privacy import law
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Role
from privacy.legal_bases import LegalBasis, fitting
from privacy.months import add_months
from privacy.viewer import Viewer

MONTHS = 6  # when no review is planned


@dataclass(frozen=True)
class Starting:
    """What the form starts from: a request that is answered, or a decision that is made longer."""

    recipients: tuple[UUID, ...] = ()
    categories: tuple[DataCategory, ...] = ()
    about: tuple[UUID, ...] = ()
    giver_bases: tuple[str, ...] = ()
    receiver_bases: tuple[str, ...] = ()
    a9: str = ""
    task: str = ""
    necessity: str = ""
    subsidiarity: str = ""
    level: SharingLevel = SharingLevel.CONTENT
    begins_at: datetime | None = None
    request: UUID | None = None
    longer: UUID | None = None
    asked: str = ""


@dataclass(frozen=True)
class SharePage:
    """With this party, from these choices. pieces: everything in the case that can be shared, released or not."""

    shell: CaseShell
    organisation_id: UUID
    organisation: str
    kind: str
    kind_code: str
    from_id: UUID
    from_name: str
    receivers: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    pieces: tuple[PieceLine, ...]
    giver: tuple[LegalBasis, ...]
    receiver: tuple[LegalBasis, ...]
    until: date
    starting: Starting
    names: tuple[tuple[UUID, str], ...]  # of who wrote the pieces

    def covered_by(
        self, categories: frozenset[DataCategory], about: frozenset[UUID], only: frozenset[str]
    ) -> tuple[PieceLine, ...]:
        """The pieces that such a decision reaches, once they are released."""
        return tuple(
            piece
            for piece in self.pieces
            if piece.category in categories and _all_of(piece, about) and (not only or piece.key in only)
        )

    def left_out(self, categories: frozenset[DataCategory], about: frozenset[UUID]) -> tuple[PieceLine, ...]:
        """The pieces of these categories that stay closed, because they are also about somebody else."""
        return tuple(one for one in self.pieces if one.category in categories and not _all_of(one, about))

    def others(self, pieces: Collection[PieceLine], about: frozenset[UUID]) -> tuple[str, ...]:
        """About whom these pieces also are, beside the people that were chosen."""
        also = {str(person) for piece in pieces for person in piece.about - about}
        return tuple(name for person, name in self.people if person in also)


def _all_of(piece: PieceLine, about: frozenset[UUID]) -> bool:
    """Whether these are all whom the piece is about; one that names nobody may be about anybody."""
    return bool(piece.about) and piece.about <= about


@dataclass(frozen=True)
class TableLine:
    """A meeting at whose table something was said that stands here as a piece: which, and of which day."""

    id: UUID
    name: str


@dataclass(frozen=True)
class ReleasePage:
    """What this viewer wrote and can be shared; and, for who directs the process, what waits for others.

    tables: the meetings at which some of it was said, the latest first.
    """

    shell: CaseShell
    mine: tuple[PieceLine, ...]
    released: tuple[PieceLine, ...]
    tables: tuple[TableLine, ...]
    others: tuple[tuple[UUID, str, int], ...]
    may_ask: bool
    was_asked: bool


@entrance
@transaction.atomic
def open_share(
    *,
    viewer: Viewer,
    purpose: Purpose,
    reference: str,
    organisation_id: UUID,
    now: datetime,
    request_id: UUID | None = None,
    longer_id: UUID | None = None,
) -> SharePage:
    """The choices of a decision to share with this party, for who directs. CaseNotFound when it is no party here."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_share")
    beside = together(opened.case, **_beside(organisation_id, opened.shell.today))
    places = Organisation.objects.in_bulk([organisation_id, opened.case.municipality_id])
    place, own = places.get(organisation_id), places[opened.case.municipality_id]
    if not beside["seats"] or place is None or not place.active or not opened.may(DIRECTOR):
        raise CaseNotFound(reference)
    found = pieces.all_pieces(opened.case, opened.verdict, today=opened.shell.today)
    authors = {piece.author for piece in found if piece.author}
    return SharePage(
        shell=opened.shell,
        organisation_id=place.pk,
        organisation=place.name,
        kind=organisation_kind(place),
        kind_code=place.kind,
        from_id=own.pk,
        from_name=own.name,
        receivers=tuple(_receivers(place)),
        people=tuple((row["person"], row["name"]) for row in beside["people"]),
        pieces=found,
        giver=fitting(own.kind),
        receiver=fitting(place.kind),
        until=_until(opened, beside["reviews"]),
        starting=_starting(opened, request_id, longer_id),
        names=tuple(User.objects.filter(pk__in=authors).values_list("pk", "name")),
    )


@entrance
@transaction.atomic
def open_releasing(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> ReleasePage:
    """What can be released here by this viewer. CaseNotFound when absent, forbidden, or no place to work."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_releasing")
    if not opened.may(CASEWORK):
        raise CaseNotFound(reference)
    found = pieces.all_pieces(opened.case, opened.verdict, today=opened.shell.today)
    authors = {piece.author for piece in found if piece.author}
    there = can_release(opened.case, authors)
    directs = opened.may(DIRECTOR)
    own = [one for one in found if one.author == viewer.user_id or (directs and one.author not in there)]
    waiting = [one.author for one in found if one not in own and not one.is_released and one.author in there]
    return ReleasePage(
        shell=opened.shell,
        mine=tuple(one for one in own if not one.is_released),
        released=tuple(one for one in own if one.is_released),
        tables=_tables(own, opened.shell.today),
        others=tuple((pk, there[pk], waiting.count(pk)) for pk in dict.fromkeys(waiting) if pk) if directs else (),
        may_ask=directs,
        was_asked=_was_asked(opened),
    )


# For reads and actions among themselves.


def can_release(case: Case, authors: Collection[UUID]) -> dict[UUID, str]:
    """Of these authors, with their names, who can turn the own key: with an account, and work to do in this case.

    Not a triagist after triage, nor whose hat came off: they no longer open the case, so who directs decides. Nor whom
    a partner sends: what that one typed at a table has its key here, where only a colleague comes.
    """
    at_work = WorklistEntry.objects.filter(case=case, relation__in=CASEWORK).values("principal")
    found = User.objects.filter(pk__in=at_work, is_active=True).filter(pk__in=authors)
    here = (row for row in found.values_list("pk", "name", "role") if law.rules(Role(row[2]), Purpose.DIRECTION))
    return {pk: name for pk, name, _role in here}


def _tables(found: Collection[PieceLine], today: date) -> tuple[TableLine, ...]:
    """The meetings at which these pieces were said; nothing is looked up when none of them was."""
    wanted = {piece.said_at for piece in found if piece.said_at}
    if not wanted:
        return ()
    rows = MeetingReport.objects.filter(meeting_id__in=wanted).order_by("-planned_at", "pk")
    return tuple(
        TableLine(one.pk, f"{IN_A_SENTENCE[one.kind]}, {dutch_day(one.planned_at, today=today)}") for one in rows
    )


def _was_asked(opened: Opened) -> bool:
    tasks = Task.objects.filter(case=opened.case, kind=TaskKind.RELEASE, done_at=None)
    return bool(tasks.filter(assignee=opened.viewer.user_id).exists())


def _beside(organisation_id: UUID, today: date) -> dict[str, ArraySubquery]:
    """Whether it is a party here, about whom it can be, and when the next review is."""
    seats = Party.objects.filter(case=OF_THIS_CASE, organisation=organisation_id).exclude(
        involvement=Involvement.STOPPED
    )
    members = HouseholdMember.objects.filter(case=OF_THIS_CASE, left_on=None).order_by("in_network", "made_at", "pk")
    reviews = MonitoringAgreement.objects.filter(case=OF_THIS_CASE, next_review_on__gt=today)
    return {
        "seats": rows(seats, "pk"),
        "people": rows(members, "person", name="person__name"),
        "reviews": rows(reviews.order_by("next_review_on"), "next_review_on"),
    }


def _receivers(place: Organisation) -> list[tuple[str, str]]:
    people = User.objects.filter(organisation=place, is_active=True).order_by("name")
    return [
        (str(pk), name)
        for pk, name, role in people.values_list("pk", "name", "role")
        if law.receivable(Role(role), Purpose.COOPERATION)
    ]


def _until(opened: Opened, reviews: list[Row]) -> date:
    """The next review, or half a year: an end date is obligatory, and this one is a reason to look again."""
    today = opened.shell.today
    review = date.fromisoformat(reviews[0]["next_review_on"]) if reviews else add_months(today, MONTHS)
    return min(review, latest(today))


def _starting(opened: Opened, request_id: UUID | None, longer_id: UUID | None) -> Starting:
    if request_id:
        asked = SharingRequest.objects.filter(case=opened.case, pk=request_id, state=RequestState.OPEN)
        row = asked.select_related("asked_by").first()
        if row is None:
            return Starting()
        return Starting(
            recipients=(row.recipient_id,),
            categories=tuple(DataCategory(code) for code in row.categories),
            about=tuple(row.about),
            task=row.reason,
            request=row.pk,
            asked=f"{row.asked_by.name}: {row.reason}",
        )
    if longer_id:
        decided = SharingDecision.objects.filter(NOT_REVOKED, case=opened.case)
        before = decided.filter(pk=longer_id).first()
        return _again(before) if before else Starting()
    return Starting()


def _again(before: SharingDecision) -> Starting:
    """The same once more, from when the first ends."""
    return Starting(
        recipients=tuple(before.recipients),
        categories=tuple(DataCategory(code) for code in before.categories if code != DataCategory.PROGRESS),
        about=tuple(before.about),
        giver_bases=tuple(before.giver_bases),
        receiver_bases=tuple(before.receiver_bases),
        a9=before.special_basis,
        task=before.task,
        necessity=before.necessity,
        subsidiarity=before.subsidiarity,
        level=before.level,
        begins_at=before.valid_until,
        longer=before.pk,
    )
