"""
bin/demo --check: whether Regie works for each person of the demonstration, and whether its tasks are carried out.

Everybody signs in through the page "Kies wie u bent", opens the start page and what it links to. A link that somebody
sees and cannot open is a mistake, whoever's right it was to see it.
"""

import re
import textwrap
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import psycopg2
import redis
from celery import Celery

from local.visit import Answer, Form, Page, Visitor

CHOOSER = "/demo/"
PAGES = 15  # per person: the start page and what it leads to
PATIENCE = 60  # seconds for a task
LEAVING = re.compile(r"uitloggen|afmelden|logout")


@dataclass(frozen=True)
class Person:
    """One of the people on the page "Kies wie u bent"."""

    label: str
    form: Form


def visit_all(port: int, environment: Mapping[str, str]) -> int:
    """Prints a line for each person and each part that must work; returns how many were not in order."""
    wrong = [_line("deur", _the_door_is_closed(port))]
    found = people(port)
    if not found:
        wrong.append(_line("mensen", [f"op {CHOOSER} staat niemand om als in te loggen"]))
    wrong += [_line(person.label, *_visit(port, person)) for person in found]
    wrong.append(_line("taken", *_a_task_runs(environment)))
    wrong.append(_line("postvak", _the_outbox_empties(environment)))
    return sum(wrong)


def people(port: int) -> list[Person]:
    """Everybody who can be chosen. Each is a form of its own, with more in it than the token."""
    answer = Visitor(port).get(CHOOSER)
    forms = Page(answer.body).forms if answer.status == 200 else []
    chosen = [form for form in forms if form.method == "post" and _goes_to_chooser(form, answer)]
    return [Person(_label(form), form) for form in chosen if len(form.fields) > 1]


def _goes_to_chooser(form: Form, answer: Answer) -> bool:
    return urlsplit(urljoin(answer.url, form.action)).path.startswith(CHOOSER)


def _label(form: Form) -> str:
    return textwrap.shorten(form.text, 80, placeholder=" …") or form.fields[-1][1]


def _the_door_is_closed(port: int) -> list[str]:
    answer = Visitor(port).get("/")
    inside = answer.status == 200 and urlsplit(answer.url).path == "/"
    return ["de startpagina is te zien zonder in te loggen"] if inside else []


def _visit(port: int, person: Person) -> tuple[list[str], str]:
    visitor = Visitor(port)
    chooser = visitor.get(CHOOSER)
    same = next((other for other in Page(chooser.body).forms if _key(other) == _key(person.form)), None)
    if same is None:
        return ["staat de tweede keer niet meer op de pagina"], ""
    start = visitor.send(same, chooser)
    if start.status != 200 or urlsplit(start.url).path.startswith(CHOOSER):
        return [f"inloggen geeft {start.status} op {start.url}"], ""
    return _walk(visitor, start)


def _key(form: Form) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The same form on another copy of the page: all but its token."""
    return form.action, tuple(field for field in form.fields if "csrf" not in field[0])


def _walk(visitor: Visitor, start: Answer) -> tuple[list[str], str]:
    """Opens pages, nearest first, and tells which could not be opened."""
    ahead, known, wrong, seen = deque([(start.url, "inloggen")]), {start.url}, [], 0
    while ahead and seen < PAGES:
        address, came_from = ahead.popleft()
        answer = visitor.get(address)
        seen += 1
        if answer.status != 200:
            wrong.append(f"{urlsplit(address).path} geeft {answer.status} (link op {came_from})")
        elif "html" in answer.kind:
            links = {urljoin(answer.url, link).partition("#")[0] for link in Page(answer.body).links}
            fresh = [link for link in sorted(links) if link not in known and _is_page(visitor, link)]
            known.update(fresh)
            ahead.extend((link, urlsplit(answer.url).path) for link in fresh)
    return wrong, f"{seen} pagina's"


def _is_page(visitor: Visitor, link: str) -> bool:
    path = urlsplit(link).path
    return visitor.is_here(link) and not path.startswith(("/static/", CHOOSER)) and not LEAVING.search(path)


def _a_task_runs(environment: Mapping[str, str]) -> tuple[list[str], str]:
    """Sends a task and looks for what only the worker can have done with it; and whether beat's own has been done."""
    queue, token = environment["REDIS_URL"], f"check-{uuid4()}"
    began = time.monotonic()
    with Celery(broker=f"{queue}/0") as sender, redis.Redis.from_url(f"{queue}/1") as done:
        sender.send_task("regie.tasks.heartbeat", args=[token])
        for name in (token, "beat"):
            while not done.exists(f"regie:1:heartbeat:{name}"):
                if time.monotonic() - began > PATIENCE:
                    return [f"geen spoor van de taak {name} na {PATIENCE} seconden"], ""
                time.sleep(0.05)
    return [], f"uitgevoerd door de worker, na {time.monotonic() - began:.1f} s"


def _the_outbox_empties(environment: Mapping[str, str]) -> list[str]:
    """Whatever the demonstration data promised to tell is told by the relay, that beat starts and the worker runs."""
    database = psycopg2.connect(environment["DATABASE_URL"])
    database.autocommit = True
    deadline = time.monotonic() + PATIENCE
    with database.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM outbox_message WHERE delivered_at IS NULL")
            (waiting,) = cursor.fetchone() or (0,)
            if not waiting or time.monotonic() > deadline:
                break
            time.sleep(0.2)
    database.close()
    return [f"{waiting} berichten wachten nog na {PATIENCE} seconden"] if waiting else []


def _line(what: str, wrong: list[str], note: str = "") -> bool:
    print(f"{'FOUT' if wrong else 'goed':5} {what}{f' ({note})' if note else ''}", flush=True)
    for each in wrong:
        print(f"        {each}", flush=True)
    return bool(wrong)
