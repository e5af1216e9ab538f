"""What a test looks at afterwards: the text of an answer, and the one row that there should be."""

from __future__ import annotations

from html import unescape

from privacy import gate


def text_of(response) -> str:
    return unescape(response.content.decode())


def one(model):
    with gate.opened():
        return model.objects.get()
