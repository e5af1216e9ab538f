"""The page of the question: the resident's own words first, who reported, and the notes that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import keyset
from accounts.dutch.days import happened
from accounts.dutch.names import sentence_list
from cases.models import HouseholdMember, Report, Statement
from cases.reads import shell
from cases.reads.case import source_of
from cases.reads.laws import Laws, laws_to_choose
from cases.reads.shell import CaseShell, Opened
from cases.standing import LISTENERS
from cases.statements import NOT_NOTED, Kind
from cases.terms import ReportedBy, Urgency
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

OWN_WORDS = (Kind.QUESTION, Kind.RESIDENT_VISION, Kind.TITLE, Kind.SUMMARY)
# What somebody notes here; the other kinds have a page of their own (picture, perspective, plan).
NOTED = (Kind.NOTE, Kind.FACT, Kind.EXPERIENCE, Kind.RESIDENT_VOICE, Kind.HOUSEHOLD_NOTE)


@dataclass(frozen=True)
class OwnWords:
    """One of the four texts of which a case has one: question, vision, title, summary. source: who said it, when."""

    text: str
    said_by: str
    source: str
    version: int


@dataclass(frozen=True)
class ReportRow:
    """Who reported the case and how urgent it is."""

    reporter_kind: ReportedBy
    reporter: str
    urgency: Urgency
    urgency_reason: str
    has_case_director: bool | None
    case_director_is: str
    reported_on: date
    version: int

    @property
    def is_urgent(self) -> bool:
        return self.urgency is not Urgency.NORMAL


@dataclass(frozen=True)
class Note:
    """Something that was noted: what kind of statement it is, of which category, by whom, about whom."""

    id: UUID
    kind: str
    category: str
    text: str
    by: str
    when: str
    source: str
    about: str
    version: int


@dataclass(frozen=True)
class QuestionPage:
    """What is asked, in whose words. What may not be seen is None or empty."""

    shell: CaseShell
    question: OwnWords | None
    vision: OwnWords | None
    title: OwnWords | None
    summary: OwnWords | None
    report: ReportRow | None
    broadenings: tuple[Note, ...]
    notes: tuple[Note, ...]
    older: str  # the place where older notes begin, for the address; empty when there are none
    may_record: bool
    categories: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    laws: Laws


@entrance
@transaction.atomic
def open_question(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, after: str = "") -> QuestionPage:
    """The question with everything that was said about it. after: from which note on, as an earlier page gave it."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_question")
    people = _people(opened)
    words, broadenings = _own_words(opened, people) if opened.sees(DataCategory.REQUEST_VISION) else ({}, ())
    notes, older = _notes(opened, people, after)
    return QuestionPage(
        shell=opened.shell,
        question=words.get(Kind.QUESTION),
        vision=words.get(Kind.RESIDENT_VISION),
        title=words.get(Kind.TITLE),
        summary=words.get(Kind.SUMMARY),
        report=_report(opened) if opened.sees(DataCategory.REQUEST_VISION) else None,
        broadenings=broadenings,
        notes=notes,
        older=older,
        may_record=opened.may(LISTENERS),
        categories=tuple((c.value, c.label) for c in DataCategory if opened.sees(c) and c not in NOT_NOTED),
        people=tuple((str(person), name) for person, name in people.items()),
        laws=laws_to_choose(opened),
    )


def _people(opened: Opened) -> dict[UUID, str]:
    if not opened.sees(DataCategory.IDENTITY_CONTACT):
        return {}
    members = HouseholdMember.objects.filter(case=opened.case).order_by("made_at", "pk")
    return dict(members.values_list("person", "person__name"))


def _own_words(opened: Opened, people: dict[UUID, str]) -> tuple[dict[Kind, OwnWords], tuple[Note, ...]]:
    """The four texts of which there is one, and how the question was broadened: always all of it."""
    rows = _permitted(opened, (*OWN_WORDS, Kind.BROADENING)).select_related("made_by").order_by("made_at", "pk")
    words, broadenings = {}, []
    for row in rows:
        if row.kind is Kind.BROADENING:
            broadenings.append(_note(row, people, opened.shell.today))
        else:
            source = source_of(row.kind, row.said_by, timezone.localdate(row.changed_at), opened.shell.today)
            words[row.kind] = OwnWords(row.text, row.said_by, source, row.version)
    return words, tuple(broadenings)


def _report(opened: Opened) -> ReportRow | None:
    reports = opened.only(DataCategory.REQUEST_VISION, Report.objects.filter(case=opened.case))
    report = reports.order_by("made_at").first()
    if report is None:
        return None
    return ReportRow(
        reporter_kind=report.reporter_kind,
        reporter=report.reporter,
        urgency=report.urgency,
        urgency_reason=report.urgency_reason,
        has_case_director=report.has_case_director,
        case_director_is=report.case_director_is,
        reported_on=timezone.localdate(report.made_at),
        version=report.version,
    )


def _notes(opened: Opened, people: dict[UUID, str], after: str) -> tuple[tuple[Note, ...], str]:
    """One page of notes, newest first, with the place where the next one begins."""
    rows = _permitted(opened, NOTED).select_related("made_by").order_by("-made_at", "-pk")
    place = keyset.read_place(after)
    if place and (at := _moment(place.value)):
        rows = rows.filter(keyset.beyond(column="made_at", value=at, key=place.id, descending=True))
    found = list(rows[: keyset.PAGE + 1])
    last = found[keyset.PAGE - 1] if len(found) > keyset.PAGE else None
    older = keyset.write_place(keyset.Place(last.made_at.isoformat(), last.pk)) if last else ""
    return tuple(_note(row, people, opened.shell.today) for row in found[: keyset.PAGE]), older


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if timezone.is_aware(at) else None


def _permitted(opened: Opened, kinds: tuple[Kind, ...]) -> QuerySet[Statement]:
    """Only rows of categories that the law gives: what may not be seen does not leave the database."""
    return opened.permitted(Statement.objects.filter(case=opened.case, kind__in=kinds))


def _note(row: Statement, people: dict[UUID, str], today: date) -> Note:
    about = [people[person] for person in row.about if person in people]
    return Note(
        id=row.pk,
        kind=row.kind.label,
        category=row.category.label,
        text=row.text,
        by=row.made_by.name if row.made_by else "",
        when=happened(row.made_at, today=today).exact,
        source=row.source,
        about=sentence_list(about) if len(about) < len(people) else "",
        version=row.version,
    )
