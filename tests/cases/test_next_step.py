"""The card "Volgende stap": what goes first for who directs the process."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions, reads
from cases.actions import Words
from cases.models import Case, MeetingReport, StagnationSignal
from cases.stappenplan import Step
from cases.terms import SignalBy
from privacy import gate
from privacy.law import Purpose
from tests.cases.doing import Doer
from tests.cases.following import case_at
from tests.cases.ready import ready_in

FIRST = "Roep het overleg bij elkaar"


def shell(cast, now, who="pia_directs_process"):
    viewer = cast.viewer(who)
    return reads.open_case(viewer=viewer, purpose=Purpose.DIRECTION, reference="C-9", now=now).shell


def signal(cast, now, who="cas_directs_case", **words):
    """A while after whatever meeting there was."""
    now += timedelta(minutes=1)
    viewer = cast.viewer(who)
    return actions.raise_signal(viewer=viewer, reference="C-9", text="Het stokt", now=now, **words)


def ids(moves):
    return [move.id for move in moves]


def test_without_a_signal_a_ready_step_goes_first(cast, now):
    ready_in(Step.MONITORING, cast, now)
    card = shell(cast, now).next
    assert (card.must_convene, card.forward.id, ids(card.others)) == (False, "T23", ["T24"])
    assert ids(card.returns) == ["T21", "T22"]


def test_the_case_directors_signal_puts_convening_before_every_other_step(client, cast, now):
    """E02: in any case a meeting, also off schedule. Evaluating or scaling down is not what was asked."""
    ready_in(Step.MONITORING, cast, now)
    signal(cast, now)
    card = shell(cast, now).next
    assert (card.must_convene, card.forward.id, ids(card.others)) == (True, "T21", ["T22", "T23", "T24"])
    assert (card.forward.is_ready, ids(card.returns)) == (True, [])
    client.force_login(cast["pia_directs_process"])
    page = client.get(reverse("cases:case", args=["C-9"])).content.decode()
    card = page[page.index('id="next-step"') :].split("</section>")[0]
    assert FIRST in card
    assert "Dit gaat voor" in card
    assert card.index(reverse("cases:step", args=["C-9", "T21"])) < card.index(
        reverse("cases:step", args=["C-9", "T22"])
    )
    assert "Volgende stap" not in card


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("wim_takes_part", {}),
        ("pia_directs_process", {"by": SignalBy.RESIDENT, "raised_for": "Saar"}),
    ],
)
def test_a_signal_of_somebody_else_asks_for_an_answer_and_obliges_to_no_meeting(cast, now, who, words):
    ready_in(Step.MONITORING, cast, now)
    signal(cast, now, who, **words)
    card = shell(cast, now).next
    assert (card.must_convene, card.forward.id) == (False, "T23")
    assert [line.guard for line in card.others[0].lines if line.state == "missing"] == ["G28"]


def test_away_from_monitoring_the_meeting_itself_goes_first_and_the_steps_after_it(client, cast, now):
    case_at(Step.EVALUATION, cast, now)
    signal(cast, now)
    assert shell(cast, now).next.must_convene
    client.force_login(cast["pia_directs_process"])
    page = client.get(reverse("cases:case", args=["C-9"])).content.decode()
    card = page[page.index('id="next-step"') :].split("</section>")[0]
    assert card.index(reverse("meetings:prepare", args=["C-9"])) < card.index(
        reverse("cases:step", args=["C-9", "T29"])
    )
    for move_id in ("T28", "T29", "T30", "T32", "W01"):
        assert reverse("cases:step", args=["C-9", move_id]) in card


def test_once_the_table_met_or_the_signal_is_answered_the_ordinary_step_is_back(cast, now):
    ready_in(Step.MONITORING, cast, now)
    signal(cast, now)
    doer = Doer(cast, "C-9", now + timedelta(hours=1))
    doer.table(since=doer.now)
    assert not shell(cast, doer.now).next.must_convene
    assert shell(cast, doer.now).signals == 1
    doer.mend_g28(None)
    assert shell(cast, doer.now).signals == 0


def test_convening_itself_answers_the_signal(cast, now):
    ready_in(Step.MONITORING, cast, now)
    signal(cast, now)
    viewer = cast.viewer("pia_directs_process")
    actions.take_step(viewer=viewer, reference="C-9", move_id="T21", words=Words(), now=now)
    assert not shell(cast, now).next.must_convene


def test_only_who_directs_is_told_to_convene_and_a_closed_case_asks_for_nothing(cast, now):
    case_at(Step.TRIAGE, cast, now)
    signal(cast, now)
    assert not shell(cast, now, "tara_triages").next.must_convene
    assert shell(cast, now).next.must_convene
    assert shell(cast, now, "cas_directs_case").next is None
    case_at(Step.CLOSED, cast, now, "C-10")
    with gate.opened():
        StagnationSignal.objects.update(case=Case.objects.get(reference="C-10"))
    viewer = cast.viewer("tara_triages")
    closed = reads.open_case(viewer=viewer, purpose=Purpose.DIRECTION, reference="C-10", now=now)
    assert not closed.shell.next.must_convene


def test_a_meeting_that_never_came_to_be_does_not_stand_before_the_one_that_runs(cast, now):
    """G06 and G07 are about the table that sits, not about an earlier date that passed."""
    ready_in(Step.INVITATION, cast, now)
    with gate.opened():
        running = MeetingReport.objects.get(closed_at=None)
        forgotten = {"meeting_id": running.case_id, "case": running.case, "cycle": 1, "kind": running.kind}
        MeetingReport.objects.create(**forgotten, planned_at=now - timedelta(days=3))
    assert shell(cast, now).next.forward.is_ready


def test_a_director_reads_in_triage_what_the_step_of_triage_still_needs(cast, client, now):
    case_at(Step.TRIAGE, cast, now)
    client.force_login(cast["pia_directs_process"])
    page = client.get(reverse("cases:case", args=["C-9"])).content.decode()
    assert "De triagist zet deze stap." in page
    assert "Vertel ten minste één partij wat de procesregisseur doet." in page
    assert "Deze casus is afgesloten" not in page
    assert "Zet de stap:" not in page
