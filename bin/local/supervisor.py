"""
Runs the programs of the demonstration together: one ends, all end; and what they say comes out on one screen.

Each program is tethered to this one and holds its locks, so that after a kill nothing is left, and a next start waits
until that is so.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

from local import failures, places, processes

GRACE = 10  # seconds that a program gets to finish what it is doing
Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    keeps_open: tuple[int, ...] = ()
    """Open files that it takes along: its socket, the locks of the demonstration."""


@dataclass
class Supervisor:
    """Starts programs, passes on every line with its name before it, and stops them all."""

    say: Say
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    listeners: list[threading.Thread] = field(default_factory=list)
    told_to_stop: threading.Event = field(default_factory=threading.Event)

    def start(self, program: Program, environment: Mapping[str, str]) -> None:
        process = subprocess.Popen(
            processes.tethered(program.command, signal.SIGTERM),
            cwd=places.ROOT,
            env=processes.environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the supervisor, which stops them in order
            pass_fds=program.keeps_open,
        )
        self.running[program.name] = process
        listener = threading.Thread(target=self._listen, args=(program.name, process), daemon=True)
        listener.start()
        self.listeners.append(listener)

    def check(self) -> None:
        """Fails when a program ended that was not told to."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise failures.Failure(f"{name} is onverwacht gestopt (code {process.returncode}). Alles stopt nu.")

    def wait(self, look: Callable[[], None] = lambda: None) -> None:
        """Returns when told to stop. look: fails when something that is no program of its own has ended."""
        while not self.told_to_stop.wait(0.5):
            self.check()
            look()

    def stop(self) -> None:
        """Asks all of them at once, and forces who does not listen."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        for process in self.running.values():
            processes.stop(process.pid, None, GRACE)
            _end_session(process.pid)
            process.wait()
        for listener in self.listeners:
            listener.join(GRACE)

    def _listen(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        if process.stdout:
            with process.stdout as lines:
                for line in lines:
                    self.say(name, line.decode(errors="replace").rstrip())


def _end_session(leader: int) -> None:
    """Whatever a program started and left behind lives in its session still."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


@contextmanager
def supervising(say: Say) -> Iterator[Supervisor]:
    """A supervisor that Ctrl-C, kill or a closed window tells to stop; after the block nothing of it runs."""
    supervisor = Supervisor(say)

    def tell(number: int, frame: FrameType | None) -> None:
        supervisor.told_to_stop.set()

    before = {number: signal.signal(number, tell) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield supervisor
    finally:
        supervisor.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
