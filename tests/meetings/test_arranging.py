"""What is agreed about each seat before the table sits: why, how, who comes, who speaks for whom, and a large group."""

from datetime import timedelta
from uuid import UUID

import pytest

from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, InvitationAnswer, MeetingKind, ParticipationForm, SeatKind
from cases.models import Case, HouseholdMember, MeetingReport, NeededExpertise
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Participant, Topic
from privacy import gate
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import CAS, PIA, WIM, at, invited, one, planned

REASON = "Weet wat de huurachterstand is"
EXPERT = NewSeat(SeatKind.EXPERT, name="Jo Kan", reason="Weet van slapen")


def seat_of(seat_id):
    with gate.opened():
        return Participant.objects.get(pk=seat_id)


def report():
    with gate.opened():
        return MeetingReport.objects.get(case__reference="C-9")


def prepared(client, there):
    return text_of(client.get(at("prepare_meeting", there["meeting"])))


@pytest.fixture
def there(by, earlier, ids):
    return invited(by, earlier, ids)


@pytest.fixture
def expert(by, there):
    return actions.invite(meeting_id=there["meeting"], seat=EXPERT, **by())


@pytest.fixture
def ilse(cast, earlier, ids):
    """Somebody else of the household."""
    with gate.opened():
        case = HouseholdMember.objects.get(person=ids["person_id"]).case
        person = PersonFactory(municipality=case.municipality, name="Ilse Zeegers", made_at=earlier)
        HouseholdMemberFactory(case=case, person_id=person.pk, made_by=cast[PIA])
    return person.pk


# --- why -------------------------------------------------------------------------------------------------------------


def test_the_reason_at_the_table_is_changed_at_the_seat_and_the_party_reads_it(signed_in, by, ids, there):
    with gate.opened():
        Participant.objects.filter(pk=there["wim"]).update(reason_at_table="")
    client, why = signed_in(), at("say_why_at_table", there["meeting"], there["wim"])
    page = prepared(client, there)
    assert "Reden ontbreekt" in page
    assert why in page
    assert client.post(why, {"reason": " "}).status_code == 422
    assert client.post(why, {"reason": REASON}).status_code == 303
    assert REASON in prepared(client, there)
    assert (report().without_reason, seat_of(there["wim"]).reason_at_table) == (0, REASON)
    assert at("say_why_at_table", there["meeting"], there["saar"]) not in prepared(client, there)
    assert why not in prepared(signed_in(CAS), there)


# --- who comes -------------------------------------------------------------------------------------------------------


def test_whom_nothing_reaches_is_named_and_has_a_paper(signed_in, there, expert):
    client = signed_in()
    assert "Krijgt geen bericht: bel zelf" in prepared(client, there)
    paper = client.get(at("invitation_paper", there["meeting"], expert))
    words = text_of(paper)
    assert paper.status_code == 200
    for shown in ("Beste Jo Kan", "Waarom wij u vragen: Weet van slapen", "Laat ons weten of u komt."):
        assert shown in words
    for hidden in ("Saar Zeegers", "de mensen die u helpen", "Wilt u er liever niet bij zitten?"):
        assert hidden not in words


def test_what_somebody_told_is_recorded_by_who_directs(signed_in, there, expert):
    client = signed_in()
    for seat in (there["wim"], expert):
        answer = at("record_answer", there["meeting"], seat)
        assert answer in prepared(client, there)
        assert client.post(answer, {"answer": "no"}).status_code == 422
        assert client.post(answer, {"answer": "no", "declined_reason": "Op vakantie"}).status_code == 303
        assert seat_of(seat).participation_form is ParticipationForm.DECLINED
        assert client.post(answer, {"answer": "yes"}).status_code == 303
        row = seat_of(seat)
        assert (row.participation_form, row.declined_reason) == (ParticipationForm.PRESENT, "")
        assert row.answered_at
    assert "Krijgt geen bericht" not in prepared(client, there)
    assert at("record_answer", there["meeting"], there["saar"]) not in prepared(client, there)


def test_an_answer_is_to_a_moment_and_before_the_meeting_begins(by, there, expert, earlier):
    asks = {"meeting_id": there["meeting"], "seat_id": expert, "answer": InvitationAnswer.YES}
    actions.record_answer(**asks, **by())
    moved = NewMeeting(MeetingKind.MDO, earlier + timedelta(days=2), 60, (AgendaPoint.A,))
    actions.change_meeting(meeting_id=there["meeting"], meeting=moved, **by())
    assert seat_of(expert).answered_at is None
    with pytest.raises(NotPossible, match="hoe die meedoet"):
        actions.record_answer(**asks | {"seat_id": there["saar"]}, **by())
    actions.open_meeting(meeting_id=there["meeting"], **by())
    with pytest.raises(NotPossible, match="al begonnen"):
        actions.record_answer(**asks, **by())


