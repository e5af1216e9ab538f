"""Looking at pages one after another: axe, the width of a phone, and what the browser complains about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import ConsoleMessage, Page

from local import places
from tests.browser.axe import findings, sticks_out

HEIGHT = {1440: 900, 820: 1180, 390: 844}
ONE_LOOK = ((1440, "light"),)
EVERY_LOOK = tuple((width, scheme) for width in HEIGHT for scheme in ("light", "dark"))
PHONE = 390
SIZES = ((1920, 1080), (1440, 900), (PHONE, 844))  # a projector, a laptop and a phone
PICTURES = places.VAR / "looked_at"
LOOKS = pytest.mark.parametrize(
    "looks", [ONE_LOOK, pytest.param(EVERY_LOOK, marks=pytest.mark.slow)], ids=["one", "every"]
)


@dataclass
class Walk:
    """What was seen on the way, and what was wrong with it."""

    looks: tuple[tuple[int, str], ...]
    seen: set[str] = field(default_factory=set)
    times: Counter[str] = field(default_factory=Counter)  # how often each kind of page was looked at
    wrong: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """What the browser complains about is wrong (a script, a file, the policy), and so is asking another server."""
        page.on("request", lambda request: self._ask(page, request.url))
        page.on("console", lambda message: self._hear(page, message))
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))

    def _hear(self, page: Page, message: ConsoleMessage) -> None:
        refused = "Failed to load resource" in message.text and urlsplit(message.location["url"]).path[-1:] == "/"
        if message.type in ("error", "warning") and not refused:  # a page that is refused is meant to be
            self.wrong.append(f"{page.url}: {message.text}")

    def _ask(self, page: Page, address: str) -> None:
        host = urlsplit(address).hostname  # None: what stands in the page itself
        if host not in ("localhost", settings.PORTAL_HOST, None):
            self.wrong.append(f"{page.url} asks something of {host}")

    def judge(self, page: Page) -> None:
        """Looks at the page with everything unfolded, in each width and scheme, and sideways on a phone."""
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        page.evaluate("scrollTo(0, 0)")  # else what is just under the bar of the case counts as hidden by it
        for width, scheme in self.looks:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": HEIGHT[width]})
            self.wrong += [f"{width} {scheme} {line}" for line in findings(page)]
        page.set_viewport_size({"width": PHONE, "height": HEIGHT[PHONE]})
        self.wrong += sticks_out(page)

    def take_pictures(self, name: str, page: Page) -> None:
        """When every look is asked: the page as a projector, a laptop and a phone show it, for somebody to look at."""
        if self.looks == ONE_LOOK:
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        for (width, height), scheme in product(SIZES, ("light", "dark")):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=PICTURES / f"{name.replace(':', '_').replace(' ', '_')}-{width}-{scheme}.png")
