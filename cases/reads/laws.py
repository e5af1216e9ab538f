"""To which law something new can belong, in a case of several; and under which the writer stands. For the reads."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import ProcessingPurpose
from cases.reads.shell import Opened
from cases.terms import Compartment


@dataclass(frozen=True)
class Laws:
    """The laws of a case of several, in the order in which they were stated; own: where the writer stands under one."""

    of_case: tuple[Compartment, ...] = ()
    own: Compartment | None = None


ONE_LAW = Laws()


def laws_to_choose(opened: Opened) -> Laws:
    """Empty in a case of one law: there is nothing to choose."""
    if opened.facts.purposes < 2:
        return Laws()
    stated = ProcessingPurpose.objects.filter(case=opened.case).order_by("stated_at", "pk")
    of_case = tuple(Compartment(law) for law in stated.values_list("law", flat=True))
    own = {law for _way, law in opened.standing.laws if law in of_case}
    return Laws(of_case, own.pop() if len(own) == 1 else None)
