"""What is installed is exactly what was locked, and a lock tells nothing about the network it was made in."""

import json
import re
import tomllib

import pytest

from local import places

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def read(name: str) -> str:
    return (places.ROOT / name).read_text()


def pins(lock: str) -> set[str]:
    return {normal(pin) for pin in re.findall(r"^([\w.\-]+==[^\s;\\]+)", read(lock), re.MULTILINE)}


def normal(requirement: str) -> str:
    name, version = re.sub(r"\[.*?\]", "", requirement).split("==")
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json", ".npmrc"])
def test_a_lock_names_no_address(lock):
    addresses = re.findall(r"https?://\S+|--\S*(?:index|find-links|trusted)\S*|\"resolved\"", read(lock))
    assert [address for address in addresses if "funding" not in address and not is_sponsor(lock, address)] == []


def is_sponsor(lock: str, address: str) -> bool:
    """npm copies where a maker can be thanked; nothing is fetched from there."""
    thanks = re.findall(r'"funding": \{[^}]*\}|"funding": \[[^\]]*\]|"url": "[^"]*"', read(lock))
    return any(address.strip('",') in thank for thank in thanks)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash(lock):
    entries = re.split(r"\n(?=\S)", read(lock))
    assert [
        entry.split()[0] for entry in entries if "==" in entry.split("\n")[0] and "--hash=sha256:" not in entry
    ] == []


def test_the_locks_hold_what_pyproject_asks_for():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = {normal(requirement) for requirement in project["dependencies"]}
    assert wanted <= pins("requirements.lock")
    assert wanted | {normal(each) for each in project["optional-dependencies"]["dev"]} <= pins("requirements-dev.lock")


def test_a_clone_runs_the_versions_of_a_real_installation():
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_what_breaks_us_is_in_neither_lock():
    names = {pin.partition("==")[0] for lock in LOCKS for pin in pins(lock)}
    assert names & {"psycopg", "psycopg-binary", "django-fsm"} == set()


def test_the_package_lock_is_that_of_package_json():
    asked, locked = json.loads(read("package.json")), json.loads(read("package-lock.json"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert locked[""].get(kind) == asked[kind]
        assert {name: locked[f"node_modules/{name}"]["version"] for name in asked[kind]} == asked[kind]
    assert [name for name, package in locked.items() if name and "integrity" not in package] == []
