"""Who may hear less while a table runs is out of the room at once; and what somebody said is not a successor's."""

import pytest
from django.utils import timezone

from cases import actions as cases
from cases.actions import NotPossible, PartyText
from cases.hats import Variant
from cases.meeting_terms import ContributionKind, Felt, ParticipationForm, SeatKind
from cases.models import HatPeriod
from cases.record_terms import Involvement
from cases.terms import Compartment
from meetings import actions
from meetings.actions import NewContribution, NewSeat, NewTopic, Together
from meetings.admission import most_guarded
from meetings.models import Contribution, Meeting, MeetingDecision, Presence, RoundAnswer, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import Grant
from privacy.portal import restricted
from tests.cast import proposal
from tests.factories import UserFactory
from tests.looking import text_of
from tests.meetings.around import laid, put_in
from tests.meetings.test_live_pages import (
    KARIM,
    PARTNERS_HOST,
    PIA,
    WIM,
    _put,
    at,
    by,  # noqa: F401
    earlier,  # noqa: F401
    in_portal,
    meeting,
    polled,
    says,
    stand_in,
    there,  # noqa: F401
)

K, D = ContributionKind, DataCategory


def running_pieces(seat):
    with gate.opened():
        return Presence.objects.filter(participant=seat, left_at=None, topic__isnull=False).count()


@pytest.fixture
def in_the_room(by, there):  # noqa: F811
    """The solutions on the table, which are shared with Karim: he is in the room."""
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    assert running_pieces(there["karim"]) == 1
    return there


@pytest.fixture
def successor(cast):
    """Somebody else of the organisation of Karim."""
    return UserFactory(name="Kees Bos", role=cast[KARIM].role, organisation=cast[KARIM].organisation)


def test_sharing_that_stops_during_a_topic_takes_the_partner_out_of_the_room(signed_in, cast, by, in_the_room):  # noqa: F811
    partner, address = signed_in(KARIM), in_portal("seat", in_the_room["meeting"])
    page = partner.get(address, **PARTNERS_HOST)
    assert "Op tafel: Oplossingsrichtingen" in text_of(page)
    actions.give_turn(meeting_id=in_the_room["meeting"], seat_id=in_the_room["karim"], **by(PIA, timezone.now()))
    chair = stand_in(signed_in().get(at("table")))
    cases.revoke(decision_id=cast.ids["decision_id"], reason="Niet meer nodig", **by(PIA, timezone.now()))
    assert running_pieces(in_the_room["karim"]) == 0
    assert meeting().turn_id is None
    assert running_pieces(in_the_room["wim"]) == 1  # a colleague hears what the law gives
    assert polled(signed_in(), chair) == 205
    page = text_of(signed_in(KARIM).get(address, **PARTNERS_HOST))
    assert "Onderwerp zonder u" in page
    assert "Oplossingsrichtingen" not in page
    with gate.opened(), restricted(cast.viewer(KARIM)):
        assert not Topic.objects.exists()
    says(by, in_the_room, K.PROPOSAL, "Een kamer bij tante", seat=in_the_room["wim"])
    again = proposal(cast[KARIM], timezone.now(), about=(cast.ids["person_id"],))
    cases.share(proposal=again, **by(PIA, timezone.now()))
    assert "Een kamer bij tante" not in text_of(signed_in(KARIM).get(address, **PARTNERS_HOST))


def test_sharing_that_ends_by_itself_closes_the_topic_on_the_screen(signed_in, cast, by, in_the_room):  # noqa: F811
    partner, address = signed_in(KARIM), in_portal("seat", in_the_room["meeting"])
    assert "Op tafel: Oplossingsrichtingen" in text_of(partner.get(address, **PARTNERS_HOST))
    with gate.opened():
        Grant.objects.filter(user=cast[KARIM]).update(valid_until=timezone.now())
    page = partner.get(address, **PARTNERS_HOST)
    assert "Oplossingsrichtingen" not in text_of(page)


@pytest.mark.parametrize("how", ["stops", "sends somebody else"])
def test_a_party_that_stops_or_sends_another_is_out_of_the_room(cast, by, in_the_room, successor, how):  # noqa: F811
    party = {"party_id": cast.ids["party_id"], **by(PIA, timezone.now())}
    if how == "stops":
        cases.change_involvement(involvement=Involvement.STOPPED, professionals=0, reason="Klaar", **party)
    else:
        cases.change_party(party=PartyText(SeatKind.CONTRIBUTES_TO_SOLUTION, contact_id=successor.pk), **party)
    assert running_pieces(in_the_room["karim"]) == 0
    assert running_pieces(in_the_room["wim"]) == 1


