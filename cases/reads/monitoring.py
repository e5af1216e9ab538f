"""
Following the plan: the agreement, the phone round with the case director first, signals, a pause, whether it helps,
and worries about safety. What may not be seen is empty. Not here: letting go (scaling), looking back (evaluation).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.dutch.days import Due, as_day, due
from cases.hats import Hat
from cases.models import (
    CasePause,
    Contact,
    HatPeriod,
    HouseholdMember,
    MonitoringAgreement,
    Party,
    PlannedCall,
    SafetyAlert,
    StagnationSignal,
    Task,
)
from cases.reads import shell
from cases.reads.case import Words, words_of
from cases.reads.following import (
    HELP_COLUMNS,
    MOST,
    STATE_OF_PULSE,
    AlertLine,
    ContactLine,
    HelpLine,
    SignalLine,
    alert_line,
    contact_line,
    day_of,
    help_line,
    help_rows,
    permitted,
    signal_line,
)
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, Row, moment, rows, together
from cases.record_terms import TO_DO, ContactKind, Involvement, TaskKind
from cases.standing import CASEWORK, DIRECTOR, DIRECTORS
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import MonitoringBasis, Monitors, PulseResult
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Viewer

TAKES_PART = (*CASEWORK, Relation.ASKED)


@dataclass(frozen=True)
class AgreementLine:
    """How the plan is followed, or why it is not. first_to_call: the id for the form; earlier: of a round before."""

    needed: bool
    reason_not: str
    review: Due | None
    review_on: date | None
    next_round: Due | None
    interval: str
    interval_days: int | None
    until: date | None
    first: str
    first_to_call: str
    basis: str
    basis_code: str
    monitors: str
    monitors_code: str
    warning: str
    earlier: bool
    version: int


@dataclass(frozen=True)
class CallLine:
    """Somebody in the phone round. Without a result nobody was called yet."""

    key: str
    name: str
    role: str
    phone: str
    last: str
    state: str
    result: str


@dataclass(frozen=True)
class PlannedLine:
    """A contact that somebody intends. kind: what to do; code: the same for the form; by: whose judgement it is."""

    id: UUID
    kind: str
    code: str
    with_whom: str
    reason: str
    due: Due
    by: str


@dataclass(frozen=True)
class TaskLine:
    """What is asked of someone."""

    title: str
    who: str
    due: Due


@dataclass(frozen=True)
class PauseLine:
    """Why the case stands still, since when and until when."""

    reason: str
    since: str
    until: Due


@dataclass(frozen=True)
class MonitoringPage:
    """The page of following. keepers: who can be called first, id and name."""

    shell: CaseShell
    sees: bool
    question: Words | None
    agreement: AgreementLine | None
    keepers: tuple[tuple[str, str], ...]
    planned: tuple[PlannedLine, ...]
    round: tuple[CallLine, ...]
    contacts: tuple[ContactLine, ...]
    signals: tuple[SignalLine, ...]
    pause: PauseLine | None
    alerts: tuple[AlertLine, ...]
    helps: tuple[HelpLine, ...]
    tasks: tuple[TaskLine, ...]
    residents: tuple[str, ...]
    may_follow: bool
    may_contact: bool
    may_direct: bool
    may_convene: bool
    may_speak: bool
    speaks_as_keeper: bool

    @property
    def open_signals(self) -> tuple[SignalLine, ...]:
        """What obliges to convene first, and then the oldest."""
        waiting = [line for line in reversed(self.signals) if not line.answered]
        return tuple(sorted(waiting, key=lambda line: not line.obliges))

    @property
    def answered_signals(self) -> tuple[SignalLine, ...]:
        return tuple(line for line in self.signals if line.answered)

    @property
    def open_alerts(self) -> tuple[AlertLine, ...]:
        return tuple(line for line in self.alerts if not line.closed)

    @property
    def closed_alerts(self) -> tuple[AlertLine, ...]:
        return tuple(line for line in self.alerts if line.closed)


@entrance
@transaction.atomic
def open_monitoring(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> MonitoringPage:
    """The page of following of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_monitoring")
    found = _look_up(opened)
    sees, words = opened.sees(DataCategory.PLAN_ACTIONS), {}
    if opened.sees(DataCategory.REQUEST_VISION):
        words = words_of(opened)
    open_case = not opened.shell.is_closed
    return MonitoringPage(
        shell=opened.shell,
        sees=sees,
        question=words.get(Kind.QUESTION),
        agreement=_agreement(opened, found),
        keepers=_keepers(found["overview"]),
        planned=tuple(_planned(opened, row) for row in found["planned"]),
        round=_round(opened, found) if sees else (),
        contacts=tuple(contact_line(opened, row) for row in found["contacts"]),
        signals=tuple(signal_line(opened, row) for row in found["signals"]),
        pause=_pause(opened, found["pauses"]),
        alerts=tuple(alert_line(opened, row) for row in found["alerts"]),
        helps=tuple(help_line(opened, row) for row in found["notes"]),
        tasks=tuple(_task(opened, row) for row in found["tasks"]),
        residents=tuple(row["name"] for row in found["residents"]),
        may_follow=open_case and opened.may((Relation.DIRECTS_PROCESS, Relation.FOLLOWS)),
        may_contact=open_case and opened.may((*DIRECTORS, Relation.FOLLOWS)),
        may_direct=open_case and opened.may(DIRECTOR),
        may_convene=opened.case.step == Step.MONITORING and opened.may(DIRECTOR) and opened.facts.signals > 0,
        may_speak=open_case and opened.may(TAKES_PART),
        speaks_as_keeper=opened.may((Relation.DIRECTS_CASE,)),
    )


