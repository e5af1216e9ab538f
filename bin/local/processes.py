"""Starting and stopping the programs of this clone, and reading the end of what they said."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from local import failures, places

GRACE = 15  # seconds between asking and forcing


@dataclass(frozen=True)
class Server:
    """A server that runs, and where it can be reached; the address holds its password."""

    process: "subprocess.Popen[bytes]"
    url: str


def package_folder(name: str) -> Path:
    """Where an installed package lies, without importing it: the packages of the servers do things when imported."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise failures.Failure(f"Het pakket {name} ontbreekt. Draai bin/setup.")
    return Path(spec.submodule_search_locations[0])


def tethered(command: Sequence[str], ending: signal.Signals, user: tuple[int, int] | None = None) -> list[str]:
    """The command, in a way that it ends with whoever starts it."""
    as_user = ["--user", f"{user[0]}:{user[1]}"] if user else []
    return [sys.executable, "-m", "local.tether", *as_user, str(int(ending)), *command]


def environment(extra: Mapping[str, str] = {}) -> dict[str, str]:  # noqa: B006 - never changed
    """The environment of a program of ours: it finds the packages of bin/ wherever it is started."""
    return {**os.environ, "PYTHONPATH": str(places.ROOT / "bin"), "PYTHONUNBUFFERED": "1", **extra}


def start(
    command: Sequence[str],
    *,
    log: Path,
    ending: signal.Signals,
    user: tuple[int, int] | None = None,
    stdin: bytes | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a server in a session of its own (Ctrl-C is not for it), writing to this log."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            tethered(command, ending, user),
            cwd=places.ROOT if user is None else "/",
            env=environment(),
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    if stdin is not None and process.stdin:
        process.stdin.write(stdin)
        process.stdin.close()
    return process


def stop(pid: int, ending: signal.Signals | None, grace: float = GRACE) -> None:
    """Asks a program to end, and forces it and all that it started when it does not. Returns when it has ended.

    ending: None when it was asked already.
    """
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        if ending:
            process.send_signal(ending)
    except psutil.NoSuchProcess:
        return
    _, alive = psutil.wait_procs([process], timeout=grace)
    for member in family if alive else family[1:]:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=5)


def identity(pid: int) -> dict[str, float]:
    """What tells this process from a later one with the same number."""
    return {"pid": pid, "created": psutil.Process(pid).create_time()}


def is_same(one: Mapping[str, float] | None) -> bool:
    """Whether the process of this identity still runs."""
    try:
        process = psutil.Process(int(one["pid"])) if one else None
        return bool(one and process and process.create_time() == one["created"] and process.status() != "zombie")
    except (psutil.Error, KeyError):
        return False


def tail(file: Path, lines: int = 15) -> str:
    """The last lines of a log, indented."""
    if not file.exists():
        return ""
    return "\n".join(f"    {line}" for line in file.read_text(errors="replace").splitlines()[-lines:])
