"""
THE CALENDAR: a meeting as a calendar takes it in (RFC 5545, RFC 5546).

It says when, how long and where, and nothing of whom it is about: a calendar is read by colleagues, and on a telephone.
Here belongs that text. Not here: who gets one and when (meetings.actions.calendars), sending it (meetings.mail).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SUBJECT = "Overleg"


@dataclass(frozen=True)
class Moment:
    """A meeting in one calendar: by which number, the how manieth version, when, how long and where."""

    id: UUID
    sequence: int
    starts_at: datetime
    minutes: int
    place: str
    changed_at: datetime
    is_cancelled: bool

    @property
    def method(self) -> str:
        return "CANCEL" if self.is_cancelled else "REQUEST"


def calendar_of(moment: Moment, *, organizer: str, attendee: str, link: str, asks: bool) -> bytes:
    """The file that comes with a mail, or without attendee the one that is downloaded: then nobody is asked anything.

    link: the door behind which everything else stands; asks: there, too, whether this person comes.
    """
    event = Event()
    event.add("uid", f"{moment.id}@regie")
    event.add("sequence", moment.sequence)
    event.add("dtstamp", moment.changed_at)
    event.add("dtstart", moment.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", (moment.starts_at + timedelta(minutes=moment.minutes)).astimezone(AMSTERDAM))
    event.add("summary", SUBJECT)
    if not moment.is_cancelled:
        answer = " Daar zegt u ook of u komt." if asks else ""
        event.add("description", f"In Regie leest u waarover het gaat.{answer} {link}")
    event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if moment.is_cancelled else "CONFIRMED")
    if moment.place:
        event.add("location", moment.place)
    event["organizer"] = vCalAddress(f"mailto:{organizer}")
    if attendee:
        invited = vCalAddress(f"mailto:{attendee}")
        invited.params["rsvp"] = vText("FALSE")  # the answer is given behind the door
        event.add("attendee", invited, encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//Regie//Overleg//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", moment.method if attendee else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
