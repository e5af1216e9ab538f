"""
Letting go: why the table can, who receives and said yes, aftercare, whom the household calls, whether to evaluate.

Not here: the evaluation itself (evaluation), closing (closure).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.dutch.days import Due, due, dutch_moment
from cases.models import HandoverRefusal, Party, ScalingDecision
from cases.reads import shell
from cases.reads.case import Words, words_of
from cases.reads.choices import PartyChoice, PersonChoice, ProfessionalChoice, choices
from cases.reads.following import day_of, permitted
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, Row, moment, rows, together
from cases.standing import DIRECTOR, DIRECTORS
from cases.statements import Kind
from cases.terms import Aftercare, ScalingCriterion
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class LettingGo:
    """The decision. receiver: the key for the form; accepted, told, decided: empty as long as that is not so."""

    criteria: tuple[str, ...]
    criteria_codes: tuple[str, ...]
    motivation: str
    receiver: str
    receiver_name: str
    how: str
    accepted: str
    waits: bool
    aftercare: str
    aftercare_code: str
    pulse_until: date | None
    pulse: Due | None
    whom_to_call: str
    way_back: str
    told: str
    decided: str
    evaluate: bool | None
    evaluate_reason: str
    earlier: bool
    version: int


@dataclass(frozen=True)
class RefusalLine:
    """A receiver said no, or it went wrong: the case came back."""

    reason: str
    day: str


@dataclass(frozen=True)
class ScalingPage:
    """The page of letting go."""

    shell: CaseShell
    sees: bool
    question: Words | None
    decision: LettingGo | None
    refusals: tuple[RefusalLine, ...]
    signals: int
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    professionals: tuple[ProfessionalChoice, ...]
    may_direct: bool
    may_tell: bool
    receives: bool


@entrance
@transaction.atomic
def open_scaling(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> ScalingPage:
    """The page of letting go of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_scaling")
    found = _look_up(opened)
    words = words_of(opened) if opened.sees(DataCategory.REQUEST_VISION) else {}
    row = found["decision"][0] if found["decision"] else None
    open_case, chooses = not opened.shell.is_closed, opened.may(DIRECTOR)
    refused = found["last_refusal"][0]["refused_at"] if found["last_refusal"] else ""
    return ScalingPage(
        shell=opened.shell,
        sees=opened.sees(DataCategory.PLAN_ACTIONS),
        question=words.get(Kind.QUESTION),
        decision=_decision(opened, row, refused) if row else None,
        refusals=tuple(RefusalLine(one["reason"], day_of(opened, one["refused_at"])) for one in found["refusals"]),
        signals=opened.facts.signals,
        **vars(choices(opened, people=chooses, parties=chooses, professionals=chooses)),
        may_direct=open_case and chooses,
        may_tell=open_case and opened.may(DIRECTORS),
        receives=open_case and _receives(opened, row, found["mine"]),
    )


def _look_up(opened: Opened) -> dict[str, list[Row]]:
    refusals = HandoverRefusal.objects.filter(case=OF_THIS_CASE).order_by("-refused_at")
    mine = Party.objects.filter(case=OF_THIS_CASE, contact=opened.viewer.user_id)
    texts = ("criteria", "motivation", "released_how", "accepted_how", "whom_to_call", "way_back", "evaluate_reason")
    moments = ("accepted_at", "household_told_at", "pulse_until", "aftercare", "evaluate", "confirmed_cycle", "version")
    links = ("released_to", "released_to_party", "released_to_person", "released_to_name")
    return together(
        opened.case,
        decision=rows(permitted(opened, ScalingDecision), *texts, *moments, *links),
        refusals=rows(permitted(opened, HandoverRefusal).order_by("-refused_at"), "reason", "refused_at"),
        last_refusal=rows(refusals[:1], "refused_at"),
        mine=rows(mine, "pk"),
    )


def _decision(opened: Opened, row: Row, refused: str) -> LettingGo:
    today, earlier = opened.shell.today, row["confirmed_cycle"] != opened.case.cycle_number
    accepted = row["accepted_at"] and (not refused or moment(row["accepted_at"]) > moment(refused))
    until = date.fromisoformat(row["pulse_until"]) if row["pulse_until"] else None
    told = row["household_told_at"]
    return LettingGo(
        criteria=tuple(_capital(ScalingCriterion(code).label) for code in row["criteria"]),
        criteria_codes=tuple(row["criteria"]),
        motivation=row["motivation"],
        receiver=_key(row),
        receiver_name=row["released_to_name"],
        how=row["released_how"],
        accepted=_said_yes(opened, row) if accepted and not earlier else "",
        waits=bool(row["released_to_name"]) and (earlier or not accepted),
        aftercare=_capital(Aftercare(row["aftercare"]).label) if row["aftercare"] else "",
        aftercare_code=row["aftercare"],
        pulse_until=until,
        pulse=due(until, today=today) if until else None,
        whom_to_call=row["whom_to_call"],
        way_back=row["way_back"],
        told=dutch_moment(moment(told), today=today) if told and not earlier else "",
        decided=_evaluating(row) if row["evaluate"] is not None and not earlier else "",
        evaluate=None if earlier else row["evaluate"],
        evaluate_reason=row["evaluate_reason"],
        earlier=earlier,
        version=row["version"],
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _key(row: Row) -> str:
    """Who receives, as the form names it: "party:..." or "name:" for who has no record here."""
    for sort, column in (("user", "released_to"), ("party", "released_to_party"), ("person", "released_to_person")):
        if row[column]:
            return f"{sort}:{row[column]}"
    return "name:" if row["released_to_name"] else ""


def _said_yes(opened: Opened, row: Row) -> str:
    said = _("Ja gezegd op %(day)s") % {"day": day_of(opened, row["accepted_at"])}
    return f"{said}: {row['accepted_how']}" if row["accepted_how"] else said


def _evaluating(row: Row) -> str:
    return _("U evalueert deze casus.") if row["evaluate"] else _("U evalueert deze casus niet.")


def _receives(opened: Opened, row: Row | None, mine: list[Row]) -> bool:
    """Whether the viewer is who receives, or the contact of the party that does."""
    if row is None:
        return False
    parties = {one["pk"] for one in mine}
    return row["released_to"] == str(opened.viewer.user_id) or row["released_to_party"] in parties
