"""What a page of a meeting may know of its case: the shell, who could be invited, the question, the purposes.

This is the way out for meetings: everything frozen, filled by what the law gives, with the line in the read log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef

from cases.domains import Template
from cases.hats import Hat
from cases.models import (
    Goal,
    HatPeriod,
    KeptApart,
    NeededExpertise,
    Objection,
    Perspective,
    PlanAction,
    ProcessingPurpose,
    ScenarioTrigger,
    Statement,
)
from cases.models.plan import IN_SEQUENCE
from cases.reads import reach, scope, shell
from cases.reads.choices import (
    PartyChoice,
    PersonChoice,
    ProfessionalChoice,
    choices_and,
    chosen_from,
    coming,
    parties_of,
)
from cases.reads.plan_so_far import OF_ACTION, AgreedAction, PlanSoFar, plans_of
from cases.reads.scope import DECLINED
from cases.reads.shell import CaseShell
from cases.reads.together import OF_THIS_CASE, Row, answered, asked, moment, rows
from cases.standing import DIRECTOR
from cases.statements import Kind
from cases.terms import Compartment
from privacy.compiled import Lookup
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Verdict
from privacy.viewer import Viewer

OF_KEEPER = (
    "pk",
    "wearer",
    "wearer_person",
    "accepted_at",
    "purchased_hours",
    "paid_by",
    "handed_to",
    "handover_asked_at",
    "handover_accepted_at",
    "handover_declined_reason",
    "handover_hours",
    "handover_paid_by",
)

OF_DECLINED = ("pk", "wearer", "handover_declined_reason", "taken_off_at")


@dataclass(frozen=True)
class Keeper:
    """Who keeps the overview now. accepted_at: when that person said yes."""

    user: UUID | None
    person: UUID | None
    name: str
    accepted_at: datetime | None
    hours: str
    paid_by: str

    @property
    def accepted(self) -> bool:
        """Whether this person said yes."""
        return self.accepted_at is not None


@dataclass(frozen=True)
class Asked:
    """Who was asked to keep the overview, or to take it over. accepted: said yes on the own device; refused: why not.

    hat_id: the pet it is about, where that person answers; takes_over: from whom keeps it now. refused_at: when the no
    was said, where nobody kept it.
    """

    hat_id: UUID
    user: UUID
    name: str
    accepted: bool
    refused: str
    hours: str
    paid_by: str
    takes_over: bool
    refused_at: datetime | None = None


@dataclass(frozen=True)
class CaseAtMeeting:
    """A case around the table while it runs. What may not be seen is empty."""

    case_id: UUID
    step: str
    template: Template | None  # of the analysis, once it was chosen
    cycle: int
    since: datetime | None
    may_direct: bool
    sees_minutes: bool
    laws: frozenset[Compartment]  # of which laws minutes and seats may be seen
    within: frozenset[tuple[DataCategory, Compartment]]  # which data, of which laws, may be seen at all
    laws_of_case: tuple[Compartment, ...]  # under which it is worked on, as far as they may be seen
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    professionals: tuple[ProfessionalChoice, ...]
    keeper: Keeper | None
    asked: Asked | None
    question: str
    purposes: str
    expertise: tuple[str, ...]  # that nobody brings yet
    knows_expertise: bool  # whether it was said in this round which is needed
    user_id: UUID
    around: int
    kept_apart: frozenset[frozenset[UUID]]
    objections: int  # open ones, that the picture is not complete
    perspectives: tuple[tuple[UUID, str], ...]
    goals: tuple[tuple[UUID, str], ...]
    plans: tuple[PlanSoFar, ...]

    @property
    def proposed_to_me(self) -> tuple[AgreedAction, ...]:
        """The actions that wait for a yes or no of this very viewer."""
        return tuple(one for plan in self.plans for one in plan.actions if self.user_id in one.asked_of)

    @property
    def asks_me(self) -> Asked | None:
        """The question who keeps the overview, as long as it waits for this very viewer."""
        asked = self.asked
        waits = asked and asked.user == self.user_id and not asked.accepted and not asked.refused
        return asked if waits else None

    def said_yes_since(self, opened_at: datetime) -> bool:
        """Whether who was asked to keep the overview said yes at this very table (R-MDO-7 asks it at each)."""
        if self.asked:
            return self.asked.accepted
        said_at = self.keeper.accepted_at if self.keeper else None
        return said_at is not None and said_at >= opened_at


@dataclass(frozen=True)
class MeetingChoices:
    """What a form of a meeting can be filled with. What may not be seen is empty. coming: professionals, now."""

    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    professionals: tuple[ProfessionalChoice, ...]
    perspectives: tuple[tuple[UUID, str], ...]
    goals: tuple[tuple[UUID, str], ...]
    laws_of_case: tuple[Compartment, ...]
    user_id: UUID
    coming: int


@entrance
@transaction.atomic
def choices_for_meeting(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> MeetingChoices:
    """For a form that was sent: what it may choose from, as its page had it. CaseNotFound when absent or forbidden.

    Shows nothing, and so writes no line in the log: what is refused comes back on a page, which does.
    """
    found = shell.Found(*scope.find(viewer, purpose, reference, now), viewer)
    chosen, beside = choices_and(found, _built_on(found.verdict, found.may(DIRECTOR)), **_whom(found))
    return MeetingChoices(
        **vars(chosen),
        perspectives=_named(beside["perspectives"], "text"),
        goals=_named(beside["goals"], "intention"),
        laws_of_case=_laws(beside["purposes"]),
        user_id=viewer.user_id,
        coming=coming(chosen.parties),
    )


@dataclass(frozen=True)
class CaseForMeeting(CaseAtMeeting):
    """The same around a whole page, with what stands round that."""

    shell: CaseShell


@entrance
@transaction.atomic
def open_for_meeting(
    *, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str, about: str = ""
) -> CaseForMeeting:
    """Opens a case for a page of its meetings. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=about)
    sees_people, sees_parties = opened.sees(DataCategory.IDENTITY_CONTACT), opened.sees(DataCategory.SUPPORT_IN_USE)
    return CaseForMeeting(**_filled(opened, people=sees_people, parties=sees_parties), shell=opened.shell)


