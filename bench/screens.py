"""
Open screens of meetings, as browsers keep them: each asks every second whether anything changed, and fetches what did.

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

OFTEN, SPREAD = 1.0, 0.15  # as static/js/meeting.js
STAND = re.compile(rb'data-stand="([^"]+)"')
UNCHANGED = 204


@dataclass
class Screen:
    """One open screen. seen: when it first showed each version of its meeting."""

    meeting: str
    path: str
    cookie: str
    seen: dict[int, float] = field(default_factory=dict)
    stand: str = ""
    polls: int = 0
    fetches: int = 0


class Wire:
    """A connection that stays open."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.reader: Any = None
        self.writer: Any = None

    async def ask(self, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        """Status and body; once more on a new connection when the server had closed this one."""
        for last in (False, True):
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
                lines = [
                    f"GET {path} HTTP/1.1",
                    "Host: localhost",
                    *(f"{key}: {word}" for key, word in headers.items()),
                ]
                self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
                return await self._answer()
            except (OSError, asyncio.IncompleteReadError, ValueError):
                self.writer = None
                if last:
                    raise
        raise AssertionError

    async def _answer(self) -> tuple[int, bytes]:
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        status = int(lines[0].split()[1])
        fields = dict(line.lower().split(b": ", 1) for line in lines[1:] if b": " in line)
        body = b""
        if fields.get(b"transfer-encoding") == b"chunked":
            while size := int(await self.reader.readline(), 16):
                body += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        elif length := int(fields.get(b"content-length", b"0")):
            body = await self.reader.readexactly(length)
        if fields.get(b"connection") == b"close":
            self.writer.close()
            self.writer = None
        return status, body


async def watch(screen: Screen, host: str, port: int, until: float) -> None:
    """Asks, fetches, and asks again."""
    wire = Wire(host, port)
    await asyncio.sleep(random.random() * OFTEN)
    while time.time() < until:
        status, _body = await wire.ask("/_stand/", {"X-Regie-Stand": screen.stand})
        screen.polls += 1
        if status != UNCHANGED:
            headers = {"Cookie": screen.cookie, "X-Regie-Stand": screen.stand, "X-Regie-Background": "1"}
            status, body = await wire.ask(screen.path, headers)
            if found := STAND.search(body):
                screen.fetches += 1
                screen.stand = found.group(1).decode()
                screen.seen.setdefault(int(screen.stand.split(".")[2]), time.time())
            elif status not in (200, UNCHANGED):
                raise SystemExit(f"{screen.path}: {status} {body[:300]!r}")
        await asyncio.sleep(OFTEN * (1 + SPREAD * (2 * random.random() - 1)))


async def meetings(told: dict[str, Any]) -> dict[str, Any]:
    """All screens for so many seconds."""
    screens = [Screen(**one) for one in told["screens"]]
    until = time.time() + told["seconds"]
    await asyncio.gather(*(watch(screen, told["host"], told["port"], until) for screen in screens))
    return {
        "seen": [[screen.meeting, screen.seen] for screen in screens],
        "polls": sum(screen.polls for screen in screens),
        "fetches": sum(screen.fetches for screen in screens),
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
