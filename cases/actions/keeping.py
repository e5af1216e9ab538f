"""Holding what may not be erased yet, and erasing: one item, one person, a whole case.

An erasure leaves a trace of ids and a word for its ground, and an outbox row; nothing of what was erased, and no line
in the read log, because nobody read anything. Not here: when a term ends (privacy.retention).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import SET_NULL, F, Func, ManyToOneRel, Model, QuerySet, UUIDField, Value
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import discard_drafts_on
from cases.actions import worklist
from cases.actions.followers import something_erased, who_meets_whom
from cases.actions.items import change
from cases.actions.locked import DIRECTORS, authorise, locked_case
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.actions.traces import leave_trace
from cases.item import GONE, NOBODY, Item, item_tables
from cases.models import (
    Case,
    Closure,
    Consent,
    ConsentAnswer,
    HouseholdMember,
    ImportedCase,
    KeptApart,
    ParentalAuthority,
    Person,
    PlanAction,
    PlanVersion,
    ScalingDecision,
    SharingDecision,
    SharingRequest,
    SolutionDirection,
)
from cases.reads import scope
from cases.reads.reach import permitted
from cases.record_terms import Erased, ErasureGround
from cases.standing import keepers_of
from cases.stappenplan import Step
from privacy import grants, law
from privacy.gate import entrance
from privacy.law import Purpose, Relation, Standing
from privacy.viewer import Origin, Viewer

Going = dict[type[Model], set[Any]]  # the keys of the rows that go along, by table
# What stands open is answered first: erasing it would make a guard forget that somebody spoke up.
ENDED_BY = {
    "cases.objection": "resolved_at",
    "cases.stagnationsignal": "answered_at",
    "cases.safetyalert": "closed_at",
    "meetings.newfactssignal": "resolved_at",
}
# Where a name was written beside the link to a person.
NAMED_IN: tuple[tuple[type[Item], str, str], ...] = (
    (PlanAction, "owner_person", "owner_name"),
    (SolutionDirection, "proposed_by_person", "proposed_by_name"),
    (ScalingDecision, "released_to_person", "released_to_name"),
    (Consent, "withdrawn_by", "withdrawn_name"),
    (ConsentAnswer, "person", "name"),
)


@entrance
@transaction.atomic
def hold_item(*, viewer: Viewer, reference: str, table: str, item_id: UUID, reason: str, now: datetime) -> None:
    """Keeps an item from being erased, with the reason: an objection, a complaint, a request, an incident."""
    _case, item = _case_and_item(viewer, reference, table, item_id, now)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom dit bewaard moet blijven."), field="reason")
    change(item, viewer, now, held_at=now, hold_reason=reason)


@entrance
@transaction.atomic
def lift_hold(*, viewer: Viewer, reference: str, table: str, item_id: UUID, now: datetime) -> None:
    """Ends the hold: from now on the item follows its own term again."""
    _case, item = _case_and_item(viewer, reference, table, item_id, now)
    change(item, viewer, now, held_at=None, hold_reason="")


@entrance
@transaction.atomic
def erase_item(
    *,
    viewer: Viewer,
    reference: str,
    table: str,
    item_id: UUID,
    now: datetime,
    ground: ErasureGround = ErasureGround.MISTAKE,
) -> None:
    """Erases one item with what hangs under it. Refused while any of that is held, or still waits for an answer."""
    case, item = _case_and_item(viewer, reference, table, item_id, now)
    ended_by = ENDED_BY.get(table)
    if ended_by and getattr(item, ended_by) is None:
        raise NotPossible(_("Dit staat nog open. Handel het eerst af."))
    take_away(case, item, viewer, now, ground)
    worklist.refresh(case, now)


def take_away(
    case: Case, item: Item, viewer: Viewer, now: datetime, ground: ErasureGround = ErasureGround.MISTAKE
) -> None:
    """Erases one item of a locked case, with its trace. For actions that looked at the authority themselves."""
    if not item.goes_alone:
        raise NotPossible(_("Hieraan hangt wat er is gezegd, en wie dat hoorde. Haal liever de naam uit de tekst."))
    going = _going([item])
    if _held(going):
        raise NotPossible(_("Dit moet bewaard blijven. U kunt het nu niet wissen."))
    table, subject = item._meta.label_lower, item.pk
    rows, _by_table = item.delete()
    if any(model._meta.app_label != Case._meta.app_label for model in going):
        something_erased(case)
    if going.get(KeptApart):
        who_meets_whom(case, now)
    leave_trace(case.pk, viewer, now, what=Erased.ITEM, table=table, subject=subject, ground=ground, rows=rows)


def refuse_held(*going: Model) -> None:
    """For what is taken away before anything happened to it: not as long as it, or what goes along, is held."""
    if _held(_going(going)):
        raise NotPossible(_("Hierbij hoort iets dat bewaard moet blijven. U kunt dit nu niet weghalen."))


@entrance
@transaction.atomic
def erase_ended(*, viewer: Viewer, case_id: UUID, item: type[Item], item_id: UUID, now: datetime) -> bool:
    """Erases one item of which the time is over, by itself. False: it was gone already, or somebody holds it."""
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    row = item._default_manager.filter(case=case_id, pk=item_id, held_at=None).first() if case else None
    if case is None or row is None:
        return False
    take_away(case, row, viewer, now, ErasureGround.TERM_ENDED)
    return True


@entrance
@transaction.atomic
def erase_person(
    *,
    viewer: Viewer,
    reference: str,
    person_id: UUID,
    now: datetime,
    ground: ErasureGround = ErasureGround.REQUEST,
) -> None:
    """Erases a person everywhere: what is about this person alone goes, of what is about several only the link.

    Refused while anything about this person is held, and when this person is in a case that the viewer does not direct.
    A name inside a text about several people stays: only a reader can judge that.
    """
    known_in = list(HouseholdMember.objects.filter(person=person_id).order_by("case").values_list("case", flat=True))
    list(Case.objects.select_for_update().filter(pk__in=known_in).order_by("pk").values_list("pk"))
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, DIRECTORS)
    # Cases first, then the person: until this is done nobody gives this person a place in one more case.
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None or case.pk not in known_in:
        raise NotPossible(_("Deze persoon staat niet in deze casus."), field="person")
    going = _going([person])
    cases = {*known_in, *_cases_of(going)}
    _refuse_held(case, person_id, viewer, standing)
    if not _directs_all(viewer, cases, now) or _held(going) or _held_about(person_id):
        raise NotPossible(
            _("Deze persoon kan nu niet worden gewist. De functionaris gegevensbescherming kan u vertellen waarom.")
        )
    rows = _erase_person(person, cases)
    for one in Case.objects.filter(pk__in=cases).order_by("pk"):
        something_erased(one)
        if going.get(KeptApart):
            who_meets_whom(one, now)
        leave_trace(
            one.pk, viewer, now, what=Erased.PERSON, table="cases.person", subject=person_id, ground=ground, rows=rows
        )
        discard_drafts_on(part=f"/{one.reference}/")
        worklist.refresh(one, now)


@entrance
@transaction.atomic
def erase_case(
    *, viewer: Viewer, reference: str, now: datetime, ground: ErasureGround = ErasureGround.TERM_ENDED
) -> None:
    """Erases a whole case, and the people who are in no other. The steps it made remain, as ids and dates.

    By a manager of the municipality: after closing nobody wears a hat in it any more.
    """
    case, standing = locked_case(viewer, Purpose.STEERING, reference, now)
    authorise(standing, (Relation.SAME_MUNICIPALITY,))
    if ground is ErasureGround.TERM_ENDED and not _term_ended(case, now):
        raise NotPossible(_("De bewaartermijn van deze casus is nog niet voorbij."))
    if _held(_going([case])):
        raise NotPossible(_("In deze casus moet iets bewaard blijven. U kunt de casus nu niet wissen."))
    case_id, people = case.pk, _people_of(case)
    rows, _by_table = case.delete()
    lonely = Person.objects.filter(pk__in=people)
    known: tuple[QuerySet[Any, Any], ...] = (
        HouseholdMember.objects.values("person"),
        ParentalAuthority.objects.values("child"),
        ParentalAuthority.objects.filter(holder__isnull=False).values("holder"),
    )
    for elsewhere in known:
        lonely = lonely.exclude(pk__in=elsewhere)
    erased, _by_table = lonely.delete()
    discard_drafts_on(part=f"/{reference}/")
    leave_trace(
        case_id, viewer, now, what=Erased.CASE, table="cases.case", subject=case_id, ground=ground, rows=rows + erased
    )


# --- finding --------------------------------------------------------------------------------------------------


def _case_and_item(viewer: Viewer, reference: str, table: str, item_id: UUID, now: datetime) -> tuple[Case, Item]:
    """The locked case and one of its items that this viewer may see. What may not be seen is not there."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, keepers_of(table))
    verdict = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    model = item_tables().get(table)
    item = permitted(verdict, model.objects.filter(case=case, pk=item_id)).first() if model else None
    if item is None:
        raise NotPossible(_("Dit staat niet in deze casus, of is intussen weggehaald."))
    return case, item


