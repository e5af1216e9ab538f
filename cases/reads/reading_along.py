"""Who said yes to whom: that somebody reads what is also about oneself. For the papers of a meeting.

The rule itself: cases.reading_along. A yes is one of the consents of the case, judged by the same matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Consent, ConsentAnswer, HouseholdMember
from cases.reading_along import ReadingAlong
from cases.reads.consent_cover import holding
from cases.reads.representation import birth, concerned, judge
from privacy.birthdays import Band, Birth, bands_on
from privacy.gate import entrance

YOUNG = {Band.UNDER_12, Band.FROM_12}


@dataclass(frozen=True)
class ReadingYes:
    """A yes of which the answer was recorded. lacks: why it is no consent yet; empty when it holds."""

    id: UUID
    about: UUID
    reader: UUID
    given_on: date | None
    lacks: str


@dataclass(frozen=True)
class ReadingYeses:
    """What holds, every yes to reading along that was recorded and did not end, and how the people are called."""

    reading: ReadingAlong
    yeses: tuple[ReadingYes, ...]
    names: tuple[tuple[UUID, str], ...]

    def name_of(self, person: UUID) -> str:
        """Whoever is not in the case any more is nobody to name."""
        return dict(self.names).get(person, _("iemand die hier niet meer bij hoort"))


@entrance
@transaction.atomic
def who_reads_along(*, case_id: UUID, now: datetime) -> ReadingAlong:
    """What holds now of who may read what is also about another."""
    pairs = Consent.objects.filter(holding(now), case=case_id, reader__isnull=False).values_list("person", "reader")
    return ReadingAlong(_under_16(_members(case_id), now), frozenset(pairs))


@entrance
@transaction.atomic
def yeses_to_reading(*, case_id: UUID, now: datetime) -> ReadingYeses:
    """The same for the page where a yes is asked and taken back. For who directs, who sees all of these people."""
    kept = Consent.objects.filter(case=case_id, reader__isnull=False, refused_on=None, withdrawn_at=None)
    rows = list(kept.annotate(holds=ExpressionWrapper(holding(now), output_field=BooleanField())).order_by("made_at"))
    waiting = [row for row in rows if row.given_on is None]
    lacks = _why_not_yet(Case.objects.get(pk=case_id), waiting, timezone.localdate(now)) if waiting else {}
    members = _members(case_id)
    held = ((row.person_id, row.reader_id) for row in rows if row.reader_id and _holds(row))
    shown = (row for row in rows if _holds(row) or row.pk in lacks)
    return ReadingYeses(
        ReadingAlong(_under_16(members, now), frozenset(held)),
        tuple(
            ReadingYes(row.pk, row.person_id, row.reader_id, row.given_on, lacks.get(row.pk, ""))
            for row in shown
            if row.reader_id
        ),
        tuple((one.person_id, one.person.name) for one in members),
    )


def _members(case_id: UUID) -> list[HouseholdMember]:
    """Also who left: what is about them stays about them."""
    return list(HouseholdMember.objects.filter(case=case_id).select_related("person").order_by("pk"))


def _under_16(members: list[HouseholdMember], now: datetime) -> frozenset[UUID]:
    today = timezone.localdate(now)
    return frozenset(one.person_id for one in members if is_surely_young(birth(one.person), today))


def _holds(row: Consent) -> bool:
    return bool(row.holds)  # type: ignore[attr-defined]


def is_surely_young(born: Birth | None, today: date) -> bool:
    """Under 16, whichever day of a told age is the birthday. Nothing is known: no."""
    return born is not None and set(bands_on(born, today)) <= YOUNG


def _why_not_yet(case: Case, waiting: Sequence[Consent], today: date) -> dict[UUID, str]:
    known = concerned(case, [row.person_id for row in waiting])
    answers: dict[UUID, list[ConsentAnswer]] = {row.pk: [] for row in waiting}
    for answer in ConsentAnswer.objects.filter(consent__in=waiting).order_by("answered_on", "made_at"):
        answers[answer.consent_id].append(answer)
    return {row.pk: judge(row, known[row.person_id], answers[row.pk], today).lacks for row in waiting}