@entrance
@transaction.atomic
def open_for_table(
    *, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str, about: str = ""
) -> CaseAtMeeting:
    """The same for the part of a page that changes while a table runs. Whom one can choose, only for who directs."""
    found = shell.open_part(viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=about)
    directs = found.may(DIRECTOR)
    sees_people, sees_parties = found.sees(DataCategory.IDENTITY_CONTACT), found.sees(DataCategory.SUPPORT_IN_USE)
    return CaseAtMeeting(**_filled(found, people=directs and sees_people, parties=directs and sees_parties))


def _filled(opened: shell.Found, *, people: bool, parties: bool) -> dict[str, Any]:
    """What the law gives this viewer of a case at the table, in one query and those of whom one can choose."""
    directs = opened.may(DIRECTOR)
    found = answered(_lookup(opened.verdict, directs, parties or directs), opened.case.pk)
    chosen = chosen_from(opened, found, people=people, parties=parties, professionals=directs)
    return {
        "case_id": opened.case.pk,
        "step": opened.case.step,
        "template": Template(opened.case.template) if opened.case.template else None,
        "cycle": opened.case.cycle_number,
        "since": opened.case.analysis_since,
        "may_direct": directs,
        "sees_minutes": opened.sees(DataCategory.MINUTES),
        "laws": opened.verdict.laws(DataCategory.MINUTES),
        "within": opened.verdict.within,
        "laws_of_case": _laws(found["purposes"]),
        **vars(chosen),
        "keeper": _keeper(found["keeper"], named=opened.sees(DataCategory.IDENTITY_CONTACT)),
        "asked": _asked(found["keeper"]) if found["keeper"] else _declined(found["declined"]),
        "question": found["question"][0]["text"] if found["question"] else "",
        "purposes": _purposes(found["purposes"]),
        "expertise": tuple(row["what"] for row in found["expertise"] if row["party"] is None),
        "knows_expertise": bool(found["expertise"]),
        "user_id": opened.viewer.user_id,
        "around": opened.case.around,
        "kept_apart": frozenset(frozenset((UUID(row["first"]), UUID(row["second"]))) for row in found["apart"]),
        "objections": len(found["objections"]),
        "perspectives": _named(found["perspectives"], "text"),
        "goals": _named(found["goals"], "intention"),
        "plans": plans_of(found["actions"], found["triggers"]),
    }


@lru_cache(maxsize=200)
def _lookup(verdict: Verdict, directs: bool, parties: bool) -> Lookup:
    """Written once for each way to stand to a case: forty screens ask the same at one moment."""
    wanted = (
        _beside(verdict, directs) | _built_on(verdict, directs) | ({"parties": parties_of(verdict)} if parties else {})
    )
    return asked(**wanted)


def _whom(found: shell.Found) -> dict[str, bool]:
    """Whom this viewer may choose."""
    return {
        "people": found.sees(DataCategory.IDENTITY_CONTACT),
        "parties": found.sees(DataCategory.SUPPORT_IN_USE),
        "professionals": found.may(DIRECTOR),
    }


def _built_on(verdict: Verdict, directs: bool) -> dict[str, ArraySubquery]:
    """The laws of the case; and for who directs the perspectives and goals of this round, on which more is hung."""
    only = partial(reach.only, verdict)
    purposes = ProcessingPurpose.objects.filter(case=OF_THIS_CASE).order_by("stated_at", "pk")
    now = {"case": OF_THIS_CASE, "confirmed_cycle": OuterRef("cycle_number")}
    perspectives = only(DataCategory.PLAN_GOALS, Perspective.objects.filter(**now))
    goals = only(DataCategory.PLAN_GOALS, Goal.objects.filter(**now))
    return {
        "perspectives": rows((perspectives if directs else perspectives.none()).order_by("made_at"), "id", "text"),
        "goals": rows((goals if directs else goals.none()).order_by("made_at"), "id", "intention"),
        "purposes": rows(only(DataCategory.REQUEST_VISION, purposes), "law", "task"),
    }


