"""
What the page tells about each pet: what it is, when it goes on and off, what is written down, what a resident reads.

Texts only; the rules stand in cases.hats. Pure Python. Source: domain.md 1.2 (S000, S001), R-HAT-5 for the resident.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.hats import Hat, Variant


@dataclass(frozen=True)
class HatCard:
    """One hat, explained. to_resident is what letters and the plan of the resident call it."""

    what: str
    put_on_when: str
    taken_off_when: str
    recorded: tuple[str, ...]
    to_resident: str


CARDS: dict[Hat, HatCard] = {
    Hat.INQUIRY: HatCard(
        what="U luistert naar de vraag van de inwoner en zoekt samen uit wat er nog meer speelt. U vraagt alleen bij "
        "anderen na wat u mag vragen.",
        put_on_when="Bij het eerste goede gesprek.",
        taken_off_when="Er is overzicht: de inwoner en u zien hetzelfde beeld.",
        recorded=(
            "de vraag in de woorden van de inwoner",
            "hoe elke verbreding bij die vraag hoort",
            "wie u hebt gevraagd, en op welke grond",
        ),
        to_resident="Zoekt met u uit wat er speelt",
    ),
    Hat.ASSISTANCE: HatCard(
        what="U loopt zelf een stukje mee, omdat er nog geen hulp is. U zegt meteen dat het tijdelijk is.",
        put_on_when="U bent verantwoordelijk voor de veiligheid en er is nog niemand. Of u vindt alleen zo de goede "
        "hulp.",
        taken_off_when="De hulp is gestart. Juist dat afzetten vraagt aandacht.",
        recorded=(
            "wat u de inwoner vertelde, hoe en wanneer",
            "tot wanneer u dit doet, en wat u niet doet",
            "wie het overneemt en dat die ja zei",
            "dat de inwoner weet wie er daarna te bellen is",
        ),
        to_resident="Loopt even met u mee",
    ),
    Hat.DECISION: HatCard(
        what="U neemt een besluit volgens een wet. Dat geeft kracht, maar kan u ook partij maken in een conflict.",
        put_on_when="Er is een melding of aanvraag, of een besluit wordt herzien of ingetrokken.",
        taken_off_when="Het besluit is verstuurd, en er kan geen bezwaar meer komen of het bezwaar is afgehandeld.",
        recorded=(
            "onder welke wet u beslist",
            "wat u besloot en wanneer u het verstuurde",
            "of de inwoner het ermee eens is, en of er bezwaar is",
            "hoe hoog de spanning is, en of iemand met pet 6 erbij komt",
        ),
        to_resident="Beslist over uw aanvraag",
    ),
    Hat.CASE_DIRECTION: HatCard(
        what="U doet zelf mee en houdt het overzicht over het plan: ook over wat anderen doen. U stuurt bij als dat "
        "nodig is.",
        put_on_when="Er komt een plan. Liefst draagt iemand deze pet die dicht bij de inwoner staat.",
        taken_off_when="Een ander neemt het over en zegt ja, of het gezin heeft zelf de regie.",
        recorded=(
            "wie het overzicht houdt, en dat die ja zei",
            "hoeveel uren daarvoor zijn en wie ze betaalt",
            "dat de inwoner het weet",
        ),
        to_resident="Regiehulp: helpt u overzicht houden",
    ),
    Hat.MONITORING: HatCard(
        what="U volgt of het plan en de samenwerking lopen. Dat doet u omdat de gemeente zorgplicht heeft, of omdat "
        "zij de hulp inkoopt.",
        put_on_when="U spreekt af dat u degene met het overzicht mag bellen over de voortgang.",
        taken_off_when="De afspraak om te volgen is voorbij, of volgen is niet nodig.",
        recorded=(
            "wat de bedoeling is, en welke stappen daarbij horen",
            "wanneer u weer kijkt, en wie wie belt",
            "of u volgt vanuit zorgplicht of als opdrachtgever",
        ),
        to_resident="Vraagt af en toe of het plan nog loopt",
    ),
    Hat.PROCESS_DIRECTION: HatCard(
        what="U brengt partijen bij elkaar en zorgt dat er samen een plan komt. U blijft op afstand: u regelt dat het "
        "gebeurt en doet het niet zelf. De inhoud laat u bij wie er verstand van heeft.",
        put_on_when="De triage vraagt het, er is ruzie over een besluit, of iemand vraagt advies.",
        taken_off_when="Het plan wordt gedragen en een ander houdt dagelijks het overzicht. U komt terug als het plan "
        "anders moet.",
        recorded=(
            "welke vorm u draagt, en met welk mandaat",
            "of u neutraal genoeg bent",
            "wie u vertelde wat ze van u kunnen verwachten",
        ),
        to_resident="Zorgt dat iedereen samen één plan maakt",
    ),
}

PROCESS_CARDS: dict[Variant, str] = {
    Variant.MUNICIPAL: "U werkt bij de gemeente en draagt de andere petten zo min mogelijk.",
    Variant.INDEPENDENT: "U staat boven de partijen. U hielp, besliste of voerde hier de laatste jaren niets uit. "
    "Onderzoek mag ernaast, in stap 1.",
    Variant.ADVISORY: "U denkt mee en neemt niets over. De casus blijft van wie hem had.",
}
