"""
THE AGENDA: what each kind of meeting talks about, in which phase, how long, and which data is said there.

What a director starts from, and changes at will. Here belong the points of a new meeting and which phase a point of
S003 belongs to. Not here: the phases and their rules (meetings.phases). Pure Python. Source: S003 step 3, 4 and 6.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cases.meeting_terms import AgendaPoint, MeetingKind
from meetings.phases import Phase
from privacy.law import DataCategory

LONGEST = 240  # minutes for one point
_D = DataCategory
# Which data can be said at a topic. Not what nobody says aloud: numbers, and what the system itself keeps.
SAID = (
    (
        "Waar het meestal over gaat",
        (_D.REQUEST_VISION, _D.SUPPORT_IN_USE, _D.PLAN_GOALS, _D.PLAN_ACTIONS, _D.OPINIONS_PROFESSIONAL),
    ),
    ("Wonen, geld, werk en school", (_D.LIVING, _D.FINANCES_INCOME, _D.DEBTS, _D.WORK_EDUCATION, _D.SCHOOL_ATTENDANCE)),
    ("Gezin en netwerk", (_D.HOUSEHOLD_RELATIONS, _D.AUTHORITY, _D.NETWORK, _D.IDENTITY_CONTACT, _D.INVOLVEMENT)),
    ("Gezondheid", (_D.HEALTH_PHYSICAL, _D.HEALTH_MENTAL, _D.SUBSTANCE_USE, _D.DISABILITY)),
    (
        "Veiligheid en wat meer bescherming vraagt",
        (_D.SAFETY_CONCERN, _D.SAFETY_VIOLENCE, _D.CRIMINAL, _D.MIGRATION_STATUS, _D.RELIGION_ETHNICITY),
    ),
)


@dataclass(frozen=True)
class Point:
    """A point to talk about. minutes: its time box. categories: which data is said."""

    title: str
    phase: Phase
    minutes: int
    categories: tuple[DataCategory, ...]
    point: AgendaPoint | None = None


_VISION, _GOALS, _PLAN = (DataCategory.REQUEST_VISION,), (DataCategory.PLAN_GOALS,), (DataCategory.PLAN_ACTIONS,)
NEWS = Point("Wat is er nieuw", Phase.PICTURE, 10, _VISION)
OF_POINT = {
    AgendaPoint.A: Point("Wat is er nu aan de hand", Phase.PICTURE, 25, _VISION, AgendaPoint.A),
    AgendaPoint.B: Point("Doelen bij het perspectief", Phase.JUDGEMENT, 15, _GOALS, AgendaPoint.B),
    AgendaPoint.C: Point("Oplossingsrichtingen", Phase.JUDGEMENT, 20, _GOALS, AgendaPoint.C),
    AgendaPoint.D: Point("Plan en verdeling", Phase.DECISION, 20, _PLAN, AgendaPoint.D),
}
OF_KIND: dict[MeetingKind, tuple[Point, ...]] = {
    MeetingKind.MDO: (),
    MeetingKind.MONITORING: (
        Point("Wat is er gedaan, en wat niet", Phase.PICTURE, 15, _PLAN),
        Point("Loopt de samenwerking", Phase.PICTURE, 10, _PLAN),
        Point("Wat passen we aan", Phase.JUDGEMENT, 10, _GOALS),
        Point("Wie doet wat tot de volgende keer", Phase.DECISION, 10, _PLAN),
    ),
    MeetingKind.EVALUATION: (
        Point("Wat was de vraag, en wat de bedoeling", Phase.PICTURE, 10, _VISION),
        Point("Wat ging goed", Phase.PICTURE, 10, _PLAN),
        Point("Helpt het wat we doen", Phase.JUDGEMENT, 10, _GOALS),
        Point("Wat kan beter", Phase.JUDGEMENT, 10, _PLAN),
        Point("Wat leren we en nemen we mee", Phase.DECISION, 15, _PLAN),
    ),
    MeetingKind.RECONVENE: (
        Point("Wat is er gebeurd", Phase.PICTURE, 20, _VISION),
        Point("Klopt het perspectief nog", Phase.JUDGEMENT, 15, _GOALS),
        Point("Wat doen we nu", Phase.DECISION, 15, _PLAN),
    ),
}


# What stands here is the same for everybody: it tells of nobody. What somebody typed may.
OF_THE_METHOD = frozenset(point.title for points in (*OF_KIND.values(), tuple(OF_POINT.values())) for point in points)


def agenda_of(kind: MeetingKind, covers: Collection[AgendaPoint]) -> tuple[Point, ...]:
    """Where a new agenda starts from: the points of S003 that this meeting covers, and what its kind asks besides.

    The picture always has a point: people take their first turn there, and a table that goes back goes on there.
    """
    points: tuple[Point, ...] = (*OF_KIND[kind], *(OF_POINT[point] for point in AgendaPoint if point in covers))
    if all(point.phase is not Phase.PICTURE for point in points):
        points = (NEWS, *points)
    return tuple(sorted(points, key=lambda point: list(Phase).index(point.phase)))
