"""A meeting keeps its own method: what is said when, by whom, who is in the room, and what the case keeps of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cases import actions as cases
from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import (
    AgendaPoint,
    ContributionKind,
    FirstTurnKind,
    MeetingKind,
    OpeningPoint,
    ParticipationForm,
    ResidentSays,
    SeatKind,
    SignalResolution,
)
from cases.models import Case, Perspective, SolutionDirection, Statement
from cases.reads import CaseNotFound
from cases.statements import Kind
from meetings import actions, reads
from meetings.actions import NewContribution, NewMeeting, NewSeat, NewTopic, Said
from meetings.agendas import agenda_of
from meetings.models import Contribution, Meeting, NewFactsSignal, Participant, Presence, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory, Purpose

K = ContributionKind
PIA, WIM, KARIM, BERT = "pia_directs_process", "wim_takes_part", "karim_receives", "bert_stands_nowhere"


@pytest.fixture
def by(cast, now):
    return lambda name=PIA, at=now: {"viewer": cast.viewer(name), "reference": "C-1", "now": at}


@pytest.fixture
def there(cast, now, by):
    """An MDO about C-1: the resident, Wim of the Wmo and Karim of De Kade. Open, at the opening. Ids by name."""
    meeting = NewMeeting(MeetingKind.MDO, now, 90, tuple(AgendaPoint), question="Waar slaapt Noor?", purpose_text="Wmo")
    meeting_id = actions.plan_meeting(meeting=meeting, **by())
    seats = (
        NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.PRESENT),
        NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
    )
    made = actions.invite_all(meeting_id=meeting_id, seats=seats, **by())
    actions.open_meeting(meeting_id=meeting_id, **by())
    return {"meeting_id": meeting_id, **dict(zip(("noor", "wim", "karim"), made, strict=True))}


def meeting():
    with gate.opened():
        return Meeting.objects.get()


def topic(point):
    with gate.opened():
        return Topic.objects.get(point=point).pk


def in_the_room():
    with gate.opened():
        now_there = Presence.objects.filter(topic=meeting().topic_id, left_at=None)
        return set(now_there.values_list("participant__name", flat=True))


def opened_well(by, there, cast):
    """What the opening asks for."""
    at = {"meeting_id": there["meeting_id"], **by()}
    for point in OpeningPoint:
        actions.tell_at_opening(point=point, **at)
    actions.read_purposes(purpose_text="Wmo: passende ondersteuning", legal_bases=("WMO-5.1.1",), **at)
    actions.name_minute_taker(user_id=cast[PIA].pk, **at)
    actions.go_on(seen=Phase.OPENING, **at)


def to_picture(by, there, cast):
    opened_well(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    actions.confirm_question(question="Waar slaapt Noor?", resident=ResidentSays.CONFIRMS, **at)
    actions.go_on(seen=Phase.QUESTION, **at)
    actions.start_topic(topic_id=topic("a"), **at)


def to_judgement(by, there, cast):
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    turns = {there[name]: FirstTurnKind.SPOKEN for name in ("noor", "wim", "karim")}
    actions.take_first_turns(turns=turns, **at)
    actions.call_picture_complete(**at)
    actions.go_on(seen=Phase.PICTURE, **at)
    actions.start_topic(topic_id=topic("c"), **at)


def says(by, there, kind, text, who=PIA, **more):
    purpose = {"purpose": Purpose.COOPERATION} if who == KARIM else {}
    what = NewContribution(kind, text, **{"topic": meeting().topic_id, **more})
    return actions.contribute(meeting_id=there["meeting_id"], what=what, **by(who), **purpose)


def test_a_meeting_begins_with_its_points_in_the_order_of_the_phases(there):
    with gate.opened():
        points = list(Topic.objects.order_by("position").values_list("point", "phase"))
    assert points == [("a", "picture"), ("b", "judgement"), ("c", "judgement"), ("d", "decision")]
    assert meeting().phase is Phase.OPENING


def test_each_phase_says_what_it_still_misses_and_the_table_stays(cast, by, there):
    at = {"meeting_id": there["meeting_id"], **by()}
    with pytest.raises(NotPossible, match="Vertel wie welke rol heeft.*Spreek af wie het verslag maakt"):
        actions.go_on(seen=Phase.OPENING, **at)
    opened_well(by, there, cast)
    with pytest.raises(NotPossible, match="nog niet voor iedereen helder"):
        actions.go_on(seen=Phase.QUESTION, **at)
    assert meeting().phase is Phase.QUESTION


def test_nobody_judges_before_everyone_has_spoken_and_the_refusal_counts(cast, by, there):
    to_picture(by, there, cast)
    with pytest.raises(NotPossible, match="Eerst het beeld compleet: nog 3 mensen niet aan het woord geweest"):
        says(by, there, K.PROPOSAL, "Naar een pleeggezin")
    says(by, there, K.EXPERIENCE, "Ik slaap in de auto", seat=there["noor"])
    with pytest.raises(NotPossible, match="nog 2 mensen"):
        actions.go_on(seen=Phase.PICTURE, meeting_id=there["meeting_id"], **by())
    with gate.opened():
        assert Participant.objects.get(pk=there["noor"]).first_turn_kind == FirstTurnKind.SPOKEN
        kept = Statement.objects.get(text="Ik slaap in de auto")
    assert (kept.kind, kept.said_by, kept.category) == (Kind.EXPERIENCE, "Noor Zeegers", DataCategory.REQUEST_VISION)


def test_only_who_may_hear_a_topic_is_in_the_room_for_it(cast, by, there):
    """Goals and actions are shared with Karim. Where Noor wants to go and what troubles her, is not."""
    to_picture(by, there, cast)
    assert in_the_room() == {"Noor Zeegers", "Wmo Dorp"}
    at = {"meeting_id": there["meeting_id"], **by()}
    with pytest.raises(NotPossible, match="Nog niet gedeeld: vraag en toekomstbeeld"):
        actions.come_in(seat_id=there["karim"], **at)
    with pytest.raises(NotPossible, match="niet in de kamer"):
        says(by, there, K.FACT, "De huur is drie maanden te laat", who=KARIM)
    debts = NewTopic("De schuld", Phase.PICTURE, 5, (DataCategory.DEBTS,))
    debts_id = actions.add_topic(topic=debts, **at)
    actions.start_topic(topic_id=debts_id, **at)
    assert in_the_room() == {"Noor Zeegers"}


def test_a_partner_puts_in_what_it_hears_too_and_its_words_are_kept_as_its_own(cast, by, there):
    to_judgement(by, there, cast)
    assert in_the_room() == {"Noor Zeegers", "Wmo Dorp", "De Kade"}
    says(by, there, K.ARGUMENT, "Dan blijft de woning", who=KARIM)
    with gate.opened():
        said = Contribution.objects.get(kind=K.ARGUMENT)
        assert (said.participant_id, said.category, said.released_by) == (
            there["karim"],
            DataCategory.PLAN_GOALS,
            cast[KARIM].pk,
        )
    with pytest.raises(NotAuthorised):
        says(by, there, K.ARGUMENT, "Voor een ander", who=KARIM, seat=there["wim"])


def test_what_is_sent_twice_stands_there_once_and_can_be_taken_back(cast, by, there):
    to_picture(by, there, cast)
    number = uuid4()
    sent = {says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"], id=number) for _time in range(2)}
    assert sent == {number}
    with gate.opened():
        assert Contribution.objects.count() == Statement.objects.filter(text="Noor slaapt in de auto").count() == 1
    actions.take_back(contribution_id=number, meeting_id=there["meeting_id"], **by())
    with gate.opened():
        assert not Contribution.objects.exists()
        assert not Statement.objects.filter(text="Noor slaapt in de auto").exists()


def test_what_is_held_is_not_taken_back(cast, by, there):
    to_picture(by, there, cast)
    number = says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    held = {"table": "meetings.contribution", "item_id": number}
    cases.hold_item(reason="Er loopt een klacht", **held, **by())
    undo = {"contribution_id": number, "meeting_id": there["meeting_id"], **by()}
    with pytest.raises(NotPossible, match="bewaard moet blijven"):
        actions.take_back(**undo)
    with gate.opened():
        assert Contribution.objects.filter(pk=number).exists()
        assert Statement.objects.filter(text="Noor slaapt in de auto").exists()
    cases.lift_hold(**held, **by())
    actions.take_back(**undo)
    with gate.opened():
        assert not Contribution.objects.exists()


def test_other_words_under_the_same_number_are_another_contribution(cast, by, there):
    """The answer was lost, and whoever sent it put a sentence to it."""
    to_picture(by, there, cast)
    number = uuid4()
    first = says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"], id=number)
    longer = {says(by, there, K.FACT, "Noor slaapt in de auto. Sinds mei", id=number) for _time in range(2)}
    other = {
        says(by, there, K.EXPERIENCE, "Noor slaapt in de auto", seat=there["noor"], id=number) for _time in range(2)
    }
    assert (len(longer), len(other), {first} & (longer | other)) == (1, 1, set())
    with gate.opened():
        assert Contribution.objects.count() == 3


def test_another_new_fact_under_the_same_number_is_another_signal(cast, by, there):
    to_judgement(by, there, cast)
    number = uuid4()
    for fact in ("Tante verhuist", "Tante is ziek", "Tante is ziek"):
        says(by, there, K.COUNTER_ARGUMENT, "Dat kan niet", seat=there["karim"], fact=fact, id=number)
    with gate.opened():
        assert sorted(NewFactsSignal.objects.values_list("fact", flat=True)) == ["Tante is ziek", "Tante verhuist"]


def test_a_new_fact_behind_an_argument_against_raises_a_signal_and_going_back_answers_it(cast, by, there):
    to_judgement(by, there, cast)
    proposal = says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])
    says(by, there, K.COUNTER_ARGUMENT, "Dat kan niet", seat=there["karim"], fact="Tante verhuist", replies_to=proposal)
    with gate.opened():
        signal = NewFactsSignal.objects.get()
    assert (signal.fact, signal.proposal, signal.raised_by) == ("Tante verhuist", "Een kamer bij tante", "De Kade")
    at = {"meeting_id": there["meeting_id"], **by()}
    with pytest.raises(NotPossible, match="Nieuwe feiten waar nog niets mee is gedaan: 1"):
        actions.go_on(seen=Phase.JUDGEMENT, **at)
    with pytest.raises(NotPossible, match="waarom u teruggaat"):
        actions.go_back(to=Phase.PICTURE, reason=" ", **at)
    actions.go_back(to=Phase.PICTURE, reason="Eerst horen wat tante doet", **at)
    with gate.opened():
        signal = NewFactsSignal.objects.get()
    assert (signal.resolution, meeting().phase) == (SignalResolution.BACK_TO_PICTURE, Phase.PICTURE)
    assert meeting().picture_complete_at is None
    with gate.opened():
        fact = Contribution.objects.get(kind=K.FACT)
        kept = Statement.objects.get(text="Tante verhuist")
    assert (fact.text, fact.participant_id, fact.topic_id) == ("Tante verhuist", there["karim"], topic("c"))
    assert (kept.kind, kept.said_by, fact.landed) == (Kind.FACT, "De Kade", f"cases.statement:{kept.pk}")
    assert fact.made_at == signal.raised_at  # heard by who heard it then, also of those who go by the room
    with pytest.raises(NotPossible, match="nieuw feit"):
        actions.take_back(contribution_id=fact.pk, **at)


def test_what_the_chair_goes_back_for_by_the_signal_itself_is_part_of_the_picture_once(cast, by, there):
    to_judgement(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    signals = [
        actions.raise_new_facts(fact=fact, topic=meeting().topic_id, **at)
        for fact in ("Tante verhuist", "Er is een schuld")
    ]
    back = {"resolution": SignalResolution.BACK_TO_PICTURE, "reason": "Dat wisten we niet"}
    actions.resolve_new_facts(signal_id=signals[0], **back, **at)
    with gate.opened():
        facts = sorted(Contribution.objects.filter(kind=K.FACT).values_list("text", flat=True))
        left = NewFactsSignal.objects.filter(resolved_at=None).count()
    assert (facts, left, meeting().phase) == (["Er is een schuld", "Tante verhuist"], 0, Phase.PICTURE)


def test_a_meeting_of_a_series_that_goes_back_has_a_point_to_go_on_with():
    later = agenda_of(MeetingKind.MDO, (AgendaPoint.C, AgendaPoint.D))
    assert [point.title for point in later] == ["Wat is er nieuw", "Oplossingsrichtingen", "Plan en verdeling"]
    for kind in MeetingKind:
        assert agenda_of(kind, ())[0].phase is Phase.PICTURE


def test_a_proposal_is_taken_over_as_a_direction_or_set_aside_with_a_reason(cast, by, there):
    to_judgement(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    treatment = {"text": "Noor krijgt EMDR-therapie", "with_resident": ParticipationForm.PRESENT}
    with pytest.raises(NotPossible):
        actions.land_perspective(**treatment, **at, topic=topic("c"))
    says_it = Said(seat=there["noor"])
    home = {"text": "Ik woon weer thuis", "with_resident": ParticipationForm.PRESENT, "said": says_it}
    actions.land_perspective(**home, **at, topic=topic("c"))
    with gate.opened():
        perspective = Perspective.objects.get(text="Ik woon weer thuis")
    words = {"intention": "Een eigen bed", "steps": ("Bellen met tante",)}
    goal = actions.land_goal(perspective_id=perspective.pk, **words, **at, topic=topic("c"))
    with gate.opened():
        goal_id = Contribution.objects.get(pk=goal).landed.partition(":")[2]
    first = says(by, there, K.PROPOSAL, "Een kamer bij tante", who=WIM)
    second = says(by, there, K.PROPOSAL, "Een camping", seat=there["karim"])
    with pytest.raises(NotPossible, match="Nog te wegen voorstellen: 2"):
        actions.go_on(seen=Phase.JUDGEMENT, **at)
    direction = {"text": "Een kamer bij tante", "said": Said(source=first), "topic": topic("c")}
    with gate.opened():
        elsewhere = Topic.objects.filter(meeting=there["meeting_id"], phase=Phase.PICTURE).first()
        Contribution.objects.filter(pk=first).update(topic=elsewhere)
    with pytest.raises(NotPossible, match=f"Dit is gezegd bij “{elsewhere.title}”"):  # heard by others than here
        actions.land_direction(goal_id=goal_id, **direction, **at)
    with gate.opened():
        Contribution.objects.filter(pk=first).update(topic=topic("c"))
    actions.land_direction(goal_id=goal_id, **direction, **at)
    actions.set_aside(contribution_id=second, reason="In de winter kan dat niet", **at)
    with gate.opened():
        direction = SolutionDirection.objects.get(text="Een kamer bij tante")
    assert direction.proposed_by_party_id == cast.ids["department_id"]
    assert isinstance(actions.go_on(seen=Phase.JUDGEMENT, **at), tuple)
    assert meeting().phase is Phase.DECISION


def test_two_people_who_click_at_once_go_on_once(cast, by, there):
    opened_well(by, there, cast)
    actions.go_on(seen=Phase.OPENING, meeting_id=there["meeting_id"], **by())
    assert meeting().phase is Phase.QUESTION
    with pytest.raises(NotPossible, match="intussen in een andere fase"):
        actions.go_on(seen=Phase.PICTURE, meeting_id=there["meeting_id"], **by())


def test_the_case_comes_along_when_it_can_and_else_says_what_it_misses(cast, by, there):
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    actions.take_first_turns(turns={there[n]: FirstTurnKind.PASSED for n in ("noor", "wim", "karim")}, **at)
    actions.call_picture_complete(**at)
    missing = actions.go_on(seen=Phase.PICTURE, **at)
    assert "Kies een vast stramien voor de analyse." in missing
    with gate.opened():
        assert (Case.objects.get(reference="C-1").step, meeting().phase) == ("analysis", Phase.JUDGEMENT)


def test_whoever_has_no_seat_puts_nothing_in_and_moves_nothing(cast, by, there):
    to_picture(by, there, cast)
    with pytest.raises(CaseNotFound):
        says(by, there, K.FACT, "Van buiten", who=BERT)
    with pytest.raises(NotAuthorised):
        says(by, there, K.FACT, "Zonder stoel", who="cas_directs_case")
    for name in (WIM, "cas_directs_case"):
        with pytest.raises(cases.NotAuthorised):
            actions.go_on(seen=Phase.PICTURE, meeting_id=there["meeting_id"], **by(name))


def test_on_the_own_device_somebody_lets_the_turn_pass(cast, by, there, now):
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by(), "seat_id": there["karim"]}
    actions.give_turn(**at)
    later = by(KARIM, now + timedelta(minutes=1)) | {"purpose": Purpose.COOPERATION}
    actions.take_my_turn(meeting_id=there["meeting_id"], kind=FirstTurnKind.PASSED, **later)
    with gate.opened():
        assert Participant.objects.get(pk=there["karim"]).first_turn_kind == FirstTurnKind.PASSED
    assert meeting().turn_id is None


def test_the_clock_goes_on_where_a_topic_was_and_stands_still_while_the_meeting_is_broken_off(cast, by, there, now):
    to_picture(by, there, cast)

    def after(minutes):
        return {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=minutes))}

    def clock(minutes):
        return reads.open_live(purpose=Purpose.DIRECTION, **after(minutes)).live.clock

    other = actions.add_topic(topic=NewTopic("De school", Phase.PICTURE, 5, (DataCategory.PLAN_GOALS,)), **after(0))
    actions.start_topic(topic_id=other, **after(20))
    assert (clock(23).spent, clock(23).minutes, clock(26).over) == (3 * 60, 5, True)
    actions.start_topic(topic_id=topic("a"), **after(25))
    assert (clock(27).spent, clock(27).minutes) == (22 * 60, 25)  # twenty of before, and not the five in between
    actions.break_off(reason="Er ging een telefoon", **after(27))
    actions.resume_meeting(**after(87))
    assert (clock(89).spent, clock(89).over) == (24 * 60, False)
    actions.start_topic(topic_id=other, **after(90))
    assert clock(90).spent == 5 * 60


def test_going_back_for_a_new_fact_while_the_meeting_is_broken_off_counts_no_time_that_nobody_talked(
    cast, by, there, now
):
    to_judgement(by, there, cast)
    after = lambda **later: {"meeting_id": there["meeting_id"], **by(at=now + timedelta(**later))}  # noqa: E731
    signal = actions.raise_new_facts(fact="Tante verhuist", topic=topic("c"), **after(minutes=20))
    actions.break_off(reason="Brandalarm", **after(minutes=30))
    answer = {"signal_id": signal, "resolution": SignalResolution.BACK_TO_PICTURE, "reason": "Eerst tante bellen"}
    actions.resolve_new_facts(**answer, **after(hours=18))
    with gate.opened():
        assert Topic.objects.get(point="c").spent == 30 * 60
    actions.resume_meeting(**after(hours=19))
    assert (meeting().phase, meeting().clock_since) == (Phase.PICTURE, now + timedelta(hours=19))
