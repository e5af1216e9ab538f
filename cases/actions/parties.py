"""The parties in a case: who takes part, with what task, whether it comes to the household now, and whom to call.

Not here: whether a party is asked anything (consulting), who is invited to a meeting (meetings), what is shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import ensure_organisation
from accounts.kinds import Kind
from accounts.models import Organisation, User
from accounts.naming import plain
from cases.actions import worklist
from cases.actions.followers import somebody_hears_less
from cases.actions.items import change, stamp
from cases.actions.locked import LISTENERS, authorise, case_to_change, locked_case
from cases.actions.refusals import NotPossible
from cases.actions.sharing import end_with_party
from cases.actions.telling import tell_asked
from cases.meeting_terms import SeatKind
from cases.models import Case, Party
from cases.record_terms import Involvement
from privacy.gate import entrance
from privacy.law import Compartment, DataCategory, Purpose, Relation, Standing
from privacy.viewer import Origin, Viewer

MOST_PROFESSIONALS = 99
# Of some departments the kind says under which law they work. Every other party takes part in what the case is about.
LAW_OF_KIND = {Kind.WORK_INCOME: Compartment.PARTICIPATIEWET, Kind.DEBT_SERVICE: Compartment.WGS}
OF_THE_MUNICIPALITY = (Kind.MUNICIPAL_DEPARTMENT, Kind.LOCAL_TEAM, Kind.WORK_INCOME, Kind.MUNICIPAL_SAFETY)


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation by its name. kind: what it is, needed only when nobody of this name is known yet."""

    name: str
    kind: Kind | None = None


@dataclass(frozen=True)
class NewParty:
    """A party: a known organisation by its id, or a new one by its name; and what it is and does in this case.

    law: under which it takes part, and of which its people see the pieces; without one it follows from the kind.
    """

    organisation_id: UUID | None = None
    contact_id: UUID | None = None
    seat_kind: SeatKind = SeatKind.FIXED_PARTNER
    primary_task: str = ""
    interest: str = ""
    leeway: str = ""
    involvement: Involvement = Involvement.ACTIVE
    professionals: int = 1
    involvement_reason: str = ""
    organisation: NewOrganisation | None = None
    law: Compartment | None = None


@dataclass(frozen=True)
class PartyText:
    """What can be changed of a party: everything but the organisation, and whether it takes part now.

    law: None leaves it as it is.
    """

    seat_kind: SeatKind
    contact_id: UUID | None = None
    primary_task: str = ""
    interest: str = ""
    leeway: str = ""
    law: Compartment | None = None


@entrance
@transaction.atomic
def add_party(*, viewer: Viewer, reference: str, party: NewParty, now: datetime) -> UUID:
    """Takes a party into the case. Its contact, when that is somebody of our staff, sees the case from now on."""
    case, standing = _case(viewer, reference, now)
    if party.contact_id == viewer.user_id:
        _refuse_for_oneself(viewer, standing)
    organisation = _organisation(case, party)
    if Party.objects.filter(case=case, organisation=organisation).exists():
        raise NotPossible(_("Deze organisatie is al een partij in deze casus."), field="organisation")
    _check_contact(case, organisation, party.contact_id)
    _check_involvement(party.involvement, party.involvement_reason, party.professionals)
    made = Party.objects.create(
        **stamp(
            case,
            viewer,
            now,
            category=DataCategory.SUPPORT_IN_USE,
            law=party.law or LAW_OF_KIND.get(Kind(organisation.kind)),
        ),
        organisation=organisation,
        contact_id=party.contact_id,
        seat_kind=party.seat_kind,
        primary_task=party.primary_task,
        interest=party.interest,
        leeway=party.leeway,
        involvement=party.involvement,
        involvement_reason=party.involvement_reason,
        professionals=party.professionals,
    )
    worklist.refresh(case, now)
    return made.pk


@entrance
@transaction.atomic
def change_party(
    *, viewer: Viewer, reference: str, party_id: UUID, party: PartyText, now: datetime, version: int | None = None
) -> None:
    """Changes what a party is and does here, and whom to call there. Who no longer is, receives nothing any more."""
    case, standing = _case(viewer, reference, now)
    existing = party_of(case, party_id)
    before = existing.contact_id
    sends_another = party.contact_id != before
    another_law = party.law not in (None, existing.law)
    if party.contact_id == viewer.user_id and (sends_another or another_law):
        _refuse_for_oneself(viewer, standing)
    if sends_another:
        _check_contact(case, existing.organisation, party.contact_id)
    change(
        existing,
        viewer,
        now,
        version=version,
        seat_kind=party.seat_kind,
        contact_id=party.contact_id,
        primary_task=party.primary_task,
        interest=party.interest,
        leeway=party.leeway,
        law=party.law or existing.law,
    )
    if before and sends_another:
        end_with_party(
            case,
            viewer,
            _("Wie dit ontving, is niet meer de contactpersoon."),
            now,
            organisation=existing.organisation_id,
            recipients__contains=[before],
        )
    worklist.refresh(case, now)
    if before and (sends_another or another_law):
        somebody_hears_less(case, now)
    if sends_another:
        tell_asked(viewer, existing.pk)


