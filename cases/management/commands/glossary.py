"""Writes docs/glossary.md from cases/glossary.py. With --check: fails when the document lags behind."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.glossary import ENTRIES, Entry

DOCUMENT = settings.BASE_DIR / "docs" / "glossary.md"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check, **options):
        text = as_markdown()
        if not check:
            DOCUMENT.write_text(text)
        elif not DOCUMENT.exists() or DOCUMENT.read_text() != text:
            raise CommandError("docs/glossary.md loopt achter. Draai: bin/manage glossary")


def as_markdown() -> str:
    lines = [
        "# Glossary",
        "",
        "Made from cases/glossary.py by `bin/manage glossary`; do not edit by hand. One word per concept: the Dutch",
        "word on the page, its name in the code, what it means, and how the page explains it.",
        "",
        "| Dutch | In the code | Meaning | Explanation on the page |",
        "|---|---|---|---|",
        *(_row(entry) for entry in ENTRIES),
    ]
    return "\n".join(lines) + "\n"


def _row(entry: Entry) -> str:
    words = " / ".join((entry.term, *entry.also))
    return f"| {words} | `{entry.identifier}` | {entry.meaning} | {entry.explanation} |"
