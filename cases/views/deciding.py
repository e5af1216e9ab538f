"""The page between deciding and doing: "u staat op het punt ...", with everything that the receiver will get."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.dutch.days import long_day
from accounts.dutch.names import sentence_list
from cases.forms.options import capital
from cases.forms.sharing import SharingForm
from cases.reads import PieceLine, SharePage
from cases.record_terms import SharingLevel
from privacy.legal_bases import CATALOGUE, is_meant_for

Fact = dict[str, Any]


def check_of(page: SharePage, form: SharingForm) -> dict[str, Any]:
    """What the page shows (components/interruption.html): what, with whom, why, on what ground, until when."""
    here = [page.shell.reference, page.organisation_id]
    return _buttons(page, here) | {
        "kicker": _("Casus %(reference)s") % {"reference": page.shell.reference},
        "title": _("U staat op het punt gegevens te delen met %(who)s") % {"who": page.organisation},
        "state": "sharing",
        "icon": "eye",
        "facts": _facts(page, form),
        "reassurance": _("Zolang u niet op ja drukt, ziet %(who)s niets.") % {"who": page.organisation},
    }


def _buttons(page: SharePage, here: list[Any]) -> dict[str, Any]:
    """Going back sends along what was typed: nobody fills in ten answers twice."""
    return {
        "post_url": reverse("cases:share", args=here),
        "submit": _("Ja, deel dit met %(who)s") % {"who": page.organisation},
        "cancel_url": reverse("cases:new_share", args=here),
        "cancel": _("Niet delen, terug"),
        "keeps": True,
    }


def _facts(page: SharePage, form: SharingForm) -> list[Fact]:
    data = form.cleaned_data
    return [*_shared(page, data), *_grounded(page, data), *_weighed(data)]


def _shared(page: SharePage, data: dict[str, Any]) -> list[Fact]:
    receivers, people = dict(page.receivers), dict(page.people)
    with_whom = [receivers[str(one)] for one in data["recipients"]] or [data["channel"].label]
    opens = [f"{capital(piece.noun)}: {piece.short}" for piece in _covered(page, data) if piece.is_released]
    return [
        {"term": _("Wat"), "value": _what(data), "note": _reach(page, data)},
        *([{"term": _("Dit gaat nu open"), "value": "\n".join(opens)}] if opens else []),
        {"term": _("Over wie"), "value": ", ".join(people[str(one)] for one in data["about"])},
        {"term": _("Met wie"), "value": ", ".join(with_whom), "note": f"{page.organisation}, {page.kind}"},
        {"term": _("Waarvoor"), "value": data["task"]},
    ]


def _grounded(page: SharePage, data: dict[str, Any]) -> list[Fact]:
    facts = [
        {"term": _("U geeft op grond van"), **_grounds(data["giver_bases"], None)},
        {"term": _("Men ontvangt op grond van"), **_grounds(data["receiver_bases"], page)},
    ]
    if data["a9"]:
        facts.append({"term": _("Bijzondere gegevens"), "value": CATALOGUE[data["a9"]].article})
    return facts


def _weighed(data: dict[str, Any]) -> list[Fact]:
    return [
        {"term": _("Nodig, omdat"), "value": data["necessity"]},
        {"term": _("Niet met minder, omdat"), "value": data["subsidiarity"]},
        {"term": _("Tot en met"), "value": long_day(data["until"]), "note": _("Daarna stopt het delen vanzelf.")},
        {"term": _("De inwoner"), "value": _informed(data)},
    ]


def _what(data: dict[str, Any]) -> str:
    if data["level"] is SharingLevel.BASIC:
        return str(SharingLevel.BASIC.label)
    return capital(", ".join(category.plain for category in data["categories"]))


def _reach(page: SharePage, data: dict[str, Any]) -> str:
    """How many pieces this opens now, and what stays closed and why."""
    pieces = _covered(page, data)
    return " ".join([_now_open(sum(one.is_released for one in pieces)), *_waiting(page, pieces), *_closed(page, data)])


def _covered(page: SharePage, data: dict[str, Any]) -> tuple[PieceLine, ...]:
    only = frozenset(str(piece) for piece in data["only"])
    return page.covered_by(frozenset(data["categories"]), frozenset(data["about"]), only)


def _closed(page: SharePage, data: dict[str, Any]) -> list[str]:
    """Pieces that are also about somebody else, with the names: whoever meant to share those chooses them too."""
    about = frozenset(data["about"])
    left_out = page.left_out(frozenset(data["categories"]), about)
    if not left_out:
        return []
    words = ngettext(
        "%(count)d stuk blijft dicht, want het gaat ook over %(names)s.",
        "%(count)d stukken blijven dicht, want ze gaan ook over %(names)s.",
        len(left_out),
    )
    names = page.others(left_out, about)
    return [words % {"count": len(left_out), "names": sentence_list(names) or _("iemand anders")}]


def _now_open(count: int) -> str:
    words = ngettext("%(count)d stuk gaat nu open.", "%(count)d stukken gaan nu open.", count)
    return words % {"count": count}


def _waiting(page: SharePage, pieces: tuple[PieceLine, ...]) -> list[str]:
    """Pieces whose author did not release them yet, with the names of whom to ask."""
    closed = [piece for piece in pieces if not piece.is_released]
    if not closed:
        return []
    names = dict(page.names)
    authors = sorted({names[piece.author] for piece in closed if piece.author in names})
    words = ngettext(
        "%(count)d stuk is nog niet vrijgegeven door wie het schreef: %(names)s.",
        "%(count)d stukken zijn nog niet vrijgegeven door wie ze schreef: %(names)s.",
        len(closed),
    )
    return [words % {"count": len(closed), "names": ", ".join(authors) or _("onbekend")}]


def _grounds(codes: list[str], page: SharePage | None) -> Fact:
    fact: Fact = {"value": "; ".join(CATALOGUE[code].article for code in codes)}
    cautions = [CATALOGUE[code].caution for code in codes if CATALOGUE[code].caution]
    kind = page.kind_code if page else "municipality"
    odd = [code for code in codes if not is_meant_for(code, kind)]
    if odd:
        cautions.append(
            _("Let op: %(codes)s is voor een andere soort organisatie bedoeld.") % {"codes": ", ".join(odd)}
        )
    return fact | ({"note": " ".join(cautions)} if cautions else {})


def _informed(data: dict[str, Any]) -> str:
    if data["informed_on"]:
        return _("Weet dit sinds %(day)s.") % {"day": long_day(data["informed_on"])}
    return _("Weet dit niet: %(reason)s") % {"reason": data["not_informed_reason"]}
