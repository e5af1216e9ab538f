"""The shape of a plan: scenarios, triggers, actions, and who receives it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, DutchDateField, LongText, Pick, ShortText, Tick
from accounts.dutch.forms import PlainForm
from cases.actions import NewAction, Owner
from cases.forms.goals import options
from cases.forms.options import capital
from cases.reads import ActionPage, PlanPage
from cases.terms import ActionStatus, ScenarioCode

PROGRESS = (ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.DROPPED)
CODES = frozenset(code.value for code in ScenarioCode)


class ScenarioForm(PlainForm):
    """The name of plan A or plan B, and in a few words how it goes."""

    code = Choice(label=_("Welk plan?"), choices=options(ScenarioCode), coerce=ScenarioCode)
    name = ShortText(label=_("Hoe noemt u het?"), max_length=200)
    description = LongText(label=_("Hoe gaat het dan?"), rows=3, required=False)


class TriggerForm(PlainForm):
    """When a scenario applies, and who watches for it."""

    text = LongText(label=_("Wanneer geldt dit plan?"), help_text=_("Iets dat iemand kan zien gebeuren."), rows=2)
    watched_by = ShortText(label=_("Wie let daarop?"), max_length=200)


class ActionForm(PlainForm):
    """Who does what, when, and who hears how it goes."""

    what = LongText(label=_("Wat gebeurt er?"), rows=2)
    owner = Pick(label=_("Wie doet het?"))
    starts_on = DutchDateField(label=_("Vanaf wanneer?"), required=False)
    due_on = DutchDateField(label=_("Wanneer is het klaar?"))
    informs = LongText(label=_("Wie hoort hoe het gaat?"), help_text=_("Eén naam per regel."), rows=2, required=False)

    def __init__(self, *args: Any, page: PlanPage | ActionPage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        groups = [
            (_("Partijen"), [(f"party:{party.id}", party.name) for party in page.parties if not party.stopped]),
            (_("Gezin en netwerk"), [(f"person:{person.id}", person.name) for person in page.people]),
            (_("Professionals"), [(f"user:{p.id}", f"{p.name}, {p.organisation}") for p in page.professionals]),
        ]
        self.fields["owner"].choices = [group for group in groups if group[1]]

    def action(self) -> NewAction:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        sort, _colon, key = data["owner"].partition(":")
        lines = data["informs"].splitlines()
        return NewAction(
            what=data["what"],
            owner=Owner(**{sort: UUID(key)}),
            starts_on=data["starts_on"],
            due_on=data["due_on"],
            informs=tuple(line.strip() for line in lines if line.strip()),
        )


class ChangeActionForm(ActionForm):
    """The same, for what was agreed before. version: of the action on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AcceptForm(PlainForm):
    """A yes. For somebody of the household: how it was said."""

    how = ShortText(label=_("Hoe zei die ja?"), required=False, max_length=200)


class DeclineForm(PlainForm):
    """A no, with the reason."""

    reason = LongText(label=_("Waarom niet?"), rows=2)


class ProgressForm(PlainForm):
    """How far an action is."""

    status = Choice(
        label=_("Hoe staat het?"),
        choices=[(status.value, status.label.capitalize()) for status in PROGRESS],
        coerce=ActionStatus,
    )
    note = LongText(label=_("Hoe gaat het?"), rows=2, required=False)


class AgreementForm(PlainForm):
    """How the parties keep each other informed."""

    text = LongText(label=_("Hoe houdt u elkaar op de hoogte?"), rows=3)


class NoPlanBForm(PlainForm):
    """Why there is no plan B."""

    reason = LongText(label=_("Waarom is plan B niet nodig?"), rows=2)


class HandOutForm(PlainForm):
    """Who receives plan and minutes now."""

    recipients = Choices(label=_("Wie krijgt plan en verslag?"))
    how = ShortText(label=_("Hoe?"), required=False, max_length=200, help_text=_("Bijvoorbeeld: op papier meegegeven"))

    def __init__(self, *args: Any, page: PlanPage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["recipients"].choices = [(one.key, one.name) for one in page.recipients if not one.received]
        self.fields["recipients"].widget.hints = {one.key: capital(one.mind) for one in page.recipients if one.mind}

    def ids(self) -> dict[str, list[UUID]]:
        """The people and the parties, as the action wants them."""
        chosen = [key.partition(":") for key in self.cleaned_data["recipients"]]
        return {
            "persons": [UUID(key) for sort, _colon, key in chosen if sort == "person"],
            "parties": [UUID(key) for sort, _colon, key in chosen if sort == "party"],
        }


class ActivateForm(PlainForm):
    """The other plan goes in: what happened, and that the resident knows."""

    trigger = Pick(label=_("Wat is er gebeurd?"), coerce=UUID)
    note = LongText(label=_("In uw eigen woorden"), rows=2, required=False)
    resident_told = Tick(label=_("De inwoner weet het"), required=False)

    def __init__(self, *args: Any, page: PlanPage, code: str, **kwargs: Any):
        super().__init__(*args, auto_id=f"activate_{code}_%s", **kwargs)
        those = (scenario.triggers for scenario in page.scenarios if scenario.code == code)
        self.fields["trigger"].choices = [(str(line.id), line.text) for triggers in those for line in triggers]


def plan_forms(page: PlanPage) -> dict[str, Any]:
    """The forms of the plan page, with what is known already; for each plan that can go in one of its own."""
    return {
        "scenario_form": ScenarioForm(initial={"code": _next_code(page)}, auto_id="scenario_%s"),
        "trigger_form": TriggerForm(auto_id="trigger_%s"),
        "action_form": ActionForm(page=page, auto_id=False),
        "accept_form": AcceptForm(auto_id=False),
        "decline_form": DeclineForm(auto_id="decline_%s"),
        "progress_form": ProgressForm(auto_id="progress_%s"),
        "agreement_form": AgreementForm(initial={"text": page.progress_agreement}, auto_id="agreement_%s"),
        "no_plan_b_form": NoPlanBForm(initial={"reason": page.no_plan_b_reason}, auto_id="noplanb_%s"),
        "hand_out_form": HandOutForm(page=page, auto_id="handout_%s"),
        "activate_forms": {
            line.code: ActivateForm(page=page, code=line.code) for line in page.scenarios if line.may_activate
        },
    }


def _next_code(page: PlanPage) -> str:
    """The first plan that is not described yet: who begins, begins with plan A."""
    described = {scenario.code for scenario in page.scenarios}
    return next((code.value for code in ScenarioCode if code.value not in described), "")
