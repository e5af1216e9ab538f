"""The shape of what is typed about a pet: putting on, telling, saying yes or no, handing over, taking off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, DutchDateField, LongText, Pick, ShortText, Tick
from accounts.dutch.forms import PlainForm
from cases.actions import NewHat, Overview, Receiver, Told
from cases.forms.options import capital, options
from cases.hats import OVERVIEW_QUESTION, Hat, Missing, Variant, Worn
from cases.reads import HatPage, OverviewPage, PartyChoice, PersonChoice, ProfessionalChoice, PutOnPage
from cases.terms import Channel, Compartment

HOUSEHOLD = "household"


def professionals(choices: tuple[ProfessionalChoice, ...], sort: str = "") -> list[tuple[str, str]]:
    """Professionals with where they work; sort goes before the id where other sorts stand in the same list."""
    return [(f"{sort}{one.id}", f"{one.name}, {one.organisation}") for one in choices]


def people(choices: tuple[PersonChoice, ...]) -> list[tuple[str, str]]:
    """People of household and network, as person:id."""
    return [(f"person:{one.id}", f"{one.name} ({one.role})") for one in choices]


def parties(choices: tuple[PartyChoice, ...]) -> list[tuple[str, str]]:
    """Parties of the case, as party:id."""
    return [(f"party:{one.id}", one.name) for one in choices]


def id_of(value: str, sort: str) -> UUID | None:
    """The id in "person:..." when it is of this sort."""
    found, _colon, key = value.partition(":")
    return UUID(key) if found == sort else None


class TellingForm(PlainForm):
    """Who was told, how, and in which words."""

    told = Choices(label=_("Aan wie hebt u dit verteld?"), required=False)
    channel = Pick(
        label=_("Hoe hebt u het verteld?"), choices=options(Channel), coerce=Channel, required=False, empty_value=None
    )
    text = LongText(label=_("Wat hebt u gezegd?"), rows=3, required=False)

    def __init__(
        self, *args: Any, persons: tuple[PersonChoice, ...], bodies: tuple[PartyChoice, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = [
            (HOUSEHOLD, _("Iedereen van het huishouden")),
            *people(persons),
            *parties(bodies),
        ]
        self.fields["told"].widget.hints = {f"person:{one.id}": capital(one.mind) for one in persons if one.mind}

    def who_was_told(self) -> tuple[Told, ...]:
        """What was ticked, as the action wants it."""
        data = self.cleaned_data
        words = {"channel": data["channel"], "text": data["text"]}
        return tuple(
            Told(person=id_of(one, "person"), party=id_of(one, "party"), household=one == HOUSEHOLD, **words)
            for one in data["told"]
        )


class PutOnForm(TellingForm):
    """A hat that goes on. Which questions are asked depends on the hat."""

    field_order = ("variant", "wearer", "law", "reason", "expected_until", "told", "channel", "text")
    reason = LongText(label=_("Waarom nu deze pet?"), rows=2)
    expected_until = DutchDateField(label=_("Tot wanneer, denkt u?"), required=False)

    def __init__(self, *args: Any, page: PutOnPage, **kwargs: Any) -> None:
        super().__init__(*args, persons=page.people, bodies=page.parties, **kwargs)
        self.page = page
        if page.only_oneself is None:
            self._ask_wearer(page)
        if page.hat is Hat.PROCESS_DIRECTION:
            self._ask_variant(page)
        if page.hat is Hat.DECISION:
            laws = [(code, label) for code, label in options(Compartment) if code in page.laws]
            self.fields["law"] = Pick(label=_("Onder welke wet?"), choices=laws, coerce=Compartment)
        if page.hat is Hat.ASSISTANCE:
            self.fields["expected_until"].required = True
            self.fields["expected_until"].label = _("Tot wanneer loopt u mee?")
            self.fields["told"].help_text = _("In elk geval aan iemand van het gezin.")
            self.fields["told"].error_messages["required"] = Missing.ANNOUNCEMENT.label
            for name in ("told", "channel", "text"):
                self.fields[name].required = True
            self.fields["text"].help_text = _("Bijvoorbeeld: ik loop even mee, en ik zoek de juiste hulp voor u.")
        if page.hat is Hat.CASE_DIRECTION:
            self.fields |= overview_fields(page.professionals)
        self.fields["mitigation"] = LongText(
            label=_("Wringt deze pet met een andere pet van dezelfde persoon? Hoe gaat u daarmee om?"),
            rows=2,
            required=False,
        )
        self.order_fields(self.field_order)

    def _ask_wearer(self, page: PutOnPage) -> None:
        choices: list[Any] = professionals(page.professionals, "user:")
        if page.hat is Hat.CASE_DIRECTION and page.people:
            choices = [(_("Professionals"), choices), (_("Gezin en netwerk"), people(page.people))]
        self.fields["wearer"] = Pick(label=_("Wie draagt deze pet?"), choices=choices)

    def _ask_variant(self, page: PutOnPage) -> None:
        self.fields["variant"] = Choice(
            label=_("Welke vorm van procesregie?"),
            choices=[(one.code, one.label[:1].upper() + one.label[1:]) for one in page.variants],
            hints={one.code: one.what for one in page.variants},
            coerce=Variant,
        )

    def hat(self) -> NewHat:
        """What was typed, as the action wants it."""
        data, hat = self.cleaned_data, self.page.hat or Hat.INQUIRY
        wearer = data.get("wearer", f"user:{self.page.only_oneself}")
        return NewHat(
            worn=Worn(hat, data.get("variant")),
            wearer=id_of(wearer, "user"),
            wearer_person=id_of(wearer, "person"),
            law=data.get("law"),
            reason=data["reason"],
            expected_until=data["expected_until"],
            mitigation=data["mitigation"],
            call_contact=data.get("call_contact"),
            hours=data.get("hours", ""),
            paid_by=data.get("paid_by", ""),
            how=data.get("how", ""),
            told=self.who_was_told(),
        )


def overview_fields(contacts: tuple[ProfessionalChoice, ...]) -> dict[str, Any]:
    """R-HAT-7: what belongs to keeping the overview."""
    return {
        "hours": ShortText(
            label=_("Hoeveel uren zijn hiervoor?"),
            help_text=_("Nodig als een professional het overzicht houdt."),
            required=False,
            max_length=80,
        ),
        "paid_by": ShortText(
            label=_("Wie betaalt die uren?"),
            help_text=_("Nodig als een professional het overzicht houdt."),
            required=False,
            max_length=120,
        ),
        "call_contact": Pick(
            label=_("Welke professional kan diegene bellen?"),
            help_text=_("Nodig als iemand van gezin of netwerk het overzicht houdt."),
            choices=professionals(contacts),
            required=False,
            coerce=UUID,
            empty_value=None,
        ),
        "how": ShortText(
            label=_("Zei deze persoon al ja? Hoe en wanneer?"),
            help_text=_("Een collega zegt zelf ja, op de eigen pagina. Laat dit dan leeg."),
            required=False,
            max_length=200,
        ),
    }


class AnnounceForm(TellingForm):
    """Who else was told of a hat that is worn."""

    def __init__(self, *args: Any, page: HatPage, **kwargs: Any) -> None:
        super().__init__(*args, persons=page.people, bodies=page.parties, **kwargs)
        self.fields["told"].required = True


class NewEndForm(TellingForm):
    """A hat is worn longer."""

    field_order = ("until",)
    until = DutchDateField(label=_("Tot wanneer draagt u deze pet?"))

    def __init__(self, *args: Any, page: HatPage, **kwargs: Any) -> None:
        super().__init__(*args, persons=page.people, bodies=page.parties, **kwargs)


class YesForm(PlainForm):
    """A yes to a hat: of who cannot say so here, how it was said; with hat 4 the hours and who pays (R-HAT-7)."""

    def __init__(
        self,
        *args: Any,
        asks_how: bool,
        asks_hours: bool,
        asks_mitigation: bool = False,
        contacts: tuple[ProfessionalChoice, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        wanted = overview_fields(contacts)
        if not asks_hours:
            wanted = {"how": wanted["how"]}
        if asks_hours and not contacts:  # a professional answers for themself
            del wanted["call_contact"]
            for name in ("hours", "paid_by"):
                wanted[name].required, wanted[name].help_text = True, ""
        wanted["how"].label, wanted["how"].help_text = _("Hoe en wanneer zei deze persoon ja?"), ""
        if not asks_how:
            del wanted["how"]
        if asks_mitigation:
            label = _("Deze pet wringt met een pet die u hier al draagt. Hoe gaat u daarmee om?")
            wanted["mitigation"] = LongText(label=label, rows=2)
        self.fields |= wanted


class NoForm(PlainForm):
    """A no to a hat, with why."""

    reason = LongText(label=_("Waarom niet?"), rows=2)


class HandOverForm(PlainForm):
    """Who is asked to take over a hat. note: what the other has to know, and no more than that."""

    to = Pick(label=_("Wie vraagt u om deze pet over te nemen?"))
    note = LongText(
        label=_("Wat moet de ander weten om ja of nee te zeggen?"),
        help_text=_("De ander ziet de casus misschien nog niet. Noem hier geen namen en niets gevoeligs."),
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, page: HatPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(_("Professionals"), professionals(page.professionals, "user:"))]
        if not page.continues:
            groups.append((_("Partijen"), parties(page.parties)))
        if not page.continues or page.asks_hours:
            groups.append((_("Gezin en netwerk"), people(page.people)))
        self.fields["to"].choices = [group for group in groups if group[1]]

    def receiver(self) -> Receiver:
        """Who was chosen, as the action wants it."""
        chosen = self.cleaned_data["to"]
        return Receiver(user=id_of(chosen, "user"), party=id_of(chosen, "party"), person=id_of(chosen, "person"))


class TakeOffForm(PlainForm):
    """A hat comes off."""

    reason = LongText(label=_("Waarom gaat deze pet af?"), rows=2)

    def __init__(self, *args: Any, page: HatPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if page.asks_resident_told:
            label = _("De inwoner weet wie er vanaf nu te bellen is")
            self.fields["resident_told"] = Tick(label=label, required=False)


class DeputyForm(PlainForm):
    """Who stands in."""

    deputy = Pick(label=_("Wie vervangt?"), required=False, coerce=UUID, empty_value=None)
    mitigation = LongText(
        label=_("Draagt die hier al een pet die hiermee wringt? Schrijf op hoe u daarmee omgaat"),
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, page: HatPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = professionals(page.professionals)


class OverviewForm(PlainForm):
    """R-HAT-4: the question, and the yes of somebody else."""

    wearer = Pick(label=_(OVERVIEW_QUESTION))
    accepted = Tick(label=_("Diegene zei ja"), required=False)

    def __init__(self, *args: Any, page: OverviewPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (_("Professionals"), professionals(page.professionals, "user:")),
            (_("Gezin en netwerk"), people(page.people)),
        ]
        self.fields["wearer"].choices = [group for group in groups if group[1]]
        self.fields |= overview_fields(page.professionals)
        self.fields["how"].label, self.fields["how"].help_text = _("Hoe en wanneer zei diegene ja?"), ""
        self.fields["mitigation"] = LongText(
            label=_("Wringen de petten? Schrijf op hoe u daarmee omgaat."), rows=2, required=False
        )
        if page.keeper:
            label = _("De inwoner weet wie er vanaf nu te bellen is")
            self.fields["resident_told"] = Tick(label=label, required=False)
        self.fields["follows"] = Tick(
            label=_("Ik bel om te horen of alles nog loopt. Daarmee zet ik pet monitoren op."), required=False
        )

    def overview(self) -> Overview:
        """What was typed, as the action wants it."""
        data = dict(self.cleaned_data)
        wearer = data.pop("wearer")
        return Overview(wearer=id_of(wearer, "user"), wearer_person=id_of(wearer, "person"), **data)
