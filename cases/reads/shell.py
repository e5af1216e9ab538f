"""
What stands round every page of a case: whose it is, where it stands, who keeps the overview, and the next step.

open_page() is how a page of one case begins: find, log, and fill the shell with what the law gives this viewer.
For reads among themselves; only CaseShell leaves the room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from cases.facts import Facts
from cases.hats import Hat
from cases.models import BreakGlass, Case, CasePause, HouseholdMember, MeetingReport, Statement, StepTransition
from cases.reads import reach, scope
from cases.reads.conflicts import WornHat, hats_worn
from cases.reads.due import NEVER
from cases.reads.facts import look_up, with_facts
from cases.reads.steps import NextStep, StepMark, next_step, step_marks
from cases.reads.together import Row, moment, rows
from cases.stappenplan import Step
from cases.statements import Kind
from privacy import law, log
from privacy.compiled import Lookup
from privacy.law import DataCategory, Purpose, Relation, Standing, Verdict
from privacy.viewer import Viewer

_M = TypeVar("_M", bound=Model)
MINUTE = timedelta(minutes=1)
MOST_AT_ONCE = 5  # people who have one case open in an emergency, as far as a bar shows them


@dataclass(frozen=True)
class Round:
    """One walk through the achtje that is over: from its first to its last step."""

    cycle: int
    began_on: date
    ended_on: date


@dataclass(frozen=True)
class Emergency:
    """Somebody who opened this case in an emergency, and still sees it. minutes: what is left, rounded up."""

    who: str
    until: datetime
    minutes: int
    is_mine: bool


@dataclass(frozen=True)
class CaseShell:
    """The identity bar, the steps and the next step. What may not be seen is empty."""

    reference: str
    title: str
    names: str
    step: str
    cycle: int
    keeper: str
    my_hats: tuple[str, ...]
    due_on: date | None
    today: date
    marks: tuple[StepMark, ...]
    rounds: tuple[Round, ...]  # the earlier ones
    since: date
    next: NextStep | None
    is_closed: bool
    paused_until: date | None
    signals: int
    steps_made: int
    version: int
    reads_log: bool  # whether this viewer may see who looked here
    emergencies: tuple[Emergency, ...]
    may_act: bool  # somebody who opened the case in an emergency only looks


@dataclass(frozen=True)
class Found:
    """A case with what the law gives this viewer of it. The model and the verdict stay inside the room."""

    case: Case
    standing: Standing
    verdict: Verdict
    viewer: Viewer

    def may(self, by: Collection[Relation]) -> bool:
        """Whether this viewer stands to the case in one of these relations."""
        return bool(self.standing.relations & set(by))

    def sees(self, category: DataCategory) -> bool:
        """Whether the law gives this viewer this category here."""
        return category in self.verdict.data

    def permitted(self, items: QuerySet[_M]) -> QuerySet[_M]:
        """Those of these items that the law gives this viewer, each by its own category and law."""
        return reach.permitted(self.verdict, items)

    def only(self, category: DataCategory, items: QuerySet[_M]) -> QuerySet[_M]:
        """Those of these items that the law gives, on a page that shows them all as this one category."""
        return reach.only(self.verdict, category, items)


@dataclass(frozen=True)
class Opened(Found):
    """A case that is open on the table of a read, with what stands round its page."""

    facts: Facts
    hats: tuple[WornHat, ...]
    today: date
    beside: Mapping[str, Any]
    shell: CaseShell = None  # type: ignore[assignment]  # filled by open_page, before it leaves the room


def open_page(
    *,
    viewer: Viewer,
    purpose: Purpose,
    reference: str,
    now: datetime,
    action: str,
    people: Collection[UUID] | None = None,
    about: str = "",
) -> Opened:
    """Finds one case, writes the line in the read log, fills the shell. CaseNotFound when absent or forbidden.

    people: whom this page is about, when that is not everybody of the case. about: the thing that is opened in it.
    """
    asked: dict[str, Any] = {"viewer": viewer, "purpose": purpose, "reference": reference, "now": now}
    found = open_part(**asked, action=action, people=people, about=about)
    hats = hats_worn(found.case)
    facts, beside = look_up(_facts_and_bar(), found.case, hats=hats, now=now)
    opened = Opened(**vars(found), facts=facts, hats=hats, today=timezone.localdate(now), beside=beside)
    return replace(opened, shell=_shell(opened, now, reads_log=law.reads_the_log(purpose, found.standing)))


def open_part(
    *,
    viewer: Viewer,
    purpose: Purpose,
    reference: str,
    now: datetime,
    action: str,
    people: Collection[UUID] | None = None,
    about: str = "",
) -> Found:
    """The same without the shell: for a part of a page that stands in a page that has one."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
        people=people,
        about=about,
    )
    return Found(case, standing, verdict, viewer)


