"""What is typed in the round on working together."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText
from accounts.dutch.forms import PlainForm
from cases.meeting_terms import Felt
from meetings.actions import Together
from meetings.forms.choices import options
from meetings.reads import Answered


class TogetherForm(PlainForm):
    """What one person says of working together."""

    heard = Choice(label=_("Voelt u zich gehoord?"), choices=options(Felt), coerce=Felt)
    pulling = Choice(label=_("Trekken we samen op?"), choices=options(Felt), coerce=Felt)
    in_the_way = LongText(label=_("Wat zit er in de weg?"), rows=2, required=False)

    def __init__(self, *args: Any, of: Answered, **kwargs: Any):
        known = {"heard": of.heard_code, "pulling": of.pulling_code, "in_the_way": of.in_the_way}
        super().__init__(*args, initial=known, auto_id=f"round_{of.seat}_%s", **kwargs)

    def said(self) -> Together:
        """What was said, as the action wants it."""
        return Together(**self.cleaned_data)
