"""The blocks of the start page that are about cases: my work, and the numbers for who steers or oversees.

Each gives a piece of a page. Which blocks somebody gets is decided where the start page is put together (regie.home).
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import reads
from cases.reads import Group, WorkRow
from privacy.law import Purpose

SHOW = {"aan-zet": False, "wacht": True}  # the part of the address, and whether those rows wait for another
URGENCY = {Group.LATE: "late", Group.TODAY: "soon", Group.WEEK: "soon", Group.LATER: "later", Group.WAITING: "waiting"}


def my_work(request: HttpRequest, purpose: Purpose) -> SafeString:
    """What asks something of me, grouped by how soon, with the petten that I wear."""
    page = reads.my_work(viewer=request.viewer, purpose=purpose, now=timezone.now())
    shown = SHOW.get(request.GET.get("toon", ""))
    rows = [row for row in page.rows if shown is None or row.is_waiting is shown]
    context = {"page": page, "groups": _groups(rows), "filters": _filters(page.rows, shown), "lead": _lead(page.rows)}
    return render_to_string("cases/_my_work.html", context | {"hats": _hats(page.hats)}, request)


def steering(request: HttpRequest, purpose: Purpose) -> SafeString:
    """How the cases of the municipality stand, for who steers."""
    page = reads.counts(viewer=request.viewer, purpose=purpose, now=timezone.now())
    return render_to_string("cases/_steering.html", {"page": page}, request)


def oversight(request: HttpRequest, purpose: Purpose) -> SafeString:
    """How many cases there are, and which emergencies wait for a review, for who oversees the handling of data."""
    now = timezone.now()
    page = reads.counts(viewer=request.viewer, purpose=purpose, now=now)
    reviews = reads.count_to_review(viewer=request.viewer, purpose=purpose, now=now)
    return render_to_string("cases/_oversight.html", {"page": page, "reviews": reviews}, request)


def _groups(rows: list[WorkRow]) -> list[dict[str, Any]]:
    groups = (
        {
            "code": group.value,
            "urgency": URGENCY[group],
            "title": group.label,
            "rows": [_row(row) for row in rows if row.group is group],
        }
        for group in Group
    )
    return [group for group in groups if group["rows"]]


def _row(row: WorkRow) -> dict[str, Any]:
    return {
        "title": row.title,
        "url": _place(row),
        "case": row.names,
        "reference": row.reference,
        "reason": row.reason,
        "hat": {"code": row.hat.value, "label": row.hat.label} if row.hat else None,
        "step": row.step,
        "due": row.due,
    }


def _place(row: WorkRow) -> str:
    """The page where this is done. Who is asked to take over a hat may not see its case yet."""
    args = [row.reference, row.subject] if row.is_asked_to_take_over else [row.reference]
    return reverse(row.url_name, args=args)


def _filters(rows: tuple[WorkRow, ...], shown: bool | None) -> list[dict[str, Any]]:
    waiting = sum(row.is_waiting for row in rows)
    return [
        {"label": _("Alles"), "count": len(rows), "url": "?", "current": shown is None},
        {"label": _("U bent aan zet"), "count": len(rows) - waiting, "url": "?toon=aan-zet", "current": shown is False},
        {"label": _("U wacht"), "count": waiting, "url": "?toon=wacht", "current": shown is True},
    ]


def _lead(rows: tuple[WorkRow, ...]) -> str:
    """The whole page in one sentence."""
    late = sum(row.group is Group.LATE for row in rows)
    soon = sum(row.group in (Group.TODAY, Group.WEEK) for row in rows)
    if not late and not soon:
        return _("Niets is te laat en deze week vraagt niets iets van u.")
    words = []
    if late:
        words.append(ngettext("Eén ding is te laat.", "%(n)d dingen zijn te laat.", late) % {"n": late})
    if soon:
        words.append(
            ngettext("Eén ding vraagt deze week iets van u.", "%(n)d dingen vragen deze week iets van u.", soon)
            % {"n": soon}
        )
    return " ".join(words)


def _hats(hats: tuple[reads.MyHat, ...]) -> list[dict[str, Any]]:
    return [
        {
            "code": hat.hat.value,
            "label": hat.label,
            "case": hat.names or hat.reference,
            "url": reverse("cases:case", args=[hat.reference]),
            "note": ", ".join(part for part in (hat.since, hat.told, hat.until) if part),
            "warning": hat.warning,
        }
        for hat in hats
    ]
