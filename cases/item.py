"""What every item of content in a case carries, to be shared apart, kept no longer than needed, and erased."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.terms import Compartment
from privacy.fields import TermField
from privacy.gate import GatedModel
from privacy.law import DataCategory

HOLD_IN_PAIRS = models.CheckConstraint(
    condition=Q(held_at=None, hold_reason="") | (Q(held_at__isnull=False) & ~Q(hold_reason="")),
    name="%(app_label)s_%(class)s_hold_has_reason",
)
RELEASE_IN_PAIRS = models.CheckConstraint(
    condition=Q(released_at=None, released_by=None) | Q(released_at__isnull=False, released_by__isnull=False),
    name="%(app_label)s_%(class)s_released_by",
)


GONE = "gewist"
# Stands in an array of people for somebody who was erased: nobody in particular, and nobody who can say yes or no.
NOBODY = UUID(int=0)


class Item(GatedModel):
    """One thing that was said, found, decided or agreed about people.

    about: the ids of the people it concerns. An array and not a table of links: nothing may stand in the way of erasing
    a person, and an item about nobody left can still be found and erased.
    released_at: the first of the two keys of sharing; whoever wrote it turned it (domain.md 6.6). The id of whom is
    without a constraint: a record, that stands in nobody's way.
    counts_who_is_gone: whether NOBODY takes the place of whom was erased among several. What was said about two never
    becomes what is about one of them, for then it reaches people whom the other kept it from.
    nameless: what is written over it when it stays as a place for what belongs to it, and whom it was about is erased.
    law: the compartment; each law has its own term of retention. derived: made by the import from what a file implies.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    about = ArrayField(models.UUIDField(), default=list)
    law = TermField(Compartment, default=Compartment.OTHER)
    category = TermField(DataCategory)
    source = models.TextField(blank=True)
    derived = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    held_at = models.DateTimeField(null=True)
    hold_reason = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)

    counts_who_is_gone: ClassVar[bool] = False
    nameless: ClassVar[Mapping[str, Any]] = {}

    class Meta(GatedModel.Meta):
        abstract = True
        constraints = [HOLD_IN_PAIRS, RELEASE_IN_PAIRS]

    @property
    def goes_alone(self) -> bool:
        """Whether it can be erased without something else meaning another thing then."""
        return True


class CycleItem(Item):
    """An item of one round of the achtje. In the next round it counts only when it is confirmed there again."""

    cycle = models.PositiveSmallIntegerField()
    confirmed_cycle = models.PositiveSmallIntegerField()

    class Meta(Item.Meta):
        abstract = True


def item_tables() -> dict[str, type[Item]]:
    """Every kind of item by its table, of whatever app: "cases.party". What is added later is in it by itself."""
    return {model._meta.label_lower: model for model in _made_from(Item)}


def tables_of_cases() -> dict[str, type[GatedModel]]:
    """Every table whose rows belong to one case, of whatever app: items, and what stands beside them."""
    return {
        model._meta.label_lower: model
        for model in _made_from(GatedModel)
        if any(field.name == "case" and isinstance(field, models.ForeignKey) for field in model._meta.concrete_fields)
    }


def _made_from(base: type[GatedModel]) -> Iterator[type]:
    """Every model that is made from this one and has a table."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from _made_from(model)
