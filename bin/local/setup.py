"""
bin/setup: the virtual environment, the locked packages, the assets. Standard library only.

Each step leaves a stamp of what it was made from, inside what it made: remove the folder and it is made again, change
the lock and it is brought up to date, change nothing and it costs nothing.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from local import assets, failures, node, places

NETWORK_SIGNS = (
    "connection", "resolve", "timed out", "timeout", "unreachable", "proxyerror", "sslerror", "certificate",
    "enotfound", "econn", "etimedout", "eai_again", "could not find a version", "no matching distribution",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    if arguments:
        raise failures.Failure("bin/setup heeft geen opties.")
    places.VAR.mkdir(exist_ok=True)
    with (places.VAR / "setup.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        ensure()
    return 0


def ensure() -> None:
    """Brings this clone up to date with its own locks."""
    if not places.PYTHON.exists() or _moved():
        _say("De virtuele omgeving maken (.venv)")
        shutil.rmtree(places.VENV, ignore_errors=True)
        _make_venv()
    _once(places.VENV, [places.LOCK], "De Python-pakketten installeren", _install_packages)
    _once(places.NODE_MODULES, [places.NPM_LOCK, places.PACKAGE], "De npm-pakketten ophalen", _install_npm)
    sources = [places.NPM_LOCK, places.PACKAGE, places.ICONS, Path(assets.__file__)]
    _once(places.VENDOR, sources, "De bestanden van derden klaarzetten (static/vendor)", assets.copy)


def _once(folder: Path, sources: list[Path], what: str, make: Callable[[], None]) -> None:
    stamp = folder / ".made-from"
    wanted = hashlib.sha256(
        b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sources if path.exists())
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _say(what)
    stamp.unlink(missing_ok=True)
    make()
    stamp.write_text(wanted)


def _moved() -> bool:
    """A virtual environment holds its own path in its commands, so a clone that was moved needs a new one."""
    home = places.VENV / ".path"
    return home.exists() and home.read_text() != str(places.VENV)


def _make_venv() -> None:
    try:
        venv.create(places.VENV, with_pip=True, symlinks=True)
    except (subprocess.CalledProcessError, ModuleNotFoundError) as error:
        raise failures.Failure(
            "Python kan geen virtuele omgeving maken. Op Debian en Ubuntu: installeer het pakket python3-venv.\n"
            f"(English: install python3-venv. {error})"
        ) from error
    (places.VENV / ".path").write_text(str(places.VENV))


def _install_packages() -> None:
    command = [str(places.PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _fetch([*command, "--no-deps", "--require-hashes", "--requirement", str(places.LOCK)], "De Python-pakketten")


def _install_npm() -> None:
    command = [*node.npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _fetch(command, "De npm-pakketten")


def _fetch(command: list[str], what: str) -> None:
    done = subprocess.run(command, cwd=places.ROOT, env=node.environment(), capture_output=True, text=True)
    if done.returncode == 0:
        return
    raise failures.Failure(explain(what, done.stdout + done.stderr))


def explain(what: str, output: str) -> str:
    """What a failed download means for who sees it, and what to do."""
    lines = [line for line in output.strip().splitlines() if not line.startswith("WARNING")]
    last = "\n".join(f"    {line[:150]}" for line in lines[-8:])
    advice = ""
    if any(sign in output.lower() for sign in NETWORK_SIGNS):
        advice = (
            "Waarschijnlijk is het pakketregister niet bereikbaar. Controleer de verbinding, en achter een proxy of\n"
            "eigen register HTTPS_PROXY, PIP_INDEX_URL en de npm-instelling registry. Draai bin/setup daarna opnieuw;\n"
            "wat al klaar was, blijft staan.\n"
            "(English: the package registry cannot be reached. Check the network or proxy, and run bin/setup again.)\n"
        )
    return f"{what} konden niet worden geïnstalleerd.\n{advice}De laatste regels:\n{last}"


def _say(what: str) -> None:
    print(f"· {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    failures.run(main)
