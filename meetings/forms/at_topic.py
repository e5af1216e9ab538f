"""What is sent from a screen about a topic: with the topic that lay on the table when it was typed."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.forms import PlainForm


class AtTopic(PlainForm):
    """Carries the topic along, so that nothing lands under another one because the table went on meanwhile.

    words: the field with what is typed: beside it stands that the table went on, and as long as it is empty the form
    goes along with the table.
    """

    words = "text"
    topic = forms.UUIDField(label=_("Onderwerp"), widget=forms.HiddenInput, required=False)

    went_on = False

    def add_error(self, field: str | None, error: Any) -> None:
        """A hidden field cannot say what is wrong: its words stand beside what was typed."""
        self.went_on = self.went_on or field == "topic"
        super().add_error(self.words if field == "topic" else field, error)

    def lies_at(self, topic: UUID | None) -> Self:
        """With what is on the table now: of an empty form, and of one whose sender was just told that it is another."""
        if self.went_on:
            self.data = self.data.copy()
            self.data[self.add_prefix("topic")] = str(topic or "")
        elif not self.initial.get(self.words):
            self.initial["topic"] = topic
        return self
