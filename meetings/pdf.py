"""A page as a tagged PDF (PDF/UA): the same words as on the screen, in the fonts of the house, for who keeps a copy.

Here: how it is made. Not here: what stands in it and for whom (meetings.reads). Nothing is fetched from anywhere: what
a page may hold besides its words are our own static files. Pango comes from the machine (docs/adr/0017); without it
this one thing is not there, and the rest of the product is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

try:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except (ImportError, OSError):  # pango is not on this machine: it is opened on importing
    IS_THERE = False
    URLFetcher = object
else:
    IS_THERE = True

OURS = "static:"
SHEETS = ("css/theme.css", "css/paper.css")


class NoPdf(Exception):
    """This machine cannot make a PDF."""


def made_from(html: str) -> bytes:
    """This page as a PDF that a screen reader reads: tagged, with its title and language. NoPdf without pango."""
    if not IS_THERE:
        raise NoPdf
    own, fonts = _OnlyOurs(), FontConfiguration()
    sheets = [CSS(string=_static(name).decode(), url_fetcher=own, font_config=fonts) for name in SHEETS]
    page = HTML(string=html, url_fetcher=own)
    made: Any = page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
    return bytes(made)


class _OnlyOurs(URLFetcher):  # type: ignore[misc]
    """Opens our own static files and nothing else: no address of a text that somebody typed, no file of the machine."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if not url.startswith(OURS):
            raise ValueError("Only our own files.")
        return URLFetcherResponse(url, _static(url.removeprefix(OURS)))


def _static(name: str) -> bytes:
    """One of our own files: of the source, or where a real installation collected them. Never outside those."""
    found = finders.find(name)
    if found:
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        content: bytes = file.read()
    return content
