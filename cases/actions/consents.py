"""
Asking somebody for a yes, recording who answered, and taking a yes back.

Three kinds that never stand in for each other (privacy.representation). A yes becomes a consent when everybody who must
give it gave it; until then, and after a no, nothing may rest on it. Not here: what the answers come to
(consent_standing), when a consent ends by itself (consent_terms), what is shared (sharing).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import consent_texts
from cases.actions import tasks
from cases.actions.consent_standing import settle
from cases.actions.items import change, sent_twice, stamp
from cases.actions.locked import CONSENT_TAKERS, case_to_change
from cases.actions.refusals import NotPossible
from cases.actions.sharing import end_resting_on
from cases.models import Case, Consent, ConsentAnswer, HouseholdMember, KeptApart, Party, Person
from cases.reads.representation import concerned
from cases.record_terms import ConsentWay, TaskKind
from outbox import actions as outbox
from privacy.gate import entrance
from privacy.law import CRIMINAL, DataCategory
from privacy.representation import Capacity, ConsentException, ConsentKind
from privacy.viewer import Origin, Viewer

DAYS_TO_TELL = 7
UNKNOWN = "onbekend"
NEVER_BY_CONSENT = {DataCategory.PROGRESS, DataCategory.BSN, *CRIMINAL}


@dataclass(frozen=True)
class NewConsent:
    """What is asked of whom: what for, about which data, to tell which organisations, until and including which day.

    reader: somebody of this case who may read it, instead of organisations. extra: which extra this is, for the kind
    that is only there for extras. is_able: able to judge the own interests.
    """

    kind: ConsentKind
    person: UUID
    what: str
    purpose: str
    categories: frozenset[DataCategory] = frozenset()
    recipients: tuple[UUID, ...] = ()
    reader: UUID | None = None
    until: date | None = None
    extra: str = ""
    is_able: bool = True
    exception: ConsentException | None = None
    exception_reason: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Answer:
    """What one person said. person: somebody of this case, else the name of who signs for an office.

    capacity None: as whatever the case says that this person is to the other.
    """

    capacity: Capacity | None
    agreed: bool
    on: date
    how: ConsentWay
    person: UUID | None = None
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Recorded:
    """What was recorded. lacks: why it is no consent yet, in a sentence; empty when it is one, or somebody said no."""

    id: UUID
    lacks: str = ""


@entrance
@transaction.atomic
def ask_consent(
    *, viewer: Viewer, reference: str, consent: NewConsent, now: datetime, answers: tuple[Answer, ...] = ()
) -> Recorded:
    """Records what is asked, with the text that is shown today, and the answers so far."""
    case = case_to_change(viewer, reference, now, CONSENT_TAKERS)
    _lock_person(case, consent.person)
    _check(case, consent)
    if twice := _sent_twice(case, viewer, consent, now):
        return Recorded(twice)
    if consent.reader:
        _check_reader(case, consent.person, consent.reader, now)
    made = _record(case, viewer, consent, now)
    for answer in answers:
        _answer(case, made, viewer, answer, now)
    found = settle(case, made, now)
    return Recorded(made.pk, "" if found.refused_on else found.lacks)


@entrance
@transaction.atomic
def let_read_along(
    *, viewer: Viewer, reference: str, about: UUID, reader: UUID, how: ConsentWay, now: datetime
) -> Recorded:
    """Somebody says yes: this one other person of the case reads what is also about me (domain.md 6.2).

    A yes of this kind like any other: judged by the matrix, and no consent as long as the matrix asks somebody else.
    """
    consent = NewConsent(
        ConsentKind.SECRECY_WAIVER,
        about,
        _("In het eigen verslag van een overleg ook lezen wat over deze persoon gaat."),
        _("Dat wie samen aan tafel zat, ook samen het hele verslag heeft."),
        frozenset({DataCategory.MINUTES}),
        reader=reader,
    )
    answer = Answer(Capacity.SELF, True, timezone.localdate(now), how, about)
    return ask_consent(viewer=viewer, reference=reference, consent=consent, answers=(answer,), now=now)


@entrance
@transaction.atomic
def answer_consent(*, viewer: Viewer, reference: str, consent_id: UUID, answer: Answer, now: datetime) -> None:
    """Records the yes or no of one more person. With the last yes that is needed the consent is complete."""
    case = case_to_change(viewer, reference, now, CONSENT_TAKERS)
    consent = _consent(case, consent_id)
    if consent.given_on or consent.refused_on:
        raise NotPossible(_("Deze vraag is al beantwoord. Vraag het opnieuw als er iets verandert."))
    _answer(case, consent, viewer, answer, now)
    change(consent, viewer, now)
    settle(case, consent, now)


@entrance
@transaction.atomic
def withdraw_consent(
    *,
    viewer: Viewer,
    reference: str,
    consent_id: UUID,
    how: ConsentWay,
    now: datetime,
    by: UUID | None = None,
    by_name: str = "",
) -> None:
    """Somebody takes a yes back: nothing new rests on it from now on, and who directs tells each recipient.

    As easy as giving it (AVG 7 lid 3): whoever recorded it may record this, and no reason is asked.
    """
    case = case_to_change(viewer, reference, now, CONSENT_TAKERS)
    consent = _consent(case, consent_id)
    if consent.given_on is None or consent.withdrawn_at is not None:
        raise NotPossible(_("Dit ja geldt niet meer, of het was nog niet compleet."))
    if by is None and not by_name.strip():
        raise NotPossible(_("Schrijf op wie dit ja terugneemt."), field="by")
    if by is not None and not HouseholdMember.objects.filter(case=case, person=by).exists():
        raise NotPossible(_("Kies iemand uit deze casus."), field="by")
    change(
        consent,
        viewer,
        now,
        withdrawn_at=now,
        withdrawn_how=how,
        withdrawn_by_id=by,
        withdrawn_name="" if by else by_name.strip(),
    )
    tasks.done(case, (TaskKind.CONSENT_ENDS,), about=consent.pk, now=now)
    end_resting_on(case, consent.pk, viewer, now)
    if consent.recipients:
        _ask_to_tell(case, consent, now)
    outbox.put(
        topic="cases.consent_withdrawn", key=f"consent_withdrawn:{consent.pk}", payload={"consent": str(consent.pk)}
    )


@entrance
@transaction.atomic
def stop_reading_along(
    *, viewer: Viewer, reference: str, about: UUID, reader: UUID, how: ConsentWay, now: datetime
) -> None:
    """The same person takes that yes back: from now on the other gets nothing more of it. As easy as giving it."""
    case = case_to_change(viewer, reference, now, CONSENT_TAKERS)
    given = Consent.objects.filter(case=case, person=about, reader=reader, withdrawn_at=None)
    consent = given.exclude(given_on=None).order_by("-given_on", "pk").first()
    if consent is None:
        raise NotPossible(_("Dit ja geldt niet meer, of het was nog niet compleet."))
    withdraw_consent(viewer=viewer, reference=reference, consent_id=consent.pk, how=how, by=about, now=now)


@entrance
@transaction.atomic
def tell_withdrawn(*, viewer: Viewer, reference: str, consent_id: UUID, organisation_id: UUID, now: datetime) -> None:
    """This recipient heard that the yes was taken back. After the last one the task is done."""
    case = case_to_change(viewer, reference, now, CONSENT_TAKERS)
    consent = _consent(case, consent_id)
    if consent.withdrawn_at is None or organisation_id not in consent.recipients:
        raise NotPossible(_("Aan deze organisatie hoeft u hierover niets te vertellen."))
    if organisation_id not in consent.told:
        change(consent, viewer, now, told=[*consent.told, organisation_id])
    if set(consent.told) >= set(consent.recipients):
        tasks.done(case, (TaskKind.TELL_WITHDRAWN,), about=consent.pk, now=now)


# --- asking -----------------------------------------------------------------------------------------------------------


def _lock_person(case: Case, person_id: UUID) -> None:
    """Somebody of this case, under a lock: a birth date that changes meanwhile changes until when it holds."""
    if not HouseholdMember.objects.filter(case=case, person=person_id).exists():
        raise NotPossible(_("Kies iemand uit deze casus."), field="person")
    Person.objects.select_for_update().filter(pk=person_id).values_list("pk").first()


def _check(case: Case, consent: NewConsent) -> None:
    """What has to be said with each kind."""
    if consent.kind is ConsentKind.PROCESSING_BASIS and not consent.extra.strip():
        raise NotPossible(
            _("Dit kan alleen voor iets extra's. Schrijf op welk extra. Voor het gewone werk hebt u een wet nodig."),
            field="extra",
        )
    if not consent.what.strip():
        raise NotPossible(_("Schrijf op waar het ja over gaat."), field="what")
    if not consent.purpose.strip():
        raise NotPossible(_("Schrijf op waarvoor dit nodig is."), field="purpose")
    if consent.exception and not consent.exception_reason.strip():
        raise NotPossible(_("Schrijf op waarom de ouders hier niet mee beslissen."), field="exception_reason")
    if consent.categories & NEVER_BY_CONSENT:
        raise NotPossible(_("Hierover kan niemand met een ja beslissen. Kies andere gegevens."), field="categories")
    if consent.kind is not ConsentKind.AGREEMENT_TO_SUPPORT:
        if not consent.categories:
            raise NotPossible(_("Kies om welke gegevens het gaat."), field="categories")
        if not consent.recipients and not consent.reader:
            raise NotPossible(_("Kies wie de gegevens krijgt."), field="recipients")
    parties = Party.objects.filter(case=case, organisation__in=consent.recipients).values_list(
        "organisation", flat=True
    )
    if set(consent.recipients) - set(parties):
        raise NotPossible(_("Kies organisaties die partij zijn in deze casus."), field="recipients")


def _check_reader(case: Case, about: UUID, reader: UUID, now: datetime) -> None:
    """One other person of the case, who was not given this yes already and may have this person's papers at all."""
    if about == reader or not HouseholdMember.objects.filter(case=case, person=reader).exists():
        raise NotPossible(_("Kies iemand anders uit deze casus, die het mag lezen."), field="reader")
    first, second = sorted((about, reader))
    if KeptApart.objects.filter(case=case, first=first, second=second).exists():
        raise NotPossible(_("Deze twee mensen krijgen nooit elkaars papieren."), field="reader")
    open_ones = Consent.objects.filter(case=case, person=about, reader=reader, refused_on=None, withdrawn_at=None)
    if open_ones.exclude(valid_until__lt=timezone.localdate(now)).exists():
        raise NotPossible(_("Dit ja staat er al. U vindt het bij wie waar ja op zei."), field="reader")


