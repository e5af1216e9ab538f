"""Parties, what each is asked, and the expertise that is needed."""

from dataclasses import replace
from uuid import uuid4

import pytest

from accounts.kinds import Kind as OrganisationKind
from accounts.models import Organisation, User
from cases import actions
from cases.actions import ConsultChoice, NewOrganisation, NewParty, NotAuthorised, NotPossible, PartyText
from cases.meeting_terms import SeatKind
from cases.models import Case, Consultation, NeededExpertise, Party, Statement
from cases.reads import CaseNotFound, drift
from cases.reads.facts import facts_of
from cases.reads.worklist import entries_for
from cases.record_terms import Involvement
from cases.statements import Kind
from privacy import gate
from privacy.law import Compartment, DataCategory, Purpose

LONG = "Zó lang 🧡 en o'clock. " * 450


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


@pytest.fixture
def school(db):
    return Organisation.objects.create(name="Basisschool De Wilg", kind=OrganisationKind.SCHOOL.value)


def asked(**changes) -> ConsultChoice:
    sound = {
        "consult": True,
        "on_content": True,
        "question": "Hoe gaat het in de klas?",
        "bases": ("WMO-5.1.1",),
        "necessity": "De school ziet het kind elke dag.",
    }
    return ConsultChoice(**(sound | changes))


def test_a_known_organisation_becomes_a_party_with_everything_that_was_typed(by, school):
    party_id = actions.add_party(
        party=NewParty(
            organisation_id=school.pk,
            seat_kind=SeatKind.EXPERT,
            primary_task=LONG,
            interest="rust",
            leeway="O'Neill's rooster",
            professionals=2,
        ),
        **by,
    )
    with gate.opened():
        party = Party.objects.get(pk=party_id)
        assert (party.primary_task, party.leeway, party.professionals) == (LONG, "O'Neill's rooster", 2)
        assert party.category is DataCategory.SUPPORT_IN_USE
        assert party.about


def test_a_party_takes_part_under_the_law_of_its_kind_or_of_the_case_and_that_can_be_changed(by):
    """Work and income does not come along into the Wmo because the case is about that."""
    kinds = {OrganisationKind.WORK_INCOME: "participatiewet", OrganisationKind.DEBT_SERVICE: "wgs"}
    for kind, law in {**kinds, OrganisationKind.LOCAL_TEAM: "wmo"}.items():
        new = NewOrganisation(name=f"Een {kind}", kind=kind)
        party_id = actions.add_party(party=NewParty(organisation=new), **by)
        with gate.opened():
            assert Party.objects.get(pk=party_id).law == law
    text = PartyText(seat_kind=SeatKind.EXPERT, law=Compartment.JEUGDWET)
    actions.change_party(party_id=party_id, party=text, **by)
    actions.change_party(party_id=party_id, party=replace(text, law=None), **by)
    with gate.opened():
        assert Party.objects.get(pk=party_id).law is Compartment.JEUGDWET


def test_a_new_organisation_is_made_once_and_found_again_by_its_name(by):
    new = NewOrganisation(name="Buurtzorg  Zuid", kind=OrganisationKind.LOCAL_TEAM)
    actions.add_party(party=NewParty(organisation=new), **by)
    made = Organisation.objects.get(name="Buurtzorg Zuid")
    assert made.kind == OrganisationKind.LOCAL_TEAM.value
    assert made.municipality.name == "Gemeente Dorp"
    with pytest.raises(NotPossible, match="al een partij") as refused:
        actions.add_party(party=NewParty(organisation=NewOrganisation(name="buurtzorg zuid")), **by)
    assert refused.value.field == "organisation"


def test_naming_a_known_organisation_as_a_part_of_the_municipality_does_not_make_it_one(by, school):
    new = NewOrganisation(name=school.name.upper(), kind=OrganisationKind.LOCAL_TEAM)
    actions.add_party(party=NewParty(organisation=new), **by)
    school.refresh_from_db()
    assert (school.kind, school.municipality) == (OrganisationKind.SCHOOL.value, None)


@pytest.mark.parametrize("kind", [None, OrganisationKind.MUNICIPALITY])
def test_a_name_that_nobody_knows_needs_a_kind(by, kind):
    with pytest.raises(NotPossible) as refused:
        actions.add_party(party=NewParty(organisation=NewOrganisation(name="Nog onbekend", kind=kind)), **by)
    assert refused.value.field == "kind"