def test_what_a_predecessor_said_is_not_of_who_comes_next(client, cast, by, in_the_room, successor):  # noqa: F811
    says(by, in_the_room, K.ARGUMENT, "Dat zei Karim zelf", who=KARIM)
    says(by, in_the_room, K.ARGUMENT, "Dat zei Karim hardop", seat=in_the_room["karim"])
    put_in(Phase.DECISION, in_the_room["meeting"])
    mine = {"meeting_id": in_the_room["meeting"], "purpose": Purpose.COOPERATION}
    answer = Together(Felt.NO, Felt.NO, "Karim vindt het stroef")
    actions.answer_round(answer=answer, **mine, **by(KARIM, timezone.now()))
    seat, together = (in_portal(name, in_the_room["meeting"]) for name in ("seat", "together"))
    client.force_login(cast[KARIM])
    for words in ("Dat zei Karim zelf", "Dat zei Karim hardop"):
        assert words in text_of(client.get(seat, **PARTNERS_HOST))
    assert "Karim vindt het stroef" in text_of(client.get(together, **PARTNERS_HOST))
    text = PartyText(SeatKind.CONTRIBUTES_TO_SOLUTION, contact_id=successor.pk)
    cases.change_party(party_id=cast.ids["party_id"], party=text, **by(PIA, timezone.now()))
    client.force_login(successor)
    for address in (seat, together):
        page = client.get(address, **PARTNERS_HOST)
        assert page.status_code == 200
        assert "Karim" not in text_of(page).partition("<main")[2]
    with gate.opened(), restricted(cast.viewer(KARIM)):
        assert not Contribution.objects.exists()
        assert not RoundAnswer.objects.exists()


def test_of_a_mixed_topic_what_comes_counts_as_what_the_fewest_may_hear():
    assert most_guarded({D.LIVING}) is D.LIVING
    assert most_guarded({D.LIVING, D.HEALTH_MENTAL}) is D.HEALTH_MENTAL
    assert most_guarded({D.HEALTH_MENTAL, D.CRIMINAL, D.LIVING}) is D.CRIMINAL


def test_a_decision_on_a_mixed_topic_is_kept_as_the_most_guarded_of_it(by, there):  # noqa: F811
    moment = by(PIA, timezone.now())
    mixed = NewTopic("Wonen en gezondheid", Phase.DECISION, 10, (D.LIVING, D.HEALTH_MENTAL))
    put_in(Phase.DECISION, there["meeting"])
    topic = actions.add_topic(meeting_id=there["meeting"], topic=mixed, **moment)
    actions.start_topic(meeting_id=there["meeting"], topic_id=topic, **moment)
    agreed = {"text": "Eerst rust, dan een huis.", "decided_by": "Allen"}
    actions.record_decision(meeting_id=there["meeting"], **laid(), **agreed, **moment)
    with gate.opened():
        assert MeetingDecision.objects.get().category == D.HEALTH_MENTAL


def test_a_number_of_another_table_is_not_taken_over_and_breaks_nothing(cast, by, there):  # noqa: F811
    first = says(by, there, K.FACT, "De huur is te laat", seat=there["noor"])
    with gate.opened():
        Contribution.objects.filter(pk=first).update(made_by=cast[WIM])
    second = says(by, there, K.FACT, "De auto is stuk", seat=there["noor"], id=first)
    assert second != first
    with gate.opened():
        assert set(Contribution.objects.values_list("text", flat=True)) == {"De huur is te laat", "De auto is stuk"}


def test_who_is_not_there_says_nothing_in_the_opening_either(by, there):  # noqa: F811
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    with gate.opened():
        Meeting.objects.filter(pk=there["meeting"]).update(topic=None)
    put_in(Phase.OPENING, there["meeting"])
    actions.mark_attendance(seat_id=there["wim"], attended=False, **moment)
    with pytest.raises(NotPossible, match="nu niet in de kamer"):
        actions.contribute(what=NewContribution(K.ANNOUNCEMENT, "Ik ben er", seat=there["wim"]), **moment)


def test_a_seat_is_of_a_person_or_of_a_party_and_never_of_both(cast, by, there):  # noqa: F811
    both = NewSeat(SeatKind.EXPERT, person=cast.ids["person_id"], party=cast.ids["party_id"])
    with pytest.raises(NotPossible, match="niet allebei"):
        actions.invite(meeting_id=there["meeting"], seat=both, **by())


