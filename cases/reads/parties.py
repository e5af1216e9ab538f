"""The parties of a case: who takes part and whom to call, what each is asked and answered, needed expertise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from accounts.kinds import Kind as OrganisationKind
from accounts.models import Organisation, User
from cases.meeting_terms import SeatKind
from cases.models import NeededExpertise, Party
from cases.reads import shell
from cases.reads.case import Words, words_of
from cases.reads.reach import reaches
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell, Opened
from cases.reads.together import OF_THIS_CASE, Row, moment, rows, together
from cases.record_terms import Involvement
from cases.standing import DIRECTORS, INQUIRERS, LISTENERS
from cases.statements import NOT_NOTED, Kind
from cases.terms import ConsultOn
from privacy.gate import entrance
from privacy.law import Compartment, DataCategory, Purpose
from privacy.legal_bases import CATALOGUE
from privacy.viewer import Viewer

STATE_OF_INVOLVEMENT = {
    Involvement.ACTIVE: "active",
    Involvement.PAUSED: "waiting",
    Involvement.STARTS_LATER: "planned",
    Involvement.STOPPED: "stopped",
}
# What an answer of such an organisation is usually about. Whoever writes it down may know better.
ANSWERS_ABOUT = {
    OrganisationKind.GGZ: DataCategory.HEALTH_MENTAL,
    OrganisationKind.GP: DataCategory.HEALTH_PHYSICAL,
    OrganisationKind.HOSPITAL: DataCategory.HEALTH_PHYSICAL,
    OrganisationKind.GGD: DataCategory.HEALTH_PHYSICAL,
    OrganisationKind.JGZ: DataCategory.HEALTH_PHYSICAL,
    OrganisationKind.SCHOOL: DataCategory.SCHOOL_ATTENDANCE,
    OrganisationKind.SCHOOL_PARTNERSHIP: DataCategory.SCHOOL_ATTENDANCE,
    OrganisationKind.SCHOOL_ATTENDANCE: DataCategory.SCHOOL_ATTENDANCE,
    OrganisationKind.HOUSING_CORPORATION: DataCategory.LIVING,
    OrganisationKind.DEBT_SERVICE: DataCategory.DEBTS,
    OrganisationKind.ADMINISTRATOR_OFFICE: DataCategory.FINANCES_INCOME,
    OrganisationKind.WORK_INCOME: DataCategory.FINANCES_INCOME,
    OrganisationKind.EMPLOYER: DataCategory.WORK_EDUCATION,
}
OF_PARTY = (
    "pk",
    "primary_task",
    "interest",
    "leeway",
    "seat_kind",
    "involvement",
    "involvement_reason",
    "professionals",
    "version",
    "contact",
    "law",
)
RELATED = {
    "name": "organisation__name",
    "kind": "organisation__kind",
    "organisation": "organisation",
    "organisation_phone": "organisation__phone",
    "contact_name": "contact__name",
    "contact_function": "contact__function",
    "contact_phone": "contact__phone",
}
OF_CONSULTATION = (
    "law",
    "consult",
    "on_content",
    "on_cooperation",
    "question",
    "bases",
    "necessity",
    "reason_not",
    "answer",
    "answered_at",
    "declined_reason",
    "answered_by",
    "answer_bases",
    "category",
    "source",
    "version",
)
ASKED = {f"c_{name}": f"consultation__{name}" for name in OF_CONSULTATION}


@dataclass(frozen=True)
class Ground:
    """A legal basis in plain words."""

    code: str
    article: str
    allows: str


@dataclass(frozen=True)
class ConsultLine:
    """What was decided about asking a party, and what came of it. by_itself: in the portal, on answer_grounds."""

    consult: bool
    on: tuple[ConsultOn, ...]
    question: str
    grounds: tuple[Ground, ...]
    necessity: str
    reason_not: str
    answer: str
    declined_reason: str
    answered: str
    answer_grounds: tuple[Ground, ...]
    by_itself: bool
    source: str
    version: int


@dataclass(frozen=True)
class PartyLine:
    """A party. call: whom to call and how. without: how many professionals come when this party does not."""

    id: UUID
    name: str
    kind: str
    seat_kind: SeatKind
    task: str
    interest: str
    leeway: str
    contact_id: UUID | None
    contact: str
    call: str
    involvement: Involvement
    involvement_state: str
    reason: str
    professionals: int
    without: int
    consult: ConsultLine | None
    consult_state: str
    consult_status: str
    version: int
    law: Compartment

    @property
    def takes_part(self) -> bool:
        return self.involvement is Involvement.ACTIVE


@dataclass(frozen=True)
class ExpertiseLine:
    """An expertise that the question needs. party: who brings it; empty when nobody does yet."""

    id: UUID
    what: str
    why: str
    party_id: UUID | None
    party: str
    earlier: str


@dataclass(frozen=True)
class PartiesPage:
    """All parties of a case. sees: whether the law shows them to this viewer at all."""

    shell: CaseShell
    question: Words | None
    sees: bool
    parties: tuple[PartyLine, ...]
    expertise: tuple[ExpertiseLine, ...]
    professionals: int
    undecided: int
    organisations: tuple[str, ...]
    may_keep: bool
    may_ask: bool

    @property
    def active(self) -> tuple[PartyLine, ...]:
        return tuple(party for party in self.parties if party.takes_part)

    @property
    def others(self) -> tuple[PartyLine, ...]:
        return tuple(party for party in self.parties if not party.takes_part)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The parties that can bring an expertise."""
        return tuple((str(party.id), party.name) for party in self.parties)