# --- a large group ---------------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(by, there, settings):
    settings.MDO_MAX_PROFESSIONALS = 1
    return [actions.invite(meeting_id=there["meeting"], seat=EXPERT, **by()) for _one in range(2)]


def test_who_said_no_does_not_count_for_the_size_of_the_group(by, there, settings):
    settings.MDO_MAX_PROFESSIONALS = 0
    no = {"answer": InvitationAnswer.NO, "declined_reason": "Op vakantie"}
    before = report().professionals
    actions.record_answer(meeting_id=there["meeting"], seat_id=there["wim"], **no, **by())
    assert (before, report().professionals) == (1, 0)


def test_the_reason_for_a_large_group_is_asked_beside_it_and_kept(signed_in, there, settings):
    client, why = signed_in(), at("explain_group", there["meeting"])
    assert why not in prepared(client, there)
    settings.MDO_MAX_PROFESSIONALS = 0
    assert why in prepared(client, there)
    assert client.post(why, {"reason": "Iedereen is nodig voor de veiligheid."}).status_code == 303
    assert one().group_reason == "Iedereen is nodig voor de veiligheid."
    assert "Iedereen is nodig voor de veiligheid." in prepared(client, there)
    assert why not in prepared(signed_in(CAS), there)


# --- how, and who speaks for whom ------------------------------------------------------------------------------------


def test_of_who_is_represented_is_known_by_whom(signed_in, by, there):
    client, arrange = signed_in(), at("arrange_participation", there["meeting"], there["saar"])
    assert client.post(arrange, {"form": "represented"}).status_code == 422
    assert client.post(arrange, {"form": "represented", "representative": "Oma Riet"}).status_code == 303
    assert "Oma Riet spreekt voor deze persoon" in prepared(client, there)
    assert client.post(arrange, {"form": "present"}).status_code == 303
    assert seat_of(there["saar"]).representative == ""


def test_an_invitation_says_at_once_why_not_and_who_speaks(by, earlier, ids):
    meeting_id = planned(by, earlier)
    saar = {"seat_kind": SeatKind.RESIDENT, "person": ids["person_id"]}
    for form, missing in ((ParticipationForm.DECLINED, "waarom"), (ParticipationForm.REPRESENTED, "wie")):
        with pytest.raises(NotPossible, match=missing):
            actions.invite(meeting_id=meeting_id, seat=NewSeat(**saar, participation_form=form), **by())
    seat = NewSeat(**saar, participation_form=ParticipationForm.REPRESENTED, representative="Oma Riet")
    assert seat_of(actions.invite(meeting_id=meeting_id, seat=seat, **by())).representative == "Oma Riet"


def test_somebody_of_the_network_takes_part_in_an_own_way_too(signed_in, cast, by, earlier, there):
    with gate.opened():
        case = Case.objects.get(reference="C-9")
        oma = PersonFactory(municipality=case.municipality, name="Oma Riet", made_at=earlier)
        HouseholdMemberFactory(case=case, person_id=oma.pk, in_network=True, made_by=cast[PIA])
    seat = actions.invite(meeting_id=there["meeting"], seat=NewSeat(SeatKind.NETWORK, person=oma.pk), **by())
    client, arrange = signed_in(), at("arrange_participation", there["meeting"], seat)
    assert arrange in prepared(client, there)
    assert client.post(arrange, {"form": "written"}).status_code == 303
    paper = text_of(client.get(at("invitation_paper", there["meeting"], seat)))
    assert "omdat de inwoner u er graag bij heeft" in paper
    for not_hers in ("de mensen die u helpen", "met u over hebben", "iemand er niet bij hebben"):
        assert not_hers not in paper
    mine = text_of(client.get(at("invitation_paper", there["meeting"], there["saar"])))
    assert "U mag altijd iemand meenemen die u vertrouwt." in mine


# --- of everybody who is talked about --------------------------------------------------------------------------------


def test_who_is_talked_about_without_a_seat_holds_up_the_table_until_that_is_arranged(by, earlier, ids, ilse):
    there = invited(by, earlier, ids)
    assert report().residents_unarranged == 1
    seat = NewSeat(
        SeatKind.RESIDENT, person=ilse, participation_form=ParticipationForm.DECLINED, declined_reason="Vier jaar oud"
    )
    actions.invite(meeting_id=there["meeting"], seat=seat, **by())
    assert report().residents_unarranged == 0


