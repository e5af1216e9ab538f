"""What every new item gets: whose it is, when, in which compartment, in which round; and how an item changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cases.actions.refusals import Changed, NotPossible
from cases.item import CycleItem, Item
from cases.models import Case, HouseholdMember, ProcessingPurpose
from cases.shareable import TEXTS
from cases.terms import Compartment
from privacy.law import CRIMINAL, JOINT, DataCategory
from privacy.viewer import Origin, Viewer

A_MOMENT = timedelta(seconds=10)
_deriving: ContextVar[bool] = ContextVar("deriving", default=False)


@contextmanager
def deriving() -> Iterator[None]:
    """What is made inside this block is marked "afgeleid": implied by a case file, not written in it."""
    token = _deriving.set(True)
    try:
        yield
    finally:
        _deriving.reset(token)


def stamp(
    case: Case,
    viewer: Viewer,
    now: datetime,
    *,
    category: DataCategory,
    about: Collection[UUID] = (),
    law: Compartment | None = None,
    source: str = "",
) -> dict[str, Any]:
    """The columns that every new item shares. Without people named, it is about everyone of the household."""
    columns = stamp_columns(
        viewer,
        now,
        category=category,
        about=about or household_of(case),
        law=law or compartment_of(case),
        source=source,
    )
    return columns | {"case": case}


def stamp_columns(
    viewer: Viewer,
    now: datetime,
    *,
    category: DataCategory,
    about: Collection[UUID],
    law: Compartment,
    source: str = "",
) -> dict[str, Any]:
    """The same, for who holds the id of the case and not the case."""
    refuse_criminal(category)
    return {
        "about": [str(person) for person in about],
        "law": law,
        "category": category,
        "source": source,
        "derived": _deriving.get(),
        "made_by_id": viewer.user_id,
        "made_at": now,
        "changed_by_id": viewer.user_id,
        "changed_at": now,
    }


def refuse_criminal(category: DataCategory) -> None:
    """No rule of the law shows criminal data to anyone, so none is taken in: it would only vanish from sight.

    Until the compartment of the care and safety house is there (domain.md 12.11; AVG 10, UAVG 31-33).
    """
    if category in CRIMINAL:
        raise NotPossible(
            _(
                "Gegevens over strafbare feiten kunt u hier niet vastleggen: niemand mag ze in dit dossier zien"
                " (AVG artikel 10). Ze horen in het Zorg- en Veiligheidshuis, met een eigen grondslag."
                " Schrijf hier alleen op wat er voor de hulp toe doet."
            )
        )


def in_round(case: Case) -> dict[str, int]:
    """The columns of an item of the present round."""
    return {"cycle": case.cycle_number, "confirmed_cycle": case.cycle_number}


def confirm(model: type[CycleItem], case: Case, viewer: Viewer, now: datetime) -> None:
    """What held in the last round that had any of these, still holds in the present one."""
    earlier = model.objects.filter(case=case, confirmed_cycle__lt=case.cycle_number)
    last = earlier.aggregate(last=Max("confirmed_cycle"))["last"]
    earlier.filter(confirmed_cycle=last).update(
        confirmed_cycle=case.cycle_number, changed_at=now, changed_by=viewer.user_id
    )


def sent_twice(model: type[Item], case: Case, viewer: Viewer, now: datetime, **same: Any) -> UUID | None:
    """The id of the very same thing that this viewer sent a moment ago: a button pressed twice makes one.

    Under the lock of the case. A case file may say the same twice, and then means it.
    """
    if viewer.origin is Origin.IMPORT:
        return None
    a_moment_ago = model.objects.filter(case=case, made_by=viewer.user_id, made_at__gt=now - A_MOMENT)
    return a_moment_ago.filter(**same).values_list("pk", flat=True).first()


def household_of(case: Case) -> list[UUID]:
    """The ids of the people of the household of a case now, not of the network around it."""
    return list(
        HouseholdMember.objects.filter(case=case, in_network=False, left_on=None).values_list("person", flat=True)
    )


def compartment_of(case: Case) -> Compartment:
    """The law of a case that has one; OTHER where several laws meet and nobody chose."""
    laws = list(ProcessingPurpose.objects.filter(case=case).values_list("law", flat=True)[:2])
    return Compartment(laws[0]) if len(laws) == 1 else Compartment.OTHER


def refuse_other_law(case: Case, law: Compartment | None) -> None:
    """Something is of a law of its case, or of the joint plan."""
    if law not in (None, JOINT) and not ProcessingPurpose.objects.filter(case=case, law=law).exists():
        raise NotPossible(_("Kies een wet van deze casus, of het gezamenlijke plan."), field="law")


def change(item: Item, viewer: Viewer, now: datetime, *, version: int | None = None, **values: Any) -> None:
    """Changes an item of a locked case. Changed when somebody else did so since this viewer read it."""
    if version is not None and item.version != version:
        raise Changed
    if "category" in values:
        refuse_criminal(values["category"])
    if _says_something_else(item, viewer, values):
        item.released_at = item.released_by = None
    for name, value in values.items():
        setattr(item, name, value)
    item.changed_by_id, item.changed_at, item.version = viewer.user_id, now, item.version + 1
    item.save()


def _says_something_else(item: Item, viewer: Viewer, values: Mapping[str, Any]) -> bool:
    """Whether somebody else than who released it wrote other words: those were never released."""
    if item.released_by in (None, viewer.user_id):
        return False
    texts = TEXTS.get(item._meta.label_lower, ())
    return any(name in values and values[name] != getattr(item, name) for name in (*texts, "category", "about"))


def erase(item: Item) -> None:
    """Takes an item of a locked case out of the file. Not while it is held."""
    if item.held_at is not None:
        raise NotPossible(_("Dit stuk wordt vastgehouden, bijvoorbeeld voor een bezwaar. U kunt het nu niet weghalen."))
    item.delete()
