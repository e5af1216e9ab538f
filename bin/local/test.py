"""bin/test: every test, in parallel, with what they need at hand."""

import os
import subprocess

from local import chromium, failures, places

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
    return subprocess.run([*command, *own], cwd=places.ROOT, env=environment).returncode


if __name__ == "__main__":
    failures.run(main)
