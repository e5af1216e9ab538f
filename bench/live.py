"""
Running meetings: 25 at once with 40 open screens each, from a change to the last screen that shows it (P13: p95 < 2 s);
and 5,000 viewers of one meeting who ask whether anything changed, against a server that does nothing.

Served as an installation is (gunicorn with both files of deploy/), on the same machine as the screens. In each meeting
something is put in every half minute: a hundred and eighty times in an hour and a half. SAID of them are there when the
watch begins, for a long page costs more than a short one. The screens are of the chair, the room, a partner in the
portal (every eighth, with its row level security) and a colleague at the table; what each may see is judged for each
answer, and each has its line in the log.
Smaller, to see whether it works: BENCH_MEETINGS=2 BENCH_SCREENS=5 BENCH_SECONDS=92 BENCH_VIEWERS=500 bench/run live.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions as cases
from cases.meeting_terms import (
    AgendaPoint,
    ContributionKind,
    MeetingKind,
    OpeningPoint,
    ParticipationForm,
    ResidentSays,
    SeatKind,
)
from cases.stappenplan import Step
from cases.terms import Compartment
from local import places
from meetings import actions, reads, stand
from meetings.actions import NewContribution, NewMeeting, NewSeat
from meetings.phases import Phase
from privacy.law import DataCategory, Purpose
from tests import cast as people
from tests.cases.following import case_at

MEETINGS, SCREENS = int(os.environ.get("BENCH_MEETINGS", "25")), int(os.environ.get("BENCH_SCREENS", "40"))
SECONDS, EVERY = int(os.environ.get("BENCH_SECONDS", "150")), float(os.environ.get("BENCH_EVERY", "30"))
SAID = int(os.environ.get("BENCH_SAID", "90"))
WARMING_UP = 30  # seconds in which every screen is fetched for the first time
VIEWERS, CONNECTIONS, ROUNDS = int(os.environ.get("BENCH_VIEWERS", "5000")), 100, 7
PIA, WIM, KARIM = "pia_directs_process", "wim_takes_part", "karim_receives"
PARTNERS = 8  # of so many screens one is of a partner
SHARED = frozenset({DataCategory.REQUEST_VISION, DataCategory.PLAN_GOALS, DataCategory.PLAN_ACTIONS})
HOST = "127.0.0.1"


def measure() -> dict[str, Any]:
    """Everything, as turns.write keeps it."""
    cast = people.assemble(timezone.now() - timedelta(hours=1))
    running = [_meeting(cast, number) for number in range(MEETINGS)]
    with (
        _served("regie.wsgi:application") as port,
        _served("regie.waiting_screens:application", "live.conf.py") as waiting,
        _served("bench.bare:application") as bare,
    ):
        return _screens(cast, running, port, waiting) | _viewers(cast, running[0], port, bare)


def _meeting(cast: people.Cast, number: int) -> tuple[str, UUID, UUID]:
    """A case whose table is at the picture, with the first topic on it. Its reference, the meeting and a seat."""
    now, reference = timezone.now() - timedelta(minutes=5), f"M-{number}"
    ids = case_at(Step.ANALYSIS, cast, now, reference)
    by: dict[str, Any] = {"viewer": cast.viewer(PIA), "reference": reference, "now": now}
    planned = NewMeeting(MeetingKind.MDO, now, 90, tuple(AgendaPoint))
    meeting = actions.plan_meeting(meeting=planned, **by)
    seats = (
        NewSeat(SeatKind.RESIDENT, person=ids["person_id"], participation_form=ParticipationForm.PRESENT),
        NewSeat(SeatKind.FIXED_PARTNER, party=ids["party_id"], reason="De hulp"),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=_partner(cast, ids, by), reason="De huur"),
    )
    resident, *_others = actions.invite_all(meeting_id=meeting, seats=seats, **by)
    actions.open_meeting(meeting_id=meeting, **by)
    for point in OpeningPoint:
        actions.tell_at_opening(meeting_id=meeting, point=point, **by)
    actions.read_purposes(meeting_id=meeting, purpose_text="Wmo", legal_bases=("WMO-5.1.1",), **by)
    actions.name_minute_taker(meeting_id=meeting, user_id=cast[PIA].pk, **by)
    actions.go_on(meeting_id=meeting, seen=Phase.OPENING, **by)
    actions.confirm_question(meeting_id=meeting, question="Waar kan Saar wonen?", resident=ResidentSays.CONFIRMS, **by)
    actions.go_on(meeting_id=meeting, seen=Phase.QUESTION, **by)
    live = _live(meeting, by)
    topic = live.topics[0].id
    actions.start_topic(meeting_id=meeting, topic_id=topic, **by)
    for said in range(SAID):
        words = f"Wat iemand al zei, {said}: de huur is drie maanden te laat."
        fact = NewContribution(ContributionKind.FACT, words, seat=resident, topic=topic)
        actions.contribute(meeting_id=meeting, what=fact, **by)
    return reference, meeting, resident


def _partner(cast: people.Cast, ids: dict[str, Any], by: dict[str, Any]) -> UUID:
    """A party of the chain, with which what the first topic is about is shared."""
    about = (ids["person_id"],)
    new = cases.NewParty(organisation_id=cast[KARIM].organisation_id, contact_id=cast[KARIM].pk, law=Compartment.WMO)
    party = cases.add_party(party=new, **by)
    cases.share(proposal=people.proposal(cast[KARIM], by["now"], about=about, categories=SHARED), **by)
    return party


def _live(meeting: UUID, by: dict[str, Any]) -> reads.Live:
    """The meeting as who chairs sees it, which runs."""
    live = reads.open_live(purpose=Purpose.DIRECTION, meeting_id=meeting, **by).live
    assert live is not None
    return live


def _screens(cast: people.Cast, running: list[tuple[str, UUID, UUID]], port: int, waiting: int) -> dict[str, Any]:
    cookies = {name: _signed_in(cast, name) for name in (PIA, WIM, KARIM)}
    screens = []
    for reference, meeting, _seat in running:
        for number in range(SCREENS):
            who = PIA if number < 2 else KARIM if number % PARTNERS == 2 else WIM
            page = "portal:seat_live" if who == KARIM else "meetings:room_live" if number == 1 else "meetings:live"
            site, urls = (settings.PORTAL_HOST, settings.PORTAL_URLCONF) if who == KARIM else ("localhost", None)
            path = reverse(page, urlconf=urls, args=[reference, meeting])
            screens.append({"meeting": reference, "path": path, "cookie": cookies[who], "site": site})
    told = {"do": "meetings", "screens": screens, "seconds": SECONDS, "host": HOST, "port": port, "waiting": waiting}
    told["spread"] = WARMING_UP - 5  # nobody opens a thousand screens in one second
    changed: dict[str, dict[int, float]] = {reference: {} for reference, _meeting, _seat in running}
    changing = threading.Thread(target=_change, args=(cast, running, changed, time.time() + SECONDS - 10))
    changing.start()
    found = _program(told)
    changing.join()
    waits = _waits(changed, found["seen"])
    return {
        "meetings": MEETINGS,
        "screens in each": SCREENS,
        "of which in the portal": sum(one["site"] == settings.PORTAL_HOST for one in screens) // MEETINGS,
        "said in each before": SAID,
        "seconds between two changes in a meeting": EVERY,
        "changes": len(waits),
        "polls a second": found["polls"] / SECONDS,
        "fetches a second": found["fetches"] / SECONDS,
        "stands renewed a second": found["renewals"] / SECONDS,
        "P13 from change to last screen, seconds, median": median(waits),
        "P13 from change to last screen, seconds, p95 (< 2)": quantiles(waits, n=20)[-1],
        "P13 from change to last screen, seconds, most": max(waits),
    }


def _change(
    cast: people.Cast, running: list[tuple[str, UUID, UUID]], changed: dict[str, dict[int, float]], until: float
) -> None:
    """In each meeting somebody puts something in, each time after so many seconds, at a moment of its own."""
    time.sleep(WARMING_UP)
    dice = random.Random(1)
    moments = sorted((time.time() + dice.random() * EVERY, number) for number in range(len(running)))
    while moments:
        at, number = moments.pop(0)
        time.sleep(max(0.0, at - time.time()))
        if time.time() > until:
            break
        reference, meeting, seat = running[number]
        by: dict[str, Any] = {"viewer": cast.viewer(PIA), "reference": reference, "now": timezone.now()}
        said = NewContribution(
            ContributionKind.FACT, f"Wat iemand zei, {at}.", seat=seat, topic=_live(meeting, by).topic_id
        )
        actions.contribute(meeting_id=meeting, what=said, **by)
        done = time.time()
        changed[reference][_live(meeting, by).stand.version] = done
        moments.append((at + EVERY, number))
        moments.sort()
    connection.close()


def _waits(changed: dict[str, dict[int, float]], seen: list[list[Any]]) -> list[float]:
    """Of each change: how long until the last screen of its meeting showed that version, or a later one."""
    waits = []
    for reference, versions in changed.items():
        screens = [{int(key): at for key, at in of.items()} for meeting, of in seen if meeting == reference]
        for version, at in versions.items():
            shown = [min((when for one, when in of.items() if one >= version), default=float("inf")) for of in screens]
            waits.append(max(shown) - at)
    return waits


def _viewers(cast: people.Cast, running: tuple[str, UUID, UUID], port: int, bare: int) -> dict[str, Any]:
    reference, meeting, _seat = running
    by: dict[str, Any] = {"viewer": cast.viewer(PIA), "reference": reference, "now": timezone.now()}
    told = {
        **{"do": "viewers", "host": HOST, "port": port, "bare": bare, "rounds": ROUNDS},
        **{"viewers": VIEWERS, "connections": CONNECTIONS},
        "stand": stand.written(_live(meeting, by).stand, timezone.now() + timedelta(minutes=30)),
    }
    rounds = _program(told)["rounds"][1:]
    empty, asked = (median(column) for column in zip(*rounds, strict=True))
    return {
        f"{VIEWERS} viewers of one meeting ask once, seconds, median": asked,
        "the same of a server that does nothing": empty,
        "P13 ratio": asked / empty,
        "ratios of each round": [other / plain for plain, other in rounds],
    }


def _signed_in(cast: people.Cast, name: str) -> str:
    client = Client()
    client.force_login(cast[name])
    return "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())


def _program(told: dict[str, Any]) -> Any:
    command = [sys.executable, "-m", "bench.screens"]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, cwd=places.ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-4000:])
    return json.loads(done.stdout)


@contextmanager
def _served(application: str, configured: str = "gunicorn.conf.py") -> Iterator[int]:
    """The address of a server of this application, for as long as the block lasts."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    config = str(places.ROOT / "deploy" / configured)
    command = [sys.executable, "-m", "gunicorn", f"--config={config}", f"--bind={HOST}:{port}", application]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "WEB_CONCURRENCY": "2",
        "TABLE_KEPT_SECONDS": "3",
    }
    server = subprocess.Popen([*command, "--log-level=warning"], cwd=places.ROOT, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _try in range(100):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server does not answer")
