"""The import contracts of pyproject.toml: they hold, and each refuses a deliberate mistake."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PACKAGES = ("regie", "meetings", "cases", "privacy", "outbox", "accounts")
WIDE = {"COLUMNS": "300"}  # so that no line of the answer is folded
LINTER = Path(sys.executable).parent / "lint-imports"
# contract, the file that gets a line too much, that line, and how the linter names it
MISTAKES = [
    ("direction", "privacy/log.py", "import cases.hats", "privacy.log -> cases.hats"),
    ("direction", "cases/reads/plan.py", "import meetings.phases", "cases.reads.plan -> meetings.phases"),
    ("direction", "outbox/actions.py", "import privacy.law", "outbox.actions -> privacy.law"),
    ("rooms", "cases/reads/case.py", "import cases.actions.plan", "cases.reads.case -> cases.actions.plan"),
    ("rooms", "meetings/forms.py", "import meetings.views.pages", "meetings.forms -> meetings.views.pages"),
    ("doors", "cases/views/plan.py", "import cases.models", "cases.views.plan -> cases.models"),
    ("doors", "regie/home.py", "import privacy.models", "regie.home -> privacy.models"),
    (
        "neighbours",
        "meetings/actions/closing.py",
        "import cases.reads.scope",
        "meetings.actions.closing -> cases.reads.scope",
    ),
    ("pure", "privacy/law.py", "import django.conf", "privacy.law -> django"),
    ("pure", "cases/hats.py", "import django.db", "cases.hats -> django"),
    ("guardian", "cases/reads/scope.py", "import guardian.shortcuts", "cases.reads.scope -> guardian"),
    ("guardian", "privacy/gate.py", "import guardian.models", "privacy.gate -> guardian"),
]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-cache"], cwd=root, env=os.environ | WIDE, capture_output=True, text=True)


def contracts() -> set[str]:
    text = (settings.BASE_DIR / "pyproject.toml").read_text()
    return set(re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nid = "(\w+)"', text))


def test_every_folder_of_code_is_a_package():
    """The linter does not see one that is not, and says so nowhere."""
    folders = {path.parent for package in PACKAGES for path in (settings.BASE_DIR / package).rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_import_directions_hold():
    done = lint(settings.BASE_DIR)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def refused(tmp_path_factory) -> str:
    """What the linter says of a copy of the code with every mistake in it: one run, because each costs seconds."""
    root = tmp_path_factory.mktemp("with mistakes")
    for package in PACKAGES:
        shutil.copytree(settings.BASE_DIR / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(settings.BASE_DIR / "pyproject.toml", root)
    for _contract, file, line, _named in MISTAKES:
        with (root / file).open("a") as code:
            code.write(f"\n{line}\n")
    done = lint(root)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("contract", "named"), [(contract, named) for contract, _, _, named in MISTAKES])
def test_an_import_contract_bites(refused, contract, named):
    name = re.search(rf'id = "{contract}"\nname = "([^"]+)"', (settings.BASE_DIR / "pyproject.toml").read_text())[1]
    told = refused.partition("Broken contracts")[2]
    section = told.partition(f"\n{name}\n")[2]
    assert named in re.split(r"\n-{5,}\n", section)[0]  # up to the next contract


def test_each_import_contract_is_shown_to_bite():
    assert {contract for contract, *_ in MISTAKES} == contracts()
