"""
THE WORDS OF THE PROCESS: the value lists of the case, each a code that is stored and the Dutch that people read.

Here belong lists that the tables, forms and the case file share, in the order of the stappenplan.
Not here: life domains (cases.domains), kinds of statement (cases.statements), words of the meeting
(cases.meeting_terms), words beyond one case (cases.organisation_terms), hats (cases.hats), the law (privacy.law).
Pure Python. Source: domain.md 1.2 to 4.9.
"""

from __future__ import annotations

from privacy.law import Compartment as Compartment
from privacy.law import Term

# --- The case as a whole -----------------------------------------------------------------------------------------


class Frame(Term):
    """With or without a court order; pressure lies between both and is recorded as such (domain.md 8)."""

    VOLUNTARY = "voluntary", "vrijwillig kader"
    PRESSURE = "pressure", "drang"
    COMPULSORY = "compulsory", "gedwongen kader"


class AvePhase(Term):
    """Aanpak Voorkoming Escalatie: how far the household still directs itself. Apart from the step (domain.md 4.7)."""

    AVE_1 = "1", "AVE 1: het gewone leven"
    AVE_2 = "2", "AVE 2: een vraag of een probleem"
    AVE_3 = "3", "AVE 3: ingewikkelde problemen op meer leefgebieden"
    AVE_4 = "4", "AVE 4: de situatie escaleert"


class AuthorityKind(Term):
    """Who has authority over a minor."""

    SOLE = "sole", "alleen gezag"
    JOINT = "joint", "gezamenlijk gezag"
    GUARDIAN_GI = "guardian_GI", "voogdij bij een gecertificeerde instelling"
    PROVISIONAL = "provisional", "voorlopige voogdij"
    NONE = "none", "geen gezag"


class ContactWay(Term):
    """A safe way to reach someone."""

    PHONE = "phone", "bellen"
    TEXT_MESSAGE = "text_message", "sms of berichtendienst"
    EMAIL = "email", "e-mail"
    LETTER = "letter", "brief"
    HOME_VISIT = "home_visit", "thuis langskomen"
    ELSEWHERE = "elsewhere", "afspreken op een andere plek"
    THROUGH_PERSON = "through_person", "via iemand die deze persoon vertrouwt"


class Channel(Term):
    """How something was told."""

    IN_PERSON = "in_person", "in een gesprek"
    PHONE = "phone", "telefonisch"
    VIDEO_CALL = "video_call", "in een videogesprek"
    EMAIL = "email", "per e-mail"
    LETTER = "letter", "per brief"
    MESSAGE = "message", "in een bericht"


class SafetyRoute(Term):
    """E07: the way that a worry about safety goes, outside the stappenplan."""

    EMERGENCY = "emergency", "direct gevaar: 112 gebeld"
    REPORTING_CODE = "reporting_code", "stappen van de meldcode gestart"
    VEILIG_THUIS_ADVICE = "veilig_thuis_advice", "advies gevraagd aan Veilig Thuis"
    VEILIG_THUIS_REPORT = "veilig_thuis_report", "melding gedaan bij Veilig Thuis"
    MENTAL_HEALTH_CRISIS = "mental_health_crisis", "crisisdienst ggz gebeld"
    CONSULTED_COLLEAGUE = "consulted_colleague", "besproken met aandachtsfunctionaris of collega"


# --- Intake and triage -------------------------------------------------------------------------------------------


class ReportedBy(Term):
    """Who brought the case in (domain.md 2.1)."""

    RESIDENT = "resident", "inwoner of gezin"
    CASE_DIRECTOR = "case_director", "casusregisseur"
    PARTNER = "partner", "ketenpartner"
    COLLEAGUE = "colleague", "collega van de gemeente"


class Urgency(Term):
    """How soon triage must look at the report."""

    NORMAL = "normal", "gewoon"
    SOON = "soon", "deze week"
    EMERGENCY = "emergency", "spoed"


class BlockageReason(Term):
    """Why a case gets stuck, and so why process direction is asked. Source: S002; the last one S001."""

    TOO_COMPLEX_FOR_CASE_DIRECTOR = "too_complex_for_case_director", "te ingewikkeld voor de casusregisseur alleen"
    HIGH_CRISIS_RISK = "high_crisis_risk", "grote kans op een crisis"
    COOPERATION_STUCK = "cooperation_stuck", "de samenwerking loopt vast"
    LAWS_DO_NOT_FIT = "laws_do_not_fit", "wetten of regels sluiten niet op elkaar aan"
    NO_SUITABLE_SOLUTION = "no_suitable_solution", "er is geen passende oplossing"
    KEEPS_WANDERING = "keeps_wandering", "de vraag gaat van bureau naar bureau"


