"""
The lists of cases: what is in them, in which order, page by page.

A list shows process information, and names only where the relation through which this viewer sees the case gives them;
never a title or a text. Built on the worklist: one index range per relation, merged and deduplicated by case. Each page
leaves one line in the read log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.keyset import PAGE, Place
from cases.hats import Hat
from cases.models import HatPeriod, StagnationSignal, WorklistEntry
from cases.reads import names
from cases.reads.list_rows import WITHOUT_KEEPER, CaseRow, details_of, row_of
from cases.reads.scope import BEFORE_TAKE_UP
from cases.reads.worklist import ranges_for
from cases.stappenplan import Step
from privacy import grants, law, log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Standing, Term, Verdict
from privacy.viewer import Viewer

MOST = 500  # counted exactly; above it a list says "500+"


class Sort(Term):
    """The orders of a list that can be asked for."""

    DUE = "due", "eerstvolgende datum"
    STEP = "step", "stap"
    REFERENCE = "reference", "kenmerk"


class Shown(Term):
    """Which cases a list shows."""

    OPEN = "open", "lopend"
    CLOSED = "closed", "afgesloten"
    ALL = "all", "alle"


class Attention(Term):
    """What can ask for attention in a case. The start page of who steers counts the same."""

    LATE = "late", "over de datum"
    SIGNAL = "signal", "er staat een signaal open"
    NO_KEEPER = "no_keeper", "niemand houdt het overzicht"
    HELPS_TOO_LONG = "helps_too_long", "de pet hulpverlening staat te lang op"


@dataclass(frozen=True)
class ListQuery:
    """What somebody asks of a list. Each value comes from an allow-list; words are looked for in names and references.

    after, before: the place in the list where the page begins or ends.
    """

    step: Step | None = None
    relation: Relation | None = None
    later_round: bool = False
    attention: Attention | None = None
    shown: Shown = Shown.OPEN
    sort: Sort = Sort.DUE
    words: str = ""
    after: Place | None = None
    before: Place | None = None


@dataclass(frozen=True)
class ListPage:
    """One page of a list. count: how many there are, as it is said. first and last: where to go on, None at an end."""

    rows: tuple[CaseRow, ...]
    count: str
    first: Place | None
    last: Place | None
    today: date


@entrance
@transaction.atomic
def case_list(*, viewer: Viewer, purpose: Purpose, query: ListQuery, now: datetime) -> ListPage:
    """The cases in which this viewer has something to do."""
    return _page(viewer, purpose, query, now, "case_list")


@entrance
@transaction.atomic
def steering_list(*, viewer: Viewer, purpose: Purpose, query: ListQuery, now: datetime) -> ListPage:
    """All cases of the municipality, for who steers on progress: no names, no texts."""
    return _page(viewer, purpose, query, now, "steering_list")


@entrance
@transaction.atomic
def oversight_list(*, viewer: Viewer, purpose: Purpose, query: ListQuery, now: datetime) -> ListPage:
    """All cases of the municipality, for who oversees how data is handled: progress only."""
    return _page(viewer, purpose, query, now, "oversight_list")


@entrance
@transaction.atomic
def triage_list(*, viewer: Viewer, purpose: Purpose, query: ListQuery, now: datetime) -> ListPage:
    """What waits to be triaged, and what was reported and waits for that: the most urgent first."""
    return _page(viewer, purpose, query, now, "triage_list", Q(case__step__in=BEFORE_TAKE_UP))


@entrance
@transaction.atomic
def search(*, viewer: Viewer, purpose: Purpose, words: str, now: datetime) -> ListPage:
    """The cases of which the reference fits, or the name of somebody in it, among those of this viewer."""
    return _page(viewer, purpose, ListQuery(words=words, shown=Shown.ALL), now, "search")


def _page(
    viewer: Viewer, purpose: Purpose, query: ListQuery, now: datetime, action: str, only: Q | None = None
) -> ListPage:
    every = ranges_for(viewer, purpose, now)
    through = every.get(query.relation, WorklistEntry.objects.none()) if query.relation else None
    conditions = (only or Q()) & (Q() if through is None else Q(case__in=through.values("case")))
    ranges = [
        entries.filter(conditions, _asked(query, _names_follow(viewer, purpose, relation), timezone.localdate(now)))
        for relation, entries in every.items()
    ]
    relations, keys, more = _merged(ranges, query)
    cases, backward = list(relations), query.before is not None
    return ListPage(
        rows=_rows(viewer, purpose, relations, now, action),
        count=_count(ranges),
        first=_place(cases[0], keys) if cases and (query.after or (backward and more)) else None,
        last=_place(cases[-1], keys) if cases and (backward or more) else None,
        today=timezone.localdate(now),
    )


def _rows(
    viewer: Viewer, purpose: Purpose, relations: dict[UUID, frozenset[Relation]], now: datetime, action: str
) -> tuple[CaseRow, ...]:
    """The rows of one page, each judged on its own, with one line in the read log for all."""
    verdicts = _verdicts(viewer, purpose, relations, now)
    named = [case for case, verdict in verdicts.items() if DataCategory.IDENTITY_CONTACT in verdict.data]
    reported = [case for case, ways in relations.items() if _sees_report(verdicts[case], ways)]
    shown = _shown(verdicts, with_reports=bool(reported))
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=list(relations),
        verdict=shown,
        relations=frozenset[Relation]().union(*relations.values()),
    )
    details = details_of(relations, named, reported, now)
    today = timezone.localdate(now)
    return tuple(row_of(details[case], ways, today) for case, ways in relations.items())


# --- Which rows, in which order --------------------------------------------------------------------------------------


def _names_follow(viewer: Viewer, purpose: Purpose, relation: Relation) -> bool:
    """Whether the law gives names through this relation alone, so that they may be searched through it."""
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=Standing(frozenset({relation})))
    return DataCategory.IDENTITY_CONTACT in verdict.data


def _asked(query: ListQuery, with_names: bool, today: date) -> Q:
    """The entries that fit the question."""
    conditions = Q()
    if query.shown is not Shown.ALL:
        conditions &= Q(case__step=Step.CLOSED) if query.shown is Shown.CLOSED else ~Q(case__step=Step.CLOSED)
    if query.step:
        conditions &= Q(case__step=query.step)
    if query.later_round:
        conditions &= Q(case__cycle_number__gte=2)
    if query.attention:
        conditions &= asks_for(query.attention, today, "case")
    if words := names.words_of(query.words):
        reference = Q(case__reference__icontains="-".join(words))
        conditions &= (reference | names.in_case_of(words)) if with_names else reference
    return conditions


def asks_for(attention: Attention, today: date, case: str) -> Q:
    """Rows of cases that ask for this attention. case: the column that holds the case, "pk" on Case itself."""
    column = "" if case == "pk" else f"{case}__"
    if attention is Attention.LATE:
        return Q(**{f"{column}due_on__lt": today})
    worn = HatPeriod.objects.filter(case=OuterRef(case), taken_off_at=None)
    if attention is Attention.NO_KEEPER:
        kept = worn.filter(hat=Hat.CASE_DIRECTION, accepted_at__isnull=False)
        return ~Q(Exists(kept)) & ~Q(**{f"{column}step__in": WITHOUT_KEEPER})
    if attention is Attention.HELPS_TOO_LONG:
        return Q(Exists(worn.filter(hat=Hat.ASSISTANCE, expected_until__lt=today)))
    return Q(Exists(StagnationSignal.objects.filter(case=OuterRef(case), answered_at=None)))


def _key(sort: Sort) -> Any:
    """What a list is sorted on. The due date stands in the index; the others are sorted for the purpose."""
    if sort is Sort.REFERENCE:
        return F("case__reference")
    if sort is Sort.STEP:
        steps = [When(case__step=step, then=Value(place)) for place, step in enumerate(Step)]
        return Choose(*steps, output_field=IntegerField())
    return F("due_on")


def _merged(
    ranges: list[QuerySet[WorklistEntry]], query: ListQuery
) -> tuple[dict[UUID, frozenset[Relation]], dict[UUID, Any], bool]:
    """One page out of all ranges: the relations of each case, its key, and whether there is more.

    Each range gives at most a page and one. All entries of a case have the same key, so what stands on this page stands
    that far in each of its ranges: its relations are complete.
    """
    backward = query.before is not None
    order = ("-key", "-case_id") if backward else ("key", "case_id")
    parts = [_part(entries, query).order_by(*order)[: PAGE + 1] for entries in ranges]
    if not parts:
        return {}, {}, False
    relations: dict[UUID, set[Relation]] = defaultdict(set)
    keys: dict[UUID, Any] = {}
    for case, key, relation in _together(parts, *order):
        relations[case].add(Relation(relation))
        keys[case] = key
    chosen = list(relations)[:PAGE]
    more = len(relations) > PAGE
    if backward:
        chosen.reverse()
    return {case: frozenset(relations[case]) for case in chosen}, keys, more


def _together(parts: list[QuerySet[Any, Any]], *order: str) -> QuerySet[Any, Any]:
    """All parts as one; a single part already is."""
    return parts[0].union(*parts[1:], all=True).order_by(*order) if len(parts) > 1 else parts[0]


def _part(entries: QuerySet[WorklistEntry], query: ListQuery) -> QuerySet[Any, Any]:
    keyed = entries.annotate(key=_key(query.sort)).values_list("case_id", "key", "relation")
    place = query.before or query.after
    value = _value(place, query.sort) if place else None
    if place is None or value is None:
        return keyed
    compare = "lt" if query.before else "gt"
    return keyed.filter(Q(**{f"key__{compare}": value}) | Q(**{"key": value, f"case_id__{compare}": place.id}))


def _value(place: Place, sort: Sort) -> Any:
    """The key that an address names, None when nobody here has written it."""
    try:
        read: dict[Sort, Callable[[str], Any]] = {Sort.DUE: date.fromisoformat, Sort.STEP: int, Sort.REFERENCE: str}
        return read[sort](place.value)
    except ValueError:
        return None


def _place(case: UUID, keys: dict[UUID, Any]) -> Place:
    return Place(str(keys[case]), case)


def _count(ranges: list[QuerySet[WorklistEntry]]) -> str:
    """How many cases, counted no further than is worth waiting for: "12" or "500+"."""
    parts = [entries.order_by().values("case_id")[: MOST + 1] for entries in ranges]
    count = parts[0].union(*parts[1:]).count() if parts else 0
    return f"{MOST}+" if count > MOST else str(count)


# --- What may be seen of them ----------------------------------------------------------------------------------------


def _verdicts(
    viewer: Viewer, purpose: Purpose, relations: dict[UUID, frozenset[Relation]], now: datetime
) -> dict[UUID, Verdict]:
    """What the law says of each case on its own: a list mixes cases in which somebody stands differently."""
    received = [case for case, ways in relations.items() if Relation.RECEIVES in ways]
    shares = grants.shares(user_id=viewer.user_id, case_ids=received, now=now) if received else frozenset()
    # These shares are of all cases on the page together, so nothing but progress may rest on them here.
    progress = frozenset(share for share in shares if share.category is DataCategory.PROGRESS)
    return {
        case: law.judge(role=viewer.role, purpose=purpose, standing=Standing(ways, progress))
        for case, ways in relations.items()
    }


def _sees_report(verdict: Verdict, ways: frozenset[Relation]) -> bool:
    """How urgent the report is, is shown to who can do something about it: until the case is taken up."""
    return DataCategory.REQUEST_VISION in verdict.data and bool(ways & {Relation.TRIAGES, Relation.REPORTED})


def _shown(verdicts: dict[UUID, Verdict], *, with_reports: bool) -> Verdict:
    """What this page shows of all its cases together, for the read log."""
    data = frozenset[DataCategory]().union(*(verdict.data for verdict in verdicts.values()))
    bases = frozenset[str]().union(*(verdict.bases for verdict in verdicts.values()))
    shown = {DataCategory.PROGRESS, DataCategory.IDENTITY_CONTACT}
    return Verdict(data & (shown | {DataCategory.REQUEST_VISION} if with_reports else shown), bases)
