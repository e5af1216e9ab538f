"""The minutes of a meeting: made from what happened, and each recipient's copy held against the law."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import actions as cases
from cases.actions import Changed, NotAuthorised, NotPossible
from cases.meeting_terms import ContributionKind, FirstTurnKind, MinutesStatus, StatementWords
from cases.models import Case, Party
from cases.record_terms import ErasureGround
from meetings import actions
from meetings.actions import Ending, NewTopic, OwnStatement
from meetings.models import (
    Contribution,
    Meeting,
    Minutes,
    MinutesCopy,
    MinutesEntry,
    NewFactsSignal,
    Participant,
    Presence,
    Topic,
)
from meetings.phases import Phase
from outbox.models import Message
from privacy import gate, grants, law
from privacy.law import DataCategory
from privacy.models import ReadLog
from privacy.portal import restricted
from tests.cast import proposal
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import K, by, opened_well, says, there, to_picture  # noqa: F401

PIA, WIM, KARIM, CAS = "pia_directs_process", "wim_takes_part", "karim_receives", "cas_directs_case"
OF_DEBTS = "De deurwaarder belde op maandag."
GROUNDED = "Waarvoor wij gegevens delen: Wmo: passende ondersteuning\nOp grond van: Wmo 2015, artikel 5.1.1."


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def visit(client, cast):
    def visit(name, *args, who=KARIM):
        client.force_login(cast[who])
        address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)
        return client.get(address, SERVER_NAME=settings.PORTAL_HOST)

    def post(name, *args, data, who=KARIM):
        client.force_login(cast[who])
        address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)
        return client.post(address, data, SERVER_NAME=settings.PORTAL_HOST)

    visit.post = post
    return visit


@pytest.fixture
def held(cast, by, there, now):  # noqa: F811
    """A meeting that was held and closed: debts that only the resident heard, a goal that all three heard."""
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    debts = actions.add_topic(topic=NewTopic("De schuld", Phase.PICTURE, 5, (DataCategory.DEBTS,)), **at)
    actions.start_topic(topic_id=debts, **at)
    says(by, there, K.FACT, OF_DEBTS, seat=there["noor"])
    turns = {there[name]: FirstTurnKind.SPOKEN for name in ("noor", "wim", "karim")}
    actions.take_first_turns(turns=turns, **at)
    actions.call_picture_complete(**at)
    actions.go_on(seen=Phase.PICTURE, **at)
    with gate.opened():
        goals = Topic.objects.get(point="c").pk
    later = by(PIA, now + timedelta(minutes=5))
    actions.start_topic(topic_id=goals, meeting_id=there["meeting_id"], **later)
    argue = actions.NewContribution(ContributionKind.ARGUMENT, "Dan blijft de woning", seat=there["wim"], topic=goals)
    actions.contribute(meeting_id=there["meeting_id"], what=argue, **later)
    actions.go_out(seat_id=there["karim"], meeting_id=there["meeting_id"], **by(PIA, now + timedelta(minutes=6)))
    last = by(PIA, now + timedelta(minutes=7))
    argue = actions.NewContribution(ContributionKind.ARGUMENT, "Tante wil het ook", seat=there["noor"], topic=goals)
    actions.contribute(meeting_id=there["meeting_id"], what=argue, **last)
    keeps = cases.Overview(
        wearer=cast[CAS].pk, accepted=True, how="aan tafel", hours="2", paid_by="Wmo", mitigation="Samen"
    )
    ending = Ending("Het beeld klopt.", now + timedelta(days=30))
    end = by(PIA, now + timedelta(minutes=9))
    put_in(Phase.DECISION, there["meeting_id"])
    actions.close_meeting(meeting_id=there["meeting_id"], overview=keeps, ending=ending, **end)
    return {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=10))}


def shared(held):
    actions.draft_minutes(**held)
    actions.share_with_each(number=1, **held)


def held_by(held):
    return {name: held[name] for name in ("viewer", "reference", "now")}


def page(name, held, *more):
    return reverse(f"meetings:{name}", args=["C-1", held["meeting_id"], *more])


def copy_of(seat):
    with gate.opened():
        return MinutesCopy.objects.filter(participant=seat).order_by("-number").first()


def texts(copy):
    with gate.opened():
        return set(copy.entries.values_list("text", flat=True))


def test_the_minutes_are_made_from_what_happened_in_the_order_of_the_method(cast, held):
    actions.draft_minutes(**held)
    with gate.opened():
        entries = list(MinutesEntry.objects.order_by("position").values_list("section", "text"))
    sections = [section for section, _text in entries]
    before, after = ["present", "present", "question", "question"], ["overview", "ending", "ending"]
    assert sections == [*before, "picture", "picture", "directions", "directions", *after]
    assert ("picture", OF_DEBTS) in entries
    for told in (
        ("present", "Noor Zeegers: zit aan tafel."),
        ("present", "Aan tafel: Wmo Dorp, De Kade."),
        ("question", GROUNDED),
        ("overview", f"Het overzicht houdt: {cast[CAS].name}."),
    ):
        assert told in entries
    assert entries[-1][1].startswith("Wij zien elkaar weer op")
    assert actions.draft_minutes(**held)  # again: the same
    with gate.opened():
        assert Minutes.objects.count() == 1


def test_each_copy_holds_what_the_law_gives_and_what_was_heard_and_nothing_else(cast, held, there, now):  # noqa: F811
    """Said anew, without the rule of the product: by the decisions to share, by the law, and by who was in the room."""
    shared(held)
    with gate.opened():
        wim = law.inside(law.Role(cast[WIM].role), frozenset({law.Relation.TAKES_PART}))
        by_law = frozenset[DataCategory]().union(*(rule.data for rule in wim))
        given = set(grants.valid(now).filter(user=cast[KARIM].pk, item=None).values_list("category", "person"))
        compared = 0
        for seat in Participant.objects.all():
            got = set(MinutesCopy.objects.get(participant=seat).entries.values_list("of", flat=True))
            for entry in MinutesEntry.objects.filter(copy=None):
                room = Presence.objects.filter(topic=entry.topic_id, participant=seat, came_at__lte=entry.said_at)
                heard = entry.topic_id is None or any(not p.left_at or entry.said_at <= p.left_at for p in room)
                may = {
                    there["noor"]: seat.person_id in entry.about,
                    there["wim"]: entry.category in by_law,
                    there["karim"]: all((entry.category, one) in given for one in entry.about),
                }[seat.pk]
                assert (entry.pk in got) is (heard and may), (seat.name, entry.text)
                compared += 1
    assert compared == 33
    assert OF_DEBTS in texts(copy_of(there["noor"]))
    assert OF_DEBTS not in texts(copy_of(there["wim"])) | texts(copy_of(there["karim"]))
    assert texts(copy_of(there["karim"])) == {"Dan blijft de woning"}  # out of the room when the aunt was mentioned


def test_two_of_one_household_get_what_is_about_themselves_and_kept_apart_never(cast, held, there, now):  # noqa: F811
    """Of somebody else alone nothing; of both together not when they are kept apart."""
    with gate.opened():
        meeting = Meeting.objects.get()
        noor = Participant.objects.get(pk=there["noor"])
        dad = PersonFactory(municipality=meeting.case.municipality, made_at=now)
        HouseholdMemberFactory(case=meeting.case, person_id=dad.pk, made_by=cast[PIA])
    actions.draft_minutes(**held)
    of_dad = OwnStatement(dad.pk, StatementWords.OWN, "Van vader zelf")
    actions.add_statement(number=1, statement=of_dad, **held)
    of_noor = OwnStatement(noor.person_id, StatementWords.TOLD, "Van Noor zelf")
    actions.add_statement(number=2, statement=of_noor, **held)
    with gate.opened():
        both = MinutesEntry.objects.filter(minutes__number=3, copy=None, section="question").first()
        MinutesEntry.objects.filter(pk=both.pk).update(about=[noor.person_id, dad.pk])
    cases.keep_apart(first=noor.person_id, second=dad.pk, reason="Geweld", **held_by(held))
    actions.share_with_each(number=3, **held)
    got = texts(copy_of(there["noor"]))
    assert "Van Noor zelf" in got
    assert not {"Van vader zelf", both.text} & got


def test_a_resident_who_was_not_there_gets_the_own_words_of_the_meeting_and_nothing_that_was_said(held, there):  # noqa: F811
    with gate.opened():
        Presence.objects.filter(participant=there["noor"]).delete()
        Participant.objects.filter(pk=there["noor"]).update(
            attended=False,
            participation_form="declined",
            declined_reason="Te druk",
            first_turn_at=None,
            first_turn_kind="",
        )
    shared(held)
    got = texts(copy_of(there["noor"]))
    assert "Waar slaapt Noor?" in got
    assert any(text.startswith("Wij zien elkaar weer op") for text in got)
    assert any(text.startswith("Het overzicht houdt") for text in got)
    assert not {"Noor slaapt in de auto", OF_DEBTS} & got


def test_who_stops_sharing_takes_the_words_away_and_the_copy_stays_as_it_was(visit, cast, held, there, monkeypatch):  # noqa: F811
    shared(held)
    copy = copy_of(there["karim"])
    case = visit("case", "C-1")
    assert reverse("portal:minutes_copy", urlconf=settings.PORTAL_URLCONF, args=["C-1", copy.pk]) in text_of(case)
    seen = text_of(visit("minutes_copy", "C-1", copy.pk))
    assert "Dan blijft de woning" in seen
    assert OF_DEBTS not in seen
    assert visit("minutes_copy", "C-1", copy_of(there["noor"]).pk).status_code == 404
    assert visit("minutes_copy", "C-1", copy.pk, who="lot_receives_elsewhere").status_code == 404
    with gate.opened():
        grants.valid(held["now"]).filter(user=cast[KARIM].pk, category=DataCategory.PLAN_GOALS).delete()
        with restricted(cast.viewer(KARIM)):
            assert not MinutesEntry.objects.values_list("text", flat=True)
    assert "Er staat nu niets in dat wij met u mogen delen" in text_of(visit("minutes_copy", "C-1", copy.pk))
    monkeypatch.setattr("privacy.middleware.restricted", lambda viewer: nullcontext())
    assert "Dan blijft de woning" not in text_of(visit("minutes_copy", "C-1", copy.pk))  # nor by the application alone
    assert texts(copy) == {"Dan blijft de woning"}


def test_a_partner_reads_who_said_it_by_what_that_person_is_at_the_table(held, there, visit):  # noqa: F811
    shared(held)
    with gate.opened():
        entry = copy_of(there["karim"]).entries.get(text="Dan blijft de woning")
        whole = MinutesEntry.objects.get(text="Dan blijft de woning", copy=None)
    assert (entry.said_by, whole.said_by) == ("Gemeentelijke afdeling", "Wmo Dorp")
    words = text_of(visit("minutes_copy", "C-1", copy_of(there["karim"]).pk))
    assert "Dan blijft de woning" in words
    assert "Wmo Dorp" not in words


def test_what_was_agreed_with_whom_names_nobody_to_a_partner_and_a_new_fact_says_what_came_of_it(held, there):  # noqa: F811
    with gate.opened():
        meeting = Meeting.objects.get()
        said = Contribution.objects.get(text="Dan blijft de woning")
        stamp = {name: getattr(said, name) for name in ("case_id", "about", "law", "category", "made_at", "made_by_id")}
        NewFactsSignal.objects.create(
            **stamp | {"changed_at": said.made_at},
            meeting=meeting,
            fact="De huur is opgezegd",
            raised_by="Wmo Dorp",
            raised_at=said.made_at,
            resolution="dismissed",
            resolution_reason="Dat wisten wij al",
            resolved_at=said.made_at,
        )
    actions.draft_minutes(**held)
    with gate.opened():
        MinutesEntry.objects.filter(text="Dan blijft de woning").update(
            section="appointments", text="Dan blijft de woning\nWmo Dorp en De Kade"
        )
    actions.share_with_each(number=1, **held)
    theirs, others = texts(copy_of(there["karim"])), texts(copy_of(there["wim"]))
    assert "Dan blijft de woning\nGemeentelijke afdeling en De Kade" in theirs
    assert "Dan blijft de woning\nWmo Dorp en De Kade" in others
    fact = "Nieuw feit: De huur is opgezegd\nNiet teruggegaan: Dat wisten wij al"
    assert fact in theirs & others
    with gate.opened():
        assert copy_of(there["karim"]).entries.get(text=fact).said_by == "Gemeentelijke afdeling"


def test_a_correction_is_a_new_version_and_what_was_shared_stays_as_it_was(held, there):  # noqa: F811
    shared(held)
    first = copy_of(there["noor"])
    with gate.opened():
        entry = MinutesEntry.objects.get(text=OF_DEBTS, copy=None)
    actions.save_minutes(number=1, texts={entry.pk: "De deurwaarder belde dinsdag."}, **held)
    with pytest.raises(Changed):
        actions.save_minutes(number=1, texts={entry.pk: "Iets anders"}, **held)
    actions.save_minutes(number=2, texts={}, **held)  # nothing changed: no version
    actions.share_with_each(number=2, **held)
    with pytest.raises(NotPossible, match="al gedeeld"):
        actions.share_with_each(number=2, **held)
    assert (OF_DEBTS in texts(first), OF_DEBTS in texts(copy_of(there["noor"]))) == (True, False)
    actions.confirm_minutes(number=2, **held)
    with gate.opened():
        status = list(Minutes.objects.order_by("number").values_list("status", flat=True))
    assert status == [MinutesStatus.SHARED, MinutesStatus.CONFIRMED]


def test_who_got_minutes_hears_so_once_by_mail_and_on_the_own_start_page_until_it_is_read(
    client,
    visit,
    cast,
    held,
    there,  # noqa: F811
):
    client.force_login(cast[WIM])
    row = "Lees het verslag van het overleg"
    assert row not in text_of(client.get("/"))
    shared(held)
    with gate.opened():
        told = Message.objects.filter(topic="cases.waiting", payload__what="minutes")
        assert {one.payload["user_id"] for one in told} == {str(cast[name].pk) for name in (WIM, KARIM)}
        # Of what it is about, the message says nothing.
        assert all(set(one.payload) == {"user_id", "what"} for one in told)
    assert row in text_of(client.get("/"))
    assert "kreeg u een verslag van een overleg" in text_of(visit("start"))
    client.force_login(cast[WIM])
    first = page("minutes_copy", held, copy_of(there["wim"]).pk)
    with gate.opened():
        by_then = Case.objects.get(reference="C-1").due_on
    client.get(first)
    assert row not in text_of(client.get("/"))
    with CaptureQueriesContext(connection) as again, gate.opened():
        assert Case.objects.get(reference="C-1").due_on != by_then  # the case waits no longer for it
        client.get(first)
    assert not [one for one in again if "cases_task" in one["sql"] and one["sql"].startswith("UPDATE")]
    with gate.opened():
        said = MinutesEntry.objects.get(text="Dan blijft de woning", copy=None)
    actions.save_minutes(number=1, texts={said.pk: "Dan blijft de woning van haar"}, **held)
    actions.share_with_each(number=2, **held)  # another version: another thing to read
    client.get(first)  # an earlier version is not the one that waits
    assert row in text_of(client.get("/"))


def test_an_own_statement_goes_to_whom_the_resident_chose_and_stays_as_it_was_told(cast, held, there, now):  # noqa: F811
    shared(held)
    first = {name: texts(copy_of(there[name])) for name in ("noor", "wim", "karim")}
    with gate.opened():
        noor = Participant.objects.get(pk=there["noor"])
    said = OwnStatement(noor.person_id, StatementWords.OWN, "Zo heb ik het niet gezegd.", (there["karim"],))
    for wrong in (
        {"number": 4, "statement": said},
        {"number": 1, "statement": replace(said, text=" ")},
        {"number": 1, "statement": replace(said, person=uuid4())},
        {"number": 1, "statement": replace(said, readers=(uuid4(),))},
    ):
        with pytest.raises(NotPossible):
            actions.add_statement(**wrong, **held)
    actions.add_statement(number=1, statement=said, **held)
    with gate.opened():
        entry = MinutesEntry.objects.get(minutes__number=2, section="statement", copy=None)
    assert entry.said_by == f"{noor.name}, in eigen woorden, bij versie 1. Vastgelegd door {cast[PIA].name}."
    actions.save_minutes(number=2, texts={entry.pk: "Zo heb ik het gezegd."}, **held)  # nobody's to change
    actions.share_with_each(number=2, **held)
    # Chosen by the resident, and not shared with that partner: to be chosen opens nothing. Wim may, and was not chosen.
    assert [said.text in texts(copy_of(there[name])) for name in ("noor", "karim", "wim")] == [True, False, False]
    vision = proposal(cast[KARIM], now, about=(noor.person_id,), categories=frozenset({DataCategory.REQUEST_VISION}))
    cases.share(proposal=vision, **held_by(held))
    actions.renew_minutes(number=2, **held)
    actions.share_with_each(number=3, **held)
    assert [said.text in texts(copy_of(there[name])) for name in ("noor", "karim", "wim")] == [True, True, False]
    with gate.opened():
        for name, before in first.items():  # what was shared first, stays as it was
            assert texts(MinutesCopy.objects.get(participant=there[name], number=1)) == before
        last = MinutesEntry.objects.get(minutes__number=3, section="statement", copy=None)
    actions.save_minutes(number=3, texts={last.pk: ""}, **held)  # the resident takes it back
    with gate.opened():
        assert not MinutesEntry.objects.filter(minutes__number=4, section="statement").exists()


def test_a_new_contact_of_a_party_gets_another_version_and_never_the_copy_of_the_one_before(client, cast, held, there):  # noqa: F811
    shared(held)
    with pytest.raises(Changed):
        actions.renew_minutes(number=9, **held)
    before = copy_of(there["karim"])
    with gate.opened():
        Party.objects.filter(pk=Participant.objects.get(pk=there["karim"]).party_id).update(
            contact=cast["lot_receives_elsewhere"]
        )
    client.force_login(cast[PIA])
    assert "Iemand anders is nu contactpersoon" in text_of(client.get(page("minutes", held)))
    assert client.post(page("renew_minutes", held), {"number": 1}).status_code == 303
    assert client.post(page("renew_minutes", held), {"number": 2}).status_code == 409  # that one is not shared yet
    assert client.post(page("share_with_each", held), {"number": 2}).status_code == 303
    with gate.opened():
        after = copy_of(there["karim"])
        assert (before.user_id, after.user_id) == (cast[KARIM].pk, cast["lot_receives_elsewhere"].pk)
        assert MinutesCopy.objects.get(pk=before.pk).user_id == cast[KARIM].pk
    assert not texts(after)  # with this contact nothing is shared yet


def test_only_who_directs_or_takes_the_minutes_writes_them(cast, held, by, now):  # noqa: F811
    for name in (WIM, CAS):
        with pytest.raises(NotAuthorised):
            actions.draft_minutes(**held | {"viewer": cast.viewer(name)})
    with gate.opened():
        Meeting.objects.update(minute_taker=cast[WIM])
    actions.draft_minutes(**held | {"viewer": cast.viewer(WIM)})
    with pytest.raises(NotAuthorised):
        actions.share_with_each(number=1, **held | {"viewer": cast.viewer(WIM)})


def test_the_pages_show_who_gets_what_and_each_own_copy(client, cast, held, there):  # noqa: F811
    client.force_login(cast[PIA])
    empty = text_of(client.get(page("minutes", held)))
    assert "Maak het verslag" in empty
    assert client.post(page("draft_minutes", held)).status_code == 303
    overview = client.get(page("minutes", held))
    for words in ("Wie krijgt wat", "Niet gedeeld: schulden", "Was hier niet bij.", OF_DEBTS):
        assert words in text_of(overview), words
    form = overview.context["entries_form"]
    wrong = {name: form[name].value() or "" for name in form.fields} | {"text": "Nog iets", "section": ""}
    refused = client.post(page("save_minutes", held), wrong)
    assert (refused.status_code, "Nog iets" in text_of(refused)) == (422, True)
    assert client.post(page("save_minutes", held), wrong | {"section": "decisions"}).status_code == 303
    assert client.post(page("share_with_each", held), {"number": 1}).status_code == 409
    assert client.post(page("share_with_each", held), {"number": 2}).status_code == 303
    assert client.post(page("confirm_minutes", held), {"number": 2}).status_code == 303
    paper = text_of(client.get(page("minutes_copy", held, copy_of(there["noor"]).pk)))
    assert OF_DEBTS in paper
    assert "Tijdlijn" not in paper  # nothing of what stands round a page of the case goes along
    mine = copy_of(there["wim"])
    client.force_login(cast[WIM])
    assert OF_DEBTS not in text_of(client.get(page("minutes", held)))
    read = text_of(client.get(page("minutes_copy", held, mine.pk)))
    assert "Noor slaapt in de auto" in read
    assert OF_DEBTS not in read
    assert client.get(page("minutes_copy", held, copy_of(there["noor"]).pk)).status_code == 404
    assert ReadLog.objects.filter(action="open_minutes_copy").count() == 2


def test_two_who_write_at_once_lose_nothing_of_what_they_typed(client, cast, held):
    minutes, save = page("minutes", held), page("save_minutes", held)
    client.force_login(cast[PIA])
    client.post(page("draft_minutes", held))
    form = client.get(minutes).context["entries_form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    names = {value: name for name, value in typed.items()}
    debts, sleeps = names[OF_DEBTS], names["Noor slaapt in de auto"]
    assert client.post(save, typed | {sleeps: "Noor slaapt bij haar tante"}).status_code == 303
    mine = {debts: "De deurwaarder belde twee keer.", sleeps: "Noor slaapt in haar auto", "text": "Pia belt"}
    refused = client.post(save, typed | mine | {"section": "actions"})
    assert refused.status_code == 409
    again = refused.context["entries_form"]
    shown = {name: again[name].value() or "" for name in again.fields}
    assert "De deurwaarder belde twee keer." in shown.values()
    assert "Noor slaapt bij haar tante" in shown.values()
    assert (shown["number"], shown["text"]) == ("2", "Pia belt\nNoor slaapt in haar auto")
    assert client.post(save, shown).status_code == 303
    with gate.opened():
        latest = set(MinutesEntry.objects.filter(minutes__number=3).values_list("text", flat=True))
    assert latest >= {"De deurwaarder belde twee keer.", "Noor slaapt bij haar tante"}
    assert any(text.startswith("Pia belt") for text in latest)


def test_an_earlier_version_is_read_as_it_was_by_who_writes_the_minutes_and_by_nobody_else(client, cast, held):
    minutes = page("minutes", held)
    client.force_login(cast[PIA])
    client.post(page("draft_minutes", held))
    form = client.get(minutes).context["entries_form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed |= {"text": "Pas later gezegd", "section": "decisions"}
    client.post(page("save_minutes", held), typed)
    latest, first = client.get(minutes), client.get(minutes, {"versie": "1"})
    assert (latest.context["page"].number, latest.context["page"].is_old) == (2, False)
    assert "?versie=1" in latest.content.decode()
    assert (first.context["page"].number, first.context["page"].is_old) == (1, True)
    assert "Pas later gezegd" in text_of(latest)
    assert "Pas later gezegd" not in text_of(first)
    assert OF_DEBTS in text_of(first)
    assert "Bewaar als nieuwe versie" not in text_of(first)
    for odd in ("2", "0", "99999999", "x", "-1", "²"):
        assert client.get(minutes, {"versie": odd}).context["page"].number == 2, odd
    client.force_login(cast[WIM])
    theirs = client.get(minutes, {"versie": "1"})
    assert (theirs.context["page"].versions, OF_DEBTS in text_of(theirs)) == ((), False)


def test_erasing_somebody_erases_what_the_copies_say_about_that_person(held, there):  # noqa: F811
    shared(held)
    with gate.opened():
        person = Participant.objects.get(pk=there["noor"]).person_id
    copy = copy_of(there["noor"])
    cases.erase_person(person_id=person, ground=ErasureGround.REQUEST, **held_by(held))
    with gate.opened():
        assert not MinutesCopy.objects.filter(pk=copy.pk).exists()
        assert not MinutesEntry.objects.filter(text=OF_DEBTS).exists()
