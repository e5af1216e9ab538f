"""S1 in full: everybody, at every address of either site, asked of either host, of three cases, by every verb.

The table of tests/access_table.py says what is expected: of C-1 it says so itself; of C-2 whoever stands to C-1 is a
stranger; and C-1000 is not there, for anybody. What an address does not know as a verb, it refuses, and does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.urls import Resolver404, resolve

from tests import access_table as table
from tests import test_access_matrix as matrix
from tests.access_scene import HOSTS, PATTERNS, Scene
from tests.access_table import GET, POST, Row
from tests.test_access_matrix import ALWAYS_WRITTEN, DOORS, ROWS, Answer, Visitor

pytestmark = pytest.mark.django_db
scene, typed = matrix.scene, matrix.typed  # fixtures
CELLS = 100_000
HEAD = "HEAD"
WAY_BACK = re.compile(rb'href="/[^"]*">Terug naar de pagina')
VERBS = (GET, HEAD, POST, "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
C_1, C_2, ABSENT = "C-1", "C-2", "C-1000"
NOBODY = ""  # whoever did not sign in
VISITORS = (*table.EVERYBODY.split(), NOBODY)
# To C-2 these two stand in more ways than anybody does to C-1: what they get there, the table does not say.
STAND_TO_C_2 = ("omar", "lot")
STRANGERS = dict.fromkeys(("pia", "cas", "ina", "dirk", "wim", "jo", "karim"), "bert")
# Who opened C-2 in an emergency, finds that back there, as the one who opened C-1 does at C-1.
AS_AT_C_1 = {("tara", "cases:my_emergency"): "jo"}
UNKNOWN = (405, 404, 403)  # before the verb, a page may already say that it is not there, or not for you
ELSEWHERE = (404, 403, 422)
ROW = {(site, row.method, name): row for site in HOSTS for row in ROWS[site] for name in row.names.split()}


class Cell(NamedTuple):
    """An address of one of the sites, asked of a host. case: "" when the address names none."""

    host: str
    home: str
    page: str
    case: str

    def path(self, scene: Scene) -> str:
        if self.case:
            return scene.address(self.home, self.page, self.case, ids_of=C_1 if self.case == ABSENT else None)
        return scene.address(self.home, self.page)


def cells(name: str) -> Iterator[Cell]:
    """Every address that this visitor tries, by every verb."""
    for host in HOSTS:
        for home, patterns in PATTERNS.items():
            for page, pattern in sorted(patterns.items()):
                of_both = home != host and page in PATTERNS[host]
                if page in DOORS or page in table.HEALTH.split() or of_both:
                    continue
                of_a_case = "reference" in pattern.pattern.converters
                for case in (C_1, C_2, ABSENT) if of_a_case else ("",):
                    if not (case == C_2 and name in STAND_TO_C_2):
                        yield Cell(host, home, page, case)


def test_together_they_are_a_hundred_thousand_cells():
    count = sum(len(VERBS) for name in VISITORS for _cell in cells(name))
    print(f"{count} cells")
    assert count >= CELLS


@pytest.mark.slow
@pytest.mark.parametrize("name", VISITORS, ids=lambda name: name or "nobody")
def test_every_verb_at_every_address_of_either_host_does_what_the_table_says(scene, typed, name):
    visitor, wrong, tried, refusals = Visitor(scene, name), [], 0, {}
    absent = {host: visitor.asks(GET, host, f"/casussen/{ABSENT}/").body for host in HOSTS}
    for cell in cells(name):
        path, shown = cell.path(scene), None
        for verb in VERBS:
            answer = visitor.asks(verb, cell.host, path, typed.get(cell.page, {}) if verb == POST else None)
            shown = answer if verb == GET else shown
            found = [*_differences(cell, verb, name, answer, shown, _served(cell.host, path), absent[cell.host])]
            if answer.status == 405 and not says_the_same(refusals, cell, verb, answer):
                found.append("a refusal of the verb that differs from that of another case")
            wrong += [f"{verb} {cell} as {name or 'nobody'}: {what}" for what in found]
            tried += 1
    print(f"{tried} cells as {name or 'nobody'}, {len(wrong)} differences")
    assert tried == sum(len(VERBS) for _cell in cells(name))
    assert not wrong, "\n" + "\n".join(wrong[:60])


def says_the_same(refusals: dict[tuple[str, str, str], bytes], cell: Cell, verb: str, answer: Answer) -> bool:
    """Whether a verb that is not known is refused alike, in which case it is and whether there is one or not.

    The way back is the address that was asked without its last word: that differs, and tells nothing.
    """
    said = WAY_BACK.sub(b"", answer.body)
    return refusals.setdefault((cell.host, cell.page, verb), said) == said


def _served(host: str, path: str) -> str:
    """What this host has at this path: nothing, or a page, which may be another than on the other host."""
    try:
        return resolve(path, urlconf=host).view_name
    except Resolver404:
        return ""


def _differences(
    cell: Cell, verb: str, name: str, answer: Answer, shown: Answer, page: str, absent: bytes
) -> Iterator[str]:
    row = ROW.get((cell.host, verb, page))
    if verb == HEAD:
        if answer.status not in (shown.status, 405) or answer.body:
            yield f"{answer.status} with {len(answer.body)} bytes, where GET got {shown.status}"
    elif not name:
        yield from _of_nobody(answer, page)
    elif row and page != cell.page and answer.status in ELSEWHERE:
        yield from ()  # an address of the other site that means something here: of nothing that is there
    elif row and cell.case == ABSENT:
        yield from _of_what_is_absent(row, name, answer, absent)
    elif row:
        wrong = matrix.wrong_of(row, page, _stands_as(cell, name), answer, absent)
        yield from (what for what in wrong if not (_is_own(cell, name) and what == f"shows {cell.case}"))
    elif answer.status not in UNKNOWN:
        yield f"expected a refusal, got {answer.status}"
    yield from _written_or_shown(cell, row, verb, name, answer)


def _stands_as(cell: Cell, name: str) -> str:
    """As whom the table has this visitor, who stands to C-2 in another way than to C-1."""
    return AS_AT_C_1.get((name, cell.page), STRANGERS.get(name, name)) if cell.case == C_2 else name


def _is_own(cell: Cell, name: str) -> bool:
    return cell.case == C_2 and (name, cell.page) in AS_AT_C_1


def _of_nobody(answer: Answer, page: str) -> Iterator[str]:
    to_the_door = answer.status == 302 and answer.location.startswith("/inloggen/")
    if not (to_the_door or answer.status in UNKNOWN or (page in table.OPEN.split() and answer.status == 200)):
        yield f"expected the door, got {answer.status}"


def _of_what_is_absent(row: Row, name: str, answer: Answer, absent: bytes) -> Iterator[str]:
    if answer.status not in (404, row.otherwise):
        yield f"expected 404, got {answer.status}"
    if answer.status == 404 and answer.body != absent:
        yield "a 404 that differs from that of a case that is not there"


def _written_or_shown(cell: Cell, row: Row | None, verb: str, name: str, answer: Answer) -> Iterator[str]:
    may = row and verb == POST and _stands_as(cell, name) in row.may.split() and cell.case != ABSENT
    if not may and answer.written - ALWAYS_WRITTEN:
        yield f"wrote in {', '.join(sorted(answer.written - ALWAYS_WRITTEN))}"
    text = answer.body.decode(errors="replace")
    # Where the verb is refused, the way back is to the case of the address, whether there is one or not.
    secrets = table.READS if answer.status == 405 else table.KNOWS | table.READS
    for secret, readers in secrets.items():
        own = secret == cell.case and _is_own(cell, name)
        if secret in text and name not in readers.split() and not own:
            yield f"shows {secret}"
