"""
Who looked in a case: the lines of the read log in words, for the process director and for who oversees.

Looking here leaves a line as well. A resident gets an extract: organisation, function, day and why, in plain words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import reads as accounts
from accounts.reads import UserCard
from cases.log_terms import BREAKS_GLASS, CHANGE, CHANGED, EMERGENCY, FROM, IN_AN_EMERGENCY, OPENED, RESULTS, WHY
from cases.models import Case, HouseholdMember
from cases.reads import scope, shell
from cases.reads.list_rows import IN_WORDS
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell
from privacy import law, log
from privacy import reads as lines_of
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Role, Term
from privacy.legal_bases import CATALOGUE
from privacy.log import Result
from privacy.reads import LogLine, LogPage, LogQuery, Look
from privacy.viewer import SYSTEM, Origin, Viewer

MOST_VIEWERS = 200  # to choose from
MOST_LOOKS = 500  # on a paper for one resident


@dataclass(frozen=True)
class LookedLine:
    """One line in words. state and status: shown, refused or in an emergency."""

    at: datetime
    who: str
    function: str
    organisation: str
    hats: tuple[str, ...]
    what: str
    about: str
    why: str
    categories: tuple[str, ...]
    grounds: tuple[str, ...]
    origin: str
    state: str
    status: str
    emergency: tuple[str, str] | None
    cases: tuple[str, ...] = ()
    more_cases: int = 0


@dataclass(frozen=True)
class LookedPage:
    """Who looked in this case. shell: None for who oversees, who has no pages of the case."""

    reference: str
    lines: tuple[LookedLine, ...]
    viewers: tuple[tuple[UUID, str], ...]
    newer: int | None
    older: int | None
    members: tuple[tuple[UUID, str], ...] = ()
    shell: CaseShell = None  # type: ignore[assignment]  # who oversees gets no page that asks for it


@dataclass(frozen=True)
class ExtractLine:
    """One look as a resident reads it. who: only where the municipality chose to name its people."""

    day: str
    organisation: str
    function: str
    why: str
    who: str


@dataclass(frozen=True)
class ExtractPage:
    """Who looked at the data of one resident in one case, to print for that resident."""

    shell: CaseShell
    person_id: UUID
    name: str
    lines: tuple[ExtractLine, ...]
    more: bool
    names_people: bool
    municipality: str


@entrance
@transaction.atomic
def open_looked(*, viewer: Viewer, purpose: Purpose, reference: str, query: LogQuery, now: datetime) -> LookedPage:
    """Who looked in this case, for its process director. CaseNotFound for everybody else."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_looked")
    if not opened.shell.reads_log:
        raise CaseNotFound(reference)
    members = HouseholdMember.objects.filter(case=opened.case, left_on=None).order_by("made_at", "pk")
    names = members.values_list("person", "person__name") if opened.sees(DataCategory.IDENTITY_CONTACT) else ()
    return _page(opened.case, query, members=tuple(names), shell=opened.shell)


@entrance
@transaction.atomic
def open_looked_for_oversight(
    *, viewer: Viewer, purpose: Purpose, reference: str, query: LogQuery, now: datetime
) -> LookedPage:
    """The same for who oversees how data is handled: no more of the case than its reference."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    if not law.reads_the_log(purpose, standing):
        raise CaseNotFound(reference)
    log.record(
        viewer=viewer,
        action="open_looked",
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
    )
    return _page(case, query)


@entrance
@transaction.atomic
def open_extract(*, viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, now: datetime) -> ExtractPage:
    """Who looked at the data of this person here, to print. CaseNotFound when nobody here has this id."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_extract", people=[person_id]
    )
    member = HouseholdMember.objects.filter(case=opened.case, person=person_id).select_related("person").first()
    if member is None or not opened.shell.reads_log or not opened.sees(DataCategory.IDENTITY_CONTACT):
        raise CaseNotFound(reference)
    found = lines_of.looks_at(opened.case.pk, person_id, MOST_LOOKS + 1)
    return ExtractPage(
        shell=opened.shell,
        person_id=person_id,
        name=member.person.name,
        lines=tuple(_extract(found[:MOST_LOOKS])),
        more=len(found) > MOST_LOOKS,
        names_people=settings.LOG_EXTRACT_NAMES_PEOPLE,
        municipality=opened.case.municipality.name,
    )