def test_who_has_a_table_of_the_own_is_arranged_there(by, earlier, ids, ilse):
    there = invited(by, earlier, ids)
    later = NewMeeting(MeetingKind.MDO, earlier + timedelta(days=1), 60, (AgendaPoint.A,))
    own = actions.plan_meeting(meeting=later, **by())
    seat = NewSeat(SeatKind.RESIDENT, person=ilse, participation_form=ParticipationForm.PRESENT)
    actions.invite(meeting_id=own, seat=seat, **by())
    actions.check_preconditions(meeting_id=there["meeting"], preconditions=(), **by())
    with gate.opened():
        assert MeetingReport.objects.get(meeting_id=there["meeting"]).residents_unarranged == 0


def test_the_page_says_of_whom_it_is_not_arranged_as_the_guard_counts_it(signed_in, by, earlier, ids, ilse):
    there = invited(by, earlier, ids)
    page = signed_in().get(at("prepare_meeting", there["meeting"])).context["page"]
    assert page.without_seat == ("Ilse Zeegers",)


# --- what is asked before, and the agenda ----------------------------------------------------------------------------


def test_which_expertise_is_needed_is_said_before_anybody_is_invited_who_brings_it(signed_in, by, earlier, ids):
    meeting_id, asked = planned(by, earlier), "Welke kennis is nodig?"
    wim = {"party": ids["party_id"], "seat_kind": SeatKind.FIXED_PARTNER, "reason": "De hulp"}
    with gate.opened():
        NeededExpertise.objects.update(confirmed_cycle=0)  # of an earlier round
    assert asked in text_of(signed_in().get(at("plan_meeting")))
    assert asked not in text_of(signed_in(WIM).get(at("plan_meeting")))
    for somebody in (wim, {"name": "Dr. Vos", "seat_kind": SeatKind.EXPERT, "reason": "Autisme"}):
        with pytest.raises(NotPossible, match="Noem eerst bij Partijen welke kennis nodig is"):
            actions.invite(meeting_id=meeting_id, seat=NewSeat(**somebody), **by())
    refused = signed_in().post(at("invite", meeting_id), {"seat": f"party:{ids['party_id']}", "reason": "De hulp"})
    assert refused.status_code in (409, 422)
    family = NewSeat(SeatKind.RESIDENT, person=ids["person_id"], participation_form=ParticipationForm.PRESENT)
    actions.invite(meeting_id=meeting_id, seat=family, **by())
    with gate.opened():
        assert Participant.objects.count() == 1
    cases.name_expertise(what="Huurrecht", **by())
    page = text_of(signed_in().get(at("plan_meeting")))
    assert asked not in page
    assert "Huurrecht" in page
    assert actions.invite(meeting_id=meeting_id, seat=NewSeat(**wim), **by())


def test_a_point_that_is_taken_off_the_agenda_is_for_another_meeting(signed_in, by, earlier, ids):
    meeting_id = planned(by, earlier)
    with gate.opened():
        point = Topic.objects.get(point="b").pk
    actions.remove_topic(meeting_id=meeting_id, topic_id=point, **by())
    assert one().covers == ["a"]
    page = signed_in().get(at("prepare_meeting", meeting_id)).context["page"]
    assert [line.state for line in page.points] == ["met", "missing", "missing", "missing"]


def test_a_point_counts_as_talked_about_since_the_case_last_came_to_the_analysis(signed_in, by, earlier, ids):
    first = planned(by, earlier)
    with gate.opened():
        from_then = earlier - timedelta(days=1)
        Case.objects.filter(reference="C-9").update(analysis_since=from_then)
        type(one()).objects.filter(pk=first).update(opened_at=earlier, closed_at=earlier)
    second = NewMeeting(MeetingKind.MDO, earlier + timedelta(days=1), 60, (AgendaPoint.C,))
    later = actions.plan_meeting(meeting=second, **by())
    states = _notes(signed_in(), later)
    assert states[:2] == ["besproken in een eerder overleg"] * 2
    with gate.opened():
        Case.objects.filter(reference="C-9").update(analysis_since=earlier + timedelta(minutes=1))
    assert _notes(signed_in(), later)[0].startswith("moet nog")


def _notes(client, meeting_id: UUID):
    return [line.note for line in client.get(at("prepare_meeting", meeting_id)).context["page"].points]


def test_a_party_that_pauses_shows_what_starting_it_would_make_of_the_household(signed_in, by, there, ids):
    client = signed_in()
    party = client.get(at("prepare_meeting", there["meeting"])).context["page"].case.parties[0]
    assert (party.without, party.with_it) == (0, party.professionals)
    change = at("change_involvement", there["meeting"], ids["party_id"])
    typed = {"involvement": "paused", "involvement_reason": "Rust", "professionals": "2", "version": party.version}
    assert client.post(change, typed).status_code == 303
    answer = client.get(at("prepare_meeting", there["meeting"]))
    party = answer.context["page"].case.parties[0]
    assert (answer.context["page"].coming, party.without, party.with_it) == (0, 0, 2)
    assert "met deze partij 2" in text_of(answer)
