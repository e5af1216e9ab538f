"""
THE LIFE DOMAINS and the words of the analysis: which template offers which domains, and which of them are sensitive.

Here belong names and codes only: no criteria, no scores (domain.md 5.1: no domain is ever mandatory, scores are
off). Not here: what is written about a domain (cases.models). Pure Python. Source: domain.md 5.
"""

from __future__ import annotations

from privacy.law import CRIMINAL, SPECIAL, DataCategory, Term


class Template(Term):
    """The fixed pattern of an analysis; a choice per case. Source: S003 step 3a."""

    ZRM2017 = "zrm2017", "Zelfredzaamheid-Matrix 2017"
    BIG5 = "big5", "Big 5"
    ONE_FAMILY_ONE_PLAN = "one_family_one_plan", "1Gezin1Plan"
    POSITIVE_HEALTH = "positive_health", "positieve gezondheid"
    EXPLANATORY_ANALYSIS = "explanatory_analysis", "verklarende analyse"
    OWN = "own", "eigen indeling"


class LifeDomain(Term):
    """An area of life. A template offers a selection; a code is valid under any template."""

    FINANCES = "finances", "Financiën"
    WORK_EDUCATION = "work_education", "Werk en opleiding"
    DAYTIME = "daytime", "Tijdsbesteding"
    HOUSING = "housing", "Huisvesting"
    DOMESTIC_RELATIONS = "domestic_relations", "Huiselijke relaties"
    MENTAL_HEALTH = "mental_health", "Geestelijke gezondheid"
    PHYSICAL_HEALTH = "physical_health", "Lichamelijke gezondheid"
    SUBSTANCE_USE = "substance_use", "Middelengebruik"
    ADL_BASIC = "adl_basic", "Zelfzorg (basale ADL)"
    ADL_INSTRUMENTAL = "adl_instrumental", "Dagelijkse zaken regelen (instrumentele ADL)"
    SOCIAL_NETWORK = "social_network", "Sociaal netwerk"
    PARTICIPATION = "participation", "Meedoen"
    JUSTICE = "justice", "Justitie"
    SUPPORT = "support", "Support: iemand die er altijd voor je is"
    LIVING = "living", "Wonen"
    SCHOOL_WORK = "school_work", "School en werk"
    INCOME = "income", "Inkomen"
    WELLBEING = "wellbeing", "Welzijn"
    UPBRINGING = "upbringing", "Gezin, opvoeding en ontwikkeling"
    SAFETY = "safety", "Veiligheid"
    HOUSEHOLD_LIVING = "household_living", "Huishouden en wonen"
    MONEY_WORK = "money_work", "Geld en werk"
    SCHOOL = "school", "School"
    HEALTH = "health", "Gezondheid"
    LEISURE_NETWORK = "leisure_network", "Vrije tijd en netwerk"
    BODILY_FUNCTIONS = "bodily_functions", "Lichaamsfuncties"
    MENTAL_WELLBEING = "mental_wellbeing", "Mentaal welbevinden"
    MEANING = "meaning", "Zingeving"
    QUALITY_OF_LIFE = "quality_of_life", "Kwaliteit van leven"
    DAILY_FUNCTIONING = "daily_functioning", "Dagelijks functioneren"

    @property
    def category(self) -> DataCategory:
        """The category that a text about this domain has, unless its author knows better."""
        return _CATEGORY[self]

    @property
    def is_sensitive(self) -> bool:
        """R-LD-3: asks for a permission and a sharing decision of its own (AVG 9 and 10)."""
        return self.category in SPECIAL | CRIMINAL


