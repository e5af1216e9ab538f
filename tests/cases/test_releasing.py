"""The two keys of sharing: released by whoever wrote it, and decided about everybody whom it concerns."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases import actions
from cases.actions import consequences
from cases.models import Case, Party, Person, PlanAction, SharingDecision, SharingRequest, Statement, Task
from cases.record_terms import ConsentWay, SharingChannel, SharingLevel
from cases.shareable import Piece
from cases.stappenplan import BY_ID, Step
from cases.statements import Kind
from cases.tasks import remind_of_sharing
from privacy import gate
from privacy.law import DataCategory
from privacy.models import Grant
from privacy.representation import ConsentKind
from privacy.viewer import SYSTEM
from tests.cases.following import case_at
from tests.cast import SECRETS, proposal
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of

PIA, CAS, KARIM, WIM = "pia_directs_process", "cas_directs_case", "karim_receives", "wim_takes_part"
GOAL = SECRETS[DataCategory.PLAN_GOALS]


@pytest.fixture
def portal(client, cast):
    """What karim reads of C-1, now."""
    client.force_login(cast[KARIM])

    def read():
        url = reverse("portal:case", urlconf=settings.PORTAL_URLCONF, args=["C-1"])
        return text_of(client.get(url, SERVER_NAME=settings.PORTAL_HOST))

    return read


@pytest.fixture
def statement(cast):
    """The piece about goals that stands in C-1."""
    with gate.opened():
        return Statement.objects.get(case__reference="C-1", category=DataCategory.PLAN_GOALS)


def piece_of(row):
    return Piece(row._meta.label_lower, row.pk)


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


def test_without_either_key_nothing_is_seen_and_both_work_at_once(cast, now, portal, statement):
    pia, by = cast.viewer(PIA), {"reference": "C-1", "now": now}
    assert GOAL in portal()
    actions.take_back_release(viewer=pia, pieces=[piece_of(statement)], **by)
    assert GOAL not in portal()
    actions.release(viewer=pia, pieces=[piece_of(statement)], **by)
    assert GOAL in portal()
    actions.revoke(viewer=pia, decision_id=cast.ids["decision_id"], reason="Klaar", **by)
    assert GOAL not in portal()


def test_what_is_also_about_somebody_else_stays_until_that_is_decided_too(cast, now, portal, statement):
    """About both: a decision about one of them opens nothing of it."""
    with gate.opened():
        other = PersonFactory(municipality=statement.case.municipality, name="Teun", made_at=now)
        HouseholdMemberFactory(case=statement.case, person_id=other.pk, made_by=cast[PIA])
        statement.about = [*statement.about, other.pk]
        statement.save()
    assert GOAL not in portal()
    offer = proposal(cast[KARIM], now, about=(other.pk,))
    actions.share(viewer=cast.viewer(PIA), reference="C-1", proposal=offer, now=now)
    assert GOAL in portal()


def test_single_pieces_are_shared_and_their_like_are_not(cast, now, portal, statement):
    pia, by = cast.viewer(PIA), {"reference": "C-1", "now": now}
    actions.revoke(viewer=pia, decision_id=cast.ids["decision_id"], reason="Klaar", **by)
    with gate.opened():
        second = Statement.objects.get(pk=statement.pk)
        second.pk = second.id = uuid4()
        second.text = "Een tweede doel"
        second.save(force_insert=True)
    about, goals = (cast.ids["person_id"],), frozenset({DataCategory.PLAN_GOALS})
    for one in (statement, second):  # two decisions side by side, each about one piece
        offer = proposal(cast[KARIM], now, about=about, categories=goals, items=(one.pk,))
        actions.share(viewer=pia, proposal=offer, **by)
        assert (GOAL in portal(), "Een tweede doel" in portal()) == (True, one is second)


def test_the_same_is_shared_once_however_it_goes_so_that_stopping_it_stops_it(cast, now, statement):
    """A piece, and what goes by telephone: a button pressed twice makes one decision, as with all of a category."""
    pia, about = cast.viewer(PIA), (cast.ids["person_id"],)
    actions.revoke(
        viewer=pia, reference="C-1", decision_id=cast.ids["decision_id"], reason="Klaar", now=now - timedelta(hours=1)
    )
    piece = {"items": (statement.pk,), "categories": frozenset({DataCategory.PLAN_GOALS})}
    told = {"recipients": (), "channel": SharingChannel.PHONE}
    for way in (piece, told):
        for deed in (actions.share, actions.check_sharing):
            offer = proposal(cast[KARIM], now, about=about, **way)
            if deed is actions.share:
                deed(viewer=pia, reference="C-1", proposal=offer, now=now)
            with pytest.raises(actions.NotPossible, match="deelt u dit al"):
                deed(viewer=pia, reference="C-1", proposal=offer, now=now)
    with gate.opened():
        assert SharingDecision.objects.filter(case__reference="C-1", revoked_at=None).count() == 2
        twice = Grant.objects.exclude(item=None).first()
        twice.pk = None
        with pytest.raises(IntegrityError, match="one_grant_per_receiver_piece"), transaction.atomic():
            twice.save(force_insert=True)


def test_only_whoever_wrote_it_turns_the_first_key(cast, now, statement):
    by = {"reference": "C-1", "now": now, "pieces": [piece_of(statement)]}
    for name in (CAS, WIM):
        with pytest.raises(actions.NotPossible, match="wat u zelf schreef"):
            actions.take_back_release(viewer=cast.viewer(name), **by)
    with gate.opened():
        Statement.objects.filter(pk=statement.pk).update(made_by=None)
    with pytest.raises(actions.NotPossible):
        actions.take_back_release(viewer=cast.viewer(CAS), **by)
    actions.take_back_release(viewer=cast.viewer(PIA), **by)  # of nobody: who directs the process


def test_other_words_were_never_released(cast, now, statement):
    """Whoever released it changes a word: it stays open. Somebody else does: those words nobody released."""
    with gate.opened():
        Statement.objects.filter(pk=statement.pk).update(kind=Kind.NOTE)
    by = {"reference": "C-1", "note_id": statement.pk, "now": now}
    for name, is_open in ((PIA, True), (CAS, False)):
        with gate.opened():
            Statement.objects.filter(pk=statement.pk).update(released_at=now, released_by=cast[PIA].pk)
        actions.change_note(viewer=cast.viewer(name), text=f"In andere woorden, zegt {name}", **by)
        with gate.opened():
            assert (Statement.objects.get(pk=statement.pk).released_at is not None) is is_open, name


def test_what_somebody_wrote_who_no_longer_works_in_the_case_is_for_who_directs_to_release(
    cast, now, portal, statement
):
    """As the question that was written down at triage: its author cannot open the case any more."""
    pia, by = cast.viewer(PIA), {"reference": "C-1", "now": now}
    actions.take_back_release(viewer=pia, pieces=[piece_of(statement)], **by)
    with gate.opened():
        Statement.objects.filter(pk=statement.pk).update(made_by=cast[CAS])
    with pytest.raises(actions.NotPossible, match="U geeft alleen vrij wat u zelf schreef"):
        actions.release(viewer=pia, pieces=[piece_of(statement)], **by)
    with gate.opened():
        Statement.objects.filter(pk=statement.pk).update(made_by=cast["bert_stands_nowhere"])
    with pytest.raises(actions.NotPossible, match="U kunt het zelf vrijgeven"):
        actions.ask_release(viewer=pia, author=cast["bert_stands_nowhere"].pk, **by)
    with pytest.raises(actions.NotPossible):
        actions.release(viewer=cast.viewer(CAS), pieces=[piece_of(statement)], **by)
    actions.release(viewer=pia, pieces=[piece_of(statement)], **by)
    assert GOAL in portal()


def test_the_page_releases_asks_others_and_takes_back(signed_in, cast, now, statement):
    def at(name):
        return reverse(f"cases:{name}", args=["C-1"])

    actions.take_back_release(viewer=cast.viewer(PIA), reference="C-1", pieces=[piece_of(statement)], now=now)
    with gate.opened():
        PlanAction.objects.filter(case__reference="C-1").update(made_by=cast[CAS], released_at=None, released_by=None)
    pia = signed_in()
    page = text_of(pia.get(at("releasing")))
    for words in (GOAL, "Nog dicht bij anderen", "cas directs case"):
        assert words in page
    assert pia.post(at("releasing"), {}).status_code == 422
    assert pia.post(at("releasing"), {"pieces": [str(piece_of(statement))]}).status_code == 303
    for _twice in range(2):
        assert pia.post(at("ask_release"), {"author": cast[CAS].pk}).status_code == 303
    assert pia.post(at("ask_release"), {"author": cast["bert_stands_nowhere"].pk}).status_code == 409
    with gate.opened():
        assert Task.objects.filter(kind="release", done_at=None).count() == 1
        action = PlanAction.objects.filter(case__reference="C-1").first()
    cas = signed_in(CAS)
    assert "Geef vrij wat u schreef" in text_of(cas.get("/"))
    assert cas.post(at("releasing"), {"pieces": [str(piece_of(action))]}).status_code == 303
    with gate.opened():
        assert not Task.objects.filter(kind="release", done_at=None).exists()
    assert cas.post(at("take_back_release"), {"pieces": [str(piece_of(action))]}).status_code == 303
    assert cas.post(at("take_back_release"), {"pieces": [str(piece_of(statement))]}).status_code == 422


def test_basic_information_tells_who_is_involved_and_whom_to_call_and_not_why(cast, now, portal):
    with gate.opened():
        party = Party.objects.get(case__reference="C-1", contact=cast[WIM])
        Party.objects.filter(pk=party.pk).update(released_at=now, released_by=cast[PIA].pk, primary_task="Geheime taak")
    assert "Wmo Dorp" not in portal()
    offer = proposal(
        cast[KARIM],
        now,
        about=(cast.ids["person_id"],),
        level=SharingLevel.BASIC,
        categories=frozenset({DataCategory.INVOLVEMENT}),
        a9="UAVG-30-3a",
    )
    actions.share(viewer=cast.viewer(PIA), reference="C-1", proposal=offer, now=now)
    page = portal()
    assert ("Wmo Dorp" in page, "Geheime taak" in page) == (True, False)


def test_a_decision_that_ends_soon_is_asked_about_once_and_no_more_when_it_goes_on(cast, now):
    with pytest.raises(actions.NotAuthorised):
        actions.remind_of_sharing(viewer=cast.viewer(PIA), now=now)
    assert remind_of_sharing() == 0
    soon = now + timedelta(days=20)
    for _twice in range(2):
        assert actions.remind_of_sharing(viewer=SYSTEM, now=soon) == 2  # of both cases
    with gate.opened():
        asked = Task.objects.filter(kind="sharing_ends", done_at=None)
        assert asked.count() == 2
        first = SharingDecision.objects.get(pk=cast.ids["decision_id"])
    ends = {"begins_at": first.valid_until, "valid_until": first.valid_until + timedelta(days=30)}
    longer = proposal(cast[KARIM], now, about=(cast.ids["person_id"],), **ends)
    actions.share(viewer=cast.viewer(PIA), reference="C-1", proposal=longer, now=now)
    assert actions.remind_of_sharing(viewer=SYSTEM, now=soon) == 1
    with gate.opened():
        assert [task.case.reference for task in asked.all()] == ["C-2"]


def give_consent(cast, now, person, organisation, until=None):
    """A grown-up says yes to an extra."""
    with gate.opened():
        Person.objects.filter(pk=person).update(birth_on=date(1980, 1, 1))
    asked = actions.NewConsent(
        kind=ConsentKind.PROCESSING_BASIS,
        person=person,
        what="Vertellen waar ik woon",
        purpose="Een klusmiddag",
        categories=frozenset({DataCategory.LIVING}),
        recipients=(organisation,),
        until=until,
        extra="Een klusmiddag in de tuin",
    )
    yes = actions.Answer(capacity=None, agreed=True, on=now.date(), how=ConsentWay.DIGITAL, person=person)
    recorded = actions.ask_consent(viewer=cast.viewer(PIA), reference="C-1", consent=asked, answers=(yes,), now=now)
    return recorded.id


def test_a_ground_that_asks_for_a_yes_rests_on_one_and_ends_with_it(cast, now):
    """CONSENT: for an extra, at the wish of the resident; without it refused, taken back with it."""
    person, kade = cast.ids["person_id"], cast[KARIM].organisation_id
    offer = proposal(
        cast[KARIM],
        now,
        about=(person,),
        categories=frozenset({DataCategory.LIVING}),
        giver_bases=("CONSENT",),
        bases=("CONSENT",),
    )
    by = {"viewer": cast.viewer(PIA), "reference": "C-1"}
    with pytest.raises(actions.NotPossible, match="geldt alleen samen met"):
        actions.share(**by, proposal=offer, now=now)
    consent = give_consent(cast, now, person, kade)
    decision = actions.share(**by, proposal=offer, now=now)
    with gate.opened():
        made = SharingDecision.objects.get(pk=decision)
        assert made.consents == [consent]
    actions.withdraw_consent(**by, consent_id=consent, how=ConsentWay.ORAL_RECORDED, by=person, now=now)
    assert not Grant.objects.filter(decision_id=decision).exists()
    with gate.opened():
        assert SharingDecision.objects.get(pk=decision).revoked_reason


def test_what_rests_on_the_yes_of_two_people_ends_with_either_of_them(cast, now):
    """About two people there are two consents: the one that ends last is no less taken back."""
    person, kade = cast.ids["person_id"], cast[KARIM].organisation_id
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        other = PersonFactory(municipality=case.municipality, name="Teun", made_at=now)
        HouseholdMemberFactory(case=case, person_id=other.pk, made_by=cast[PIA])
    shorter = now.date() + timedelta(days=10)
    consents = {give_consent(cast, now, person, kade, until=shorter), give_consent(cast, now, other.pk, kade)}
    grounds = {"giver_bases": ("CONSENT",), "bases": ("CONSENT",), "categories": frozenset({DataCategory.LIVING})}
    offer = proposal(cast[KARIM], now, about=(person, other.pk), **grounds)
    decision = actions.share(proposal=offer, **by)
    with gate.opened():
        made = SharingDecision.objects.get(pk=decision)
        assert (set(made.consents), made.valid_until.date()) == (consents, shorter)
    for taken_back in consents:
        with transaction.atomic():
            actions.withdraw_consent(consent_id=taken_back, how=ConsentWay.ORAL_RECORDED, by_name="Teun", **by)
            assert not Grant.objects.filter(decision_id=decision).exists()
            transaction.set_rollback(True)
    assert Grant.objects.filter(decision_id=decision).exists()


def test_what_rests_on_a_yes_is_not_made_longer_than_that_yes(cast, now):
    """The decision ends with the consent; made longer from there on, nothing would carry it any more."""
    person, kade = cast.ids["person_id"], cast[KARIM].organisation_id
    give_consent(cast, now, person, kade, until=now.date() + timedelta(days=10))
    grounds = {"giver_bases": ("CONSENT",), "bases": ("CONSENT",), "categories": frozenset({DataCategory.LIVING})}
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    first = actions.share(proposal=proposal(cast[KARIM], now, about=(person,), **grounds), **by)
    with gate.opened():
        ends = SharingDecision.objects.get(pk=first).valid_until
    assert ends < now + timedelta(days=12)
    longer = {"begins_at": ends, "valid_until": ends + timedelta(days=30)}
    with pytest.raises(actions.NotPossible, match="geldt alleen samen met"):
        actions.share(proposal=proposal(cast[KARIM], now, about=(person,), **(grounds | longer)), **by)


def test_a_closed_case_shares_nothing_more(cast, now):
    """Closed after triage: whoever received something finds nothing, and what was asked has an answer."""
    person = case_at(Step.TRIAGE, cast, now, "C-7")["person_id"]
    pia, by = cast.viewer(PIA), {"reference": "C-7", "now": now}
    decision = actions.share(viewer=pia, proposal=proposal(cast[KARIM], now, about=(person,)), **by)
    with gate.opened():
        case = Case.objects.get(reference="C-7")
        Party.objects.create(case=case, organisation=cast[KARIM].organisation, contact=cast[KARIM], **seat(case, now))
    asked = {"recipient": cast[KARIM].pk, "categories": [DataCategory.LIVING], "reason": "Voor de woning"}
    actions.ask_to_share(viewer=pia, **asked, **by)
    with gate.opened(), transaction.atomic():
        consequences.follow(case, BY_ID["T03"], pia, "", now)
        made = SharingDecision.objects.get(pk=decision)
        assert (made.revoked_at, made.revoked_reason) == (now, "De casus is gesloten.")
        assert not Grant.objects.filter(decision_id=decision).exists()
        assert list(SharingRequest.objects.values_list("state", "answer")) == [("refused", "De casus is gesloten.")]


def seat(case, now):
    party = Party.objects.filter(case=case).first()
    same = {"about": party.about, "category": party.category, "seat_kind": party.seat_kind}
    return same | {"made_at": now, "changed_at": now}