@entrance
@transaction.atomic
def change_involvement(
    *,
    viewer: Viewer,
    reference: str,
    party_id: UUID,
    involvement: Involvement,
    professionals: int,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Lets a party take part, pause, start later or stop, with the reason: fewer at once is often better (S002).

    To stop is to have no task here any more, and so nothing to receive for it.
    """
    case = case_to_change(viewer, reference, now, LISTENERS)
    existing = party_of(case, party_id)
    had_stopped = existing.involvement is Involvement.STOPPED
    _check_involvement(involvement, reason, professionals)
    change(
        existing,
        viewer,
        now,
        version=version,
        involvement=involvement,
        involvement_reason=reason,
        professionals=professionals,
    )
    if involvement is Involvement.STOPPED:
        why = _("Deze partij doet niet meer mee.")
        end_with_party(case, viewer, why, now, organisation=existing.organisation_id)
    worklist.refresh(case, now)
    if involvement is Involvement.STOPPED:
        somebody_hears_less(case, now)
    if had_stopped:
        tell_asked(viewer, existing.pk)


# For actions among themselves.


def party_of(case: Case, party_id: UUID) -> Party:
    """A party of this very case: one of another case does not exist here."""
    party = Party.objects.filter(case=case, pk=party_id).select_related("organisation").first()
    if party is None:
        raise NotPossible(_("Deze partij staat niet in deze casus."), field="party")
    return party


def _organisation(case: Case, party: NewParty) -> Organisation:
    """The organisation that was chosen; by name the known one, whatever kind was typed with it, or else a new one."""
    if party.organisation is None:
        chosen = party.organisation_id
        found = Organisation.objects.filter(pk=chosen).first() if chosen else None
        if found is None:
            raise NotPossible(_("Kies een organisatie uit de lijst."), field="organisation")
        return found
    name, kind = plain(party.organisation.name), party.organisation.kind
    known = Organisation.objects.filter(name__iexact=name).first()
    if known:
        return known
    if not name:
        raise NotPossible(_("Schrijf de naam van de organisatie."), field="organisation")
    if kind is None or kind is Kind.MUNICIPALITY:
        raise NotPossible(_("Deze organisatie is nieuw. Kies wat voor organisatie het is."), field="kind")
    municipality = case.municipality_id if kind in OF_THE_MUNICIPALITY else None
    return Organisation.objects.get(pk=ensure_organisation(name=name, kind=kind, municipality=municipality))


def _case(viewer: Viewer, reference: str, now: datetime) -> tuple[Case, Standing]:
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, LISTENERS)
    return case, standing


def _refuse_for_oneself(viewer: Viewer, standing: Standing) -> None:
    """Whom a party sends sees what its law shows: that is given, and nobody takes it. See ADR 10."""
    if Relation.DIRECTS_PROCESS not in standing.relations and viewer.origin is not Origin.IMPORT:
        text = _("U kunt zich niet zelf als contactpersoon opzetten. Vraag het de procesregisseur of de triage.")
        raise NotPossible(text, field="contact")


def _check_contact(case: Case, organisation: Organisation, contact_id: UUID | None) -> None:
    """A contact works at the organisation, or for the municipality of the case."""
    if contact_id is None:
        return
    works_there = Q(organisation=organisation)
    is_staff = Q(organisation=case.municipality_id) | Q(organisation__municipality=case.municipality_id)
    if not User.objects.filter(works_there | is_staff, pk=contact_id, is_active=True).exists():
        raise NotPossible(_("Kies iemand die bij deze organisatie of bij de gemeente werkt."), field="contact")


def _check_involvement(involvement: Involvement, reason: str, professionals: int) -> None:
    if not 0 <= professionals <= MOST_PROFESSIONALS:
        raise NotPossible(_("Schrijf een aantal van 0 tot en met 99."), field="professionals")
    if involvement is not Involvement.ACTIVE and not reason.strip():
        raise NotPossible(_("Schrijf op waarom deze partij nu niet meedoet."), field="involvement_reason")
