"""An installation without its secrets does not start, and with them it is closed by itself."""

import json
import os
import subprocess

import pytest

from local import check, places

NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")
PRODUCTION = check.PRODUCTION | {"DATABASE_URL": "postgres:///regie", "LOG_HEADS_FILE": ""}
SHOW = """
import json
from regie import settings as s
names = "DEBUG DEMO SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS".split()
print(json.dumps({name: getattr(s, name) for name in names}))
print(json.dumps(s.CONTENT_SECURITY_POLICY["DIRECTIVES"], default=repr))
"""


def start(environment, code=SHOW):
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [str(places.PYTHON), "-c", code]
    return subprocess.run(command, cwd=places.ROOT, env=clean | environment, capture_output=True, text=True)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, ""])
def test_it_does_not_start_without(name, value):
    environment = {key: given for key, given in PRODUCTION.items() if key != name}
    done = start(environment if value is None else environment | {name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert f"ontbreken: {name}." in done.stderr


def test_it_names_all_that_is_missing_at_once():
    assert f"ontbreken: {', '.join(NEEDED)}." in start({}).stderr


def test_a_real_installation_is_closed_by_itself():
    shown, policy = start(PRODUCTION).stdout.splitlines()
    assert json.loads(shown) == {
        "DEBUG": False,
        "DEMO": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
    }
    assert "unsafe" not in policy


def test_the_demonstration_works_without_https():
    shown = json.loads(start(PRODUCTION | {"REGIE_DEMO": "1"}).stdout.splitlines()[0])
    assert (shown["SECURE_SSL_REDIRECT"], shown["SESSION_COOKIE_SECURE"]) == (False, False)


def test_queue_and_cache_are_two_databases_whatever_the_address_says():
    code = "from regie import settings as s; print(s.CELERY_BROKER_URL, s.CACHES['default']['LOCATION'])"
    done = start(PRODUCTION | {"REDIS_URL": "redis://:pw@queue:6379/7"}, code)
    assert done.stdout.split() == ["redis://:pw@queue:6379/0", "redis://:pw@queue:6379/1"]


def test_the_settings_fit_on_a_few_pages():
    assert (places.ROOT / "regie" / "settings.py").read_text().count("\n") < 300