def test_a_contact_who_is_staff_sees_the_case_and_no_longer_when_the_party_stops(cast, by, school, now):
    contact = cast["bert_stands_nowhere"]
    party = NewParty(organisation_id=school.pk, contact_id=contact.pk)
    party_id = actions.add_party(party=party, **by)
    with gate.opened():
        entries = entries_for(cast.viewer("bert_stands_nowhere"), Purpose.DIRECTION, now)
        assert entries.filter(case__reference="C-1").exists()
    actions.change_involvement(
        party_id=party_id, involvement=Involvement.STOPPED, professionals=0, reason="Niet meer nodig", **by
    )
    with gate.opened():
        assert not entries_for(cast.viewer("bert_stands_nowhere"), Purpose.DIRECTION, now).exists()
    assert drift(now=now) == ()


def test_nobody_takes_the_seat_of_a_party_alone_or_another_law_for_it(cast, by, school, now):
    """Who inquires does not see the plan; the seat of a party would show it."""
    ina = cast["ina_inquires"]
    mine = {"viewer": cast.viewer("ina_inquires"), "reference": "C-1", "now": now}
    with pytest.raises(NotPossible) as refused:
        actions.add_party(party=NewParty(organisation_id=school.pk, contact_id=ina.pk), **mine)
    assert refused.value.field == "contact"
    party_id = actions.add_party(party=NewParty(organisation_id=school.pk), **mine)
    with pytest.raises(NotPossible):
        actions.change_party(party_id=party_id, party=PartyText(SeatKind.EXPERT, contact_id=ina.pk), **mine)
    given = PartyText(SeatKind.EXPERT, contact_id=ina.pk, law=Compartment.WMO)
    actions.change_party(party_id=party_id, party=given, **by)
    wider = PartyText(SeatKind.EXPERT, contact_id=ina.pk, law=Compartment.JEUGDWET)
    with pytest.raises(NotPossible):
        actions.change_party(party_id=party_id, party=wider, **mine)
    with gate.opened():
        assert Party.objects.get(pk=party_id).law is Compartment.WMO


def test_a_contact_works_there_or_for_the_municipality(cast, by, school):
    stranger = cast["lot_receives_elsewhere"]
    with pytest.raises(NotPossible) as refused:
        actions.add_party(party=NewParty(organisation_id=school.pk, contact_id=stranger.pk), **by)
    assert refused.value.field == "contact"
    teacher = User.objects.create(email="juf@example.org", name="Juf", role="chain_partner", organisation=school)
    party_id = actions.add_party(party=NewParty(organisation_id=school.pk, contact_id=teacher.pk), **by)
    text = PartyText(seat_kind=SeatKind.EXPERT, contact_id=stranger.pk)
    with pytest.raises(NotPossible):
        actions.change_party(party_id=party_id, party=text, **by)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"involvement": Involvement.PAUSED, "professionals": 1, "reason": "  "}, "involvement_reason"),
        ({"involvement": Involvement.ACTIVE, "professionals": -1}, "professionals"),
        ({"involvement": Involvement.ACTIVE, "professionals": 100}, "professionals"),
    ],
)
def test_who_does_not_take_part_now_does_so_for_a_reason(cast, by, values, field):
    with pytest.raises(NotPossible) as refused:
        actions.change_involvement(party_id=cast.ids["party_id"], **values, **by)
    assert refused.value.field == field


def test_a_party_is_changed_by_one_person_at_a_time(cast, by):
    text = PartyText(seat_kind=SeatKind.EXPERT, primary_task="eerste")
    actions.change_party(party_id=cast.ids["party_id"], party=text, version=1, **by)
    with pytest.raises(actions.Changed):
        actions.change_party(party_id=cast.ids["party_id"], party=text, version=1, **by)


def test_every_party_has_to_be_decided_on(cast, by, now):
    for party_id, choice in (
        (cast.ids["party_id"], asked()),
        (cast.ids["department_id"], ConsultChoice(consult=False, reason_not="Brengt zelf in.")),
    ):
        with gate.opened():
            before = facts_of(Case.objects.get(reference="C-1"), now=now).parties_undecided
        actions.decide_consultation(party_id=party_id, choice=choice, **by)
        with gate.opened():
            assert facts_of(Case.objects.get(reference="C-1"), now=now).parties_undecided == before - 1


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (asked(on_content=False), "about"),
        (asked(question=" "), "question"),
        (asked(bases=()), "bases"),
        (asked(bases=("AWB-2:5",)), "bases"),
        (asked(bases=("WAMS",)), "bases"),
        (asked(bases=("VERZONNEN",)), "bases"),
        (ConsultChoice(consult=False), "reason_not"),
    ],
)
def test_asking_needs_a_question_and_a_ground_and_not_asking_a_reason(cast, by, choice, field):
    with pytest.raises(NotPossible) as refused:
        actions.decide_consultation(party_id=cast.ids["party_id"], choice=choice, **by)
    assert refused.value.field == field


