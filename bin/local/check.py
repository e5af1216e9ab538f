"""bin/check: everything that can be judged without running the tests. Names all that is wrong, not only the first."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from local import failures, places, services

PRODUCTION = {
    "SECRET_KEY": "only-to-judge-the-settings-and-long-enough-for-that-0123456789",
    "ALLOWED_HOSTS": "regie.example.nl,portaal.regie.example.nl",
    "PORTAL_HOST": "portaal.regie.example.nl",
    "BEHIND_PROXY": "1",
    "REGIE_DEMO": "0",
    "DEBUG": "0",
    "LOG_LEVEL": "WARNING",
}


@dataclass(frozen=True)
class Check:
    what: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def main(arguments: list[str]) -> int:
    if arguments:
        raise failures.Failure("bin/check heeft geen opties.")
    with services.use("postgres", places.TESTS, fast=True) as url, ThreadPoolExecutor(os.cpu_count()) as pool:
        checks = list(_checks(PRODUCTION | {"DATABASE_URL": url}))
        outcomes = pool.map(_run, checks)
        wrong = [check.what for check, outcome in zip(checks, outcomes, strict=True) if not _tell(check, outcome)]
    if wrong:
        print(f"\nNiet in orde: {', '.join(wrong)}.", file=sys.stderr)
    return 1 if wrong else 0


def _checks(production: dict[str, str]) -> Iterator[Check]:
    tool = [str(places.PYTHON), "-m"]
    manage = [str(places.PYTHON), "manage.py"]
    templates = [str(path) for path in sorted((places.ROOT / "templates").rglob("*.html"))]
    yield Check("de stijl (ruff)", [*tool, "ruff", "check", "."])
    yield Check("de opmaak (ruff)", [*tool, "ruff", "format", "--check", "."])
    yield Check("de typen (mypy)", [*tool, "mypy"], production)
    yield Check("de richting van imports", [str(places.VENV / "bin" / "lint-imports"), "--no-cache"])
    yield Check(
        "de templates (djade)", [str(places.VENV / "bin" / "djade"), "--check", "--target-version=5.2", *templates]
    )
    yield Check("de vertaalbaarheid", [*tool, "local.translatable"])
    yield Check("de migraties", [*manage, "makemigrations", "--check", "--dry-run"], production)
    yield Check("docs/stappenplan.md", [*manage, "stappenplan", "--check"], production)
    yield Check("docs/law.md", [*manage, "law", "--check"], production)
    yield Check("de instellingen", [*manage, "check", "--deploy", "--fail-level=WARNING"], production)
    for compose in (["docker", "compose"], ["docker-compose"]):
        if _answers(compose):
            yield Check("docker-compose.yml", [*compose, "--env-file=deploy/demo.env", "config", "--quiet"])
            break


def _answers(compose: list[str]) -> bool:
    """Only the client is needed: it judges the file without an engine."""
    if not shutil.which(compose[0]):
        return False
    return subprocess.run([*compose, "version"], capture_output=True).returncode == 0


def _run(check: Check) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(places.ROOT / "bin")} | check.environment
    return subprocess.run(check.command, cwd=places.ROOT, env=environment, capture_output=True, text=True)


def _tell(check: Check, outcome: subprocess.CompletedProcess[str]) -> bool:
    fine = outcome.returncode == 0
    print(f"{'goed' if fine else 'FOUT':5} {check.what}", flush=True)
    if not fine:
        print("\n".join(f"        {line}" for line in (outcome.stdout + outcome.stderr).splitlines()), flush=True)
    return fine


if __name__ == "__main__":
    failures.run(main)
