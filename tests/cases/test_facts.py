"""Looking up the facts: where the database has an opinion of its own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cases.meeting_terms import MeetingKind
from cases.models import Case, MeetingReport
from cases.reads.facts import facts_of
from privacy import gate


@pytest.mark.parametrize(
    ("covers", "covered"),
    [([], ""), ([[]], ""), ([["a", "b", "c"], ["c", "d"], []], "abcd"), ([["d"], ["a", "b"]], "abd")],
)
def test_what_closed_meetings_covered_counts_together_however_much_each_covered(cast, now, covers, covered):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        for number, points in enumerate(covers):
            at = now + timedelta(hours=number)
            MeetingReport.objects.create(
                meeting_id=uuid4(),
                case=case,
                cycle=1,
                kind=MeetingKind.MDO,
                planned_at=at,
                opened_at=at,
                closed_at=at,
                covers=points,
            )
        assert facts_of(case, now=now).covered == frozenset(covered)