def _sent_twice(case: Case, viewer: Viewer, consent: NewConsent, now: datetime) -> UUID | None:
    same = {"kind": consent.kind, "person": consent.person, "what": consent.what, "purpose": consent.purpose}
    whom: dict[str, Any] = {"recipients": list(consent.recipients), "reader": consent.reader}
    return sent_twice(Consent, case, viewer, now, **same, **whom)


def _record(case: Case, viewer: Viewer, consent: NewConsent, now: datetime) -> Consent:
    version, shown = _text_shown(consent, viewer)
    # To whom something may be told, says which help there is: the category of a sharing decision.
    shared = stamp(case, viewer, now, category=DataCategory.SUPPORT_IN_USE, about=[consent.person])
    is_basis = consent.kind is ConsentKind.PROCESSING_BASIS
    return Consent.objects.create(
        **shared,
        kind=consent.kind,
        person_id=consent.person,
        recipients=list(consent.recipients),
        reader_id=consent.reader,
        categories=sorted(consent.categories),
        what=consent.what,
        purpose=consent.purpose,
        extra=consent.extra if is_basis else "",
        text_version=version,
        text_shown=shown,
        asked_until=consent.until,
        able_to_judge=consent.is_able,
        exception=consent.exception or "",
        exception_reason=consent.exception_reason if consent.exception else "",
        evidence=consent.evidence,
    )


