"""Looking up the facts: where the database has an opinion of its own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cases.meeting_terms import MeetingKind
from cases.models import Case, MeetingReport
from cases.reads.facts import facts_of, look_up, with_facts
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


def test_the_facts_are_of_the_case_that_is_asked_also_the_second_time(cast, now):
    with gate.opened():
        own, other = (facts_of(Case.objects.get(reference=reference), now=now) for reference in ("C-1", "C-2"))
        again = facts_of(Case.objects.get(reference="C-1"), now=now)
    assert (own.case_directors, other.case_directors) == (1, 0)
    assert again == own


def test_the_facts_of_a_case_that_is_gone_are_no_facts(cast, now):
    with gate.opened(), pytest.raises(Case.DoesNotExist):
        facts_of(Case(pk=uuid4()), now=now)


def test_the_facts_stay_behind_the_gate(cast, now):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
    with pytest.raises(gate.GateClosed):
        look_up(with_facts({}), case, hats=(), now=now)
