"""The environment in which this clone runs: its own servers, its own secrets, unless the shell says otherwise."""

import os
from contextlib import ExitStack
from pathlib import Path

from local import secrets, services

HOSTS = ("localhost", "127.0.0.1", "portaal.localhost")
SERVICES = {"DATABASE_URL": "postgres", "REDIS_URL": "valkey"}
PORTAL = "portaal.localhost"


def environment(stack: ExitStack, home: Path) -> dict[str, str]:
    """What manage.py and the programs need, with database and queue at hand for as long as the stack is open.

    A variable that is set in the shell goes first: with DATABASE_URL or REDIS_URL no server of our own is started.
    """
    own = {
        "REGIE_DEMO": "1",
        "SECRET_KEY": secrets.read(_made(home))["secret_key"],
        "ALLOWED_HOSTS": ",".join(HOSTS),
        "PORTAL_HOST": PORTAL,
        "LOG_FORMAT": "text",
        "LOG_HEADS_FILE": str(home / "log-heads.txt"),
        "MATERIAL_ROOT": str(home / "material"),
        "STATIC_ROOT": str(home / "staticfiles"),
        "PYTHONUNBUFFERED": "1",
    }
    for variable, service in SERVICES.items():
        if not os.environ.get(variable):
            own[variable] = stack.enter_context(services.use(service, home))
    return own | {name: value for name, value in os.environ.items() if value or name not in own}


def addresses(port: int) -> dict[str, str]:
    """Where the website and the portal are found on this port, for the link in a mail."""
    return {"SITE_URL": f"http://{HOSTS[0]}:{port}", "PORTAL_URL": f"http://{PORTAL}:{port}"}


def _made(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    return home
