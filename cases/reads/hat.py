"""One hat: everything about it, what still has to be done before it comes off, and what was decided with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases import hats
from cases.hat_cards import CARDS
from cases.hats import Hat
from cases.models import Announcement, FormalDecision, HatPeriod
from cases.reads import scope, shell
from cases.reads.choices import PartyChoice, PersonChoice, ProfessionalChoice, choices
from cases.reads.hat_lines import (
    ACCEPTED_HATS,
    HatLine,
    hat_line,
    may_change,
    periods_of,
    reads_texts,
    receiver_of,
    worn_of,
)
from cases.reads.reach import reaches
from cases.reads.shell import CaseShell, Opened
from cases.standing import DIRECTORS, HATS_FOR_ANYONE
from cases.stappenplan import Step
from cases.terms import Channel
from privacy import law
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Role
from privacy.viewer import Viewer


@dataclass(frozen=True)
class ToldLine:
    """Somebody was told of this hat."""

    who: str
    day: str
    how: str
    text: str


@dataclass(frozen=True)
class DecisionRow:
    """A decision under a law, as its form wants it back."""

    id: UUID
    title: str
    decision_type: str
    outcome: str
    sent_on: date | None
    resident_agrees: bool | None
    objection_on: date | None
    objection_settled_on: date | None
    tension: str
    note: str
    version: int


@dataclass(frozen=True)
class HatPage:
    """One hat. hat None: not a hat of this case. The flags say which forms stand on the page."""

    shell: CaseShell
    hat: HatLine | None
    what: str = ""
    taken_off_when: str = ""
    recorded: tuple[str, ...] = ()
    reason: str = ""
    mitigation: str = ""
    note: str = ""
    told: tuple[ToldLine, ...] = ()
    receiver: str = ""
    missing: tuple[str, ...] = ()  # before it comes off
    waits_for_yes: bool = False  # of the wearer
    waits_for_receiver: bool = False
    may_accept: bool = False
    may_accept_for_wearer: bool = False
    may_decline: bool = False
    may_announce: bool = False
    may_hand_over: bool = False
    may_answer_for_receiver: bool = False
    may_take_off: bool = False
    may_choose_end: bool = False
    may_decide: bool = False
    asks_resident_told: bool = False
    asks_hours: bool = False  # R-HAT-7
    continues: bool = False  # who takes over wears this hat from then on
    decisions: tuple[DecisionRow, ...] = ()
    professionals: tuple[ProfessionalChoice, ...] = ()
    people: tuple[PersonChoice, ...] = ()
    parties: tuple[PartyChoice, ...] = ()


@entrance
@transaction.atomic
def open_hat(*, viewer: Viewer, purpose: Purpose, reference: str, hat_id: UUID, now: datetime) -> HatPage:
    """One hat of a case. CaseNotFound when the case is absent or forbidden; no hat when it is not of this case."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_hat", about=f"hat:{hat_id}"
    )
    period = periods_of(opened).filter(pk=hat_id).first()
    if period is None:
        return HatPage(shell=opened.shell, hat=None)
    told = tuple(_told(opened, period))
    card = CARDS[worn_of(period).hat]
    reads = reads_texts(opened, period)
    works = may_change(opened, period) or opened.may(HATS_FOR_ANYONE)
    parties = works and opened.sees(DataCategory.SUPPORT_IN_USE)
    return HatPage(
        shell=opened.shell,
        hat=hat_line(opened, period, [line.who for line in told]),
        what=card.what,
        taken_off_when=card.taken_off_when,
        recorded=card.recorded,
        reason=period.reason_on if reads else "",
        mitigation=period.mitigation if reads else "",
        note=period.handover_note if reads else "",
        told=told,
        receiver=receiver_of(opened, period),
        decisions=tuple(_decisions(opened, period)),
        **vars(choices(opened, people=works, parties=parties, professionals=works)),
        **_flags(opened, period),
    )


@entrance
@transaction.atomic
def still_sees(*, viewer: Viewer, reference: str, now: datetime) -> bool:
    """Whether the case is still there for this viewer after what was just done. Gives nothing away, so no log line."""
    return scope.visible(viewer, Purpose.DIRECTION, now).filter(reference=reference).exists()


