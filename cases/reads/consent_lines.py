"""One yes as a page shows it: what it is about, who answered, who is still missing, until when. For reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.dutch.days import Due, due, dutch_day
from cases import consent_texts
from cases.models import Consent, ConsentAnswer
from cases.reads.representation import Judgement, judge
from cases.reads.shell import Opened
from privacy.law import DataCategory
from privacy.representation import Capacity, Concerned, ConsentKind, Giver

SOON = 31  # days before the end that a yes is shown as ending
RUNNING, INCOMPLETE, PAST = "running", "incomplete", "past"


@dataclass(frozen=True)
class AnswerLine:
    """Who answered, as whom, what and how."""

    who: str
    capacity: str
    said: str
    state: str
    day: str
    how: str
    note: str


@dataclass(frozen=True)
class GiverLine:
    """Somebody who can answer. key: what a form sends. needed: the consent is none without this person."""

    key: str
    who: str
    capacity: str
    needed: bool
    is_office: bool


@dataclass(frozen=True)
class Recipient:
    """An organisation that gets something. told: it heard that the yes was taken back."""

    id: UUID
    name: str
    told: bool


@dataclass(frozen=True)
class ConsentLine:
    """One yes. What it says in words is empty for who may not see all the data that it is about.

    reader: the one person who may read it, where it is not for organisations.
    lacks: why it is no consent yet; mend: whether that is mended on the page of people.
    """

    id: UUID
    kind: str
    person: str
    categories: tuple[str, ...]
    recipients: tuple[Recipient, ...]
    answers: tuple[AnswerLine, ...]
    missing: tuple[GiverLine, ...]
    lacks: str
    mend: bool
    group: str
    state: str
    status: str
    given: str
    ends: Due | None
    ends_why: str
    withdrawn: str
    text: tuple[str, ...]
    version: str
    may_answer: bool
    may_withdraw: bool
    may_tell: bool
    what: str = ""
    purpose: str = ""
    extra: str = ""
    exception: str = ""
    evidence: str = ""
    reader: str = ""
    announced: bool = False  # that it ends on a birthday, and nobody said yet that it was seen to


def line_of(
    consent: Consent,
    answers: Collection[ConsentAnswer],
    known: Concerned,
    names: Mapping[UUID, str],
    organisations: Mapping[UUID, str],
    opened: Opened,
    may_record: bool,
) -> ConsentLine:
    """One consent in words, as far as the law gives this viewer."""
    found = judge(consent, known, answers, opened.today)
    group, state, status = _standing(consent, opened.today)
    legal, waits = opened.sees(DataCategory.AUTHORITY), group == INCOMPLETE
    line = ConsentLine(
        id=consent.pk,
        kind=ConsentKind(consent.kind).label,
        person=names.get(consent.person_id, ""),
        categories=tuple(c.plain for c in DataCategory if c in consent.categories and opened.sees(c)),
        recipients=_recipients(consent, organisations),
        answers=tuple(_answer(answer, names, opened.today) for answer in answers) if legal else (),
        missing=tuple(_giver(one, names, True) for one in found.missing) if legal and waits else (),
        lacks=found.lacks if waits else "",
        mend=waits and bool(found.asked.problem),
        group=group,
        state=state,
        status=status,
        given=dutch_day(consent.given_on, today=opened.today) if consent.given_on else "",
        ends=due(consent.valid_until, today=opened.today) if consent.valid_until and group == RUNNING else None,
        ends_why=_why_it_ends(consent) if group == RUNNING else "",
        withdrawn=_withdrawn(consent, names, opened.today),
        text=tuple(consent.text_shown.split("\n\n")),
        version=consent.text_version,
        may_answer=may_record and waits,
        may_withdraw=may_record and group == RUNNING,
        may_tell=may_record and consent.withdrawn_at is not None,
        reader=names.get(consent.reader_id, "") if consent.reader_id else "",
    )
    return _with_words(line, consent) if _sees_all(consent, opened) else line


def _with_words(line: ConsentLine, consent: Consent) -> ConsentLine:
    exception = f"{consent.exception.label}: {consent.exception_reason}" if consent.exception else ""
    return replace(
        line,
        what=consent.what,
        purpose=consent.purpose,
        extra=consent.extra,
        exception=exception,
        evidence=consent.evidence,
    )


def _recipients(consent: Consent, organisations: Mapping[UUID, str]) -> tuple[Recipient, ...]:
    unknown = _("een organisatie die er niet meer is")
    return tuple(Recipient(one, organisations.get(one, unknown), one in consent.told) for one in consent.recipients)


def givers_of(known: Concerned, found: Judgement, names: Mapping[UUID, str]) -> tuple[GiverLine, ...]:
    """Everybody who can answer: the person, and who may speak for the person. Those who must come first."""
    possible = [Giver(Capacity.SELF, known.person)]
    possible += [Giver(speaker.capacity, speaker.holder, speaker.name) for speaker in known.speakers]
    lines = [_giver(one, names, one in found.asked.givers) for one in dict.fromkeys(possible)]
    return tuple(sorted((line for line in lines if line.who or line.is_office), key=lambda line: not line.needed))


def key_of(giver: Giver) -> str:
    """Who is meant, in a form."""
    return f"{giver.capacity.value}:{giver.holder or ''}"


def _giver(giver: Giver, names: Mapping[UUID, str], needed: bool) -> GiverLine:
    who = names.get(giver.holder, giver.name) if giver.holder else giver.name
    return GiverLine(key_of(giver), who, giver.capacity.label, needed, giver.holder is None and not giver.name)


def _sees_all(consent: Consent, opened: Opened) -> bool:
    return {DataCategory(code) for code in consent.categories} <= opened.verdict.data


def _standing(consent: Consent, today: date) -> tuple[str, str, str]:
    """In which group it stands, with its state and what that is called."""
    if consent.withdrawn_at:
        return PAST, "stopped", _("Teruggenomen")
    if consent.refused_on:
        return PAST, "refused", _("Iemand zei nee")
    if consent.given_on is None:
        return INCOMPLETE, "attention", _("Nog niet compleet")
    if consent.valid_until is None:
        return RUNNING, "done", _("Geldt")
    left = (consent.valid_until - today).days
    if left < 0:
        return PAST, "stopped", _("Afgelopen")
    return (RUNNING, "soon", _("Loopt bijna af")) if left <= SOON else (RUNNING, "done", _("Geldt"))


def _why_it_ends(consent: Consent) -> str:
    if consent.ends_at_age is None:
        return ""
    words = {"age": consent.ends_at_age}
    if consent.birthday_estimated:
        return _("Dan kan deze persoon %(age)s worden. Vraag de geboortedatum: dan weten wij de dag precies.") % words
    return _("De dag erna wordt deze persoon %(age)s. Dan beslissen anderen.") % words


def _withdrawn(consent: Consent, names: Mapping[UUID, str], today: date) -> str:
    if not consent.withdrawn_at:
        return ""
    who = names.get(consent.withdrawn_by_id, "") if consent.withdrawn_by_id else consent.withdrawn_name
    words = {
        "day": dutch_day(consent.withdrawn_at, today=today),
        "how": consent.withdrawn_how.label,
    }
    return _("Teruggenomen op %(day)s door %(who)s: %(how)s.") % (words | {"who": who})


def _answer(answer: ConsentAnswer, names: Mapping[UUID, str], today: date) -> AnswerLine:
    return AnswerLine(
        who=names.get(answer.person_id, answer.name) if answer.person_id else answer.name,
        capacity=answer.capacity.label,
        said=_("ja") if answer.agreed else _("nee"),
        state="accepted" if answer.agreed else "refused",
        day=dutch_day(answer.answered_on, today=today),
        how=answer.how.label,
        note=answer.note,
    )


def explained(kind: ConsentKind) -> str:
    """The kind in one sentence, in the words of the text that is shown today."""
    return consent_texts.current(kind).explained
