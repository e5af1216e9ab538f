"""The picture: nothing mandatory, nothing scored, as sensitive as what it is about, confirmed in each round."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cases import actions
from cases.actions import (
    Changed,
    DomainText,
    FindingText,
    HypothesisText,
    NotAuthorised,
    NotPossible,
    ObstacleText,
    SafetyText,
)
from cases.domains import FactorKind, FactorLevel, HypothesisStatus, LifeDomain, Template
from cases.models import (
    Analysis,
    Case,
    Finding,
    Hypothesis,
    LifeDomainEntry,
    Objection,
    Obstacle,
    SafetyAssessment,
)
from cases.reads import CaseNotFound
from cases.reads.facts import facts_of
from cases.statements import Kind
from cases.terms import Compartment, ProblemKind
from privacy import gate
from privacy.law import SPECIAL, DataCategory

LONG = "Zó lang 🧡 en o'clock. " * 450
HOUSING = DomainText(domain=LifeDomain.HOUSING, relevance_reason="Zij wil weer thuis wonen.", concern=LONG)


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


@pytest.fixture
def facts(cast, now):
    """What the guards see of C-1."""

    def look():
        with gate.opened():
            return facts_of(Case.objects.get(reference="C-1"), now=now)

    return look


def next_round() -> None:
    with gate.opened():
        Case.objects.filter(reference="C-1").update(cycle_number=2)


def test_an_analysis_is_a_template_and_at_least_one_area_of_life(by, facts):
    assert (facts().analysis_chosen, facts().analysis_entries) == (False, 0)
    actions.choose_template(template=Template.BIG5, **by)
    actions.record_life_domain(entry=HOUSING, **by)
    assert (facts().analysis_chosen, facts().analysis_entries) == (True, 1)
    with gate.opened():
        entry = LifeDomainEntry.objects.get()
        assert (entry.concern, entry.category) == (LONG, DataCategory.LIVING)
        assert Case.objects.get(reference="C-1").template is Template.BIG5


def test_an_area_of_life_is_relevant_for_a_reason(by):
    with pytest.raises(NotPossible) as refused:
        actions.record_life_domain(entry=DomainText(domain=LifeDomain.HOUSING, relevance_reason=" "), **by)
    assert refused.value.field == "relevance_reason"


@pytest.mark.parametrize("domain", [domain for domain in LifeDomain if domain.category in SPECIAL])
def test_a_sensitive_area_of_life_carries_its_special_category(by, domain):
    entry_id = actions.record_life_domain(entry=DomainText(domain=domain, relevance_reason="Hoort bij de vraag"), **by)
    with gate.opened():
        assert LifeDomainEntry.objects.get(pk=entry_id).category is domain.category


def test_the_author_may_know_better_what_kind_of_data_it_is(cast, by):
    entry = DomainText(
        domain=LifeDomain.SAFETY,
        relevance_reason="Hoort bij de vraag",
        category=DataCategory.HEALTH_MENTAL,
        law=Compartment.JEUGDWET,
        about=(cast.ids["person_id"],),
    )
    with pytest.raises(NotPossible, match="Kies een wet van deze casus"):
        actions.record_life_domain(entry=entry, **by)
    actions.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor het kind", **by)
    entry_id = actions.record_life_domain(entry=entry, **by)
    with gate.opened():
        made = LifeDomainEntry.objects.get(pk=entry_id)
        assert (made.category, made.law) == (DataCategory.HEALTH_MENTAL, Compartment.JEUGDWET)
        assert made.about == [cast.ids["person_id"]]


def test_writing_again_changes_the_entry_and_a_second_first_one_overwrites_nothing(by):
    first = actions.record_life_domain(entry=HOUSING, version=0, **by)
    again = DomainText(domain=LifeDomain.HOUSING, relevance_reason="Anders", wish="een tuin")
    with pytest.raises(Changed):
        actions.record_life_domain(entry=again, version=0, **by)
    assert actions.record_life_domain(entry=again, version=1, **by) == first
    with pytest.raises(Changed):
        actions.record_life_domain(entry=HOUSING, version=1, **by)
    with gate.opened():
        assert LifeDomainEntry.objects.get().wish == "een tuin"


def test_a_new_round_asks_to_confirm_the_picture(by, facts):
    actions.choose_template(template=Template.ZRM2017, **by)
    actions.record_life_domain(entry=HOUSING, **by)
    actions.record_finding(finding=FindingText(kind=FactorKind.PROTECTIVE, text="Een lieve oma"), **by)
    next_round()
    assert (facts().analysis_chosen, facts().analysis_entries) == (False, 0)
    assert actions.confirm_picture(**by) == 3
    assert (facts().analysis_chosen, facts().analysis_entries) == (True, 1)
    assert actions.confirm_picture(**by) == 0
    with gate.opened():
        assert (LifeDomainEntry.objects.get().cycle, LifeDomainEntry.objects.get().confirmed_cycle) == (1, 2)


def test_changing_an_entry_confirms_it_and_nothing_else(by, facts):
    actions.choose_template(template=Template.ZRM2017, **by)
    actions.record_life_domain(entry=HOUSING, **by)
    actions.record_life_domain(entry=DomainText(LifeDomain.FINANCES, "Schulden houden haar wakker"), **by)
    next_round()
    actions.record_life_domain(entry=HOUSING, version=1, **by)
    assert (facts().analysis_chosen, facts().analysis_entries) == (False, 1)


def test_the_shared_explanation_needs_a_template_and_says_whether_it_was_talked_through(by, now):
    with pytest.raises(NotPossible) as refused:
        actions.share_analysis_text(explanation=LONG, **by)
    assert refused.value.missing[0].url_name == "cases:picture"
    actions.choose_template(template=Template.OWN, **by)
    actions.share_analysis_text(
        explanation=LONG, open_questions="Wie?", resident_view="Zo zie ik het", agreed=False, **by
    )
    with gate.opened():
        assert (Analysis.objects.get().explanation, Analysis.objects.get().shared_at) == (LONG, None)
    actions.share_analysis_text(explanation=LONG, version=2, **by)
    with gate.opened():
        assert Analysis.objects.get().shared_at == now
    with pytest.raises(Changed):
        actions.share_analysis_text(explanation="Over andermans tekst heen", version=2, **by)


def test_an_objection_stays_open_until_it_is_resolved(cast, by, facts):
    by_department = by | {"viewer": cast.viewer("wim_takes_part")}
    objection_id = actions.raise_objection(raised_by="Wmo Dorp", text="De school is niet gehoord", **by_department)
    assert facts().objections == 1
    with pytest.raises(NotAuthorised):
        actions.resolve_objection(objection_id=objection_id, resolution="Gedaan", **by_department)
    with pytest.raises(NotPossible) as refused:
        actions.resolve_objection(objection_id=objection_id, resolution=" ", **by)
    assert refused.value.field == "resolution"
    actions.resolve_objection(objection_id=objection_id, resolution="De school sprak alsnog", **by)
    assert facts().objections == 0
    with pytest.raises(NotPossible, match="al opgelost"):
        actions.resolve_objection(objection_id=objection_id, resolution="Nog eens", **by)
    with pytest.raises(NotPossible):
        actions.raise_objection(raised_by="Wmo Dorp", text="", **by)
    with gate.opened():
        assert Objection.objects.get().resolution == "De school sprak alsnog"


def test_what_is_found_is_as_sensitive_as_the_area_of_life(by):
    plain = actions.record_finding(finding=FindingText(FactorKind.RISK, LONG, FactorLevel.FAMILY, since=LONG), **by)
    sensitive = FindingText(FactorKind.SUSTAINING, "Slaapt slecht", domain=LifeDomain.MENTAL_HEALTH)
    actions.record_finding(finding=sensitive, finding_id=plain, version=1, **by)
    with gate.opened():
        found = Finding.objects.get()
        assert (found.kind, found.category) == (FactorKind.SUSTAINING, DataCategory.HEALTH_MENTAL)


def test_what_nobody_may_see_is_refused_and_does_not_vanish(by):
    """No rule of the law shows criminal data to anyone (AVG 10): whoever writes it down is told, in every place."""
    crime, justice = DataCategory.CRIMINAL, LifeDomain.JUSTICE
    housing = actions.record_finding(finding=FindingText(FactorKind.RISK, LONG, domain=LifeDomain.HOUSING), **by)
    deeds = (
        lambda: actions.record_life_domain(entry=DomainText(justice, "Hoort erbij", concern="Zat vast"), **by),
        lambda: actions.record_life_domain(entry=DomainText(LifeDomain.HOUSING, "Huis", category=crime), **by),
        lambda: actions.record_finding(finding=FindingText(FactorKind.RISK, LONG, domain=justice), **by),
        lambda: actions.record_finding(
            finding=FindingText(FactorKind.RISK, LONG, domain=justice), finding_id=housing, **by
        ),
        lambda: actions.record_hypothesis(
            hypothesis=HypothesisText(statement=LONG, domains=(LifeDomain.HOUSING, justice)), **by
        ),
        lambda: actions.record_note(text="Zat vast", category=crime, kind=Kind.FACT, **by),
        lambda: actions.record_note(
            text="Sloeg haar", category=DataCategory.SAFETY_VIOLENCE, kind=Kind.FACT, about=(), **by
        ),
    )
    for deed in deeds:
        with pytest.raises(NotPossible, match="strafbare feiten"):
            deed()
    with gate.opened():
        assert Finding.objects.get().domain is LifeDomain.HOUSING
        assert not LifeDomainEntry.objects.exists()


@pytest.mark.parametrize(
    ("domains", "category"),
    [
        ((), DataCategory.OPINIONS_PROFESSIONAL),
        ((LifeDomain.HOUSING, LifeDomain.FINANCES), DataCategory.OPINIONS_PROFESSIONAL),
        ((LifeDomain.HOUSING, LifeDomain.SUBSTANCE_USE), DataCategory.SUBSTANCE_USE),
    ],
)
def test_an_idea_is_as_sensitive_as_what_it_links(by, domains, category):
    idea = HypothesisText(statement=LONG, domains=domains, supported_by=LONG)
    idea_id = actions.record_hypothesis(hypothesis=idea, **by)
    with gate.opened():
        made = Hypothesis.objects.get(pk=idea_id)
        assert (made.category, made.domains) == (category, [domain.value for domain in domains])
    rejected = HypothesisText(statement="Toch niet", domains=domains, status=HypothesisStatus.REJECTED)
    actions.record_hypothesis(hypothesis=rejected, hypothesis_id=idea_id, **by)
    with gate.opened():
        assert Hypothesis.objects.get(pk=idea_id).status is HypothesisStatus.REJECTED


def test_only_a_system_obstacle_names_an_organisation(by):
    actions.record_obstacle(obstacle=ObstacleText(ProblemKind.SYSTEM, LONG, system_party=LONG), **by)
    with pytest.raises(NotPossible) as refused:
        actions.record_obstacle(obstacle=ObstacleText(ProblemKind.PERSONAL, "Angst", system_party="SVB"), **by)
    assert refused.value.field == "system_party"
    with gate.opened():
        assert Obstacle.objects.get().system_party == LONG


def test_safety_is_judged_by_somebody_on_a_day_that_has_been(by, now):
    today = now.date()
    first = SafetyText(assessed_by="Ina", outcome=LONG, assessed_on=today, instrument=LONG)
    safety_id = actions.record_safety_assessment(assessment=first, **by)
    later = SafetyText(assessed_by="Ina", outcome="Veilig", assessed_on=today + timedelta(days=2))
    with pytest.raises(NotPossible) as refused:
        actions.record_safety_assessment(assessment=later, **by)
    assert refused.value.field == "assessed_on"
    changed = SafetyText(assessed_by="Ina", outcome="Veilig", assessed_on=today)
    actions.record_safety_assessment(assessment=changed, assessment_id=safety_id, version=1, **by)
    with gate.opened():
        assert SafetyAssessment.objects.get().outcome == "Veilig"


def test_what_is_of_another_case_does_not_exist_here(cast, by, now):
    elsewhere = {"viewer": cast.viewer("omar_directs_elsewhere"), "reference": "C-2", "now": now}
    finding = FindingText(FactorKind.RISK, "Van elders")
    theirs = actions.record_finding(finding=finding, **elsewhere)
    objection = actions.raise_objection(raised_by="Elders", text="Mist iets", **elsewhere)
    safety = SafetyText(assessed_by="x", outcome="x", assessed_on=now.date())
    for deed in (
        lambda: actions.record_finding(finding=FindingText(FactorKind.RISK, "Van hier"), finding_id=theirs, **by),
        lambda: actions.resolve_objection(objection_id=objection, resolution="x", **by),
        lambda: actions.record_safety_assessment(assessment=safety, assessment_id=uuid4(), **by),
    ):
        with pytest.raises(NotPossible):
            deed()
    with gate.opened():
        assert Finding.objects.get(pk=theirs).text == "Van elders"


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("bert_stands_nowhere", CaseNotFound),
        ("omar_directs_elsewhere", CaseNotFound),
        ("karim_receives", CaseNotFound),
        ("tess_manages_here", CaseNotFound),
        ("dirk_decides", NotAuthorised),
        ("wim_takes_part", NotAuthorised),
    ],
)
def test_only_who_inquires_or_directs_writes_the_picture(cast, by, name, refusal):
    by["viewer"] = cast.viewer(name)
    with pytest.raises(refusal):
        actions.record_life_domain(entry=HOUSING, **by)
    with pytest.raises(refusal):
        actions.confirm_picture(**by)
    with gate.opened():
        assert not LifeDomainEntry.objects.exists()


def test_who_inquires_writes_but_does_not_choose_the_template(cast, by):
    by["viewer"] = cast.viewer("ina_inquires")
    actions.record_life_domain(entry=HOUSING, **by)
    with pytest.raises(NotAuthorised):
        actions.choose_template(template=Template.OWN, **by)
