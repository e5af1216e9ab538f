"""The shape of what is typed about a meeting, by noun. Whether it may is the action's question, not the form's."""

from meetings.forms.agenda import PreconditionsForm, TopicForm, TopicRow, agenda_forms, topic_rows
from meetings.forms.choices import NothingForm, options
from meetings.forms.closing import ClosingForm, KeepOverviewForm, closing_values, overview_forms
from meetings.forms.invitation import DeclineInvitationForm, RepresentativeForm
from meetings.forms.minutes import EntriesForm, StatementForm, VersionForm
from meetings.forms.preparing import (
    MeetingForm,
    PartyRow,
    RefuseRepresentativeForm,
    SeatForm,
    SeatRow,
    SeveralSeatsForm,
    TakingPartForm,
    party_rows,
    preparation_forms,
    seat_rows,
)
from meetings.forms.table import (
    NewFactForm,
    PurposeForm,
    QuestionForm,
    ReasonForm,
    ResolutionForm,
    TurnForm,
    table_forms,
)
from meetings.forms.talk import (
    DecisionForm,
    GoBackForm,
    GoOnForm,
    LandActionForm,
    LandDirectionForm,
    MinuteTakerForm,
    SayForm,
    SetAsideForm,
    live_forms,
    of_this_moment,
)
from meetings.forms.together import TogetherForm

__all__ = [
    "TogetherForm",
    "DecisionForm",
    "GoBackForm",
    "GoOnForm",
    "LandActionForm",
    "LandDirectionForm",
    "MinuteTakerForm",
    "SayForm",
    "SetAsideForm",
    "live_forms",
    "of_this_moment",
    "party_rows",
    "SeveralSeatsForm",
    "PartyRow",
    "topic_rows",
    "agenda_forms",
    "TopicRow",
    "TopicForm",
    "PreconditionsForm",
    "ClosingForm",
    "DeclineInvitationForm",
    "EntriesForm",
    "StatementForm",
    "KeepOverviewForm",
    "MeetingForm",
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
    "VersionForm",
    "closing_values",
    "options",
    "overview_forms",
    "preparation_forms",
    "seat_rows",
    "table_forms",
]
