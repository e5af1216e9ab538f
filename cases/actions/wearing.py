"""
What holds for every hat that goes on or comes off, whoever orders it: the head, the conflicts, what must be known.

For actions among themselves; the way in is cases.actions.hats, handovers, overview and directing. The rules are those
of cases.hats. What a case file may be silent about (only the announcement of hat 2 blocks) is said here, once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.kinds import Kind
from accounts.models import User
from cases import hats
from cases.actions import announcements
from cases.actions.announcements import Heard, Told
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.hats import Conflict, Hat, Missing, Worn
from cases.models import Case, HatPeriod, HouseholdMember, Party
from cases.reads.conflicts import on_head_of, worn_by
from cases.reads.hat_history import earlier_periods
from cases.stappenplan import Step
from cases.terms import Compartment
from privacy import law
from privacy.law import Purpose, Relation, Role, Standing
from privacy.viewer import Origin, Viewer

ACCEPTED_HATS = (Hat.CASE_DIRECTION, Hat.PROCESS_DIRECTION)  # who wears these said yes to them
# Who takes over one of these, wears the same hat from then on.
CONTINUING = (Hat.CASE_DIRECTION, Hat.MONITORING, Hat.PROCESS_DIRECTION)
ASK_YOUR_MANAGER = gettext_lazy("Moet het toch? Vraag uw teamleider.")
ALREADY_WORN = {
    Hat.CASE_DIRECTION: gettext_lazy("Iemand houdt al het overzicht over dit plan. Laat die de pet eerst overdragen."),
    Hat.PROCESS_DIRECTION: gettext_lazy(
        "Er is al een procesregisseur in deze casus. De teamleider kan een ander aanwijzen."
    ),
}
FIELD_OF = {
    Missing.REASON: "reason",
    Missing.LAW: "law",
    Missing.EXPECTED_UNTIL: "expected_until",
    Missing.EXPECTED_LATER: "expected_until",
    Missing.ANNOUNCEMENT: "told",
    Missing.ANNOUNCED_EARLIER: "told",
    Missing.HOURS: "hours",
    Missing.PAID_BY: "paid_by",
    Missing.PROFESSIONAL_TO_CALL: "call_contact",
    Missing.RESIDENT_TOLD: "resident_told",
}
BLOCKS_A_FILE = (Missing.LAW, Missing.ANNOUNCEMENT, Missing.ANNOUNCED_EARLIER)


@dataclass(frozen=True)
class NewHat:
    """A hat that is about to go on. wearer: a professional; wearer_person: of household or network, for hat 4 only.

    how: the words in which someone who cannot say so here said yes (household, network, an outside professional).
    """

    worn: Worn
    wearer: UUID | None = None
    wearer_person: UUID | None = None
    law: Compartment | None = None
    reason: str = ""
    expected_until: date | None = None
    mitigation: str = ""
    call_contact: UUID | None = None
    hours: str = ""
    paid_by: str = ""
    how: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Override:
    """A manager lets hats go together that the matrix blocks. Shown to the director and to the FG."""

    by: UUID
    reason: str


def put_on(case: Case, hat: NewHat, *, viewer: Viewer, now: datetime, override: Override | None = None) -> HatPeriod:
    """Puts a hat on, when everything about it holds. Needs the locked case; the caller refreshes the worklist."""
    if case.step == Step.CLOSED:
        raise NotPossible(_("Deze casus is gesloten. Open hem eerst weer."))
    _check_head(case, hat)
    those = announcements.heard(case, hat.told, now)
    check_clash(case, hat, override=override, now=now)
    _check_asked(hat, those, viewer, now)
    accepts = hat.worn.hat in ACCEPTED_HATS and (hat.wearer == viewer.user_id or bool(hat.how.strip()))
    if accepts:
        check_accepting(hat, viewer)
    period = create(
        case,
        hat,
        put_on_at=now,
        accepted_at=now if accepts else None,
        accepted_how=hat.how,
        overridden_by_id=override.by if override else None,
        override_reason=override.reason if override else "",
    )
    announcements.write(period, those)
    return period


def worn_of(period: HatPeriod) -> Worn:
    """The hat of a period, as the matrix knows it."""
    return Worn(Hat(period.hat), hats.Variant(period.variant) if period.variant else None)


def active_period(case: Case, hat_id: UUID) -> HatPeriod:
    """A hat of this case that somebody wears now, else NotPossible: also for a hat of another case."""
    period = HatPeriod.objects.filter(case=case, pk=hat_id, taken_off_at=None).first()
    if period is None:
        raise NotPossible(_("Deze pet is al af."))
    return period


def authorise_for(period: HatPeriod, standing: Standing, viewer: Viewer, by: Collection[Relation]) -> None:
    """The wearer, or who stands to the case in one of these relations."""
    if period.wearer_id != viewer.user_id and not standing.relations & set(by):
        raise NotAuthorised


def check_professional(case: Case, user_id: UUID | None, *, field: str) -> User:
    """An active account of this municipality or of a party to the case; or a caseworker of no municipality.

    That last is the director of a regional table, such as a Zorg- en Veiligheidshuis.
    """
    accounts = User.objects.select_related("organisation").filter(disabled_at=None)
    user = accounts.filter(pk=user_id).first() if user_id else None
    if user is None or not _works_for(case, user):
        raise NotPossible(_("Kies iemand die voor deze casus kan werken en een account heeft."), field=field)
    return user


def _works_for(case: Case, user: User) -> bool:
    place = user.organisation
    if case.municipality_id in (place.pk, place.municipality_id):
        return True
    if place.municipality_id is None and place.kind != Kind.MUNICIPALITY and answers_here(user):
        return True
    return bool(Party.objects.filter(case=case, organisation=place).exists())


def answers_here(user: User) -> bool:
    """Whether this person can say yes on the staff site. For others someone records how they said it."""
    return bool(law.rules(Role(user.role), Purpose.DIRECTION))


def check_clash(case: Case, hat: NewHat, *, now: datetime, override: Override | None = None) -> None:
    """Domain.md 1.4 and R-HAT-1: ok, a mitigation written down, or refused unless a manager overrides."""
    if hat.wearer is None:
        return
    worn = on_head_of(case, hat.wearer)
    verdict, reasons = hats.conflict(worn, hat.worn), hats.why(worn, hat.worn)
    if hat.worn == hats.INDEPENDENT and verdict is not Conflict.BLOCK and not _independent(case, hat.wearer, now):
        verdict, reasons = Conflict.BLOCK, (str(NOT_INDEPENDENT) % {"months": settings.HAT_LOOK_BACK_MONTHS},)
    if override:
        if verdict is not Conflict.BLOCK:
            raise NotPossible(_("Deze petten gaan samen. Daar is geen besluit van de teamleider voor nodig."))
        return
    if verdict is Conflict.BLOCK:
        raise NotPossible(" ".join((*reasons, str(ASK_YOUR_MANAGER))))
    if verdict is Conflict.WARN and not hat.mitigation.strip():
        raise NotPossible(" ".join((*reasons, _("Schrijf op hoe u daarmee omgaat."))), field="mitigation")


NOT_INDEPENDENT = gettext_lazy(
    "Onafhankelijke procesregie gaat hier niet: deze collega hielp, besliste of had casusregie voor iemand uit dit "
    "huishouden in de laatste %(months)d maanden."
)


def _independent(case: Case, wearer: UUID, now: datetime) -> bool:
    return hats.independent_is_free(earlier_periods(case, wearer, now), now, settings.HAT_LOOK_BACK_MONTHS)


def check_accepting(hat: NewHat, viewer: Viewer) -> None:
    """R-HAT-7: what has to be named when somebody says yes to keeping the overview. A case file may be silent on it."""
    if hat.worn != hats.CASE_DIRECTION or viewer.origin is Origin.IMPORT:
        return
    refuse(
        hats.missing_at_accepting_case_direction(
            hats.AcceptingCaseDirection(
                by_professional=hat.wearer is not None,
                hours=hat.hours,
                paid_by=hat.paid_by,
                professional_to_call=hat.call_contact is not None,
            )
        )
    )


def refuse(missing: Collection[Missing]) -> None:
    """Says everything that is missing at once; beside its field when it is one thing."""
    if not missing:
        return
    first = next(iter(missing))
    field = FIELD_OF.get(first) if len(missing) == 1 else None
    raise NotPossible(" ".join(one.label for one in missing), field=field)


def _check_head(case: Case, hat: NewHat) -> None:
    if hat.wearer_person is not None:
        _check_person(case, hat)
    else:
        user = check_professional(case, hat.wearer, field="wearer")
        if hat.worn.hat is Hat.PROCESS_DIRECTION and not answers_here(user):
            raise NotPossible(_("Deze persoon heeft geen account waarmee procesregie kan."), field="wearer")
        if hat.worn in worn_by(case, user.pk):
            raise NotPossible(_("Deze collega draagt deze pet hier al."), field="wearer")
    if hat.call_contact is not None:
        check_professional(case, hat.call_contact, field="call_contact")


def _check_person(case: Case, hat: NewHat) -> None:
    if hat.wearer is not None or hat.worn != hats.CASE_DIRECTION:
        raise NotPossible(_("Iemand uit het gezin of het netwerk kan alleen het overzicht houden."), field="worn")
    if not HouseholdMember.objects.filter(case=case, person=hat.wearer_person, left_on=None).exists():
        raise NotPossible(_("Kies iemand van deze casus."), field="wearer_person")


def _check_asked(hat: NewHat, those: Collection[Heard], viewer: Viewer, now: datetime) -> None:
    asked = hats.PuttingOn(
        worn=hat.worn,
        reason=hat.reason,
        put_on_at=timezone.localtime(now),  # its day is the day here, also between midnight here and midnight UTC
        law=hat.law,
        expected_until=hat.expected_until,
        resident_told_at=announcements.resident_told_at(those),
    )
    missing = hats.missing_at_putting_on(asked)
    if viewer.origin is Origin.IMPORT:
        missing = tuple(one for one in missing if one in BLOCKS_A_FILE)
    refuse(missing)


def create(case: Case, hat: NewHat, **columns: object) -> HatPeriod:
    """The row. That nobody else wears hat 4 or 6 is for the database to say: a look beforehand can be too late."""
    try:
        with transaction.atomic():
            return HatPeriod.objects.create(
                case=case,
                wearer_id=hat.wearer,
                wearer_person_id=hat.wearer_person,
                hat=hat.worn.hat,
                variant=hat.worn.variant or "",
                law=hat.law or "" if hat.worn == hats.DECISION else "",
                reason_on=hat.reason,
                expected_until=hat.expected_until,
                mitigation=hat.mitigation,
                call_contact_id=hat.call_contact,
                purchased_hours=hat.hours,
                paid_by=hat.paid_by,
                **columns,
            )
    except IntegrityError as exc:
        raise NotPossible(str(ALREADY_WORN.get(hat.worn.hat, gettext_lazy("Deze pet kan nu niet op.")))) from exc