@dataclass(frozen=True)
class PartyPage:
    """One party. contacts: whom can be named; categories: what an answer can be about, as far as this viewer sees."""

    shell: CaseShell
    party: PartyLine
    professionals: int
    contacts: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    category: str
    may_keep: bool
    may_ask: bool
    may_erase: bool


@entrance
@transaction.atomic
def open_parties(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PartiesPage:
    """The parties of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_parties")
    sees = opened.sees(DataCategory.SUPPORT_IN_USE)
    may_keep = sees and opened.may(LISTENERS)
    parties, expertise, names = _everything(opened, may_keep) if sees else ((), (), ())
    words = words_of(opened) if opened.sees(DataCategory.REQUEST_VISION) else {}
    return PartiesPage(
        shell=opened.shell,
        question=words.get(Kind.QUESTION),
        sees=sees,
        parties=parties,
        expertise=expertise,
        professionals=_professionals(parties),
        undecided=opened.facts.parties_undecided if sees else 0,
        organisations=names,
        may_keep=may_keep,
        may_ask=sees and opened.may(INQUIRERS),
    )


@entrance
@transaction.atomic
def open_party(*, viewer: Viewer, purpose: Purpose, reference: str, party_id: UUID, now: datetime) -> PartyPage:
    """One party of a case. CaseNotFound when case or party are absent or forbidden."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_party", about=f"party:{party_id}"
    )
    if not opened.sees(DataCategory.SUPPORT_IN_USE):
        raise CaseNotFound(reference)
    found = together(opened.case, parties=_party_rows(opened))["parties"]
    parties = _lines(opened, found)
    party = next((line for line in parties if line.id == party_id), None)
    if party is None:
        raise CaseNotFound(reference)
    row = next(row for row in found if row["pk"] == str(party_id))
    may_keep, usual = opened.may(LISTENERS), ANSWERS_ABOUT.get(row["kind"], DataCategory.SUPPORT_IN_USE)
    return PartyPage(
        shell=opened.shell,
        party=party,
        professionals=_professionals(parties),
        contacts=_contacts(opened, UUID(row["organisation"])) if may_keep else (),
        categories=tuple((c.value, c.label) for c in DataCategory if opened.sees(c) and c not in NOT_NOTED),
        category=_category_of_answer(row, usual),
        may_keep=may_keep,
        may_ask=opened.may(INQUIRERS),
        may_erase=opened.may(DIRECTORS),
    )


def _category_of_answer(row: Row, usual: DataCategory) -> str:
    """What the answer is about: as written down, or else what such an organisation usually tells about."""
    return row["c_category"] if row["c_answered_at"] else usual.value


def _party_rows(opened: Opened) -> ArraySubquery:
    parties = opened.permitted(Party.objects.filter(case=OF_THIS_CASE))
    return rows(parties.order_by("made_at", "pk"), *OF_PARTY, **RELATED, **ASKED)


def _everything(
    opened: Opened, may_keep: bool
) -> tuple[tuple[PartyLine, ...], tuple[ExpertiseLine, ...], tuple[str, ...]]:
    """Parties, expertise, and for who may add one the names of the organisations that are known."""
    needed = opened.permitted(NeededExpertise.objects.filter(case=OF_THIS_CASE)).order_by("made_at", "pk")
    known = Organisation.objects.filter(active=True) if may_keep else Organisation.objects.none()
    found = together(
        opened.case,
        parties=_party_rows(opened),
        expertise=rows(needed, "pk", "what", "why", "party", "confirmed_cycle", name="party__organisation__name"),
        known=rows(known.order_by("name"), "name"),
    )
    return (
        _lines(opened, found["parties"]),
        tuple(_expertise(opened, row) for row in found["expertise"]),
        tuple(row["name"] for row in found["known"]),
    )


