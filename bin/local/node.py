"""Which npm to use: the one on the machine when it is recent enough, else the one in the virtual environment."""

import os
import shutil
import subprocess

from local import places

OLDEST = 18


def npm() -> list[str]:
    """The command that is npm here."""
    found = shutil.which("npm")
    if found and _major("node") >= OLDEST:
        return [found]
    return [str(places.VENV / "bin" / "npm")]


def environment() -> dict[str, str]:
    """The environment for npm and pip: the virtual environment's own Node comes last, so the machine's is preferred."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(places.VENV / "bin")])
    return os.environ | {"PATH": path}


def _major(command: str) -> int:
    try:
        done = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=20)
        return int(done.stdout.strip().lstrip("v").partition(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0
