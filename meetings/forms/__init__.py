"""The shape of what is typed about a meeting, by noun. Whether it may is the action's question, not the form's."""

from meetings.forms.choices import NothingForm, options
from meetings.forms.closing import ClosingForm, closing_values
from meetings.forms.invitation import DeclineInvitationForm, RepresentativeForm
from meetings.forms.preparing import (
    MeetingForm,
    RefuseRepresentativeForm,
    SeatForm,
    SeatRow,
    TakingPartForm,
    preparation_forms,
    seat_rows,
)
from meetings.forms.table import (
    MinutesForm,
    NewFactForm,
    PurposeForm,
    QuestionForm,
    ReasonForm,
    ResolutionForm,
    TurnForm,
    table_forms,
)

__all__ = [
    "ClosingForm",
    "DeclineInvitationForm",
    "MeetingForm",
    "MinutesForm",
    "NewFactForm",
    "NothingForm",
    "PurposeForm",
    "QuestionForm",
    "ReasonForm",
    "RefuseRepresentativeForm",
    "RepresentativeForm",
    "ResolutionForm",
    "SeatForm",
    "SeatRow",
    "TakingPartForm",
    "TurnForm",
    "closing_values",
    "options",
    "preparation_forms",
    "seat_rows",
    "table_forms",
]
