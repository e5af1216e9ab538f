"""The texts of a case that say a name: for who erases somebody, because only a reader can judge such a text.

Names are never looked for in other cases, nor kept: they are asked anew each time. In what was said at a meeting, and
in its minutes, only who directs the process looks: anybody else would read there what the own seat did not hear, and
what a resident kept from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.dutch.days import dutch_day
from cases.item import Item, tables_of_cases
from cases.meeting_terms import MinutesStatus
from cases.models import Announcement, Case
from cases.names_in_text import excerpt, in_database, says
from cases.reads import shell
from cases.reads.consent_cover import readable
from cases.reads.item_names import name_of
from cases.reads.reach import permitted
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell
from cases.reads.together import OF_THIS_CASE, moment, rows, together
from cases.standing import DIRECTORS, keepers_of
from privacy.fields import TermField
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Verdict
from privacy.viewer import Viewer

# What holds no words of people, or is a copy of a file that an erasure empties anyway.
NOT_READ = {
    "cases.bottleneck",
    "cases.erasure",
    "cases.importedcase",
    "cases.meetingreport",
    "cases.steptransition",
    "cases.task",
    "cases.worklistentry",
}
CODES = {"retention_result", "purpose"}  # columns of letters that nobody types
STAYS_AS_TAKEN = {"cases.sharingdecision": _("Dit besluit blijft zoals het is genomen, tot het dossier wordt gewist.")}
# Where the row of the case is further away than one column.
FURTHER: dict[str, tuple[type[Model], str]] = {"cases.announcement": (Announcement, "hat_period__case")}
# Minutes are many lines, and as many again for each recipient: which ones these are.
OF_MINUTES: dict[str, dict[str, Any]] = {
    "meetings.minutesentry": {
        "held": Coalesce("minutes__meeting__opened_at", "minutes__meeting__planned_at"),
        "version": F("minutes__number"),
        "status": F("minutes__status"),
        "recipient": F("copy__name"),
    }
}


@dataclass(frozen=True)
class NamedText:
    """One text that says the name. key: table and id. fixed: why its words cannot be changed. item: can be erased."""

    key: str
    table: str
    id: str
    name: str
    excerpt: str
    fixed: str
    is_item: bool


@dataclass(frozen=True)
class NamingPage:
    """The texts that say one of these words, or nothing while no word was asked. not_read: what was left out of it."""

    shell: CaseShell
    words: tuple[str, ...]
    texts: tuple[NamedText, ...]
    not_read: str

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The texts that can be rewritten, to choose from."""
        return rewritable(self.texts)


@dataclass(frozen=True)
class Mention:
    """A row that says the name, with the columns that do. which: of several alike. For actions among themselves."""

    model: type[Model]
    pk: Any
    columns: dict[str, Any]
    held: bool
    which: str = ""

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}:{self.pk}"


