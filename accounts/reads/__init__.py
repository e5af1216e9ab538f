"""The way out: who exists, as frozen dataclasses. What anybody may see of a case is not here but in the law.

Accounts hold no case content, so these reads are no entrances; who may open the pages of the administration is decided
where those pages stand (regie.administration), by the law.
"""

from accounts.reads.accounts import Account, AccountPage, AccountQuery, Counts, Status, account, accounts, counts
from accounts.reads.demo import DemoCard, DemoGroup, demo_groups, demo_person
from accounts.reads.drafts import DraftCard, draft_for, drafts_of, drafts_on
from accounts.reads.events import Event, EventPage, events, events_of
from accounts.reads.organisations import (
    OrganisationCard,
    TeamCard,
    organisation,
    organisation_names,
    organisations,
    organisations_in,
    organisations_named,
    team,
    teams,
)
from accounts.reads.people import UserCard, people_named, people_of, staff, user_card
from accounts.reads.sign_in import SessionCard, has_second_factor, invitation_token, invited, sessions_of
from accounts.reads.waiting import Awaited, whom_to_mail

__all__ = [
    "Account",
    "AccountPage",
    "AccountQuery",
    "Awaited",
    "Counts",
    "DemoCard",
    "DemoGroup",
    "DraftCard",
    "Event",
    "EventPage",
    "OrganisationCard",
    "SessionCard",
    "Status",
    "TeamCard",
    "UserCard",
    "account",
    "accounts",
    "counts",
    "demo_groups",
    "demo_person",
    "draft_for",
    "drafts_of",
    "drafts_on",
    "events",
    "events_of",
    "has_second_factor",
    "invitation_token",
    "invited",
    "organisation",
    "organisation_names",
    "organisations",
    "organisations_in",
    "organisations_named",
    "people_named",
    "people_of",
    "sessions_of",
    "staff",
    "team",
    "teams",
    "user_card",
    "whom_to_mail",
]
