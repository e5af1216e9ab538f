"""Advice without taking over: the questions to who wears hat 6c, the answers, and whether they were followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.hats import Hat, Variant
from cases.models import Advice, HatPeriod
from cases.reads import shell
from cases.reads.shell import CaseShell, Opened
from cases.record_terms import Followed
from cases.standing import ADVICE_ASKERS
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Viewer

STATE = {Followed.YES: "done", Followed.PARTLY: "active", Followed.NO: "stopped", Followed.UNKNOWN: "waiting"}


@dataclass(frozen=True)
class AdviceLine:
    """A question, the advice on it, and what became of that."""

    id: UUID
    question: str
    asked: str
    advice: str
    advised: str
    followed: str  # the code, for the form
    state: str
    status: str
    followed_note: str
    version: int


@dataclass(frozen=True)
class AdvicePage:
    """hat_id: the hat of who advises here now. adviser: empty when nobody does."""

    shell: CaseShell
    hat_id: UUID | None
    adviser: str
    advices: tuple[AdviceLine, ...]
    may_ask: bool
    may_advise: bool
    may_follow: bool
    may_assign: bool


@entrance
@transaction.atomic
def open_advice(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> AdvicePage:
    """The advice in a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_advice")
    advising = HatPeriod.objects.filter(
        case=opened.case, hat=Hat.PROCESS_DIRECTION, variant=Variant.ADVISORY, taken_off_at=None
    )
    columns = advising.order_by("put_on_at").values_list("pk", "wearer__name", "wearer__organisation__name")
    hat_id, name, organisation = columns.first() or (None, "", "")
    return AdvicePage(
        shell=opened.shell,
        hat_id=hat_id,
        adviser=f"{name}, {organisation}" if name else "",
        advices=tuple(_advices(opened)),
        may_ask=opened.may(ADVICE_ASKERS) and hat_id is not None,
        may_advise=opened.may((Relation.ADVISES,)),
        may_follow=opened.may(ADVICE_ASKERS),
        may_assign=opened.may((Relation.DIRECTS_PROCESS, Relation.TRIAGES)) and not opened.shell.is_closed,
    )


def _advices(opened: Opened) -> Iterator[AdviceLine]:
    today = opened.shell.today
    seen = opened.only(DataCategory.REQUEST_VISION, Advice.objects.filter(case=opened.case))
    rows = seen.select_related("hat_period__wearer").order_by("-made_at", "pk")
    for row in rows:
        followed = Followed(row.followed) if row.followed else Followed.UNKNOWN
        adviser = row.hat_period.wearer.name if row.hat_period.wearer else ""
        yield AdviceLine(
            id=row.pk,
            question=row.question,
            asked=_("Gevraagd door %(who)s op %(day)s")
            % {"who": row.to_whom, "day": dutch_day(row.made_at, today=today)},
            advice=row.advice,
            advised=_("%(who)s, op %(day)s") % {"who": adviser, "day": dutch_day(row.advised_at, today=today)}
            if row.advised_at
            else "",
            followed=followed.value,
            state=STATE[followed] if row.advised_at else "asked",
            status=followed.label if row.advised_at else _("wacht op advies"),
            followed_note=row.followed_note,
            version=row.version,
        )


def _asked(who: str, at: datetime, today: date) -> str:
    return _("Gevraagd door %(who)s op %(day)s") % {"who": who, "day": dutch_day(at, today=today)}
