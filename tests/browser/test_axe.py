"""Every page that people can reach, filled: axe finds nothing, a phone never scrolls sideways, no script complains.

The pages are found as people find them, by following links; the list of what must be found is the URLconf. So a page
that nobody links to, or that nobody here may open, fails the build until it is linked or named below.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.template.loader import render_to_string
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse
from playwright.sync_api import Page

from accounts.models import User
from cases.hats import Hat, Worn
from cases.models import Case
from privacy.gate import opened
from tests.accounts.conftest import PASSWORD
from tests.browser.journeys.hands import Person
from tests.browser.journeys.test_running_meeting import PAGES as AT_THE_TABLE
from tests.browser.test_axe_account import PAGES as BY_THE_ACCOUNT
from tests.browser.walk import EVERY_LOOK, LOOKS, ONE_LOOK, Walk
from tests.factories import HatPeriodFactory

ENOUGH = ("C01", "C02", "C04", "C06")  # at the end, followed, at the plan with a partner, and just begun
REFUSED = {409, 422}
STATUS = "path => fetch(path, { redirect: 'manual' }).then(answer => answer.status)"  # 0 where it leads on

# Who walks: between them they may open everything. The first sees the case that is furthest.
WALKERS = (
    "Noor Kuipers",
    "Tess van Buren",
    "Ramon Veldkamp",
    "Lotte Smeets",
    "Marjan de Wit",
    "Hugo Terpstra",
    "Femke Brandsma",
    "Erik van Dam",
    "Esther Pronk",  # is invited, and reads minutes
)
ADMINISTRATOR = "Anouk Verhoef"  # comes in with a password, so that the pages of the second factor open too
OVERSEER, ASKER = "Hugo Terpstra", "Lotte Smeets"
MORE_THAN_ONCE = {"home", "portal:start", "portal:case", "cases:case"}  # different for each person, or in each step
SOMETIMES = 3  # how often each of those is judged, in one look
OUTSIDE = (
    "/inloggen/",
    "/demo/",
    "/account/wachtwoord-vergeten/",
    "/account/wachtwoord-vergeten/verstuurd/",
    "/account/wachtwoord-vergeten/klaar/",
    "/account/wachtwoord-vergeten/nieuw/1/onbekend/",
    "/account/uitgeschakeld/",
    "/account/uitnodiging/onbekend/",
)
BY_ADDRESS = ("/uitloggen/", "/account/bevestigen/")  # behind a button, or where one is sent
REFUSALS = ("/casussen/2026-9999/", "/beheer/accounts/")  # what does not exist, and what is not this person's
SENT_EMPTY = {
    "cases:new",
    "cases:plan",
    "cases:put_on_hat",
    "cases:step",
    "cases:perspective",
    "portal:case",
    "portal:invitation",
}
NOT_A_PAGE = {
    "live": "an answer for a machine",
    "ready": "an answer for a machine",
    "demo_arrive": "only leads on",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "an answer for a script",
}
NOT_A_PAGE |= dict.fromkeys(("meetings:live", "meetings:room_live", "portal:seat_live"), "a part of a page")
NOT_A_PAGE |= dict.fromkeys(("meetings:own_door", "portal:own_door", "meetings:dates"), "another address of a page")
NOT_A_PAGE |= dict.fromkeys(("meetings:calendar", "portal:calendar", "meetings:material_file"), "a file")
NOT_A_PAGE |= dict.fromkeys(("meetings:minutes_pdf", "portal:minutes_pdf"), "a file")
# test_gallery.py, test_axe_account.py, journeys/test_running_meeting.py
ELSEWHERE = {"gallery", "gallery_form", "gallery_shell", *BY_THE_ACCOUNT, *AT_THE_TABLE}


@pytest.fixture
def filled(imported, looks, django_db_blocker):
    """Cases of the demonstration: their references, the one that is furthest first. In one look four are enough."""
    references = imported(*(ENOUGH if looks is ONE_LOOK else ()))
    with django_db_blocker.unblock():
        administrator = User.objects.get(name=ADMINISTRATOR)
        administrator.set_password(PASSWORD)
        administrator.save()
    return list(references.values())


@LOOKS
def test_every_page_that_somebody_can_reach_is_sound(filled, people, looks, django_db_blocker):
    walk = Walk(looks)
    for name in WALKERS:
        person = people(name)
        walk.listen(person.page)
        follow_links(person, [f"/casussen/{filled[0]}/", "/"] if name == WALKERS[0] else ["/"], walk)
    anouk = people(ADMINISTRATOR, password=PASSWORD)
    follow_links(anouk, ["/", *BY_ADDRESS, account_of(WALKERS[0], django_db_blocker)], walk)
    stand_outside(people("nobody", signed_in=False), walk)
    be_refused(people("Joris Wals"), walk)
    search(people(WALKERS[0]), walk)
    meet_a_conflict(people(WALKERS[0]), filled[0], walk)
    in_an_emergency(people("Ramon Veldkamp"), people(OVERSEER), filled, walk)
    by_number(people(ASKER), filled[0], walk, django_db_blocker)
    missed = unseen(people(WALKERS[0]), project.ROOT_URLCONF, walk, filled[0])
    missed += unseen(people("Erik van Dam"), project.PORTAL_URLCONF, walk, filled[0])
    wrong = [*sorted(set(walk.wrong)), *missed]
    assert not wrong, "\n".join(wrong)


def account_of(name: str, django_db_blocker) -> str:
    """The page of somebody else's account: from one's own there is no way to switching it off."""
    with django_db_blocker.unblock():
        return reverse("administration:account", args=[User.objects.get(name=name).pk])


def follow_links(person: Person, begin: list[str], walk: Walk) -> None:
    """From page to page, nearest first: each kind of page once, and what it says when a form on it is sent empty."""
    page, ahead, known = person.page, deque(begin), set(begin)
    while ahead:
        path = ahead.popleft()
        name = kind_of(person, path)
        if name is None or (name in walk.seen and name not in MORE_THAN_ONCE):
            continue
        answer = page.goto(person.site + path)
        landed = kind_of(person, urlsplit(page.url).path)
        if answer is None or answer.status != 200 or (landed in walk.seen and landed not in MORE_THAN_ONCE):
            if answer is not None and answer.status not in (200, 405):
                walk.wrong.append(f"{person.name}: {path} answers {answer.status}")
            continue
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        if walk.looks is EVERY_LOOK or walk.times[landed] < SOMETIMES:
            walk.judge(page)
        walk.seen.add(landed)
        walk.times[landed] += 1
        if walk.looks is EVERY_LOOK:
            send_empty(page, walk)
        elif landed in SENT_EMPTY:
            send_empty(page, walk, most=1)
        paths = sorted({urlsplit(link).path for link in links if link.startswith(person.site)})
        ahead += [path for path in paths if path not in known]
        known.update(paths)


def kind_of(person: Person, path: str) -> str | None:
    """The name of the page at this address. None: no page of ours, or the way out."""
    urlconf = project.PORTAL_URLCONF if "portaal" in person.site else project.ROOT_URLCONF
    try:
        name = resolve(path, urlconf).view_name
    except Resolver404:
        return None
    return None if name in ("demo", *NOT_A_PAGE) else name


def send_empty(page: Page, walk: Walk, most: int = 99) -> None:
    """Sends the forms of this page with nothing in them: what comes back must be as sound as the page itself."""
    address = page.url
    asks = "main form[method=post]:has(textarea, input[type=text], input[type=radio], select)"
    for number in range(min(most, page.locator(asks).count())):
        form = page.locator(asks).nth(number)
        if form.count() == 0:
            break
        with page.expect_navigation() as arrived:
            form.evaluate(
                """form => {
                  for (const field of form.querySelectorAll("textarea, input[type=text], select")) field.value = "";
                  for (const field of form.querySelectorAll("[type=radio], [type=checkbox]")) field.checked = false;
                  HTMLFormElement.prototype.submit.call(form);
                }"""
            )
        if arrived.value and arrived.value.status in REFUSED:
            walk.judge(page)
        page.goto(address)


def stand_outside(nobody: Person, walk: Walk) -> None:
    """The pages of who is not signed in."""
    walk.listen(nobody.page)
    for path in OUTSIDE:
        nobody.page.goto(nobody.site + path)
        walk.judge(nobody.page)
        walk.seen.add(resolve(path, project.ROOT_URLCONF).view_name)
    nobody.page.goto(nobody.site + "/inloggen/")
    send_empty(nobody.page, walk, most=1)


def be_refused(person: Person, walk: Walk) -> None:
    """The pages that say no, and those of a Regie that cannot answer."""
    for path in REFUSALS:
        answer = person.page.goto(person.site + path)
        assert answer is not None
        assert answer.status in (403, 404), path
        walk.judge(person.page)
    broken = {f"/stuk-{code}/": render_to_string(f"{code}.html") for code in (429, 500, 503)}
    person.page.route("**/stuk-*/", lambda route: route.fulfill(body=broken[urlsplit(route.request.url).path]))
    for path in broken:
        person.page.goto(person.site + path)
        walk.judge(person.page)


def search(person: Person, walk: Walk) -> None:
    """Something that is there, and something that is not."""
    for words in ("Gemeente", "Xyzzy"):
        person.starts()
        with person.page.expect_navigation():
            person.page.get_by_role("searchbox").first.fill(words)
            person.page.get_by_role("searchbox").first.press("Enter")
        walk.judge(person.page)
    walk.seen.add(resolve(urlsplit(person.page.url).path).view_name)


def meet_a_conflict(person: Person, reference: str, walk: Walk) -> None:
    """Somebody else saved first: what was typed stands there still, with what is there now."""
    page = person.page
    page.goto(f"{person.site}/casussen/{reference}/vraag/")
    with page.expect_navigation() as arrived:
        page.locator("main form:has([name=version])").first.evaluate(
            """form => {
              form.elements.version.value = "0";
              form.querySelector("textarea").value += " En zo is het.";
              HTMLFormElement.prototype.submit.call(form);
            }"""
        )
    assert arrived.value.status == 409
    walk.judge(page)


def in_an_emergency(somebody: Person, overseer: Person, references: list[str], walk: Walk) -> None:
    """A case that is opened in an emergency, how that looks for whoever did, and how it is reviewed."""
    page = somebody.page
    walk.listen(page)
    page.goto(f"{somebody.site}/noodtoegang/")
    walk.judge(page)
    for reference in references:  # of one's own case there is no emergency
        page.goto(f"{somebody.site}/noodtoegang/")
        page.get_by_label("Kenmerk van de casus").fill(reference)
        page.get_by_label("Wat is er nu aan de hand?").fill("Iemand roept om hulp achter een dichte deur.")
        page.locator("input[name=understood]").check()
        with page.expect_navigation() as arrived:
            page.locator("main form button[type=submit]").first.click()
        if arrived.value.status == 200:
            break
    page.goto(f"{somebody.site}/noodtoegang/")
    walk.judge(page)
    follow_links(somebody, [f"/noodtoegang/{reference}/"], walk)
    walk.seen.discard("cases:emergency_reviews")  # seen when it was empty
    follow_links(overseer, ["/toezicht/noodtoegang/"], walk)
    walk.seen.add("cases:break_glass")


def by_number(person: Person, reference: str, walk: Walk, django_db_blocker) -> None:
    """Who establishes who somebody is: the number of a person, and looking somebody up by one."""
    with django_db_blocker.unblock(), opened():
        case = Case.objects.get(reference=reference)
        HatPeriodFactory(case=case, wearer=User.objects.get(name=person.name), worn=Worn(Hat.INQUIRY))
    walk.seen.discard("cases:people")  # which now leads there too
    follow_links(person, [f"/casussen/{reference}/mensen/"], walk)


def unseen(person: Person, urlconf: str, walk: Walk, reference: str) -> list[str]:
    """The addresses that are a page, were not seen, and are not named as something else."""
    missed = []
    person.page.goto(person.site + "/")
    for name, converters in named(get_resolver(urlconf).url_patterns):
        if name in walk.seen | NOT_A_PAGE.keys() | ELSEWHERE:
            continue
        samples = {"uuid": uuid4(), "slug": reference, "int": 1, "string": "x"}
        values = {key: samples[type(one).__name__.removesuffix("Converter").lower()] for key, one in converters.items()}
        path = reverse(name, urlconf, kwargs=values)
        if person.page.evaluate(STATUS, path) != 405:
            missed.append(f"{name} ({path})")
    return missed


def named(patterns, space: str = "", known=()) -> Iterator[tuple[str, dict]]:
    """The name of each address, with what stands in it."""
    for pattern in patterns:
        converters = dict(known) | pattern.pattern.converters
        if isinstance(pattern, URLPattern):
            yield space + (pattern.name or ""), converters
        else:
            deeper = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named(pattern.url_patterns, deeper, converters)
