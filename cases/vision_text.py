"""
The page "Wat regie bij ons betekent": the default text, in sections, which a municipality makes its own.

Texts only. Pure Python. Source: S004, with S000 to S003 where they say who does what, in words of our own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One part of the page. Paragraphs are parted by an empty line."""

    code: str
    title: str
    text: str


SECTIONS: tuple[Section, ...] = (
    Section(
        "why",
        "Waarom wij dit doen",
        "Sommige gezinnen hebben veel problemen tegelijk: met geld, met opvoeden, met hun gezondheid. Die problemen "
        "hangen vaak samen.\n\n"
        "De hulp hangt niet altijd samen. Er komen dan veel mensen langs, en ieder werkt aan een eigen stukje. Dat "
        "helpt te weinig, en het kost het gezin en de hulpverleners veel kracht.\n\n"
        "Met regie maken wij er één geheel van. Zo kan het gezin op den duur weer zelf verder.",
    ),
    Section(
        "for_whom",
        "Voor wie het is",
        "Voor inwoners met vragen op meer gebieden, bij wie de hulp vastloopt of dreigt vast te lopen. Of die steeds "
        "naar een ander loket worden gestuurd.\n\n"
        "De meeste mensen hebben dit niet nodig. Soms is een advies aan het lokale team genoeg.",
    ),
    Section(
        "what",
        "Wat regie is",
        "Bij regie is er één persoon bij wie alles samenkomt, voor het gezin en voor de hulpverleners. Die zoekt eerst "
        "samen met het gezin uit wat er echt speelt. Pas daarna komt er een plan.\n\n"
        "Wij kennen twee soorten regie. De procesregisseur zorgt dat mensen samen tot een plan komen, en houdt "
        "afstand. De casusregisseur zorgt dat het plan wordt uitgevoerd, en staat dichtbij.\n\n"
        "Wat iemand op een moment doet, noemen wij een pet. Wij zeggen welke pet wij dragen, en tot wanneer.",
    ),
    Section(
        "resident",
        "Wat de inwoner van ons merkt",
        "Wij praten met u en niet over u. Wij beginnen bij uw vraag en bij waar u naartoe wilt. U houdt zelf de regie; "
        "wij helpen u overzicht te houden.\n\n"
        "Soms kan iets niet, omdat iemand gevaar loopt of omdat de wet het niet toelaat. Dan leggen wij uit waarom.\n\n"
        "Ook wie eerst geen hulp wil, kan daar later anders over denken. Dat lukt vaker als wij het probleem samen "
        "hebben bekeken.",
    ),
    Section(
        "municipality",
        "Wat de gemeente doet",
        "De gemeente zegt helder wat zij met regie wil bereiken. Dat vertelt zij ook aan alle partners.\n\n"
        "De gemeente zorgt dat regisseurs hun werk kunnen doen: met tijd, met een duidelijk mandaat en met een eigen "
        "plek tussen de partners.\n\n"
        "Iedere regisseur brengt andere ervaring mee. De een kent de gezinnen goed, de ander brengt partijen "
        "bij elkaar. De gemeente kijkt per functie wat er nog nodig is: training, begeleiding of leren van elkaar.",
    ),
    Section(
        "director",
        "Wat wij van een regisseur vragen",
        "Een regisseur zorgt dat hulp er komt en geeft zelf weinig hulp. Toch moet een regisseur mensen goed kunnen "
        "begrijpen en aanspreken.\n\n"
        "Wij vragen: neem de tijd voor het beeld, ook als anderen haast hebben. Betrek iedereen die nodig is, ook wie "
        "het probleem mede veroorzaakt. Kijk naar het hele gezin. Laat de inhoud bij wie ervoor geleerd heeft.\n\n"
        "Dit is voor iedereen wennen, ook met jaren ervaring.",
    ),
    Section(
        "partners",
        "Wat wij van partners vragen",
        "Kom als de procesregisseur u aan tafel vraagt. Zeg eerlijk wat u kunt en wat u niet kunt. Houd u aan wat u "
        "zelf hebt afgesproken, en meld het als dat niet lukt.\n\n"
        "U blijft baas over uw eigen werk. Niemand zegt ja namens u.\n\n"
        "Anders samenwerken kan in het begin schuren. Daarom praten wij er vanaf de start samen over, met voorbeelden "
        "uit het werk.",
    ),
    Section(
        "obstacles",
        "Wat er gebeurt met knelpunten",
        "Niet alles gaat meteen goed. Dat hoort bij een nieuwe manier van werken. Maar een knelpunt mag niet blijven "
        "liggen, want dan raken mensen het vertrouwen kwijt.\n\n"
        "Daarom heeft de gemeente een knelpuntenfunctionaris. Die hoort van de uitvoering wat er misgaat, zet het op "
        "de agenda bij beleid of bestuur, en zorgt dat er een antwoord komt.\n\n"
        "Meldde u een knelpunt in een casus? Dan leest u daar, bij Evalueren, hoe het ervoor staat en wat het antwoord "
        "is.",
    ),
    Section(
        "learning",
        "Hoe wij leren",
        "Bij elke stap vragen wij: wat was de vraag, wat wilden wij bereiken, en helpt het? Aan het eind kijken wij "
        "samen terug.\n\n"
        "Wat lukte en wat mislukte delen wij met elkaar, zonder namen. Er is al veel bekend over wat werkt bij regie. "
        "Dat gebruiken wij.",
    ),
)
