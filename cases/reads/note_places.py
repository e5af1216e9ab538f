"""Where a quick note can go: the cases in which this viewer listens, with what a note there may be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef

from cases.models import Case, ProcessingPurpose
from cases.reads.names import household_as_json, short_names
from cases.reads.worklist import entries_for
from cases.standing import LISTENERS
from cases.stappenplan import Step
from cases.statements import NOT_NOTED
from cases.terms import Compartment
from privacy import law, log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Standing, Verdict
from privacy.viewer import Viewer

MOST = 60  # the most urgent ones; whoever has more opens the case and notes there


@dataclass(frozen=True)
class NotePlaces:
    """The cases to choose from, as reference and label, and the categories that a note in one of them can have.

    several: the laws of each case that has more than one.
    """

    cases: tuple[tuple[str, str], ...]
    several: tuple[tuple[str, tuple[Compartment, ...]], ...]
    categories: tuple[tuple[str, str], ...]


@entrance
@transaction.atomic
def note_places(*, viewer: Viewer, purpose: Purpose, now: datetime) -> NotePlaces:
    """The open cases in which this viewer may note something, the most urgent first."""
    entries = entries_for(viewer, purpose, now).filter(relation__in=LISTENERS).exclude(case__step=Step.CLOSED)
    relations: dict[UUID, set[Relation]] = {}
    for case, relation in entries.order_by("due_on", "case_id").values_list("case_id", "relation")[: 2 * MOST]:
        relations.setdefault(case, set()).add(Relation(relation))
    verdicts = {
        case: law.judge(role=viewer.role, purpose=purpose, standing=Standing(frozenset(ways)))
        for case, ways in list(relations.items())[:MOST]
    }
    named = [case for case, verdict in verdicts.items() if DataCategory.IDENTITY_CONTACT in verdict.data]
    stated = ProcessingPurpose.objects.filter(case=OuterRef("pk")).order_by("stated_at", "pk").values("law")
    rows = Case.objects.filter(pk__in=named).annotate(household=household_as_json(), laws=ArraySubquery(stated))
    several = tuple((row.reference, tuple(map(Compartment, row.laws))) for row in rows if len(row.laws) > 1)
    by_id = {row.pk: (row.reference, short_names(row.household)) for row in rows}
    found = [(case, *by_id[case]) for case in named]
    data = frozenset[DataCategory]().union(*(verdict.data for verdict in verdicts.values()))
    bases = frozenset[str]().union(*(verdict.bases for verdict in verdicts.values()))
    shown = Verdict(data & {DataCategory.PROGRESS, DataCategory.IDENTITY_CONTACT}, bases)
    log.record(
        viewer=viewer,
        action="note_places",
        purpose=purpose,
        case_ids=named,
        verdict=shown,
        relations=frozenset[Relation]().union(*relations.values()),
    )
    return NotePlaces(
        cases=tuple((ref, f"{names} · {ref}" if names else ref) for _case, ref, names in found),
        several=several,
        categories=tuple((one.value, one.label) for one in DataCategory if one in data - NOT_NOTED),
    )
