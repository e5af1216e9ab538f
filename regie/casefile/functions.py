"""
The role that somebody of a case file has, by the function in words: a file names no roles.

Not here: the words themselves (accounts.functions), what a role may (privacy.law).
"""

from __future__ import annotations

from accounts.actions.imported import CONSULTANT, CONTACT, INSIDE
from accounts.functions import UnknownFunction, role_for
from accounts.kinds import Kind

OUTSIDE = frozenset(Kind) - {*INSIDE, Kind.OTHER, Kind.DEBT_SERVICE, Kind.SAFETY_HOUSE}


def role_in(function: str, kind: Kind) -> str:
    """The role for this function at this kind of organisation.

    Without a function, or with one that says nothing here, the workplace decides alone: neither role that can follow
    sees anything of a case without a part in it. Whoever works at a partner outside is a partner.
    """
    if not function:
        return role_for(CONTACT if kind in OUTSIDE else CONSULTANT)
    try:
        return role_for(function)
    except UnknownFunction:
        return role_for(CONSULTANT if kind in INSIDE else CONTACT)
