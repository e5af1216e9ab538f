"""The word "toestemming" never stands alone: there are three kinds, and mixing them up goes wrong (domain.md 6.2)."""

import re
from pathlib import Path

from django.conf import settings

from privacy.representation import ConsentKind

APPS = ("accounts", "cases", "meetings", "outbox", "privacy", "regie", "templates", "docs", "static/js")
KINDS = ("*.py", "*.html", "*.txt", "*.md", "*.json", "*.js")
# Where the word may stand: with its kind, or where the word itself is explained.
WITH_ITS_KIND = re.compile(r"toestemming voor iets extra's", re.IGNORECASE)
EXPLAINED = {
    "cases/glossary.py": 1,  # the entry that explains it
    "docs/glossary.md": 1,  # made from that entry
    "privacy/legal_bases.py": 1,  # that it is no way round a law
}


def places() -> dict[str, int]:
    """Every file of the product in which the word stands without its kind, with how often."""
    found = {}
    for folder in APPS:
        for kind in KINDS:
            for path in (settings.BASE_DIR / folder).rglob(kind):
                name = str(path.relative_to(settings.BASE_DIR))
                count = alone(path.read_text(encoding="utf-8")) if kept(path) else 0
                found |= {name: count} if count else {}
    return found


def kept(path: Path) -> bool:
    return "/vendor/" not in str(path) and "/demo/" not in str(path) and "/migrations/" not in str(path)


def alone(text: str) -> int:
    """How often the word stands there without a kind."""
    return len(re.findall("toestemming", WITH_ITS_KIND.sub("", " ".join(text.split())), re.IGNORECASE))


def test_the_word_consent_never_stands_anywhere_without_its_kind():
    assert places() == EXPLAINED


def test_the_guard_sees_the_bare_word_and_knows_the_kinds():
    assert alone("Vraag om toestemming. Toestemming voor iets extra's. De Toestemmingen.") == 2
    assert [alone(kind.label) for kind in ConsentKind] == [0, 0, 0]
