"""
The two database roles that own nothing, and who may take which.

    the owner        signs in to migrate, and for nothing else
    regie_app        the website and the tasks: rows of the tables they use, no tables, no triggers
    regie_portal     a page of the partner portal, for as long as it takes (privacy/portal.py)

What each may do stands in the migrations (privacy/0006_gate and whatever makes a table); who may take which role of a
server, in deploy/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

APPLICATION, PORTAL = "regie_app", "regie_portal"
ROLES = (APPLICATION, PORTAL)
_ROLE = re.compile(r"\s*-c role=\S+")


def as_role(options: dict[str, Any], role: str) -> dict[str, Any]:
    """Options of a database under which every connection begins in this role; "none" is whoever signed in."""
    given = _ROLE.sub("", options.get("options", ""))  # not both: the server asks of each whether it exists
    return options | {"options": f"{given} -c role={role}".strip()}


@contextmanager
def as_who_signed_in(connection: Any, *, lock_timeout: int = 0) -> Iterator[None]:
    """Inside this block the connection works as the login itself, whatever role is set for it: for migrating.

    lock_timeout: seconds that it waits for a table that others use; 0: as long as it takes.
    """
    before = connection.settings_dict["OPTIONS"]
    own = as_role(before, "none")
    connection.close()
    connection.settings_dict["OPTIONS"] = own | {"options": f"{own['options']} -c lock_timeout={lock_timeout}s"}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"] = before


def statements_for_an_administrator(connection: Any) -> tuple[str, ...]:
    """What somebody else has to run before this login can migrate. Nothing when it can do so itself."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [list(ROLES)])
        missing = [statement for (statement,) in cursor.fetchall()]
    return tuple(missing)


# A role that is not there is made by the migrations, when they may. One that is there and not ours, they cannot take.
_MISSING = """
SELECT statement FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (name, place)
JOIN pg_roles me ON me.rolname = current_user
LEFT JOIN pg_roles r ON r.rolname = wanted.name
CROSS JOIN LATERAL (VALUES
    (1, format('CREATE ROLE %%I NOLOGIN;', wanted.name), r.oid IS NULL AND NOT (me.rolcreaterole OR me.rolsuper)),
    (2, format('GRANT %%I TO %%I;', wanted.name, me.rolname),
        CASE WHEN r.oid IS NULL THEN NOT (me.rolcreaterole OR me.rolsuper)
        ELSE NOT pg_has_role(me.oid, r.oid, 'MEMBER') END)
) AS step (number, statement, needed)
WHERE needed ORDER BY number, place
"""
