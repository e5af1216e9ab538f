"""docker-compose.yml: every program is watched, and no secret stands in it."""

import re
import subprocess

import pytest
import yaml

from local import places

TEXT = (places.ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
LASTING = {name: service for name, service in SERVICES.items() if service.get("restart") != "no"}
SECRETS = ("SECRET_KEY", "DATABASE_PASSWORD", "WEB_DATABASE_PASSWORD", "VALKEY_PASSWORD", "POSTGRES_PASSWORD")


def test_the_programs_are_there():
    assert set(LASTING) == {"postgres", "valkey", "web", "live", "worker", "beat"}


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_program_has_a_health_check(name):
    assert LASTING[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_asked_for_and_never_filled_in(name):
    uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", TEXT)
    assert uses
    assert {use[:2] for use in uses} == {":?"}


def test_the_demonstration_starts_only_when_asked():
    assert [name for name, service in SERVICES.items() if "demo" in name and service.get("profiles") != ["demo"]] == []
    assert "REGIE_DEMO: ${REGIE_DEMO:-0}" in TEXT


def test_the_secrets_of_the_demonstration_say_what_they_are():
    lines = (places.ROOT / "deploy" / "demo.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert {name: given[name].startswith("demo-only") for name in SECRETS} == dict.fromkeys(SECRETS, True)


def test_only_migrating_signs_in_as_the_owner_of_the_tables():
    signs_in = {
        name: re.match(r"postgres://(\w+):", service["environment"]["DATABASE_URL"])[1]
        for name, service in SERVICES.items()
        if "build" in service
    }
    assert {name for name, login in signs_in.items() if login == "regie"} == {"migrate"}
    assert {login for name, login in signs_in.items() if name != "migrate"} == {"regie_web"}


def test_our_programs_may_do_as_little_as_possible():
    ours = [service for service in SERVICES.values() if "build" in service]
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours)


def test_every_image_and_build_step_exists():
    dockerfile = (places.ROOT / "deploy" / "Dockerfile").read_text()
    for copied in ("requirements.lock", "requirements-dev.lock", "package.json", "package-lock.json", ".npmrc", "bin"):
        assert copied in dockerfile
        assert (places.ROOT / copied).exists()
    assert "USER regie" in dockerfile
    assert "--require-hashes" in dockerfile


def test_the_script_that_makes_the_roles_is_sound_and_makes_no_superuser():
    script = places.ROOT / "deploy" / "postgres" / "10-regie.sh"
    assert subprocess.run(["sh", "-n", script]).returncode == 0
    logins = re.findall(r"CREATE ROLE (\w+) LOGIN (.*) PASSWORD", script.read_text())
    assert {name for name, _rights in logins} == {"regie", "regie_web"}
    assert all("NOSUPERUSER NOCREATEDB NOCREATEROLE" in rights for _name, rights in logins)
