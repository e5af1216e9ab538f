"""One item of a case on its own: what it is, whether it must be kept, and what would go along when it is erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import CharField, TextField
from django.db.models.deletion import Collector

from accounts.dutch.days import dutch_day, dutch_moment
from cases.item import Item, item_tables
from cases.reads import shell
from cases.reads.consent_cover import readable
from cases.reads.item_names import name_of
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell
from cases.standing import keepers_of
from privacy.fields import TermField
from privacy.gate import entrance
from privacy.law import Purpose, Term
from privacy.viewer import Viewer

# The column by which people recognise the item, where its own texts do not say it.
KNOWN_BY = {
    "cases.consultation": "party__organisation__name",
    "cases.householdmember": "person__name",
    "cases.lifedomainentry": "domain",
    "cases.party": "organisation__name",
    "cases.statement": "kind",
}
NOT_SHOWN = {"source", "hold_reason"}


@dataclass(frozen=True)
class KeepingPage:
    """One item. along: how many other things go with it when it is erased."""

    shell: CaseShell
    table: str
    id: UUID
    name: str
    texts: tuple[str, ...]
    made: str
    held: str
    hold_reason: str
    along: int


@entrance
@transaction.atomic
def open_keeping(
    *, viewer: Viewer, purpose: Purpose, reference: str, table: str, item_id: UUID, now: datetime
) -> KeepingPage:
    """One item, for who directs the case; of a meeting for who directs the process. CaseNotFound when forbidden."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_keeping", about=f"{table}:{item_id}"
    )
    model = item_tables().get(table)
    if model is None or not opened.may(keepers_of(table)):
        raise CaseNotFound(reference)
    rows = opened.permitted(model.objects.filter(readable(model, now), case=opened.case)).select_related("made_by")
    item = rows.filter(pk=item_id).first()
    if item is None:
        raise CaseNotFound(reference)
    today = opened.shell.today
    made = dutch_moment(item.made_at, today=today)
    return KeepingPage(
        shell=opened.shell,
        table=table,
        id=item.pk,
        name=_name(item),
        texts=_texts(item),
        made=f"{item.made_by.name}, {made}" if item.made_by else made,
        held=dutch_day(item.held_at, today=today) if item.held_at else "",
        hold_reason=item.hold_reason,
        along=_along(item),
    )


def _name(item: Item) -> str:
    """What sort of item it is, and which one."""
    table = item._meta.label_lower
    name = name_of(table)
    if table not in KNOWN_BY:
        return name
    which = type(item).objects.filter(pk=item.pk).values_list(KNOWN_BY[table], flat=True).get()
    return f"{name}, {which.label if isinstance(which, Term) else which}"


def _texts(item: Item) -> tuple[str, ...]:
    """What is written in it, so that somebody can see that this is the right one."""
    fields = [f for f in item._meta.concrete_fields if isinstance(f, CharField | TextField) and f.name not in NOT_SHOWN]
    texts = [getattr(item, field.name) for field in fields if not isinstance(field, TermField)]
    return tuple(text for text in texts if text)


def _along(item: Item) -> int:
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect([item])
    fast = sum(rows.count() for rows in collector.fast_deletes)
    return sum(len(rows) for rows in collector.data.values()) + fast - 1
