"""Form fields that take what a Dutch person types and say in plain Dutch what is wrong and what to do.

Not here: how a field looks (templates/forms, regie.rendering), and whether what was typed is allowed (actions).
Every text takes ten thousand characters, and nothing that was typed is ever cut off without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.choices import BlankChoiceIterator, normalize_choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.dutch.bsn import holds_bsn, read_bsn

LONGEST = 10_000
YES, NO = pgettext_lazy("answer", "Ja"), pgettext_lazy("answer", "Nee")
NOTHING_YET = ("", pgettext_lazy("first line of a list", "Kies"))
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb"),
            ("maart", "mrt", "maa"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augustus", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
DAY_FIRST = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_ONE = re.compile(r"(\d{2})(\d{2})(\d{4})")
IN_WORDS = re.compile(r"(?:[a-z]{2,9}\.?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{4})")
ISO_T = re.compile(r"^(\d{4}-\d{2}-\d{2})t")
CLOCK = re.compile(r"(?P<day>.+?)[\s,]+(?:om\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?(?:\s*uur)?")


def read_day(text: str) -> date | None:
    """The day that was meant: 30-11-2026, 30/11/2026, 30112026, 2026-11-30 or "ma 30 november 2026". Else None."""
    text = text.strip().lower()
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := DAY_FIRST.fullmatch(text) or IN_ONE.fullmatch(text):
        day, month, year = match.groups()
    elif match := IN_WORDS.fullmatch(text):
        day, month, year = match[1], str(MONTHS.get(match[2], 0)), match[3]
    else:
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year <= LATEST_YEAR else None


class DutchDateField(forms.DateField):
    """A day, typed. Shown as 30-11-2026; a phone offers its digits."""

    default_error_messages = {
        "invalid": _("Schrijf de datum als 30-11-2026"),
        "required": _("Schrijf een datum, bijvoorbeeld 30-11-2026"),
    }
    widget = forms.DateInput(
        format="%d-%m-%Y", attrs={"inputmode": "numeric", "autocomplete": "off", "data-size": "date"}
    )

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
        if isinstance(value, date):
            return value
        if found := read_day(str(value)):
            return found
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class DutchDateTimeField(forms.DateTimeField):
    """A day and a time, typed in one field: 30-11-2026 14:30. With `day_means` a day alone is enough."""

    default_error_messages = {
        "invalid": _("Schrijf de datum en de tijd als 30-11-2026 14:30"),
        "required": _("Schrijf een datum en een tijd, bijvoorbeeld 30-11-2026 14:30"),
    }
    widget = forms.DateTimeInput(format="%d-%m-%Y %H:%M", attrs={"autocomplete": "off", "data-size": "moment"})

    def __init__(self, *, day_means: time | None = None, **kwargs: Any) -> None:
        self.day_means = day_means
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value if timezone.is_aware(value) else timezone.make_aware(value)
        if moment := self._moment(ISO_T.sub(r"\1 ", str(value).strip().lower())):
            return timezone.make_aware(moment)
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def _moment(self, text: str) -> datetime | None:
        match = CLOCK.fullmatch(text)
        day = read_day(match["day"] if match else text)
        if day is None or (match is None and self.day_means is None):
            return None
        if match is None:
            return datetime.combine(day, self.day_means or time())
        try:
            return datetime.combine(day, time(int(match["hour"]), int(match["minute"])))
        except ValueError:
            return None


class ShortText(forms.CharField):
    """One line. It takes as much as a long text does: whoever pastes a story here must not lose it."""

    default_error_messages = {"max_length": _("Deze tekst is te lang. Maak hem korter dan 10.000 tekens.")}

    def __init__(self, *, max_length: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        # A browser sends a line break as two characters; it was typed as one, and it counts as one.
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No maxlength: a browser cuts a pasted text off at that length without saying so.
        return {}


class LongText(ShortText):
    """Several lines. The box grows with the text."""

    default_error_messages = {
        "bsn": _(
            "Dit lijkt op een burgerservicenummer. Laat dat weg uit de tekst. Is het een ander nummer? "
            "Zet er dan een spatie tussen."
        )
    }

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """A citizen service number lies encrypted in a place of its own (domain.md 6.8), and in no text."""
        super().validate(value)
        if holds_bsn(str(value)):
            raise ValidationError(self.error_messages["bsn"], code="bsn")


class BsnField(forms.CharField):
    """A citizen service number: nine digits, with spaces or dots if somebody likes. Never kept by the browser."""

    default_error_messages = {
        "invalid": _("Dit is geen burgerservicenummer. Kijk de negen cijfers na."),
        "required": _("Schrijf het burgerservicenummer: negen cijfers"),
    }
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "data-size": "date"}
    )

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value))
        found = read_bsn(typed)
        if typed and found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found or ""


class Radios(forms.RadioSelect):
    """Radio buttons with an explanation under an option where one is given."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        self.hints = hints or {}
        super().__init__(**kwargs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Folded(str):
    """The name of a group of options that folds out. is_open: one of them is chosen."""

    is_folded = True
    is_open: bool

    def __new__(cls, name: Any, options: list[dict[str, Any]]) -> Folded:
        group = super().__new__(cls, name)
        group.is_open = any(option["selected"] for option in options)
        return group


class Ticks(forms.CheckboxSelectMultiple):
    """Checkboxes with an explanation under an option where one is given.

    in_sight: of several groups so many are in sight; the others fold out, and are open when one of them is chosen.
    """

    def __init__(self, *, hints: Mapping[str, str] | None = None, in_sight: int | None = None, **kwargs: Any) -> None:
        self.hints, self.in_sight = hints or {}, in_sight
        super().__init__(**kwargs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.in_sight is not None:
            groups = context["widget"]["optgroups"]
            folded = [(Folded(group, options), options, index) for group, options, index in groups[self.in_sight :]]
            context["widget"]["optgroups"] = [*groups[: self.in_sight], *folded]
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Choice(forms.TypedChoiceField):
    """One of a few: radio buttons, all in sight. For more than about seven use Pick."""

    default_error_messages = {
        "required": _("Kies een van de antwoorden"),
        "invalid_choice": _("Dit antwoord kan hier niet. Kies een van de antwoorden die er staan."),
    }

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(hints=hints))
        super().__init__(**kwargs)


class Pick(forms.TypedChoiceField):
    """One of many: a list that folds out, with an empty line first so that nothing is chosen by accident."""

    default_error_messages = Choice.default_error_messages

    @forms.TypedChoiceField.choices.setter
    def choices(self, value: Any) -> None:
        forms.TypedChoiceField.choices.fset(self, BlankChoiceIterator(normalize_choices(value), [NOTHING_YET]))


class Choices(forms.TypedMultipleChoiceField):
    """Any number of a few: checkboxes."""

    default_error_messages = {
        "required": _("Kies ten minste één antwoord"),
        "invalid_choice": _("Dit antwoord kan hier niet. Kies uit de antwoorden die er staan."),
    }

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Ticks(hints=hints))
        super().__init__(**kwargs)


