"""Advice is enough: somebody asks, hat 6c answers once, the case stays where it was. Without JavaScript."""

from __future__ import annotations

import re

from tests.browser.journeys.hands import Person

ASKS, TRIAGIST, ADVISES = "Lotte Smeets", "Tess van Buren", "Ramon Veldkamp"
QUESTION = "Wie beslist er nu over de begeleiding van onze zoon?"
ADVICE = "Laat Jeugd en het zorgkantoor vóór de hoorzitting één keer samen bellen."


def test_a_case_is_advised_on_and_never_taken_over(people):
    lotte, tess, ramon = (people(name, scripts=False) for name in (ASKS, TRIAGIST, ADVISES))
    case = somebody_reports(lotte)
    triage_chooses_advice(tess, case)
    the_adviser_says_yes(ramon, case)
    the_question_is_asked(tess, case)
    the_advice_is_given(ramon, case)
    the_advice_was_followed_and_the_case_closes(tess, case)


def somebody_reports(lotte: Person) -> str:
    lotte.starts()
    lotte.follows("Meld een casus")
    lotte.sends(
        "Meld deze casus",
        {
            "Wat is de vraag, in de woorden van de inwoner?": QUESTION,
            "Naam": "Linda Vermeer",
            "Wie is dit?": "moeder",
            "Wie meldt dit?": "Casusregisseur",
            "Hoe snel moet iemand kijken?": "Gewoon",
        },
    )
    found = re.search(r"/casussen/([^/]+)/", lotte.page.url)
    assert found, lotte.page.url
    return found[1]


def triage_chooses_advice(tess: Person, case: str) -> None:
    tess.takes_step(case, "Triage")
    tess.mends("Leg bij de triage vast dat deze casus wordt opgepakt, en waarom.", on="Triage")
    tess.sends(
        "Leg het besluit vast",
        {
            "Wat gebeurt er met deze casus?": "Alleen advies",
            "Waarom kiest u dit?": "Het lokale team kan dit zelf, met één keer meedenken.",
        },
    )
    tess.follows("Mensen")
    tess.follows("Petten")
    tess.follows("Procesregie", under="Een pet opzetten")
    tess.sends(
        "Zet de pet op",
        {
            "Welke vorm van procesregie?": "Adviserende procesregie",
            "Wie draagt deze pet?": ADVISES,
            "Waarom nu deze pet?": "De collega wil meedenken en houdt de casus zelf.",
        },
    )


def the_adviser_says_yes(ramon: Person, case: str) -> None:
    ramon.starts()
    ramon.follows("Neem een pet over, of zeg nee", near=case)
    ramon.follows(re.compile("^Zeg ja of nee"))
    ramon.sends("Ja, ik draag deze pet")


def the_question_is_asked(tess: Person, case: str) -> None:
    tess.opens(case)
    tess.follows("Mensen")
    tess.follows("Advies")
    assert "Wat is de vraag?" in tess.is_refused("Leg de vraag vast", {"Wie vraagt dit, en gaat ermee verder?": ASKS})
    tess.sends("Leg de vraag vast", {"Wat is de vraag?": QUESTION})


def the_advice_is_given(ramon: Person, case: str) -> None:
    ramon.opens(case)
    ramon.follows("Mensen")
    ramon.follows("Advies")
    ramon.sends("Bewaar het advies", {"Wat is uw advies?": ADVICE})
    assert ramon.sees(ADVICE)


def the_advice_was_followed_and_the_case_closes(tess: Person, case: str) -> None:
    tess.opens(case)
    tess.follows("Mensen")
    tess.follows("Advies")
    tess.sends(
        "Bewaar",
        {"Is het advies opgevolgd?": "Opgevolgd", "Wat gebeurde er?": "Zij belden samen; er is één besluit."},
    )
    assert tess.sees("Opgevolgd")
    tess.opens(case)
    tess.mends("Leg vast waarom de casus sluit en hoe lang u wat bewaart.", on="Afsluiten")
    tess.sends(
        "Bewaar",
        {"Waarom sluit de casus?": "Advies gegeven", "Hoe lang bewaart u het dossier?": "Plan niet vastgesteld"},
        under="Reden en bewaartermijn",
    )
    tess.takes_step(case, "Afgesloten", {"Waarom?": "Het advies is gegeven en opgevolgd."})
    assert tess.sees("De stap is gezet.")
