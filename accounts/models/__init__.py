"""The tables of who exists. No rules here, but what can never be true stands in the constraints."""

from accounts.models.draft import Draft
from accounts.models.event import AccountEvent
from accounts.models.mailing import Mailing
from accounts.models.organisation import Organisation, Team
from accounts.models.session import Session
from accounts.models.user import User
from accounts.models.waiting import Waiting

__all__ = ["AccountEvent", "Draft", "Mailing", "Organisation", "Session", "Team", "User", "Waiting"]