_D = DataCategory
_CATEGORY = {
    LifeDomain.FINANCES: _D.FINANCES_INCOME,
    LifeDomain.WORK_EDUCATION: _D.WORK_EDUCATION,
    LifeDomain.DAYTIME: _D.WORK_EDUCATION,
    LifeDomain.HOUSING: _D.LIVING,
    LifeDomain.DOMESTIC_RELATIONS: _D.HOUSEHOLD_RELATIONS,
    LifeDomain.MENTAL_HEALTH: _D.HEALTH_MENTAL,
    LifeDomain.PHYSICAL_HEALTH: _D.HEALTH_PHYSICAL,
    LifeDomain.SUBSTANCE_USE: _D.SUBSTANCE_USE,
    LifeDomain.ADL_BASIC: _D.DISABILITY,
    LifeDomain.ADL_INSTRUMENTAL: _D.LIVING,
    LifeDomain.SOCIAL_NETWORK: _D.NETWORK,
    LifeDomain.PARTICIPATION: _D.NETWORK,
    LifeDomain.JUSTICE: _D.CRIMINAL,
    LifeDomain.SUPPORT: _D.NETWORK,
    LifeDomain.LIVING: _D.LIVING,
    LifeDomain.SCHOOL_WORK: _D.WORK_EDUCATION,
    LifeDomain.INCOME: _D.FINANCES_INCOME,
    LifeDomain.WELLBEING: _D.HEALTH_MENTAL,
    LifeDomain.UPBRINGING: _D.HOUSEHOLD_RELATIONS,
    # Safety at home is not yet a suspect: what names a suspect or an offence is given its category by hand.
    LifeDomain.SAFETY: _D.HOUSEHOLD_RELATIONS,
    LifeDomain.HOUSEHOLD_LIVING: _D.LIVING,
    LifeDomain.MONEY_WORK: _D.FINANCES_INCOME,
    LifeDomain.SCHOOL: _D.WORK_EDUCATION,
    LifeDomain.HEALTH: _D.HEALTH_PHYSICAL,
    LifeDomain.LEISURE_NETWORK: _D.NETWORK,
    LifeDomain.BODILY_FUNCTIONS: _D.HEALTH_PHYSICAL,
    LifeDomain.MENTAL_WELLBEING: _D.HEALTH_MENTAL,
    LifeDomain.MEANING: _D.REQUEST_VISION,
    LifeDomain.QUALITY_OF_LIFE: _D.REQUEST_VISION,
    LifeDomain.DAILY_FUNCTIONING: _D.DISABILITY,
}

_L = LifeDomain
_ZRM = (
    _L.FINANCES,
    _L.WORK_EDUCATION,
    _L.DAYTIME,
    _L.HOUSING,
    _L.DOMESTIC_RELATIONS,
    _L.MENTAL_HEALTH,
    _L.PHYSICAL_HEALTH,
    _L.SUBSTANCE_USE,
    _L.ADL_BASIC,
    _L.ADL_INSTRUMENTAL,
    _L.SOCIAL_NETWORK,
    _L.PARTICIPATION,
    _L.JUSTICE,
)
OFFERED: dict[Template, tuple[LifeDomain, ...]] = {
    Template.ZRM2017: _ZRM,
    Template.BIG5: (_L.SUPPORT, _L.LIVING, _L.SCHOOL_WORK, _L.INCOME, _L.WELLBEING),
    Template.ONE_FAMILY_ONE_PLAN: (
        _L.UPBRINGING,
        _L.SAFETY,
        _L.HOUSEHOLD_LIVING,
        _L.MONEY_WORK,
        _L.SCHOOL,
        _L.HEALTH,
        _L.LEISURE_NETWORK,
    ),
    Template.POSITIVE_HEALTH: (
        _L.BODILY_FUNCTIONS,
        _L.MENTAL_WELLBEING,
        _L.MEANING,
        _L.QUALITY_OF_LIFE,
        _L.PARTICIPATION,
        _L.DAILY_FUNCTIONING,
    ),
    # No list of its own: it orders factors, and names the domain of each (domain.md 5.7).
    Template.EXPLANATORY_ANALYSIS: _ZRM,
    Template.OWN: tuple(LifeDomain),
}


class FactorKind(Term):
    """What a factor does in an explanatory analysis (domain.md 5.7)."""

    RISK = "risk", "risicofactor"
    SUSTAINING = "sustaining", "houdt het probleem in stand"
    PROTECTIVE = "protective", "kracht of bescherming"


class FactorLevel(Term):
    """Where a factor lies."""

    CHILD = "child", "kind"
    PARENT = "parent", "ouder"
    FAMILY = "family", "gezin"
    ENVIRONMENT = "environment", "omgeving"
    SYSTEM = "system", "regels en organisaties"


class HypothesisStatus(Term):
    """How an idea about what hangs together with what stands."""

    WORKING = "working", "werken we mee"
    REJECTED = "rejected", "verworpen"