def _page(case: Case, query: LogQuery, **beside: object) -> LookedPage:
    rows = lines_of.of_case(case.pk)
    found = lines_of.page(rows, query)
    viewers = lines_of.viewers_of(rows, MOST_VIEWERS)
    people = people_of(found.lines, viewers)
    named = sorted((people[pk].name, pk) for pk in viewers if pk in people)
    return LookedPage(
        reference=case.reference,
        lines=in_words(found, people),
        viewers=tuple((pk, name) for name, pk in named),
        newer=found.newer,
        older=found.older,
        **beside,  # type: ignore[arg-type]
    )


def people_of(lines: Iterable[LogLine], viewers: Collection[UUID] = ()) -> dict[UUID, UserCard]:
    """Who wrote these lines, in one query; somebody who was erased is not there any more."""
    return accounts.people_named([*viewers, *(line.viewer_id for line in lines)])


def in_words(
    found: LogPage, people: Mapping[UUID, UserCard], references: Mapping[UUID, str] | None = None
) -> tuple[LookedLine, ...]:
    """These lines as people read them. references: of the cases, where a page is about more than one."""
    places = accounts.organisations_named(line.organisation_id for line in found.lines)
    return tuple(_line(line, people, places, references or {}) for line in found.lines)


def _line(
    line: LogLine, people: Mapping[UUID, UserCard], places: Mapping[UUID, str], references: Mapping[UUID, str]
) -> LookedLine:
    shown = line.result == Result.SHOWN
    state, status = CHANGED if shown and line.action == CHANGE else RESULTS[Result(line.result)]
    person = people.get(line.viewer_id)
    known = [references[case] for case in line.case_ids if case in references]
    return LookedLine(
        at=line.at,
        who=person.name if person else _nobody(line.viewer_id),
        function=_label(Role, line.role),
        organisation=places.get(line.organisation_id, ""),
        hats=tuple(_standing(code) for code in line.relations if code != BREAKS_GLASS),
        what=str(OPENED[line.action]),
        about=line.object.replace("/", " / ") if line.action == CHANGE or not shown else "",
        why=_label(Purpose, line.purpose) if line.purpose else "",
        categories=tuple(category.plain for category in DataCategory if category in line.categories),
        grounds=tuple(CATALOGUE[code].article for code in line.bases if code in CATALOGUE),
        origin=str(FROM[Origin(line.origin)]),
        state=state,
        status=str(status),
        emergency=(EMERGENCY[0], str(EMERGENCY[1])) if BREAKS_GLASS in line.relations else None,
        cases=tuple(known[:5]),
        more_cases=max(len(known) - 5, 0),
    )


def _nobody(user_id: UUID) -> str:
    return _("Regie zelf") if user_id == SYSTEM.user_id else _("iemand zonder account")


def _label(kind: type[Term], code: str) -> str:
    """The words of the law for a code; a code that the law no longer has, as it was written."""
    return kind(code).label if code in kind._value2member_map_ else code


def _standing(code: str) -> str:
    if code not in Relation._value2member_map_:
        return code
    relation = Relation(code)
    return str(IN_WORDS.get(relation, relation.label))


def _extract(looks: list[Look]) -> Iterable[ExtractLine]:
    places = accounts.organisations_named(look.organisation_id for look in looks)
    named = settings.LOG_EXTRACT_NAMES_PEOPLE
    people = accounts.people_named(look.viewer_id for look in looks) if named else {}
    lines = (
        ExtractLine(
            day=date_format(look.day, "j F Y"),
            organisation=places.get(look.organisation_id, ""),
            function=_label(Role, look.role),
            why=str(IN_AN_EMERGENCY if look.in_emergency else WHY[Purpose(look.purpose)]),
            who=people[look.viewer_id].name if look.viewer_id in people else "",
        )
        for look in looks
    )
    return dict.fromkeys(lines)  # more people of one function on one day are one line
