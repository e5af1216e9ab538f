"""The shape of letting go, evaluating and closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, DutchDateField, LongText, Pick, ShortText, YesNo
from accounts.dutch.forms import PlainForm
from cases.actions import ReleasedTo, Scaling
from cases.forms.options import options
from cases.forms.people import name_field
from cases.organisation_terms import BottleneckLevel, LessonKind
from cases.reads import AnswerSlot, ClosurePage, EvaluationLine, EvaluationPage, ScalingPage
from cases.record_terms import AnswerBy
from cases.terms import Aftercare, ClosureReason, EvaluationKind, EvaluationOutcome, Helps, ScalingCriterion
from privacy.retention import StartRule

SOMEBODY_ELSE = "name:"


class ScalingForm(PlainForm):
    """Why the table can let go, to whom and how, what comes after it and how there is a way back."""

    criteria = Choices(
        label=_("Waarom kan de tafel loslaten?"), choices=options(ScalingCriterion), coerce=ScalingCriterion
    )
    motivation = LongText(label=_("Waaraan ziet u dat hier?"), rows=3)
    released_to = Pick(label=_("Bij wie laat u los?"))
    released_to_name = ShortText(label=_("Wie is dat?"), help_text=_("Alleen bij iemand anders."), required=False)
    released_how = LongText(label=_("Hoe draagt u over?"), rows=2, required=False)
    aftercare = Choice(
        label=_("Is er nazorg?"),
        choices=options(Aftercare),
        coerce=Aftercare,
        hints={Aftercare.PULSE.value: _("U belt nog een tijd om te horen hoe het gaat.")},
    )
    pulse_until = DutchDateField(
        label=_("Tot wanneer houdt u een vinger aan de pols?"), help_text=_("Alleen als er nazorg is."), required=False
    )
    whom_to_call = ShortText(
        label=_("Wie belt het huishouden voortaan?"), help_text=_("Een naam en een nummer."), required=False
    )
    way_back = LongText(label=_("Hoe vindt het huishouden de weg terug als het misgaat?"), rows=2, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: ScalingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (_("Gezin en netwerk"), [(f"person:{person.id}", person.name) for person in page.people]),
            (_("Partijen"), [(f"party:{party.id}", party.name) for party in page.parties if not party.stopped]),
            (_("Professionals"), [(f"user:{p.id}", f"{p.name}, {p.organisation}") for p in page.professionals]),
        ]
        self.fields["released_to"].choices = [
            *(group for group in groups if group[1]),
            (SOMEBODY_ELSE, _("Iemand anders")),
        ]

    def scaling(self) -> Scaling:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return Scaling(
            criteria=tuple(data["criteria"]),
            motivation=data["motivation"],
            released_to=self._receiver(),
            released_how=data["released_how"],
            aftercare=data["aftercare"],
            pulse_until=data["pulse_until"],
            whom_to_call=data["whom_to_call"],
            way_back=data["way_back"],
        )

    def clean(self) -> None:
        super().clean()
        someone = self.cleaned_data.get("released_to") == SOMEBODY_ELSE
        if someone and not self.cleaned_data.get("released_to_name"):
            self.add_error("released_to_name", _("Schrijf op bij wie u loslaat."))

    def _receiver(self) -> ReleasedTo:
        sort, _colon, key = self.cleaned_data["released_to"].partition(":")
        if sort == "name":
            return ReleasedTo(name=self.cleaned_data["released_to_name"])
        return ReleasedTo(**{sort: UUID(key)})


class YesForm(PlainForm):
    """How the receiver said yes."""

    how = LongText(
        label=_("Hoe en wanneer zei die ja?"), help_text=_("Bijvoorbeeld: aan tafel, op 12 november."), rows=2
    )


class EvaluatingForm(PlainForm):
    """Whether to evaluate, and why."""

    evaluate = YesNo(label=_("Evalueert u deze casus?"))
    reason = LongText(label=_("Waarom wel of niet?"), rows=2)


def scaling_forms(page: ScalingPage) -> dict[str, forms.Form]:
    """The forms of the page of letting go, with what is known already."""
    line = page.decision
    evaluating = {"evaluate": line.evaluate, "reason": line.evaluate_reason} if line else {}
    return {
        "scaling_form": ScalingForm(initial=_let_go(page), page=page, auto_id="scaling_%s"),
        "yes_form": YesForm(auto_id="yes_%s"),
        "evaluating_form": EvaluatingForm(initial=evaluating, auto_id="evaluating_%s"),
    }


def _let_go(page: ScalingPage) -> dict[str, Any]:
    line = page.decision
    if line is None:
        return {}
    return {
        "criteria": list(line.criteria_codes),
        "motivation": line.motivation,
        "released_to": line.receiver,
        "released_to_name": line.receiver_name if line.receiver == SOMEBODY_ELSE else "",
        "released_how": line.how,
        "aftercare": line.aftercare_code,
        "pulse_until": line.pulse_until,
        "whom_to_call": line.whom_to_call,
        "way_back": line.way_back,
        "version": line.version,
    }


class EvaluationForm(PlainForm):
    """What was the question, what was the intention, does it help, what has to change."""

    kind = forms.TypedChoiceField(
        choices=[(kind.value, kind.label) for kind in (EvaluationKind.INTERIM, EvaluationKind.CLOSING)],
        coerce=EvaluationKind,
        widget=forms.HiddenInput,
    )
    question = LongText(label=_("Wat was de vraag?"), rows=2)
    intention = LongText(label=_("Wat was de bedoeling?"), rows=2)
    does_it_help = Choice(label=_("Helpt het wat we doen?"), choices=options(Helps), coerce=Helps)
    adjust = LongText(label=_("Wat moet er anders?"), help_text=_("Moet er niets anders? Schrijf dat dan op."), rows=2)
    outcome = Choice(
        label=_("Wat volgt daaruit?"),
        choices=options(EvaluationOutcome),
        coerce=EvaluationOutcome,
        required=False,
        empty_value=None,
    )
    facilitator = ShortText(
        label=_("Wie leidt het gesprek?"), help_text=_("Dat mag iemand van buiten zijn."), required=False
    )
    evaluation_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SlotForm(PlainForm):
    """The three closing questions for one person. who: the key of that person on the page."""

    who = forms.ChoiceField(widget=forms.HiddenInput)
    went_well = LongText(label=_("Wat is goed gegaan?"), rows=2, required=False)
    improve = LongText(label=_("Waar zitten nog verbeterpunten?"), rows=2, required=False)
    learned = LongText(label=_("Wat leren we en nemen we mee?"), rows=2, required=False)
    no_answer_reason = LongText(label=_("Of: waarom is er geen antwoord?"), rows=2, required=False)

    def __init__(self, *args: Any, slots: tuple[AnswerSlot, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(slot.key, slot.name) for slot in slots]
        silent = {slot.key: slot.may_stay_silent for slot in slots}
        if not silent.get(str(self["who"].value()), True):
            del self.fields["no_answer_reason"]

    def answers(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        kind, _colon, name = self.cleaned_data["who"].partition(":")
        texts = {key: text for key, text in self.cleaned_data.items() if key != "who"}
        return {"by_kind": AnswerBy(kind), "by_name": name, **texts}


class PartyAnswerForm(PlainForm):
    """The three closing questions to a party at the table, in its own words."""

    went_well = LongText(label=_("Wat is goed gegaan?"), rows=3)
    improve = LongText(label=_("Waar zitten nog verbeterpunten?"), rows=3)
    learned = LongText(label=_("Wat leren we en nemen we mee?"), rows=3)


class LessonForm(PlainForm):
    """What the case teaches others."""

    kind = Choice(label=_("Wat voor les is het?"), choices=options(LessonKind), coerce=LessonKind)
    text = LongText(
        label=_("Wat leert u hiervan?"),
        help_text=_("Schrijf het zo op dat niemand erin te herkennen is: dan mogen anderen ervan leren."),
        rows=3,
    )
    shared_with = ShortText(label=_("Met wie deelt u dit?"), required=False)


class BottleneckForm(PlainForm):
    """An obstacle of the system."""

    title = name_field(
        label=_("Wat staat er in de weg?"),
        help_text=_("In één zin, zonder namen. Dit blijft bestaan als de casus weg is."),
    )
    level = Choice(label=_("Waar kan dit worden opgelost?"), choices=options(BottleneckLevel), coerce=BottleneckLevel)
    description = LongText(label=_("Waardoor komt het?"), help_text=_("Zonder namen."), rows=3, required=False)


def evaluation_forms(page: EvaluationPage) -> dict[str, Any]:
    """The forms of the page of looking back, with what is known already."""
    return {
        "interim_form": evaluation_form(page, EvaluationKind.INTERIM),
        "closing_form": evaluation_form(page, EvaluationKind.CLOSING),
        "slot_forms": slot_forms(page),
        "party_form": PartyAnswerForm(auto_id="party_%s"),
        "lesson_form": LessonForm(auto_id="lesson_%s"),
        "bottleneck_form": BottleneckForm(auto_id="bottleneck_%s"),
    }


def evaluation_form(page: EvaluationPage, kind: EvaluationKind) -> EvaluationForm:
    """The form of the interim evaluation that is being worded, or of the one at the end."""
    line = page.closing if kind is EvaluationKind.CLOSING else page.current_interim
    initial = {"kind": kind.value} | (_evaluated(line) if line else {})
    return EvaluationForm(initial=initial, auto_id=f"{kind.value}_%s")


def _evaluated(line: EvaluationLine) -> dict[str, Any]:
    return {
        "question": line.question,
        "intention": line.intention,
        "does_it_help": line.helps_code,
        "adjust": line.adjust,
        "outcome": line.outcome_code,
        "facilitator": line.facilitator,
        "evaluation_id": line.id,
        "version": line.version,
    }


def slot_forms(page: EvaluationPage, bound: SlotForm | None = None) -> list[tuple[AnswerSlot | None, SlotForm]]:
    """Each person with the form for the answers; the one that was just sent in its own place.

    Whoever is no person of this page any more comes last, without a slot: what was typed must not be lost.
    """
    sent = bound["who"].value() if bound else None
    pairs: list[tuple[AnswerSlot | None, SlotForm]] = [
        (slot, bound if bound and slot.key == sent else _slot_form(page, slot, number))
        for number, slot in enumerate(page.slots)
    ]
    placed = any(form is bound for _slot, form in pairs)
    return pairs if bound is None or placed else [*pairs, (None, bound)]


def _slot_form(page: EvaluationPage, slot: AnswerSlot, number: int) -> SlotForm:
    names = ("went_well", "improve", "learned", "no_answer_reason")
    initial = {name: getattr(slot, name) for name in names} | {"who": slot.key}
    return SlotForm(initial=initial, slots=page.slots, auto_id=f"slot{number}_%s")


class ClosureForm(PlainForm):
    """Why the case closes, and how long its file is kept."""

    reason = Choice(label=_("Waarom sluit de casus?"), coerce=ClosureReason)
    note = LongText(label=_("Wat wilt u daarbij zeggen?"), rows=2, required=False)
    result_code = Pick(
        label=_("Hoe lang bewaart u het dossier?"),
        help_text=_("Kies wat het beste past bij wat deze casus heeft opgeleverd. De termijnen staan hieronder."),
    )
    start_rule = Pick(
        label=_("Vanaf wanneer telt de termijn?"),
        help_text=_("Laat leeg voor wat de selectielijst zegt."),
        choices=options(StartRule),
        coerce=StartRule,
        required=False,
        empty_value=None,
    )
    starts_on = DutchDateField(
        label=_("Op welke dag eindigt de voorziening?"),
        help_text=_("Alleen als de termijn telt vanaf het einde van de voorziening. Anders telt de dag van sluiten."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: ClosurePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = page.reasons
        self.fields["result_code"].choices = [
            (term.code, f"{term.what}: {term.term} ({term.code})") for term in page.terms
        ]


def closure_form(page: ClosurePage) -> ClosureForm:
    """The form of closing, with what was prepared already."""
    line = page.closure
    if line is None:
        return ClosureForm(page=page, auto_id="closure_%s")
    initial = {"reason": line.reason_code, "note": line.note, "result_code": line.result_code, "version": line.version}
    initial |= {"start_rule": line.start_rule, "starts_on": line.object_ends_on}
    return ClosureForm(initial=initial, page=page, auto_id="closure_%s")
