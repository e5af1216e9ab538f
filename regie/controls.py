"""
The plain controls of a form (a box, a choice from a list, a text), drawn without a template.

A page draws dozens of them, and forty screens of a running meeting the same eight at every change: as templates that
include templates they cost more than all the rest of such a page. The words are those of Django's own templates, to the
letter (tests/regie/test_controls.py); what is not here, those templates draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Control = Mapping[str, Any]


def draw(template_name: str, control: Control) -> SafeString | None:
    """The control that Django would draw with this template; None when that is not one of the plain ones."""
    drawn = _DRAWN.get(template_name)
    if drawn is None or control.get("wrap_label"):
        return None
    return mark_safe(drawn(control))  # noqa: S308 - every value in it was escaped below


def _input(control: Control) -> str:
    kind, name, value = _words(control["type"]), _words(control["name"]), control["value"]
    filled = "" if value is None else f' value="{conditional_escape(value)}"'
    return f'<input type="{kind}" name="{name}"{filled}{_attributes(control)}>'


def _text(control: Control) -> str:
    words = _words(control["value"]) if control["value"] else ""
    return f'<textarea name="{_words(control["name"])}"{_attributes(control)}>\n{words}</textarea>'


def _select(control: Control) -> str:
    groups = "".join(_group(name, options) for name, options, _index in control["optgroups"])
    return f'<select name="{_words(control["name"])}"{_attributes(control)}>{groups}\n</select>'


def _group(name: Any, options: list[Control]) -> str:
    drawn = "".join(f"\n  {_option(one)}" for one in options)
    return f'\n  <optgroup label="{_words(name)}">{drawn}\n  </optgroup>' if name else drawn


def _option(option: Control) -> str:
    value, label = conditional_escape(option["value"]), _words(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _attributes(control: Control) -> str:
    return "".join(_attribute(name, value) for name, value in control["attrs"].items() if value is not False)


def _attribute(name: str, value: Any) -> str:
    return f" {_words(name)}" if value is True else f' {_words(name)}="{conditional_escape(value)}"'


def _words(value: Any) -> str:
    return conditional_escape(localize(value))


_INPUTS = (
    *("checkbox", "checkbox_option", "color", "date", "datetime", "email", "hidden", "input", "input_option", "number"),
    *("password", "radio_option", "search", "tel", "text", "time", "url"),
)
_DRAWN: dict[str, Callable[[Control], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _text,
    "django/forms/widgets/select.html": _select,
}