class ProblemKind(Term):
    """Where an obstacle lies. Source: S002, Amsterdamse Maatwerk Methode step 3."""

    PERSONAL = "personal", "persoonlijk"
    COOPERATION = "cooperation", "samenwerking"
    SYSTEM = "system", "systeem: regels of organisaties"


class TriageOutcome(Term):
    """The six answers of triage (domain.md 2.2)."""

    TAKE_UP = "take_up", "oppakken"
    ADVICE_ONLY = "advice_only", "alleen advies"
    REFER_TO_LOCAL_TEAM = "refer_to_local_team", "naar het lokale team"
    REFER_TO_OTHER_TABLE = "refer_to_other_table", "naar een andere overlegtafel"
    ALREADY_ON_OTHER_TABLE = "already_on_other_table", "ligt al op een andere overlegtafel"
    NOT_IN_SCOPE = "not_in_scope", "hoort niet bij procesregie"


class ConsultOn(Term):
    """What a party may be asked about. Source: S003 step 1."""

    CONTENT = "content", "de inhoud"
    COOPERATION = "cooperation", "de samenwerking"


# --- A decision under a law (hat 3) ------------------------------------------------------------------------------


class DecisionType(Term):
    """What kind of decision hat 3 is about (domain.md 1.2)."""

    APPLICATION = "application", "besluit op een melding of aanvraag"
    REVIEW = "review", "herziening"
    WITHDRAWAL = "withdrawal", "intrekking"


class DecisionOutcome(Term):
    """What was decided."""

    GRANTED = "granted", "toegekend"
    PARTLY = "partly", "deels toegekend"
    REFUSED = "refused", "geweigerd"


class TensionLevel(Term):
    """How tense it is around a decision. From high on, an independent director is proposed (R-HAT-2)."""

    LOW = "low", "rustig"
    RAISED = "raised", "gespannen"
    HIGH = "high", "hoog opgelopen"
    VERY_HIGH = "very_high", "vastgelopen conflict"

    @property
    def is_high(self) -> bool:
        return self in (TensionLevel.HIGH, TensionLevel.VERY_HIGH)


# --- Solutions and the value triangle ----------------------------------------------------------------------------


class Verdict(Term):
    """What one dimension of the value triangle says about a solution (domain.md 4.2)."""

    SUPPORTS = "supports", "pleit ervoor"
    NEUTRAL = "neutral", "maakt niet uit"
    AGAINST = "against", "pleit ertegen"


class ValueOutcome(Term):
    """What the mandated person decided after weighing the three values."""

    GRANTED = "granted", "toegekend"
    GRANTED_TEMPORARILY = "granted_temporarily", "tijdelijk toegekend"
    REJECTED = "rejected", "afgewezen"
    ALTERNATIVE = "alternative", "andere oplossing gekozen"


class BudgetSource(Term):
    """Where the money for a solution comes from."""

    REGULAR = "regular", "gewoon budget"
    TAILOR_BUDGET = "tailor_budget", "maatwerkbudget"
    TEAM_BUDGET = "team_budget", "teambudget"
    SPECIAL_ASSISTANCE = "special_assistance", "bijzondere bijstand"
    OTHER = "other", "andere bron"


# --- Plan --------------------------------------------------------------------------------------------------------


class ScenarioCode(Term):
    """The courses that a plan can take. Source: S001 and S003 step 3d; C is for who needs a third."""

    A = "A", "plan A"
    B = "B", "plan B"
    C = "C", "plan C"


class ActionStatus(Term):
    """Where an action stands. Nobody accepts for another organisation (S002)."""

    PROPOSED = "proposed", "voorgesteld"
    ACCEPTED = "accepted", "aangenomen"
    DECLINED = "declined", "niet aangenomen"
    IN_PROGRESS = "in_progress", "mee bezig"
    DONE = "done", "klaar"
    DROPPED = "dropped", "vervallen"


class AxisEnd(Term):
    """The two ends of an uncertain factor in the scenario quadrant (domain.md 4.6)."""

    LOW = "low", "laag"
    HIGH = "high", "hoog"


# --- Monitoring --------------------------------------------------------------------------------------------------


class MonitoringBasis(Term):
    """Why the municipality follows the progress. Source: S000."""

    DUTY_OF_CARE = "zorgplicht", "zorgplicht"
    COMMISSIONING = "opdrachtgeverschap", "opdrachtgeverschap"


