"""What can happen to an account, an organisation or a team: the code that is stored and the Dutch that people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class EventKind(StrEnum):
    """One kind of line in the record of who did what to whom."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.label = label
        return kind

    IMPORTED = "imported", "account klaargezet bij het inlezen"
    INVITED = "invited", "uitgenodigd"
    INVITED_AGAIN = "invited_again", "opnieuw uitgenodigd"
    ACCEPTED = "accepted", "uitnodiging aangenomen"
    ROLE_CHANGED = "role_changed", "rol gewijzigd"
    FUNCTION_CHANGED = "function_changed", "functie gewijzigd"
    ORGANISATION_CHANGED = "organisation_changed", "organisatie gewijzigd"
    TEAM_CHANGED = "team_changed", "team gewijzigd"
    DETAILS_CHANGED = "details_changed", "naam of bereikbaarheid gewijzigd"
    ADDRESS_CHANGED = "address_changed", "e-mailadres gewijzigd"
    DISABLED = "disabled", "uitgeschakeld"
    ENABLED = "enabled", "weer ingeschakeld"
    SECOND_FACTOR_RESET = "second_factor_reset", "tweede stap gewist"
    ORGANISATION_MADE = "organisation_made", "organisatie toegevoegd"
    ORGANISATION_EDITED = "organisation_edited", "organisatie gewijzigd"
    ORGANISATION_CLOSED = "organisation_closed", "organisatie buiten gebruik"
    ORGANISATION_REOPENED = "organisation_reopened", "organisatie weer in gebruik"
    TEAM_MADE = "team_made", "team toegevoegd"
    TEAM_EDITED = "team_edited", "team gewijzigd"
    TEAM_CLOSED = "team_closed", "team buiten gebruik"
    TEAM_REOPENED = "team_reopened", "team weer in gebruik"
