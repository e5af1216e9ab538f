"""Per resident, of the minutes that are being written: who must say yes first, and who said yes. For reads.

The rule: cases.reading_along. Not here: what goes to whom (received).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.reads import ReadingYeses
from meetings.models import MinutesEntry
from meetings.reads.received import said
from meetings.recipients import ALSO_ABOUT, whose_yes


@dataclass(frozen=True)
class YesLine:
    """What somebody else is asked, or said yes to: that this resident reads what is also about that person.

    count: entries that wait for this yes. may_ask: somebody who is still there to say it. given_on: since when it
    holds; lacks: it was said, and why it is no consent yet. consent: where it is kept.
    """

    about: UUID
    name: str
    reader: UUID
    reader_name: str
    count: int
    may_ask: bool
    given_on: date | None = None
    lacks: str = ""
    consent: UUID | None = None


def yes_lines(
    recorded: ReadingYeses, reader: UUID | None, entries: Collection[MinutesEntry], why: dict[UUID, str]
) -> tuple[YesLine, ...]:
    """For one resident: first what was said, then what must still be asked."""
    if reader is None:
        return ()
    known = {one.about: one for one in recorded.yeses if one.reader == reader}
    wait: Counter[UUID] = Counter()
    for entry in entries:
        if why[entry.pk] == ALSO_ABOUT:
            wait.update(whose_yes(said(entry), reader, recorded.reading))
    named, there = recorded.name_of, dict(recorded.names)
    return tuple(
        YesLine(
            about,
            named(about),
            reader,
            named(reader),
            wait[about],
            about in there,
            known[about].given_on if about in known else None,
            known[about].lacks if about in known else "",
            known[about].id if about in known else None,
        )
        for about in dict.fromkeys((*known, *sorted(wait, key=named)))
    )
