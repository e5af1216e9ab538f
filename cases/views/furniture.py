"""The furniture of a case page: identity bar, sub-navigation, steps and next step, in words and addresses.

From the frozen shell that a read gave, to what templates/components ask for. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.dutch.days import due, dutch_day, span
from cases.reads.shell import CaseShell, Emergency
from cases.reads.steps import GuardLine, NextStep, OpenMove
from cases.stappenplan import CONVENING

PARTS = (  # a part of the case, the page it opens with, and the pages in it with their own names
    (gettext_lazy("Overzicht"), (("cases:case", gettext_lazy("Overzicht")),)),
    (
        gettext_lazy("Mensen"),
        (
            ("cases:people", gettext_lazy("Gezin en netwerk")),
            ("cases:parties", gettext_lazy("Partijen")),
            ("cases:hats", gettext_lazy("Petten")),
            ("cases:advice", gettext_lazy("Advies")),
        ),
    ),
    (
        gettext_lazy("Beeld"),
        (
            ("cases:question", gettext_lazy("Vraag")),
            ("cases:triage", gettext_lazy("Triage")),
            ("cases:picture", gettext_lazy("Beeld")),
            ("cases:perspective", gettext_lazy("Perspectief")),
            ("cases:solutions", gettext_lazy("Oplossingen")),
        ),
    ),
    (gettext_lazy("Overleggen"), (("meetings:meetings", gettext_lazy("Overleggen")),)),
    (
        gettext_lazy("Plan"),
        (
            ("cases:plan", gettext_lazy("Plan A en B")),
            ("cases:monitoring", gettext_lazy("Monitoren")),
            ("cases:scaling_down", gettext_lazy("Afschalen")),
            ("cases:evaluation", gettext_lazy("Evalueren")),
            ("cases:closure", gettext_lazy("Afsluiten")),
        ),
    ),
    (
        gettext_lazy("Tijdlijn"),
        (("cases:timeline", gettext_lazy("Tijdlijn")), ("cases:procesplaat", gettext_lazy("Procesplaat"))),
    ),
    (
        gettext_lazy("Delen"),
        (
            ("cases:sharing", gettext_lazy("Wie ziet wat")),
            ("cases:consents", gettext_lazy("Wie zei ja")),
            ("cases:looked", gettext_lazy("Wie heeft gekeken")),
        ),
    ),
)
LOOP_BEGINS = 3  # the place of step 3b among the nine: what comes before it is the road to the achtje
BELONGS_TO = {
    "meetings:prepare": "meetings:meetings",
    "meetings:table": "meetings:meetings",
    "meetings:dates": "meetings:meetings",
    "meetings:close_meeting": "meetings:meetings",
    "meetings:minutes": "meetings:meetings",
    "meetings:minutes_copy": "meetings:meetings",
    "cases:step": "cases:case",
    "cases:attention": "cases:case",
    "cases:hat": "cases:hats",
    "cases:put_on_hat": "cases:hats",
    "cases:overview": "cases:hats",
    "cases:keeping": "cases:case",
    "cases:emergencies": "cases:sharing",
    "cases:bsn": "cases:people",
    "cases:erase_person": "cases:people",
    "cases:find_by_bsn": "cases:people",
    "cases:naming": "cases:people",
    "cases:person": "cases:people",
    "cases:party": "cases:parties",
    "cases:new_share": "cases:sharing",
    "cases:decision": "cases:sharing",
    "cases:releasing": "cases:sharing",
    "cases:writing": "cases:picture",
    "cases:extract": "cases:looked",
    "cases:ask_consent": "cases:consents",
    "cases:consent": "cases:consents",
    "cases:consent_form": "cases:consents",
}


@dataclass(frozen=True)
class Link:
    """A place to go to, as the components want it."""

    label: str
    url: str
    current: bool = False
    note: str = ""


def furnish(shell: CaseShell, here: str) -> dict[str, Any]:
    """Everything round the content of a case page. here: the name of the page, "cases:plan"."""
    return {
        "identity": identity(shell),
        "steps": steps(shell),
        "next_step": next_step(shell),
        "emergencies": emergencies(shell),
        **navigation(shell.reference, BELONGS_TO.get(here, here), without=() if shell.reads_log else ("cases:looked",)),
    }


def emergencies(shell: CaseShell) -> list[dict[str, Any]]:
    """Who has this case open in an emergency, for everybody on it; to who opened it, with the way out."""
    return [_emergency(one) for one in shell.emergencies]


def _emergency(one: Emergency) -> dict[str, Any]:
    words = {"who": one.who, "until": f"{timezone.localtime(one.until):%H.%M}"}
    left = ngettext("Nog %(n)d minuut.", "Nog %(n)d minuten.", one.minutes) % {"n": one.minutes}
    if one.is_mine:
        text = _("U kijkt met noodtoegang tot %(until)s uur. Alles wat u opent wordt gemarkeerd.") % words
        return {"title": left, "text": text, "end_url": reverse("cases:end_emergency")}
    text = _("%(who)s heeft deze casus in een noodgeval geopend, tot %(until)s uur.") % words
    return {"title": _("Noodtoegang."), "text": text, "end_url": None}


def identity(shell: CaseShell) -> dict[str, Any]:
    """The bar on top: whose case, where it stands, who keeps the overview, what comes next."""
    number = _(", ronde %(cycle)s") % {"cycle": shell.cycle} if shell.cycle > 1 else ""
    return {
        "names": shell.names or shell.reference,
        "reference": shell.reference if shell.names else "",
        "url": reverse("cases:case", args=[shell.reference]),
        "title": shell.title,
        "step": f"{shell.step}{number}",
        "attention_url": reverse("cases:attention", args=[shell.reference]),
        "overview": shell.keeper,
        "needs_overview": not shell.is_closed,
        **_next(shell),
    }


def _next(shell: CaseShell) -> dict[str, Any]:
    """The first date that comes, in words and with how near it is."""
    if shell.due_on is None:
        return {"next": None, "next_urgency": None}
    moment = due(shell.due_on, today=shell.today)
    return {"next": f"{moment.relative}, {moment.exact}", "next_urgency": moment.urgency}


@dataclass(frozen=True)
class Stop:
    """A stop of the step indicator."""

    number: str
    label: str
    state: str


@dataclass(frozen=True)
class Loop:
    """One round of the achtje."""

    label: str
    note: str
    stops: tuple[Stop, ...]
    closed: bool


def steps(shell: CaseShell) -> dict[str, Any]:
    """The step indicator: a line in the first round, the achtje in a later one."""
    stops = tuple(Stop(mark.number, mark.name, mark.state) for mark in shell.marks)
    return {"heading": shell.step, "note": _since(shell), "stops": stops, "rounds": _rounds(shell, stops)}


def _since(shell: CaseShell) -> str:
    days = (shell.today - shell.since).days
    if days <= 0:
        return _("sinds vandaag. Ronde %(cycle)s") % {"cycle": shell.cycle}
    words = {"day": dutch_day(shell.since, today=shell.today), "span": span(days), "cycle": shell.cycle}
    return _("sinds %(day)s, %(span)s. Ronde %(cycle)s") % words


def _rounds(shell: CaseShell, stops: tuple[Stop, ...]) -> list[Loop]:
    """The rounds of the achtje, the present one last. Empty in the first round."""
    walked = tuple(replace(stop, state="done") for stop in stops[LOOP_BEGINS:])
    loops = [
        Loop(_round(one.cycle), f"{dutch_day(one.began_on)} - {dutch_day(one.ended_on)}", walked, True)
        for one in shell.rounds
    ]
    # A table that came together again may stand before the loop: what was missing is looked up or invited first.
    here = next((place for place, stop in enumerate(stops) if stop.state == "current"), LOOP_BEGINS)
    present = Loop(_round(shell.cycle), "", stops[min(here, LOOP_BEGINS) :], shell.is_closed)
    return [*loops, present] if loops else []


def _round(cycle: int) -> str:
    return _("Ronde %(cycle)s") % {"cycle": cycle}


def next_step(shell: CaseShell) -> dict[str, Any] | None:
    """The card with the one primary action. None when this viewer makes no step from here."""
    if shell.next is None:
        return None
    if shell.next.must_convene:
        return _convene(shell, shell.next)
    ways = {"others": _others(shell, shell.next), "returns": _links(shell, shell.next.returns)}
    return _first(shell, shell.next) | ways


def _first(shell: CaseShell, next_step: NextStep) -> dict[str, Any]:
    """What the card begins with: the step of this viewer, else the step of somebody else and what that still needs."""
    if next_step.forward:
        return _card(shell, next_step.forward)
    if next_step.awaited:
        words = {"summary": _awaited(next_step.awaited), "waits_for": _("De triagist zet deze stap."), "url": None}
        return _card(shell, next_step.awaited) | words
    title = _("Deze casus is afgesloten") if shell.is_closed else _("Iemand anders zet de volgende stap")
    return {"title": title, "guards": []}


def _convene(shell: CaseShell, next_step: NextStep) -> dict[str, Any]:
    """E02: the case director said that it stalls. Bringing the table together goes before every other step."""
    words = {
        "kicker": _("Dit gaat voor"),
        "title": _("Roep het overleg bij elkaar"),
        "summary": _(
            "De casusregisseur zegt dat het stokt. Dan komt de tafel bij elkaar, ook als dat niet gepland was."
        ),
        "guards": [],
        "returns": _links(shell, next_step.returns),
    }
    return words | _way_to_convene(shell, next_step)


def _way_to_convene(shell: CaseShell, next_step: NextStep) -> dict[str, Any]:
    step = next_step.forward
    if step and step.id in CONVENING:
        label, url = _("Roep dezelfde mensen bij elkaar"), _step_url(shell, step)
        return {"label": label, "url": url, "others": _others(shell, next_step)}
    later = replace(next_step, others=(*filter(None, [step]), *next_step.others))
    url = reverse("meetings:prepare", args=[shell.reference])
    return {"label": _("Bereid het overleg voor"), "url": url, "others": _others(shell, later)}


def _card(shell: CaseShell, move: OpenMove) -> dict[str, Any]:
    first = move.first_missing
    if first and not move.may_try:
        url, label = place(first.url_name, shell.reference, move.id), _("Ga naar wat ontbreekt")
    else:
        url, label = _step_url(shell, move), _("Zet de stap: %(target)s") % {"target": move.target}
    return {
        "title": move.target,
        "summary": _summary(move),
        "guards": guard_lines(shell.reference, move),
        "label": label,
        "url": url,
    }


def _summary(move: OpenMove) -> str:
    if not move.missing:
        return _("Alles is er. U kunt deze stap zetten.")
    words = ngettext(
        "Nog %(count)d ding nodig voor u deze stap zet.",
        "Nog %(count)d dingen nodig voor u deze stap zet.",
        move.missing,
    )
    return words % {"count": move.missing}


def _awaited(move: OpenMove) -> str:
    if not move.missing:
        return _("Alles is er voor deze stap.")
    words = ngettext("Nog %(count)d ding nodig.", "Nog %(count)d dingen nodig.", move.missing)
    return words % {"count": move.missing}


def guard_lines(reference: str, move: OpenMove) -> list[dict[str, Any]]:
    """What a step asks for: what is missing first, each with the page where it can be mended."""
    lines = sorted(move.lines, key=lambda line: line.state != "missing")
    return [_guard(reference, move, line) for line in lines]


def _guard(reference: str, move: OpenMove, line: GuardLine) -> dict[str, Any]:
    note = _("Mag met een reden toch door.") if line.overridable else None
    url = place(line.url_name, reference, move.id) if line.url_name else None
    return {"state": line.state, "text": line.text, "note": note, "url": url}


def place(url_name: str, reference: str, move_id: str) -> str:
    """The address of a page of this case; the page of the step itself also needs to know which step."""
    args = [reference, move_id] if url_name == "cases:step" else [reference]
    return reverse(url_name, args=args)


def _others(shell: CaseShell, next_step: NextStep) -> list[Link]:
    moves = (*next_step.others, *([next_step.stop] if next_step.stop else ()))
    return _links(shell, moves)


def _links(shell: CaseShell, moves: tuple[OpenMove, ...]) -> list[Link]:
    return [Link(move.target, _step_url(shell, move), note=move.text) for move in moves]


def _step_url(shell: CaseShell, move: OpenMove) -> str:
    return reverse("cases:step", args=[shell.reference, move.id])


def navigation(reference: str, here: str, without: Collection[str] = ()) -> dict[str, list[Link]]:
    """The sub-navigation, and under it the pages of the part where this page belongs.

    without: the pages that do not exist for this viewer.
    """
    parts, pages = [], []
    for label, names in PARTS:
        shown = [(page, name) for page, name in names if page not in without]
        inside = [Link(str(name), reverse(page, args=[reference]), page == here) for page, name in shown]
        current = any(link.current for link in inside)
        parts.append(Link(str(label), inside[0].url, current))
        if current and len(inside) > 1:
            pages = inside
    return {"subnav": parts, "pages": pages}
