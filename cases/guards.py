"""
The guards of the stappenplan: one question each, asked of frozen Facts.

A guard is satisfied, or says in plain Dutch what is missing and on which page the user can mend it. Guards are pure,
cost no query, and never look at the move that they guard. Source: state_machine.yaml, G01 to G29.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cases.facts import Facts
from cases.meeting_terms import AgendaPoint
from cases.record_terms import AnswerBy
from cases.terms import TriageOutcome


@dataclass(frozen=True)
class Missing:
    """What stands in the way, and the page where it can be mended: a signpost, not a wall."""

    guard: str
    text: str
    url_name: str
    overridable: bool = False


@dataclass(frozen=True)
class Guard:
    """One guard: what it asks for in a few words, and what is missing of that."""

    id: str
    text: str
    look: Callable[[Facts], Iterator[tuple[str, str, bool]]]

    def missing(self, facts: Facts) -> tuple[Missing, ...]:
        """Everything of this guard that is not there yet. Empty: satisfied."""
        return tuple(Missing(self.id, *found) for found in self.look(facts))


Found = Iterator[tuple[str, str, bool]]


def guard(text: str) -> Callable[[Callable[[Facts], Found]], Guard]:
    """Makes a Guard of a function with the id as its name."""

    def make(look: Callable[[Facts], Found]) -> Guard:
        return Guard(look.__name__, text, look)

    return make


def needs(condition: bool, text: str, url_name: str, overridable: bool = False) -> Found:
    """One thing that has to be there. May be waived with a reason only where domain.md 2.4 says so."""
    if not condition:
        yield text, url_name, overridable


# --- from report to take-up -------------------------------------------------------------------


@guard("De vraag staat er, in eigen woorden")
def G01(f: Facts) -> Found:
    yield from needs(f.questions > 0, "Schrijf de vraag op in de woorden van de inwoner.", "cases:question")


@guard("Triage koos voor oppakken, met een reden")
def G02(f: Facts) -> Found:
    take_up = f.triage_outcome == TriageOutcome.TAKE_UP
    yield from needs(take_up, "Leg bij de triage vast dat deze casus wordt opgepakt, en waarom.", "cases:triage")


@guard("Er is één procesregisseur, zonder botsende petten")
def G03(f: Facts) -> Found:
    yield from needs(f.process_directors == 1, "Wijs een procesregisseur aan.", "cases:hats")
    yield from needs(f.hat_conflicts == 0, f"Petten die niet samengaan: {f.hat_conflicts}.", "cases:hats")


@guard("Stap 0 is gedaan: rol verteld, blik op het proces, AVG nagelopen")
def G04(f: Facts) -> Found:
    yield from needs(
        f.household_told > 0, "Vertel ten minste één lid van het huishouden wat de procesregisseur doet.", "cases:hats"
    )
    yield from needs(f.parties_told > 0, "Vertel ten minste één partij wat de procesregisseur doet.", "cases:hats")
    yield from needs(f.step_zero_checked, "Bevestig dat u op het proces let en niet op de inhoud.", "cases:hats")
    yield from needs(f.purposes > 0, "Leg vast volgens welke wet u aan deze casus werkt.", "cases:hats")
    yield from needs(f.purposes_without_task == 0, "Schrijf bij elke wet op voor welke taak.", "cases:hats")


# --- steps 1 and 2 ----------------------------------------------------------------------------


@guard("Van elke partij is besloten of u haar bevraagt")
def G05(f: Facts) -> Found:
    yield from needs(f.parties > 0, "Leg vast welke partijen betrokken zijn of waren.", "cases:parties")
    yield from needs(
        f.parties_undecided == 0, f"Nog niet besloten of u ze bevraagt: {f.parties_undecided}.", "cases:parties"
    )


@guard("De genodigden staan vast, elk met de reden aan tafel")
def G06(f: Facts) -> Found:
    yield from needs(f.meeting_planned and f.invited > 0, "Nodig mensen uit voor het overleg.", "meetings:prepare")
    yield from needs(
        f.without_reason == 0, f"Genodigden zonder reden aan tafel: {f.without_reason}.", "meetings:prepare"
    )
    too_many = f"U nodigt {f.professionals} professionals uit. Meer dan {f.group_limit} is te veel."
    yield from needs(f.professionals <= f.group_limit, too_many, "meetings:prepare", overridable=True)


@guard("De inwoner doet mee, op een eigen manier")
def G07(f: Facts) -> Found:
    arranged = f.residents > 0 and f.residents_unarranged == 0
    yield from needs(arranged, "Spreek af hoe de inwoner meedoet aan het overleg.", "meetings:prepare")


@guard("Het overleg is open, met vraag en doelbinding")
def G08(f: Facts) -> Found:
    yield from needs(f.meeting_open, "Open het overleg.", "meetings:table")
    yield from needs(f.question_confirmed, "Laat de vraag aan tafel bevestigen.", "meetings:table")
    yield from needs(f.purposes_read, "Lees de gezamenlijke doelbinding voor.", "meetings:table")


# --- step 3 -----------------------------------------------------------------------------------


@guard("Iedereen aan tafel had een eerste beurt")
def G09(f: Facts) -> Found:
    yield from needs(f.present > 0, "De eerste spreekronde is nog niet gehouden.", "meetings:table")
    yield from needs(f.waiting == 0, f"Nog niet aan het woord geweest: {f.waiting}.", "meetings:table")


@guard("Er is een gedeelde analyse, zonder open bezwaar")
def G10(f: Facts) -> Found:
    yield from needs(f.analysis_chosen, "Kies een vast stramien voor de analyse.", "cases:picture")
    yield from needs(f.analysis_entries > 0, "Leg in deze ronde ten minste één leefgebied vast.", "cases:picture")
    objection = f"Iemand vindt het beeld niet compleet: {f.objections}."
    yield from needs(f.objections == 0, objection, "cases:picture", overridable=True)


@guard("Het perspectief is van de inwoner en noemt geen behandeling")
def G11(f: Facts) -> Found:
    yield from needs(
        f.perspectives_with_resident > 0,
        "Leg in deze ronde het perspectief vast, samen met de inwoner.",
        "cases:perspective",
    )
    treatments = f"Perspectieven die een behandeling noemen: {f.perspectives_with_treatment}."
    yield from needs(f.perspectives_with_treatment == 0, treatments, "cases:perspective")


@guard("Bij elk perspectief hoort een doel")
def G12(f: Facts) -> Found:
    complete = f.perspectives > 0 and f.perspectives_without_goal == 0
    yield from needs(complete, "Zet bij elk perspectief ten minste één doel.", "cases:perspective")


@guard("Bij elk doel is een richting genoemd, met wie haar voorstelt")
def G13(f: Facts) -> Found:
    yield from needs(f.perspectives > 0, "Bevestig eerst het perspectief en de doelen.", "cases:perspective")
    without = f"Doelen zonder oplossingsrichting: {f.goals_without_direction}."
    yield from needs(f.goals_without_direction == 0, without, "cases:solutions")
    yield from needs(f.directions_without_proposer == 0, "Zet bij elke richting wie haar voorstelt.", "cases:solutions")
    facts = f"Signalen van nieuwe feiten die nog open staan: {f.open_new_facts}."
    yield from needs(f.open_new_facts == 0, facts, "meetings:table")


@guard("Elke actie van plan A is aanvaard door wie haar doet")
def G14(f: Facts) -> Found:
    yield from needs(f.plan_confirmed and f.actions > 0, "Zet in deze ronde de acties in plan A.", "cases:plan")
    yield from needs(f.actions_incomplete == 0, f"Acties zonder wie of wanneer: {f.actions_incomplete}.", "cases:plan")
    yield from needs(f.actions_waiting == 0, f"Nog niet aanvaard door wie het doet: {f.actions_waiting}.", "cases:plan")
    yield from needs(f.progress_agreed, "Spreek af hoe u elkaar op de hoogte houdt.", "cases:plan")


@guard("Plan A en plan B hebben een moment waarop ze ingaan")
def G15(f: Facts) -> Found:
    yield from needs(f.plan_a_triggers > 0, "Schrijf op wanneer plan A geldt.", "cases:plan")
    ready = f.plan_b_triggers > 0 or f.no_plan_b_reason
    missing = "Leg plan B vast met het moment waarop het ingaat, of waarom het niet nodig is."
    yield from needs(ready, missing, "cases:plan", overridable=True)


@guard("Iemand houdt het overzicht en zei ja")
def G16(f: Facts) -> Found:
    yield from needs(
        f.case_directors == 1, "Nog niemand zei ja op: wie houdt het overzicht over dit plan?", "cases:hats"
    )
    yield from needs(
        f.case_directors_without_contact == 0,
        "Noem een professional die u mag bellen over het overzicht.",
        "cases:hats",
    )


@guard("Plan en verslag zijn gedeeld met iedereen")
def G17(f: Facts) -> Found:
    yield from needs(
        f.copies > 0 and f.copies_waiting == 0, f"Kregen het plan nog niet: {f.copies_waiting}.", "cases:plan"
    )
    yield from needs(
        f.minutes_waiting == 0, f"Verslagen die nog niet gedeeld zijn: {f.minutes_waiting}.", "meetings:table"
    )


@guard("Er is afgesproken hoe u het plan volgt")
def G18(f: Facts) -> Found:
    yield from needs(f.monitoring_agreed, "Spreek af wanneer u samen terugkijkt en wie wie belt.", "cases:monitoring")
    first = "Spreek af dat u de casusregisseur als eerste belt."
    yield from needs(not f.monitoring_agreed or f.first_call_is_case_director, first, "cases:monitoring")


@guard("Er is opgeschreven waarom monitoren niet nodig is")
def G19(f: Facts) -> Found:
    yield from needs(f.monitoring_waived, "Schrijf op waarom monitoren niet nodig is.", "cases:monitoring")


@guard("De agendapunten a tot en met d zijn besproken")
def G29(f: Facts) -> Found:
    left = ", ".join(point.label for point in AgendaPoint if point.value not in f.covered)
    yield from needs(not left, f"Nog niet besproken in een afgesloten overleg: {left}.", "meetings:table")


# --- steps 4 to 6, and closing ----------------------------------------------------------------


@guard("Er is reden om los te laten, en iemand die ontvangt")
def G20(f: Facts) -> Found:
    yield from needs(f.scaling_criteria > 0, "Kies waarom de tafel kan loslaten.", "cases:scaling_down")
    yield from needs(f.scaling_motivated, "Schrijf erbij waarom dat hier zo is.", "cases:scaling_down")
    yield from needs(f.receiver_named, "Noem bij wie u loslaat.", "cases:scaling_down")


@guard("De overdracht is aanvaard en de inwoner weet wie te bellen")
def G21(f: Facts) -> Found:
    yield from needs(f.handover_accepted, "Wie de casus ontvangt, zei nog geen ja.", "cases:scaling_down")
    yield from needs(f.aftercare_decided, "Besluit of er nazorg is.", "cases:scaling_down")
    yield from needs(
        f.household_told_whom_to_call, "Vertel het huishouden wie het voortaan kan bellen.", "cases:scaling_down"
    )


@guard("Er is besloten of u evalueert, met een reden")
def G22(f: Facts) -> Found:
    yield from needs(f.evaluating_decided, "Besluit of u de casus evalueert, en waarom.", "cases:scaling_down")


@guard("De drie slotvragen zijn beantwoord")
def G23(f: Facts) -> Found:
    for who, text in (
        (AnswerBy.RESIDENT, "Vraag de inwoner om antwoord op de drie slotvragen, of schrijf op waarom niet."),
        (AnswerBy.CASE_DIRECTOR, "Vraag de casusregisseur om antwoord op de drie slotvragen."),
        (AnswerBy.PROCESS_DIRECTOR, "Beantwoord als procesregisseur zelf de drie slotvragen."),
    ):
        yield from needs(who in f.closing_answers, text, "cases:evaluation")


@guard("De drie vragen zijn beantwoord en wat anders moet staat er")
def G24(f: Facts) -> Found:
    yield from needs(
        f.evaluation_complete,
        "Beantwoord: wat was de vraag, wat was de bedoeling, helpt het, wat moet er anders.",
        "cases:evaluation",
    )


@guard("Reden en bewaartermijn staan vast, de petten zijn af")
def G25(f: Facts) -> Found:
    yield from needs(f.closure_complete, "Leg vast waarom de casus sluit en hoe lang u wat bewaart.", "cases:closure")
    yield from needs(
        f.staff_hats == 0,
        f"Petten van de gemeente die nog af moeten (onderzoek, hulp, besluit): {f.staff_hats}.",
        "cases:hats",
    )


@guard("U schreef op waarom")
def G26(f: Facts) -> Found:
    yield from needs(bool(f.reason.strip()), "Schrijf op waarom.", "cases:step")


@guard("Er is een signaal dat het stokt, of het is tijd om terug te kijken")
def G27(f: Facts) -> Found:
    due = f.review_on is not None and f.today is not None and f.review_on <= f.today
    yield from needs(
        f.signals > 0 or due,
        "Er is geen signaal dat het stokt, en het is nog geen tijd om terug te kijken.",
        "cases:monitoring",
    )


@guard("Er staat geen signaal meer open")
def G28(f: Facts) -> Found:
    yield from needs(f.signals == 0, f"Signalen dat het stokt die nog open staan: {f.signals}.", "cases:monitoring")
