"""The way into a meeting. What the case must know is reported through cases.actions, in the same transaction."""

from meetings.actions.closing import break_off, close_meeting, resume_meeting, share_minutes
from meetings.actions.erased import count_again
from meetings.actions.invitations import (
    accept_invitation,
    decline_invitation,
    propose_representative,
    refuse_representative,
    take_over_representative,
)
from meetings.actions.preparing import (
    NewMeeting,
    NewSeat,
    arrange_participation,
    cancel_meeting,
    change_meeting,
    invite,
    invite_all,
    plan_meeting,
    remove_seat,
)
from meetings.actions.running import (
    confirm_question,
    go_to_picture,
    mark_attendance,
    open_meeting,
    raise_new_facts,
    read_purposes,
    resolve_new_facts,
    take_first_turn,
    take_first_turns,
)

__all__ = [
    "NewMeeting",
    "NewSeat",
    "accept_invitation",
    "arrange_participation",
    "break_off",
    "cancel_meeting",
    "change_meeting",
    "close_meeting",
    "confirm_question",
    "count_again",
    "decline_invitation",
    "go_to_picture",
    "invite",
    "invite_all",
    "mark_attendance",
    "open_meeting",
    "plan_meeting",
    "propose_representative",
    "raise_new_facts",
    "read_purposes",
    "refuse_representative",
    "remove_seat",
    "resolve_new_facts",
    "resume_meeting",
    "share_minutes",
    "take_first_turn",
    "take_first_turns",
    "take_over_representative",
]
