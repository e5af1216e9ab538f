"""The order of what happened: meetings woven into the steps of a day, and content where the case stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cases.meeting_terms import MeetingKind
from cases.stappenplan import BY_ID, Step, moves_from
from regie.casefile import events as e
from regie.casefile.model import MeetingInFile, StepInFile
from regie.casefile.timetable import timetable
from regie.casefile.weave import Closes, Opens, weave
from tests.casefile.build import REFERENCE, WALKED, a_case, read

DAY = "2026-05-01"
LATER = "2026-06-01"
CONTENT = {
    "life_domains": WALKED["life_domains"],
    "perspectives": WALKED["perspectives"],
    "solutions": WALKED["solutions"],
    "scenarios": WALKED["scenarios"],
}


def steps(at: str, ids: str, by: str = "u_dir") -> list[dict[str, str]]:
    return [{"t": t, "at": at, "by": by, "note": f"bij {t}"} for t in ids.split()]


def meeting(at: str = DAY, kind: str = "mdo", **changes) -> dict:
    return {"at": at, "kind": kind, "first_round_complete": True, **changes}


def told(*course: list[dict], **changes) -> list[e.Event]:
    """The events of a case with this course."""
    case = a_case(
        WALKED, course=[step for group in course for step in group], **{"meetings": [], "hats": [], **changes}
    )
    return list(timetable(read(case), REFERENCE).events)


def story(found: list[e.Event], day: str = "") -> list[str]:
    """The events in short: the id of a step, else the name of the event."""
    return [
        event.step.t if isinstance(event, e.MakeStep) else type(event).__name__
        for event in found
        if event.at.date().isoformat().startswith(day)
    ]


START = steps("2026-01-05", "T01 T02 T05")
TO_MONITORING = [*START, *steps("2026-02-01", "T06 T08 T11 T13 T17")]

# --- Steps and meetings of one day -------------------------------------------------------------------------------


def woven(ids: str, *kinds: str) -> str:
    meetings = [MeetingInFile(at=date(2026, 5, 1), kind=MeetingKind(kind)) for kind in kinds]
    marks = weave([StepInFile(t, date(2026, 5, 1), "u_dir") for t in ids.split()], meetings)
    signs = {Opens: "(", Closes: ")"}
    return " ".join(signs.get(type(mark)) or mark.t for mark in marks)


@pytest.mark.parametrize(
    ("ids", "kinds", "order"),
    [
        ("T06 T08 T11", ["mdo"], "( T06 T08 T11 )"),
        ("T05 T06 T08", ["mdo"], "( T05 T06 T08 )"),
        ("T06 T08 T11 T13 T17", ["mdo"], "( T06 T08 T11 ) T13 T17"),
        ("T13 T17", ["mdo"], "( ) T13 T17"),
        ("T13", [], "T13"),
        ("", ["mdo"], "( )"),
        ("T01 T02 T05 T06", ["mdo"], "T01 T02 ( T05 T06 )"),
        ("T01 T03", ["mdo"], "T01 ( ) T03"),
        ("T11 T14 T08 T11 T13", ["mdo"], "( T11 T14 T08 T11 ) T13"),
        ("T13 T20 T08", ["mdo"], "( T13 T20 T08 )"),
        ("T14", ["mdo"], "( T14 )"),
        ("T19 T13 T17", ["mdo"], "( T19 ) T13 T17"),
        ("T10 T05 T06 T08", ["mdo"], "( T10 T05 T06 T08 )"),
        ("T21", ["reconvene"], "( T21 )"),
        ("T21 T08 T11 T13 T17", ["reconvene"], "( T21 T08 T11 ) T13 T17"),
        ("T22 T06 T08", ["reconvene"], "T22 ( T06 T08 )"),
        ("T22 T06 T08", ["mdo"], "T22 ( T06 T08 )"),
        ("T24", ["reconvene"], "( ) T24"),
        ("T21", ["monitoring"], "( ) T21"),
        ("T23", ["evaluation"], "( ) T23"),
        ("T23 T29", ["evaluation"], "( ) T23 T29"),
        ("T28 T11 T13", ["evaluation"], "( T28 T11 ) T13"),
        ("T26 T30", ["evaluation"], "( ) T26 T30"),
        ("T30 T31", ["evaluation"], "( ) T30 T31"),
        ("W01", ["mdo"], "( ) W01"),
        ("T18", ["mdo"], "( ) T18"),
        ("T06 T08 T11 T13", ["mdo", "mdo"], "( T06 T08 T11 ) ( ) T13"),
        ("T06 T08 T11", ["mdo", "mdo"], "( T06 T08 T11 ) ( )"),
        ("T17 T21 T08", ["mdo", "reconvene"], "( ) T17 ( T21 T08 )"),
        ("T08 T11 T13 T17 T23 T29", ["mdo", "evaluation"], "( T08 T11 ) T13 T17 ( ) T23 T29"),
    ],
)
def test_a_meeting_opens_before_the_steps_at_the_table_and_closes_before_those_that_need_it_closed(ids, kinds, order):
    assert woven(ids, *kinds) == order


# --- A whole day -------------------------------------------------------------------------------------------------


def test_a_day_goes_in_the_order_of_the_method():
    hats = [
        {"professional": "u_help", "hat": "case_direction", "put_on_at": "2026-03-01", "taken_off_at": DAY},
        {"professional": "u_dir", "hat": "monitoring", "put_on_at": DAY},
    ]
    found = told(START, steps(DAY, "T06 T08 T11 T13 T17"), hats=hats, meetings=[meeting()])
    assert story(found, DAY) == [
        "TakeOffHat",
        "PutOnHat",
        "OpenMeeting",
        "T06",
        "TakeFirstTurns",
        "RecordAnalysis",
        "T08",
        "StatePerspectives",
        "T11",
        "NameDirections",
        "CloseMeeting",
        "T13",
        "MakePlan",
        "ShareMinutes",
        "SharePlan",
        "AgreeMonitoring",
        "T17",
    ]


def test_times_go_up_within_a_day_and_a_meeting_takes_its_time():
    found = told(START, steps(DAY, "T06 T08 T11"), meetings=[meeting(duration_minutes=90)])
    times = [event.at for event in found]
    assert times == sorted(set(times))
    assert {str(time.tzinfo) for time in times} == {"Europe/Amsterdam"}
    opened = next(event.at for event in found if isinstance(event, e.OpenMeeting))
    assert next(event.at for event in found if isinstance(event, e.CloseMeeting)) == opened + timedelta(minutes=90)


def test_the_case_opens_on_its_earliest_day_also_when_a_hat_precedes_the_first_step():
    hats = [{"professional": "u_help", "hat": "inquiry", "put_on_at": "2025-12-01"}]
    found = told(START, hats=hats, current_state="invitation")
    assert story(found)[:3] == ["OpenCase", "PutOnHat", "T01"]
    assert found[0].at.date() == date(2025, 12, 1)


def test_a_case_without_any_date_opens_on_the_reference_date():
    (event,) = timetable(read(a_case()), REFERENCE).events
    assert (type(event), event.at.date()) == (e.OpenCase, REFERENCE)


def test_a_hat_that_goes_on_and_off_on_one_day_is_worn_that_day():
    hats = [{"professional": "u_help", "hat": "inquiry", "put_on_at": DAY, "taken_off_at": DAY}]
    found = told(START, steps(DAY, "T07"), hats=hats, current_state="information")
    assert story(found, DAY) == ["PutOnHat", "T07", "TakeOffHat"]


def test_a_hat_that_ends_on_the_day_of_closing_ends_in_that_step_but_the_staff_hats_before_it():
    hats = [
        {"professional": "u_help", "hat": "inquiry", "put_on_at": "2026-01-05", "taken_off_at": DAY},
        {"professional": "u_help", "hat": "case_direction", "put_on_at": "2026-01-05", "taken_off_at": DAY},
        {"professional": "u_dir", "hat": "monitoring", "put_on_at": "2026-01-05"},
    ]
    found = told(START, steps(DAY, "W01"), hats=hats, current_state="closed")
    assert story(found, DAY) == ["TakeOffHat", "W01"]
    assert [hat.hat for hat in found[-1].hats] == ["case_direction"]


# --- Returns and cycles ------------------------------------------------------------------------------------------


def test_after_a_return_to_analysis_everyone_gets_a_turn_again_in_the_same_meeting():
    found = told(START, steps(DAY, "T06 T08 T11 T14 T08 T11"), meetings=[meeting()], current_state="solutions")
    assert story(found, DAY) == [
        "OpenMeeting",
        "T06",
        "TakeFirstTurns",
        "RecordAnalysis",
        "T08",
        "StatePerspectives",
        "T11",
        "NameDirections",
        "T14",
        "TakeFirstTurns",
        "T08",
        "T11",
        "CloseMeeting",
        "ShareMinutes",
    ]


def test_a_return_at_the_end_of_the_day_is_followed_by_a_round_before_the_meeting_closes():
    found = told(START, steps(DAY, "T06 T08 T12"), meetings=[meeting()], current_state="analysis")
    assert story(found, DAY)[-4:] == ["T12", "TakeFirstTurns", "CloseMeeting", "ShareMinutes"]


def test_a_case_that_goes_back_from_the_plan_does_not_reconfirm_within_its_cycle():
    found = told(TO_MONITORING[:-1], steps(DAY, "T20 T08 T11 T13"), meetings=[meeting()], current_state="plan")
    assert story(found, DAY) == [
        "OpenMeeting",
        "T20",
        "TakeFirstTurns",
        "T08",
        "T11",
        "CloseMeeting",
        "T13",
        "ShareMinutes",
        "SharePlan",
    ]


def test_a_stagnation_signal_precedes_its_meeting_and_the_meeting_precedes_the_step():
    found = told(
        TO_MONITORING, steps(DAY, "T21"), meetings=[meeting(kind="reconvene")], current_state="analysis", cycle=2
    )
    assert story(found, DAY) == [
        "RaiseSignal",
        "OpenMeeting",
        "T21",
        "TakeFirstTurns",
        "RecordAnalysis",
        "CloseMeeting",
        "ShareMinutes",
    ]
    assert next(event.text for event in found if isinstance(event, e.RaiseSignal)) == "bij T21"


def test_a_signal_of_somebody_else_precedes_the_step_back_to_the_table():
    events = [{"e": "E02", "at": DAY, "by": "o2", "note": "het stokt"}]
    found = told(TO_MONITORING, steps(DAY, "T22"), events=events, current_state="invitation", cycle=2)
    assert story(found, DAY) == ["RecordHappening", "T22"]


@pytest.mark.parametrize(
    ("again", "reconfirmed"),
    [
        ("T21 T08 T11 T13 T17", ["RecordAnalysis", "StatePerspectives", "NameDirections", "MakePlan"]),
        ("T22 T06 T08 T11 T13 T17", ["RecordAnalysis", "StatePerspectives", "NameDirections", "MakePlan"]),
        ("T23 T28 T11 T13 T17", ["StatePerspectives", "NameDirections", "MakePlan"]),
    ],
)
def test_content_without_a_date_is_reconfirmed_where_the_new_cycle_comes(again, reconfirmed):
    found = told(TO_MONITORING, steps(DAY, again), meetings=[meeting("2026-02-01"), meeting()], cycle=2)
    names = {"RecordAnalysis", "StatePerspectives", "NameDirections", "MakePlan"}
    assert [name for name in story(found, DAY) if name in names] == reconfirmed
    assert story(found, DAY).count("SharePlan") == 1
    assert [event.cycle for event in found if isinstance(event, e.MakeStep)][-1] == 2


def test_the_loop_is_run_after_an_evaluation():
    evaluation = {"kind": "interim", "question": "?", "intention": "!", "does_it_help": "partly", "adjust": "meer rust"}
    found = told(
        TO_MONITORING,
        steps(DAY, "T23"),
        steps(LATER, "T28 T11"),
        meetings=[meeting(LATER, "evaluation")],
        evaluation=evaluation,
        current_state="solutions",
        cycle=2,
    )
    assert story(found, DAY) == ["Evaluate", "T23"]
    assert story(found, LATER)[:4] == ["OpenMeeting", "Evaluate", "T28", "StatePerspectives"]
    first, second = (event for event in found if isinstance(event, e.Evaluate))
    assert (len(first.meetings), len(second.meetings)) == (0, 1)


def test_a_reopened_case_walks_everything_again():
    case = {"closure": {"reason": "referred", "at": "2026-01-10"}, "current_state": "analysis", "cycle": 2}
    course = (
        steps("2026-01-05", "T01"),
        steps("2026-01-10", "T03"),
        steps(DAY, "T31 T02"),
        steps(LATER, "T05 T06"),
    )
    found = told(*course, meetings=[meeting(LATER)], **case)
    assert story(found) == [
        "OpenCase",
        "T01",
        "PrepareClosure",
        "T03",
        "T31",
        "T02",
        "OpenMeeting",
        "DecideOnParties",
        "T05",
        "T06",
        "TakeFirstTurns",
        "RecordAnalysis",
        "CloseMeeting",
        "ShareMinutes",
    ]


# --- Where undated content comes -----------------------------------------------------------------------------------


def test_advice_only_prepares_the_closing_and_leaves_the_rest_waiting():
    closure = {"reason": "advice_given", "at": DAY}
    case = a_case(
        course=[*steps("2026-01-05", "T01"), *steps(DAY, "T03")],
        current_state="closed",
        closure=closure,
        retention={"result": "21.1"},
        partners=WALKED["partners"],
        **CONTENT,
    )
    found = timetable(read(case), REFERENCE)
    assert story(list(found.events)) == ["OpenCase", "T01", "PrepareClosure", "T03"]
    assert found.waiting == ("life_domains", "perspectives", "solutions", "scenarios")


def test_new_facts_stay_open_unless_the_picture_was_made_complete_or_the_case_went_back():
    def resolved(ids: str, state: str, **changes) -> bool:
        found = told(START, steps(DAY, ids), meetings=[meeting(new_facts_signals=1, **changes)], current_state=state)
        names = story(found, DAY)
        assert names.index("TakeFirstTurns") < names.index("RaiseNewFacts") < names.index("CloseMeeting")
        return next(event.resolved for event in found if isinstance(event, e.RaiseNewFacts))

    assert resolved("T06 T08 T11", "solutions", covers=["a", "b"])
    assert not resolved("T06 T08 T11", "solutions", covers=["b", "c"])
    assert not resolved("T06 T08 T11", "solutions", covers=["a"], first_round_complete=False)
    assert resolved("T06 T08 T11 T14", "analysis", covers=["b"])


def test_new_facts_are_raised_before_the_return_that_they_cause():
    found = told(
        TO_MONITORING[:-2], steps(DAY, "T14"), meetings=[meeting(new_facts_signals=2)], current_state="analysis"
    )
    assert story(found, DAY) == [
        "OpenMeeting",
        "TakeFirstTurns",
        "RaiseNewFacts",
        "T14",
        "TakeFirstTurns",
        "CloseMeeting",
        "ShareMinutes",
    ]


def test_a_plan_that_is_made_after_the_meeting_still_goes_to_who_was_there():
    found = told(START, steps(DAY, "T06 T08 T11"), steps(LATER, "T13 T17"), meetings=[meeting()])
    assert story(found, LATER) == ["T13", "MakePlan", "SharePlan", "AgreeMonitoring", "T17"]
    assert [event.meeting.at.isoformat() for event in found if isinstance(event, e.SharePlan)] == [DAY]


def test_without_a_closed_meeting_since_the_analysis_nothing_is_shared():
    found = told(START, steps(DAY, "T06 T08 T11 T13 T17"))
    assert not {"SharePlan", "ShareMinutes", "TakeFirstTurns"} & set(story(found))


def test_a_plan_that_needs_no_monitoring_lets_go_at_once():
    scaling = {"criterion": "household_directs_itself", "released_to": "p1", "accepted_at": DAY, "evaluate": False}
    found = told(
        TO_MONITORING[:-1],
        steps(DAY, "T18 T27"),
        monitoring={"needed": False, "reason": "het loopt"},
        scaling=scaling,
        closure={"reason": "resolved", "at": DAY},
        current_state="closed",
    )
    assert story(found, DAY) == [
        "AgreeMonitoring",
        "T18",
        "DecideScaling",
        "AcceptHandover",
        "DecideEvaluating",
        "ReportProgress",
        "PrepareClosure",
        "T27",
    ]


def test_a_handover_that_is_accepted_between_the_steps_stands_on_its_own_day():
    scaling = {"criterion": "direction_handed_over", "released_to": "o1", "accepted_at": "2026-05-10", "evaluate": True}
    scaling["household_told_at"] = LATER
    found = told(TO_MONITORING, steps(DAY, "T24"), steps(LATER, "T26"), scaling=scaling, current_state="evaluation")
    assert story(found, DAY) == ["DecideScaling", "T24"]
    assert story(found, "2026-05-10") == ["AcceptHandover"]
    assert story(found, LATER) == ["TellHousehold", "DecideEvaluating", "T26"]


def test_a_handover_that_is_accepted_before_the_step_is_decided_on_that_day():
    scaling = {"criterion": "direction_handed_over", "released_to": "o1", "accepted_at": DAY}
    found = told(TO_MONITORING, steps(LATER, "T24"), scaling=scaling, current_state="scaling_down")
    assert story(found, DAY) == ["DecideScaling", "AcceptHandover"]
    assert story(found, LATER) == ["DecideScaling", "T24"]


def test_letting_go_waits_until_the_case_is_monitored():
    scaling = {"criterion": "direction_handed_over", "released_to": "o1", "accepted_at": DAY}
    found = timetable(read(a_case(WALKED, scaling=scaling, course=START, current_state="invitation")), REFERENCE)
    assert "AcceptHandover" not in story(list(found.events))
    assert "scaling" in found.waiting


def test_a_refused_handover_asks_for_a_new_decision():
    scaling = {"criterion": "direction_handed_over", "released_to": "o1"}
    found = told(TO_MONITORING, steps(DAY, "T24 T25 T24"), scaling=scaling, current_state="scaling_down")
    assert story(found, DAY) == ["DecideScaling", "T24", "T25", "DecideScaling", "T24"]


def test_plan_b_runs_while_the_case_is_monitored():
    events = [{"e": "E01", "at": DAY, "by": "u_help", "note": "het gebeurde"}]
    found = told(TO_MONITORING, steps(DAY, "T24"), events=events, current_state="scaling_down")
    assert story(found, DAY) == ["RecordHappening", "T24"]
    found = told(TO_MONITORING, events=events, meetings=[meeting(kind="monitoring")])
    assert story(found, DAY)[-2:] == ["ShareMinutes", "RecordHappening"]


def test_sharing_without_a_date_is_decided_when_the_information_is_complete():
    row = {"what": "debts", "about": "p1", "from": "o1", "to": "o2"}
    dated = {**row, "decided_at": DAY}
    found = told(START, sharing=[row, dated], current_state="invitation")
    assert [event.at.date().isoformat() for event in found if isinstance(event, e.DecideSharing)] == ["2026-01-05", DAY]
    case = a_case(WALKED, course=START[:2], sharing=[row], current_state="information", meetings=[])
    assert "sharing" in timetable(read(case), REFERENCE).waiting


def test_a_meeting_to_come_is_prepared_only_when_the_case_is_that_far():
    planned = {"at": "2026-12-03", "kind": "mdo", "invited": ["p1", "o1"]}
    found = told(START, planned_meeting=planned, current_state="invitation")
    assert story(found)[-1] == "PlanMeeting"
    assert "PlanMeeting" not in story(told(START[:2], planned_meeting=planned, current_state="information"))


def test_how_actions_stand_is_told_on_the_reference_date():
    found = told(TO_MONITORING)
    assert (story(found)[-1], found[-1].at.date()) == ("ReportProgress", REFERENCE)


def test_what_guards_ask_for_is_not_made_up_from_the_steps():
    """A course without content: every step, and nothing that would satisfy a guard."""
    case = a_case(course=[*TO_MONITORING, *steps(DAY, "T24 T26 T30")], current_state="closed")
    assert set(story(list(timetable(read(case), REFERENCE).events))) - set(BY_ID) == {"OpenCase", "DecideOnParties"}


# --- Any course --------------------------------------------------------------------------------------------------


@st.composite
def courses(draw):
    """A path of the stappenplan with days, and meetings on some of them."""
    day, step, cycle, course = date(2026, 1, 1), Step.INTAKE.value, 1, []
    for _number in range(draw(st.integers(0, 25))):
        move = draw(st.sampled_from(moves_from(step)))
        day += timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 7])))
        course.append({"t": move.id, "at": day.isoformat(), "by": "u_dir"})
        step, cycle = move.target.value, cycle + move.new_cycle
    kinds = st.sampled_from([kind.value for kind in MeetingKind])
    on = st.sampled_from([made["at"] for made in course] or ["2026-01-01"])
    meetings = draw(st.lists(st.builds(meeting, on, kinds, new_facts_signals=st.integers(0, 1)), max_size=6))
    return a_case(WALKED, course=course, meetings=meetings, current_state=step, cycle=cycle, hats=[])


@hypothesis_settings(max_examples=120)
@given(case=courses())
def test_any_course_becomes_one_order_in_which_nothing_is_lost(case):
    read_case = read(case)
    found = timetable(read_case, REFERENCE).events
    times = [event.at for event in found]
    assert times == sorted(set(times))
    assert [event.step for event in found if isinstance(event, e.MakeStep)] == list(read_case.course)
    open_meeting, turned, seen = None, False, []
    for event in found:
        match event:
            case e.OpenMeeting():
                assert open_meeting is None
                open_meeting, turned = event.meeting, False
            case e.TakeFirstTurns():
                assert event.meeting is open_meeting
                turned = True
            case e.CloseMeeting():
                assert event.meeting is open_meeting
                assert turned
                open_meeting = None
                seen.append(event.meeting)
            case e.MakeStep():
                assert open_meeting is None or BY_ID[event.step.t].target is not Step.CLOSED
                turned = turned and BY_ID[event.step.t].target is not Step.ANALYSIS
            case e.ShareMinutes():
                assert event.meeting in seen
    assert open_meeting is None
    assert len(seen) == len(read_case.meetings)


@hypothesis_settings(max_examples=60)
@given(case=courses(), cut=st.integers(0, 25))
def test_what_happened_on_earlier_days_does_not_depend_on_later_steps(case, cut):
    """No rule reads the steps that are still to come: a shorter course has the same past."""
    shorter = case["course"][:cut]
    if not shorter or len(shorter) == len(case["course"]):
        return
    last = shorter[-1]["at"]
    earlier = {**case, "course": shorter, "meetings": [one for one in case["meetings"] if one["at"] < last]}
    whole = [event for event in timetable(read(case), REFERENCE).events if event.at.date().isoformat() < last]
    part = [event for event in timetable(read(earlier), REFERENCE).events if event.at.date().isoformat() < last]
    assert part == whole
