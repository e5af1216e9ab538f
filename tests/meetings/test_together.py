"""The round on working together: each on the own device or aloud, read by who chairs and by nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import AgendaPoint, Felt, FirstTurnKind, MeetingKind, SeatKind
from meetings import actions
from meetings.actions import NewMeeting, NewSeat, Together
from meetings.models import Meeting, MinutesEntry, RoundAnswer
from meetings.phases import Phase
from privacy import gate, law
from privacy.law import DataCategory, Purpose
from privacy.portal import restricted
from tests.looking import text_of
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import by, opened_well, says, there, to_picture  # noqa: F401
from tests.meetings.test_minutes import CAS, KARIM, PIA, WIM, held, now, page, visit  # noqa: F401

WORDS = "Niemand belt mij terug."


@pytest.fixture
def deciding(cast, by, there, now):  # noqa: F811
    """A table that decides."""
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    actions.take_first_turns(turns={there[name]: FirstTurnKind.SPOKEN for name in ("noor", "wim", "karim")}, **at)
    actions.call_picture_complete(**at)
    actions.go_on(seen=Phase.PICTURE, **at)
    actions.go_on(seen=Phase.JUDGEMENT, **at)
    return at


def as_(cast, at, who):
    return at | {"viewer": cast.viewer(who)}


def test_each_answers_alone_or_aloud_and_only_who_chairs_reads_it(client, cast, deciding, there, visit):  # noqa: F811
    at = deciding
    actions.answer_round(answer=Together(Felt.PARTLY, Felt.NO, WORDS), **as_(cast, at, WIM))
    actions.record_round(seat_id=there["noor"], answer=Together(Felt.YES, Felt.YES), **at)
    with pytest.raises(NotPossible, match="antwoordde zelf"):
        actions.record_round(seat_id=there["wim"], answer=Together(Felt.YES, Felt.YES), **at)
    for who in (CAS, PIA):  # no seat of their own
        with pytest.raises(NotAuthorised):
            actions.answer_round(answer=Together(Felt.YES, Felt.YES), **as_(cast, at, who))
    with pytest.raises(NotAuthorised):
        actions.record_round(seat_id=there["noor"], answer=Together(Felt.YES, Felt.YES), **as_(cast, at, WIM))
    address = page("together", at)
    client.force_login(cast[PIA])
    seen = text_of(client.get(address))
    for words in (WORDS, "1 ja, 1 deels, 0 nee", "1 ja, 0 deels, 1 nee", f"opgeschreven door {cast[PIA].name}"):
        assert words in seen, words
    client.force_login(cast[WIM])  # the own answer, and not that of Noor
    mine = text_of(client.get(address))
    assert (WORDS in mine, "opgeschreven door" in mine, "Het verloop" in mine) == (True, False, False)
    for who in (CAS, "ger_protects_data"):
        client.force_login(cast[who])
        assert client.get(address).status_code == 404


def test_the_course_shows_per_meeting_what_is_in_the_way(signed_in, cast, deciding, there):  # noqa: F811
    actions.answer_round(answer=Together(Felt.PARTLY, Felt.NO, WORDS), **as_(cast, deciding, WIM))
    page = text_of(signed_in().get(reverse("meetings:together", args=["C-1", there["meeting_id"]])))
    assert WORDS in page.partition("Het verloop over de overleggen")[2]


def test_the_course_has_a_line_for_each_meeting_with_its_own_answers(signed_in, cast, by, deciding, there, now):  # noqa: F811
    actions.answer_round(answer=Together(Felt.PARTLY, Felt.NO, WORDS), **as_(cast, deciding, WIM))
    again = NewMeeting(MeetingKind.EVALUATION, now + timedelta(days=30), 60, (AgendaPoint.A,))
    second = actions.plan_meeting(meeting=again, **by())
    department = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp")
    seat = actions.invite(meeting_id=second, seat=department, **by())
    with gate.opened():
        Meeting.objects.filter(pk=deciding["meeting_id"]).update(phase=Phase.CLOSED, closed_at=now)
    actions.open_meeting(meeting_id=second, **by())
    put_in(Phase.DECISION, second)
    better = Together(Felt.YES, Felt.YES, "Alleen de bus nog.")
    actions.record_round(seat_id=seat, answer=better, **by(), meeting_id=second)
    page = text_of(signed_in().get(reverse("meetings:together", args=["C-1", second])))
    lines = page.partition("Het verloop over de overleggen")[2].partition("<tbody>")[2].split("</tr>")[:-1]
    assert len(lines) == 2
    mdo, evaluation = lines
    said = {mdo: ("0 ja, 1 deels, 0 nee", "0 ja, 0 deels, 1 nee", WORDS)}
    said[evaluation] = ("1 ja, 0 deels, 0 nee", "1 ja, 0 deels, 0 nee", "Alleen de bus nog.")
    for line, words in said.items():
        assert all(one in line for one in words), line
    assert [("dit overleg" in line, WORDS in line) for line in lines] == [(False, True), (True, False)]


def test_a_partner_answers_in_the_portal_and_reads_back_its_own_answer_alone(client, cast, deciding, there, visit):  # noqa: F811
    at = deciding
    actions.answer_round(answer=Together(Felt.PARTLY, Felt.NO, WORDS), **as_(cast, at, WIM))
    ids = ["C-1", str(there["meeting_id"])]
    assert "Zeg hoe de samenwerking gaat" in text_of(visit("seat", *ids))
    assert "Voelt u zich gehoord" in text_of(visit("together", *ids))
    post = {"heard": "no", "pulling": "yes", "in_the_way": "Ik hoor alles als laatste."}
    answer = visit.post("answer_round", *ids, data=post | {"heard": ""})
    assert (answer.status_code, "Ik hoor alles als laatste." in text_of(answer)) == (422, True)
    assert visit.post("answer_round", *ids, data=post).status_code == 303
    seen = text_of(visit("together", *ids))
    assert ("Ik hoor alles als laatste." in seen, WORDS in seen) == (True, False)
    with gate.opened(), restricted(cast.viewer(KARIM)):
        assert list(RoundAnswer.objects.values_list("participant", flat=True)) == [there["karim"]]
    assert visit("together", *ids, who="lot_receives_elsewhere").status_code == 404


def test_it_is_for_the_end_never_needed_and_in_no_minutes(cast, by, held, there):  # noqa: F811
    """held: the same meeting, closed without a round."""
    actions.record_round(seat_id=there["noor"], answer=Together(Felt.NO, Felt.NO, WORDS), **held)
    actions.draft_minutes(**held)
    with gate.opened():
        assert not MinutesEntry.objects.filter(text__contains=WORDS).exists()
        RoundAnswer.objects.get().meeting.participants.filter(pk=there["noor"]).update(attended=False)
    with pytest.raises(NotPossible, match="aan tafel was"):
        actions.record_round(seat_id=there["noor"], answer=Together(Felt.YES, Felt.YES), **held)


def test_before_the_end_nobody_is_asked(cast, by, there):  # noqa: F811
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    with pytest.raises(NotPossible, match="einde"):
        actions.record_round(seat_id=there["noor"], answer=Together(Felt.YES, Felt.YES), **at)


def test_by_the_law_it_is_of_who_directs_the_process_alone_and_can_be_shared_with_nobody():
    about = DataCategory.WORKING_TOGETHER
    assert {rule.relation for rule in law.RULES if about in rule.data} == {law.Relation.DIRECTS_PROCESS}
    assert about not in law.receivable(law.Role.CHAIN_PARTNER, Purpose.COOPERATION)


def test_who_writes_down_what_was_said_gets_the_form_back_when_it_is_not_complete(client, cast, deciding, there):  # noqa: F811
    client.force_login(cast[PIA])
    address = reverse("meetings:record_round", args=["C-1", there["meeting_id"], there["noor"]])
    refused = client.post(address, {"heard": "yes", "in_the_way": "De bus rijdt niet."})
    assert (refused.status_code, "De bus rijdt niet." in text_of(refused)) == (422, True)
    assert client.post(address, {"heard": "yes", "pulling": "no"}).status_code == 303
