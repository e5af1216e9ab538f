"""
bin/demo: all of Regie on this machine, with the people and the cases of the demonstration.

Everything it makes lies in var/. --check does the same from nothing, in var/check, looks at it as every person would,
and throws it away.
"""

import argparse
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from local import failures, pango, places, ports, postgres, processes, running, services, visit, visit_all
from local.supervisor import Program, Say, Supervisor, supervising

PORT = 8000
PATIENCE = 90  # seconds until everything answers
COLOURS = {"web": 36, "worker": 35, "beat": 33}
_one_line_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Demo:
    """A running demonstration."""

    port: int
    environment: dict[str, str]
    supervisor: Supervisor

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/"


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    if options.check:
        return _check(places.VAR / "check")
    with only_one(places.VAR) as lock:
        if options.reset:
            reset(places.VAR)
        with started(places.VAR, options.port, lock, on_screen) as demo:
            _announce(demo, options.port)
            demo.supervisor.wait(lambda: _servers_run(places.VAR))
            print("\nRegie stopt.", flush=True)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description="Laat Regie zien op deze computer.")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"poort van de website (gewoon {PORT})")
    parser.add_argument("--reset", action="store_true", help="begin opnieuw, met alleen de voorbeeldgegevens")
    parser.add_argument("--check", action="store_true", help="start alles, bekijk het als iedereen, en stop weer")
    options = parser.parse_args(arguments)
    if not 1 <= options.port <= 65535:
        parser.error("een poort is een getal van 1 tot en met 65535")
    return options


def _check(home: Path) -> int:
    with for_once(home) as demo:
        wrong = visit_all.visit_all(demo.port, demo.environment)
    print(f"\n{wrong} dingen zijn niet in orde." if wrong else "\nAlles is in orde.")
    return 1 if wrong else 0


@contextmanager
def for_once(home: Path) -> Iterator[Demo]:
    """A demonstration from nothing on a free port, thrown away afterwards. When it fails, its programs are quoted."""
    with only_one(home) as lock:
        reset(home)
        shutil.rmtree(home / "log", ignore_errors=True)
        try:
            with started(home, ports.free(), lock, to_logs(home)) as demo:
                yield demo
        except BaseException:
            _show_logs(home)
            raise
        reset(home, wait=True)


