"""The shape of what is typed while a meeting runs. Whether it fits the phase is the rules' question, not the form's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText, Pick, ShortText
from accounts.dutch.forms import PlainForm
from cases.domains import LifeDomain
from cases.forms.goals import GoalForm, PerspectiveForm, TriangleForm
from cases.forms.plan import ActionForm, TriggerForm
from cases.meeting_terms import ContributionKind
from cases.reads import CaseForMeeting, MeetingChoices
from cases.terms import ScenarioCode
from meetings.actions import NewContribution
from meetings.forms.agenda import TopicForm
from meetings.forms.at_topic import AtTopic
from meetings.forms.choices import NothingForm, options
from meetings.phases import Phase
from meetings.reads import Live, Option, Said
from privacy.law import DataCategory


def _choices(some: Iterable[Option]) -> list[tuple[str, str]]:
    return [(one.code, one.label[:1].upper() + one.label[1:]) for one in some]


class SayForm(AtTopic):
    """Something that is put in. id: made by the page, so that what is sent twice stands there once."""

    kind = Choice(label=_("Wat voor inbreng is dit?"), choices=options(ContributionKind), coerce=ContributionKind)
    text = LongText(label=_("Wat is er gezegd?"), rows=3)
    seat = forms.UUIDField(widget=forms.HiddenInput, required=False)
    category = Pick(
        label=_("Over welke gegevens gaat het?"),
        choices=options(DataCategory),
        coerce=DataCategory,
        required=False,
        empty_value=None,
    )
    fact = LongText(
        label=_("Steunt dit op een nieuw feit? Schrijf dat hier op"),
        help_text=_("Alleen bij een argument tegen. Een feit dat nog niet op tafel lag."),
        rows=2,
        required=False,
    )
    replies_to = forms.UUIDField(widget=forms.HiddenInput, required=False)
    life_domain = Pick(
        label=_("Bij welk leefgebied hoort dit? Niet verplicht"),
        choices=options(LifeDomain),
        coerce=LifeDomain,
        required=False,
        empty_value=None,
    )
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    fit = 0  # how many of the kinds can be said now
    asks_seat = asks_category = asks_reply = asks_domain = False

    def now(
        self,
        kinds: Iterable[Option],
        later: Iterable[Option] = (),
        categories: Iterable[Option] = (),
        people: Iterable[Option] = (),
        proposals: Iterable[Option] = (),
        speaking: str = "",
        domains: Iterable[Option] = (),
    ) -> Self:
        """With the choices of this moment; what was chosen and does not fit any more, the rules refuse in words."""
        fitting = _choices(kinds)
        self.fields["kind"].widget.choices = [*fitting, *_choices(later)]
        self.fit = len(fitting)
        # Not self["kind"].value(): a field that was asked keeps its answer, and what is chosen below would not show.
        if fitting and self.initial.get("kind") not in dict(self.fields["kind"].widget.choices):
            self.initial["kind"] = fitting[0][0]
        self.initial.setdefault("seat", speaking)
        for name, first, found in (
            ("seat", _("Ikzelf"), _choices(people)),
            ("category", _("Kies"), _choices(categories)),
            ("replies_to", "-", _choices(proposals)),
            ("life_domain", "-", _choices(domains)),
        ):
            self.fields[name].widget = forms.Select(choices=[("", first), *found])
        self.fields["text"].widget.attrs["placeholder"] = " "  # so that the looks know whether somebody typed
        self.asks_seat, self.asks_category, self.asks_reply = bool(people), bool(categories), bool(proposals)
        self.asks_domain = bool(domains)
        return self

    @property
    def kinds_now(self) -> list[BoundWidget]:
        """What can be said now."""
        return self["kind"].subwidgets[: self.fit]

    @property
    def kinds_later(self) -> list[BoundWidget]:
        """What is too soon: whoever chooses it, reads why."""
        return self["kind"].subwidgets[self.fit :]

    def at(self, live: Live | None) -> Self:
        """The same, at a table of the staff site."""
        if live is None:
            return self
        people = tuple(Option(str(one.id), one.name) for one in live.turns if one.is_here and not one.out)
        proposals = tuple(Option(str(one.id), one.text[:80]) for one in live.proposals if live.in_judgement)
        speaking = next((str(one.id) for one in live.turns if one.is_speaking and not one.out), "")
        self.lies_at(live.topic_id)
        seats = people if live.writes else ()
        return self.now(live.kinds, live.later, live.categories, seats, proposals, speaking, live.domains)

    def said(self) -> NewContribution:
        """What was typed, as the action wants it."""
        return NewContribution(**{**self.cleaned_data, "fact": self.cleaned_data["fact"] or ""})


class MinuteTakerForm(PlainForm):
    """Who takes the minutes. Whoever works in the portal alone, has no page to write them on."""

    user_id = Pick(label=_("Wie maakt het verslag?"), coerce=UUID)

    def __init__(self, *args: Any, case: CaseForMeeting | MeetingChoices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = [(str(p.id), f"{p.name}, {p.organisation}") for p in case.professionals if p.on_site]
        self.fields["user_id"].choices = people
        self.initial.setdefault("user_id", str(case.user_id))


class GoOnForm(NothingForm):
    """The phase on the screen of who clicks."""

    seen = Choice(label=_("Fase"), choices=options(Phase), coerce=Phase)


class GoBackForm(PlainForm):
    """Back to an earlier phase, and why."""

    to = Choice(label=_("Terug naar"), choices=options(Phase), coerce=Phase)
    reason = LongText(label=_("Waarom gaat u terug?"), rows=2)


class SetAsideForm(PlainForm):
    """Why a proposal is not taken over now."""

    reason = LongText(label=_("Waarom nu niet?"), rows=2)


def _proposed(one: Said) -> str:
    return f"{one.text[:80]} ({one.by})" if one.by else one.text[:80]


class LandDirectionForm(AtTopic):
    """A proposal that becomes a direction of a goal."""

    goal = Pick(label=_("Bij welk doel?"), coerce=UUID)
    text = LongText(label=_("Welke richting?"), rows=2)
    together_with = ShortText(label=_("Samen met wie?"), required=False, max_length=200)
    source = forms.UUIDField(label=_("Uit welk voorstel?"), required=False)
    seat = forms.UUIDField(label=_("Wie stelt dit voor?"), required=False)

    def __init__(self, *args: Any, goals: tuple[tuple[UUID, str], ...], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [(str(key), text) for key, text in goals]

    def at(self, live: Live | None) -> Self:
        """With who is at the table and what is to be weighed there; what was chosen before, stays chosen."""
        proposals = [(str(one.id), _proposed(one)) for one in live.proposals] if live else []
        people = [(str(turn.id), turn.name) for turn in live.turns if turn.is_here] if live else []
        for name, rows in (("source", proposals), ("seat", people)):
            self.fields[name].widget = forms.Select(choices=[("", "-"), *rows])
        return self


class LandPerspectiveForm(AtTopic, PerspectiveForm):
    """Where the resident wants to go, as the table heard it."""


class LandGoalForm(AtTopic, GoalForm):
    """A goal with its steps, as the table set it."""

    words = "intention"


class LandTriangleForm(AtTopic, TriangleForm):
    """A solution as the table weighed it."""

    words = "solution"


class LandActionForm(AtTopic, ActionForm):
    """Who does what and when, in which plan, and who hears it."""

    words = "what"

    code = Choice(label=_("Welk plan?"), choices=options(ScenarioCode), coerce=ScenarioCode, initial=ScenarioCode.A)


class LandTriggerForm(AtTopic, TriggerForm):
    """When which plan applies, and who watches for it."""

    code = Choice(label=_("Welk plan?"), choices=options(ScenarioCode), coerce=ScenarioCode, initial=ScenarioCode.B)

    field_order = ("code",)


class DecisionForm(AtTopic):
    """What the table decides, by whom, and who saw it otherwise."""

    text = LongText(label=_("Wat besluit u?"), rows=2)
    decided_by = ShortText(label=_("Wie besluit dit?"), max_length=200)
    dissent = LongText(label=_("Wie ziet het anders, en waarom?"), rows=2, required=False)


def of_this_moment(sent: Mapping[str, Any], live: Live | None) -> None:
    """Gives forms that come back the choices of the table as it is now: a screen without them shows none chosen."""
    for name, form in sent.items():
        if name == "say_form" or isinstance(form, LandDirectionForm):
            form.at(live)
        if isinstance(form, AtTopic):
            form.lies_at(live.topic_id if live else None)


def live_forms(case: CaseForMeeting, live: Live | None) -> dict[str, forms.Form]:
    """The forms of a table that runs, with what is known already. Whoever does not direct, only says something."""
    say = SayForm(auto_id="say_%s").at(live)
    if live is None or not live.directs:
        return {"say_form": say}
    named = tuple((str(key), text) for key, text in case.perspectives)
    lands = {
        "land_perspective_form": LandPerspectiveForm(auto_id="perspective_%s"),
        "land_goal_form": LandGoalForm(perspectives=named, auto_id="goal_%s"),
        "land_direction_form": LandDirectionForm(goals=case.goals, auto_id="direction_%s"),
        "land_triangle_form": LandTriangleForm(auto_id="weigh_%s"),
        "land_action_form": LandActionForm(page=case, auto_id="action_%s"),
        "land_trigger_form": LandTriggerForm(auto_id="trigger_%s"),
        "decision_form": DecisionForm(auto_id="decision_%s"),
    }
    of_this_moment(lands, live)
    return lands | {
        "say_form": say,
        "taker_form": MinuteTakerForm(case=case, auto_id="taker_%s"),
        "rail_form": TopicForm(case=case, auto_id="rail_%s"),
        "back_form": GoBackForm(auto_id="back_%s"),
        "aside_form": SetAsideForm(auto_id=False),
    }