def _look_up(opened: Opened) -> dict[str, list[Row]]:
    pauses = CasePause.objects.filter(case=OF_THIS_CASE, resumed_at=None)
    tasks = Task.objects.filter(case=OF_THIS_CASE, done_at=None).order_by("due_on", "pk")
    if not opened.may(DIRECTORS):  # what is asked of others can give away that there is a worry about safety
        tasks = tasks.filter(assignee=opened.viewer.user_id)
    signals = permitted(opened, StagnationSignal).order_by(F("answered_at").desc(nulls_first=True), "-raised_at")
    alerts = permitted(opened, SafetyAlert).order_by(F("closed_at").desc(nulls_first=True), "-raised_at")
    agreed = ("needed", "reason_not", "next_review_on", "interval_days", "until", "first_to_call", "basis", "monitors")
    return together(
        opened.case,
        planned=_intended(opened),
        agreement=rows(
            permitted(opened, MonitoringAgreement),
            *(*agreed, "confirmed_cycle", "version", "changed_at"),
            first="first_to_call__name",
        ),
        **_whom_to_call(opened),
        contacts=rows(
            permitted(opened, Contact).order_by("-contacted_at", "pk")[:MOST],
            *("kind", "with_whom", "contacted_at", "result", "note"),
            maker="made_by__name",
        ),
        signals=rows(
            signals[:MOST],
            *("pk", "by", "raised_for", "text", "raised_at", "due_on", "answered_at", "answer", "convened"),
            maker="made_by__name",
            answerer="answered_by__name",
        ),
        pauses=rows(pauses, "reason", "resume_on", "paused_at"),
        alerts=rows(
            alerts[:MOST],
            *("pk", "text", "route", "raised_at", "acted_on", "closed_at", "version", "made_by"),
            maker="made_by__name",
        ),
        notes=rows(help_rows(opened), *HELP_COLUMNS, by="made_by__name"),
        tasks=rows(tasks, "kind", "due_on", who="assignee__name"),
    )


def _intended(opened: Opened) -> Any:
    """The judgement of who follows the case: not for who takes part."""
    planned = permitted(opened, PlannedCall).filter(done_at=None).order_by("call_on", "made_at")
    seen = planned if opened.may((*DIRECTORS, Relation.FOLLOWS)) else planned.none()
    return rows(seen[:MOST], "pk", "kind", "with_whom", "reason", "call_on", maker="made_by__name")


def _whom_to_call(opened: Opened) -> dict[str, Any]:
    """The case director first, then the parties, then the residents, as far as this viewer may know them."""
    overview = HatPeriod.objects.filter(case=OF_THIS_CASE, hat=Hat.CASE_DIRECTION, taken_off_at=None)
    parties = permitted(opened, Party).exclude(involvement=Involvement.STOPPED).order_by("made_at", "pk")
    members = HouseholdMember.objects.filter(case=OF_THIS_CASE, left_on=None).order_by("in_network", "made_at", "pk")
    sees_names = opened.sees(DataCategory.IDENTITY_CONTACT)
    return {
        "overview": rows(
            overview,
            *("wearer", "call_contact", "accepted_at"),
            name="wearer__name",
            phone="wearer__phone",
            contact_name="call_contact__name",
            contact_phone="call_contact__phone",
        ),
        "parties": rows(
            parties,
            *("pk", "contact"),
            name="organisation__name",
            phone="organisation__phone",
            contact_name="contact__name",
            contact_phone="contact__phone",
        ),
        "residents": rows(members if sees_names else members.none(), "person", name="person__name"),
    }


