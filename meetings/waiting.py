"""
Screens that wait for a change: each open screen of a running meeting asks once, and is answered when there is one.

The same question as in meetings.middleware, held until its answer is yes: a thousand screens then cost next to nothing
while nobody says anything, and all of them hear of a change within a fifth of a second. It too gives no data: 205 is to
fetch, by the way on which the law judges and the log writes; so is the end of the time for which a stand is trusted.
An ASGI application of its own (deploy/live.conf.py). Where it does not run, or stops, the screens ask every second.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from django.db import connection

from meetings import stand
from meetings.reads.stands import Numbers, numbers_of
from meetings.stand import Stand

EVERY = 0.2  # seconds between two looks at the tables that somebody waits for
PATIENCE = 2.0  # seconds after which a look counts as not answered
TOO_LONG = 10.0  # seconds without a look, after which this program says of itself that it does not work
NOWHERE = UUID(int=0)  # no meeting: to hear whether the database answers again
LONGEST = 500  # bytes of a stand
WORKS, FETCH, NOT_HERE, AWAY = 200, 205, 404, 503
HEADERS = [
    (b"cache-control", b"no-store"),
    (b"content-length", b"0"),
    (b"access-control-allow-origin", b"*"),  # without a cookie, and of no use without a signed stand
]
Message = MutableMapping[str, Any]
Receive, Send = Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]
_log = structlog.get_logger(__name__)


class Watch:
    """Looks at all tables that somebody waits for at once, in a thread with a connection of its own."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._known: dict[UUID, Numbers | None] = {}
        self._is_away = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="watch")
        self._asking: asyncio.Future[dict[UUID, Numbers | None]] | None = None
        self._looked_at = monotonic()

    async def run(self) -> None:
        """Until it is cancelled. Whatever goes wrong in a look: the screens ask elsewhere, and the next one follows."""
        while True:
            try:
                await self._look()
            except Exception as error:
                self._go_away(error)
            await asyncio.sleep(EVERY)

    def works(self) -> bool:
        """Whether it looked a moment ago, or would have if anybody waited for something."""
        return monotonic() - self._looked_at < TOO_LONG

    async def until_changed(self, seen: Stand, seconds: float) -> int:
        """The answer, as soon as there is one: fetch, or ask elsewhere because the database does not answer."""
        event, until = asyncio.Event(), asyncio.get_running_loop().time() + seconds
        self._waiting[seen.meeting_id].add(event)
        try:
            while not self._is_away:
                if _is_newer(self._known, seen):
                    return FETCH
                event.clear()
                async with asyncio.timeout_at(until):
                    await event.wait()
        except TimeoutError:
            return FETCH  # the stand is too old to trust: to be renewed
        finally:
            self._waiting[seen.meeting_id].discard(event)
            if not self._waiting[seen.meeting_id]:
                del self._waiting[seen.meeting_id]
        return AWAY

    async def _look(self) -> None:
        ids = list(self._waiting)
        known = await self._answered(ids or [NOWHERE]) if ids or self._is_away else {}
        before, self._known = self._known, known
        self._is_away, self._looked_at = False, monotonic()
        self._wake([meeting for meeting in known if meeting not in before or before[meeting] != known[meeting]])

    async def _answered(self, ids: Collection[UUID]) -> dict[UUID, Numbers | None]:
        """What the database says. One question at a time: from a host that is gone the thread may hear nothing."""
        if self._asking is None:
            self._asking = asyncio.get_running_loop().run_in_executor(self._thread, _numbers_of, ids)
        await asyncio.wait({self._asking}, timeout=PATIENCE)
        if not self._asking.done():
            raise TimeoutError(f"no answer in {PATIENCE} seconds")
        asked, self._asking = self._asking, None
        return asked.result()

    def _go_away(self, error: Exception) -> None:
        if not self._is_away:
            _log.warning("Screens that wait are sent to ask: the database does not answer", error=repr(error))
        self._known, self._is_away = {}, True
        self._wake(list(self._waiting))

    def _wake(self, meetings: Collection[UUID]) -> None:
        for meeting in meetings:
            for event in tuple(self._waiting.get(meeting, ())):
                event.set()


def _numbers_of(ids: Collection[UUID]) -> dict[UUID, Numbers | None]:
    """Of each of these meetings; None: it is not there any more. Raises Error when the database does not answer."""
    try:
        found = numbers_of(meeting_ids=ids)
    except Exception:
        connection.close()  # the next look makes another
        raise
    there = {numbers.meeting_id: numbers for numbers in found}
    return {meeting: there.get(meeting) for meeting in ids}


def _is_newer(known: dict[UUID, Numbers | None], seen: Stand) -> bool:
    """Whether the table went on since. A screen that just fetched may be ahead of the last look."""
    if seen.meeting_id not in known:
        return False  # not looked at yet
    numbers = known[seen.meeting_id]
    return numbers is None or numbers.version > seen.version or numbers.around > seen.around


class Waiting:
    """The application: a screen sends its stand, and waits. clock: what time it is now."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._watch = Watch()
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            status = await self._answer(receive) if scope["method"] == "POST" else self._health(scope["method"])
            await send({"type": "http.response.start", "status": status, "headers": HEADERS})
            await send({"type": "http.response.body", "body": b""})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._running = asyncio.create_task(self._watch.run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._running.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    def _health(self, method: str) -> int:
        """For who watches over this program. It says nothing of any meeting."""
        if method != "GET":
            return NOT_HERE
        return WORKS if self._watch.works() else AWAY

    async def _answer(self, receive: Receive) -> int:
        now = self._clock()
        found = stand.read_late(await _text(receive))
        if found is None or found[1] <= now.timestamp():
            return FETCH
        waiting = asyncio.create_task(self._watch.until_changed(found[0], found[1] - now.timestamp()))
        gone = asyncio.create_task(_gone(receive))
        await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if waiting.done():
            return waiting.result()
        waiting.cancel()
        return FETCH


async def _text(receive: Receive) -> str:
    """What was sent, as far as it can be a stand."""
    words, more = b"", True
    while more and len(words) <= LONGEST:
        message = await receive()
        words += message.get("body", b"")
        more = message.get("more_body", False)
    return words.decode("ascii", errors="replace") if len(words) <= LONGEST else ""


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