def _professionals(parties: tuple[PartyLine, ...]) -> int:
    return sum(party.professionals for party in parties if party.takes_part)


def _lines(opened: Opened, found: list[Row]) -> tuple[PartyLine, ...]:
    active = [row["professionals"] for row in found if row["involvement"] == Involvement.ACTIVE]
    return tuple(_line(opened, row, sum(active)) for row in found)


def _line(opened: Opened, row: Row, professionals: int) -> PartyLine:
    involvement = Involvement(row["involvement"])
    consult = _consult(opened, row)
    state, status = _consult_status(row, consult)
    return PartyLine(
        id=UUID(row["pk"]),
        name=row["name"],
        kind=OrganisationKind(row["kind"]).label,
        seat_kind=SeatKind(row["seat_kind"]),
        task=row["primary_task"],
        interest=row["interest"],
        leeway=row["leeway"],
        contact_id=UUID(row["contact"]) if row["contact"] else None,
        contact=row["contact_name"] or "",
        call=_call(row),
        involvement=involvement,
        involvement_state=STATE_OF_INVOLVEMENT[involvement],
        reason=row["involvement_reason"],
        professionals=row["professionals"],
        without=professionals - (row["professionals"] if involvement is Involvement.ACTIVE else 0),
        consult=consult,
        consult_state=state,
        consult_status=status,
        version=row["version"],
        law=Compartment(row["law"]),
    )


def _call(row: Row) -> str:
    """Whom to call: the contact, or else the organisation itself."""
    phone = row["contact_phone"] or row["organisation_phone"]
    return ", ".join(part for part in (row["contact_name"], row["contact_function"], phone) if part)


def _consult(opened: Opened, row: Row) -> ConsultLine | None:
    """What was decided about asking this party. None when nothing was, or when it may not be seen."""
    if row["c_consult"] is None or not reaches(opened.verdict, DataCategory(row["c_category"]), row["c_law"]):
        return None
    on = (ConsultOn.CONTENT, row["c_on_content"]), (ConsultOn.COOPERATION, row["c_on_cooperation"])
    day = dutch_day(moment(row["c_answered_at"]), today=opened.shell.today) if row["c_answered_at"] else ""
    return ConsultLine(
        consult=row["c_consult"],
        on=tuple(what for what, chosen in on if chosen),
        question=row["c_question"],
        grounds=_grounds(row["c_bases"]),
        necessity=row["c_necessity"],
        reason_not=row["c_reason_not"],
        answer=row["c_answer"],
        declined_reason=row["c_declined_reason"],
        answered=day,
        answer_grounds=_grounds(row["c_answer_bases"]),
        by_itself=row["c_answered_by"] is not None,
        source=row["c_source"],
        version=row["c_version"],
    )


def _grounds(codes: list[str]) -> tuple[Ground, ...]:
    return tuple(Ground(b.code, b.article, b.allows) for code in codes if (b := CATALOGUE.get(code)))


def _consult_status(row: Row, consult: ConsultLine | None) -> tuple[str, str]:
    """How asking this party stands, as a state with its words. Of what may not be seen: nothing."""
    if consult is None:
        return ("missing", _("Nog niet besloten")) if row["c_consult"] is None else ("", "")
    if not consult.consult:
        return "skipped", _("Wordt niet bevraagd")
    if consult.answer:
        return "done", _("Antwoordde op %(day)s") % {"day": consult.answered}
    if consult.declined_reason:
        return "refused", _("Antwoordt niet")
    return "asked", _("Bevraagd, nog geen antwoord")


def _expertise(opened: Opened, row: Row) -> ExpertiseLine:
    stale = row["confirmed_cycle"] < opened.case.cycle_number
    return ExpertiseLine(
        id=UUID(row["pk"]),
        what=row["what"],
        why=row["why"],
        party_id=UUID(row["party"]) if row["party"] else None,
        party=row["name"] or "",
        earlier=_("uit ronde %(cycle)s") % {"cycle": row["confirmed_cycle"]} if stale else "",
    )


def _contacts(opened: Opened, organisation: UUID) -> tuple[tuple[str, str], ...]:
    """Whom can be named as the contact: who works there, and our own staff."""
    works_there = Q(organisation=organisation)
    municipality = opened.case.municipality_id
    is_staff = Q(organisation=municipality) | Q(organisation__municipality=municipality)
    people = User.objects.filter(works_there | is_staff, is_active=True).order_by(Lower("name"), "pk")
    found = people.values_list("pk", "name", "organisation", "organisation__name")
    # Who works there first: that is whom people look for.
    ordered = sorted(found, key=lambda one: one[2] != organisation)
    return tuple((str(key), f"{name}, {place}") for key, name, _organisation, place in ordered)
