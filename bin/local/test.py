"""bin/test: every test, in parallel, with what they need at hand."""

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from local import chromium, failures, migrated, places, services

MOST = 8  # workers; more of them wait for the one database server
SPARE = 1  # one more than there are processors: who waits for a browser leaves a processor free


def main(arguments: list[str]) -> int:
    everything = "--all" in arguments
    own = [argument for argument in arguments if argument != "--all"]
    environment = os.environ | {"CHROMIUM": chromium.ensure()}
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(processors + SPARE, MOST)
    command = [str(places.PYTHON), "-m", "pytest", f"--numprocesses={workers}", "--dist=worksteal"]
    command += [] if everything else ["-m", "not slow"]
    with _migrating_meanwhile(not own and "DATABASE_URL" not in os.environ):
        return subprocess.run([*command, *own], cwd=places.ROOT, env=environment).returncode


@contextmanager
def _migrating_meanwhile(wanted: bool) -> Iterator[None]:
    """Makes the migrated database while the tests are being collected: else everybody waits for it after that.

    Only for a run of everything; a few tests may need no database at all.
    """
    done = Event()
    with ThreadPoolExecutor(1) as beside:
        server = beside.submit(_serve_until, done) if wanted else None
        try:
            yield
        finally:
            done.set()
    if server:
        server.result()  # what went wrong there is told, also when the tests themselves got by


def _serve_until(done: Event) -> None:
    with services.use("postgres", places.TESTS, fast=True) as url, migrated.template(url, places.TESTS):
        done.wait()


if __name__ == "__main__":
    failures.run(main)