def _going(objects: Collection[Model]) -> Going:
    """Every row that goes along when these are erased, by table, as the database would do it."""
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(list(objects))
    going = {model: {each.pk for each in rows} for model, rows in collector.data.items()}
    for rows in collector.fast_deletes:
        going.setdefault(rows.model, set()).update(rows.values_list("pk", flat=True))
    return going


def _items(going: Going) -> Iterable[tuple[type[Item], set[Any]]]:
    return ((model, pks) for model, pks in going.items() if issubclass(model, Item))


def _held(going: Going) -> bool:
    return any(model.objects.filter(pk__in=pks, held_at__isnull=False).exists() for model, pks in _items(going))


def _held_about(person_id: UUID) -> bool:
    about = {"about__contains": [person_id], "held_at__isnull": False}
    return any(model.objects.filter(**about).exists() for model in item_tables().values())


def _refuse_held(case: Case, person_id: UUID, viewer: Viewer, standing: Standing) -> None:
    """What is held in this case and may be seen by this viewer can be named; of another case nothing is said."""
    verdict = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    about = {"case": case, "about__contains": [person_id], "held_at__isnull": False}
    if any(permitted(verdict, model.objects.filter(**about)).exists() for model in item_tables().values()):
        raise NotPossible(
            _(
                "Deze persoon kan nu niet worden gewist: er is iets dat bewaard moet blijven."
                " U leest hier wat, en waarom."
            )
        )


