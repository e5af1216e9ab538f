"""Taking a name out of texts about several people, once a reader has judged which ones mean this person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change
from cases.actions.locked import DIRECTORS, authorise, locked_case
from cases.actions.refusals import NotPossible
from cases.item import Item
from cases.names_in_text import longest_first, without
from cases.reads.naming import STAYS_AS_TAKEN, Mention, mentions
from privacy import law
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def take_names_out(
    *, viewer: Viewer, reference: str, words: tuple[str, ...], instead: str, picked: Collection[str], now: datetime
) -> int:
    """Puts other words in place of a name, in the texts that were picked. Returns in how many rows that was.

    picked: keys as open_naming() gives them. Only what this viewer may see is rewritten, and nothing that is held.
    """
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, DIRECTORS)
    if not instead.strip():
        raise NotPossible(_("Schrijf op wat er in plaats van de naam komt."), field="instead")
    verdict = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    names = longest_first(words)
    meant = [mention for mention in mentions(case, verdict, names, now) if mention.key in picked]
    for mention in meant:
        _rewrite(mention, names, instead.strip(), viewer, now)
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
