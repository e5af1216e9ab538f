"""Whatever people at a table do, in whatever order: no judgement with somebody unheard, no end without an overview."""

import random

import pytest
from django.db import transaction

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
)
from cases.models import Case, HatPeriod
from meetings import actions
from meetings.actions import Ending, NewContribution, NewMeeting, NewSeat
from meetings.models import Contribution, Meeting, Participant, Topic
from meetings.phases import ALLOWED, Phase
from meetings.reads.facts import first_turns_of
from privacy import gate
from privacy.law import Purpose

PIA, WIM, CAS, KARIM = "pia_directs_process", "wim_takes_part", "cas_directs_case", "karim_receives"
JUDGING = (Phase.JUDGEMENT, Phase.DECISION)
REFUSED = (NotPossible, NotAuthorised)


class Table:
    """A meeting about C-1 with three people at it, and everything that can be done there, at random."""

    def __init__(self, cast, now, dice):
        self.cast, self.now, self.dice = cast, now, dice
        meeting = NewMeeting(MeetingKind.MDO, now, 90, tuple(AgendaPoint), question="Waar slaapt Noor?")
        self.meeting_id = actions.plan_meeting(meeting=meeting, **self.by())
        seats = (
            NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.PRESENT),
            NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
            NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
        )
        self.seats = actions.invite_all(meeting_id=self.meeting_id, seats=seats, **self.by())
        actions.open_meeting(meeting_id=self.meeting_id, **self.by())

    def by(self, name=PIA):
        return {"viewer": self.cast.viewer(name), "reference": "C-1", "now": self.now}

    def meeting(self):
        return Meeting.objects.get(pk=self.meeting_id)

    def try_something(self):
        """One deed of somebody. A refusal is an answer."""
        here = {"meeting_id": self.meeting_id, **self.by()}
        seat, dice = self.dice.choice(self.seats), self.dice
        with gate.opened():
            topics = list(Topic.objects.filter(meeting=self.meeting_id).values_list("pk", flat=True))
            phase, topic = self.meeting().phase, self.meeting().topic_id
        kind = dice.choice(list(ContributionKind))
        said = NewContribution(kind, "Wat iemand zei", seat=dice.choice([None, seat]), topic=topic)
        who = dice.choice((PIA, WIM, KARIM))
        purpose = Purpose.COOPERATION if who == KARIM else Purpose.DIRECTION
        own = {"meeting_id": self.meeting_id, **self.by(who), "purpose": purpose}
        keeper = cases.Overview(wearer=self.cast[CAS].pk, accepted=dice.random() < 0.5, how="aan tafel")
        deeds = {
            "go on": (6, lambda: actions.go_on(seen=phase, **here)),
            "go back": (1, lambda: actions.go_back(to=dice.choice(list(Phase)), reason="Er ontbrak iets", **here)),
            "tell": (3, lambda: actions.tell_at_opening(point=dice.choice(list(OpeningPoint)), **here)),
            "read": (2, lambda: actions.read_purposes(purpose_text="Wmo", legal_bases=("WMO-5.1.1",), **here)),
            "taker": (2, lambda: actions.name_minute_taker(user_id=self.cast[PIA].pk, **here)),
            "question": (
                2,
                lambda: actions.confirm_question(question="Waar slaapt Noor?", resident=ResidentSays.CONFIRMS, **here),
            ),
            "topic": (4, lambda: actions.start_topic(topic_id=dice.choice(topics), **here)),
            "say": (5, lambda: actions.contribute(what=said, **own)),
            "turn": (3, lambda: actions.take_first_turn(seat_id=seat, kind=dice.choice(list(FirstTurnKind)), **here)),
            "pass": (1, lambda: actions.take_my_turn(kind=FirstTurnKind.PASSED, **own)),
            "complete": (2, lambda: actions.call_picture_complete(**here)),
            "absent": (1, lambda: actions.mark_attendance(seat_id=seat, attended=dice.random() < 0.7, **here)),
            "close": (
                1,
                lambda: actions.close_meeting(
                    overview=keeper, ending=Ending(last_round="Klopt", absent_told_by="Pia"), **here
                ),
            ),
        }
        names = list(deeds)
        name = dice.choices(names, [deeds[one][0] for one in names])[0]
        try:
            with transaction.atomic():
                deeds[name][1]()
        except REFUSED:
            return "refused"
        return name


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 60))])
def test_no_deed_in_any_order_reaches_judgement_unheard_or_an_end_without_an_overview(cast, now, seed):
    table = Table(cast, now, random.Random(seed))
    phases, before = set(), Phase.OPENING
    for _step in range(120):
        table.try_something()
        with gate.opened():
            meeting = table.meeting()
            phases.add(meeting.phase)
            if meeting.phase is Phase.JUDGEMENT and before not in JUDGING:
                since = Case.objects.get(pk=meeting.case_id).analysis_since
                assert None not in first_turns_of(meeting, since)
                assert Participant.objects.filter(meeting=meeting, attended=True).exists()
            for row in Contribution.objects.filter(meeting=meeting):
                assert row.kind in ALLOWED[row.phase]
            if meeting.closed_at:
                worn = HatPeriod.objects.filter(case=meeting.case_id, hat="case_direction", taken_off_at=None)
                assert worn.get().accepted_at is not None
                break
        before = meeting.phase
    assert len(phases) > 2  # a table that gets nowhere proves nothing
