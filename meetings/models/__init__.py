"""The tables of the meetings, by noun. No rules, no saving of others."""

from meetings.models.dates import DateAnswer, DateOption
from meetings.models.invite import CalendarInvite
from meetings.models.material import Material
from meetings.models.meeting import Meeting, Presence, Topic
from meetings.models.minutes import MinutesCopy, MinutesEntry
from meetings.models.outcome import Appointment, MeetingDecision, Minutes
from meetings.models.seats import Participant
from meetings.models.talk import Contribution, NewFactsSignal
from meetings.models.together import RoundAnswer

__all__ = [
    "Appointment",
    "CalendarInvite",
    "Contribution",
    "DateAnswer",
    "DateOption",
    "Material",
    "Meeting",
    "MeetingDecision",
    "Minutes",
    "MinutesCopy",
    "MinutesEntry",
    "NewFactsSignal",
    "Participant",
    "Presence",
    "RoundAnswer",
    "Topic",
]
