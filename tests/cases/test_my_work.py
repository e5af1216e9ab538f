"""My work: every thing that asks something once, with the reason why now, and where it is done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions, reads
from cases.actions import FirstStory, NewReport, worklist
from cases.hats import Hat
from cases.models import (
    Case,
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    MonitoringAgreement,
    PlanAction,
    Scenario,
    StagnationSignal,
    Task,
)
from cases.reads import Group
from cases.record_terms import ContactKind, TaskKind
from cases.stappenplan import Step
from cases.terms import ActionStatus, ReportedBy, ScenarioCode, SignalBy
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import ReadLog
from tests.cases.following import case_at
from tests.cast import ROLES, SECRETS, case_in

QUERIES = 8 + 3  # eight of the page; three for session, account and what waits
HUUR = SECRETS[DataCategory.PLAN_ACTIONS]


@pytest.fixture
def c1(cast):
    with gate.opened():
        return Case.objects.get(reference="C-1")


def work(cast, now, name="pia_directs_process"):
    return reads.my_work(viewer=cast.viewer(name), purpose=Purpose.DIRECTION, now=now)


def titles(cast, now, name="pia_directs_process"):
    return [row.title for row in work(cast, now, name).rows]


def row_with(cast, now, words, name="pia_directs_process"):
    (row,) = (row for row in work(cast, now, name).rows if words in row.title)
    return row


def following_case(cast, now):
    """A plan that is followed, with a round of calls every four weeks. Returns what its items share."""
    case = case_at(Step.MONITORING, cast, now)["case_id"]
    made = {"case_id": case, "category": DataCategory.PLAN_ACTIONS, "made_at": now, "changed_at": now}
    with gate.opened():
        MonitoringAgreement.objects.create(
            **made,
            cycle=1,
            confirmed_cycle=1,
            needed=True,
            next_review_on=timezone.localdate(now) + timedelta(days=90),
            interval_days=28,
        )
    return made


def give_action(cast, name, **changes):
    with gate.opened():
        PlanAction.objects.filter(pk=cast.ids["action_id"]).update(
            owner=cast[name], owner_name=cast[name].name, **changes
        )


class TestActions:
    def test_what_i_am_asked_waits_for_my_answer(self, cast, now):
        give_action(cast, "cas_directs_case", due_on=timezone.localdate(now) + timedelta(days=60))
        row = row_with(cast, now, HUUR, "cas_directs_case")
        assert (row.title, row.group) == (f"Zeg of u dit doet: {HUUR}", Group.WEEK)
        assert (row.url_name, row.names, row.hat) == ("cases:plan", "Noor", Hat.CASE_DIRECTION)

    @pytest.mark.parametrize(
        ("days", "group"),
        [(-1, Group.LATE), (0, Group.TODAY), (1, Group.WEEK), (7, Group.WEEK), (8, Group.LATER), (400, Group.LATER)],
    )
    def test_what_i_do_stands_by_its_date_with_the_reason(self, cast, now, days, group):
        today = work(cast, now).today
        due = today + timedelta(days=days)
        give_action(cast, "cas_directs_case", status=ActionStatus.ACCEPTED, due_on=due)
        row = row_with(cast, now, HUUR, "cas_directs_case")
        assert (row.group, row.due.day) == (group, due)
        assert bool(row.reason) is (group is Group.LATE)

    def test_what_another_did_not_answer_waits_with_who_directs(self, cast, now):
        row = row_with(cast, now, HUUR)
        assert row.is_waiting
        assert row.title.startswith("karim receives zei nog geen ja of nee")

    def test_who_does_not_direct_does_not_wait_for_others(self, cast, now):
        assert all(HUUR not in title for title in titles(cast, now, "dirk_decides"))

    @pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.DECLINED, ActionStatus.DROPPED])
    def test_what_is_over_asks_nothing(self, cast, now, status):
        give_action(cast, "cas_directs_case", status=status)
        assert all(HUUR not in title for title in titles(cast, now, "cas_directs_case"))

    def test_plan_b_is_kept_ready_and_a_plan_a_that_stopped_is_gone(self, cast, now):
        give_action(cast, "cas_directs_case", status=ActionStatus.ACCEPTED)
        with gate.opened():
            Scenario.objects.filter(pk=cast.ids["scenario_id"]).update(code=ScenarioCode.B, name="Geen match")
        assert row_with(cast, now, HUUR, "cas_directs_case").reason == "Alleen als plan B ingaat."
        with gate.opened():
            first = Scenario.objects.get(pk=cast.ids["scenario_id"])
            Scenario.objects.filter(pk=first.pk).update(code=ScenarioCode.A)
            made = {"case_id": first.case_id, "category": first.category, "made_at": now, "changed_at": now}
            rounds = {"cycle": 1, "confirmed_cycle": 1}
            Scenario.objects.create(
                **made, **rounds, plan_id=first.plan_id, code=ScenarioCode.B, name="B", is_active=True
            )
        assert all(HUUR not in title for title in titles(cast, now, "cas_directs_case"))

    def test_a_long_action_is_shown_short(self, cast, now):
        give_action(cast, "cas_directs_case", status=ActionStatus.ACCEPTED, what="woord " * 200)
        row = row_with(cast, now, "woord", "cas_directs_case")
        assert len(row.title) < 170


class TestTasksSignalsAndHats:
    def test_a_task_says_what_and_why(self, cast, c1, now):
        with gate.opened():
            Task.objects.create(
                case=c1,
                kind=TaskKind.RECONVENE,
                assignee=cast["pia_directs_process"],
                due_on=timezone.localdate(now) + timedelta(days=3),
                made_at=now,
            )
        row = row_with(cast, now, "Roep het overleg bij elkaar")
        assert (row.group, row.url_name) == (Group.WEEK, "cases:monitoring")
        assert row.reason == "De casusregisseur geeft aan dat het stokt."

    def test_a_signal_is_asked_once_with_its_task_or_without(self, cast, c1, now):
        made = {"made_at": now, "changed_at": now, "raised_at": now, "due_on": timezone.localdate(now)}
        with gate.opened():
            signal = StagnationSignal.objects.create(
                **made, case=c1, category=DataCategory.OPINIONS_PROFESSIONAL, by=SignalBy.RESIDENT, text="Het stokt"
            )
        assert sum("signaal" in title for title in titles(cast, now)) == 1
        with gate.opened():
            Task.objects.create(
                case=c1,
                kind=TaskKind.WEIGH_SIGNAL,
                assignee=cast["pia_directs_process"],
                subject=signal.pk,
                due_on=timezone.localdate(now),
                made_at=now,
            )
        assert sum("signaal" in title for title in titles(cast, now)) == 1

    def test_a_task_about_a_case_that_went_to_somebody_else_is_gone(self, cast, now):
        with gate.opened():
            elsewhere = Case.objects.get(reference="C-2")
            Task.objects.create(
                case=elsewhere,
                kind=TaskKind.TELL_PARTIES,
                assignee=cast["pia_directs_process"],
                due_on=timezone.localdate(now),
                made_at=now,
            )
        assert all(row.reference == "C-1" for row in work(cast, now).rows)

    def test_a_hat_that_runs_out_is_said_in_time(self, cast, c1, now):
        with gate.opened():
            HatPeriod.objects.filter(case=c1, wearer=cast["ina_inquires"]).update(
                hat=Hat.ASSISTANCE, expected_until=timezone.localdate(now) - timedelta(days=2)
            )
        row = row_with(cast, now, "hulpverlening", "ina_inquires")
        assert (row.group, row.reason) == (Group.LATE, "De verwachte einddatum is voorbij.")
        (hat,) = work(cast, now, "ina_inquires").hats
        assert (hat.warning, hat.names) == ("De einddatum is voorbij", "Noor")

    def test_who_is_asked_to_take_over_sees_the_question_and_nothing_of_the_case(self, client, cast, now):
        pia, bert = cast.viewer("pia_directs_process"), cast["bert_stands_nowhere"]
        with gate.opened():
            hat = HatPeriod.objects.get(case__reference="C-1", hat=Hat.CASE_DIRECTION)
        to = actions.Receiver(user=bert.pk)
        actions.ask_handover(viewer=pia, reference="C-1", hat_id=hat.pk, to=to, note="Neem jij het?", now=now)
        (row,) = work(cast, now, "bert_stands_nowhere").rows
        assert (row.title, row.names, row.step) == ("Neem een pet over, of zeg nee", "", "")
        client.force_login(bert)
        page = client.get(reverse("home")).content.decode()
        assert reverse("cases:handover", args=["C-1", hat.pk]) in page
        waiting = row_with(cast, now, "casusregie", "cas_directs_case")
        assert waiting.is_waiting
        assert "bert" in waiting.title


class TestWhatACaseAsks:
    def test_a_quiet_case_asks_who_directs_it_for_the_next_step(self, cast, now):
        later = now + timedelta(days=20)
        row = row_with(cast, later, "Zet de volgende stap")
        assert (row.group, row.reason) == (Group.LATE, "Er gebeurde 20 dagen niets.")
        assert "Zet de volgende stap" not in titles(cast, later, "cas_directs_case")

    def test_a_meeting_that_is_planned_is_prepared(self, cast, c1, now):
        with gate.opened():
            MeetingReport.objects.create(
                meeting_id=uuid4(), case=c1, cycle=1, kind="mdo", planned_at=now + timedelta(days=3)
            )
        assert row_with(cast, now, "Bereid het overleg voor").url_name == "meetings:prepare"
        assert "Zet de volgende stap" not in titles(cast, now)

    def test_a_review_and_a_pause(self, cast, c1, now):
        made = {"case": c1, "category": DataCategory.PLAN_ACTIONS, "made_at": now, "changed_at": now}
        with gate.opened():
            MonitoringAgreement.objects.create(
                **made,
                cycle=1,
                confirmed_cycle=1,
                needed=True,
                next_review_on=timezone.localdate(now) + timedelta(days=2),
                interval_days=42,
            )
        assert "Kijk samen terug op het plan" not in titles(cast, now)  # not yet: the case stands at the analysis
        with gate.opened():
            CasePause.objects.create(case=c1, reason="vakantie", resume_on=timezone.localdate(now), paused_at=now)
        assert row_with(cast, now, "staat stil").url_name == "cases:monitoring"

    def test_the_round_of_calls_waits_for_the_process_director_since_the_last_one(self, cast, now):
        made = following_case(cast, now)
        assert row_with(cast, now, "Bel rond").due.day == timezone.localdate(now) + timedelta(days=28)
        assert not any("Bel rond" in title for title in titles(cast, now, "cas_directs_case"))
        later = now + timedelta(days=20)
        with gate.opened():
            Contact.objects.create(**made, kind=ContactKind.PULSE, with_whom="Cas", contacted_at=later)
        assert row_with(cast, later, "Bel rond").due.day == timezone.localdate(later) + timedelta(days=28)

    def test_what_another_is_late_with_is_told_to_who_directs_once(self, cast, now):
        case = case_at(Step.ANALYSIS, cast, now)["case_id"]
        yesterday = timezone.localdate(now) - timedelta(days=1)
        assert "Kijk wat in deze casus te laat is" not in titles(cast, now)
        with gate.opened():
            Case.objects.filter(pk=case).update(due_on=yesterday)
            signal = {"made_at": now, "changed_at": now, "category": DataCategory.OPINIONS_PROFESSIONAL}
            MeetingReport.objects.create(meeting_id=uuid4(), case_id=case, cycle=1, kind="mdo", planned_at=now)
        assert row_with(cast, now, "Kijk wat in deze casus te laat is").group is Group.LATE
        with gate.opened():
            StagnationSignal.objects.create(
                **signal, case_id=case, text="Het stokt.", by=SignalBy.RESIDENT, raised_at=now, due_on=yesterday
            )
        assert "Kijk wat in deze casus te laat is" not in titles(cast, now)

    def test_who_reported_waits_for_triage(self, cast, now):
        story = FirstStory(NewReport(ReportedBy.RESIDENT), "Ik wil rust.")
        bert = cast.viewer("bert_stands_nowhere")
        actions.report_case(viewer=bert, story=story, now=now, key=uuid4())
        assert row_with(cast, now, "Triage kijkt naar uw melding", "bert_stands_nowhere").is_waiting

    def test_the_cases_of_the_whole_municipality_are_no_work_of_the_triagist(self, cast, now):
        story = FirstStory(NewReport(ReportedBy.RESIDENT), "Ik wil rust.")
        actions.report_case(viewer=cast.viewer("bert_stands_nowhere"), story=story, now=now, key=uuid4())
        page = work(cast, now, "tara_triages")
        assert (page.rows, page.triage) == ((), "1")
        assert work(cast, now).triage is None


def test_each_row_leads_to_a_page_that_is_there(cast):
    names = {"cases:plan", "cases:hats", "cases:monitoring", "cases:question", "cases:case", "meetings:prepare"}
    assert all(reverse(name, args=["C-1"]) for name in names | {"cases:sharing"})


def test_one_line_in_the_log_for_the_whole_page(cast, now):
    work(cast, now)
    line = ReadLog.objects.get(action="my_work")
    assert line.case_ids == [cast.ids["case_id"]]
    assert line.categories == ["identity_contact", "plan_actions", "progress"]


class TestTheStartPage:
    @pytest.mark.parametrize("name", ROLES)
    def test_opens_for_everyone_with_something_to_do_or_how_to_begin(self, client, cast, name):
        client.force_login(cast[name])
        answer = client.get(reverse("home"))
        assert answer.status_code == 200
        assert client.post(reverse("home")).status_code == 405

    @pytest.mark.parametrize(
        ("name", "says", "not_this"),
        [
            ("pia_directs_process", "Mijn werk", "Hoe de casussen ervoor staan"),
            ("tara_triages", "Wacht op triage", "Hoe de casussen ervoor staan"),
            ("tess_manages_here", "Hoe de casussen ervoor staan", "Mijn petten"),
            ("ger_protects_data", "Toezicht", "Mijn petten"),
            ("ada_administers", "Organisaties en teams", "Mijn petten"),
            ("fem_stewards", "Teksten over de methode", "Accounts"),
        ],
    )
    def test_each_function_gets_its_own_blocks(self, client, cast, name, says, not_this):
        client.force_login(cast[name])
        page = client.get(reverse("home")).content.decode()
        assert says in page
        assert not_this not in page

    def test_the_chips_show_what_is_mine_or_what_waits(self, client, cast):
        client.force_login(cast["pia_directs_process"])
        waiting, mine = (client.get(reverse("home"), {"toon": show}).content.decode() for show in ("wacht", "aan-zet"))
        assert HUUR in waiting
        assert HUUR not in mine
        assert "Zet de volgende stap" in mine
        assert "U wacht 1" in mine

    @pytest.mark.parametrize("name", ["pia_directs_process", "tara_triages", "tess_manages_here"])
    def test_costs_few_queries_however_much_there_is(self, client, cast, c1, now, name, django_assert_max_num_queries):
        with gate.opened():
            action = PlanAction.objects.get(pk=cast.ids["action_id"])
            for number in range(20):
                action.pk, action.what = uuid4(), f"Actie {number}"
                action.owner = cast["cas_directs_case"]
                action.save(force_insert=True)
                Task.objects.create(
                    case=c1,
                    kind=TaskKind.TELL_RECIPIENT,
                    assignee=cast["pia_directs_process"],
                    subject=uuid4(),
                    due_on=timezone.localdate(now),
                    made_at=now,
                )
        client.force_login(cast[name])
        client.get(reverse("home"))  # the first page after signing in writes down when that was
        with django_assert_max_num_queries(QUERIES):
            client.get(reverse("home"))


def test_a_closed_case_asks_nothing(cast, now):
    """Cas still wears the fourth hat in a case that closed."""
    with gate.opened():
        case = case_in(Step.CLOSED, now)
        HatPeriod.objects.create(
            case=case, wearer=cast["cas_directs_case"], hat=Hat.CASE_DIRECTION, put_on_at=now, accepted_at=now
        )
        worklist.refresh(case, now)
    assert {hat.reference for hat in work(cast, now, "cas_directs_case").hats} == {"C-1"}
