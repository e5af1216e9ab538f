"""
THE WORDS BEYOND ONE CASE: lessons, obstacles, tables where cases are discussed, breakthroughs, the place of directors.

Here belong value lists about what the organisation learns and how it is arranged. Not here: the path of one case
(cases.terms). Pure Python. Source: domain.md 4.3 to 4.9.
"""

from __future__ import annotations

from privacy.law import Term


class LessonKind(Term):
    """What is learned from a case. Source: S003 step 6."""

    SUCCESS = "success", "succes"
    BRILLIANT_FAILURE = "brilliant_failure", "briljante mislukking"
    IMPROVEMENT = "improvement", "verbeterpunt"


class BottleneckLevel(Term):
    """Where an obstacle can be taken away. Source: S004."""

    EXECUTION = "execution", "uitvoering"
    POLICY = "policy", "beleid"
    BOARD = "board", "bestuur"


class BottleneckStatus(Term):
    """How far an obstacle is. Source: S004: detect, put on the agenda, solve."""

    DETECTED = "detected", "gezien"
    AGENDAED = "agendaed", "op de agenda"
    IN_SOLUTION = "in_solution", "er wordt aan gewerkt"
    SOLVED = "solved", "opgelost"
    NOT_SOLVABLE = "not_solvable", "niet op te lossen"


class TableLevel(Term):
    """How wide a table looks (domain.md 4.4)."""

    LOCAL = "local", "lokaal"
    REGIONAL = "regional", "regionaal"
    SUPRA_REGIONAL = "supra_regional", "bovenregionaal"
    NATIONAL = "national", "landelijk"


class TableFrame(Term):
    """In which frame a table works."""

    VOLUNTARY = "voluntary", "vrijwillig"
    MIXED = "mixed", "gemengd"
    COMPULSORY = "compulsory", "gedwongen"


class BreakthroughDomain(Term):
    """Whose knowledge a breakthrough team can bring. Source: S002, the list of Amsterdam."""

    YOUTH = "youth", "jeugd"
    WORK_INCOME = "work_income", "werk en inkomen"
    DEBT = "debt", "schuldhulp"
    CARE = "care", "zorg"
    HOUSING = "housing", "wonen"
    EDUCATION = "education", "onderwijs"
    SAFETY = "safety", "veiligheid"
    PUBLIC_HEALTH = "public_health", "GGD"


class BreakthroughOutcome(Term):
    """What came of a request for a breakthrough (domain.md 4.3)."""

    SOFT_BREAKTHROUGH = "soft_breakthrough", "zachte doorbraak"
    EXCEPTION_GRANTED = "exception_granted", "uitzondering gemaakt"
    POLICY_CHANGE_NEEDED = "policy_change_needed", "beleid moet anders"
    NOT_POSSIBLE = "not_possible", "niet mogelijk"


class MandateKind(Term):
    """What a director may do alone. None of these accepts an action for another organisation (S002)."""

    CONVENE = "convene", "partijen aan tafel roepen"
    OWN_BUDGET = "own_budget", "eigen budget inzetten"
    OWN_DECISION = "own_decision", "zelf besluiten"
    NONE = "none", "geen mandaat"


class PositionScore(Term):
    """How a function stands on one aspect of directing. About functions, never about persons. Source: S004."""

    MINUS = "-", "weinig"
    BETWEEN = "-/+", "wisselend"
    PLUS = "+", "veel"
    UNKNOWN = "?", "niet ingevuld"


class PositionAspect(Term):
    """The four columns of the positioning scheme. Source: S004."""

    ROOM_FOR_TAILORING = "room_for_tailoring", "ruimte voor maatwerk"
    MANDATE = "mandate", "mandaat"
    STEERING_EXPERIENCE = "steering_experience", "ervaring met aansturen van ketenpartners"
    RANK_IN_CHAIN = "rank_in_chain", "rang in de keten"
