"""Eight simultaneous clicks: one of them is served, the others hear in plain Dutch that it was done already."""

from functools import partial

import pytest

from cases import actions, hats
from cases.actions import NewHat, NotPossible, Words
from cases.hats import Hat
from cases.models import Case, HatPeriod, StepTransition
from cases.reads import drift
from cases.stappenplan import BY_ID, Step
from outbox.models import Message
from privacy import gate
from tests.cases.at_once import at_once
from tests.cases.following import case_at
from tests.cases.ready import ready_for

EIGHT = (
    "bert_stands_nowhere",
    "ina_inquires",
    "dirk_decides",
    "jo_coaches",
    "tara_triages",
    "wim_takes_part",
    "fem_stewards",
    "tess_manages_here",
)
BACK = Words(reason="Er kwamen nieuwe feiten op tafel.")


def served(outcomes, refusal):
    """What the one who was served got. All others were refused with these words."""
    refused = [str(outcome) for outcome in outcomes if isinstance(outcome, NotPossible)]
    assert refused == [refusal] * (len(outcomes) - 1)
    return next(outcome for outcome in outcomes if not isinstance(outcome, NotPossible))


def steps_of(reference="C-9"):
    with gate.opened():
        case = Case.objects.get(reference=reference)
        made = list(StepTransition.objects.filter(case=case).order_by("number").values_list("number", "move"))
    return case, made


def click(cast, now, move_id, words=BACK, **seen):
    return partial(
        actions.take_step,
        viewer=cast.viewer("pia_directs_process"),
        reference="C-9",
        move_id=move_id,
        words=words,
        now=now,
        **seen,
    )


def test_an_old_page_makes_no_step(cast, now):
    """The second of two clicks, and a page on which somebody else was quicker."""
    ready_for(BY_ID["T12"], cast, now)
    click(cast, now, "T12", seen=0)()
    for move_id in ("T12", "T10"):
        with pytest.raises(NotPossible, match="staat intussen in een andere stap"):
            click(cast, now, move_id, seen=0)()
    click(cast, now, "T10", seen=1)()
    assert steps_of()[1] == [(1, "T12"), (2, "T10")]


@pytest.mark.parametrize(
    ("seen", "refusal"),
    [
        ({}, "Deze stap past niet bij waar de casus nu staat."),
        ({"seen": 0}, "Deze casus staat intussen in een andere stap. Bekijk de pagina opnieuw."),
    ],
)
def test_eight_clicks_on_one_step_make_one_step_and_tell_it_once(committed_cast, now, seen, refusal):
    ready_for(BY_ID["T08"], committed_cast, now)
    served(at_once(*[click(committed_cast, now, "T08", **seen)] * 8), refusal)
    case, made = steps_of()
    assert (case.step, case.steps_made, made) == (Step.PERSPECTIVE, 1, [(1, "T08")])
    assert Message.objects.filter(topic="cases.step_made").count() == 1
    assert drift(now=now) == ()


def test_eight_clicks_on_a_step_that_leads_round_count_one_round(committed_cast, now):
    """T28 leads away and back again within reach of itself; the page that asked says which step it was."""
    ready_for(BY_ID["T21"], committed_cast, now)
    served(at_once(*[click(committed_cast, now, "T21")] * 8), "Deze stap past niet bij waar de casus nu staat.")
    case, made = steps_of()
    assert (case.cycle_number, made) == (2, [(1, "T21")])


def test_two_ways_chosen_at_once_are_one_way(committed_cast, now):
    """Four people go back to the picture and four to the perspective: no step is made on a case that moved on."""
    case_at(Step.SOLUTIONS, committed_cast, now)
    clicks = [click(committed_cast, now, move_id, seen=0) for move_id in ("T14", "T15") for _ in range(4)]
    served(at_once(*clicks), "Deze casus staat intussen in een andere stap. Bekijk de pagina opnieuw.")
    case, made = steps_of()
    assert made == [(1, "T14")] or made == [(1, "T15")]
    assert case.step == BY_ID[made[0][1]].target
    assert Message.objects.filter(topic="cases.step_made").count() == 1


def test_without_a_page_each_step_is_judged_by_where_the_case_is_by_then(committed_cast, now):
    """T15 leads to where T12 begins: the second waits for the first, and is then a step of its own or refused."""
    case_at(Step.SOLUTIONS, committed_cast, now)
    clicks = [click(committed_cast, now, move_id) for move_id in ("T15", "T12") for _ in range(4)]
    outcomes = at_once(*clicks)
    case, made = steps_of()
    assert made in ([(1, "T15")], [(1, "T15"), (2, "T12")])
    assert outcomes.count(None) == len(made) == case.steps_made
    assert case.step == BY_ID[made[-1][1]].target


@pytest.mark.parametrize(
    ("worn", "refusal"),
    [
        (hats.CASE_DIRECTION, "Iemand houdt al het overzicht over dit plan. Laat die de pet eerst overdragen."),
        (
            hats.MUNICIPAL,
            "Er is al een procesregisseur in deze casus. De teamleider kan een ander aanwijzen.",
        ),
    ],
)
def test_eight_people_who_put_on_one_hat_at_once_are_one_wearer(committed_cast, now, worn, refusal):
    cast = committed_cast
    case_at(Step.TRIAGE, cast, now)
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-9").delete()
    wearers = EIGHT if worn is hats.CASE_DIRECTION else (*EIGHT[:5], "pia_directs_process", "omar_directs_elsewhere")
    deeds = [
        partial(
            actions.put_on_hat,
            viewer=cast.viewer("tara_triages"),
            reference="C-9",
            hat=NewHat(worn=worn, reason="Nodig", wearer=cast[name].pk, hours="4 uur", paid_by="Gemeente"),
            now=now,
        )
        for name in wearers
    ]
    hat_id = served(at_once(*deeds), refusal)
    with gate.opened():
        assert [period.pk for period in HatPeriod.objects.filter(case__reference="C-9", hat=worn.hat)] == [hat_id]
    assert Hat(worn.hat) in (Hat.CASE_DIRECTION, Hat.PROCESS_DIRECTION)
    assert drift(now=now) == ()
