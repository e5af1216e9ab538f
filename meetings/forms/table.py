"""What is typed at the table, and at its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, LongText, Pick, ShortText, Tick
from accounts.dutch.forms import PlainForm
from cases.actions import Overview
from cases.hats import OVERVIEW_QUESTION
from cases.meeting_terms import AgendaPoint, FirstTurnKind, SignalResolution
from cases.reads import CaseForMeeting
from meetings.forms.choices import options
from meetings.reads import MeetingPage


class QuestionForm(PlainForm):
    """The question as the table confirms it."""

    question = LongText(label=_("Dit is de vraag"), rows=3)


class PurposeForm(PlainForm):
    """The purposes as they were read out."""

    purpose_text = LongText(label=_("Hiervoor delen we gegevens"), rows=4)


class TurnForm(PlainForm):
    """How somebody had the first turn."""

    kind = Choice(label=_("Hoe?"), choices=options(FirstTurnKind), coerce=FirstTurnKind)


class NewFactForm(PlainForm):
    """A fact that nobody had put on the table."""

    fact = LongText(label=_("Welk feit kwam er nu pas op tafel?"), rows=2)
    proposal = LongText(label=_("Tegen welk voorstel?"), rows=2, required=False)
    raised_by = ShortText(label=_("Wie noemde het?"), required=False, max_length=200)


class ResolutionForm(PlainForm):
    """What was done with a new fact, and why."""

    resolution = Choice(label=_("Wat doet u ermee?"), choices=options(SignalResolution), coerce=SignalResolution)
    reason = LongText(label=_("Waarom?"), rows=2)


class ReasonForm(PlainForm):
    """Why a meeting is broken off."""

    reason = LongText(label=_("Waarom stopt u nu?"), rows=2)


class MinutesForm(PlainForm):
    """The minutes, as they are shared."""

    text = LongText(
        label=_("Verslag"), rows=10, help_text=_("Vraag, beeld, perspectief, doelen, richtingen en afspraken.")
    )


class ClosingForm(PlainForm):
    """Who keeps the overview and said yes. Without that no meeting closes."""

    wearer = Pick(label=_(OVERVIEW_QUESTION))
    accepted = Tick(label=_("Diegene zei ja"), required=False)
    how = ShortText(label=_("Hoe zei die ja?"), required=False, max_length=200, initial=_("aan tafel"))
    hours = ShortText(label=_("Hoeveel uren heeft een professional hiervoor?"), required=False, max_length=80)
    paid_by = ShortText(label=_("Wie betaalt die uren?"), required=False, max_length=120)
    call_contact = Pick(
        label=_("Is het iemand van gezin of netwerk: welke professional kan die bellen?"),
        required=False,
        empty_value=None,
        coerce=UUID,
    )
    mitigation = LongText(label=_("Wringen de petten? Schrijf op hoe u daarmee omgaat."), rows=2, required=False)
    resident_told = Tick(
        label=_("Hield eerst iemand anders het overzicht? De inwoner weet wie nu te bellen is"), required=False
    )
    follows = Tick(label=_("Ik bel om te horen of alles nog loopt (pet monitoren)"), required=False)
    covered = Choices(label=_("Wat is besproken?"), choices=options(AgendaPoint), coerce=AgendaPoint)

    def __init__(self, *args: Any, case: CaseForMeeting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        professionals = [(str(p.id), f"{p.name}, {p.organisation}") for p in case.professionals]
        people = [(f"person:{p.id}", f"{p.name} ({p.role})") for p in case.people]
        choices = [(_("Professionals"), [(f"user:{key}", label) for key, label in professionals])]
        if people:
            choices.append((_("Gezin en netwerk"), people))
        self.fields["wearer"].choices = choices
        self.fields["call_contact"].choices = professionals

    def overview(self) -> Overview:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        sort, _colon, key = data["wearer"].partition(":")
        return Overview(
            wearer=UUID(key) if sort == "user" else None,
            wearer_person=UUID(key) if sort == "person" else None,
            accepted=data["accepted"],
            how=data["how"],
            hours=data["hours"],
            paid_by=data["paid_by"],
            call_contact=data["call_contact"] or None,
            mitigation=data["mitigation"],
            follows=data["follows"],
            resident_told=data["resident_told"],
        )


def table_forms(page: MeetingPage) -> dict[str, forms.Form]:
    """The forms of a meeting at the table. The same keeper of the overview as before is one click away."""
    keeper = page.case.keeper
    known: dict[str, Any] = {"covered": page.values.get("covers", [])}
    if keeper:
        known["wearer"] = f"user:{keeper.user}" if keeper.user else f"person:{keeper.person}"
        known |= {"hours": keeper.hours, "paid_by": keeper.paid_by}
    return {
        "question_form": QuestionForm(initial={"question": page.question}, auto_id="question_%s"),
        "purpose_form": PurposeForm(initial={"purpose_text": page.purposes}, auto_id="purpose_%s"),
        "turn_form": TurnForm(auto_id=False),
        "fact_form": NewFactForm(auto_id="fact_%s"),
        "resolution_form": ResolutionForm(auto_id=False),
        "reason_form": ReasonForm(auto_id="reason_%s"),
        "closing_form": ClosingForm(case=page.case, initial=known, auto_id="closing_%s"),
        "minutes_form": MinutesForm(initial={"text": page.minutes}, auto_id="minutes_%s"),
    }
