"""
Open screens of meetings, as browsers keep them: each waits until something changed, or asks every second whether it did
where that is not served, and fetches what did.

A program of its own, without Django, so that what it costs is not taken for what the server costs. It reads what to do
as JSON from its input and writes what it saw to its output. Times: seconds of time.time(), which both programs share.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field
from typing import Any

OFTEN, AT_ONCE, SPREAD = 1.0, 0.1, 0.15  # as static/js/meeting.js
STAND = re.compile(rb'data-stand="([^"]+)"')
UNCHANGED = 204


@dataclass
class Screen:
    """One open screen. site: the host that it asks. seen: when it first showed each version of its meeting."""

    meeting: str
    path: str
    cookie: str
    site: str
    seen: dict[int, float] = field(default_factory=dict)
    stand: str = ""
    polls: int = 0
    fetches: int = 0
    renewed: int = 0


class Wire:
    """A connection that stays open."""

    def __init__(self, host: str, port: int, site: str = "localhost") -> None:
        self.host, self.port, self.site = host, port, site
        self.reader: Any = None
        self.writer: Any = None

    async def ask(self, path: str, headers: dict[str, str], sent: str | None = None) -> tuple[int, bytes, str]:
        """Status, body and the fresh stand if there is one; once more on a new connection when the server closed it."""
        for last in (False, True):
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
                length = [] if sent is None else [f"Content-Length: {len(sent)}", "Content-Type: text/plain"]
                lines = [
                    f"{'GET' if sent is None else 'POST'} {path} HTTP/1.1",
                    f"Host: {self.site}",
                    *length,
                    *(f"{key}: {word}" for key, word in headers.items()),
                ]
                self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + (sent or "")).encode())
                return await self._answer()
            except (OSError, asyncio.IncompleteReadError, ValueError):
                self.writer = None
                if last:
                    raise
        raise AssertionError

    async def _answer(self) -> tuple[int, bytes, str]:
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        status = int(lines[0].split()[1])
        pairs = (line.split(b": ", 1) for line in lines[1:] if b": " in line)
        fields = {name.lower(): words for name, words in pairs}
        body = b""
        if fields.get(b"transfer-encoding") == b"chunked":
            while size := int(await self.reader.readline(), 16):
                body += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        elif length := int(fields.get(b"content-length", b"0")):
            body = await self.reader.readexactly(length)
        if fields.get(b"connection", b"").lower() == b"close":
            self.writer.close()
            self.writer = None
        return status, body, fields.get(b"x-regie-stand", b"").decode()


async def watch(screen: Screen, told: dict[str, Any], until: float) -> None:
    """Asks, fetches, and asks again. waiting: the port where a question is held until something changes."""
    wire, waits = Wire(told["host"], told["port"], screen.site), told.get("waiting")
    holding = Wire(told["host"], waits) if waits else None
    await asyncio.sleep(random.random() * told.get("spread", OFTEN))
    while time.time() < until:
        if holding and screen.stand:
            asked = holding.ask("/", {}, screen.stand)
            try:
                status, _body, _stand = await asyncio.wait_for(asked, max(0.1, until - time.time()))
            except TimeoutError:
                return
        else:
            status, _body, _stand = await wire.ask("/_stand/", {"X-Regie-Stand": screen.stand})
        screen.polls += 1
        if status != UNCHANGED:
            headers = {"Cookie": screen.cookie, "X-Regie-Stand": screen.stand, "X-Regie-Background": "1"}
            status, body, fresh = await wire.ask(screen.path, headers)
            if status == UNCHANGED:
                screen.stand, screen.renewed = fresh, screen.renewed + 1
            elif found := STAND.search(body):
                screen.fetches += 1
                screen.stand = found.group(1).decode()
                screen.seen.setdefault(int(screen.stand.split(".")[2]), time.time())
            elif status != 200:
                raise SystemExit(f"{screen.path}: {status} {body[:300]!r}")
        calm = AT_ONCE if holding else OFTEN
        await asyncio.sleep(calm * (1 + SPREAD * (2 * random.random() - 1)))


async def meetings(told: dict[str, Any]) -> dict[str, Any]:
    """All screens for so many seconds."""
    screens = [Screen(**one) for one in told["screens"]]
    until = time.time() + told["seconds"]
    await asyncio.gather(*(watch(screen, told, until) for screen in screens))
    return {
        "seen": [[screen.meeting, screen.seen] for screen in screens],
        "polls": sum(screen.polls for screen in screens),
        "fetches": sum(screen.fetches for screen in screens),
        "renewals": sum(screen.renewed for screen in screens),
    }


async def viewers(told: dict[str, Any]) -> dict[str, Any]:
    """So many viewers ask once each, over so many connections; the server and a bare one in turns."""
    rounds: list[list[float]] = []
    for _round in range(told["rounds"]):
        rounds.append([await _one_round(told, port) for port in (told["bare"], told["port"])])
    return {"rounds": rounds}


async def _one_round(told: dict[str, Any], port: int) -> float:
    wires = [Wire(told["host"], port) for _wire in range(told["connections"])]
    each = told["viewers"] // told["connections"]

    async def ask(wire: Wire) -> None:
        for _viewer in range(each):
            await wire.ask("/_stand/", {"X-Regie-Stand": told["stand"]})

    await asyncio.gather(*(wire.ask("/_stand/", {"X-Regie-Stand": told["stand"]}) for wire in wires))
    begin = time.perf_counter()
    await asyncio.gather(*(ask(wire) for wire in wires))
    return time.perf_counter() - begin


if __name__ == "__main__":
    what = json.load(sys.stdin)
    random.seed(what.get("seed", 1))
    json.dump(asyncio.run({"meetings": meetings, "viewers": viewers}[what["do"]](what)), sys.stdout)
