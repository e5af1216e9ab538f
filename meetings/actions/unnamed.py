"""How others are called in a partner's copy of the minutes: by what they are at the table, and never by name (ADR 18).

For the actions among themselves. Not here: who gets which entry (meetings.recipients).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.meeting_terms import ContributionKind, MinutesSection
from cases.reads import landed_owners, without_who_hears
from meetings.actions.made import without_who_tells
from meetings.actions.seated import Seated
from meetings.models import MinutesEntry, Participant
from meetings.reads.room import called

NAMING = (
    MinutesSection.PRESENT,
    MinutesSection.DECISIONS,
    MinutesSection.ACTIONS,
    MinutesSection.APPOINTMENTS,
    MinutesSection.OVERVIEW,
    MinutesSection.ENDING,
)


@dataclass(frozen=True)
class Roles:
    """How others are called in one partner's copy: what they are, by name.

    to_call: whom every partner may call stands there by name, as the portal says it on the page of the case.
    """

    names: Mapping[str, str]
    to_call: str = ""


def owners_in(at: Seated, entries: Iterable[MinutesEntry]) -> frozenset[str]:
    """Who is to do what this table agreed on, by name: now, and as these entries say it.

    Anybody can be asked: a party without a seat, a colleague, the network. Who it was when the minutes were made, may
    be nobody of this case any more.
    """
    rows = at.meeting.contributions.filter(kind=ContributionKind.ACTION).values_list("landed", "text")
    landed = dict(rows)
    owned = landed_owners(case_id=at.at_table.case_id, landed=list(landed)) if landed else ()
    does = {what.strip() for what in (*landed.values(), *(one.what for one in owned)) if what.strip()}
    then = re.compile(rf"(.+?): +(?:{'|'.join(map(re.escape, does))})") if does else None
    lines = [entry.text for entry in entries if then and entry.section is MinutesSection.ACTIONS]
    written = [then.match(line) for line in lines] if then else []
    return frozenset(one.owner for one in owned) | {found[1] for found in written if found}


def unnamed(
    at: Seated, seat: Participant, seats: Collection[Participant], owners: Collection[str], to_call: str
) -> Roles | None:
    """For a partner, others are called by what they are at the table: who else helps is shared apart, or not at all.

    Also who has no seat there: a party, whoever is to do something, and the network. None: this is nobody for whom
    names are left out.
    """
    party = at.at_table.parties.get(seat.party_id) if seat.party_id else None
    if party is None or not party.in_portal:
        return None
    others = set(at.at_table.people) - {*at.at_table.household, *at.elsewhere}
    names = dict.fromkeys((*owners, *(at.at_table.people[one] for one in others)), _("iemand anders"))
    parties = (one.name for one in at.at_table.parties.values() if one != party)
    names |= dict.fromkeys(parties, _("een andere partij"))
    for one, role in zip(seats, called(seats), strict=True):
        names |= dict.fromkeys(_names_of(one), role)
    return Roles({name: role for name, role in names.items() if name and name not in _names_of(seat)}, to_call)


def in_roles(entry: MinutesEntry, roles: Roles | None) -> str:
    """Who was there, who decided, who does or agreed what with whom: the words themselves name people there.

    Who hears of an action, and who tells it to the absent, stands there in free words, that no list of names knows:
    that goes to no partner. Nothing is left: then there is no entry.
    """
    if roles is None or entry.section not in NAMING:
        return entry.text
    if entry.section is MinutesSection.OVERVIEW:
        return renamed(entry.text, {name: role for name, role in roles.names.items() if name != roles.to_call})
    free = {MinutesSection.ACTIONS: without_who_hears, MinutesSection.ENDING: without_who_tells}.get(entry.section)
    return renamed(free(entry.text) if free else entry.text, roles.names)


def called_as(name: str, roles: Roles | None) -> str:
    """Who said something, as this copy calls that person."""
    return renamed(name, roles.names) if roles else name


def renamed(text: str, roles: Mapping[str, str]) -> str:
    """The text with each of these names as what it is called here, with a capital where a sentence begins."""
    names = sorted(roles, key=len, reverse=True)  # "De Kade Noord" before "De Kade"
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)"

    def instead(found: re.Match[str]) -> str:
        role, before = roles[found[0]], text[: found.start()]
        begins = not before or before.endswith((". ", "\n"))
        return role[:1].upper() + role[1:] if begins else role

    return re.sub(pattern, instead, text) if names else text


def _names_of(seat: Participant) -> tuple[str, ...]:
    """By what a seat is known: its own name, and whom the party sends."""
    contact = seat.party.contact if seat.party else None
    return (seat.name, *([contact.name] if contact else ()))