def test_what_is_added_to_words_is_added_where_those_were_said(by, in_the_room):  # noqa: F811
    proposed = says(by, in_the_room, K.PROPOSAL, "Een kamer bij tante", seat=in_the_room["wim"])
    moment = {"meeting_id": in_the_room["meeting"], **by(PIA, timezone.now())}
    elsewhere = NewTopic("De opname", Phase.JUDGEMENT, 5, (D.HEALTH_MENTAL,))
    actions.start_topic(topic_id=actions.add_topic(topic=elsewhere, **moment), **moment)
    aside = {"contribution_id": proposed, "reason": "Moeder wordt opgenomen"}
    with pytest.raises(NotPossible, match="Zet dat onderwerp eerst weer op tafel"):
        actions.set_aside(**aside, **moment)
    with gate.opened():
        of_proposal = Contribution.objects.get(pk=proposed).topic_id
    actions.start_topic(topic_id=of_proposal, **moment)
    actions.set_aside(**aside, **moment)


def test_the_same_decision_at_another_topic_is_another_decision(by, there):  # noqa: F811
    put_in(Phase.DECISION, there["meeting"])
    agreed = {"meeting_id": there["meeting"], "text": "We bellen tante.", **by(PIA, timezone.now())}
    for title, kinds in (("Wonen", (D.LIVING,)), ("Gezond", (D.HEALTH_MENTAL,))):
        topic = NewTopic(title, Phase.DECISION, 5, kinds)
        moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
        actions.start_topic(topic_id=actions.add_topic(topic=topic, **moment), **moment)
        actions.record_decision(dissent=f"Anders over {title}", **laid(), **agreed)
        actions.record_decision(dissent=f"Toch anders over {title}", **laid(), **agreed)
    with gate.opened():
        kept = dict(MeetingDecision.objects.values_list("category", "dissent"))
    assert kept == {D.LIVING: "Toch anders over Wonen", D.HEALTH_MENTAL: "Toch anders over Gezond"}


def test_the_wall_with_pictures_hears_who_comes_in(signed_in, by, there):  # noqa: F811
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    wall = signed_in().get(at("pictures_room", there["meeting"]))
    assert "Noor slaapt in de auto" in text_of(wall)
    carried = stand_in(wall)
    assert polled(signed_in(), carried) == 204
    assert signed_in().get(at("pictures_room", there["meeting"]), HTTP_X_REGIE_STAND=carried).status_code == 204
    expert = NewSeat(SeatKind.EXPERT, name="Jo Kan", reason="Weet van slapen")
    actions.invite(meeting_id=there["meeting"], seat=expert, **by(PIA, timezone.now()))
    assert polled(signed_in(), carried) == 205


def test_other_minutes_for_a_topic_let_nobody_in_who_was_sent_out(by, there):  # noqa: F811
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    actions.go_out(seat_id=there["wim"], **moment)
    with gate.opened():
        topic = Topic.objects.get(point="a")
        same = NewTopic(topic.title, Phase.PICTURE, 40, tuple(D(one) for one in topic.categories))
    actions.change_topic(topic_id=topic.pk, topic=same, **moment)
    assert running_pieces(there["wim"]) == 0
    actions.come_in(seat_id=there["wim"], **moment)
    assert running_pieces(there["wim"]) == 1


def test_a_topic_that_was_begun_does_not_become_another_one(signed_in, by, there):  # noqa: F811
    """Wim heard the first and would be sent out of the second, and still read what that is about."""
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    with gate.opened():
        topic = Topic.objects.get(point="a")
    as_it_was = (topic.title, Phase.PICTURE, 5, tuple(D(one) for one in topic.categories))
    for place, other in ((0, "Noors angst"), (1, Phase.DECISION), (3, (D.HEALTH_MENTAL,))):
        changed = [*as_it_was]
        changed[place] = other
        with pytest.raises(NotPossible, match="Zet er een nieuw onderwerp bij"):
            actions.change_topic(topic_id=topic.pk, topic=NewTopic(*changed), **moment)
    actions.change_topic(topic_id=topic.pk, topic=NewTopic(*as_it_was), **moment)
    assert "Noors angst" not in text_of(signed_in(WIM).get(at("table")))


def test_who_says_no_during_the_meeting_is_out_of_the_room(by, there):  # noqa: F811
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    no = {"form": ParticipationForm.DECLINED, "declined_reason": "Te zwaar"}
    actions.arrange_participation(seat_id=there["noor"], **no, **moment)
    assert running_pieces(there["noor"]) == 0


def test_who_no_longer_takes_the_minutes_does_not_read_back_what_was_typed_for_others(signed_in, cast, by, there):  # noqa: F811
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    debts = NewTopic("De schuld", Phase.PICTURE, 5, (D.DEBTS,))
    actions.start_topic(topic_id=actions.add_topic(topic=debts, **moment), **moment)
    actions.name_minute_taker(user_id=cast[WIM].pk, **moment)
    says(by, there, K.FACT, "De deurwaarder belde", who=WIM, seat=there["noor"])
    assert "De deurwaarder belde" in text_of(signed_in(WIM).get(at("live", there["meeting"])))
    actions.name_minute_taker(user_id=cast[PIA].pk, **moment)
    assert "De deurwaarder belde" not in text_of(signed_in(WIM).get(at("live", there["meeting"])))


