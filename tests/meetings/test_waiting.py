"""Screens that wait: held while nothing happens, all answered at once when something does, and never told what."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from meetings import actions, reads, stand, waiting
from meetings.actions import NewMeeting, NewSeat
from meetings.waiting import Waiting
from privacy.law import Purpose

PIA = "pia_directs_process"
WORKS, FETCH, NOT_HERE, AWAY = 200, 205, 404, 503


@pytest.fixture
def by(committed_cast):
    return lambda: {"viewer": committed_cast.viewer(PIA), "reference": "C-1", "now": timezone.now()}


@pytest.fixture
def running(committed_cast, by):
    """The id of a meeting that runs, for other connections as well."""
    plan = NewMeeting(MeetingKind.MDO, timezone.now(), 90, tuple(AgendaPoint), question="Waar slaapt Noor?")
    meeting_id = actions.plan_meeting(meeting=plan, **by())
    person = committed_cast.ids["person_id"]
    seat = NewSeat(SeatKind.RESIDENT, person=person, participation_form=ParticipationForm.PRESENT)
    actions.invite(meeting_id=meeting_id, seat=seat, **by())
    actions.open_meeting(meeting_id=meeting_id, **by())
    return meeting_id


def stand_of(by, meeting_id, *, old=timedelta()):
    table = reads.open_live(meeting_id=meeting_id, purpose=Purpose.DIRECTION, **by())
    return stand.written(table.live.stand, timezone.now() - old)


async def ask(application, body, method="POST"):
    """The status of one question. Its screen stays there until it is answered."""
    sent, words = [], [{"type": "http.request", "body": body.encode(), "more_body": False}]

    async def receive():
        return words.pop() if words else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    await application({"type": "http", "method": method}, receive, send)
    assert sent[1] == {"type": "http.response.body", "body": b""}
    return sent[0]["status"]


def served(questions):
    """Runs what is asked of an application that is up.

    In a thread of its own: a browser that was opened before in this process, keeps a loop running in this one.
    """

    async def run():
        application, told, steps = Waiting(timezone.now), [], asyncio.Queue()

        async def send(message):
            told.append(message["type"])

        await steps.put({"type": "lifespan.startup"})
        up = asyncio.create_task(application({"type": "lifespan"}, steps.get, send))
        try:
            return await questions(application)
        finally:
            await steps.put({"type": "lifespan.shutdown"})
            await up
            assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run()).result()


def elsewhere(deed):
    """Done in another thread, on a connection of its own, as another request does."""

    def do():
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        pool.submit(do).result()


def test_forty_screens_are_held_until_somebody_says_something_and_hear_it_at_once(by, running):
    seen = stand_of(by, running)

    async def questions(application):
        screens = [asyncio.create_task(ask(application, seen)) for _screen in range(40)]
        await asyncio.sleep(4 * waiting.EVERY)
        assert not any(screen.done() for screen in screens)
        await asyncio.to_thread(elsewhere, lambda: actions.break_off(meeting_id=running, reason="Alarm", **by()))
        return await asyncio.wait_for(asyncio.gather(*screens), 10)

    assert served(questions) == [FETCH] * 40


def test_a_screen_that_fell_behind_and_one_of_a_meeting_that_is_gone_are_not_held(by, running):
    behind = stand_of(by, running)
    actions.break_off(meeting_id=running, reason="Alarm", **by())

    async def questions(application):
        return await asyncio.wait_for(ask(application, behind), 5)

    assert served(questions) == FETCH


def test_a_stand_is_trusted_no_longer_than_it_lasts_and_not_when_it_is_not_ours(by, running):
    fresh = stand_of(by, running)
    nearly_over = stand_of(by, running, old=stand.LASTS - timedelta(seconds=2))

    async def questions(application):
        for words in (stand_of_thread, "", "x", fresh[:-1], fresh + "x" * 1000, "é"):
            assert await asyncio.wait_for(ask(application, words), 2) == FETCH
        assert await ask(application, fresh, method="PUT") == NOT_HERE
        began = time.monotonic()
        assert await asyncio.wait_for(ask(application, nearly_over), 5) == FETCH
        return time.monotonic() - began

    stand_of_thread = stand_of(by, running, old=2 * stand.LASTS)
    assert served(questions) > 0.5


@pytest.mark.parametrize("trouble", [OperationalError("the connection is gone"), KeyError("nobody saw this coming")])
def test_without_the_database_screens_are_sent_to_ask_and_held_again_when_it_is_back(by, running, monkeypatch, trouble):
    seen, look = stand_of(by, running), waiting._numbers_of

    def gone(ids):
        raise trouble

    async def questions(application):
        monkeypatch.setattr(waiting, "_numbers_of", gone)
        assert await asyncio.wait_for(ask(application, seen), 5) == AWAY
        monkeypatch.setattr(waiting, "_numbers_of", look)
        await held_again(application, seen)

    served(questions)


def test_a_database_that_falls_silent_stops_no_screen_and_whoever_watches_is_told(by, running, monkeypatch):
    seen, look, silence = stand_of(by, running), waiting._numbers_of, threading.Event()
    monkeypatch.setattr(waiting, "PATIENCE", 0.3)
    monkeypatch.setattr(waiting, "TOO_LONG", 0.8)

    def silent(ids):
        silence.wait(30)
        return look(ids)

    async def questions(application):
        assert await ask(application, "", method="GET") == WORKS
        monkeypatch.setattr(waiting, "_numbers_of", silent)
        assert await asyncio.wait_for(ask(application, seen), 5) == AWAY
        waits = [asyncio.create_task(ask(application, seen)) for _screen in range(3)]
        assert await asyncio.wait_for(asyncio.gather(*waits), 5) == [AWAY] * 3
        await asyncio.sleep(0.8)
        assert await ask(application, "", method="GET") == AWAY
        silence.set()
        monkeypatch.setattr(waiting, "_numbers_of", look)
        await held_again(application, seen)
        assert await ask(application, "", method="GET") == WORKS

    served(questions)


async def held_again(application, seen):
    await asyncio.sleep(5 * waiting.EVERY)
    held = asyncio.create_task(ask(application, seen))
    await asyncio.sleep(3 * waiting.EVERY)
    assert not held.done()
    held.cancel()
