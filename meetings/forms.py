"""The shape of what is typed about a meeting. Whether it may is the action's question, not the form's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, DutchDateTimeField, LongText, Pick, ShortText, Tick, WholeNumber
from accounts.dutch.forms import PlainForm
from cases.actions import Overview
from cases.hats import OVERVIEW_QUESTION
from cases.meeting_terms import (
    AgendaPoint,
    FirstTurnKind,
    MeetingKind,
    ParticipationForm,
    SeatKind,
    SignalResolution,
)
from cases.reads import CaseForMeeting, PersonChoice
from meetings.actions import NewMeeting, NewSeat
from meetings.reads import MeetingPage, SeatLine
from privacy.law import Term


def options(terms: type[Term]) -> list[tuple[str, str]]:
    """The choices of a list of words, each with a capital."""
    return [(term.value, term.label[:1].upper() + term.label[1:]) for term in terms]


class MeetingForm(PlainForm):
    """When, where, and what for."""

    kind = Choice(label=_("Wat voor overleg?"), choices=options(MeetingKind), coerce=MeetingKind)
    planned_at = DutchDateTimeField(label=_("Wanneer?"), help_text=_("Bijvoorbeeld 30-11-2026 14:00"))
    duration_minutes = WholeNumber(label=_("Hoeveel minuten?"), initial=75, min_value=5, max_value=600)
    place = ShortText(
        label=_("Waar?"),
        help_text=_("Dit lezen ook ketenpartners in hun uitnodiging. Noem geen naam of adres van het gezin."),
        required=False,
        max_length=200,
    )
    covers = Choices(label=_("Wat bespreekt u?"), choices=options(AgendaPoint), coerce=AgendaPoint)
    question = LongText(label=_("De vraag van dit overleg"), required=False)
    purpose_text = LongText(
        label=_("Waarvoor deelt u gegevens?"), help_text=_("Dit leest u aan het begin voor."), required=False
    )

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def meeting(self) -> NewMeeting:
        """What was typed, as the action wants it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return NewMeeting(**{**typed, "covers": tuple(typed["covers"])})


class SeatForm(PlainForm):
    """Who is invited, and why. The choices are the people and parties of this case that have no seat yet."""

    seat = Pick(label=_("Wie?"))
    name = ShortText(label=_("Of iemand anders: naam"), required=False, max_length=200)
    reason = LongText(
        label=_("Waarom aan tafel?"),
        help_text=_("Een partij leest dit in de uitnodiging. Schrijf op wat zij komt doen, en niets over het gezin."),
        rows=2,
        required=False,
    )
    participation_form = Pick(
        label=_("Hoe doet de inwoner mee?"),
        choices=options(ParticipationForm),
        coerce=ParticipationForm,
        required=False,
        empty_value=None,
    )
    declined_reason = LongText(label=_("Doet de inwoner niet mee, waarom niet?"), rows=2, required=False)

    def __init__(self, *args: Any, case: CaseForMeeting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        household = [(f"person:{p.id}", _invited(p)) for p in case.people if not p.in_network]
        network = [(f"network:{p.id}", _invited(p)) for p in case.people if p.in_network]
        parties = [(f"party:{p.id}", p.name) for p in case.parties if not p.stopped]
        groups = ((_("Gezin"), household), (_("Netwerk"), network), (_("Partijen"), parties))
        other = [("other:", _("Iemand anders"))]
        self.fields["seat"].choices = [(label, rows) for label, rows in groups if rows] + other
        self.kinds = {str(party.id): party.seat_kind for party in case.parties}

    def new_seat(self) -> NewSeat:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        sort, _colon, key = data["seat"].partition(":")
        shared = {
            "reason": data["reason"],
            "participation_form": data["participation_form"] or None,
            "declined_reason": data["declined_reason"],
        }
        if sort == "party":
            return NewSeat(seat_kind=SeatKind(self.kinds[key]), party=UUID(key), **shared)
        if sort in ("person", "network"):
            kind = SeatKind.RESIDENT if sort == "person" else SeatKind.NETWORK
            return NewSeat(seat_kind=kind, person=UUID(key), **shared)
        return NewSeat(seat_kind=SeatKind.EXPERT, name=data["name"], **shared)


def _invited(person: PersonChoice) -> str:
    """Somebody to invite, with what to mind first: how to reach them safely, and with whom they never sit."""
    return f"{person.name} ({person.role}){f' - {person.mind}' if person.mind else ''}"


class TakingPartForm(PlainForm):
    """How one resident takes part."""

    form = Pick(label=_("Hoe doet de inwoner mee?"), choices=options(ParticipationForm), coerce=ParticipationForm)
    declined_reason = LongText(label=_("Doet de inwoner niet mee, waarom niet?"), rows=2, required=False)


class DeclineInvitationForm(PlainForm):
    """A party does not come, and why."""

    reason = LongText(label=_("Waarom komt u niet?"), rows=3)


class RepresentativeForm(PlainForm):
    """Whom a party would rather send. In words: nobody looks up people here."""

    name = ShortText(label=_("Wie komt er?"), help_text=_("Een collega van uw eigen organisatie."), max_length=200)
    function = ShortText(label=_("Welke functie heeft die collega?"), max_length=200)


class RefuseRepresentativeForm(PlainForm):
    """Why the director asks the party to send whom was invited."""

    reason = LongText(label=_("Waarom niet? De partij leest dit."), rows=2)


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


class NothingForm(forms.Form):
    """A button without anything to type."""


def preparation_forms(page: MeetingPage) -> dict[str, forms.Form]:
    """The forms of the page on which a meeting is prepared, with what is known already."""
    return {
        "meeting_form": MeetingForm(initial=page.values, auto_id="meeting_%s"),
        "seat_form": SeatForm(case=page.case, auto_id="seat_%s"),
        "seat_rows": seat_rows(page),
    }


@dataclass(frozen=True)
class SeatRow:
    """A seat with its own forms: what stands in one is not in that of another."""

    seat: SeatLine
    part_form: TakingPartForm
    refuse_form: RefuseRepresentativeForm


def seat_rows(page: MeetingPage, sent: forms.Form | None = None, at: UUID | None = None) -> list[SeatRow]:
    """Each seat with its forms; what was just sent stands at its own seat."""
    return [_seat_row(seat, sent if seat.id == at else None) for seat in page.seats]


def _seat_row(seat: SeatLine, sent: forms.Form | None) -> SeatRow:
    initial = {"form": seat.form, "declined_reason": seat.declined_reason}
    return SeatRow(
        seat,
        sent if isinstance(sent, TakingPartForm) else TakingPartForm(initial=initial, auto_id=f"part_{seat.id}_%s"),
        sent if isinstance(sent, RefuseRepresentativeForm) else RefuseRepresentativeForm(auto_id=f"no_{seat.id}_%s"),
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
