"""One text of the picture to write or change: what stands there now, by whom, and its version.

So that who changes what somebody else just changed sees both texts. Not here: the picture as a whole (picture).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.dutch.days import dutch_moment
from cases.domains import LifeDomain
from cases.item import Item
from cases.models import (
    Analysis,
    Finding,
    HouseholdMember,
    Hypothesis,
    LifeDomainEntry,
    Obstacle,
    SafetyAssessment,
    Statement,
)
from cases.reads import shell
from cases.reads.laws import Laws, laws_to_choose
from cases.reads.picture import permitted, seen_domains
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, rows, together
from cases.standing import DIRECTORS, INQUIRERS
from cases.statements import Kind
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Term
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Sort:
    """A sort of text of the picture: its table, its name, its columns with the words for each, who writes it."""

    model: type[Item]
    name: str | Promise
    columns: tuple[tuple[str, str | Promise], ...]
    by: tuple[Relation, ...] = INQUIRERS


SORTS: dict[str, Sort] = {
    "leefgebied": Sort(
        LifeDomainEntry,
        _("Leefgebied"),
        (
            ("relevance_reason", _("Waarom dit ertoe doet")),
            ("concern", _("Wat speelt er")),
            ("strength", _("Wat gaat goed")),
            ("wish", _("Wat wil de inwoner")),
        ),
    ),
    "analyse": Sort(
        Analysis,
        _("Hoe het samenhangt"),
        (
            ("explanation", _("In gewone woorden")),
            ("resident_view", _("Hoe de inwoner het ziet")),
            ("open_questions", _("Wat we nog niet weten")),
        ),
        DIRECTORS,
    ),
    "bevinding": Sort(
        Finding,
        _("Bevinding"),
        (
            ("kind", _("Wat doet dit")),
            ("text", _("Wat is het")),
            ("domain", _("Leefgebied")),
            ("level", _("Waar ligt het")),
            ("since", _("Sinds wanneer")),
        ),
    ),
    "samenhang": Sort(
        Hypothesis,
        _("Idee over wat samenhangt"),
        (
            ("statement", _("Hoe hangt het samen")),
            ("domains", _("Welke leefgebieden")),
            ("supported_by", _("Waar blijkt dat uit")),
            ("status", _("Hoe staat dit idee ervoor")),
        ),
    ),
    "obstakel": Sort(
        Obstacle,
        _("Obstakel"),
        (("kind", _("Waar ligt het")), ("text", _("Wat is het")), ("system_party", _("Welke organisatie of regel"))),
    ),
    "veiligheid": Sort(
        SafetyAssessment,
        _("Inschatting van de veiligheid"),
        (
            ("outcome", _("Hoe veilig is het")),
            ("assessed_by", _("Wie schatte dit in")),
            ("assessed_on", _("Wanneer")),
            ("instrument", _("Waarmee")),
        ),
    ),
}


@dataclass(frozen=True)
class Line:
    """One part of the text as it stands now, with its question."""

    label: str
    text: str


@dataclass(frozen=True)
class WritingPage:
    """One text. values: what a form starts from. table and id are empty while nothing stands there."""

    shell: CaseShell
    sort: str
    title: str
    name: str
    domain: str
    table: str
    id: UUID | None
    values: tuple[tuple[str, Any], ...]
    current: tuple[Line, ...]
    version: int
    changed: str
    question: str
    question_by: str
    domains: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    laws: Laws
    may_write: bool
    may_keep: bool


@entrance
@transaction.atomic
def open_writing(
    *, viewer: Viewer, purpose: Purpose, reference: str, sort: str, key: str, now: datetime
) -> WritingPage:
    """One text of the picture, or a new one when key is empty. CaseNotFound when case, sort or text are not there.

    key: the code of an area of life, or the id of an item. Of the analysis there is one.
    """
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_writing")
    if sort not in SORTS:
        raise CaseNotFound(reference)
    what = SORTS[sort]
    item = FINDERS[sort](opened, what, key) if sort in FINDERS else _by_id(opened, what, key)
    domains = seen_domains(opened)
    around = _around(opened)
    return WritingPage(
        shell=opened.shell,
        sort=sort,
        title=LifeDomain(key).label if what.model is LifeDomainEntry else str(what.name),
        name=str(what.name),
        domain=key if what.model is LifeDomainEntry else "",
        table=what.model._meta.label_lower if item else "",
        id=item.pk if item else None,
        values=(*_values(what, item), *_about(item, around["people"]), ("law", item.law)) if item else (),
        current=tuple(_line(item, name, label) for name, label in what.columns) if item else (),
        version=item.version if item else 0,
        changed=_changed(opened, item) if item else "",
        domains=tuple((domain.value, domain.label) for domain in domains),
        **around,
        laws=laws_to_choose(opened),
        may_write=opened.may(what.by),
        may_keep=item is not None and opened.may(DIRECTORS),
    )


def _by_id(opened: Opened, what: Sort, key: str) -> Item | None:
    """The item with this id; nothing for a new one."""
    if not key:
        return None
    try:
        item_id = UUID(key)
    except ValueError as not_an_id:
        raise CaseNotFound(opened.shell.reference) from not_an_id
    item: Item | None = _rows(opened, what).filter(pk=item_id).first()
    if item is None:
        raise CaseNotFound(opened.shell.reference)
    return item


def _of_domain(opened: Opened, what: Sort, key: str) -> Item | None:
    """What is written about an area of life. One that may not be seen is not there, written about or not."""
    if key not in {domain.value for domain in seen_domains(opened)}:
        raise CaseNotFound(opened.shell.reference)
    return _rows(opened, what).filter(domain=key).first()


def _only_one(opened: Opened, what: Sort, key: str) -> Item | None:
    """The analysis, once a template was chosen."""
    item: Item | None = _rows(opened, what).first()
    if item is None or key:
        raise CaseNotFound(opened.shell.reference)
    return item


FINDERS: dict[str, Callable[[Opened, Sort, str], Item | None]] = {"leefgebied": _of_domain, "analyse": _only_one}


def _rows(opened: Opened, what: Sort) -> QuerySet[Any, Any]:
    return permitted(opened, what.model.objects.filter(case=opened.case)).select_related("changed_by")


def _values(what: Sort, item: Item) -> tuple[tuple[str, Any], ...]:
    return tuple((name, _value(getattr(item, name))) for name, _label in what.columns)


def _about(item: Item, people: tuple[tuple[str, str], ...]) -> tuple[tuple[str, Any], ...]:
    """Whom it is about, where that is not simply everyone."""
    about = {str(person) for person in item.about}
    return () if about >= {key for key, _name in people} else (("about", tuple(sorted(about))),)


def _value(value: Any) -> Any:
    """As a form wants it: the code of a word, and of several words their codes."""
    if isinstance(value, Term):
        return value.value
    return tuple(value) if isinstance(value, list) else value


def _line(item: Item, name: str, label: str | Promise) -> Line:
    value = getattr(item, name)
    if isinstance(value, list):
        return Line(str(label), ", ".join(LifeDomain(code).label for code in value))
    if isinstance(value, date):
        return Line(str(label), f"{value:%d-%m-%Y}")
    return Line(str(label), value.label if isinstance(value, Term) else str(value or ""))


def _changed(opened: Opened, item: Item) -> str:
    """Who changed it last, and when."""
    at = dutch_moment(item.changed_at, today=opened.shell.today)
    return f"{item.changed_by.name}, {at}" if item.changed_by else at


def _around(opened: Opened) -> dict[str, Any]:
    """The question that everything is relevant for, and the people that a text can be about. In one query."""
    members = HouseholdMember.objects.filter(case=OF_THIS_CASE, left_on=None).order_by("made_at", "pk")
    asked = Statement.objects.filter(case=OF_THIS_CASE, kind=Kind.QUESTION)
    found = together(
        opened.case,
        people=rows(opened.only(DataCategory.IDENTITY_CONTACT, members), "person", name="person__name"),
        question=rows(opened.only(DataCategory.REQUEST_VISION, asked), "text", "said_by"),
    )
    question = next(iter(found["question"]), {"text": "", "said_by": ""})
    return {
        "question": question["text"],
        "question_by": question["said_by"] or str(_("De vraag")),
        "people": tuple((row["person"], row["name"]) for row in found["people"]),
    }