def _agreement(opened: Opened, found: dict[str, list[Row]]) -> AgreementLine | None:
    if not found["agreement"]:
        return None
    row, today = found["agreement"][0], opened.shell.today
    review = date.fromisoformat(row["next_review_on"]) if row["next_review_on"] else None
    every = row["interval_days"]
    words = ngettext("elke dag", "elke %(count)d dagen", every or 0) % {"count": every} if every else ""
    return AgreementLine(
        needed=row["needed"],
        reason_not=row["reason_not"],
        review=due(review, today=today) if review else None,
        review_on=review,
        next_round=_next_round(opened, found, row) if row["needed"] else None,
        interval=words,
        interval_days=every,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        first=row["first"] or "",
        first_to_call=str(row["first_to_call"] or ""),
        basis=MonitoringBasis(row["basis"]).label if row["basis"] else "",
        basis_code=row["basis"],
        monitors=Monitors(row["monitors"]).label,
        monitors_code=row["monitors"],
        warning=_nobody_to_call(found, row) if row["needed"] else "",
        earlier=row["confirmed_cycle"] != opened.case.cycle_number,
        version=row["version"],
    )


def _nobody_to_call(found: dict[str, list[Row]], agreement: Row) -> str:
    """G18 in words, when the one to call first is not who keeps the overview any more."""
    keepers = dict(_keepers(found["overview"]))
    if str(agreement["first_to_call"]) in keepers or not keepers:
        return ""
    names = ", ".join(keepers.values())
    return _("%(names)s houdt nu het overzicht. Spreek af dat u die als eerste belt.") % {"names": names}


def _next_round(opened: Opened, found: dict[str, list[Row]], agreement: Row) -> Due | None:
    """When the parties are called again: so many days after the last pulse contact, or after the agreement."""
    if opened.case.step not in (Step.MONITORING, Step.SCALING_DOWN):
        return None
    called = (row["contacted_at"] for row in found["contacts"] if row["kind"] == ContactKind.PULSE)
    last = as_day(moment(next(called, agreement["changed_at"])))
    return due(last + timedelta(days=agreement["interval_days"]), today=opened.shell.today)


def _planned(opened: Opened, row: Row) -> PlannedLine:
    day, kind = date.fromisoformat(row["call_on"]), ContactKind(row["kind"])
    return PlannedLine(
        id=UUID(row["pk"]),
        kind=TO_DO.get(kind, kind.label),
        code=kind.value,
        with_whom=row["with_whom"],
        reason=row["reason"],
        due=due(day, today=opened.shell.today),
        by=row["maker"] or "",
    )


def _keepers(overview: list[Row]) -> tuple[tuple[str, str], ...]:
    """Who keeps the overview, or is the one to call for somebody of the household who does (R-HAT-7)."""
    found = {}
    for row in overview:
        for key, name in ((row["wearer"], row["name"]), (row["call_contact"], row["contact_name"])):
            if key:
                found[str(key)] = name
    return tuple(found.items())


def _round(opened: Opened, found: dict[str, list[Row]]) -> tuple[CallLine, ...]:
    """The case director first (S003), then every party that takes part."""
    calls: dict[str, tuple[str, str]] = {}
    for row in found["overview"]:
        name, phone = (row["name"], row["phone"]) if row["wearer"] else (row["contact_name"], row["contact_phone"])
        if name:
            calls[name] = (_("casusregisseur"), phone or "")
    for row in found["parties"]:
        name = f"{row['contact_name']}, {row['name']}" if row["contact_name"] else row["name"]
        if row["contact_name"] not in calls:
            calls[name] = (_("partij"), row["contact_phone"] or row["phone"] or "")
    last: dict[str, Row] = {}
    for row in found["contacts"]:
        if row["kind"] == ContactKind.PULSE:
            last.setdefault(row["with_whom"], row)
    return tuple(
        _call(opened, str(number), name, role, phone, last.get(name))
        for number, (name, (role, phone)) in enumerate(calls.items(), start=1)
    )


def _call(opened: Opened, key: str, name: str, role: str, phone: str, row: Row | None) -> CallLine:
    if row is None:
        return CallLine(key, name, role, phone, "", "", "")
    result = PulseResult(row["result"])
    return CallLine(key, name, role, phone, day_of(opened, row["contacted_at"]), STATE_OF_PULSE[result], result.label)


def _pause(opened: Opened, found: list[Row]) -> PauseLine | None:
    if not found:
        return None
    row = found[0]
    until = due(date.fromisoformat(row["resume_on"]), today=opened.shell.today)
    seen = opened.sees(DataCategory.PLAN_ACTIONS)  # why a case stands still can say something about people
    return PauseLine(row["reason"] if seen else "", day_of(opened, row["paused_at"]), until)


def _task(opened: Opened, row: Row) -> TaskLine:
    title = TaskKind(row["kind"]).label
    return TaskLine(title, row["who"], due(date.fromisoformat(row["due_on"]), today=opened.shell.today))