@cache
def _facts_and_bar() -> Lookup:
    """What stands in the bar of the case, asked in the same query as the facts."""
    title = Statement.objects.filter(case=OuterRef("pk"), kind=Kind.TITLE)
    pause = CasePause.objects.filter(case=OuterRef("pk"), resumed_at=None)
    members = HouseholdMember.objects.filter(case=OuterRef("pk"), in_network=False, left_on=None).order_by()
    names = JSONBAgg(JSONObject(name="person__name", age="person__age"), order_by=("made_at", "pk"))
    closed = MeetingReport.objects.filter(case=OuterRef("pk"), closed_at__isnull=False)
    broken = BreakGlass.objects.filter(case=OuterRef("pk"), ended_at=None).order_by("-until")[:MOST_AT_ONCE]
    steps = StepTransition.objects.filter(case=OuterRef("pk")).order_by("cycle", "number").distinct("cycle")
    bar = {
        "title": rows(title, "text", "law"),
        "paused_until": Subquery(pause.values("resume_on")[:1]),
        "names": Subquery(members.values("case").annotate(all=names).values("all")),
        "has_met": Exists(closed),
        "rounds": rows(steps, "cycle", "at"),
        "emergencies": rows(broken, "user", "until", name="user__name"),
    }
    return with_facts(bar)


def _shell(opened: Opened, now: datetime, *, reads_log: bool) -> CaseShell:
    case, beside = opened.case, opened.beside
    return CaseShell(
        reference=case.reference,
        title=_title(opened, beside["title"] or ()),
        names=_first_names(beside["names"] or ()) if opened.sees(DataCategory.IDENTITY_CONTACT) else "",
        step=Step(case.step).label,
        cycle=case.cycle_number,
        keeper=_keeper(opened),
        my_hats=tuple(h.hat.value for h in opened.hats if h.wearer == opened.viewer.user_id),
        due_on=None if case.due_on == NEVER else case.due_on,
        today=opened.today,
        marks=step_marks(case),
        rounds=_rounds(case, beside["rounds"] or ()),
        since=timezone.localdate(case.step_since),
        next=next_step(case, opened.standing, opened.facts),
        is_closed=case.step == Step.CLOSED,
        paused_until=beside["paused_until"],
        signals=opened.facts.signals,
        steps_made=case.steps_made,
        version=case.version,
        reads_log=reads_log,
        may_act=not opened.standing.relations <= law.SEEING_ONLY,
        emergencies=_emergencies(beside["emergencies"] or (), opened.viewer, now),
    )


def _title(opened: Opened, found: Iterable[Row]) -> str:
    """What the case is called, as far as this viewer may know."""
    texts = (row["text"] for row in found if reach.reaches(opened.verdict, DataCategory.REQUEST_VISION, row["law"]))
    return next(texts, "")


def _emergencies(found: Iterable[Row], viewer: Viewer, now: datetime) -> tuple[Emergency, ...]:
    """Those that run at this moment: an hour that is over stays in the table, and ends by itself."""
    running = [(row, moment(row["until"])) for row in found if moment(row["until"]) > now]
    return tuple(
        Emergency(row["name"], until, ceil((until - now) / MINUTE), row["user"] == str(viewer.user_id))
        for row, until in running
    )


def _keeper(opened: Opened) -> str:
    """Who said yes to keeping the overview; of household and network only for who may know names."""
    for hat in opened.hats:
        if hat.hat is Hat.CASE_DIRECTION and hat.accepted_at:
            return hat.name or (hat.person if opened.sees(DataCategory.IDENTITY_CONTACT) else "")
    return ""


def _rounds(case: Case, first_steps: Iterable[Row]) -> tuple[Round, ...]:
    """The rounds before the present one. A step that begins a round also ends the one before."""
    began: dict[int, date] = {row["cycle"]: timezone.localdate(moment(row["at"])) for row in first_steps}
    began[1] = timezone.localdate(case.opened_at)
    return tuple(Round(n, began[n], began[n + 1]) for n in range(1, case.cycle_number) if n + 1 in began)


def _first_names(members: Iterable[Mapping[str, Any]]) -> str:
    """The first names of the household with their ages, oldest record first: "Yara (13), Emin (9)"."""
    return ", ".join(_first_name(member["name"], member["age"]) for member in list(members)[:6])


def _first_name(name: str, age: int | None) -> str:
    first = next(iter(name.split()), name)
    return first if age is None else f"{first} ({age})"