class Monitors(Term):
    """What is followed. Both, unless said otherwise (S003 step 4)."""

    PLAN = "plan", "het plan"
    COOPERATION = "cooperation", "de samenwerking"
    BOTH = "both", "het plan en de samenwerking"


class PulseResult(Term):
    """How it goes, in one word, after a pulse contact."""

    WELL = "well", "loopt goed"
    CONCERN = "concern", "zorgen"
    STUCK = "stuck", "loopt vast"


class SignalBy(Term):
    """Whose stagnation signal it is (E02). Of the case director it obliges to convene."""

    CASE_DIRECTOR = "case_director", "casusregisseur"
    RESIDENT = "resident", "inwoner"
    PARTNER_PROFESSIONAL = "partner_professional", "ketenpartner"


# --- Scaling down, evaluating, closing ---------------------------------------------------------------------------


class ScalingCriterion(Term):
    """When the expert team can let go: any of these. Source: S003 step 5, as examples."""

    CARE_ADEQUATE_NO_ADDED_VALUE = (
        "care_adequate_no_added_value",
        "de hulp staat, de procesregisseur voegt niets meer toe",
    )
    HOUSEHOLD_DIRECTS_ITSELF = "household_directs_itself", "het gezin heeft zelf de regie en weet wie het kan vragen"
    DIRECTION_HANDED_OVER = "direction_handed_over", "de regie is overgedragen aan een andere professional"


class Aftercare(Term):
    """What happens after letting go."""

    NONE = "none", "geen nazorg"
    PULSE = "pulse", "vinger aan de pols"


class EvaluationKind(Term):
    """Which of the three evaluations (domain.md 2.6)."""

    CONTINUOUS = "continuous", "bij elke stap"
    INTERIM = "interim", "tussenevaluatie"
    CLOSING = "closing", "eindevaluatie"


class EvaluationOutcome(Term):
    """What follows from an evaluation."""

    CLOSE = "close", "afsluiten"
    ADJUST = "adjust", "bijstellen: het achtje nog een keer"
    STAY_COURSE = "stay_course", "doorgaan zoals nu"


class Helps(Term):
    """Does what we do help? Source: S003 step 6."""

    YES = "yes", "ja"
    PARTLY = "partly", "deels"
    NO = "no", "nee"
    UNKNOWN = "unknown", "nog niet te zeggen"


class ClosureReason(Term):
    """Why a case is closed: the outcome of triage (T03), the end of the path, or the short way out (W01)."""

    RESOLVED = "resolved", "de vraag is beantwoord"
    ADVICE_GIVEN = "advice_given", "advies gegeven"
    REFERRED = "referred", "verwezen"
    NOT_ELIGIBLE = "not_eligible", "hoort niet bij procesregie"
    DUPLICATE_TABLE = "duplicate_table", "ligt al op een andere overlegtafel"
    WITHDRAWN_BY_RESIDENT = "withdrawn_by_resident", "ingetrokken door de inwoner"
    MOVED = "moved", "verhuisd"
    DECEASED = "deceased", "overleden"
    TRANSFERRED_TO_OTHER_TABLE = "transferred_to_other_table", "overgedragen aan een andere overlegtafel"
    COMPULSORY_FRAMEWORK_TAKEOVER = "compulsory_framework_takeover", "overgenomen in het gedwongen kader"
    NO_LEGAL_BASIS = "no_legal_basis", "geen grondslag om verder te gaan"


CLOSES_AFTER_TRIAGE = {  # T03: the outcome of triage that goes with each reason to close
    ClosureReason.ADVICE_GIVEN: (TriageOutcome.ADVICE_ONLY,),
    ClosureReason.REFERRED: (TriageOutcome.REFER_TO_LOCAL_TEAM, TriageOutcome.REFER_TO_OTHER_TABLE),
    ClosureReason.NOT_ELIGIBLE: (TriageOutcome.NOT_IN_SCOPE,),
    ClosureReason.DUPLICATE_TABLE: (TriageOutcome.ALREADY_ON_OTHER_TABLE,),
}
CLOSES_SHORT = (  # W01
    ClosureReason.WITHDRAWN_BY_RESIDENT,
    ClosureReason.MOVED,
    ClosureReason.DECEASED,
    ClosureReason.TRANSFERRED_TO_OTHER_TABLE,
    ClosureReason.COMPULSORY_FRAMEWORK_TAKEOVER,
    ClosureReason.NO_LEGAL_BASIS,
)
CLOSES_AT_END = (ClosureReason.RESOLVED,)  # T27 and T30
