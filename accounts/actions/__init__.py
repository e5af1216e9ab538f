"""The way in: one function for each thing that happens to an account, an organisation, a team, a session or a draft.

Who may do what in the administration is decided by the law, in regie.administration: this app stands below the law.
"""

from accounts.actions.demo import ensure_demo_people
from accounts.actions.details import AccountDetails, change_account
from accounts.actions.drafts import (
    discard_draft,
    discard_drafts,
    discard_drafts_on,
    keep_draft,
    take_draft,
    wipe_expired,
)
from accounts.actions.imported import ensure_contact, ensure_invited_user, ensure_organisation
from accounts.actions.invitations import accept_invitation, invite, invite_again
from accounts.actions.mailings import first_time
from accounts.actions.organisations import (
    OrganisationDetails,
    TeamDetails,
    change_organisation,
    change_team,
    close_organisation,
    close_team,
    make_organisation,
    make_team,
    reopen_organisation,
    reopen_team,
)
from accounts.actions.refusals import InvitationNotOpen, NotPossible
from accounts.actions.sessions import end_other_sessions, note_activity
from accounts.actions.standing import disable, enable, reset_second_factor
from accounts.actions.waiting import came_to_look, note_waiting, put_off

__all__ = [
    "AccountDetails",
    "InvitationNotOpen",
    "NotPossible",
    "OrganisationDetails",
    "TeamDetails",
    "accept_invitation",
    "came_to_look",
    "change_account",
    "change_organisation",
    "change_team",
    "close_organisation",
    "close_team",
    "disable",
    "discard_draft",
    "discard_drafts",
    "discard_drafts_on",
    "enable",
    "end_other_sessions",
    "ensure_contact",
    "ensure_demo_people",
    "ensure_invited_user",
    "ensure_organisation",
    "first_time",
    "invite",
    "invite_again",
    "keep_draft",
    "make_organisation",
    "make_team",
    "note_activity",
    "note_waiting",
    "put_off",
    "reopen_organisation",
    "reopen_team",
    "reset_second_factor",
    "take_draft",
    "wipe_expired",
]
