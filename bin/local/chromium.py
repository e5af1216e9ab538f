"""The browser of the tests: one that is on this machine, else Debian's package when we may install it."""

import os
import shutil
import subprocess

from local import failures

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium's sandbox refuses to start as root
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
]
ADVICE = (
    "De browsertests hebben Chromium nodig, en dat is hier niet gevonden.\n"
    "Debian en Ubuntu: apt-get install chromium. Fedora: dnf install chromium. macOS: brew install chromium.\n"
    "Staat het ergens anders, wijs het dan aan: CHROMIUM=/pad/naar/chromium bin/test"
)


def find() -> str:
    """The path of a browser. Never none: a browser test that skips itself proves nothing."""
    given = os.environ.get("CHROMIUM")
    found = shutil.which(given) if given else next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise failures.Failure(ADVICE)
    return found


def ensure() -> str:
    """Finds one, or installs Debian's package when that is possible without asking."""
    try:
        return find()
    except failures.Failure:
        if os.geteuid() != 0 or not shutil.which("apt-get") or os.environ.get("CHROMIUM"):
            raise
    print("· Chromium installeren (Debian-pakket chromium)", flush=True)
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        if subprocess.run(["apt-get", *command], **quiet).returncode:  # type: ignore[call-overload]
            raise failures.Failure(ADVICE)
    return find()
