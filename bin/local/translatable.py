"""
Finds Dutch on a page that nobody can translate: text in a template outside {% translate %} and {% blocktranslate %},
and labels and help texts of forms, and refusals, outside gettext.

What needs no translation (names, abbreviations, examples) stands in untranslated.txt beside this file, one per line.
"""

import ast
import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

from local import places

APPS = ("accounts", "cases", "meetings", "outbox", "privacy", "regie")
ALLOWED = Path(__file__).with_name("untranslated.txt")
SHOWN_ATTRIBUTES = re.compile(
    r"""\s(?:alt|title|placeholder|aria-label|aria-description|data-label)\s*=\s*("[^"]*"|'[^']*')"""
)
SAMPLES = "gallery"  # the show-room of components: made-up words on a page that no user sees
UNSHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>""", re.DOTALL)
GAP = "\0"  # where a template tag or variable stood
TAKEN_OUT = ("blocktranslate", "blocktrans", "comment", "verbatim")
# {% block body_class %}rg-touch{% endblock %} and {% block here %}aria-current="page"{% endblock %}
NO_WORDS = re.compile(r"""[a-z0-9]+([-_]+[a-z0-9]+)+( [a-z0-9_-]+)*|[a-z-]+="[^" ]*\"""")
REFUSALS = {"NotPossible"}  # what is said first, the user reads
FORM_TEXTS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "legend"}


def main() -> int:
    allowed = set(ALLOWED.read_text().splitlines())
    templates = [file for file in sorted((places.ROOT / "templates").rglob("*.html")) if SAMPLES not in file.parts]
    code = [file for app in APPS for file in sorted((places.ROOT / app).rglob("*.py")) if _has_texts(file)]
    found = [problem for file in templates for problem in in_template(file, allowed)]
    found += [problem for file in code for problem in in_code(file)]
    print("\n".join(found))
    return 1 if found else 0


def _has_texts(file: Path) -> bool:
    return "migrations" not in file.parts and not file.stem.startswith(SAMPLES)


def in_template(file: Path, allowed: set[str]) -> Iterator[str]:
    """What of this template a person reads, and is not marked."""
    for line, text in _pieces(_unmarked(file.read_text())):
        if text not in allowed:
            yield f"{_name(file)}:{line}: niet te vertalen: {text}"


def in_code(file: Path) -> Iterator[str]:
    """Texts of forms and models, and of what an action refuses, that stand there as they are."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and _is_refusal(node) and node.args and _is_bare(node.args[0]):
            yield f"{_name(file)}:{node.lineno}: niet te vertalen: {ast.unparse(node.args[0])}"
        if not isinstance(node, ast.keyword) or node.arg not in FORM_TEXTS or not isinstance(node.value, ast.Constant):
            continue
        if isinstance(node.value.value, str) and node.value.value:
            yield f"{_name(file)}:{node.value.lineno}: niet te vertalen: {node.arg}={node.value.value!r}"


def _is_refusal(call: ast.Call) -> bool:
    return getattr(call.func, "id", getattr(call.func, "attr", "")) in REFUSALS


def _is_bare(text: ast.expr) -> bool:
    return isinstance(text, ast.JoinedStr) or (isinstance(text, ast.Constant) and isinstance(text.value, str))


def _unmarked(template: str) -> str:
    """The template with everything taken out that is marked or is no text; lines stay where they are."""
    kept: list[str] = []
    inside = ""  # the tag whose end we wait for
    for token in Lexer(template).tokenize():
        name = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if inside:
            inside = "" if name == f"end{inside}" else inside
        elif name in TAKEN_OUT:
            inside = name
        elif token.token_type is TokenType.TEXT:
            kept.append(token.contents)
            continue
        kept.append(GAP + "\n" * token.contents.count("\n"))
    return UNSHOWN.sub(lambda match: "\n" * match[0].count("\n"), "".join(kept))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    shown = TAG.sub(lambda match: GAP + "\n" * match[0].count("\n"), text)
    texts = [(match.start(), match[0]) for match in re.finditer(f"[^{GAP}\n]+", shown)]
    for start, piece in texts:
        words = html.unescape(piece).strip()
        if _is_text(words):
            yield shown.count("\n", 0, start) + 1, words
    for match in SHOWN_ATTRIBUTES.finditer(text):
        words = html.unescape(match[1][1:-1]).replace(GAP, " ").strip()
        if _is_text(words):
            yield text.count("\n", 0, match.start()) + 1, words


def _is_text(words: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", words)) and not NO_WORDS.fullmatch(words)


def _name(file: Path) -> str:
    return str(file.relative_to(places.ROOT)) if file.is_relative_to(places.ROOT) else file.name


if __name__ == "__main__":
    sys.exit(main())
