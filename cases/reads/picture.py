"""The picture of a case: the question first, what is relevant and why, facts apart from judgements, what connects.

A row of a category that the law does not give this viewer does not leave the database, and neither does any sign of it.
Not here: one item to change (writing).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.dutch.days import dutch_day
from cases.domains import OFFERED, FactorKind, FactorLevel, HypothesisStatus, LifeDomain, Template
from cases.item import Item
from cases.models import (
    Analysis,
    Consultation,
    Finding,
    HouseholdMember,
    Hypothesis,
    LifeDomainEntry,
    Objection,
    Obstacle,
    SafetyAssessment,
    Statement,
)
from cases.reads import shell
from cases.reads.case import Words, words_of
from cases.reads.laws import Laws, laws_to_choose
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, Row, moment, rows, together
from cases.standing import CASEWORK, DIRECTORS, INQUIRERS, LISTENERS
from cases.statements import NOT_NOTED, Kind
from cases.terms import ProblemKind
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

KNOWN = (Kind.FACT, Kind.TIMELINE)
LIVED = (Kind.EXPERIENCE, Kind.RESIDENT_VOICE)
OTHERWISE = (Kind.DIFFERING_VIEW, Kind.OWN_STATEMENT)
# What a note of the picture can be: not numbers, papers or images, which have a place of their own.


@dataclass(frozen=True)
class Entry:
    """An area of life that was made relevant. earlier: from which round, when it was not confirmed in this one."""

    code: str
    name: str
    relevance_reason: str
    concern: str
    strength: str
    wish: str
    sensitive: str
    earlier: str
    held: str


@dataclass(frozen=True)
class AnalysisText:
    """How it hangs together in plain words, and whether it was talked through with the household."""

    explanation: str
    open_questions: str
    resident_view: str
    shared: str
    earlier: str


@dataclass(frozen=True)
class Said:
    """A fact, an experience or a differing view, with where it comes from. table: for the page that keeps it."""

    id: UUID
    table: str
    text: str
    kind: str
    source: str


@dataclass(frozen=True)
class Found:
    """Something that was weighed: a finding, an idea, an obstacle, a judgement of safety. note: what belongs to it."""

    id: UUID
    text: str
    kind: str
    note: str
    earlier: str
    state: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class ObjectionLine:
    """Somebody finds the picture not complete. resolution: empty while it is open."""

    id: UUID
    text: str
    raised_by: str
    raised: str
    resolution: str


@dataclass(frozen=True)
class DomainOffer:
    """An area of life that can still be made relevant."""

    code: str
    name: str
    icon: str


@dataclass(frozen=True)
class PicturePage:
    """The picture. What may not be seen is empty."""

    shell: CaseShell
    question: Words | None
    vision: Words | None
    template: str
    template_name: str
    template_holds: bool
    entries: tuple[Entry, ...]
    offers: tuple[DomainOffer, ...]
    other_offers: tuple[DomainOffer, ...]
    known: tuple[Said, ...]
    lived: tuple[Said, ...]
    otherwise: tuple[Said, ...]
    answers: tuple[Said, ...]
    analysis: AnalysisText | None
    findings: tuple[Found, ...]
    hypotheses: tuple[Found, ...]
    obstacles: tuple[Found, ...]
    safety: tuple[Found, ...]
    objections: tuple[ObjectionLine, ...]
    earlier: tuple[str, ...]  # what waits to be confirmed for this round
    categories: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    laws: Laws
    sees_judgements: bool
    may_direct: bool
    may_write: bool
    may_note: bool
    may_object: bool

    @property
    def open_objections(self) -> tuple[ObjectionLine, ...]:
        return tuple(line for line in self.objections if not line.resolution)

    @property
    def resolved_objections(self) -> tuple[ObjectionLine, ...]:
        return tuple(line for line in self.objections if line.resolution)


@entrance
@transaction.atomic
def open_picture(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PicturePage:
    """The picture of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_picture")
    found = _look_up(opened)
    words = words_of(opened) if opened.sees(DataCategory.REQUEST_VISION) else {}
    entries = tuple(_entry(opened, row) for row in found["entries"])
    analysis = found["analysis"][0] if found["analysis"] else None
    judged = {name: tuple(make(opened, row) for row in found[name]) for name, make in JUDGED.items()}
    offers = _offers(opened, analysis, {entry.code for entry in entries})
    return PicturePage(
        shell=opened.shell,
        question=words.get(Kind.QUESTION),
        vision=words.get(Kind.RESIDENT_VISION),
        template=analysis["template"] if analysis else "",
        template_name=Template(analysis["template"]).label if analysis else "",
        template_holds=analysis is not None and not _earlier(opened, analysis),
        entries=entries,
        offers=offers[0],
        other_offers=offers[1],
        known=_said(opened, found["statements"], KNOWN),
        lived=_said(opened, found["statements"], LIVED),
        otherwise=_said(opened, found["statements"], OTHERWISE),
        answers=tuple(_answer(row) for row in found["answers"]),
        analysis=_analysis(opened, analysis) if analysis else None,
        **judged,
        objections=tuple(_objection(opened, row) for row in found["objections"]),
        earlier=_to_confirm(opened, analysis, entries, judged),
        categories=tuple((c.value, c.label) for c in DataCategory if opened.sees(c) and c not in NOT_NOTED),
        people=tuple((row["person"], row["name"]) for row in found["people"]),
        laws=laws_to_choose(opened),
        sees_judgements=opened.sees(DataCategory.OPINIONS_PROFESSIONAL),
        may_direct=opened.may(DIRECTORS),
        may_write=opened.may(INQUIRERS),
        may_note=opened.may(LISTENERS),
        may_object=opened.may(CASEWORK),
    )


