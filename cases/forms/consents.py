"""The shape of a yes: what is asked of whom, who answered, and who takes it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, DutchDateField, LongText, Pick, ShortText, Tick, YesNo
from accounts.dutch.forms import PlainForm
from cases.actions import Answer, NewConsent
from cases.forms.options import capital, options
from cases.forms.people import name_field
from cases.forms.sharing import NEVER_BY_HAND
from cases.reads import ConsentPage, GiverLine, NewConsentPage
from cases.record_terms import ConsentWay
from privacy.law import DataCategory
from privacy.representation import Capacity, ConsentException, ConsentKind

WAYS = [(code, label) for code, label in options(ConsentWay) if code != ConsentWay.NOT_RECORDED]
OFFICE_HELP = _("Alleen nodig voor een instelling: wie daar antwoordde.")


def choices_of(givers: tuple[GiverLine, ...]) -> list[tuple[str, str]]:
    """Who can answer, to choose from: by name and as whom."""
    return [(one.key, f"{one.who}, {one.capacity}" if one.who else capital(one.capacity)) for one in givers]


class Answering(PlainForm):
    """Who answered: the ids and names behind the choices of a page."""

    def name_givers(self, givers: tuple[GiverLine, ...], *fields: str) -> None:
        self.names = {one.key: one.who for one in givers}
        self.offices = {one.key for one in givers if one.is_office}
        for field in fields:
            self.fields[field].choices = choices_of(givers)
        if not self.offices and "name" in self.fields:
            del self.fields["name"]

    def answer_of(self, key: str, *, agreed: bool) -> Answer:
        """The answer of one of them, as the action wants it."""
        data = self.cleaned_data
        capacity, _colon, holder = key.partition(":")
        name = "" if holder else (self.names.get(key) or data.get("name", ""))
        person = UUID(holder) if holder else None
        return Answer(Capacity(capacity), agreed, data["on"], data["how"], person, name, data.get("note", ""))


class AskForm(Answering):
    """What is asked. The kind and the person stand in the address; the page says who must give it and why."""

    extra = LongText(
        label=_("Welk extra is dit?"),
        help_text=_("Iets wat de inwoner zelf graag wil en wat niet nodig is voor de hulp, zoals een filmpje."),
        rows=2,
    )
    what = LongText(
        label=_("Waar zegt iemand ja op?"),
        help_text=_("Zo precies dat de inwoner weet wat er gebeurt."),
        rows=2,
    )
    purpose = LongText(label=_("Waarvoor is dit nodig?"), rows=2)
    categories = Choices(
        label=_("Om welke gegevens gaat het?"),
        coerce=DataCategory,
        choices=[(one.value, capital(one.label)) for one in DataCategory if one not in NEVER_BY_HAND],
    )
    recipients = Choices(label=_("Wie krijgt ze?"), coerce=UUID)
    until = DutchDateField(
        label=_("Tot en met wanneer?"),
        help_text=_("Laat dit leeg als er geen einddatum is. Stoppen kan altijd."),
        required=False,
    )
    unable = Tick(label=_("Deze persoon kan dit nu niet zelf beoordelen"), required=False)
    exception = Pick(
        label=_("Beslissen de ouders hier niet mee?"),
        help_text=_("Alleen van 12 tot en met 15 jaar, en alleen om een van deze redenen (Jeugdwet, artikel 7.3.4)."),
        choices=[("", _("Ze beslissen wel mee")), *options(ConsentException)],
        coerce=ConsentException,
        empty_value=None,
        required=False,
    )
    exception_reason = LongText(label=_("Leg uit waarom"), required=False, rows=2)
    givers = Choices(
        label=_("Wie zei al ja?"),
        help_text=_("Zegt iemand later ja of nee? Dat legt u dan op de volgende pagina vast."),
        coerce=str,
        required=False,
    )
    name = name_field(label=_("Naam"), help_text=OFFICE_HELP, required=False)
    on = DutchDateField(label=_("Op welke dag?"), required=False)
    how = Pick(label=_("Hoe?"), choices=WAYS, coerce=ConsentWay, empty_value=None, required=False)
    evidence = LongText(
        label=_("Waar is dit terug te vinden?"),
        help_text=_("Bijvoorbeeld: getekend formulier in de map, of wie erbij was toen het werd gezegd."),
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, page: NewConsentPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.name_givers(page.givers, "givers")
        self.fields["recipients"].choices = page.organisations
        if page.kind is not ConsentKind.PROCESSING_BASIS:
            del self.fields["extra"]
        if page.kind is ConsentKind.AGREEMENT_TO_SUPPORT:
            self.fields["categories"].required = self.fields["recipients"].required = False
            self.fields["recipients"].label = _("Wie geeft de hulp?")
        if not page.may_be_unable:
            del self.fields["unable"]
        if not page.may_be_excepted:
            del self.fields["exception"], self.fields["exception_reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("givers"):
            for field, words in (("on", _("Schrijf op welke dag dit was.")), ("how", _("Kies hoe dit ging."))):
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, words)
        return data

    def consent(self) -> NewConsent:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return NewConsent(
            kind=self.page.kind,
            person=self.page.person.id,
            what=data["what"],
            purpose=data["purpose"],
            categories=frozenset(data["categories"]),
            recipients=tuple(data["recipients"]),
            until=data["until"],
            extra=data.get("extra", ""),
            is_able=not data.get("unable", False),
            exception=data.get("exception"),
            exception_reason=data.get("exception_reason", ""),
            evidence=data["evidence"],
        )

    def answers(self) -> tuple[Answer, ...]:
        """The yes of everybody who was ticked."""
        return tuple(self.answer_of(key, agreed=True) for key in self.cleaned_data["givers"])


class AnswerForm(Answering):
    """What one more person answered."""

    giver = Pick(label=_("Wie?"), coerce=str)
    agreed = YesNo(label=_("Wat zei deze persoon?"), yes=_("Ja"), no=_("Nee"))
    on = DutchDateField(label=_("Op welke dag?"))
    how = Pick(label=_("Hoe?"), choices=WAYS, coerce=ConsentWay)
    name = name_field(label=_("Naam"), help_text=OFFICE_HELP, required=False)
    note = ShortText(label=_("Wat wilt u daarbij bewaren?"), required=False, max_length=500)

    def __init__(self, *args: Any, page: ConsentPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_givers(page.givers, "giver")

    def answer(self) -> Answer:
        """What was typed, as the action wants it."""
        return self.answer_of(self.cleaned_data["giver"], agreed=self.cleaned_data["agreed"])


class WithdrawForm(PlainForm):
    """Who takes a yes back, and how that person let it know. No reason is asked."""

    by = Pick(label=_("Wie neemt dit terug?"), coerce=UUID, empty_value=None, required=False)
    by_name = name_field(label=_("Of iemand anders"), required=False)
    how = Choice(label=_("Hoe liet deze persoon het weten?"), choices=WAYS, coerce=ConsentWay)

    def __init__(self, *args: Any, page: ConsentPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [(str(one.id), one.name) for one in page.people]
