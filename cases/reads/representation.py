"""
Who may speak for whom in a case, and what the matrix makes of the answers to one consent.

From rows to the pure words of privacy.representation and back. For reads and actions among themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from cases.models import Case, Consent, ConsentAnswer, ParentalAuthority, Person, Representative
from cases.record_terms import RepresentativeKind
from cases.terms import AuthorityKind
from privacy import representation as law
from privacy.birthdays import Birth, birth_of
from privacy.law import DataCategory
from privacy.representation import Asked, Capacity, Concerned, End, Giver, Question, Speaker

AS = {
    RepresentativeKind.MENTOR: Capacity.MENTOR,
    RepresentativeKind.CURATOR: Capacity.CURATOR,
    RepresentativeKind.GUARDIAN: Capacity.GUARDIAN,
}


@dataclass(frozen=True)
class Judgement:
    """What the answers to a consent come to. lacks: why it is none yet, in words; missing: who must still answer."""

    asked: Asked
    missing: tuple[Giver, ...]
    lacks: str
    end: End
    given_on: date | None
    refused_on: date | None


def birth(person: Person) -> Birth | None:
    """Between which days somebody was born."""
    return birth_of(birth_on=person.birth_on, age=person.age, age_told_on=person.age_told_on)


def concerned(case: Case, people: Collection[UUID]) -> dict[UUID, Concerned]:
    """Each of these people of a case, with who may speak for them."""
    return spoken_for(case, Person.objects.filter(pk__in=people))


def spoken_for(case: Case, people: Iterable[Person]) -> dict[UUID, Concerned]:
    """The same of people who were read already. In two queries."""
    speakers = _speakers(case)
    return {person.pk: Concerned(person.pk, birth(person), True, tuple(speakers[person.pk])) for person in people}


def _speakers(case: Case) -> dict[UUID, list[Speaker]]:
    found: dict[UUID, list[Speaker]] = defaultdict(list)
    for row in ParentalAuthority.objects.filter(case=case).select_related("holder").order_by("made_at", "pk"):
        if row.kind is not AuthorityKind.NONE:
            found[row.child_id].append(_with_authority(row))
    for one in Representative.objects.filter(case=case, kind__in=list(AS)).order_by("made_at", "pk"):
        found[one.person_id].append(Speaker(AS[one.kind], None, one.name, one.source, one.checked_on, one.until))
    return found


def _with_authority(row: ParentalAuthority) -> Speaker:
    capacity = Capacity.PARENT
    if row.kind in (AuthorityKind.GUARDIAN_GI, AuthorityKind.PROVISIONAL):
        capacity = Capacity.GUARDIAN if row.holder_id else Capacity.GUARDIAN_GI
    name = row.holder.name if row.holder else ""
    return Speaker(capacity, row.holder_id, name, row.source, row.checked_on, is_joint=row.kind is AuthorityKind.JOINT)


def question_of(consent: Consent, on: date) -> Question:
    """What this consent asks, as the matrix wants it."""
    return Question(
        kind=consent.kind,
        on=on,
        categories=frozenset(DataCategory(code) for code in consent.categories),
        exception=consent.exception or None,
        both_for_12_15=settings.BOTH_FOR_12_15,
    )


def giver_of(answer: ConsentAnswer) -> Giver:
    """Who answered, as the matrix knows them."""
    return Giver(answer.capacity, answer.person_id, answer.name)


def judge(consent: Consent, known: Concerned, answers: Collection[ConsentAnswer], today: date) -> Judgement:
    """What the answers come to. They are judged by the day of the last yes: then it became complete, or not."""
    person = replace(known, is_able=consent.able_to_judge)
    said_yes = [answer for answer in answers if answer.agreed]
    on = max((answer.answered_on for answer in said_yes), default=today)
    question = question_of(consent, on)
    asked = law.who_must_give(person, question)
    given = {giver_of(answer) for answer in said_yes}
    said_no = [answer.answered_on for answer in answers if not answer.agreed and giver_of(answer) in asked.givers]
    end = law.end_of(person, question, consent.asked_until)
    lacks = law.why_not(person, question, given) or ""
    if not lacks and end.last_day is not None and end.last_day < on:
        lacks = _("De einddatum ligt voor de dag waarop de laatste ja zei.")
    return Judgement(
        asked=asked,
        missing=law.still_missing(asked, given),
        lacks=lacks,
        end=end,
        given_on=None if lacks or said_no else on,
        refused_on=max(said_no, default=None),
    )
