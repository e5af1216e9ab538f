"""What is typed at the table, and at its end."""

from __future__ import annotations

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, LongText, ShortText, Ticks
from accounts.dutch.forms import PlainForm
from cases.forms.parties import EXPLAINED
from cases.meeting_terms import FirstTurnKind, ResidentSays, SignalResolution
from meetings.forms.at_topic import AtTopic
from meetings.forms.choices import NothingForm, options
from meetings.forms.preparing import grounds
from meetings.reads import MeetingPage


class QuestionForm(PlainForm):
    """The question as the table confirms it."""

    question = LongText(label=_("Dit is de vraag"), rows=3)
    resident = Choice(
        label=_("Wat zegt de inwoner?"),
        help_text=_("Lees de vraag voor, en vraag het de inwoner zelf."),
        choices=options(ResidentSays),
        coerce=ResidentSays,
        required=False,
        empty_value=None,
    )


class PurposeForm(PlainForm):
    """The purposes as they were read out."""

    purpose_text = LongText(label=_("Hiervoor delen we gegevens"), rows=4)
    legal_bases = Choices(
        label=_("Op deze gronden"),
        choices=grounds(),
        widget=Ticks(hints=EXPLAINED, in_sight=1),
        required=False,
    )


class TurnForm(NothingForm):
    """How somebody had the first turn."""

    kind = Choice(label=_("Hoe?"), choices=options(FirstTurnKind), coerce=FirstTurnKind)


class NewFactForm(AtTopic):
    """A fact that nobody had put on the table."""

    words = "fact"
    fact = LongText(label=_("Welk feit kwam er nu pas op tafel?"), rows=2)
    proposal = LongText(label=_("Tegen welk voorstel?"), rows=2, required=False)
    raised_by = ShortText(label=_("Wie noemde het?"), required=False, max_length=200)


class ResolutionForm(PlainForm):
    """What was done with a new fact, and why."""

    resolution = Choice(label=_("Wat doet u ermee?"), choices=options(SignalResolution), coerce=SignalResolution)
    reason = LongText(label=_("Waarom?"), rows=2)

    def after_the_end(self, is_closed: bool) -> Self:
        """Of a meeting that is over: nobody goes back there any more."""
        if is_closed:
            choices = self.fields["resolution"].choices
            self.fields["resolution"].choices = [one for one in choices if one[0] != SignalResolution.BACK_TO_PICTURE]
        return self


class ReasonForm(PlainForm):
    """Why a meeting is broken off."""

    reason = LongText(label=_("Waarom stopt u nu?"), rows=2)


class EndAsItIsForm(PlainForm):
    """Why a meeting that was broken off does not go on."""

    reason = LongText(label=_("Waarom gaat dit overleg niet verder?"), rows=2)


def table_forms(page: MeetingPage) -> dict[str, forms.Form]:
    """The forms of a meeting at the table."""
    return {
        "question_form": QuestionForm(initial={"question": page.question}, auto_id="question_%s"),
        "purpose_form": PurposeForm(initial={"purpose_text": page.purposes}, auto_id="purpose_%s"),
        "turn_form": TurnForm(auto_id=False),
        "fact_form": NewFactForm(auto_id="fact_%s"),
        "resolution_form": ResolutionForm(auto_id=False).after_the_end(page.is_closed),
        "reason_form": ReasonForm(auto_id="reason_%s"),
        "end_form": EndAsItIsForm(auto_id="end_%s"),
    }
