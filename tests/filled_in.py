"""The forms of a page, filled in the way somebody in a hurry does: so that what refuses is the law and not the form."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

SOMETHING, A_DAY, A_MOMENT = "Dat spraken we af.", "04-01-2027", "04-01-2027 10:00"
OF_SIZE = {"date": A_DAY, "moment": A_MOMENT}
OF_TYPE = {"number": "1", "email": "iemand@example.org"}


@dataclass
class FilledIn:
    """One form: where it goes, and what a browser would send."""

    action: str
    data: dict[str, list[str]] = field(default_factory=dict)


def forms_of(html: str) -> list[FilledIn]:
    """Every form on this page that changes something."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[FilledIn] = []
        self.form: FilledIn | None = None
        self.choosing = self.writing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form" and at.get("method", "").lower() == "post":
            self.form = FilledIn(at.get("action", "").partition("#")[0])
            self.found.append(self.form)
        elif self.form and hasattr(self, f"_{tag}"):
            getattr(self, f"_{tag}")(self.form.data, at.get("name", ""), at)

    def handle_data(self, data: str) -> None:
        if self.form and self.writing:
            self.form.data[self.writing][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.form and self.writing:
            written = self.form.data[self.writing]
            written[0] = written[0].strip() or SOMETHING
            self.writing = ""
        elif tag == "select":
            self.choosing = ""
        elif tag == "form":
            self.form = None

    def _input(self, data: dict[str, list[str]], name: str, at: dict[str, str]) -> None:
        kind = at.get("type", "text")
        if not name or name == "csrfmiddlewaretoken" or kind in ("submit", "file"):
            return
        if kind in ("radio", "checkbox"):
            data.setdefault(name, [at.get("value", "on")])  # the first of each
        elif kind == "hidden":
            data[name] = [at.get("value", "")]
        else:
            data[name] = [
                at.get("value")
                or OF_SIZE.get(at.get("data-size"))
                or ("1" if at.get("inputmode") in ("numeric", "decimal") else OF_TYPE.get(kind, SOMETHING))
            ]

    def _select(self, data: dict[str, list[str]], name: str, at: dict[str, str]) -> None:
        self.choosing = name

    def _option(self, data: dict[str, list[str]], name: str, at: dict[str, str]) -> None:
        if self.choosing and at.get("value") and ("selected" in at or self.choosing not in data):
            data[self.choosing] = [at["value"]]

    def _textarea(self, data: dict[str, list[str]], name: str, at: dict[str, str]) -> None:
        self.writing = name
        data[name] = [""]
