"""The rows of "my work": what, in which case, by when, why now, and the page where it is done. For reads.my_work.

Each row says in words why it stands where it stands. Nothing is looked up here and nothing is decided about who may see
what: a row is made of what was already allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.dutch.days import SOON, Due, due, dutch_day, since
from accounts.dutch.names import sentence_list
from cases.hats import Hat, Variant
from cases.models import Case, HatPeriod, PlanAction, Scenario, Task
from cases.reads.due import QUIET_DAYS
from cases.reads.list_rows import HAT_OF_RELATION
from cases.reads.names import short_names
from cases.record_terms import TaskKind
from cases.standing import DIRECTORS
from cases.stappenplan import Step
from cases.terms import ActionStatus, ScenarioCode
from privacy.law import DataCategory, Relation, Term, Verdict

PAGE_OF_TASK = {
    TaskKind.RECONVENE: "cases:monitoring",
    TaskKind.WEIGH_SIGNAL: "cases:monitoring",
    TaskKind.ACCEPT_HANDOVER: "cases:hats",
    TaskKind.TAKE_OFF_HAT: "cases:hats",
    TaskKind.TELL_PARTIES: "cases:hats",
    TaskKind.TELL_RECIPIENT: "cases:sharing",
    TaskKind.TELL_WITHDRAWN: "cases:consents",
    TaskKind.CONSENT_ENDS: "cases:consents",
    TaskKind.COMING_OF_AGE: "cases:consents",
    TaskKind.ANSWER_DATES: "meetings:dates",
    TaskKind.DECIDE_REPRESENTATIVE: "meetings:prepare",
    TaskKind.CALL: "cases:monitoring",
    TaskKind.READ_MINUTES: "meetings:meetings",
    TaskKind.DECIDE_SHARING: "cases:sharing",
    TaskKind.SHARING_ENDS: "cases:sharing",
    TaskKind.RELEASE: "cases:releasing",
    TaskKind.FOLLOW_SAFETY: "cases:monitoring",
    TaskKind.RESUME: "cases:monitoring",
    TaskKind.LOOK_AT_EMERGENCY: "cases:emergencies",
}
WHY_TASK = {
    TaskKind.RECONVENE: gettext_lazy("De casusregisseur geeft aan dat het stokt."),
    TaskKind.WEIGH_SIGNAL: gettext_lazy("Iemand geeft aan dat het stokt en wacht op antwoord."),
    TaskKind.ACCEPT_HANDOVER: gettext_lazy("Een collega wacht op uw antwoord."),
    TaskKind.ANSWER_DATES: gettext_lazy("Iedereen zegt wanneer die kan. Daarna kiest de procesregisseur een moment."),
    TaskKind.DECIDE_REPRESENTATIVE: gettext_lazy("Een partij stelt iemand anders voor en wacht op antwoord."),
    TaskKind.READ_MINUTES: gettext_lazy("Uw exemplaar staat klaar."),
    TaskKind.LOOK_AT_EMERGENCY: gettext_lazy("Een collega opende deze casus in een noodgeval."),
    TaskKind.DESK_LOOKS_AT_EMERGENCY: gettext_lazy("Een collega opende deze casus in een noodgeval."),
    TaskKind.ANSWER_REVIEWER: gettext_lazy("De functionaris gegevensbescherming wacht op uw antwoord."),
}
TAKE_OVER = "cases:handover"
# What is asked of somebody to whom the case is nothing personal: named by its reference alone.
WITHOUT_THE_CASE = {
    TaskKind.ACCEPT_HANDOVER: TAKE_OVER,
    TaskKind.DESK_LOOKS_AT_EMERGENCY: "cases:emergencies",
    TaskKind.ANSWER_REVIEWER: "cases:my_emergency",
}
LONGEST_WORDS = 160  # letters of an action that a row shows; the whole text stands in the plan


class Group(Term):
    """How soon something is asked."""

    LATE = "late", "Te laat"
    TODAY = "today", "Vandaag"
    WEEK = "week", "Deze week"
    LATER = "later", "Later"
    WAITING = "waiting", "U wacht op een ander"


@dataclass(frozen=True)
class WorkCase:
    """A case as its rows need it. names is empty where they may not be seen."""

    id: UUID
    reference: str
    names: str
    step: str
    hat: Hat | None
    due_on: date
    is_directed: bool
    directs_process: bool
    sees_plan: bool
    is_reported: bool
    step_code: str
    step_since: date
    signal_due: date | None
    signal_id: UUID | None
    review_on: date | None
    call_on: date | None
    meeting_on: date | None
    resume_on: date | None


@dataclass(frozen=True)
class WorkRow:
    """One thing that asks something. subject: the hat or signal it is about, so that it is not asked twice."""

    title: str
    reference: str
    names: str
    step: str
    hat: Hat | None
    group: Group
    due: Due | None
    reason: str
    url_name: str
    subject: UUID | None = None

    @property
    def is_waiting(self) -> bool:
        return self.group is Group.WAITING

    @property
    def is_asked_to_take_over(self) -> bool:
        """A hat of a case that this viewer may not see yet."""
        return self.url_name == TAKE_OVER


@dataclass(frozen=True)
class MyHat:
    """A hat that this viewer wears: in which case, since when, told to whom, until when."""

    hat: Hat
    label: str
    reference: str
    names: str
    since: str
    told: str
    until: str
    warning: str


def case_of(row: Case, relations: frozenset[Relation], verdict: Verdict) -> WorkCase:
    """A case of the database with what was looked up beside it."""
    ways = [relation for relation in Relation if relation in relations]
    meeting = row.meeting_at  # type: ignore[attr-defined]
    return WorkCase(
        id=row.pk,
        reference=row.reference,
        names=short_names(row.household),  # type: ignore[attr-defined]
        step=Step(row.step).label,
        hat=next((HAT_OF_RELATION[way] for way in ways if way in HAT_OF_RELATION), None),
        due_on=row.due_on,
        is_directed=bool(relations & set(DIRECTORS)),
        directs_process=Relation.DIRECTS_PROCESS in relations,
        sees_plan=DataCategory.PLAN_ACTIONS in verdict.data,
        is_reported=relations == {Relation.REPORTED},
        step_code=row.step,
        step_since=timezone.localdate(row.step_since),
        signal_due=row.signal_due,  # type: ignore[attr-defined]
        signal_id=row.signal_id,  # type: ignore[attr-defined]
        review_on=row.review_on,  # type: ignore[attr-defined]
        call_on=_call_on(row),
        meeting_on=timezone.localdate(meeting) if meeting else None,
        resume_on=row.resume_on,  # type: ignore[attr-defined]
    )


def _call_on(row: Any) -> date | None:
    """When the parties are called again: so many days after the last call, or after the agreement (S003 step 4)."""
    if row.step not in (Step.MONITORING, Step.SCALING_DOWN) or row.calls_every is None:
        return None
    return timezone.localdate(row.called_at) + timedelta(days=row.calls_every)


# --- one kind of row each ---------------------------------------------------------------------------------------------


def of_actions(actions: Iterable[PlanAction], cases: dict[UUID, WorkCase], me: UUID, today: date) -> Iterable[WorkRow]:
    """What I am asked to do, what I do, and what somebody else did not answer yet."""
    for action in actions:
        case, what = cases[action.case_id], _short(action.what)
        if action.owner_id != me:
            title = _("%(who)s zei nog geen ja of nee: %(what)s") % {"who": action.owner_name, "what": what}
            yield _waiting(case, title, since(action.made_at, today=today), "cases:plan")
        elif action.status is ActionStatus.PROPOSED:
            title = _("Zeg of u dit doet: %(what)s") % {"what": what}
            yield _row(case, title, action.due_on or today, today, _("U bent gevraagd."), "cases:plan", soon=True)
        else:
            yield _row(case, what, action.due_on, today, _only_if(action.scenario), "cases:plan")


def of_tasks(tasks: Iterable[Task], cases: dict[UUID, WorkCase], today: date) -> Iterable[WorkRow]:
    """What the system asks. In a case that I cannot see yet, a row names it by its reference alone."""
    for task in tasks:
        known = cases.get(task.case_id)
        if known is None and task.kind not in WITHOUT_THE_CASE:
            continue  # the case went to somebody else, and what was asked went with it
        reason = str(WHY_TASK.get(task.kind, ""))
        yield WorkRow(
            title=task.kind.label,
            reference=task.case.reference,
            names=known.names if known else "",
            step=known.step if known else "",
            hat=known.hat if known else None,
            group=group_of(task.due_on, today),
            due=due(task.due_on, today=today),
            reason=_late(task.due_on, today) or reason,
            url_name=(WITHOUT_THE_CASE | PAGE_OF_TASK if known else WITHOUT_THE_CASE).get(task.kind, "cases:case"),
            subject=task.subject,
        )


def of_hats(worn: Iterable[HatPeriod], cases: dict[UUID, WorkCase], today: date) -> Iterable[WorkRow]:
    """A hat of mine that runs out, or that waits for who takes it over."""
    for hat in worn:
        case, label = cases[hat.case_id], _worn_label(hat)
        if hat.handover_asked_at and not hat.handover_accepted_at and _not_declined(hat):
            title = _("%(who)s zei nog niet of uw pet %(hat)s kan overgaan") % {"who": _receiver(hat), "hat": label}
            yield _waiting(case, title, since(hat.handover_asked_at, today=today), "cases:hats", hat.pk)
        elif hat.expected_until and hat.expected_until <= today + timedelta(days=2 * SOON):
            title = _("Uw pet %(hat)s loopt af en is nog niet overgedragen") % {"hat": label}
            reason = _("De verwachte einddatum is voorbij.") if hat.expected_until < today else ""
            yield _row(case, title, hat.expected_until, today, reason, "cases:hats", subject=hat.pk)


def of_cases(cases: Iterable[WorkCase], today: date) -> Iterable[WorkRow]:
    """What a case itself asks of who directs it, and what somebody who reported waits for."""
    for case in cases:
        if case.is_reported:
            title = _("Triage kijkt naar uw melding")
            yield _waiting(case, title, since(case.step_since, today=today), "cases:question")
        if not case.is_directed:
            continue
        if case.resume_on:
            title = _("Deze casus staat stil. Ga verder of kies een nieuwe datum")
            yield _row(case, title, case.resume_on, today, "", "cases:monitoring")
            continue
        if case.signal_due:
            title = _("Er is een signaal dat het stokt: weeg het en antwoord")
            yield _row(case, title, case.signal_due, today, "", "cases:monitoring", subject=case.signal_id)
        if case.meeting_on:
            yield _row(case, _("Bereid het overleg voor"), case.meeting_on, today, "", "meetings:prepare")
        if case.review_on and case.step_code == Step.MONITORING:
            yield _row(case, _("Kijk samen terug op het plan"), case.review_on, today, "", "cases:monitoring")
        if case.call_on and case.directs_process:
            yield _row(case, _("Bel rond: hoe loopt het?"), case.call_on, today, "", "cases:monitoring")


def in_order(rows: Iterable[WorkRow], cases: Iterable[WorkCase], today: date) -> tuple[WorkRow, ...]:
    """Each thing once, a case that nothing else asks of who directs it, and the most urgent first."""
    kept: dict[object, WorkRow] = {}
    for number, row in enumerate(rows):
        kept.setdefault(row.subject or number, row)
    spoken_for = {row.reference for row in kept.values() if not row.is_waiting}
    quiet = [case for case in cases if case.directs_process and case.reference not in spoken_for]
    told_late = {row.reference for row in kept.values() if row.group is Group.LATE}
    late = [case for case in cases if case.is_directed and case.due_on < today and case.reference not in told_late]
    loud = [case for case in late if case not in quiet]
    found = [*kept.values(), *(_quiet(case, today) for case in quiet), *(_overdue(case, today) for case in loud)]
    far = date.max
    groups = list(Group)
    return tuple(sorted(found, key=lambda row: (groups.index(row.group), row.due.day if row.due else far)))


def my_hats(worn: Iterable[HatPeriod], cases: dict[UUID, WorkCase], today: date) -> tuple[MyHat, ...]:
    """The hats that I wear, for the rail."""
    return tuple(_my_hat(hat, cases[hat.case_id], today) for hat in worn)


# --- words ------------------------------------------------------------------------------------------------------------


def group_of(day: date | None, today: date) -> Group:
    """How soon this day is."""
    if day is None:
        return Group.LATER
    if day <= today:
        return Group.LATE if day < today else Group.TODAY
    return Group.WEEK if day <= today + timedelta(days=SOON) else Group.LATER


def _row(
    case: WorkCase,
    title: str,
    day: date | None,
    today: date,
    reason: str,
    url_name: str,
    *,
    subject: UUID | None = None,
    soon: bool = False,
) -> WorkRow:
    """A row of mine. soon: it asks for an answer now, whatever its date."""
    group = group_of(day, today)
    return WorkRow(
        title=title,
        reference=case.reference,
        names=case.names,
        step=case.step,
        hat=case.hat,
        group=Group.WEEK if soon and group is Group.LATER else group,
        due=due(day, today=today) if day else None,
        reason=reason or (_late(day, today) if day else ""),
        url_name=url_name,
        subject=subject,
    )


def _waiting(case: WorkCase, title: str, moment: Due, url_name: str, subject: UUID | None = None) -> WorkRow:
    return WorkRow(title, case.reference, case.names, case.step, case.hat, Group.WAITING, moment, "", url_name, subject)


def _quiet(case: WorkCase, today: date) -> WorkRow:
    days = (today - case.step_since).days
    reason = _("Er gebeurde %(days)s dagen niets.") % {"days": days} if days >= QUIET_DAYS else ""
    return _row(case, _("Zet de volgende stap"), case.due_on, today, reason, "cases:case")


def _overdue(case: WorkCase, today: date) -> WorkRow:
    """What somebody else is late with: who directs sees it here too, as everybody does on the case."""
    return _row(case, _("Kijk wat in deze casus te laat is"), case.due_on, today, "", "cases:case")


def _late(day: date, today: date) -> str:
    return _("De afgesproken dag is voorbij.") if day < today else ""


def _not_declined(hat: HatPeriod) -> bool:
    return not hat.handover_declined_reason


def _receiver(hat: Any) -> str:
    """Who is asked to take a hat over."""
    if hat.handed_to:
        return str(hat.handed_to.name)
    if hat.handed_to_party:
        return str(hat.handed_to_party.organisation.name)
    return str(hat.handed_to_person.name) if hat.handed_to_person else _("De ander")


def _worn_label(hat: HatPeriod) -> str:
    return Variant(hat.variant).label if hat.variant else Hat(hat.hat).label


def _only_if(scenario: Scenario) -> str:
    """An action of plan B is kept ready: it is done when that plan begins."""
    if scenario.is_active or scenario.code is ScenarioCode.A:
        return ""
    return _("Alleen als %(plan)s ingaat.") % {"plan": scenario.code.label}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else f"{text[:LONGEST_WORDS].rsplit(' ', 1)[0]} …"


def _my_hat(hat: Any, case: WorkCase, today: date) -> MyHat:
    told = sentence_list(dict.fromkeys(name for name in hat.told if name)) if case.names else ""
    until = hat.expected_until
    return MyHat(
        hat=Hat(hat.hat),
        label=_worn_label(hat),
        reference=case.reference,
        names=case.names,
        since=_("sinds %(day)s") % {"day": dutch_day(hat.put_on_at, today=today)},
        told=_("verteld aan %(names)s") % {"names": told} if told else "",
        until=_("tot %(day)s") % {"day": dutch_day(until, today=today)} if until else "",
        warning=_("De einddatum is voorbij") if until and until < today else _unanswered(hat),
    )


def _unanswered(hat: Any) -> str:
    if hat.accepted_at is None and Hat(hat.hat) in (Hat.CASE_DIRECTION, Hat.PROCESS_DIRECTION):
        return _("U zei nog geen ja")
    return _("De ander zei nee tegen de overdracht") if hat.handover_declined_reason else ""
