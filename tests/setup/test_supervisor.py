"""One program ends, all end; Ctrl-C ends all; and after a kill nothing is left."""

import os
import signal
import subprocess
import sys
import time
from textwrap import dedent

import psutil
import pytest

from local import failures, places
from local.supervisor import Program, supervising


def child_of(pid, patience=10):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for child in psutil.Process(pid).children():
            if child.cmdline()[:1] == ["/bin/sleep"]:
                return child
        time.sleep(0.05)
    raise AssertionError("the program did not start")


@pytest.fixture
def supervised():
    """A process that supervises a sleeping program until it is told to stop."""
    code = dedent("""
        from local.supervisor import Program, supervising
        with supervising(lambda name, line: None) as supervisor:
            supervisor.start(Program("sleep", ["/bin/sleep", "60"]), {})
            supervisor.wait()
    """)
    environment = os.environ | {"PYTHONPATH": str(places.ROOT / "bin")}
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_telling_it_to_stop_ends_its_programs(supervised, number):
    child = child_of(supervised.pid)
    supervised.send_signal(number)
    assert supervised.wait(10) == 0
    assert not child.is_running()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a program with its starter")
def test_after_a_kill_nothing_is_left(supervised):
    child = child_of(supervised.pid)
    supervised.kill()
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running()


def test_a_program_that_ends_by_itself_ends_all():
    with supervising(lambda name, line: None) as supervisor:
        supervisor.start(Program("lang", ["/bin/sleep", "60"]), {})
        supervisor.start(Program("kort", ["/bin/sh", "-c", "exit 3"]), {})
        with pytest.raises(failures.Failure, match="kort is onverwacht gestopt"):
            supervisor.wait()
    assert [process.poll() is None for process in supervisor.running.values()] == [False, False]


def test_what_a_program_starts_ends_with_it():
    with supervising(lambda name, line: None) as supervisor:
        supervisor.start(Program("ouder", ["/bin/sh", "-c", "/bin/sleep 60 & wait"]), {})
        grandchild = child_of(supervisor.running["ouder"].pid)
    psutil.wait_procs([grandchild], timeout=5)
    assert not grandchild.is_running()


def test_every_line_carries_the_name_of_its_program():
    heard = []
    with supervising(lambda name, line: heard.append((name, line))) as supervisor:
        supervisor.start(Program("web", ["/bin/sh", "-c", "echo een; echo twee >&2; sleep 60"]), {})
        deadline = time.monotonic() + 10
        while len(heard) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
    assert heard[:2] == [("web", "een"), ("web", "twee")]