@contextmanager
def only_one(home: Path) -> Iterator[IO[str]]:
    """One demonstration per folder. The lock is also held by its programs, so it is free when all of them are gone."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "demo.lock").open("a+") as lock:
        deadline = time.monotonic() + 2 * processes.GRACE
        while not _locked(lock):
            before = _note(home)
            if processes.is_same(before.get("supervisor")):
                raise failures.Failure(f"De demonstratie van deze kloon draait al: {before.get('url', '')}")
            if time.monotonic() > deadline:
                for program in before.get("programs", []):
                    if processes.is_same(program):
                        processes.stop(program["pid"], signal.SIGKILL)
            time.sleep(0.1)
        yield lock


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _note(home: Path) -> dict:  # type: ignore[type-arg]
    try:
        found: dict = json.loads((home / "demo.json").read_text())  # type: ignore[type-arg]
    except (OSError, ValueError):
        return {}
    return found


def reset(home: Path, *, wait: bool = False) -> None:
    """Throws away the database and the queue of this folder. Never those of DATABASE_URL: they are not ours."""
    if os.environ.get("DATABASE_URL"):
        raise failures.Failure(
            "--reset en --check werken niet met DATABASE_URL: Regie gooit alleen weg wat ze zelf maakte."
        )
    for service in services.SERVERS:
        if services.in_use(service, home) and not (wait and services.wait_until_unused(service, home)):
            raise failures.Failure("De database is nog in gebruik, bijvoorbeeld door bin/manage. Sluit dat eerst af.")
    postgres.remove(home)
    for name in ("valkey", "staticfiles"):
        shutil.rmtree(home / name, ignore_errors=True)
    for pattern in ("secrets.json", "log-heads.txt", "celerybeat-schedule*"):
        for file in home.glob(pattern):
            file.unlink()


@contextmanager
def started(home: Path, port: int, lock: IO[str], say: Say) -> Iterator[Demo]:
    """Servers, tables, data, files and programs; yields when all of them answer, and stops them afterwards."""
    with ExitStack() as stack:
        step("De database en de wachtrij starten")
        environment = running.environment(stack, home)
        locks = [stack.enter_context(services.joined(service, home)) for service in services.SERVERS]
        for what, command in PREPARATIONS:
            step(what)
            _manage(command, environment)
        step("De website, de taken en de klok starten")
        supervisor = stack.enter_context(supervising(say))
        door = stack.enter_context(ports.listen(port))
        environment = running.addresses(door.getsockname()[1]) | environment
        waiting = stack.enter_context(ports.listen(door.getsockname()[1] + 1))
        environment["WAIT_URL"] = f"http://localhost:{waiting.getsockname()[1]}/"
        held = tuple(file.fileno() for file in (lock, *locks))
        # Celery warns against running as root, which for invented people on one's own computer is no danger.
        quiet = environment | {"PYTHONWARNINGS": "ignore:You're running the worker"}
        for program in _programs(home, door.fileno(), waiting.fileno(), held):
            supervisor.start(program, quiet)
        demo = Demo(door.getsockname()[1], environment, supervisor)
        _write_note(home, demo)
        _wait_until_ready(demo)
        yield demo


PREPARATIONS = (
    ("De tabellen bijwerken", ["migrate", "--verbosity=0"]),
    ("De voorbeeldgegevens klaarzetten", ["demo_data"]),
    ("De bestanden van de website klaarzetten", ["collectstatic", "--noinput", "--verbosity=0"]),
)


def _manage(command: list[str], environment: dict[str, str]) -> None:
    quiet = environment | {"LOG_LEVEL": "WARNING"}
    manage = [str(places.PYTHON), str(places.ROOT / "manage.py")]
    done = subprocess.run([*manage, *command], cwd=places.ROOT, env=quiet, capture_output=True, text=True)
    if done.returncode:
        raise failures.Failure(f"manage.py {command[0]} is niet gelukt:\n{(done.stdout + done.stderr)[-4000:]}")


def _programs(home: Path, door: int, waiting: int, held: tuple[int, ...]) -> list[Program]:
    python = [str(places.PYTHON), "-m"]
    celery = [*python, "celery", "--quiet", "--app=regie"]
    settings = str(places.ROOT / "deploy" / "gunicorn.conf.py")
    schedule = str(home / "celerybeat-schedule")
    serve = [f"--config={settings}", f"--bind=fd://{door}", "--log-level=warning"]
    hold = [f"--config={places.ROOT / 'deploy' / 'live.conf.py'}", f"--bind=fd://{waiting}", "--log-level=warning"]
    return [
        Program("web", [*python, "gunicorn", *serve], (*held, door)),
        Program("live", [*python, "gunicorn", *hold], (*held, waiting)),
        Program("worker", [*celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"], held),
        Program("beat", [*celery, "beat", f"--schedule={schedule}", "--pidfile="], held),
    ]


def _write_note(home: Path, demo: Demo) -> None:
    programs = [processes.identity(process.pid) for process in demo.supervisor.running.values()]
    note = {"supervisor": processes.identity(os.getpid()), "url": demo.url, "programs": programs}
    (home / "demo.json").write_text(json.dumps(note))


def _servers_run(home: Path) -> None:
    """Database and queue are kept by others, but without them there is nothing to show."""
    for variable, service in running.SERVICES.items():
        if not os.environ.get(variable) and not services.address(service, home):
            raise failures.Failure(f"{service} is gestopt. Zie {home / 'log' / service}.log. Alles stopt nu.")


def _wait_until_ready(demo: Demo) -> None:
    deadline = time.monotonic() + PATIENCE
    answer = visit.Answer(0, "", "")
    while answer.status != 200:
        demo.supervisor.check()
        if demo.supervisor.told_to_stop.is_set():
            raise KeyboardInterrupt
        if time.monotonic() > deadline:
            raise failures.Failure(f"Niet alles antwoordt na {PATIENCE} seconden: {answer.body or 'geen antwoord'}")
        time.sleep(0.2)
        answer = visit.Visitor(demo.port).get("/_healthz/readyz/")


def _announce(demo: Demo, wanted: int) -> None:
    lines = [""]
    if demo.port != wanted:
        lines.append(f"Poort {wanted} is bezet; Regie draait op poort {demo.port}.")
    lines.append(f"Regie:         {demo.url}")
    lines.append(f"Partnerportaal: http://{running.PORTAL}:{demo.port}/")
    people = visit_all.people(demo.port)
    if people:
        lines += ["", f"Kies wie u bent: {demo.url}demo/", *(f"  {person.label}" for person in people)]
    if not pango.is_there():
        lines += ["", pango.ADVICE]
    lines += ["", "Stoppen: Ctrl-C"]
    with _one_line_at_a_time:
        print("\n".join(lines), flush=True)


def step(what: str) -> None:
    print(f"· {what}", flush=True)


def on_screen(name: str, line: str) -> None:
    """A line of a program, with its name before it."""
    label = f"{name:6} │"
    if sys.stdout.isatty():
        label = f"\033[{COLOURS.get(name, 37)}m{label}\033[0m"
    with _one_line_at_a_time:
        print(label, line, flush=True)


def to_logs(home: Path) -> Callable[[str, str], None]:
    """For a check: what the programs say matters only when something is wrong."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True)

    def say(name: str, line: str) -> None:
        with (folder / f"{name}.log").open("a") as log:
            log.write(line + "\n")

    return say


def _show_logs(home: Path) -> None:
    for name in COLOURS:
        print(f"\n{name}:\n{processes.tail(home / 'log' / f'{name}.log')}", file=sys.stderr)


if __name__ == "__main__":
    failures.run(main)
