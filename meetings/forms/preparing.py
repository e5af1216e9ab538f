"""What is typed when a meeting is prepared: when and what for, who is invited and how that person takes part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, DutchDateTimeField, LongText, Pick, ShortText, Ticks, WholeNumber
from accounts.dutch.forms import PlainForm
from accounts.kinds import Kind
from cases.forms.parties import EXPLAINED, InvolvementForm
from cases.meeting_terms import AgendaPoint, InvitationAnswer, MeetingKind, ParticipationForm, SeatKind
from cases.reads import CaseForMeeting, MeetingChoices, PartyChoice, PersonChoice
from meetings.actions import NewMeeting, NewSeat
from meetings.forms.choices import options
from meetings.reads import PreparationPage, SeatLine
from privacy.legal_bases import CATALOGUE, fitting


def grounds() -> list[tuple[Any, list[tuple[str, str]]]]:
    """The grounds in force to share on: first those of the municipality itself."""
    in_force = [basis for basis in CATALOGUE.values() if basis.in_force and basis.is_usual]
    own = [basis for basis in fitting(Kind.MUNICIPALITY) if basis in in_force]
    groups = ((_("Van de gemeente"), own), (_("Van wie aan tafel geeft"), [one for one in in_force if one not in own]))
    return [(called, [(one.code, f"{one.code}: {one.article}") for one in bases]) for called, bases in groups]


class MeetingForm(PlainForm):
    """When, where, and what for."""

    kind = Choice(label=_("Wat voor overleg?"), choices=options(MeetingKind), coerce=MeetingKind)
    planned_at = DutchDateTimeField(
        label=_("Wanneer?"),
        help_text=_("Bijvoorbeeld 30-11-2026 14:00. Laat dit leeg als u eerst vraagt wie wanneer kan."),
        required=False,
    )
    duration_minutes = WholeNumber(label=_("Hoeveel minuten?"), initial=75, min_value=5, max_value=600)
    place = ShortText(
        label=_("Waar?"),
        help_text=_("Dit lezen ook ketenpartners in hun uitnodiging. Noem geen naam of adres van het gezin."),
        required=False,
        max_length=200,
    )
    covers = Choices(
        label=_("Wat bespreekt u?"),
        help_text=_("Een MDO bespreekt minstens een van deze punten. Elk ander overleg heeft een eigen agenda."),
        choices=options(AgendaPoint),
        coerce=AgendaPoint,
        required=False,
    )
    question = LongText(label=_("De vraag van dit overleg"), required=False)
    purpose_text = LongText(
        label=_("Waarvoor deelt u gegevens?"), help_text=_("Dit leest u aan het begin voor."), required=False
    )

    legal_bases = Choices(
        label=_("Op welke gronden deelt u?"),
        help_text=_("Deze leest u ook voor."),
        choices=grounds(),
        widget=Ticks(hints=EXPLAINED, in_sight=0),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def meeting(self) -> NewMeeting:
        """What was typed, as the action wants it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return NewMeeting(**{**typed, "covers": tuple(typed["covers"]), "legal_bases": tuple(typed["legal_bases"])})


SPEAKS_FOR = _("Spreekt iemand anders voor deze persoon: wie?")


class SeatForm(PlainForm):
    """Who is invited, and why. The choices are the people and parties of this case that have no seat yet."""

    seat = Pick(label=_("Wie?"))
    name = ShortText(
        label=_("Of iemand anders: naam"),
        help_text=_(
            "Een deskundige zonder account mag bij geen onderwerp blijven. Iemand uit het netwerk? Zet die eerst bij"
            " Mensen."
        ),
        required=False,
        max_length=200,
    )
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
    representative = ShortText(label=SPEAKS_FOR, required=False, max_length=200)

    def __init__(self, *args: Any, case: CaseForMeeting | MeetingChoices, **kwargs: Any):
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
            "representative": data["representative"],
        }
        if sort == "party":
            return NewSeat(seat_kind=SeatKind(self.kinds[key]), party=UUID(key), **shared)
        if sort in ("person", "network"):
            kind = SeatKind.RESIDENT if sort == "person" else SeatKind.NETWORK
            return NewSeat(seat_kind=kind, person=UUID(key), **shared)
        return NewSeat(seat_kind=SeatKind.EXPERT, name=data["name"], **shared)