def _cases_of(going: Going) -> set[UUID]:
    return {
        case for model, pks in _items(going) for case in model.objects.filter(pk__in=pks).values_list("case", flat=True)
    }


def _directs_all(viewer: Viewer, cases: Collection[UUID], now: datetime) -> bool:
    """Whether this viewer directs each of these cases. That there are others is not said."""
    found = scope.visible(viewer, Purpose.DIRECTION, now).filter(pk__in=cases)
    directed = [case.pk for case in found if scope.standing_of(case, viewer, now).relations & set(DIRECTORS)]
    return len(directed) == len(cases)


def _people_of(case: Case) -> set[UUID]:
    authority = ParentalAuthority.objects.filter(case=case)
    columns = (
        HouseholdMember.objects.filter(case=case).values_list("person", flat=True),
        authority.values_list("child", flat=True),
        authority.exclude(holder=None).values_list("holder", flat=True),
    )
    return {person for column in columns for person in column}


def _term_ended(case: Case, now: datetime) -> bool:
    last = Closure.objects.filter(case=case).order_by("-cycle").values_list("retention_ends_on", flat=True).first()
    return case.step == Step.CLOSED and last is not None and last <= timezone.localdate(now)


# --- erasing --------------------------------------------------------------------------------------------------


def _erase_person(person: Person, cases: Collection[UUID]) -> int:
    """The person, what is about this person alone, and every mention by id. Returns how many rows went."""
    gone = person.pk
    for model, link, name in NAMED_IN:
        model.objects.filter(**{link: gone}).update(**{name: GONE})
    for version in PlanVersion.objects.filter(case__in=cases):
        _unname(version, person.name)
    ImportedCase.objects.filter(case__in=cases).update(unused={})
    # What others hang on comes last: by then only what stays hangs on it.
    tables = sorted(item_tables().values(), key=lambda model: bool(model.nameless))
    rows = sum(_erase_alone(model, gone) for model in tables)
    with_person, _by_table = person.delete()
    grants.forget(gone)
    for model in tables:
        # Released as about both: with one of them gone, a decision about the other would open it. Who wrote it looks.
        about = _without(gone, model.counts_who_is_gone)
        model.objects.filter(about__contains=[gone]).update(about=about, released_at=None, released_by=None)
    for mentioning in (SharingDecision, SharingRequest):
        mentioning.objects.filter(about__contains=[gone]).update(about=_without(gone, False))
    return rows + with_person


def _erase_alone(model: type[Item], gone: UUID) -> int:
    """What is about this person alone, or about nobody else who is still there. Returns how many rows went.

    What is a place for other words stays as long as there are any, without a name: they would be somewhere else then,
    where others hear them.
    """
    mine = model.objects.filter(about__contains=[gone], about__contained_by=[gone, NOBODY])
    if model.nameless:
        places = [item.pk for item in mine if not item.goes_alone and _has_a_place_in(item)]
        nobodys = {"about": [NOBODY], "released_at": None, "released_by": None}
        model.objects.filter(pk__in=places).update(**nobodys, **model.nameless)
    rows: int = mine.all().delete()[0]
    return rows


def _has_a_place_in(item: Item) -> bool:
    """Whether something would lose its place without this: what points to it and is kept when it goes."""
    links = [one for one in item._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    return any(
        one.related_model._default_manager.filter(**{one.field.name: item.pk}).exists()
        for one in links
        if one.on_delete is SET_NULL
    )


def _without(gone: UUID, counted: bool) -> Func:
    """The same array without this person; counted: with nobody in that place."""
    person = Value(gone, output_field=UUIDField())
    if counted:
        return Func(F("about"), person, Value(NOBODY, output_field=UUIDField()), function="array_replace")
    return Func(F("about"), person, function="array_remove")


def _unname(version: PlanVersion, name: str) -> None:
    """A version of the plan is a copy: it names who does what in words."""
    actions = version.content.get("actions", [])
    if any(action["who"] == name for action in actions):
        renamed = [action | {"who": GONE} if action["who"] == name else action for action in actions]
        version.content = version.content | {"actions": renamed}
        version.save(update_fields=["content"])
