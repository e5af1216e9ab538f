"""The people of a case: who they are, how they are reached safely, authority, and who is kept apart."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases import actions, reads
from cases.actions import NewPerson
from cases.models import Erasure, HouseholdMember, KeptApart, ParentalAuthority, Person, Representative
from cases.record_terms import RepresentativeKind
from cases.terms import AuthorityKind, ContactWay
from privacy import gate
from privacy.law import Purpose
from privacy.months import add_months

OMA = NewPerson(name="Öznur D'Haese 🌻", role="oma", age=71)
SECRET = NewPerson(name="Selin", role="moeder", address="Hoekweg 3, Dorp", address_is_secret=True)


@pytest.fixture
def pia(cast):
    return cast.viewer("pia_directs_process")


@pytest.fixture
def ina(cast):
    return cast.viewer("ina_inquires")


def add(viewer, now, person=OMA, reference="C-1"):
    return actions.add_person(viewer=viewer, reference=reference, person=person, now=now)


def everyone(viewer, now):
    page = reads.open_people(viewer=viewer, purpose=Purpose.DIRECTION, reference="C-1", now=now)
    return {one.card.name: one for one in (*page.household, *page.network, *page.gone)}


def test_somebody_new_stands_in_the_household_with_the_day_the_age_was_told(pia, now):
    add(pia, now)
    oma = everyone(pia, now)["Öznur D'Haese 🌻"]
    told = f"leeftijd verteld op {timezone.localdate(now):%d-%m-%Y}"
    assert (oma.who, oma.age, oma.age_note) == ("oma", "71 jaar", told)
    assert (oma.lives, oma.in_network, oma.is_minor) == ("woont hier", False, False)


def test_a_birth_date_gives_the_age_by_itself(pia, now):
    born = add_months(timezone.localdate(now), -12 * 12) + timedelta(days=1)
    add(pia, now, NewPerson(name="Emin", role="kind", birth_on=born))
    emin = everyone(pia, now)["Emin"]
    assert (emin.age, emin.is_minor) == ("11 jaar", True)


def test_a_birth_date_in_the_future_is_refused(pia, now):
    with pytest.raises(actions.NotPossible) as refusal:
        add(pia, now, NewPerson(name="Emin", role="kind", birth_on=timezone.localdate(now) + timedelta(days=2)))
    assert refusal.value.field == "birth_on"


@pytest.mark.parametrize("name", ["dirk_decides", "wim_takes_part"])
def test_who_only_sees_adds_nobody(cast, now, name):
    with pytest.raises(actions.NotAuthorised):
        add(cast.viewer(name), now)


def test_a_stranger_adds_nobody(cast, now):
    with pytest.raises(reads.CaseNotFound):
        add(cast.viewer("bert_stands_nowhere"), now)


def test_an_age_keeps_the_day_on_which_it_was_told(cast, pia, now):
    oma = add(pia, now)
    later = now + timedelta(days=40)
    changed = NewPerson(name=OMA.name, role="oma Öz", age=71, phone="06-1")
    actions.change_person(viewer=pia, reference="C-1", person_id=oma, person=changed, now=later, version=1)
    assert everyone(pia, later)[OMA.name].age_note == f"leeftijd verteld op {timezone.localdate(now):%d-%m-%Y}"
    older = NewPerson(name=OMA.name, role="oma Öz", age=72)
    actions.change_person(viewer=pia, reference="C-1", person_id=oma, person=older, now=later, version=2)
    assert everyone(pia, later)[OMA.name].age_note == f"leeftijd verteld op {timezone.localdate(later):%d-%m-%Y}"


def test_two_people_who_change_the_same_person_do_not_overwrite_each_other(cast, pia, now):
    oma = add(pia, now)
    change = {"viewer": pia, "reference": "C-1", "person_id": oma, "now": now, "version": 1}
    actions.change_person(person=NewPerson(name="Een", role="oma"), **change)
    with pytest.raises(actions.Changed):
        actions.change_person(person=NewPerson(name="Twee", role="oma"), **change)
    assert "Een" in everyone(pia, now)


def test_somebody_of_another_case_cannot_be_changed(cast, pia, now):
    elsewhere = cast.ids["C-2 person_id"]
    with pytest.raises(actions.NotPossible):
        actions.change_person(viewer=pia, reference="C-1", person_id=elsewhere, person=OMA, now=now)
    with gate.opened():
        assert Person.objects.get(pk=elsewhere).name != OMA.name


class TestWhoIsKnown:
    """Somebody from another case comes in with a click: when the viewer may know that case."""

    def test_from_a_case_of_ones_own(self, cast, pia, now):
        tara = cast.viewer("tara_triages")
        reference = actions.open_case(viewer=tara, report=actions.NewReport("resident"), now=now)
        actions.add_known_person(viewer=tara, reference=reference, person_id=cast.ids["person_id"], role="zus", now=now)
        with gate.opened():
            member = HouseholdMember.objects.get(case__reference=reference)
            assert (member.person_id, member.role, member.lives_in) == (cast.ids["person_id"], "zus", True)

    def test_from_a_case_that_may_not_be_known_it_is_as_if_nobody_has_this_id(self, cast, pia, now):
        known = {"viewer": pia, "reference": "C-1", "role": "zus", "now": now}
        with pytest.raises(actions.NotPossible) as hidden:
            actions.add_known_person(person_id=cast.ids["C-2 person_id"], **known)
        with pytest.raises(actions.NotPossible) as absent:
            actions.add_known_person(person_id=cast.ids["case_id"], **known)
        assert str(hidden.value) == str(absent.value)

    def test_nobody_is_in_a_case_twice(self, cast, pia, now):
        with pytest.raises(actions.NotPossible):
            actions.add_known_person(viewer=pia, reference="C-1", person_id=cast.ids["person_id"], role="zus", now=now)


def test_somebody_leaves_and_returns(cast, pia, now):
    noor = {"viewer": pia, "reference": "C-1", "person_id": cast.ids["person_id"], "now": now}
    actions.person_left(on=timezone.localdate(now) - timedelta(days=3), **noor)
    assert everyone(pia, now)["Noor Zeegers"].left_on == timezone.localdate(now) - timedelta(days=3)
    actions.person_left(on=None, **noor)
    assert everyone(pia, now)["Noor Zeegers"].left_on is None
    with pytest.raises(actions.NotPossible) as refusal:
        actions.person_left(on=timezone.localdate(now) + timedelta(days=3), **noor)
    assert refusal.value.field == "on"


class TestAuthority:
    def test_recorded_twice_it_is_replaced(self, cast, pia, now):
        child, mother = cast.ids["person_id"], add(pia, now)
        record = {"viewer": pia, "reference": "C-1", "child": child, "holder": mother, "now": now}
        actions.record_authority(kind=AuthorityKind.SOLE, **record)
        actions.record_authority(
            kind=AuthorityKind.JOINT, checked_on=date(2026, 3, 1), source="gezagsregister", **record
        )
        (line,) = everyone(pia, now)["Noor Zeegers"].authority
        assert (line.holder, line.kind, line.source) == (OMA.name, "gezamenlijk gezag", "gezagsregister")

    def test_a_child_has_no_authority_over_itself(self, cast, pia, now):
        child = cast.ids["person_id"]
        with pytest.raises(actions.NotPossible) as refusal:
            actions.record_authority(
                viewer=pia, reference="C-1", child=child, holder=child, kind=AuthorityKind.SOLE, now=now
            )
        assert refusal.value.field == "holder"

    def test_only_over_and_by_people_of_this_case(self, cast, pia, now):
        with pytest.raises(actions.NotPossible):
            actions.record_authority(
                viewer=pia,
                reference="C-1",
                child=cast.ids["person_id"],
                holder=cast.ids["C-2 person_id"],
                kind=AuthorityKind.SOLE,
                now=now,
            )
        with gate.opened():
            assert not ParentalAuthority.objects.exists()

    def test_what_was_wrong_goes_and_leaves_a_trace_without_words(self, cast, ina, now):
        child = cast.ids["person_id"]
        made = actions.record_authority(
            viewer=ina, reference="C-1", child=child, holder=None, kind=AuthorityKind.GUARDIAN_GI, now=now
        )
        actions.remove_authority(viewer=ina, reference="C-1", authority_id=made, now=now)
        with gate.opened():
            assert not ParentalAuthority.objects.exists()
            assert Erasure.objects.get().subject == made

    def test_of_another_case_nothing_goes(self, cast, now):
        omar = cast.viewer("omar_directs_elsewhere")
        made = actions.record_authority(
            viewer=omar,
            reference="C-2",
            child=cast.ids["C-2 person_id"],
            holder=None,
            kind=AuthorityKind.GUARDIAN_GI,
            now=now,
        )
        with pytest.raises(actions.NotPossible):
            actions.remove_authority(
                viewer=cast.viewer("pia_directs_process"), reference="C-1", authority_id=made, now=now
            )
        with gate.opened():
            assert ParentalAuthority.objects.filter(pk=made).exists()


def test_a_representative_is_recorded_and_removed(cast, pia, now):
    made = actions.record_representative(
        viewer=pia,
        reference="C-1",
        person_id=cast.ids["person_id"],
        kind=RepresentativeKind.ADMINISTRATOR,
        name="Kantoor Rank",
        reach="bel na twee uur",
        until=date(2027, 1, 1),
        now=now,
    )
    (line,) = everyone(pia, now)["Noor Zeegers"].representatives
    assert (line.kind, line.name, line.until) == ("bewindvoerder", "Kantoor Rank", date(2027, 1, 1))
    actions.remove_representative(viewer=pia, reference="C-1", representative_id=made, now=now)
    with gate.opened():
        assert not Representative.objects.exists()


class TestKeptApart:
    def test_both_say_with_whom_not(self, cast, pia, now):
        noor, oma = cast.ids["person_id"], add(pia, now)
        actions.keep_apart(viewer=pia, reference="C-1", first=noor, second=oma, reason="Er was geweld.", now=now)
        actions.keep_apart(viewer=pia, reference="C-1", first=oma, second=noor, reason="Er was ruzie.", now=now)
        people = everyone(pia, now)
        assert [(one.name, one.reason) for one in people[OMA.name].apart] == [("Noor Zeegers", "Er was ruzie.")]
        assert people["Noor Zeegers"].card.kept_apart == (oma,)
        with gate.opened():
            assert KeptApart.objects.count() == 1

    @pytest.mark.parametrize(("second", "reason", "field"), [("same", "x", "second"), ("oma", "  ", "reason")])
    def test_two_people_and_a_reason(self, cast, pia, now, second, reason, field):
        noor, oma = cast.ids["person_id"], add(pia, now)
        other = {"same": noor, "oma": oma}[second]
        with pytest.raises(actions.NotPossible) as refusal:
            actions.keep_apart(viewer=pia, reference="C-1", first=noor, second=other, reason=reason, now=now)
        assert refusal.value.field == field

    def test_it_can_end(self, cast, pia, now):
        noor, oma = cast.ids["person_id"], add(pia, now)
        made = actions.keep_apart(viewer=pia, reference="C-1", first=noor, second=oma, reason="Ruzie.", now=now)
        actions.lift_keep_apart(viewer=pia, reference="C-1", apart_id=made, now=now)
        assert everyone(pia, now)[OMA.name].apart == ()


class TestTheContactCard:
    """What every mail, paper, invitation, card and picture shows of somebody."""

    REACH = {"phone": "06-11", "email": "s@example.org", "address": "Hoekweg 3"}

    @pytest.mark.parametrize(
        ("way", "shown"),
        [
            (None, {"phone", "email", "address"}),
            (ContactWay.PHONE, {"phone"}),
            (ContactWay.TEXT_MESSAGE, {"phone"}),
            (ContactWay.EMAIL, {"email"}),
            (ContactWay.LETTER, {"address"}),
            (ContactWay.HOME_VISIT, {"address"}),
            (ContactWay.ELSEWHERE, set()),
            (ContactWay.THROUGH_PERSON, set()),
        ],
    )
    def test_only_the_safe_way_is_there(self, pia, now, way, shown):
        add(pia, now, NewPerson(name="Selin", role="moeder", safe_contact=way, not_via="via Kemal", **self.REACH))
        card = everyone(pia, now)["Selin"].card
        assert {name for name in self.REACH if getattr(card, name)} == shown
        assert card.not_via == "via Kemal"

    def test_a_secret_address_is_on_no_card(self, cast, pia, now):
        add(pia, now, SECRET)
        cards = reads.contacts(viewer=pia, purpose=Purpose.DIRECTION, reference="C-1", now=now)
        assert "Hoekweg" not in repr(cards)
        assert {card.name: card.has_secret_address for card in cards} == {"Noor Zeegers": False, "Selin": True}

    def test_the_cards_say_who_is_kept_apart(self, cast, pia, now):
        noor, oma = cast.ids["person_id"], add(pia, now)
        actions.keep_apart(viewer=pia, reference="C-1", first=noor, second=oma, reason="Ruzie.", now=now)
        cards = reads.contacts(viewer=pia, purpose=Purpose.DIRECTION, reference="C-1", now=now)
        assert {card.person_id: card.kept_apart for card in cards} == {noor: (oma,), oma: (noor,)}

    def test_who_may_not_know_the_names_gets_no_cards(self, cast, now):
        tess = cast.viewer("tess_manages_here")
        assert reads.contacts(viewer=tess, purpose=Purpose.STEERING, reference="C-1", now=now) == ()


class TestASecretAddress:
    def test_opens_for_who_directs_and_nobody_else(self, cast, pia, ina, now):
        selin = add(ina, now, SECRET)
        ask = {"purpose": Purpose.DIRECTION, "reference": "C-1", "person_id": selin, "now": now}
        assert "Hoekweg" in repr(reads.open_secret_address(viewer=pia, **ask))
        assert "Hoekweg" in repr(reads.open_secret_address(viewer=cast.viewer("cas_directs_case"), **ask))
        assert "Hoekweg" not in repr(reads.open_secret_address(viewer=ina, **ask))

    def test_does_not_open_through_another_case(self, cast, pia, now):
        selin = add(pia, now, SECRET)
        omar = cast.viewer("omar_directs_elsewhere")
        with pytest.raises(reads.CaseNotFound):
            reads.open_secret_address(viewer=omar, purpose=Purpose.DIRECTION, reference="C-2", person_id=selin, now=now)

    def test_is_not_among_the_values_of_a_form(self, cast, pia, now):
        selin = add(pia, now, SECRET)
        page = reads.open_person(viewer=pia, purpose=Purpose.DIRECTION, reference="C-1", person_id=selin, now=now)
        assert "Hoekweg" not in repr(page)

    def test_stays_when_the_rest_is_changed(self, cast, pia, now):
        selin = add(pia, now, SECRET)
        kept = NewPerson(name="Selin A.", role="moeder", address=None, address_is_secret=True)
        actions.change_person(viewer=pia, reference="C-1", person_id=selin, person=kept, now=now)
        with gate.opened():
            assert Person.objects.get(pk=selin).address == SECRET.address

    def test_is_not_uncovered_by_who_may_not_see_it(self, cast, ina, pia, now):
        selin = add(ina, now, SECRET)
        uncovered = NewPerson(name="Selin", role="moeder", address=None, address_is_secret=False)
        change = {"reference": "C-1", "person_id": selin, "person": uncovered, "now": now}
        with pytest.raises(actions.NotPossible) as refusal:
            actions.change_person(viewer=ina, **change)
        assert refusal.value.field == "address_is_secret"
        actions.change_person(viewer=pia, **change)
        assert everyone(ina, now)["Selin"].card.address == SECRET.address