class YesNo(forms.TypedChoiceField):
    """A question with yes or no. Comes out as True or False, or None when it may stay open and did."""

    default_error_messages = Choice.default_error_messages | {"required": _("Kies ja of nee")}

    def __init__(
        self,
        *,
        yes: str | Promise = YES,
        no: str | Promise = NO,
        hints: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            choices=[("yes", yes), ("no", no)],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=Radios(hints=hints),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Tick(forms.BooleanField):
    """One checkbox beside its sentence."""

    default_error_messages = {"required": _("Zet hier een vinkje om verder te gaan")}


class Email(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "invalid": _("Schrijf het e-mailadres als naam@voorbeeld.nl"),
        "required": _("Schrijf een e-mailadres, bijvoorbeeld naam@voorbeeld.nl"),
    }
    widget = forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})


class WholeNumber(forms.IntegerField):
    """A number without decimals, typed as text: arrow keys and a scroll wheel must not change it."""

    default_error_messages = {
        "invalid": _("Schrijf een heel getal, bijvoorbeeld 12"),
        "required": _("Schrijf een getal, bijvoorbeeld 12"),
        "min_value": _("Schrijf een getal van %(limit_value)s of meer"),
        "max_value": _("Schrijf een getal van %(limit_value)s of minder"),
    }
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-size": "number"})


class Euros(forms.DecimalField):
    """An amount: 21.000, 21000, 21.000,50 and € 21000,50 are all read. Shown as 21000,50."""

    default_error_messages = {
        "invalid": _("Schrijf het bedrag als 1250 of 1250,50"),
        "required": _("Schrijf een bedrag, bijvoorbeeld 1250 of 1250,50"),
        "min_value": _("Schrijf een bedrag van %(limit_value)s of meer"),
        "max_value": _("Schrijf een bedrag van %(limit_value)s of minder"),
    }
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-size": "number"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"min_value": 0, "decimal_places": 2, "max_digits": 12} | kwargs))

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[€\s]", "", value)
            if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d{1,2})?", value):
                value = value.replace(".", "")
            value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return f"{value:.2f}".replace(".", ",").removesuffix(",00")


class WholeEuros(Euros):
    """An amount without cents, as a whole number of at most nine digits: what such a column holds."""

    default_error_messages = {
        "invalid": _("Schrijf het bedrag in hele euro's, bijvoorbeeld 1250"),
        "max_decimal_places": _("Schrijf het bedrag in hele euro's, bijvoorbeeld 1250"),
        "max_digits": _("Schrijf een bedrag van hoogstens %(max)s cijfers"),
        "max_whole_digits": _("Schrijf een bedrag van hoogstens %(max)s cijfers"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"decimal_places": 0, "max_digits": 9} | kwargs))

    def to_python(self, value: Any) -> Any:
        amount = super().to_python(value)
        whole = amount is not None and amount.is_finite() and amount == amount.to_integral_value()
        return amount.to_integral_value() if whole else amount

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return amount if amount is None else int(amount)