# For reads among themselves.


def seen_domains(opened: Opened) -> tuple[LifeDomain, ...]:
    """The areas of life whose own category this viewer sees: the others are not even named (R-LD-3)."""
    return tuple(domain for domain in LifeDomain if opened.sees(domain.category))


def permitted(opened: Opened, rows_of_kind: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Only what the law gives, also where a text names an area of life."""
    rows_of_kind = opened.permitted(rows_of_kind)
    names = [domain.value for domain in seen_domains(opened)]
    if rows_of_kind.model in (LifeDomainEntry, Finding):
        return rows_of_kind.filter(Q(domain__in=[*names, ""]))
    if rows_of_kind.model is Hypothesis:
        return rows_of_kind.filter(domains__contained_by=names)
    return rows_of_kind


def _look_up(opened: Opened) -> dict[str, list[Row]]:
    def of(model: type[Item], *columns: str, **conditions: Any) -> ArraySubquery:
        kind = model.objects.filter(case=OF_THIS_CASE, **conditions).order_by("made_at", "pk")
        return rows(permitted(opened, kind), "pk", "category", "made_at", "held_at", *columns)

    answered = Consultation.objects.filter(case=OF_THIS_CASE).exclude(answer="").order_by("answered_at")
    members = HouseholdMember.objects.filter(case=OF_THIS_CASE, left_on=None).order_by("made_at", "pk")
    people = members if opened.sees(DataCategory.IDENTITY_CONTACT) else members.none()
    texts = ("concern", "strength", "wish", "relevance_reason")
    return together(
        opened.case,
        entries=of(LifeDomainEntry, "domain", "confirmed_cycle", *texts),
        analysis=of(
            Analysis, "template", "explanation", "open_questions", "resident_view", "shared_at", "confirmed_cycle"
        ),
        statements=of(Statement, "kind", "text", "said_by", "source", kind__in=[*KNOWN, *LIVED, *OTHERWISE]),
        answers=rows(permitted(opened, answered), "pk", "question", "answer", name="party__organisation__name"),
        findings=of(Finding, "kind", "level", "domain", "text", "since", "confirmed_cycle"),
        hypotheses=of(Hypothesis, "statement", "domains", "supported_by", "status", "confirmed_cycle"),
        obstacles=of(Obstacle, "kind", "text", "system_party", "confirmed_cycle"),
        safety=of(SafetyAssessment, "assessed_by", "instrument", "outcome", "assessed_on"),
        objections=of(Objection, "raised_by", "text", "resolved_at", "resolution"),
        people=rows(people, "person", name="person__name"),
    )


def _earlier(opened: Opened, row: Row) -> str:
    if row["confirmed_cycle"] >= opened.case.cycle_number:
        return ""
    return _("uit ronde %(cycle)s, nog niet bevestigd") % {"cycle": row["confirmed_cycle"]}


def _entry(opened: Opened, row: Row) -> Entry:
    domain = LifeDomain(row["domain"])
    return Entry(
        code=domain.value,
        name=domain.label,
        relevance_reason=row["relevance_reason"],
        concern=row["concern"],
        strength=row["strength"],
        wish=row["wish"],
        sensitive=_("gevoelig") if domain.is_sensitive else "",
        earlier=_earlier(opened, row),
        held=_("moet bewaard blijven") if row["held_at"] else "",
    )


def _offers(
    opened: Opened, analysis: Row | None, there: set[str]
) -> tuple[tuple[DomainOffer, ...], tuple[DomainOffer, ...]]:
    """What can still be made relevant: first what the chosen template offers, then the rest. Never what is not seen."""
    template = Template(analysis["template"]) if analysis else Template.OWN
    left = [domain for domain in seen_domains(opened) if domain.value not in there]
    first = [domain for domain in OFFERED[template] if domain in left]
    return tuple(_offer(domain) for domain in first), tuple(_offer(domain) for domain in left if domain not in first)


def _offer(domain: LifeDomain) -> DomainOffer:
    return DomainOffer(domain.value, domain.label, "lock" if domain.is_sensitive else "plus")


def _said(opened: Opened, found: list[Row], kinds: tuple[Kind, ...]) -> tuple[Said, ...]:
    return tuple(_statement(opened.shell.today, row) for row in found if row["kind"] in kinds)


def _statement(today: date, row: Row) -> Said:
    day = dutch_day(moment(row["made_at"]), today=today)
    source = ", ".join(part for part in (row["said_by"] or row["source"], day) if part)
    return Said(UUID(row["pk"]), "cases.statement", row["text"], Kind(row["kind"]).label, source)


def _answer(row: Row) -> Said:
    return Said(UUID(row["pk"]), "cases.consultation", row["answer"], row["question"], row["name"])


def _analysis(opened: Opened, row: Row) -> AnalysisText:
    day = dutch_day(moment(row["shared_at"]), today=opened.shell.today) if row["shared_at"] else ""
    return AnalysisText(
        explanation=row["explanation"],
        open_questions=row["open_questions"],
        resident_view=row["resident_view"],
        shared=_("Besproken met het gezin, %(day)s") % {"day": day} if day else "",
        earlier=_earlier(opened, row),
    )


def _finding(opened: Opened, row: Row) -> Found:
    level = FactorLevel(row["level"]).label if row["level"] else ""
    domain = LifeDomain(row["domain"]).label if row["domain"] else ""
    kind = FactorKind(row["kind"])
    note = ", ".join(part for part in (domain, level, row["since"]) if part)
    state = "done" if kind is FactorKind.PROTECTIVE else "attention"
    return Found(UUID(row["pk"]), row["text"], kind.label, note, _earlier(opened, row), state)


def _hypothesis(opened: Opened, row: Row) -> Found:
    status = HypothesisStatus(row["status"])
    links = tuple(LifeDomain(code).label for code in row["domains"])
    state = "stopped" if status is HypothesisStatus.REJECTED else "active"
    return Found(
        UUID(row["pk"]), row["statement"], status.label, row["supported_by"], _earlier(opened, row), state, links
    )


def _obstacle(opened: Opened, row: Row) -> Found:
    kind = ProblemKind(row["kind"]).label
    return Found(UUID(row["pk"]), row["text"], kind, row["system_party"], _earlier(opened, row), "attention")


def _safety(opened: Opened, row: Row) -> Found:
    day = dutch_day(date.fromisoformat(row["assessed_on"]), today=opened.shell.today)
    note = ", ".join(part for part in (row["assessed_by"], row["instrument"], day) if part)
    return Found(UUID(row["pk"]), row["outcome"], "", note, "", "info")


def _objection(opened: Opened, row: Row) -> ObjectionLine:
    day = dutch_day(moment(row["made_at"]), today=opened.shell.today)
    return ObjectionLine(UUID(row["pk"]), row["text"], row["raised_by"], day, row["resolution"])


JUDGED = {"findings": _finding, "hypotheses": _hypothesis, "obstacles": _obstacle, "safety": _safety}


def _to_confirm(
    opened: Opened, analysis: Row | None, entries: tuple[Entry, ...], judged: dict[str, tuple[Found, ...]]
) -> tuple[str, ...]:
    """What was there in an earlier round and waits to be confirmed in this one, in a few words each."""
    waiting = [entry.name for entry in entries if entry.earlier]
    if analysis and _earlier(opened, analysis):
        waiting.insert(0, _("het stramien en de analyse"))
    found = sum(1 for lines in judged.values() for line in lines if line.earlier)
    if found:
        waiting.append(ngettext("%(count)d bevinding", "%(count)d bevindingen", found) % {"count": found})
    return tuple(waiting)
