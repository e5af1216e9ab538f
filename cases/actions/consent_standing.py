"""
What the answers to a consent come to, kept with it; and what changes when more is known about the people.

A consent is complete only when everybody who must give it gave it. Whoever records authority or a birth date calls
follow_people, so that a consent never rests on what was known before. For actions among themselves.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from cases.actions.sharing import end_outliving
from cases.models import Case, Consent, ConsentAnswer, Person
from cases.reads.representation import Judgement, concerned, judge
from privacy.representation import Concerned
from privacy.viewer import Viewer

RUNNING = Q(refused_on=None, withdrawn_at=None)


def settle(case: Case, consent: Consent, now: datetime) -> Judgement:
    """Keeps what the answers of a consent of a locked case come to: given until when, refused, or still incomplete."""
    known = concerned(case, [consent.person_id])[consent.person_id]
    found = judge(consent, known, _answers(consent), timezone.localdate(now))
    consent.given_on, consent.refused_on = found.given_on, found.refused_on
    _keep_end(consent, found if found.given_on else None)
    consent.save()
    return found


def follow_people(case: Case, person_id: UUID, now: datetime) -> None:
    """More is known about who may speak for this person: what was incomplete may be complete now."""
    waiting = Consent.objects.select_for_update().filter(RUNNING, case=case, person=person_id, given_on=None)
    for consent in waiting.order_by("made_at", "pk"):
        settle(case, consent, now)


def follow_birth(person: Person, viewer: Viewer, now: datetime) -> None:
    """A birth date or age is known better: what rests on a representative ends on another day, in every case.

    Needs the locked row of the person, and of each case where something is shared on it (sharing.lock_where_shared).
    What now turns out to lack somebody has ended, and with it what was shared on it.
    """
    running = Consent.objects.select_for_update(of=("self",)).filter(RUNNING, person=person).select_related("case")
    for consent in running.order_by("made_at", "pk"):
        if consent.given_on is None:
            settle(consent.case, consent, now)
            continue
        known = concerned(consent.case, [person.pk]).get(person.pk)
        if known is not None:
            _move_end(consent, known, timezone.localdate(now))
            end_outliving(consent.case, consent.pk, viewer, now)


def _move_end(consent: Consent, known: Concerned, today: date) -> None:
    found = judge(consent, known, _answers(consent), today)
    if found.asked.problem:  # who speaks for this person is not known any more: what was kept stays
        return
    _keep_end(consent, found)
    given = consent.given_on or today
    if found.lacks:
        consent.valid_until, consent.ends_at_age = max(given, today - timedelta(days=1)), None
    consent.save()


def _keep_end(consent: Consent, found: Judgement | None) -> None:
    consent.valid_until = found.end.last_day if found else None
    consent.ends_at_age = found.end.at_age if found else None
    consent.birthday_estimated = bool(found and found.end.is_estimated)


def _answers(consent: Consent) -> list[ConsentAnswer]:
    return list(ConsentAnswer.objects.filter(consent=consent).order_by("answered_on", "made_at"))