def _flags(opened: Opened, period: HatPeriod) -> dict[str, Any]:
    """What may be done with this hat now, and what is asked for it."""
    on, own = period.taken_off_at is None, period.wearer_id == opened.viewer.user_id
    hat, changes = worn_of(period).hat, may_change(opened, period)
    unaccepted = on and hat in ACCEPTED_HATS and period.accepted_at is None
    open_handover = on and period.handover_asked_at is not None and not period.handover_declined_reason
    waits = open_handover and period.handover_accepted_at is None
    outsider = period.handed_to is None or not _answers_here(period.handed_to.role)
    return {
        "waits_for_yes": unaccepted,
        "waits_for_receiver": waits,
        "may_accept": unaccepted and own,
        "may_accept_for_wearer": unaccepted and not own and opened.may(DIRECTORS) and _is_outsider(period),
        "may_decline": unaccepted and (own or opened.may(HATS_FOR_ANYONE)),
        "may_announce": on and (changes or opened.may(HATS_FOR_ANYONE)),
        "may_hand_over": on and changes and hat not in (Hat.INQUIRY, Hat.DECISION),
        "may_answer_for_receiver": waits and outsider and (changes or opened.may(DIRECTORS)),
        "may_take_off": on and changes,
        "may_choose_end": on and changes,
        "may_decide": hat is Hat.DECISION and changes,
        "asks_resident_told": hats.tells_resident_at_end(hat) and period.resident_told_at is None,
        "asks_hours": hat is Hat.CASE_DIRECTION,
        "continues": hat in (Hat.CASE_DIRECTION, Hat.MONITORING, Hat.PROCESS_DIRECTION),
        "missing": _missing(opened, period) if on and changes else (),
    }


def _is_outsider(period: HatPeriod) -> bool:
    """Somebody who cannot say yes here: of household or network, or of a partner."""
    return period.wearer is None or not _answers_here(period.wearer.role)


def _answers_here(role: str) -> bool:
    return bool(law.rules(Role(role), Purpose.DIRECTION))


def _missing(opened: Opened, period: HatPeriod) -> tuple[str, ...]:
    """What has to be done before it comes off, apart from the tick that stands beside the button."""
    taking_off = hats.TakingOff(
        hat=worn_of(period).hat,
        case_stays_open=opened.case.step != Step.CLOSED,
        handed_over=period.handover_asked_at is not None and not period.handover_declined_reason,
        handover_accepted=period.handover_accepted_at is not None,
        resident_told=True,
    )
    return tuple(one.label for one in hats.missing_at_taking_off(taking_off))


def _told(opened: Opened, period: HatPeriod) -> Iterator[ToldLine]:
    rows = Announcement.objects.filter(hat_period=period).order_by("told_at", "pk")
    columns = ("to_person__name", "to_party__organisation__name", "to_party__law", "channel", "told_at", "text")
    for person, party, under, channel, at, text in rows.values_list(*columns):
        who = _named(opened, person, party, under)
        how = Channel(channel).label if channel else ""
        yield ToldLine(who, dutch_day(at, today=opened.shell.today), how, text if reads_texts(opened, period) else "")


def _named(opened: Opened, person: str | None, party: str | None, under: str | None) -> str:
    """Who was told, for whoever may know that."""
    if person:
        return person if opened.sees(DataCategory.IDENTITY_CONTACT) else _("iemand van gezin of netwerk")
    return party if party and under and reaches(opened.verdict, DataCategory.SUPPORT_IN_USE, under) else _("een partij")


def _decisions(opened: Opened, period: HatPeriod) -> Iterator[DecisionRow]:
    if worn_of(period).hat is not Hat.DECISION or not opened.sees(DataCategory.SUPPORT_IN_USE):
        return
    decided = FormalDecision.objects.filter(case=opened.case, hat_period=period)
    for row in opened.only(DataCategory.SUPPORT_IN_USE, decided).order_by("made_at", "pk"):
        parts = [row.decision_type.label if row.decision_type else "", row.outcome.label if row.outcome else ""]
        title = ", ".join(filter(None, parts)) or _("nog niets ingevuld")
        yield DecisionRow(
            id=row.pk,
            title=title[:1].upper() + title[1:],
            decision_type=str(row.decision_type or ""),
            outcome=str(row.outcome or ""),
            sent_on=row.sent_on,
            resident_agrees=row.resident_agrees,
            objection_on=row.objection_on,
            objection_settled_on=row.objection_settled_on,
            tension=str(row.tension or ""),
            note=row.note,
            version=row.version,
        )
