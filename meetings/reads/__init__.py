"""The way out of the meetings: frozen pages, and the facts that a meeting reports to its case."""

from meetings.reads.calendar import (
    CalendarFor,
    calendar_to_mail,
    open_calendar,
    open_invited_calendar,
    where_it_leads,
)
from meetings.reads.closing import ClosingPage, open_closing
from meetings.reads.dates import DatesPage, open_dates, open_dates_of
from meetings.reads.invitation import InvitationPage, open_invitation
from meetings.reads.lines import MeetingLine, SeatLine
from meetings.reads.live import may_still, open_live
from meetings.reads.material import MaterialFile, MaterialPage, open_material, open_material_file
from meetings.reads.minutes import MinutesPage, RecipientLine, open_minutes
from meetings.reads.minutes_copy import (
    CopyPage,
    EntryLine,
    open_minutes_copy,
    open_portal_copy,
    take_minutes_copy,
    take_portal_copy,
)
from meetings.reads.pages import (
    MeetingPage,
    MeetingsPage,
    open_meeting,
    open_meetings,
    open_table,
)
from meetings.reads.paper import InvitationPaper, open_invitation_paper
from meetings.reads.pictures import PicturesPage, open_pictures, open_pictures_room
from meetings.reads.preparation import (
    PreparationPage,
    TopicLine,
    open_meeting_paper,
    open_planning,
    open_preparation,
    open_preparation_of,
)
from meetings.reads.reading_along import YesLine
from meetings.reads.room import Room, open_room
from meetings.reads.screen import Live, Option, Said, Table
from meetings.reads.seat import SeatPage, open_seat
from meetings.reads.together import Answered, MyRound, TogetherPage, open_my_round, open_together

__all__ = [
    "PicturesPage",
    "open_pictures",
    "open_pictures_room",
    "Answered",
    "MyRound",
    "TogetherPage",
    "open_my_round",
    "open_together",
    "InvitationPaper",
    "open_invitation_paper",
    "CalendarFor",
    "calendar_to_mail",
    "where_it_leads",
    "open_calendar",
    "open_invited_calendar",
    "ClosingPage",
    "MaterialFile",
    "MaterialPage",
    "open_material",
    "open_material_file",
    "DatesPage",
    "open_dates",
    "open_dates_of",
    "InvitationPage",
    "open_invitation",
    "MeetingLine",
    "MeetingPage",
    "MeetingsPage",
    "SeatLine",
    "CopyPage",
    "EntryLine",
    "MinutesPage",
    "open_closing",
    "RecipientLine",
    "YesLine",
    "open_minutes",
    "open_minutes_copy",
    "open_portal_copy",
    "take_minutes_copy",
    "take_portal_copy",
    "Live",
    "Option",
    "Room",
    "Said",
    "SeatPage",
    "Table",
    "may_still",
    "open_live",
    "open_room",
    "open_seat",
    "open_meeting",
    "open_meetings",
    "PreparationPage",
    "TopicLine",
    "open_meeting_paper",
    "open_planning",
    "open_preparation",
    "open_preparation_of",
    "open_table",
]
