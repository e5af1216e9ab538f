"""What a test looks at afterwards: the text of an answer, and the one row that there should be."""

from __future__ import annotations

from html import unescape
from io import BytesIO

from pypdf import PdfReader

from privacy import gate


def text_of(response) -> str:
    if response.content.startswith(b"%PDF"):
        pages = PdfReader(BytesIO(response.content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    return unescape(response.content.decode())


def one(model):
    with gate.opened():
        return model.objects.get()
