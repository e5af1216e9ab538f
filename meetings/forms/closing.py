"""The shape of the end of a meeting: who keeps the overview, the last round, and the minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import DutchDateTimeField, LongText, Pick, ShortText, Tick
from accounts.dutch.forms import PlainForm
from cases.actions import Overview
from cases.forms.hats import NoForm
from cases.hats import OVERVIEW_QUESTION
from cases.reads import Asked, CaseForMeeting, Keeper, ProfessionalChoice
from meetings.actions import Ending
from meetings.reads import ClosingPage


class KeepOverviewForm(PlainForm):
    """A yes to keeping the overview, on the own device: the hours there are for it, and who pays them (R-HAT-7)."""

    question = OVERVIEW_QUESTION

    hours = ShortText(label=_("Hoeveel uren hebt u hiervoor?"), max_length=80)
    paid_by = ShortText(label=_("Wie betaalt die uren?"), max_length=120)
    mitigation = LongText(
        label=_("Wringt dit met een pet die u hier al draagt? Schrijf op hoe u daarmee omgaat"), rows=2, required=False
    )


class ClosingForm(PlainForm):
    """The end of a meeting: who keeps the overview and said yes, the last round, and when it meets again.

    To ask it on somebody's own device, only the name is needed; to close, the rest as well.
    """

    depending = ("hours", "paid_by", "call_contact", "how", "last_round", "absent_told_by")

    wearer = Pick(label=_(OVERVIEW_QUESTION))
    hours = ShortText(
        label=_("Hoeveel uren heeft een professional hiervoor?"),
        help_text=_("Zei diegene ja op het eigen scherm? Dan staan de uren en wie betaalt hierboven, en mag dit leeg."),
        required=False,
        max_length=80,
    )
    paid_by = ShortText(label=_("Wie betaalt die uren?"), required=False, max_length=120)
    call_contact = Pick(
        label=_("Is het iemand van gezin of netwerk: welke professional kan die bellen?"),
        required=False,
        empty_value=None,
        coerce=UUID,
    )
    mitigation = LongText(label=_("Wringen de petten? Schrijf op hoe u daarmee omgaat."), rows=2, required=False)
    accepted = Tick(
        label=_("Diegene zei ja"), help_text=_("Niet nodig bij een ja op het eigen scherm."), required=False
    )
    how = ShortText(
        label=_("Hoe zei die ja?"),
        help_text=_("Zei iemand het hardop, dan staat uw naam erbij: u schreef het op."),
        required=False,
        max_length=150,
        initial=_("aan tafel"),
    )
    resident_told = Tick(
        label=_("De inwoner weet wie er vanaf nu te bellen is (als eerst iemand anders het overzicht hield)"),
        required=False,
    )
    follows = Tick(label=_("Ik bel om te horen of alles nog loopt (pet monitoren)"), required=False)
    last_round = LongText(
        label=_("De laatste ronde: klopt het beeld?"),
        help_text=_("Vraag het iedereen nog een keer, de inwoner eerst. Schrijf op wat de tafel zei."),
        rows=3,
        required=False,
    )
    next_at = DutchDateTimeField(
        label=_("Wanneer ziet u elkaar weer?"), help_text=_("Bijvoorbeeld 30-11-2026 14:00"), required=False
    )
    absent_told_by = ShortText(label=_("Wie vertelt het aan wie er niet was?"), required=False, max_length=200)

    def __init__(self, *args: Any, page: ClosingPage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.case, self.asked, self.said_yes = page.case, page.asked, page.said_yes
        case = page.case
        professionals = [(str(p.id), _called(p)) for p in case.professionals]
        people = [(f"person:{p.id}", f"{p.name} ({p.role})") for p in case.people]
        choices = [(_("Professionals"), [(f"user:{key}", label) for key, label in professionals])]
        if people:
            choices.append((_("Gezin en netwerk"), people))
        self.fields["wearer"].choices = choices
        self.fields["call_contact"].choices = professionals
        if not page.absent:
            del self.fields["absent_told_by"]
        if page.asked and page.asked.accepted:  # on the own device: nobody says it once more for somebody else
            del self.fields["accepted"], self.fields["how"]

    def overview(self, written_by: str = "") -> Overview:
        """What was typed, as the action wants it. written_by: who wrote down a yes that was said aloud."""
        data = self.cleaned_data
        sort, _colon, key = data["wearer"].partition(":")
        how, said = data.get("how", ""), self._said_yes_here(UUID(key)) if sort == "user" else None
        if said:
            how = _("op het eigen scherm")
        elif how and written_by:
            how = _("%(how)s, opgeschreven door %(who)s") % {"how": how, "who": written_by}
        return Overview(
            wearer=UUID(key) if sort == "user" else None,
            wearer_person=UUID(key) if sort == "person" else None,
            accepted=data.get("accepted", False) or said is not None,
            how=how,
            hours=data["hours"] or (said.hours if said else ""),
            paid_by=data["paid_by"] or (said.paid_by if said else ""),
            call_contact=data["call_contact"] or None,
            mitigation=data["mitigation"],
            follows=data["follows"],
            resident_told=data["resident_told"],
        )

    def _said_yes_here(self, user: UUID) -> Asked | Keeper | None:
        """What this colleague answered on the own device, if it was yes: also when this page was made before that."""
        asked = self.asked
        if asked and asked.accepted and asked.user == user:
            return asked
        aloud = self.cleaned_data.get("accepted")  # then it says how
        return self.case.keeper if self.said_yes == user and not aloud else None

    def ending(self) -> Ending:
        """How the meeting ends, as the action wants it."""
        data = self.cleaned_data
        return Ending(data["last_round"], data["next_at"], data.get("absent_told_by", ""))


def _called(one: ProfessionalChoice) -> str:
    """With how this person says yes, before anybody is chosen: who works in the portal alone, says it aloud."""
    return f"{one.name}, {one.organisation}" if one.on_site else _aloud(one)


def _aloud(one: ProfessionalChoice) -> str:
    words = {"name": one.name, "organisation": one.organisation}
    return _("%(name)s, %(organisation)s (zegt hardop ja)") % words


def overview_forms(case: CaseForMeeting) -> dict[str, forms.Form]:
    """Yes and no to keeping the overview, for whoever is asked."""
    if case.asks_me is None:
        return {}
    known = {"hours": case.asks_me.hours, "paid_by": case.asks_me.paid_by}
    return {
        "keep_form": KeepOverviewForm(initial=known, auto_id="keep_%s"),
        "keep_no_form": NoForm(auto_id="keep_no_%s"),
    }


def closing_values(page: ClosingPage) -> dict[str, Any]:
    """What is known already, but for the tick that somebody said yes: with another name chosen, it would be of nobody.

    Who said yes on the own device needs no tick.
    """
    keeper, asked = page.case.keeper, page.asked
    known: dict[str, Any] = {"last_round": page.last_round, "next_at": page.next_at}
    known |= {"absent_told_by": page.absent_told_by, "follows": page.may_follow}
    if asked and not asked.refused:
        return known | {"wearer": f"user:{asked.user}", "hours": asked.hours, "paid_by": asked.paid_by}
    if keeper:
        known["wearer"] = f"user:{keeper.user}" if keeper.user else f"person:{keeper.person}"
        known |= {"hours": keeper.hours, "paid_by": keeper.paid_by}
    return known
