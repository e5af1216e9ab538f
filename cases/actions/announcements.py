"""Telling who wears which hat, and until when: who was told, how, and in which words. For actions among themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cases.actions import tasks
from cases.actions.refusals import NotPossible
from cases.models import Announcement, Case, HatPeriod, HouseholdMember, Party
from cases.record_terms import Involvement, TaskKind
from cases.terms import Channel


@dataclass(frozen=True)
class Told:
    """Somebody was told: a person, a party, or everyone of the household at once. at: none says now."""

    person: UUID | None = None
    party: UUID | None = None
    household: bool = False
    channel: Channel | None = None
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """Who heard it, looked up in the case. in_household: not of the network around it."""

    person: UUID | None
    party: UUID | None
    in_household: bool
    told: Told
    at: datetime


def heard(case: Case, told: Collection[Told], now: datetime) -> tuple[Heard, ...]:
    """The people and parties of this case that were told. Somebody of another case is NotPossible."""
    people = dict(HouseholdMember.objects.filter(case=case, left_on=None).values_list("person", "in_network"))
    parties = set(Party.objects.filter(case=case).values_list("pk", flat=True))
    found: list[Heard] = []
    for one in told:
        at = one.at or now
        if at > now:
            raise NotPossible(_("U kunt alleen vastleggen wat u al verteld hebt."), field="told")
        if one.household:
            found += [Heard(person, None, True, one, at) for person, network in people.items() if not network]
        elif one.person in people:
            found.append(Heard(one.person, None, not people[one.person], one, at))
        elif one.party in parties:
            found.append(Heard(None, one.party, False, one, at))
        else:
            raise NotPossible(_("Kies iemand van deze casus."), field="told")
    return tuple(found)


def resident_told_at(those: Collection[Heard]) -> datetime | None:
    """When someone of the household was first told. None: nobody was."""
    return min((one.at for one in those if one.in_household), default=None)


def write(period: HatPeriod, those: Collection[Heard]) -> None:
    """Records who was told of this hat."""
    Announcement.objects.bulk_create(
        Announcement(
            hat_period=period,
            to_person_id=one.person,
            to_party_id=one.party,
            channel=one.told.channel or "",
            told_at=one.at,
            text=one.told.text,
        )
        for one in those
    )


def finish_telling(case: Case, period: HatPeriod, now: datetime) -> None:
    """E04: the task to tell all parties is done once each of them was told of this hat."""
    told = Announcement.objects.filter(hat_period=period, to_party__isnull=False).values("to_party")
    waiting = Party.objects.filter(case=case).exclude(involvement=Involvement.STOPPED).exclude(pk__in=told)
    if not waiting.exists():
        tasks.done(case, (TaskKind.TELL_PARTIES,), about=period.pk, now=now)