def _laws(found: list[Row]) -> tuple[Compartment, ...]:
    return tuple(Compartment(row["law"]) for row in found)


def _named(found: list[Row], words: str) -> tuple[tuple[UUID, str], ...]:
    return tuple((UUID(row["id"]), row[words]) for row in found)


def _beside(verdict: Verdict, directs: bool) -> dict[str, ArraySubquery]:
    """What is asked in the same query as whom one can choose."""
    only = partial(reach.only, verdict)
    hats = HatPeriod.objects.filter(case=OF_THIS_CASE, hat=Hat.CASE_DIRECTION, taken_off_at=None)
    declined = HatPeriod.objects.filter(DECLINED, case=OF_THIS_CASE).order_by("-taken_off_at")[:1]
    questions = Statement.objects.filter(case=OF_THIS_CASE, kind=Kind.QUESTION)
    needed = NeededExpertise.objects.filter(case=OF_THIS_CASE, confirmed_cycle=OuterRef("cycle_number"))
    names = {"name": "wearer__name", "person_name": "wearer_person__name", "asked_name": "handed_to__name"}
    now = {"case": OF_THIS_CASE, "confirmed_cycle": OuterRef("cycle_number")}
    actions = only(DataCategory.PLAN_ACTIONS, PlanAction.objects.filter(**now))
    triggers = only(DataCategory.PLAN_ACTIONS, ScenarioTrigger.objects.filter(**now))
    of_plan, sent = {"code": "scenario__code"}, {"sent": "owner_party__contact"}
    return {
        "keeper": rows(hats, *OF_KEEPER, **names),
        "declined": rows(declined, *OF_DECLINED, name="wearer__name"),
        "question": rows(only(DataCategory.REQUEST_VISION, questions), "text"),
        "apart": rows(KeptApart.objects.filter(case=OF_THIS_CASE), "first", "second"),
        "objections": rows(Objection.objects.filter(case=OF_THIS_CASE, resolved_at=None), "id"),
        "actions": rows(actions.order_by(*IN_SEQUENCE), *OF_ACTION, **of_plan, **sent),
        "triggers": rows(triggers.order_by("made_at", "pk"), "text", "watched_by", **of_plan),
        "expertise": rows(needed.order_by("made_at") if directs else needed.none(), "what", "party"),
    }


def _keeper(found: list[Row], *, named: bool) -> Keeper | None:
    """Who keeps the overview. named: whether somebody of household or network may be called by name."""
    if not found:
        return None
    row = found[0]
    return Keeper(
        user=UUID(row["wearer"]) if row["wearer"] else None,
        person=UUID(row["wearer_person"]) if row["wearer_person"] else None,
        name=row["name"] or (row["person_name"] if named else "") or "",
        accepted_at=moment(row["accepted_at"]) if row["accepted_at"] else None,
        hours=row["purchased_hours"],
        paid_by=row["paid_by"],
    )


def _asked(found: list[Row]) -> Asked | None:
    """Who is asked to take over, or else who was given the pet and did not say yes yet."""
    row = found[0] if found else None
    if row is None:
        return None
    if row["handover_asked_at"] and row["handed_to"]:
        return Asked(
            hat_id=UUID(row["pk"]),
            user=UUID(row["handed_to"]),
            name=row["asked_name"],
            accepted=row["handover_accepted_at"] is not None,
            refused=row["handover_declined_reason"],
            hours=row["handover_hours"],
            paid_by=row["handover_paid_by"],
            takes_over=True,
        )
    if row["wearer"] and row["accepted_at"] is None:
        hours, paid_by = row["purchased_hours"], row["paid_by"]
        return Asked(UUID(row["pk"]), UUID(row["wearer"]), row["name"], False, "", hours, paid_by, False)
    return None


def _declined(found: list[Row]) -> Asked | None:
    """Who said no when nobody kept it yet: that pet came off with the no."""
    if not found:
        return None
    row = found[0]
    said = {"refused": row["handover_declined_reason"], "refused_at": moment(row["taken_off_at"])}
    return Asked(
        UUID(row["pk"]), UUID(row["wearer"]), row["name"], False, hours="", paid_by="", takes_over=False, **said
    )


def _purposes(found: list[Row]) -> str:
    """The purposes as they are read out at the table: one sentence per law."""
    laws = ((Compartment(row["law"]).label, row["task"]) for row in found)
    return "\n".join(f"{law}: {task}" if task else law for law, task in laws)
