"""
Opening a case in an emergency ("noodtoegang"), and ending, reviewing and explaining that. Source: trust.md S11.

One case, by its exact reference, of the own municipality: there is no searching here, and an absent case gives the
same answer as one of elsewhere. It gives sight and nothing else (actions.locked). Whoever answers for the case is told
in the same transaction; mail goes out through the outbox and names nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import reads as people
from accounts.dutch.days import dutch_moment
from cases.actions import tasks
from cases.actions.locked import authorise, locked_case
from cases.actions.refusals import NotPossible
from cases.hats import Hat
from cases.models import BreakGlass, Case, GlassTry, HatPeriod
from cases.reads import scope
from cases.reads.emergency import LOOKING, over_at
from cases.reads.refused import note_refusal
from cases.reads.scope import DIRECTING, TRIAGED, CaseNotFound
from cases.record_terms import GlassVerdict, TaskKind
from cases.standing import ANSWERS_FOR_EMERGENCY
from cases.working_days import add_working_days
from outbox import actions as outbox
from privacy import law
from privacy.gate import entrance
from privacy.law import Purpose, Relation, Role
from privacy.viewer import Viewer

SHORTEST_REASON = 20
GUESSING, MOST_TRIES = timedelta(hours=1), 5
TRIES_KEPT = timedelta(days=30)
DOOR = "noodtoegang"  # what the read log says that was asked for
# The same words for a case that is not there and for one of another municipality.
UNKNOWN = gettext_lazy("Dit kenmerk hoort niet bij een casus van uw gemeente. Kijk of u het goed overnam.")


@entrance
def break_glass(*, viewer: Viewer, reference: str, reason: str, now: datetime) -> None:
    """Opens one case for a short time, and tells who answers for it. A reference that opens nothing is logged too."""
    if viewer.municipality_id is None or not law.may_break_glass(viewer.role):
        raise CaseNotFound("")
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise NotPossible(_("Schrijf in ten minste 20 tekens wat er aan de hand is."), field="reason")
    _check_tries(viewer, now)
    try:
        opened = _break(viewer, reference, reason, now)
    except IntegrityError as exc:
        raise NotPossible(_("U hebt al een andere casus open. Zeg daar eerst dat u klaar bent.")) from exc
    if not opened:
        _remember_try(viewer, reference, now)
        raise NotPossible(str(UNKNOWN), field="reference")


def _check_tries(viewer: Viewer, now: datetime) -> None:
    """Whoever goes on guessing references is stopped for a while; an emergency has one that somebody told."""
    if GlassTry.objects.filter(user=viewer.user_id, at__gt=now - GUESSING).count() >= MOST_TRIES:
        raise NotPossible(_("U probeerde te veel kenmerken die niet kloppen. Bel wie het overzicht houdt, of 112."))


@transaction.atomic
def _remember_try(viewer: Viewer, reference: str, now: datetime) -> None:
    note_refusal(viewer=viewer, purpose=Purpose.DIRECTION, reference=reference, about=DOOR, changing=False)
    GlassTry.objects.filter(user=viewer.user_id, at__lt=now - TRIES_KEPT).delete()
    GlassTry.objects.create(user_id=viewer.user_id, at=now)


@transaction.atomic
def _break(viewer: Viewer, reference: str, reason: str, now: datetime) -> bool:
    """Whether there is such a case in the municipality of this viewer; then it is open."""
    mine = Case.objects.select_for_update().filter(reference=reference, municipality=viewer.municipality_id)
    case = mine.first()
    if case is None:
        return False
    _check_needs_it(viewer, reference, now)
    use = BreakGlass.objects.create(
        case=case,
        user_id=viewer.user_id,
        reason=reason,
        opened_at=now,
        until=now + timedelta(minutes=settings.EMERGENCY_MINUTES),
        review_due_on=add_working_days(timezone.localdate(now), settings.EMERGENCY_REVIEW_DAYS),
    )
    _tell(use, case, now)
    return True


def _check_needs_it(viewer: Viewer, reference: str, now: datetime) -> None:
    """Whoever sees as much in the ordinary way needs no emergency, and whoever is inside is inside already."""
    try:
        _case, standing, verdict = scope.find(viewer, Purpose.DIRECTION, reference, now)
    except CaseNotFound:
        return
    if standing.relations & law.SEEING_ONLY:
        raise NotPossible(_("U hebt deze casus al open."))
    if verdict.data >= law.EMERGENCY_DATA - law.CRIMINAL:
        raise NotPossible(_("U werkt aan deze casus. U kunt haar gewoon openen."), field="reference")


def _tell(use: BreakGlass, case: Case, now: datetime) -> None:
    """The task for who answers for the case, and a mail to each of them and to who oversees the handling of data."""
    kind, answering = _answering_for(case)
    for person in answering:
        tasks.ask(case, kind, of=person, about=use.pk, due_on=timezone.localdate(now), now=now)
    for person in sorted({*answering, *_with(case, Purpose.OVERSIGHT)} - {use.user_id}):
        outbox.put(
            topic="cases.glass_broken",
            key=f"glass:{use.pk}:{person}",
            payload={"user_id": str(person), "what": "emergency"},
        )


def _answering_for(case: Case) -> tuple[TaskKind, set[UUID]]:
    """Who directs the process, else the case, else triage as long as the case is theirs."""
    worn = HatPeriod.objects.filter(case=case, taken_off_at=None)
    for hats in (worn.filter(DIRECTING), worn.filter(hat=Hat.CASE_DIRECTION)):
        people_of = {person for pair in hats.values_list("wearer", "deputy") for person in pair if person}
        if people_of:
            return TaskKind.LOOK_AT_EMERGENCY, people_of
    desk = _with(case, Purpose.INTAKE, Relation.TRIAGES) if case.step in TRIAGED else set()
    return TaskKind.DESK_LOOKS_AT_EMERGENCY, desk


def _with(case: Case, purpose: Purpose, relation: Relation = Relation.SAME_MUNICIPALITY) -> set[UUID]:
    """Whoever in this municipality the law lets look for this purpose in this relation."""
    return {
        card.id
        for card in people.staff(case.municipality_id)
        if any(rule.relation is relation for rule in law.rules(Role(card.role), purpose))
    }


@entrance
@transaction.atomic
def end_emergency(*, viewer: Viewer, now: datetime) -> None:
    """Who opened a case says to be ready. When nothing runs there is nothing to end."""
    running = BreakGlass.objects.filter(user=viewer.user_id, ended_at=None, until__gt=now)
    for use in running.select_for_update():
        _end(use, viewer, now)


@entrance
@transaction.atomic
def revoke_emergency(*, viewer: Viewer, reference: str, use_id: UUID, now: datetime) -> None:
    """Who answers for the case ends it at once."""
    use = _of_this_case(viewer, reference, use_id, now)
    if over_at(use) <= now:
        raise NotPossible(_("Deze noodtoegang is al voorbij."))
    _end(use, viewer, now)


@entrance
@transaction.atomic
def look_at_emergency(*, viewer: Viewer, reference: str, use_id: UUID, now: datetime) -> None:
    """Who answers for the case has seen it; nobody else needs to."""
    use = _of_this_case(viewer, reference, use_id, now)
    tasks.done(use.case, LOOKING, about=use.pk, now=now)


@entrance
@transaction.atomic
def stop_emergency(*, viewer: Viewer, use_id: UUID, now: datetime) -> None:
    """Who oversees the handling of data ends it at once."""
    use = _overseen(viewer, use_id)
    if over_at(use) <= now:
        raise NotPossible(_("Deze noodtoegang is al voorbij."))
    _end(use, viewer, now)


@entrance
@transaction.atomic
def review_emergency(*, viewer: Viewer, use_id: UUID, verdict: GlassVerdict, note: str, now: datetime) -> None:
    """What the reviewer finds of it, once; after a question a verdict still follows."""
    use = _overseen(viewer, use_id)
    note = note.strip()
    if use.user_id == viewer.user_id:
        raise NotPossible(_("Uw eigen noodtoegang beoordeelt een ander."))
    if use.reviewed_at and use.verdict != GlassVerdict.QUESTION:
        raise NotPossible(_("Deze noodtoegang is al beoordeeld."))
    if verdict is not GlassVerdict.JUSTIFIED and not note:
        raise NotPossible(_("Schrijf erbij wat u vraagt, of waarom het niet terecht was."), field="note")
    use.verdict, use.review_note, use.reviewed_at, use.reviewed_by_id = verdict, note, now, viewer.user_id
    if verdict is GlassVerdict.QUESTION:
        use.answer, use.answered_at = "", None
        due_on = add_working_days(timezone.localdate(now), settings.EMERGENCY_REVIEW_DAYS)
        tasks.ask(use.case, TaskKind.ANSWER_REVIEWER, of=use.user_id, about=use.pk, due_on=due_on, now=now)
    else:
        tasks.done(use.case, (TaskKind.ANSWER_REVIEWER,), about=use.pk, now=now)
    use.save()


@entrance
@transaction.atomic
def answer_reviewer(*, viewer: Viewer, reference: str, answer: str, now: datetime) -> None:
    """Who opened the case answers what the reviewer asked."""
    asked = BreakGlass.objects.filter(user=viewer.user_id, case__reference=reference, verdict=GlassVerdict.QUESTION)
    use = asked.select_for_update(of=("self",)).select_related("case").order_by("-opened_at").first()
    if use is None:
        raise CaseNotFound(reference)
    if use.answer:
        raise NotPossible(_("U gaf al antwoord op %(day)s.") % {"day": dutch_moment(use.answered_at or now)})
    use.answer, use.answered_at = answer.strip(), now
    use.save(update_fields=["answer", "answered_at"])
    tasks.done(use.case, (TaskKind.ANSWER_REVIEWER,), about=use.pk, now=now)


def _end(use: BreakGlass, viewer: Viewer, now: datetime) -> None:
    use.ended_at, use.ended_by_id = now, viewer.user_id
    use.save(update_fields=["ended_at", "ended_by"])


def _of_this_case(viewer: Viewer, reference: str, use_id: UUID, now: datetime) -> BreakGlass:
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, ANSWERS_FOR_EMERGENCY)
    return _only(BreakGlass.objects.filter(case=case, pk=use_id))


def _overseen(viewer: Viewer, use_id: UUID) -> BreakGlass:
    """Under a lock of its own: the review of one emergency changes nothing else of the case."""
    if viewer.municipality_id is None or not law.rules(viewer.role, Purpose.OVERSIGHT):
        raise CaseNotFound("")
    return _only(BreakGlass.objects.filter(case__municipality=viewer.municipality_id, pk=use_id))


def _only(rows: QuerySet[BreakGlass]) -> BreakGlass:
    use = rows.select_for_update(of=("self",)).select_related("case").first()
    if use is None:
        raise CaseNotFound("")
    return use