def _text_shown(consent: NewConsent, viewer: Viewer) -> tuple[str, str]:
    """The text of today. What another system showed when it recorded a consent, is not known here."""
    if viewer.origin is Origin.IMPORT:
        return UNKNOWN, _("De tekst die is getoond, stond niet in het casusbestand.")
    text = consent_texts.READING_ALONG if consent.reader else consent_texts.current(consent.kind)
    return text.version, text.shown


# --- answering --------------------------------------------------------------------------------------------------------


def _consent(case: Case, consent_id: UUID) -> Consent:
    """A consent of this very case, with the person it is about locked."""
    found = Consent.objects.filter(case=case, pk=consent_id).first()
    if found is None:
        raise NotPossible(_("Dit staat niet meer in deze casus."))
    _lock_person(case, found.person_id)
    return Consent.objects.select_for_update().get(pk=consent_id)


def _answer(case: Case, consent: Consent, viewer: Viewer, answer: Answer, now: datetime) -> None:
    """One answer. A person who answered before, and thinks otherwise now, has one answer: the last."""
    capacity = _as_whom(case, consent, answer)
    _check_answer(answer, now)
    same = {"capacity": capacity, "name": answer.name} if answer.person is None else {"person": answer.person}
    before = ConsentAnswer.objects.filter(consent=consent, **same).first()
    said: dict[str, Any] = {"agreed": answer.agreed, "answered_on": answer.on, "how": answer.how, "note": answer.note}
    if before is not None:
        change(before, viewer, now, capacity=capacity, **said)
        return
    about = [person for person in dict.fromkeys((consent.person_id, answer.person)) if person]
    shared = stamp(case, viewer, now, category=DataCategory.AUTHORITY, about=about)
    ConsentAnswer.objects.create(
        **shared, consent=consent, person_id=answer.person, name=answer.name, capacity=capacity, **said
    )


def _as_whom(case: Case, consent: Consent, answer: Answer) -> Capacity:
    """Only the person, and who according to the case may speak for the person, can answer."""
    if answer.person == consent.person_id and answer.capacity in (None, Capacity.SELF):
        return Capacity.SELF
    speakers = concerned(case, [consent.person_id])[consent.person_id].speakers
    capacities = [one.capacity for one in speakers if one.holder == answer.person]
    found = next((one for one in capacities if answer.capacity in (None, one)), None)
    if found is None:
        raise NotPossible(
            _("In deze casus staat niet dat deze persoon hierover mag beslissen. Leg eerst het gezag vast."),
            field="giver",
        )
    return found


def _check_answer(answer: Answer, now: datetime) -> None:
    if answer.on > timezone.localdate(now):
        raise NotPossible(_("Kies een dag die al geweest is."), field="on")
    if answer.person is None and not answer.name.strip():
        raise NotPossible(_("Schrijf op wie er antwoordde."), field="name")


def _ask_to_tell(case: Case, consent: Consent, now: datetime) -> None:
    by = timezone.localdate(now) + timedelta(days=DAYS_TO_TELL)
    tasks.ask_director(case, TaskKind.TELL_WITHDRAWN, about=consent.pk, due_on=by, now=now)