class SeveralSeatsForm(PlainForm):
    """Several at once: a party comes for its main task. How a resident takes part is agreed at the seat."""

    seats = Choices(
        label=_("Wie nodigt u uit?"),
        help_text=_("Een partij leest haar hoofdtaak als reden. Die past u daarna per plaats aan."),
        error_messages={"required": _("Kies wie u uitnodigt")},
    )

    def __init__(self, *args: Any, page: PreparationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {seat.person_id for seat in page.seats} | {seat.party_id for seat in page.seats}
        self.people = {f"person:{one.id}": one for one in page.case.people if one.id not in there}
        self.parties = {f"party:{one.id}": one for one in page.case.parties if one.id not in there and not one.stopped}
        household = [(key, _invited(one)) for key, one in self.people.items() if not one.in_network]
        network = [(key, _invited(one)) for key, one in self.people.items() if one.in_network]
        coming = [(key, ": ".join(filter(None, (one.name, one.task[:160])))) for key, one in self.parties.items()]
        groups = ((_("Gezin"), household), (_("Netwerk"), network), (_("Partijen"), coming))
        self.fields["seats"].choices = [(called, rows) for called, rows in groups if rows]

    def new_seats(self) -> list[NewSeat]:
        """What was chosen, as the action wants it."""
        return [self._seat(key) for key in self.cleaned_data["seats"]]

    def _seat(self, key: str) -> NewSeat:
        if party := self.parties.get(key):
            return NewSeat(SeatKind(party.seat_kind), party=party.id, reason=party.task)
        person = self.people[key]
        return NewSeat(SeatKind.NETWORK if person.in_network else SeatKind.RESIDENT, person=person.id)


def _invited(person: PersonChoice) -> str:
    """Somebody to invite, with what to mind first: how to reach them safely, and with whom they never sit."""
    return f"{person.name} ({person.role}){f' - {person.mind}' if person.mind else ''}"


class TakingPartForm(PlainForm):
    """How one person of household or network takes part."""

    form = Pick(label=_("Hoe doet deze persoon mee?"), choices=options(ParticipationForm), coerce=ParticipationForm)
    declined_reason = LongText(label=_("Doet deze persoon niet mee, waarom niet?"), rows=2, required=False)
    representative = ShortText(label=SPEAKS_FOR, required=False, max_length=200)


class ReasonAtTableForm(PlainForm):
    """Why one party, expert or person of the network sits at the table."""

    reason = LongText(
        label=_("Waarom aan tafel?"),
        help_text=_("Een partij leest dit in de uitnodiging. Schrijf op wat zij komt doen, en niets over het gezin."),
        rows=2,
    )


class AnswerForm(PlainForm):
    """What a party, a colleague or an expert told whoever directs."""

    answer = Choice(
        label=_("Komt deze deelnemer?"),
        choices=[(one.value, one.label.capitalize()) for one in (InvitationAnswer.YES, InvitationAnswer.NO)],
        coerce=InvitationAnswer,
    )
    declined_reason = LongText(label=_("Zo nee, waarom niet?"), rows=2, required=False)


class GroupReasonForm(PlainForm):
    """Why the table is larger than the setting."""

    reason = LongText(
        label=_("Waarom is deze grote groep nodig?"),
        help_text=_("Met deze reden kunt u aan tafel verder naar de beeldvorming."),
        rows=2,
        required=False,
    )


class WantedForm(PlainForm):
    """Who said to want somebody of the network at the table."""

    by = Choices(
        label=_("Wie wil deze persoon erbij hebben?"),
        help_text=_(
            "Vraag het ieder zelf: een ja geldt voor wat over die persoon gaat. Voor een kind onder de 12 zegt een "
            "ouder met gezag het, van 12 tot en met 15 jaar het kind en een ouder."
        ),
        widget=Ticks,
        coerce=UUID,
        error_messages={"required": _("Kies wie deze persoon erbij wil hebben")},
    )

    def __init__(self, *args: Any, people: Collection[PersonChoice], seat: UUID, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"wanted_{seat}_%s", **kwargs)
        self.seat = seat
        self.fields["by"].choices = [(str(one.id), one.name) for one in people]

    def without(self, person: UUID | None) -> WantedForm:
        """The same, when it is shown again: nobody says this of themselves."""
        field = self.fields["by"]
        field.choices = [choice for choice in field.choices if choice[0] != str(person)]
        return self


class RefuseRepresentativeForm(PlainForm):
    """Why the director asks the party to send whom was invited."""

    reason = LongText(label=_("Waarom niet? De partij leest dit."), rows=2)


def preparation_forms(page: PreparationPage) -> dict[str, forms.Form]:
    """The forms of the page on which a meeting is prepared, with what is known already."""
    return {
        "meeting_form": MeetingForm(initial=page.values, auto_id="meeting_%s"),
        "seat_form": SeatForm(case=page.case, auto_id="seat_%s"),
        "several_form": SeveralSeatsForm(page=page, auto_id="several_%s"),
        "seat_rows": seat_rows(page),
        "party_rows": party_rows(page),
        "group_form": GroupReasonForm(initial={"reason": page.group_reason}, auto_id="group_%s"),
    }


@dataclass(frozen=True)
class SeatRow:
    """A seat with its own forms: what stands in one is not in that of another."""

    seat: SeatLine
    part_form: forms.Form
    refuse_form: forms.Form
    reason_form: forms.Form
    answer_form: forms.Form | None  # of who does not say it on a device
    party: PartyChoice | None
    asks_whether_wanted: bool
    wanted_by: tuple[str, ...]
    wanted_form: forms.Form
    in_calendar: bool


def seat_rows(page: PreparationPage, sent: forms.Form | None = None, at: UUID | None = None) -> list[SeatRow]:
    """Each seat with its forms; what was just sent stands at its own seat."""
    return [_seat_row(page, seat, sent if seat.id == at else None) for seat in page.seats]


def _seat_row(page: PreparationPage, seat: SeatLine, sent: forms.Form | None) -> SeatRow:
    part = {"form": seat.form, "declined_reason": seat.declined_reason, "representative": seat.representative}
    made: dict[type[forms.Form], forms.Form] = {
        TakingPartForm: TakingPartForm(initial=part, auto_id=f"part_{seat.id}_%s"),
        RefuseRepresentativeForm: RefuseRepresentativeForm(auto_id=f"no_{seat.id}_%s"),
        ReasonAtTableForm: ReasonAtTableForm(initial={"reason": seat.reason}, auto_id=f"why_{seat.id}_%s"),
        AnswerForm: AnswerForm(auto_id=f"came_{seat.id}_%s"),
        WantedForm: _wanted_form(page, seat),
    }
    if sent is not None:
        made[type(sent)] = sent.without(seat.person_id) if isinstance(sent, WantedForm) else sent
    return SeatRow(
        seat=seat,
        part_form=made[TakingPartForm],
        refuse_form=made[RefuseRepresentativeForm],
        reason_form=made[ReasonAtTableForm],
        answer_form=made[AnswerForm] if page.is_planned and not seat.person_id else None,
        party=page.parties_here.get(seat.id),
        asks_whether_wanted=seat.id in page.network,
        wanted_by=tuple(one.name for one in page.case.people if one.id in page.wanted.get(seat.id, ())),
        wanted_form=made[WantedForm],
        in_calendar=seat.id in page.sent_to,
    )


def _wanted_form(page: PreparationPage, seat: SeatLine) -> WantedForm:
    said = [str(one) for one in page.wanted.get(seat.id, ())]
    others = [one for one in page.case.people if one.id != seat.person_id]
    return WantedForm(people=others, seat=seat.id, initial={"by": said})


@dataclass(frozen=True)
class PartyRow:
    """A party of the case with what its coming means for the household."""

    party: PartyChoice
    form: forms.Form


def party_rows(page: PreparationPage, sent: forms.Form | None = None, at: UUID | None = None) -> list[PartyRow]:
    """Each party with its form; what was just sent stands at its own party."""
    return [PartyRow(one, sent if sent and one.id == at else _party_form(one)) for one in page.case.parties]


def _party_form(party: PartyChoice) -> forms.Form:
    initial = {"involvement": party.involvement, "professionals": party.professionals, "version": party.version}
    return InvolvementForm(initial=initial, auto_id=f"come_{party.id}_%s")
