"""A table that sits down today: its case, who is invited and what is on the agenda, by the actions.

What leads to a table is walked in the other journeys; here it is only the place where this one begins.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from cases import actions as cases
from cases import hats
from cases.actions import worklist
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import Case, ProcessingPurpose
from cases.stappenplan import Step
from cases.terms import Compartment
from meetings import actions
from meetings.actions import NewMeeting, NewSeat, NewTopic
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from privacy.middleware import viewer_of
from tests.cast import proposal
from tests.factories import HatPeriodFactory, HouseholdMemberFactory, PartyFactory, PersonFactory

CASE = "2026-0700"
CHAIR, DEPUTY, KEEPER, COLLEAGUE, PARTNER = (
    "Noor Kuipers",
    "Ramon Veldkamp",
    "David Osei",
    "Lotte Smeets",
    "Erik van Dam",
)
RESIDENT, TEAM, LANDLORD = "Hatice Yıldız", "Lokaal team Oost", "Woningstichting Polderland"
QUESTION = "Hoe blijven we hier wonen, en wie helpt ons met de post?"
PICTURE, RENT, DEBTS = "Wat is er nu aan de hand", "De huur", "De schuld bij de buurman"
SHARED = frozenset({DataCategory.LIVING, DataCategory.PLAN_GOALS, DataCategory.PLAN_ACTIONS})


def lay_the_table(now: datetime) -> str:
    """The case with its MDO, planned and not open yet. Returns its reference."""
    people = {user.name: user for user in User.objects.select_related("organisation")}
    earlier = now - timedelta(minutes=10)
    with gate.opened():
        ids = _case(people, earlier)
    by = {"viewer": viewer_of(people[CHAIR]), "reference": CASE, "now": earlier}
    shared = proposal(people[PARTNER], now, about=(ids["resident"],), categories=SHARED)
    cases.share(proposal=shared, **by)
    planned = NewMeeting(MeetingKind.MDO, now, 90, tuple(AgendaPoint), place="Buurthuis De Schakel", question=QUESTION)
    meeting = actions.plan_meeting(meeting=planned, **by)
    for title, data in ((RENT, DataCategory.LIVING), (DEBTS, DataCategory.DEBTS)):
        actions.add_topic(meeting_id=meeting, topic=NewTopic(title, Phase.PICTURE, 10, (data,)), **by)
    cases.name_expertise(what="Huurrecht, en hulp thuis", **by)
    seats = (
        NewSeat(SeatKind.RESIDENT, person=ids["resident"], participation_form=ParticipationForm.PRESENT),
        NewSeat(SeatKind.FIXED_PARTNER, party=ids[COLLEAGUE], reason="Helpt thuis."),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=ids[PARTNER], reason="Gaat over de huur."),
    )
    actions.invite_all(meeting_id=meeting, seats=seats, **by)
    return CASE


def _case(people: dict[str, User], now: datetime) -> dict:
    here = people[CHAIR].organisation
    dates = {"opened_at": now, "step_since": now, "due_on": now.date(), "analysis_since": now}
    case = Case.objects.create(reference=CASE, municipality=here, step=Step.ANALYSIS, **dates)
    worn = {"accepted_at": now, "case": case}
    HatPeriodFactory(**worn, wearer=people[CHAIR], worn=hats.MUNICIPAL, deputy=people[DEPUTY])
    HatPeriodFactory(**worn, wearer=people[KEEPER], worn=hats.CASE_DIRECTION)
    ProcessingPurpose.objects.create(case=case, law=Compartment.WMO, task="Ondersteuning", stated_at=now)
    resident = PersonFactory(municipality=here, name=RESIDENT, made_at=now)
    HouseholdMemberFactory(case=case, person_id=resident.pk, made_by=people[CHAIR])
    made = {"case": case, "about": [resident.pk], "made_by": people[CHAIR], "law": Compartment.WMO}
    seated = {name: PartyFactory(**made, contact=people[name]).pk for name in (COLLEAGUE, PARTNER)}
    worklist.refresh(case, now)
    return {"resident": resident.pk} | seated


def sit_at_the_table(now: datetime, title: str = PICTURE) -> str:
    """The same table while it makes its picture, with this topic. For the rent the partner is in the room."""
    lay_the_table(now)
    with gate.opened():
        meeting = Meeting.objects.get(case__reference=CASE)
        topic = meeting.topics.get(title=title).pk
    by = {"viewer": viewer_of(User.objects.get(name=CHAIR)), "reference": CASE, "meeting_id": meeting.pk, "now": now}
    actions.open_meeting(**by)
    with gate.opened():  # how it comes there, is walked in test_running_meeting.py
        Meeting.objects.filter(pk=meeting.pk).update(phase=Phase.PICTURE)
    actions.start_topic(topic_id=topic, **by)
    return CASE
