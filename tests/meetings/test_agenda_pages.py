"""The agenda on its page: topics with their time box, who may stay for what, and what is still to come this round."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases.actions import share
from cases.meeting_terms import AgendaPoint, MeetingKind, Precondition, SeatKind
from cases.models import Case, Party
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Meeting, Participant, Topic
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.cast import proposal
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import BERT, CAS, LONG, PIA, at, invited, one, planned

TOPIC = {"title": "De huur", "phase": "picture", "minutes": "15", "categories": ["living"]}


def topics(**which):
    with gate.opened():
        return list(Topic.objects.filter(meeting__case__reference="C-9", **which).order_by("position"))


def section(client, name):
    """The words of one section of the page."""
    page = client.get(at("prepare")).content.decode()
    return text_of_html(page.partition(f'id="{name}-heading"')[2].partition("</section>")[0])


def text_of_html(html):
    class Page:
        content = html.encode()

    return text_of(Page)


def test_a_topic_is_added_changed_moved_and_taken_off(signed_in, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    for _time in range(2):  # a double click is one
        assert client.post(at("add_topic", meeting_id), TOPIC).status_code == 303
    (added,) = topics(title="De huur")
    assert (added.minutes, added.categories, added.phase) == (15, ["living"], "picture")
    changed = TOPIC | {"title": LONG[:200].strip(), "minutes": "20", "categories": ["debts", "living"], "version": "1"}
    assert client.post(at("change_topic", meeting_id, added.pk), changed).status_code == 303
    assert LONG[:200].strip() in section(client, "agenda")
    assert client.post(at("change_topic", meeting_id, added.pk), changed).status_code == 409  # somebody was first
    order = [topic.pk for topic in topics(phase="picture")]
    assert client.post(at("move_topic_earlier", meeting_id, added.pk)).status_code == 303
    assert [topic.pk for topic in topics(phase="picture")] == order[::-1]
    assert client.post(at("move_topic_later", meeting_id, added.pk)).status_code == 303
    assert [topic.pk for topic in topics(phase="picture")] == order
    assert client.post(at("remove_topic", meeting_id, added.pk)).status_code == 303
    assert client.post(at("remove_topic", meeting_id, added.pk)).status_code == 409
    assert not topics(pk=added.pk)


def test_the_fold_says_how_many_must_leave_and_the_form_whom_not_to_invite_as_a_stranger(signed_in, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    assert "de kamer uit" not in section(client, "agenda").partition("</summary>")[0]
    actions.invite(meeting_id=meeting_id, seat=NewSeat(SeatKind.EXPERT, name="Oma Bep", reason="Kent Noor"), **by())
    assert "1 gaat de kamer uit" in section(client, "agenda").partition("</summary>")[0]
    assert "Iemand uit het netwerk? Zet die eerst bij Mensen." in text_of(client.get(at("prepare")))


def test_what_is_missing_is_said_at_the_topic_and_nothing_typed_is_lost(signed_in, cast, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    topic = topics()[0]
    typed = TOPIC | {"title": "Zo noem ik het"}
    for wrong in ({"minutes": "0"}, {"minutes": "241"}, {"categories": []}, {"phase": "opening"}, {"about": [uuid4()]}):
        for address in (at("add_topic", meeting_id), at("change_topic", meeting_id, topic.pk)):
            refused = client.post(address, typed | wrong)
            assert refused.status_code == 422, wrong
            assert text_of(refused).count("Zo noem ik het") == 1
    assert len(topics()) == 2


def test_the_minutes_on_the_agenda_are_held_against_the_time_there_is(signed_in, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    assert "40 van de 75 minuten" in section(client, "agenda")
    client.post(at("add_topic", meeting_id), TOPIC | {"minutes": "36"})
    words = section(client, "agenda")
    for said in ("76 van de 75 minuten", "1 minuut te veel"):
        assert said in words


def test_the_points_of_this_round_are_done_planned_or_still_to_come(signed_in, by, earlier):
    planned(by, earlier)
    with gate.opened():
        Meeting.objects.update(opened_at=earlier, closed_at=earlier, covers=["a"])
    points = (AgendaPoint.B,)
    actions.plan_meeting(meeting=NewMeeting(MeetingKind.MDO, earlier, 60, points), **by())
    words = section(signed_in(), "agenda")
    done, here, to_come = "besproken in een eerder overleg", "staat op deze agenda", "moet nog"
    assert [words.count(said) for said in (done, here, to_come)] == [1, 1, 2]


def test_the_chair_sees_who_goes_out_of_the_room_and_why_and_where_a_decision_helps(signed_in, cast, ids, by, earlier):
    """Also on paper; a colleague who does not chair sees the agenda, and of nobody why they may not hear something."""
    there = invited(by, earlier, ids)
    with gate.opened():
        Party.objects.filter(pk=ids["party_id"]).update(contact=cast["karim_receives"])
        organisation = Party.objects.get(pk=ids["party_id"]).organisation_id
    client = signed_in()
    link = reverse("cases:new_share", args=["C-9", organisation])
    page = client.get(at("prepare")).content.decode()
    assert link in page
    paper = client.get(at("room_paper", there["meeting"]))
    for words in (text_of_html(page), text_of(paper)):
        assert "Nog niet gedeeld: vraag en toekomstbeeld van de inwoner." in words
    assert ReadLog.objects.filter(action="open_meeting_paper").count() == 1
    other = signed_in(CAS).get(at("prepare")).content.decode()
    assert "Wat is er nu aan de hand" in other
    assert "Nog niet gedeeld" not in other
    assert "1 gaat de kamer uit" in page.partition('id="agenda-heading"')[2].partition("</summary>")[0]
    assert "de kamer uit" not in other
    for name in (CAS, BERT):
        assert signed_in(name).get(at("room_paper", there["meeting"])).status_code == 404
    asked = proposal(
        cast["karim_receives"], earlier, about=(ids["person_id"],), categories=frozenset({DataCategory.REQUEST_VISION})
    )
    share(proposal=asked, **by())
    words = text_of(signed_in().get(at("room_paper", there["meeting"])))
    assert "Nog niet gedeeld: vraag" not in words


def test_a_person_of_the_network_stays_once_the_resident_wants_that(signed_in, cast, ids, by, earlier):
    there, client = invited(by, earlier, ids), signed_in()
    with gate.opened():
        member = HouseholdMemberFactory(
            case=Case.objects.get(pk=ids["case_id"]),
            person_id=PersonFactory(municipality=cast[PIA].organisation, name="Oma Rie", made_at=earlier).pk,
            role="oma",
            in_network=True,
        )
    seat = actions.invite(meeting_id=there["meeting"], seat=NewSeat(SeatKind.NETWORK, person=member.person_id), **by())
    assert "De inwoner heeft nog niet gezegd dat deze persoon erbij mag zijn." in section(client, "agenda")
    said = {"by": [str(ids["person_id"])]}
    assert client.post(at("record_wanted", there["meeting"], there["wim"]), said).status_code == 409
    refused = client.post(at("record_wanted", there["meeting"], seat))
    offered = refused.content.decode().partition(at("record_wanted", there["meeting"], seat))[2].partition("</form>")[0]
    assert (refused.status_code, str(ids["person_id"]) in offered) == (422, True)
    assert str(member.person_id) not in offered  # nobody says it of themselves
    assert client.post(at("record_wanted", there["meeting"], seat), {"by": [str(member.person_id)]}).status_code == 422
    assert client.post(at("record_wanted", there["meeting"], seat), said).status_code == 303
    assert "De inwoner heeft nog niet gezegd" not in section(client, "agenda")
    with gate.opened():
        name = Participant.objects.get(pk=there["saar"]).name
    assert f"{name} wil dit" in section(client, "seats")
    assert client.post(at("record_unwanted", there["meeting"], seat)).status_code == 303
    with gate.opened():
        assert Participant.objects.get(pk=seat).wanted_at is None


def test_the_check_list_and_what_is_read_out_stand_on_the_page_and_on_paper(signed_in, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    assert "nog 7 niet in orde" in section(client, "ready")
    met = {"preconditions": [one.value for one in Precondition][1:]}
    assert client.post(at("check_preconditions", meeting_id), met).status_code == 303
    assert "nog 1 niet in orde" in section(client, "ready")
    assert one().preconditions == met["preconditions"]
    assert client.post(at("check_preconditions", meeting_id), {"preconditions": ["iets"]}).status_code == 422
    change = {
        "kind": "mdo", "planned_at": "04-01-2027 10:00", "duration_minutes": "60", "covers": ["a"],
        "purpose_text": "Samen één plan", "legal_bases": ["WMO-5.1.1", "JW-7.4"],
    }  # fmt: skip
    assert client.post(at("change_meeting", meeting_id), change).status_code == 303
    for words in (section(client, "ready"), text_of(client.get(at("opening_paper", meeting_id)))):
        for said in ("Samen één plan", "Wmo 2015, artikel 5.1.1", "Jeugdwet, artikelen 7.4.0 tot en met 7.4.5"):
            assert said in words


def test_several_are_invited_at_once_with_the_task_of_a_party_as_its_reason(signed_in, ids, by, earlier):
    meeting_id, client = planned(by, earlier), signed_in()
    with gate.opened():
        Party.objects.filter(pk=ids["party_id"]).update(primary_task="Houdt de huur betaald")
    assert client.post(at("invite_several", meeting_id), {}).status_code == 422
    both = {"seats": [f"person:{ids['person_id']}", f"party:{ids['party_id']}"]}
    assert client.post(at("invite_several", meeting_id), both).status_code == 303
    with gate.opened():
        seats = {seat.seat_kind: seat.reason_at_table for seat in Participant.objects.filter(meeting=meeting_id)}
    assert seats[SeatKind.RESIDENT] == ""
    assert "Houdt de huur betaald" in seats.values()
    assert client.post(at("invite_several", meeting_id), both).status_code == 422  # they are no choices any more


@pytest.mark.parametrize(("involvement", "left"), [("stopped", 0), ("paused", 0), ("starts_later", 0), ("active", 4)])
def test_the_number_of_professionals_before_and_after_is_said(signed_in, ids, by, earlier, involvement, left):
    meeting_id, client = planned(by, earlier), signed_in()
    with gate.opened():
        Party.objects.filter(case=ids["case_id"]).exclude(pk=ids["party_id"]).delete()
        Party.objects.filter(pk=ids["party_id"]).update(professionals=3, involvement="active", version=1)
    assert "Nu komen er 3 professionals." in section(client, "coming")
    address = at("change_involvement", meeting_id, ids["party_id"])
    typed = {"involvement": involvement, "professionals": "4", "version": "1"}
    if involvement != "active":
        refused = client.post(address, typed)
        assert refused.status_code == 422
        assert "Schrijf op waarom deze partij nu niet meedoet." in text_of(refused)
    done = client.post(address, typed | {"involvement_reason": "Eerst rust"}, follow=True)
    assert f"Eerst kwamen er 3 professionals in dit huishouden, nu {left}." in text_of(done)


def test_who_does_not_direct_changes_nothing_of_the_agenda(signed_in, by, earlier):
    meeting_id = planned(by, earlier)
    topic = topics()[0].pk
    addresses = [(name, (meeting_id, topic)) for name in ("change_topic", "remove_topic", "move_topic_later")]
    addresses += [(name, (meeting_id,)) for name in ("add_topic", "check_preconditions")]
    for name, arguments in addresses:
        assert signed_in(CAS).post(at(name, *arguments), TOPIC).status_code == 403, name
        assert signed_in(BERT).post(at(name, *arguments), TOPIC).status_code == 404, name
        assert signed_in().get(at(name, *arguments)).status_code == 405, name
