"""Where things are in this clone. Only paths; nothing here makes or reads anything."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
"""Everything that running makes: data, secrets, logs. Ignored by git, and safe to throw away when nothing runs."""

TESTS = VAR / "tests"
"""The servers of the tests, with their data."""

LOCK = ROOT / "requirements-dev.lock"
NPM_LOCK = ROOT / "package-lock.json"
PACKAGE = ROOT / "package.json"
NODE_MODULES = ROOT / "node_modules"
ICONS = ROOT / "static" / "icons.json"
VENDOR = ROOT / "static" / "vendor"
