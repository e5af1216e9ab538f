"""One hat in a list: who wears it, since when, told to whom, handed to whom. For reads among themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from accounts.dutch.names import sentence_list
from cases.hats import Hat, Variant, Worn
from cases.models import Announcement, HatPeriod
from cases.reads.reach import reaches
from cases.reads.shell import Opened
from cases.standing import DIRECTOR
from cases.terms import Compartment
from privacy.law import DataCategory

ACCEPTED_HATS = (Hat.CASE_DIRECTION, Hat.PROCESS_DIRECTION)


@dataclass(frozen=True)
class HatLine:
    """One hat that somebody wears or wore, as components/hats.html wants it; a view adds the actions."""

    id: UUID
    code: str
    label: str
    variant: str
    person: str
    organisation: str
    told: str
    since: str
    until: str
    warning: str
    worn: str  # "yes" | "no"
    about: str  # hat and wearer, for a screen reader
    notes: tuple[str, ...]  # who said yes, to whom it goes, who stands in, why it is allowed
    may_change: bool
    asks_me: str  # the page on which this viewer says yes or no, where that is asked
    actions: tuple[object, ...] = ()


def periods_of(opened: Opened) -> QuerySet[HatPeriod]:
    """All periods of a case with the names that go with them, the oldest first. One query."""
    names = ("wearer__organisation", "wearer_person", "handed_to", "handed_to_party__organisation", "handed_to_person")
    rows = HatPeriod.objects.filter(case=opened.case).select_related(*names, "deputy", "call_contact", "overridden_by")
    return rows.order_by("put_on_at", "hat", "pk")


def told_of(opened: Opened, hat_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Who was told of each hat, by first name or organisation. What may not be seen is left out."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Announcement.objects.filter(hat_period__in=hat_ids).order_by("told_at", "pk")
    columns = ("hat_period", "to_person__name", "to_party__organisation__name", "to_party__law")
    for hat_id, person, party, law in rows.values_list(*columns):
        if person and opened.sees(DataCategory.IDENTITY_CONTACT):
            found[hat_id].append(person.split()[0])
        elif party and reaches(opened.verdict, DataCategory.SUPPORT_IN_USE, law):
            found[hat_id].append(party)
    return found


def worn_of(period: HatPeriod) -> Worn:
    """The hat of a period, as the matrix knows it."""
    return Worn(Hat(period.hat), Variant(period.variant) if period.variant else None)


def wearer_of(opened: Opened, period: HatPeriod) -> str:
    """The name of who wears it; of household and network only for who may know names."""
    if period.wearer_person:
        return _person(opened, period.wearer_person.name)
    return period.wearer.name if period.wearer else _("iemand zonder account")


def receiver_of(opened: Opened, period: HatPeriod) -> str:
    """The name of who is asked to take over, or did."""
    if period.handed_to:
        return period.handed_to.name
    if period.handed_to_party:
        sees_parties = reaches(opened.verdict, DataCategory.SUPPORT_IN_USE, period.handed_to_party.law)
        return period.handed_to_party.organisation.name if sees_parties else _("een partij")
    return _person(opened, period.handed_to_person.name) if period.handed_to_person else ""


def may_change(opened: Opened, period: HatPeriod) -> bool:
    """The wearer, or who directs the process."""
    return opened.may(DIRECTOR) or period.wearer_id == opened.viewer.user_id


def reads_texts(opened: Opened, period: HatPeriod) -> bool:
    """Who reads what was typed about a hat: it can say anything about the household, so it counts as an opinion."""
    return opened.sees(DataCategory.OPINIONS_PROFESSIONAL) or may_change(opened, period)


def hat_line(opened: Opened, period: HatPeriod, told: Collection[str]) -> HatLine:
    """One hat in the list."""
    today, worn, person = opened.shell.today, worn_of(period), wearer_of(opened, period)
    off = period.taken_off_at
    last = off or period.expected_until
    until = _("tot %(day)s") % {"day": dutch_day(last, today=today)} if last else ""
    return HatLine(
        id=period.pk,
        code=worn.hat.value,
        label=worn.hat.label,
        variant=worn.variant.label if worn.variant else _law(period),
        person=person,
        organisation=period.wearer.organisation.name if period.wearer else "",
        told=_("Verteld aan %(names)s") % {"names": sentence_list(dict.fromkeys(told))} if told else "",
        since=_("sinds %(day)s") % {"day": dutch_day(period.put_on_at, today=today)},
        until=until,
        warning=_warning(period, told, today),
        worn="no" if off else "yes",
        about=f"{worn.label}, {person}",
        notes=tuple(_notes(opened, period)),
        may_change=may_change(opened, period),
        asks_me=_asks(period, opened.viewer.user_id),
    )


def _asks(period: HatPeriod, me: UUID) -> str:
    """Where I answer: as who is asked to take over, or as who was given a hat that one says yes to."""
    if period.taken_off_at:
        return ""
    open_handover = period.handover_asked_at and not (period.handover_accepted_at or period.handover_declined_reason)
    if open_handover and period.handed_to_id == me:
        return "cases:handover"
    unaccepted = period.hat in ACCEPTED_HATS and period.accepted_at is None
    return "cases:hat" if unaccepted and period.wearer_id == me else ""


def _person(opened: Opened, name: str) -> str:
    return name if opened.sees(DataCategory.IDENTITY_CONTACT) else _("iemand van gezin of netwerk")


def _law(period: HatPeriod) -> str:
    return Compartment(period.law).label if period.law else ""


def _warning(period: HatPeriod, told: Collection[str], today: date) -> str:
    if period.taken_off_at:
        return ""
    if period.expected_until and period.expected_until < today:
        return _("De einddatum is voorbij. Zet de pet af of kies een nieuwe datum.")
    if period.accepted_at is None and period.hat in ACCEPTED_HATS:
        return _("Zei nog geen ja")
    return "" if told else _("Nog aan niemand verteld")


def _notes(opened: Opened, period: HatPeriod) -> Iterator[str]:
    today, reads = opened.shell.today, reads_texts(opened, period)
    if period.accepted_at and period.hat in ACCEPTED_HATS:
        how = f": {period.accepted_how}" if period.accepted_how and reads else ""
        yield _("Zei ja op %(day)s%(how)s") % {"day": dutch_day(period.accepted_at, today=today), "how": how}
    if reads and (period.purchased_hours or period.paid_by):
        words = {"hours": period.purchased_hours or "-", "payer": period.paid_by or "-"}
        yield _("Uren: %(hours)s. Wie betaalt: %(payer)s") % words
    if period.call_contact:
        yield _("Te bellen: %(name)s") % {"name": period.call_contact.name}
    if period.deputy:
        yield _("Vervanger: %(name)s") % {"name": period.deputy.name}
    yield from _handover(opened, period)
    if period.override_reason:
        words = {"name": period.overridden_by.name if period.overridden_by else "-", "reason": period.override_reason}
        yield _("Mag met een andere pet samen van teamleider %(name)s: %(reason)s") % words


def _handover(opened: Opened, period: HatPeriod) -> Iterator[str]:
    if period.handover_asked_at is None:
        return
    who = receiver_of(opened, period)
    if period.handover_declined_reason:
        reason = f": {period.handover_declined_reason}" if reads_texts(opened, period) else ""
        yield _("%(who)s zei nee%(reason)s") % {"who": who, "reason": reason}
    elif period.handover_accepted_at and period.taken_off_at:
        yield _("Overgedragen aan %(who)s") % {"who": who}
    elif period.handover_accepted_at:
        yield _("%(who)s zei ja en neemt deze pet over") % {"who": who}
    else:
        yield _("Gevraagd aan %(who)s, wacht op antwoord") % {"who": who}