def test_a_topic_on_which_something_was_said_is_not_erased(by, there):  # noqa: F811
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    with gate.opened():
        topic, unused = Topic.objects.get(point="a").pk, Topic.objects.get(point="d").pk
    moment = by(PIA, timezone.now())
    with pytest.raises(NotPossible, match="Haal liever de naam uit de tekst"):
        cases.erase_item(table="meetings.topic", item_id=topic, **moment)
    cases.erase_item(table="meetings.topic", item_id=unused, **moment)
    with gate.opened():
        assert set(Topic.objects.values_list("pk", flat=True)) >= {topic}
        assert not Topic.objects.filter(pk=unused).exists()


def test_a_party_that_stopped_is_asked_no_more(cast, by, there):  # noqa: F811
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    party = {"party_id": cast.ids["party_id"], **by(PIA, timezone.now())}
    actions.mark_never_there(seat_id=there["karim"], **moment)
    actions.remove_seat(seat_id=there["karim"], **moment)
    cases.change_involvement(involvement=Involvement.STOPPED, professionals=0, reason="Klaar", **party)
    with pytest.raises(NotPossible, match="partij die meedoet"):
        actions.invite(seat=NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["party_id"], reason="De huur"), **moment)


@pytest.fixture
def stands_in(cast, by, there):  # noqa: F811
    """Wim stands in for who inquires, and hears by that how Noor lives. Returns the hat."""
    now = timezone.now()
    with gate.opened():
        hat = HatPeriod.objects.get(wearer=cast["ina_inquires"], taken_off_at=None).pk
    cases.name_deputy(hat_id=hat, deputy=cast[WIM].pk, **by(PIA, now))
    living = NewTopic("De woning", Phase.PICTURE, 5, (D.LIVING,))
    moment = {"meeting_id": there["meeting"], **by(PIA, now)}
    actions.start_topic(topic_id=actions.add_topic(topic=living, **moment), **moment)
    assert running_pieces(there["wim"]) == 1
    return hat


@pytest.mark.parametrize("how", ["nobody stands in", "the hat comes off"])
def test_who_loses_what_a_pet_lets_hear_is_out_of_the_room(by, there, stands_in, how):  # noqa: F811
    before = meeting().version
    if how == "nobody stands in":
        cases.name_deputy(hat_id=stands_in, deputy=None, **by(PIA, timezone.now()))
    else:
        cases.take_off_hat(hat_id=stands_in, reason="Klaar", resident_told=True, **by(PIA, timezone.now()))
    assert running_pieces(there["wim"]) == 0
    assert meeting().version > before
    with pytest.raises(NotPossible, match="nu niet in de kamer"):
        says(by, there, K.FACT, "Het huis is klein", who=WIM)


def test_a_party_under_another_law_is_out_of_the_room_for_the_first(cast, by, there):  # noqa: F811
    """Also of what was hung on the joint plan, where the party stops: by then nothing is left to hear it by."""
    cases.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor Noor", **by())
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    for law in (Compartment.WMO, Compartment.OTHER):
        topic = NewTopic(f"De hulp, {law}", Phase.PICTURE, 5, (D.SUPPORT_IN_USE,), law=law)
        actions.start_topic(topic_id=actions.add_topic(topic=topic, **moment), **moment)
        assert running_pieces(there["wim"]) == 1
        if law is Compartment.WMO:
            text = PartyText(SeatKind.FIXED_PARTNER, cast[WIM].pk, "Hulp", law=Compartment.JEUGDWET)
            cases.change_party(party_id=cast.ids["department_id"], party=text, **by(PIA, timezone.now()))
        else:
            stopped = {"involvement": Involvement.STOPPED, "professionals": 0, "reason": "Klaar"}
            cases.change_involvement(party_id=cast.ids["department_id"], **stopped, **by(PIA, timezone.now()))
        assert running_pieces(there["wim"]) == 0


def test_who_directs_no_more_takes_no_minutes(cast, by, there):  # noqa: F811
    actions.name_minute_taker(meeting_id=there["meeting"], user_id=cast[PIA].pk, **by(PIA, timezone.now()))
    follows = {"new_director": cast["bert_stands_nowhere"].pk, "variant": Variant.MUNICIPAL, "reason": "Verlof"}
    told = {"told_all": True, "mitigation": "Samen"}
    cases.change_process_director(**follows, **told, **by("tess_manages_here", timezone.now()))
    assert meeting().minute_taker_id is None