def test_an_answer_has_its_own_category_and_stays_when_something_else_is_asked(cast, by):
    party_id = cast.ids["party_id"]
    actions.decide_consultation(party_id=party_id, choice=asked(), **by)
    actions.record_answer(party_id=party_id, answer=LONG, category=DataCategory.LIVING, **by)
    with gate.opened():
        consultation = Consultation.objects.get(party=party_id)
        assert (consultation.answer, consultation.category) == (LONG, DataCategory.LIVING)
    actions.decide_consultation(party_id=party_id, choice=asked(question="En hoe gaat de samenwerking?"), **by)
    with gate.opened():
        consultation.refresh_from_db()
        assert consultation.answer == ""
        kept = Statement.objects.get(kind=Kind.NOTE, source="De Kade")
        assert LONG in kept.text
        assert kept.category is DataCategory.LIVING


def test_who_is_asked_answers_or_says_no(cast, by):
    party_id = cast.ids["party_id"]
    with pytest.raises(NotPossible, match="bevraagt deze partij niet"):
        actions.record_answer(party_id=party_id, answer="Goed", **by)
    actions.decide_consultation(party_id=party_id, choice=asked(), **by)
    for both in ({}, {"answer": "Goed", "declined_reason": "Nee"}):
        with pytest.raises(NotPossible) as refused:
            actions.record_answer(party_id=party_id, **both, **by)
        assert refused.value.field == "answer"
    actions.record_answer(party_id=party_id, declined_reason="Beroepsgeheim", **by)
    with gate.opened():
        assert Consultation.objects.get(party=party_id).declined_reason == "Beroepsgeheim"


def test_expertise_is_named_filled_and_taken_away(cast, by):
    expertise_id = actions.name_expertise(what=LONG, why="Autisme", **by)
    actions.fill_expertise(expertise_id=expertise_id, party_id=cast.ids["party_id"], **by)
    with gate.opened():
        assert NeededExpertise.objects.get(pk=expertise_id).party_id == cast.ids["party_id"]
    actions.remove_expertise(expertise_id=expertise_id, **by)
    with gate.opened():
        assert not NeededExpertise.objects.filter(pk=expertise_id).exists()


def test_what_is_of_another_case_does_not_exist_here(cast, by):
    elsewhere = cast.ids["C-2 party_id"]
    with gate.opened():
        before = Party.objects.filter(pk=elsewhere).values().get()
    text = PartyText(seat_kind=SeatKind.EXPERT)
    for deed in (
        lambda: actions.change_party(party_id=elsewhere, party=text, **by),
        lambda: actions.change_involvement(
            party_id=elsewhere, involvement=Involvement.STOPPED, professionals=0, reason="x", **by
        ),
        lambda: actions.decide_consultation(party_id=elsewhere, choice=asked(), **by),
        lambda: actions.record_answer(party_id=elsewhere, answer="x", **by),
        lambda: actions.name_expertise(what="x", party_id=elsewhere, **by),
        lambda: actions.fill_expertise(expertise_id=uuid4(), party_id=None, **by),
        lambda: actions.add_party(party=NewParty(organisation_id=uuid4()), **by),
    ):
        with pytest.raises(NotPossible):
            deed()
    with gate.opened():
        assert Party.objects.filter(pk=elsewhere).values().get() == before
        assert not NeededExpertise.objects.exclude(what="Schulden").exists()


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("bert_stands_nowhere", CaseNotFound),
        ("omar_directs_elsewhere", CaseNotFound),
        ("karim_receives", CaseNotFound),
        ("dirk_decides", NotAuthorised),
        ("wim_takes_part", NotAuthorised),
    ],
)
def test_only_who_hears_the_question_keeps_the_parties(cast, by, school, name, refusal):
    by["viewer"] = cast.viewer(name)
    with pytest.raises(refusal):
        actions.add_party(party=NewParty(organisation_id=school.pk), **by)
    with pytest.raises(refusal):
        actions.decide_consultation(party_id=cast.ids["party_id"], choice=asked(), **by)