@entrance
@transaction.atomic
def open_naming(
    *, viewer: Viewer, purpose: Purpose, reference: str, words: tuple[str, ...], now: datetime
) -> NamingPage:
    """Looks for these words in every text of one case, for who directs it. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_naming")
    if not opened.may(DIRECTORS):
        raise CaseNotFound(reference)
    found = named_texts(opened.case, opened.standing.relations, opened.verdict, words, now)
    return NamingPage(opened.shell, words, found, not_read(opened.standing.relations))


# For reads and actions among themselves.


def rewritable(texts: tuple[NamedText, ...]) -> tuple[tuple[str, str], ...]:
    """Those whose words may be changed, as choices of a form."""
    return tuple((text.key, f"{text.name}: {text.excerpt}") for text in texts if not text.fixed)


def not_read(relations: Collection[Relation]) -> str:
    """That this viewer does not get what meetings say, and who does."""
    everything = all(set(keepers_of(label)) & set(relations) for label, _where in _tables())
    return "" if everything else str(_("In overleggen en verslagen zoekt alleen wie de procesregie voert."))


def named_texts(
    case: Case, relations: Collection[Relation], verdict: Verdict, words: tuple[str, ...], now: datetime
) -> tuple[NamedText, ...]:
    """The texts as a page shows them: what they are, and the words around the name."""
    return tuple(_shown(mention, words) for mention in mentions(case, relations, verdict, words, now))


def mentions(
    case: Case, relations: Collection[Relation], verdict: Verdict, words: tuple[str, ...], now: datetime
) -> tuple[Mention, ...]:
    """Every row of this case that says one of these words, as far as the law gives it. In one query.

    relations: how who asks stands to the case. What is not theirs to rewrite, they do not find.
    """
    if not words:
        return ()
    tables = {label: where for label, where in _tables() if set(keepers_of(label)) & set(relations)}
    pattern = in_database(words)
    asked = {
        label.replace(".", "_"): rows(
            _saying(model, path, verdict, pattern, now), *_asked(model), **OF_MINUTES.get(label, {})
        )
        for label, (model, path) in tables.items()
    }
    found = together(case, **asked)
    return tuple(
        Mention(model, row["pk"], columns, bool(row.get("held_at")), _which(label, row, now))
        for label, (model, _path) in tables.items()
        for row in found[label.replace(".", "_")]
        if (columns := _says(model, row, words))
    )


def _tables() -> Iterator[tuple[str, tuple[type[Model], str]]]:
    near = {label: (model, "case") for label, model in tables_of_cases().items() if label not in NOT_READ}
    for label, (model, path) in sorted((near | FURTHER).items()):
        if columns_of(model):
            yield label, (model, path)


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a table in which people write."""
    kinds = (CharField, TextField, JSONField)
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not isinstance(field, TermField) and field.name not in CODES
    )


def _saying(model: type[Model], path: str, verdict: Verdict, pattern: str, now: datetime) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = model._default_manager.filter(**{path: OF_THIS_CASE})
    if issubclass(model, Item):
        found = permitted(verdict, found).filter(readable(model, now))
    elif DataCategory.REQUEST_VISION not in verdict.data:
        return found.none()
    if any(isinstance(field, JSONField) for field in model._meta.concrete_fields):
        return found.order_by("pk")  # its text is escaped: what says a name there, is told when it was read
    as_text = {f"text_of_{column}": Cast(column, TextField()) for column in columns_of(model)}
    matches = reduce(or_, (Q(**{f"{name}__iregex": pattern}) for name in as_text))
    texts: QuerySet[Any, Any] = found.annotate(**as_text)
    return texts.filter(matches).order_by("pk")


def _asked(model: type[Model]) -> tuple[str, ...]:
    return ("pk", *(("held_at",) if issubclass(model, Item) else ()), *columns_of(model))


def _says(model: type[Model], row: dict[str, Any], words: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in columns_of(model) if says(row[name], words)}


def _which(label: str, row: dict[str, Any], now: datetime) -> str:
    if label not in OF_MINUTES:
        return ""
    whom = gettext("voor %(name)s") % {"name": row["recipient"]} if row["recipient"] else ""
    return gettext("van %(day)s, versie %(number)s, %(whom)s") % {
        "day": dutch_day(moment(row["held"]), today=timezone.localdate(now)),
        "number": row["version"],
        "whom": whom or MinutesStatus(row["status"]).label.lower(),
    }


def _shown(mention: Mention, words: tuple[str, ...]) -> NamedText:
    table = mention.model._meta.label_lower
    fixed = STAYS_AS_TAKEN.get(table) or (_("Dit moet bewaard blijven.") if mention.held else "")
    around = " … ".join(excerpt(value, words) for value in mention.columns.values())
    return NamedText(
        key=mention.key,
        table=table,
        id=str(mention.pk),
        name=" ".join(filter(None, (name_of(table), mention.which))),
        excerpt=around,
        fixed=str(fixed),
        is_item=issubclass(mention.model, Item),
    )
