"""Which addresses are about somebody's own account and not about a case: signing in, the account, the demonstration.

What is typed there is nobody's draft, a missing second factor does not stop it, and in the portal it works outside the
restricted role: these pages write sessions and accounts, and read nothing else.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

DOORS = ("/inloggen/", "/uitloggen/", "/account/", "/demo/")
DRAFTS = "/concept/"


def is_door(path: str) -> bool:
    """Is this a page of signing in or of one's own account?"""
    return path.startswith(DOORS)


def is_about_oneself(path: str) -> bool:
    """A door, or one's own drafts: never anything of a case."""
    return path.startswith((*DOORS, DRAFTS))


def other_site(request: HttpRequest, host: str) -> str:
    """The beginning of an address on another host of ours, by the scheme and the port of this request."""
    port = request.get_host().partition(":")[2]
    return f"{request.scheme}://{host}:{port}" if port else f"{request.scheme}://{host}"


def is_portal(request: HttpRequest) -> bool:
    """Did this request come to the host of the portal? However a browser writes that name: in capitals, with a dot."""
    return bool(split_domain_port(request.get_host())[0] == settings.PORTAL_HOST)
