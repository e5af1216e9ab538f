"""To what a partner is invited, in the portal: read, answered, somebody else proposed; and what the director does."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import actions as cases
from cases.actions import consequences
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import Case, Invitation, Party, PlanAction
from cases.reads import drift
from cases.record_terms import Involvement
from cases.stappenplan import BY_ID
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Meeting, Participant
from meetings.phases import Phase
from outbox.models import Message
from privacy import gate
from privacy.models import ReadLog
from privacy.portal import restricted
from privacy.viewer import Origin, Viewer
from tests.cast import SECRETS
from tests.factories import UserFactory
from tests.looking import text_of
from tests.meetings.around import LONG, put_in

PIA, KARIM, LOT = "pia_directs_process", "karim_receives", "lot_receives_elsewhere"
MOST = 9  # that the page of an invitation asks of the database
WHY, PLACE, QUESTION = "Weet wat de huur is", "Stadhuis, kamer 3", "Waar kan ik weer wonen?"


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def by(cast, now):
    return {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}


@pytest.fixture
def ids(cast, by, now):
    """Karim is invited, and has nothing else to do with the case. Returns the ids of the meeting and both seats."""
    cases.revoke(**by, decision_id=cast.ids["decision_id"], reason="Klaar")
    with gate.opened():
        PlanAction.objects.filter(owner=cast[KARIM]).update(owner=None)
    meeting_id = actions.plan_meeting(meeting=meeting_at(now + timedelta(days=3)), **by)
    noor = NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"])
    kade = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["party_id"], reason=WHY)
    seats = actions.invite_all(meeting_id=meeting_id, seats=(noor, kade), **by)
    return {"meeting_id": meeting_id, "noor": seats[0], "seat_id": seats[1]}


def meeting_at(moment):
    about = (AgendaPoint.A, AgendaPoint.B)
    return NewMeeting(MeetingKind.MDO, moment, 75, about, PLACE, question=QUESTION, purpose_text=QUESTION)


@pytest.fixture
def visit(client, cast):
    """Opens an address of the portal as somebody, or sends something to it."""

    def visit(name, *args, data=None, who=KARIM):
        client.force_login(cast[who])
        address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)
        if data is None:
            return client.get(address, SERVER_NAME=settings.PORTAL_HOST)
        return client.post(address, data, SERVER_NAME=settings.PORTAL_HOST)

    return visit


def prepare(client, cast, name="prepare", *args, data=None):
    client.force_login(cast[PIA])
    address = reverse(f"meetings:{name}", args=["C-1", *args])
    return client.get(address) if data is None else client.post(address, data)


def seat_of(ids):
    with gate.opened():
        return Participant.objects.get(pk=ids["seat_id"])


def told():
    return Message.objects.filter(topic="meetings.invited")


def test_who_is_invited_reads_when_where_and_why_and_nothing_of_the_people(visit, cast, now, ids):
    start = text_of(visit("start"))
    assert "U bent uitgenodigd voor het MDO" in start
    assert "Zeg of u komt" in start
    assert "U bent uitgenodigd voor het MDO" in text_of(visit("case", "C-1"))
    page = text_of(visit("invitation", "C-1", ids["meeting_id"]))
    for words in (WHY, PLACE, "75 minuten", "a. analyse van de situatie nu", "De Kade", "cas directs case"):
        assert words in page
    for hidden in (QUESTION, *SECRETS.values()):
        assert hidden not in page + start
    line = ReadLog.objects.get(action="open_invitation")
    assert (line.viewer_id, line.relations, line.categories) == (cast[KARIM].pk, ["invited"], ["progress"])
    assert visit("invitation", "C-1", ids["meeting_id"], who=LOT).status_code == 404
    assert visit("invitation", "C-2", ids["meeting_id"]).status_code == 404
    assert visit("invitation", "C-1", ids["seat_id"]).status_code == 404
    assert drift(now=now) == ()


def test_a_yes_a_no_and_a_yes_again_are_seen_by_the_director(client, visit, cast, now, ids):
    there = ("C-1", ids["meeting_id"])
    assert visit("accept_invitation", *there, data={}, who=LOT).status_code == 404
    for _twice in range(2):
        assert visit("accept_invitation", *there, data={}).status_code == 303
    assert (seat_of(ids).answered_by_id, seat_of(ids).participation_form) == (cast[KARIM].pk, ParticipationForm.PRESENT)
    assert "Zeg of u komt" not in text_of(visit("start"))
    assert "U zei ja" in text_of(visit("start"))
    assert "Komt" in text_of(prepare(client, cast))
    empty = visit("decline_invitation", *there, data={"reason": " "})
    assert empty.status_code == 422
    assert "data-focus-on-load" in text_of(empty)
    assert visit("decline_invitation", *there, data={"reason": LONG}).status_code == 303
    assert (seat_of(ids).participation_form, seat_of(ids).declined_reason) == (ParticipationForm.DECLINED, LONG)
    assert "Komt niet" in text_of(prepare(client, cast))
    assert LONG in text_of(prepare(client, cast))
    assert visit("accept_invitation", *there, data={}).status_code == 303
    assert (seat_of(ids).participation_form, seat_of(ids).declined_reason) == (ParticipationForm.PRESENT, "")
    assert drift(now=now) == ()


def test_a_colleague_is_proposed_in_words_and_the_director_takes_that_over_or_not(client, visit, cast, by, ids):
    there, seat = ("C-1", ids["meeting_id"]), ("C-1", ids["meeting_id"], ids["seat_id"])
    kees = {"name": "Kees Bos", "function": "wijkbeheerder"}
    for wrong in ({"name": " "}, {"function": ""}):
        refused = visit("propose_representative", *there, data=kees | wrong)
        assert refused.status_code == 422
        assert "Kees Bos" in text_of(refused) or "wijkbeheerder" in text_of(refused)
    assert prepare(client, cast, "take_over_representative", *seat[1:], data={}).status_code == 409
    assert visit("propose_representative", *there, data=kees).status_code == 303
    assert "U stelde voor: Kees Bos, wijkbeheerder" in text_of(visit("invitation", *there))
    assert "Zeg of u komt" not in text_of(visit("start"))
    assert "Kees Bos, wijkbeheerder" in text_of(prepare(client, cast))
    assert "Beslis wie er namens een partij" in text_of(client.get("/"))  # what the director has to do
    before = told().count()
    assert prepare(client, cast, "refuse_representative", *seat[1:], data={"reason": ""}).status_code == 422
    assert prepare(client, cast, "refuse_representative", *seat[1:], data={"reason": LONG}).status_code == 303
    assert told().count() == before + 1  # asked again, and told so
    page = text_of(visit("invitation", *there))
    assert ("liever dat u zelf komt" in page, LONG in page) == (True, True)
    assert "Zeg of u komt" in text_of(visit("start"))
    visit("propose_representative", *there, data=kees)
    assert prepare(client, cast, "take_over_representative", *seat[1:], data={}).status_code == 303
    taken = seat_of(ids)
    assert (taken.representative, taken.proposed_name, taken.proposal_answer) == ("Kees Bos, wijkbeheerder", "", "")
    assert taken.answered_by_id == cast[KARIM].pk
    assert "Kees Bos, wijkbeheerder komt namens u" in text_of(visit("invitation", *there))
    assert "Kees Bos, wijkbeheerder" in text_of(prepare(client, cast, "table"))
    assert "Beslis wie er namens een partij" not in text_of(client.get("/"))
    assert visit("accept_invitation", *there, data={}).status_code == 303  # after all in person
    assert (seat_of(ids).representative, seat_of(ids).participation_form) == ("", ParticipationForm.PRESENT)


def test_at_another_moment_every_party_is_asked_again(visit, cast, by, now, ids):
    there = ("C-1", ids["meeting_id"])
    visit("accept_invitation", *there, data={})
    by = by | {"meeting_id": ids["meeting_id"]}
    actions.change_meeting(**by, meeting=meeting_at(now + timedelta(days=3)))
    assert seat_of(ids).answered_at is not None  # the same moment
    before = told().count()
    actions.change_meeting(**by, meeting=meeting_at(now + timedelta(days=4)))
    assert (seat_of(ids).answered_at, seat_of(ids).participation_form) == (None, "")
    assert "Zeg of u komt" in text_of(visit("start"))
    assert told().count() == before + 1


def test_only_whom_a_party_sends_in_the_portal_is_asked_and_not_what_a_file_says(client, cast, by, now, ids):
    message = told().get()
    assert message.payload == {"user_id": str(cast[KARIM].pk), "what": "invitation"}
    colleague = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De Wmo")
    actions.invite(meeting_id=ids["meeting_id"], seat=colleague, **by)
    assert text_of(prepare(client, cast)).count("Nog geen antwoord") == 1  # of the colleague none is asked here
    pia = by["viewer"]
    imports = Viewer(pia.user_id, pia.role, pia.organisation_id, pia.municipality_id, origin=Origin.IMPORT)
    again = by | {"viewer": imports, "meeting_id": ids["meeting_id"]}
    actions.change_meeting(**again, meeting=meeting_at(now + timedelta(days=9)))
    assert told().count() == 1


def test_another_contact_hears_of_the_invitation_that_waits(cast, by, ids):
    kees = UserFactory(name="Kees Bos", role=cast[KARIM].role, organisation=cast[KARIM].organisation)
    text = cases.PartyText(SeatKind.FIXED_PARTNER, contact_id=kees.pk)
    cases.change_party(**by, party_id=cast.ids["party_id"], party=text)
    heard = Message.objects.filter(topic="cases.waiting", payload__what="invitation")
    assert [message.payload["user_id"] for message in heard] == [str(kees.pk)]


def hold(ids, by, cast, **more):
    """The meeting, from its opening to its end."""
    at = {**by, "meeting_id": ids["meeting_id"]}
    who = {"accepted": True, "how": "aan tafel", "hours": "2", "paid_by": "Wmo"}
    actions.open_meeting(**at)
    put_in(Phase.DECISION, ids["meeting_id"])
    for name in ("noor", "seat_id"):
        actions.mark_attendance(**at, seat_id=ids[name], attended=True)
    ending = actions.Ending("Het beeld klopt.", **more)
    actions.close_meeting(**at, overview=cases.Overview(cast["cas_directs_case"].pk, None, **who), ending=ending)


def test_while_the_table_sits_whom_a_party_sends_finds_it_first(visit, by, ids):
    at = {**by, "meeting_id": ids["meeting_id"]}
    actions.open_meeting(**at)
    for page in (text_of(visit("start")), text_of(visit("case", "C-1"))):
        assert "Nu bezig: MDO" in page
        assert "Naar de tafel" in page
        assert "Zeg of u komt" not in page  # that cannot be said any more
    actions.break_off(reason="Alarm", **at)
    assert "Nu bezig" not in text_of(visit("start"))
    assert "Dit overleg is onderbroken" in text_of(visit("seat", "C-1", ids["meeting_id"]))


def test_after_the_meeting_whom_a_party_sent_reads_what_comes_now(visit, cast, by, now, ids):
    hold(ids, by, cast, next_at=now + timedelta(days=40))
    there = ("C-1", ids["meeting_id"])
    start, case, seat = (text_of(visit(*page)) for page in (("start",), ("case", "C-1"), ("seat", *there)))
    for page in (start, case):
        assert "Geweest. Het verslag komt nog" in page
        assert "uitgenodigd" not in page
    for words in ("Dit overleg is afgelopen", "Het verslag wordt nog gemaakt", "U ziet elkaar weer"):
        assert words in seat
    assert "Zo gaat het nu verder" in text_of(visit("invitation", *there))
    answer = {"heard": "partly", "pulling": "yes", "in_the_way": ""}
    assert visit("answer_round", *there, data=answer).status_code == 303  # also afterwards
    for name, data in (("accept_invitation", {}), ("contribute", {"kind": "fact", "text": LONG})):
        assert visit(name, *there, data=data).status_code in (409, 422), name
    assert "X-Regie-Over" in visit("seat_live", *there).headers
    assert visit("seat", *there, who=LOT).status_code == 404
    assert drift(now=now) == ()


def end(how, ids, by, cast):
    """What makes an invitation end."""
    if how == "the seat is taken away":
        actions.remove_seat(**by, meeting_id=ids["meeting_id"], seat_id=ids["seat_id"])
    if how == "the meeting is cancelled":
        actions.cancel_meeting(**by, meeting_id=ids["meeting_id"])
    if how == "the minutes went round":
        hold(ids, by, cast)
        actions.draft_minutes(**by, meeting_id=ids["meeting_id"])
        actions.share_with_each(**by, meeting_id=ids["meeting_id"], number=1)
    if how == "the party stops":
        stops = {"party_id": cast.ids["party_id"], "involvement": Involvement.STOPPED, "reason": "Klaar"}
        stops |= {"professionals": 2}
        cases.change_involvement(**by, **stops)
    if how == "somebody else is sent":
        with gate.opened():
            Party.objects.filter(pk=cast.ids["party_id"]).update(contact=None)
    if how == "the case is closed":
        with gate.opened():
            case = Case.objects.get(reference="C-1")
            consequences.follow(case, BY_ID["T03"], by["viewer"], "", by["now"])


@pytest.mark.parametrize(
    "how",
    [
        "the seat is taken away",
        "the meeting is cancelled",
        "the minutes went round",
        "the party stops",
        "somebody else is sent",
        "the case is closed",
    ],
)
def test_an_invitation_ends_and_the_case_is_not_there_any_more(visit, cast, by, ids, how):
    there = ("C-1", ids["meeting_id"])
    assert visit("invitation", *there).status_code == 200
    end(how, ids, by, cast)
    absent = visit("case", "C-1000")
    for name, args in (("invitation", there), ("case", ("C-1",))):
        answer = visit(name, *args)
        assert (answer.status_code, len(answer.content)) == (404, len(absent.content)), name
    assert visit("accept_invitation", *there, data={}).status_code == 404
    assert "uitgenodigd" not in text_of(visit("start"))
    with gate.opened(), restricted(cast.viewer(KARIM)):
        for model in (Case, Invitation, Participant, Meeting):
            assert not model.objects.values_list("pk", flat=True), model


def test_the_application_alone_shows_an_invitation_to_nobody_else(visit, cast, by, ids, monkeypatch):
    """Row level security off; and what the page asks of the database is no more for many seats than for one."""
    monkeypatch.setattr("privacy.middleware.restricted", lambda viewer: nullcontext())
    there = ("C-1", ids["meeting_id"])
    assert visit("invitation", *there, who=LOT).status_code == 404
    assert WHY not in text_of(visit("start", who=LOT))
    asked = []
    visit("invitation", *there)  # what is asked only after signing in
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert visit("invitation", *there).status_code == 200
        asked.append(sum("SELECT" in query["sql"] or "INSERT" in query["sql"] for query in captured))
        experts = [NewSeat(SeatKind.EXPERT, name=f"Deskundige {number}", reason="Weet veel") for number in range(9)]
        actions.invite_all(meeting_id=ids["meeting_id"], seats=experts, **by)
    assert asked[1] == asked[0] <= MOST
    end("the seat is taken away", ids, by, cast)
    assert visit("invitation", *there).status_code == 404


def test_what_began_is_answered_by_telephone(visit, cast, by, ids):
    there = ("C-1", ids["meeting_id"])
    actions.open_meeting(**by, meeting_id=ids["meeting_id"])
    assert "Dit overleg is begonnen" in text_of(visit("invitation", *there))
    late = visit("decline_invitation", *there, data={"reason": LONG})
    assert (late.status_code, LONG in text_of(late)) == (409, False)
    assert "Dit overleg is al begonnen" in text_of(late)
    assert seat_of(ids).attended is True


@pytest.mark.parametrize("gates", ["both", "the application alone"])
def test_nobody_answers_for_a_party_that_sends_somebody_else(visit, cast, by, now, ids, monkeypatch, gates):
    """Lot is invited to a meeting of this case too, and is nobody to the invitation of Karim."""
    if gates == "the application alone":
        monkeypatch.setattr("privacy.middleware.restricted", lambda viewer: nullcontext())
    with gate.opened():
        party = Party.objects.get(pk=cast.ids["department_id"])
        Party.objects.filter(pk=party.pk).update(contact=cast[LOT])
    other = actions.plan_meeting(meeting=meeting_at(now + timedelta(days=8)), **by)
    brug = NewSeat(SeatKind.EXPERT, party=party.pk, reason="Denkt mee")
    actions.invite(meeting_id=other, seat=brug, **by)
    assert visit("invitation", "C-1", other, who=LOT).status_code == 200
    assert visit("invitation", "C-1", ids["meeting_id"], who=LOT).status_code == 404
    assert visit("decline_invitation", "C-1", ids["meeting_id"], data={"reason": "Nee"}, who=LOT).status_code == 404
    assert WHY not in text_of(visit("case", "C-1", who=LOT))
    assert seat_of(ids).answered_at is None
