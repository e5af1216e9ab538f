"""The value lists: the codes that the case file and the method use, written down apart, and what hangs on them."""

from enum import EnumMeta

import pytest

from cases import domains, meeting_terms, organisation_terms, terms
from cases.domains import OFFERED, LifeDomain, Template
from privacy.law import DataCategory, Term

# Domain.md 1 to 5 and the case file. A code that changes breaks what was stored and what is imported.
CODES = {
    terms.Frame: "voluntary pressure compulsory",
    terms.Compartment: "wmo jeugdwet participatiewet wgs other",
    terms.AvePhase: "1 2 3 4",
    terms.AuthorityKind: "sole joint guardian_GI provisional none",
    terms.BlockageReason: "too_complex_for_case_director high_crisis_risk cooperation_stuck laws_do_not_fit "
    "no_suitable_solution keeps_wandering",
    terms.ProblemKind: "personal cooperation system",
    terms.TriageOutcome: "take_up advice_only refer_to_local_team refer_to_other_table already_on_other_table "
    "not_in_scope",
    terms.ConsultOn: "content cooperation",
    terms.DecisionOutcome: "granted partly refused",
    terms.Verdict: "supports neutral against",
    terms.ValueOutcome: "granted granted_temporarily rejected alternative",
    terms.BudgetSource: "regular tailor_budget team_budget special_assistance other",
    terms.ScenarioCode: "A B C",
    terms.ActionStatus: "proposed accepted declined in_progress done dropped",
    terms.MonitoringBasis: "zorgplicht opdrachtgeverschap",
    terms.Monitors: "plan cooperation both",
    terms.PulseResult: "well concern stuck",
    terms.SignalBy: "case_director resident partner_professional",
    terms.ScalingCriterion: "care_adequate_no_added_value household_directs_itself direction_handed_over",
    terms.Aftercare: "none pulse",
    terms.EvaluationKind: "continuous interim closing",
    terms.EvaluationOutcome: "close adjust stay_course",
    terms.Helps: "yes partly no unknown",
    terms.ClosureReason: "resolved advice_given referred not_eligible duplicate_table withdrawn_by_resident moved "
    "deceased transferred_to_other_table compulsory_framework_takeover no_legal_basis",
    meeting_terms.MeetingKind: "mdo monitoring evaluation reconvene",
    meeting_terms.AgendaPoint: "a b c d",
    meeting_terms.SeatKind: "fixed_partner contributes_to_solution network expert resident",
    meeting_terms.ParticipationForm: "present video_message drawing written represented declined",
    meeting_terms.ResidentSays: "confirms represented declined absent",
    meeting_terms.FirstTurnKind: "spoken passed video_played statement_read",
    meeting_terms.MinutesStatus: "draft shared confirmed",
    meeting_terms.SignalResolution: "back_to_picture dismissed",
    organisation_terms.LessonKind: "success brilliant_failure improvement",
    organisation_terms.BottleneckLevel: "execution policy board",
    organisation_terms.BottleneckStatus: "detected agendaed in_solution solved not_solvable",
    domains.Template: "zrm2017 big5 one_family_one_plan positive_health explanatory_analysis own",
    domains.FactorKind: "risk sustaining protective",
    domains.FactorLevel: "child parent family environment system",
    domains.HypothesisStatus: "working rejected",
}
LISTS = [
    found
    for module in (terms, meeting_terms, organisation_terms, domains)
    for found in vars(module).values()
    if isinstance(found, EnumMeta) and issubclass(found, Term) and len(found)
]


@pytest.mark.parametrize(("found", "codes"), CODES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_the_codes_are_those_of_the_method(found, codes):
    assert [term.value for term in found] == codes.split()


@pytest.mark.parametrize("found", LISTS, ids=lambda value: value.__name__)
def test_every_word_can_be_read_and_no_two_read_alike(found):
    assert len({term.label for term in found}) == len(found)
    assert all(term.label.strip() and len(term.value) <= 40 for term in found)


def test_every_reason_to_close_belongs_to_one_way_of_closing():
    ways = [*terms.CLOSES_AFTER_TRIAGE, *terms.CLOSES_SHORT, *terms.CLOSES_AT_END]
    assert sorted(ways) == sorted(terms.ClosureReason)


def test_triage_closes_with_every_outcome_but_taking_up():
    outcomes = [outcome for outcomes in terms.CLOSES_AFTER_TRIAGE.values() for outcome in outcomes]
    assert sorted([*outcomes, terms.TriageOutcome.TAKE_UP]) == sorted(terms.TriageOutcome)


def test_tension_is_high_from_high_on():
    assert [level.is_high for level in terms.TensionLevel] == [False, False, True, True]


def test_every_template_offers_domains_and_every_domain_is_offered_somewhere():
    assert set(OFFERED) == set(Template)
    assert {template: len(offered) for template, offered in OFFERED.items() if template is not Template.OWN} == {
        Template.ZRM2017: 13,
        Template.BIG5: 5,
        Template.ONE_FAMILY_ONE_PLAN: 7,
        Template.POSITIVE_HEALTH: 6,
        Template.EXPLANATORY_ANALYSIS: 13,
    }
    named = {domain for template, offered in OFFERED.items() if template is not Template.OWN for domain in offered}
    assert named == set(LifeDomain) == set(OFFERED[Template.OWN])


def test_health_and_justice_are_sensitive_and_nothing_else_is():
    assert {domain.value for domain in LifeDomain if domain.is_sensitive} == {
        "justice",
        "mental_health",
        "substance_use",
        "physical_health",
        "adl_basic",
        "wellbeing",
        "health",
        "bodily_functions",
        "mental_wellbeing",
        "daily_functioning",
    }
    assert {domain.value for domain in LifeDomain if domain.category is DataCategory.CRIMINAL} == {"justice"}


def test_a_life_domain_of_the_seven_cases_has_a_code():
    used = (
        "mental_health work_education social_network domestic_relations living support school_work income wellbeing "
        "finances housing adl_instrumental daily_functioning participation"
    )
    assert [LifeDomain(code).value for code in used.split()] == used.split()
