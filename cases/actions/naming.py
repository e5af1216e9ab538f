"""Taking a name out of texts about several people, once a reader has judged which ones mean this person.

This is erasing, also in what nobody changes any more: shared and confirmed minutes, the copy that somebody got, the
own statement of a resident. So it leaves a trace, and what comes in its place is a word of a fixed list, between
brackets: nobody says something else with it in the name of somebody (ADR 24).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change
from cases.actions.locked import DIRECTORS, authorise, locked_case
from cases.actions.refusals import NotPossible
from cases.actions.traces import leave_trace
from cases.actions.worklist import ask_screens_anew
from cases.item import Item
from cases.names_in_text import longest_first, without
from cases.reads.naming import STAYS_AS_TAKEN, Mention, mentions
from cases.record_terms import Erased, ErasureGround, InsteadOfName
from privacy import law
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def take_names_out(
    *,
    viewer: Viewer,
    reference: str,
    words: tuple[str, ...],
    instead: InsteadOfName,
    picked: Collection[str],
    now: datetime,
    ground: ErasureGround = ErasureGround.REQUEST,
) -> int:
    """Erases a name in the texts that were picked, with a word of the list in its place. Returns in how many rows.

    picked: keys as open_naming() gives them. Only what this viewer finds there is rewritten, and nothing that is held.
    """
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, DIRECTORS)
    verdict = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    names, instead = longest_first(words), InsteadOfName(instead)
    found = mentions(case, standing.relations, verdict, names, now)
    meant = [mention for mention in found if mention.key in picked]
    for mention in meant:
        _rewrite(mention, names, instead.words, viewer, now)
    _leave_traces(case.pk, meant, viewer, now, ground)
    if meant:
        ask_screens_anew(case)
    return len(meant)


def _rewrite(mention: Mention, names: tuple[str, ...], instead: str, viewer: Viewer, now: datetime) -> None:
    if mention.held or mention.model._meta.label_lower in STAYS_AS_TAKEN:
        raise NotPossible(_("Een van deze teksten moet blijven zoals zij is. Haal het vinkje daar weg."))
    columns = {name: without(value, names, instead) for name, value in mention.columns.items()}
    _refuse_too_long(mention, columns)
    if issubclass(mention.model, Item):
        change(mention.model._default_manager.get(pk=mention.pk), viewer, now, **columns)
    else:
        mention.model._default_manager.filter(pk=mention.pk).update(**columns)


def _refuse_too_long(mention: Mention, columns: dict[str, Any]) -> None:
    """A short column has its limit: better said than cut off."""
    for name, value in columns.items():
        limit = getattr(mention.model._meta.get_field(name), "max_length", None)
        if limit and len(value) > limit:
            raise NotPossible(_("Dat past niet in een van deze teksten. Kies iets korters."), field="instead")


def _leave_traces(
    case_id: UUID, rewritten: Collection[Mention], viewer: Viewer, now: datetime, ground: ErasureGround
) -> None:
    """One for each text; rows that are no more than a number in their table stand together, under the case."""
    of = Counter(
        (mention.model._meta.label_lower, case_id if isinstance(mention.pk, int) else UUID(str(mention.pk)))
        for mention in rewritten
    )
    for (table, subject), rows in of.items():
        what = Erased.NAME
        leave_trace(case_id, viewer, now, what=what, table=table, subject=subject, ground=ground, rows=rows)
