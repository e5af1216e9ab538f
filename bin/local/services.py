"""
The database and the queue of a folder, shared by whoever uses them now.

    with services.use("postgres", home) as url: ...

The first user starts a keeper, the keeper starts the server, and the server ends when its last user has ended, however
that user ended: each holds a shared lock on one file, and the kernel lets go of it with the process. No counters, no
pid files that can lie. Two clones, or two folders of one clone, know nothing of each other.

    postgres.users    every user holds it shared; the keeper gets it when nobody does, and keeps it while stopping
    postgres.keeper   held by the one keeper
    postgres.json     what the keeper started: the address
"""

import fcntl
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from local import failures, postgres, processes, valkey

SERVERS = {"postgres": postgres.start, "valkey": valkey.start}
PATIENCE = 90  # seconds
STEP = 0.05


@contextmanager
def use(service: str, home: Path, *, fast: bool = False, discard: bool = False) -> Iterator[str]:
    """The address of the service on the data in this folder, for as long as the block lasts.

    fast: the data need not survive a crash. discard: the last one out removes the whole folder.
    """
    with joined(service, home):
        yield _wait_for(service, home, [name for name, on in (("fast", fast), ("discard", discard)) if on])


@contextmanager
def joined(service: str, home: Path) -> Iterator[IO[str]]:
    """Being a user of the service. The open file can be given to a program, that then is a user as well."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / f"{service}.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while the keeper of before is stopping its server
        yield users


def address(service: str, home: Path) -> str | None:
    """Where the service is, when it runs."""
    if not _kept(service, home):
        return None
    try:
        return str(json.loads((home / f"{service}.json").read_text())["url"])
    except FileNotFoundError:
        return None


def in_use(service: str, home: Path) -> bool:
    """Whether anybody uses the service of this folder now."""
    file = home / f"{service}.users"
    return file.exists() and not _free(file)


def wait_until_unused(service: str, home: Path, patience: float = 20) -> bool:
    """Waits for a keeper that is stopping its server."""
    deadline = time.monotonic() + patience
    while in_use(service, home) and time.monotonic() < deadline:
        time.sleep(STEP)
    return not in_use(service, home)


def _wait_for(service: str, home: Path, options: list[str]) -> str:
    keeper = 0
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := address(service, home):
            return found
        if not keeper and not _kept(service, home):
            keeper = _start_keeper(service, home, options)
        ended, status = os.waitpid(keeper, os.WNOHANG) if keeper else (0, 0)
        if ended and status:
            break
        if ended:  # another keeper was first, or has just gone
            keeper = 0
        time.sleep(STEP)
    log = home / "log" / f"{service}.keeper.log"
    raise failures.Failure(f"{service} is niet gestart.\n{processes.tail(log)}")


def _start_keeper(service: str, home: Path, options: list[str]) -> int:
    """Not with subprocess: the keeper outlives whoever started it, and nobody minds it."""
    log = home / "log" / f"{service}.keeper.log"
    log.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "local.services", service, str(home), *options]
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    return os.posix_spawn(sys.executable, command, processes.environment(), file_actions=files)


def _kept(service: str, home: Path) -> bool:
    file = home / f"{service}.keeper"
    return file.exists() and not _free(file, fcntl.LOCK_SH)


def _free(file: Path, how: int = fcntl.LOCK_EX) -> bool:
    try:
        with file.open() as lock:
            return _locked(lock, how)
    except FileNotFoundError:
        return True


def _locked(lock: IO[str], how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep(arguments: list[str]) -> int:
    """What a keeper does: start the server, wait until nobody uses it any more, stop it."""
    service, home, options = arguments[0], Path(arguments[1]), arguments[2:]
    os.setsid()  # Ctrl-C is for whoever uses it
    os.chdir("/")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (home / f"{service}.keeper").open("w") as alone, (home / f"{service}.users").open() as users:
        if not _alone(alone):
            return 0
        note = home / f"{service}.json"
        note.unlink(missing_ok=True)
        server = SERVERS[service](home, fast="fast" in options)
        try:
            _write(note, {"url": server.url, "pid": server.process.pid})
            while server.process.poll() is None and not _locked(users, fcntl.LOCK_EX):
                time.sleep(0.2)
        finally:
            note.unlink(missing_ok=True)
            processes.stop(server.process.pid, signal.SIGINT if service == "postgres" else signal.SIGTERM)
        if "discard" in options:
            _discard(service, home)
    return 0


def _alone(lock: IO[str]) -> bool:
    """Whether this is the only keeper. Who looks whether there is one holds the lock for a moment, so ask again."""
    for _ in range(5):
        if _locked(lock, fcntl.LOCK_EX):
            return True
        time.sleep(STEP)
    return False


def _discard(service: str, home: Path) -> None:
    if service == "postgres":
        postgres.remove(home)
    others = [name for name in SERVERS if name != service]
    if not any(_kept(name, home) for name in others):
        shutil.rmtree(home, ignore_errors=True)


def _write(note: Path, content: dict[str, object]) -> None:
    """All at once, and for the owner only: it holds a password."""
    fresh = note.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as text:
        json.dump(content, text)
    fresh.rename(note)


if __name__ == "__main__":
    failures.run(keep)
