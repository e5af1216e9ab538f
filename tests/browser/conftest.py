"""A town of people who can sign in, each at a browser of their own, on a real server and a real database."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings as project
from django.db import connection
from playwright.sync_api import expect

from accounts.actions import ensure_demo_people
from accounts.demo_people import PARTNERS
from regie.casefile.importing import import_files
from regie.management.commands.demo_data import CASES
from tests import cast
from tests.browser.journeys.hands import Person

PATIENCE = 30_000  # milliseconds, on a machine that is busy with other tests


@pytest.fixture
def town(django_db_setup, django_db_blocker, settings, now):
    """The people of the demonstration, really committed, and the page on which one chooses who one is."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.browser.demo_urls"
    settings.PORTAL_URLCONF = "tests.browser.demo_urls_portal"
    settings.WHITENOISE_MAX_AGE = 3600  # a browser keeps the looks, as it does with an installation
    with django_db_blocker.unblock():
        ensure_demo_people(now=now)
        yield
        cast.sweep()
        connection.close()


@pytest.fixture
def imported(town, now, django_db_blocker, tmp_path):
    """Brings in cases of the demonstration by their ids, all of them without: gives the reference of each."""

    def some(*wanted: str) -> dict[str, str]:
        contents = yaml.safe_load(CASES.read_text())
        contents["cases"] = [case for case in contents["cases"] if not wanted or case["id"] in wanted]
        file = tmp_path / "cases.yaml"
        file.write_text(yaml.safe_dump(contents, allow_unicode=True))
        with django_db_blocker.unblock():
            outcome = import_files([file], now=now, today=True)
        assert outcome.saved, (outcome.problems, outcome.refused)
        return {key: replayed.reference for key, replayed in outcome.imported.items()}

    return some


@pytest.fixture
def people(town, site, browser, browser_context_args):
    """Gives somebody by name, in a window of their own and signed in: by the door of the demonstration, or a password.

    scripts=False: a browser without JavaScript. device: the same person at another one as well.
    """
    portal = f"http://{project.PORTAL_HOST}:{urlsplit(site).port}"
    partners = {person.name for person in PARTNERS}
    expect.set_options(timeout=PATIENCE)
    windows: dict[tuple[str, str], Person] = {}

    def somebody(
        name: str, *, device: str = "", scripts: bool = True, password: str = "", signed_in: bool = True
    ) -> Person:
        if (name, device) in windows:
            return windows[name, device]
        context = browser.new_context(**browser_context_args, java_script_enabled=scripts, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        windows[name, device] = person = Person(name, context.new_page(), portal if name in partners else site)
        if signed_in:
            person.signs_in(password)
        return person

    yield somebody
    for person in windows.values():
        person.page.context.close()
