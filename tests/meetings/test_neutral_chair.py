"""The chair is neutral, and two of one household can have tables apart (R-MDO-10, domain.md 3.2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions as cases
from cases.actions import NotPossible
from cases.hats import ASSISTANCE, CASE_DIRECTION, DECISION, INDEPENDENT, Hat, Variant
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import HatPeriod
from meetings import actions
from meetings.actions import Ending, NewMeeting, NewSeat
from meetings.models import Meeting, MinutesCopy, Participant, Presence
from privacy import gate
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.test_at_the_table import K, by, opened_well, says, there, to_judgement, to_picture  # noqa: F401
from tests.meetings.test_minutes import CAS, PIA, now  # noqa: F401
from tests.meetings.test_together import as_, deciding  # noqa: F401

HINT = "Laat de inhoud bij de inwoner en de deskundigen"


def independent(cast):
    with gate.opened():
        pia = HatPeriod.objects.filter(case__reference="C-1", hat=Hat.PROCESS_DIRECTION, wearer=cast[PIA])
        assert pia.update(variant=Variant.INDEPENDENT) == 1


def test_who_chairs_independently_cannot_help_decide_or_keep_the_overview(cast, deciding, by, now):  # noqa: F811
    independent(cast)
    for hat in (ASSISTANCE, DECISION, CASE_DIRECTION):
        worn = cases.NewHat(hat, wearer=cast[PIA].pk, reason="Even meehelpen", mitigation="Samen", law="wmo")
        with pytest.raises(NotPossible):
            cases.put_on_hat(hat=worn, **by())
    myself = cases.Overview(wearer=cast[PIA].pk, accepted=True, how="aan tafel", mitigation="Samen")
    ending = Ending("Het klopt.", now + timedelta(days=30))
    with pytest.raises(NotPossible):
        actions.close_meeting(overview=myself, ending=ending, **deciding)
    assert INDEPENDENT.variant is Variant.INDEPENDENT
    actions.close_meeting(
        overview=replace(myself, wearer=cast[CAS].pk, hours="2", paid_by="Wmo"), ending=ending, **deciding
    )


def test_a_proposal_of_the_chair_gets_a_friendly_hint_and_one_of_a_party_does_not(client, cast, by, there):  # noqa: F811
    to_judgement(by, there, cast)
    client.force_login(cast[PIA])
    address = reverse("meetings:meeting", args=["C-1", there["meeting_id"]])
    says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])
    assert HINT not in text_of(client.get(address))
    says(by, there, K.PROPOSAL, "Ik zou zelf voor de kamer gaan")  # and it is put in: nothing is refused
    seen = text_of(client.get(address))
    assert (HINT in seen, "Ik zou zelf voor de kamer gaan" in seen) == (True, True)


def test_two_of_one_household_have_tables_apart_and_never_receive_each_others_papers(client, cast, by, now):  # noqa: F811
    with gate.opened():
        member = cast.ids["person_id"]
        case_of = Participant._meta.get_field("case").related_model.objects.get(reference="C-1")
        dad = PersonFactory(municipality=case_of.municipality, made_at=now, name="Vader Piet")
        HouseholdMemberFactory(case=case_of, person_id=dad.pk, made_by=cast[PIA])
    cases.keep_apart(first=member, second=dad.pk, reason="Geweld", **by())
    table = NewMeeting(MeetingKind.MDO, now, 60, (AgendaPoint.A,), question="Waar slaapt Noor?", purpose_text="Wmo")
    for_noor = {"meeting_id": actions.plan_meeting(meeting=table, **by())}
    seat = NewSeat(SeatKind.RESIDENT, person=member, participation_form=ParticipationForm.PRESENT)
    noor = actions.invite(seat=seat, **for_noor, **by())
    with pytest.raises(NotPossible):
        actions.invite(seat=replace(seat, person=dad.pk), **for_noor, **by())
    later = replace(table, planned_at=now + timedelta(days=1), question="Hoe gaat het met vader?")
    for_dad = {"meeting_id": actions.plan_meeting(meeting=later, **by())}
    his = actions.invite(seat=replace(seat, person=dad.pk), **for_dad, **by())
    client.force_login(cast[PIA])
    with gate.opened():
        names = dict(Participant.objects.filter(pk__in=(noor, his)).values_list("pk", "name"))
    for meeting_id, mine, other in ((for_noor, noor, his), (for_dad, his, noor)):
        address = reverse("meetings:invitation_paper", args=["C-1", meeting_id["meeting_id"], mine])
        _aside, _heading, paper = text_of(client.get(address)).partition("<h1")  # before it: for who hands it over
        assert (names[mine] in paper, names[other] in paper) == (True, False)
    with gate.opened():
        assert Meeting.objects.count() == 2
        assert not MinutesCopy.objects.exists()


def test_how_each_person_takes_part_is_asked_and_why_somebody_does_not(client, cast, by, now):  # noqa: F811
    """Of everybody who is talked about: who has no seat is named, and who declines says why."""
    table = NewMeeting(MeetingKind.MDO, now, 60, (AgendaPoint.A,), question="Waar slaapt Noor?", purpose_text="Wmo")
    at = {"meeting_id": actions.plan_meeting(meeting=table, **by()), **by()}
    client.force_login(cast[PIA])
    prepare = reverse("meetings:prepare", args=["C-1"])
    without = client.get(prepare).context["page"].without_seat
    assert without
    seat = actions.invite(seat=NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"]), **at)
    assert not client.get(prepare).context["page"].without_seat
    with pytest.raises(NotPossible, match="waarom"):
        actions.arrange_participation(seat_id=seat, form=ParticipationForm.DECLINED, **at)
    actions.arrange_participation(
        seat_id=seat, form=ParticipationForm.DECLINED, declined_reason="Vindt het te druk.", **at
    )
    assert "Vindt het te druk." in text_of(client.get(prepare))


@pytest.fixture
def with_dad(cast, by, now):  # noqa: F811
    """A meeting with Noor and her father invited. Returns where it is, and both seats."""
    with gate.opened():
        case = Participant._meta.get_field("case").related_model.objects.get(reference="C-1")
        dad = PersonFactory(municipality=case.municipality, made_at=now, name="Vader Piet")
        HouseholdMemberFactory(case=case, person_id=dad.pk, made_by=cast[PIA])
    table = NewMeeting(MeetingKind.MDO, now, 60, (AgendaPoint.A,), question="Waar slaapt Noor?", purpose_text="Wmo")
    at = {"meeting_id": actions.plan_meeting(meeting=table, **by()), **by()}
    people = (cast.ids["person_id"], dad.pk)
    present = {"participation_form": ParticipationForm.PRESENT}
    seats = [actions.invite(seat=NewSeat(SeatKind.RESIDENT, person=one, **present), **at) for one in people]
    return at, *seats, {"first": people[0], "second": people[1], "reason": "Geweld"}


def test_who_is_kept_apart_meanwhile_does_not_sit_together_again_after_a_break(by, with_dad):  # noqa: F811
    at, _noor, _dad, pair = with_dad
    actions.open_meeting(**at)
    actions.break_off(reason="Vader dreigt", **at)
    cases.keep_apart(**pair, **by())
    with pytest.raises(NotPossible, match="niet samen aan tafel"):
        actions.resume_meeting(**at)


def sits(seat):
    with gate.opened():
        return Presence.objects.filter(participant=seat, topic=None, left_at=None).exists()


@pytest.mark.parametrize("said_no", ["before", "at the table"])
def test_who_is_kept_apart_meanwhile_does_not_come_in_where_the_other_sits(client, cast, by, with_dad, said_no):  # noqa: F811
    """Whoever said no and comes after all, in whatever way that is written down; once the other left, that one may."""
    at, noor, dad, pair = with_dad
    if said_no == "at the table":
        actions.open_meeting(**at)
    actions.arrange_participation(seat_id=dad, form=ParticipationForm.DECLINED, declined_reason="Wil niet.", **at)
    if said_no == "before":
        actions.open_meeting(**at)
    cases.keep_apart(**pair, **by())
    with pytest.raises(NotPossible, match="niet samen aan tafel"):
        actions.mark_attendance(seat_id=dad, attended=True, **at)
    if said_no == "at the table":
        with pytest.raises(NotPossible, match="niet samen aan tafel"):
            actions.arrange_participation(seat_id=dad, form=ParticipationForm.PRESENT, **at)
    assert (sits(noor), sits(dad)) == (True, False)
    client.force_login(cast[PIA])
    address = reverse("meetings:mark_present", args=["C-1", at["meeting_id"], dad])
    refused = client.post(address)
    assert (refused.status_code, "niet samen aan tafel" in text_of(refused)) == (409, True)
    actions.mark_attendance(seat_id=noor, attended=False, **at)
    actions.mark_attendance(seat_id=dad, attended=True, **at)
    assert (sits(noor), sits(dad)) == (False, True)


def test_who_was_marked_there_before_does_not_sit_down_by_another_form(by, with_dad):  # noqa: F811
    """The father sent a text, which was read; then it was agreed. In person he does not come."""
    at, _noor, dad, pair = with_dad
    actions.arrange_participation(seat_id=dad, form=ParticipationForm.WRITTEN, **at)
    actions.open_meeting(**at)
    cases.keep_apart(**pair, **by())
    with pytest.raises(NotPossible, match="niet samen aan tafel"):
        actions.arrange_participation(seat_id=dad, form=ParticipationForm.PRESENT, **at)
    actions.arrange_participation(seat_id=dad, form=ParticipationForm.VIDEO_MESSAGE, **at)
