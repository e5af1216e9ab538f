"""What is typed about the agenda of a meeting: a topic with its time box, and the check-list before the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, ShortText, Ticks, WholeNumber
from accounts.dutch.forms import PlainForm
from cases.forms.laws import ask_law
from cases.forms.options import capital
from cases.meeting_terms import Precondition
from cases.reads import CaseForMeeting, MeetingChoices
from meetings.actions import NewTopic
from meetings.agendas import LONGEST, SAID
from meetings.forms.choices import options
from meetings.phases import WITH_TOPICS, Phase
from meetings.reads import PreparationPage, TopicLine
from privacy.law import DataCategory


class TopicForm(PlainForm):
    """What is talked about, when, how long, about whom, and which data is said."""

    title = ShortText(label=_("Waar gaat het over?"), max_length=200)
    phase = Choice(
        label=_("Waar hoort het bij?"), choices=[(one.value, one.label) for one in WITH_TOPICS], coerce=Phase
    )
    minutes = WholeNumber(label=_("Hoeveel minuten?"), initial=10, min_value=1, max_value=LONGEST)
    about = Choices(
        label=_("Over wie gaat het?"),
        help_text=_(
            "Kiest u niemand, dan gaat het over het hele gezin. Wie niet samen mag zitten met iemand aan deze tafel, "
            "hoort daar niet bij."
        ),
        coerce=UUID,
        required=False,
    )
    categories = Choices(
        label=_("Welke gegevens komen op tafel?"),
        help_text=_("Wie dit niet mag horen, gaat bij dit onderwerp de kamer uit."),
        choices=[(called, [(one.value, capital(one.label)) for one in kinds]) for called, kinds in SAID],
        coerce=DataCategory,
        widget=Ticks(in_sight=1),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: CaseForMeeting | MeetingChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(str(person.id), person.name) for person in case.people]
        ask_law(self, case.laws_of_case)

    def topic(self) -> NewTopic:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return NewTopic(
            title=data["title"],
            phase=data["phase"],
            minutes=data["minutes"],
            categories=tuple(data["categories"]),
            about=tuple(data["about"]),
            law=data.get("law"),
        )


class PreconditionsForm(PlainForm):
    """What is right already before the table sits down."""

    preconditions = Choices(
        label=_("Wat is in orde?"), choices=options(Precondition), coerce=Precondition, required=False
    )


@dataclass(frozen=True)
class TopicRow:
    """A topic with its own form."""

    topic: TopicLine
    form: TopicForm


def topic_rows(page: PreparationPage, sent: forms.Form | None = None, at: UUID | None = None) -> list[TopicRow]:
    """Each topic with its form; what was just sent stands at its own topic."""
    return [TopicRow(one, sent if sent and one.id == at else _form(page, one)) for one in page.topics]


def agenda_forms(page: PreparationPage) -> dict[str, Any]:
    """The forms of the agenda, with what is known already."""
    met = {"preconditions": list(page.preconditions_met)}
    return {
        "topic_rows": topic_rows(page),
        "topic_form": TopicForm(case=page.case, auto_id="topic_%s"),
        "preconditions_form": PreconditionsForm(initial=met, auto_id="ready_%s"),
    }


def _form(page: PreparationPage, topic: TopicLine) -> TopicForm:
    return TopicForm(case=page.case, initial=topic.values, auto_id=f"topic_{topic.id}_%s")
