"""
The read log (P10 and P11): what a line costs, how fast the log is proved, and whether all that is done to it shows.

P10: an audited write is at most 1.35 times a plain one, with 1 client and with 8; an audited list of 25 at most 1.6.
P11: one core proves at least 200,000 lines a second; of 10,000 random edits, deletions and moves all are found.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from bench import turns
from cases import actions, reads
from cases.stappenplan import Step
from privacy import chain, log
from privacy.law import ORDINARY, SPECIAL, DataCategory, Purpose, Relation, Verdict
from privacy.models import ReadLog
from tests import cast as people
from tests.cases.following import case_at

PAIRS, CLIENTS, LINES, TAMPERED = 400, 8, 200_000, 10_000
DICE = random.Random(11)


def measure() -> dict[str, Any]:
    """Everything, as turns.write keeps it."""
    return _of_writing() | _of_proving()


# --- P10 -------------------------------------------------------------------------------------------------------------


def _of_writing() -> dict[str, Any]:
    now = timezone.now()
    cast = people.assemble(now)
    cases = {f"B-{number}": case_at(Step.ANALYSIS, cast, now, f"B-{number}")["case_id"] for number in range(40)}
    ger = cast.viewer("ger_protects_data")

    def listed() -> None:
        reads.oversight_list(viewer=ger, purpose=Purpose.OVERSIGHT, query=reads.ListQuery(), now=now)

    def unlogged() -> None:
        with mock.patch("cases.reads.lists.log.record"):
            listed()

    lines = _count()
    listed()
    one_line = _count() - lines
    found = {
        "P10 audited write / plain write, 1 client (<= 1.35)": turns.compare(
            _writes(cast, now, "B-0", cases["B-0"], PAIRS)
        ),
        "P10 audited list of 25 / plain list (<= 1.6)": turns.compare(turns.in_turns(unlogged, listed, PAIRS)),
        "P10 lines in the log for a list of 25 (1)": one_line,
    }
    with ThreadPoolExecutor(CLIENTS) as pool:
        mine = list(cases.items())[:CLIENTS]
        each = pool.map(lambda case: _writes(cast, now, case[0], case[1], PAIRS // CLIENTS, close=True), mine)
        of_all = [times for mine in zip(*each, strict=True) for times in mine]
    found["P10 audited write / plain write, 8 clients (<= 1.35)"] = turns.compare(of_all)
    connection.close()
    return found


def _writes(
    cast: Any, now: Any, reference: str, case: Any, pairs: int, *, close: bool = False
) -> list[tuple[float, float]]:
    """A note in one case, committed: without a line in the log, and with one."""
    viewer = cast.viewer("pia_directs_process")
    verdict = Verdict(frozenset(DataCategory), frozenset({"WMO-5.1.1", "JW-7.4", "UAVG-30-3a"}))

    def change() -> None:
        actions.record_note(
            viewer=viewer, reference=reference, text="Belde.", category=DataCategory.OPINIONS_PROFESSIONAL, now=now
        )

    def plain() -> None:
        with transaction.atomic():
            change()

    def audited() -> None:
        with transaction.atomic():
            change()
            log.record(
                viewer=viewer,
                action="open_case",
                purpose=Purpose.DIRECTION,
                case_ids=[case],
                verdict=verdict,
                relations=[Relation.DIRECTS_PROCESS],
            )

    times = turns.in_turns(plain, audited, pairs)
    if close:
        connection.close()
    return times


def _count() -> int:
    return ReadLog.objects.count()


# --- P11 -------------------------------------------------------------------------------------------------------------


def _of_proving() -> dict[str, Any]:
    now = timezone.now()
    _fill()
    begin = time.perf_counter()
    head = _sealed(now)
    sealed = time.perf_counter() - begin
    _execute("ANALYZE privacy_readlog; ANALYZE privacy_logbatch")
    speeds = [_speed(lambda: log.verify(heads=[head]) == ()) for _round in range(5)]
    exported = [json.loads(line) for line in log.export()]
    of_export = [_speed(lambda: _proves(exported, head)) for _round in range(3)]
    small = _in_small_batches(now)
    tampered = _tamper()
    found = {flaw.position for flaw in log.verify(heads=[head]) if flaw.what in ("changed", "deleted")}
    connection.close()
    return {
        "P11 lines proved": LINES,
        "P11 lines proved a second of one core, here and in the database together, each round (>= 200,000)": [
            round(1e6 / (speed["here"] + speed["in the database"])) for speed in speeds
        ],
        "P11 lines proved a second by the clock, each round": [round(speed["lines a second"]) for speed in speeds],
        "P11 processor time for each line, in microseconds, each round": speeds,
        "P11 the same from an export, each round": of_export,
        "P11 the same in batches of 50, one a minute": small,
        "P11 lines sealed a second": round(LINES / sealed),
        "P11 changed, deleted or moved": len(tampered),
        "P11 of these found (all)": len(tampered & found),
        "P11 found and not touched (0)": len(found - tampered),
    }


def _fill() -> None:
    """Lines as a director leaves them: one case, four people, every kind of data that is not criminal."""
    categories = sorted(ORDINARY | SPECIAL)
    _execute(
        "INSERT INTO privacy_readlog (viewer_id, organisation_id, role, origin, action, object, purpose, result,"
        " case_ids, people, relations, categories, bases)"
        " SELECT gen_random_uuid(), %s, 'process_director', 'pages', 'open_case', '', 'direction', 'shown',"
        " ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid()],"
        " 'directs_process', %s, 'JW-7.4 UAVG-30-3a WMO-5.1.1' FROM generate_series(1, %s)",
        [str(uuid4()), " ".join(categories), LINES - _count()],
    )


def _proves(exported: list[dict[str, Any]], head: log.Head) -> bool:
    proof = chain.Proof({(head.day, head.position): head.hash})
    chain.prove_export(exported, proof)
    return proof.outcome() == ()


def _sealed(now: datetime) -> log.Head:
    """Seals what there is. There is something: it was made for this."""
    head = log.seal(now=now)
    assert head is not None
    return head


def _in_small_batches(now: datetime) -> dict[str, float]:
    """The same lines, as an office seals them that reads fifty pages a minute. Taken back afterwards."""
    with transaction.atomic(), mock.patch.object(chain, "MOST", 50):
        _switch_off_triggers()
        _execute("DELETE FROM privacy_logbatch; DELETE FROM privacy_loghorizon")
        head = _sealed(now)
        found = _speed(lambda: log.verify(heads=[head]) == ())
        transaction.set_rollback(True)
    return found


def _speed(proves: Callable[[], bool]) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
    before, ours, begin = _used_by(server), time.process_time(), time.perf_counter()
    assert proves()  # noqa: S101 - a benchmark that measured something else says nothing
    took = time.perf_counter() - begin
    return {
        "lines a second": LINES / took,
        "here": 1e6 * (time.process_time() - ours) / LINES,
        "in the database": 1e6 * (_used_by(server) - before) / LINES,
    }


def _used_by(process: int) -> float:
    """Seconds of processor time; only Linux tells it of others."""
    file = Path(f"/proc/{process}/stat")
    if not file.exists():
        return 0.0
    fields = file.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tamper() -> set[int]:
    """As the owner of the tables could: a third edited, a third deleted, a third in each other's place."""
    _switch_off_triggers()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM privacy_readlog ORDER BY id")
        ids = dict(enumerate((row[0] for row in cursor.fetchall()), start=1))
    chosen = DICE.sample(range(1, LINES + 1), TAMPERED)
    third = TAMPERED // 3
    edited, deleted, moved = chosen[:third], chosen[third : 2 * third], chosen[2 * third : 4 * third]
    moved = moved[: len(moved) // 2 * 2]
    ways = ("at = at + interval '1 microsecond'", "categories = categories || ' '", "viewer_id = gen_random_uuid()")
    for number, way in enumerate(ways):
        _execute(
            f"UPDATE privacy_readlog SET {way} WHERE id = ANY (%s)",
            [[ids[place] for place in edited[number :: len(ways)]]],
        )
    _execute("DELETE FROM privacy_readlog WHERE id = ANY (%s)", [[ids[place] for place in deleted]])
    half = len(moved) // 2
    here, there = ([ids[place] for place in some] for some in (moved[:half], moved[half:]))
    _execute(
        "UPDATE privacy_readlog e SET id = -other FROM unnest(%s::bigint[], %s::bigint[]) AS pair (one, other)"
        " WHERE e.id = one",
        [[*here, *there], [*there, *here]],
    )
    _execute("UPDATE privacy_readlog SET id = -id WHERE id < 0")
    return {*edited, *deleted, *moved}


def _switch_off_triggers() -> None:
    _execute("ALTER TABLE privacy_readlog DISABLE TRIGGER USER; ALTER TABLE privacy_logbatch DISABLE TRIGGER USER")


def _execute(statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
