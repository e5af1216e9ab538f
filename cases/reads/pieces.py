"""
The pieces of a case that can be shared, and which of them somebody receives. One query, whatever the kinds.

For reads among themselves: rows in, lines with ready words out. Source of what a piece is: cases.shareable.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.domains import LifeDomain
from cases.meeting_terms import IN_A_SENTENCE, MeetingKind, MinutesStatus
from cases.models import Case
from cases.reads.item_names import name_of
from cases.reads.reach import permitted
from cases.reads.together import OF, OF_THIS_CASE, Row, moment, rows
from cases.shareable import MINUTES, PARTY, TEXTS, Piece, tables
from cases.statements import Kind
from privacy import grants
from privacy.compiled import SOME_CASE, SOME_MOMENT, SOME_USER, Lookup, written
from privacy.law import DataCategory, Verdict

COLUMNS = ("id", "about", "category", "made_at", "released_at")
# Of a statement also the table at which it was said; for who works here, and not for whom it is shared with.
ALSO = {"cases.statement": ("meeting_id",)}
MADE = {"text": "piece_text", "which": "piece_which"}
HELD = Coalesce("meeting__opened_at", "meeting__planned_at")
WHICH: dict[str, Any] = {
    "cases.statement": F("kind"),
    "cases.lifedomainentry": F("domain"),
    PARTY: F("organisation__name"),
    MINUTES: JSONObject(meeting="meeting_id", number="number", kind="meeting__kind", held_at=HELD),
}
LONGEST_LINE = 160
WRITTEN: list[Any] = [MinutesStatus.SHARED, MinutesStatus.CONFIRMED]
# These two name the case; they are no piece of it.
NOT_SHARED = [Kind.TITLE, Kind.SUMMARY]


@dataclass(frozen=True)
class PieceLine:
    """One piece: what it is, about which kind of data, what it says, of which day. key: as a form sends it.

    said_at: the meeting at whose table it was said.
    """

    key: str
    noun: str
    category: DataCategory
    text: str
    day: str
    about: frozenset[UUID]
    author: UUID | None
    is_released: bool
    said_at: UUID | None = None
    instead_of: str = ""  # pieces with the same words here are versions of one, the last of them the latest

    @property
    def table(self) -> str:
        return self.key.partition(":")[0]

    @property
    def id(self) -> UUID:
        return Piece.read(self.key).id

    @property
    def short(self) -> str:
        """One line to choose it by."""
        line = "; ".join(self.text.splitlines())
        return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def received(case: Case, user_id: UUID, now: datetime, *, today: date) -> tuple[PieceLine, ...]:
    """What this partner receives of this case, in the order in which somebody new reads it.

    Of the minutes of a meeting the latest version that was released and shared; an earlier one stays as it was, unseen.
    """
    given = {SOME_CASE: case.pk, SOME_USER: user_id, SOME_MOMENT: now}
    lines = _lines(_received().one(given) or {}, today)
    latest = {one.instead_of: one for one in lines if one.instead_of}
    return tuple(one for one in lines if not one.instead_of or latest[one.instead_of] is one)


def all_pieces(case: Case, verdict: Verdict, *, today: date) -> tuple[PieceLine, ...]:
    """Every piece of this case that may be seen, released or not, with who wrote it."""
    return _lines(_all(verdict).one({SOME_CASE: case.pk}) or {}, today)


@cache
def _received() -> Lookup:
    covered = grants.covered(user_id=SOME_USER, now=SOME_MOMENT)
    kinds = {table: _texts(table).filter(covered) for table in TEXTS}
    return _asked({table: rows(kind, *COLUMNS, **MADE) for table, kind in kinds.items()})


@lru_cache(maxsize=64)  # as many as there are ways to stand to a case
def _all(verdict: Verdict) -> Lookup:
    kinds = {table: permitted(verdict, _texts(table)) for table in (*TEXTS, PARTY)}
    columns = {table: (*COLUMNS, "made_by", *ALSO.get(table, ())) for table in kinds}
    return _asked({table: rows(kind, *columns[table], **MADE) for table, kind in kinds.items()})


def _asked(kinds: dict[str, Any]) -> Lookup:
    named = {f"{OF}{table.replace('.', '_')}": kind for table, kind in kinds.items()}
    return written(Case.objects.filter(pk=SOME_CASE).values(**named))


def _texts(table: str) -> QuerySet[Any, Any]:
    """The rows of one table, with what they say in one column and, where that is needed, which one it is."""
    parts = [NullIf(F(column), Value("")) for column in TEXTS.get(table, ())]
    nothing = Value("", TextField())
    text = Func(Value("\n"), *parts, function="concat_ws", output_field=TextField()) if parts else nothing
    which = Cast(WHICH[table], CharField()) if table in WHICH else Value("", CharField())
    found = tables()[table].objects.filter(case=OF_THIS_CASE).annotate(piece_text=text, piece_which=which)
    if table == "cases.statement":
        found = found.exclude(Q(kind__in=NOT_SHARED))
    if table == MINUTES:  # a draft is nobody's yet
        return found.filter(status__in=WRITTEN).order_by("meeting__planned_at", "meeting", "number")
    return found.order_by("made_at", "pk")


def _lines(found: dict[str, list[Row] | None], today: date) -> tuple[PieceLine, ...]:
    lines = []
    for table in (*TEXTS, PARTY):
        for row in found.get(f"{OF}{table.replace('.', '_')}") or ():
            if row["text"] or table == PARTY:
                lines.append(_line(table, row, today))
    return tuple(lines)


def _line(table: str, row: Row, today: date) -> PieceLine:
    author, said_at, of_meeting = row.get("made_by"), row.get("meeting_id"), _meeting(table, row["which"])
    return PieceLine(
        key=str(Piece(table, UUID(row["id"]))),
        noun=_noun(table, row["which"]),
        category=DataCategory(row["category"]),
        text=row["text"],
        day=dutch_day(moment(of_meeting.get("held_at") or row["made_at"]), today=today),
        instead_of=of_meeting.get("meeting", ""),
        about=frozenset(UUID(person) for person in row["about"]),
        author=UUID(author) if author else None,
        said_at=UUID(said_at) if said_at else None,
        is_released=row["released_at"] is not None,
    )


def _meeting(table: str, which: str) -> Row:
    """Of which meeting these minutes are, and in which version; nothing where it is something else."""
    return dict(json.loads(which)) if table == MINUTES else {}


def _noun(table: str, which: str) -> str:
    if of_meeting := _meeting(table, which):
        words = {"kind": IN_A_SENTENCE[MeetingKind(of_meeting["kind"])], "number": of_meeting["number"]}
        version = _(", versie %(number)s") % words if of_meeting["number"] > 1 else ""
        return _("verslag van %(kind)s") % words + version
    if table == "cases.statement":
        return Kind(which).label
    if table == "cases.lifedomainentry":
        return f"{name_of(table)}, {LifeDomain(which).label}"
    return f"{name_of(table)} {which}" if which else name_of(table)
