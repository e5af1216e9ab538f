"""The form that every form of ours starts from: no browser pop-ups, and a missing answer names its question.

Not here: the fields (fields.py), and how a form looks (templates/forms, regie.rendering).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import DutchDateField

# What a missing answer is called, the most particular kind first.
MISSING = (
    (forms.BooleanField, None),  # the sentence beside the box already says it
    (DutchDateField, _("Schrijf een datum bij “%(label)s”")),
    (forms.ChoiceField, _("Kies een antwoord bij “%(label)s”")),
    (forms.FileField, _("Kies een bestand bij “%(label)s”")),
    (forms.Field, _("Vul nog in: “%(label)s”")),
)


class PlainForm(forms.Form):
    """Says beside each empty field, and again on top, which answer is still needed.

    A field keeps its own words when it brings them: `error_messages={"required": "Kies aan wie u de pet overdraagt"}`.
    depending: fields that another answer makes needed. They may stay empty, and are not called optional.
    """

    depending: tuple[str, ...] = ()

    # Our own messages, beside the field and in Dutch, instead of the browser's bubble in whatever language it speaks.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            words = next(words for kind, words in MISSING if isinstance(field, kind))
            if words and field.error_messages["required"] is _class_default(field):
                field.error_messages["required"] = words % {"label": field.label or self[name].label}


def _class_default(field: forms.Field) -> object:
    """The message that the field has when nobody gave it one of its own."""
    kinds = type(field).__mro__
    return next(kind.default_error_messages["required"] for kind in kinds if "required" in _messages(kind))


def _messages(kind: type) -> dict[str, object]:
    return vars(kind).get("default_error_messages", {})
