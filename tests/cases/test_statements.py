"""Which texts name a treatment, and which are ordinary life."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.meeting_terms import ContributionKind
from cases.statements import Kind, names_treatment

NAMES_ONE = [
    ("Marit volgt therapie en gaat weer werken.", "therapie"),
    ("Yara start met speltherapie", "speltherapie"),
    ("Hij ziet elke week zijn therapeut.", "therapeut"),
    ("Wonen in een therapeutisch gezin", "therapeutisch"),
    ("Twee THERAPIEËN tegelijk is te veel", "THERAPIEËN"),
    ("Systeemtherapie voor het hele gezin", "Systeemtherapie"),
    ("EMDR-therapie bij de GGZ", "EMDR-therapie"),
    ("Ik wil niet meer in behandeling", "behandeling"),
    ("Khalil wordt behandeld voor zijn trauma.", "behandeld"),
    ("Traumabehandeling in eigen taal", "Traumabehandeling"),
    ("Een vaste behandelaar", "behandelaar"),
    ("Het behandelplan is klaar", "behandelplan"),
    ("Dagbehandeling vlak bij huis", "Dagbehandeling"),
    ("Hij laat zich goed behandelen voor zijn verslaving", "behandelen"),
    ("Danny krijgt EMDR.", "EMDR"),
    ("Eerst CGT, dan werk", "CGT"),
    ("Het gezin doet mee met MST", "MST"),
    ("MDFT voor Omar", "MDFT"),
    ("Fft thuis", "Fft"),
    ("Moeder doet PMTO", "PMTO"),
    ("Ouders volgen Triple P.", "Triple P"),
    ("Ouders volgen Triple-P.", "Triple-P"),
    ("Omar doet Rots en Water", "Rots en Water"),
    ("Elke dag zijn medicatie", "medicatie"),
    ("Zonder medicijnen slapen", "medicijnen"),
    ("Van de slaappillen af", "slaappillen"),
    ("Met ritalin naar school", "ritalin"),
    ("Geen opname meer", "opname"),
    ("Een crisisopname voorkomen", "crisisopname"),
    ("Nooit meer opgenomen worden", "Nooit meer opgenomen"),
    ("Ik wil niet weer opgenomen worden", "niet weer opgenomen"),
    ("Niet opgenomen zijn in een instelling", "opgenomen zijn in een instelling"),
    ("Een plek in de verslavingskliniek", "verslavingskliniek"),
    ("Jayden gaat begeleid wonen", "begeleid wonen"),
    ("Begeleid zelfstandig wonen in de stad", "Begeleid zelfstandig wonen"),
    ("Jayden woont in een begeleide woonvorm", "begeleide woonvorm"),
    ("Jayden woont straks begeleid", "woont straks begeleid"),
    ("Opvoedondersteuning aan huis", "Opvoedondersteuning"),
    ("Het indicatiebesluit is binnen", "indicatiebesluit"),
    ("Beschermd wonen bij De Linde", "Beschermd wonen"),
    ("Beschermd thuis met voorrang", "Beschermd thuis"),
    ("Drie dagen dagbesteding", "dagbesteding"),
    ("Een dagbestedingsplek op de boerderij", "dagbestedingsplek"),
    ("Op een zorgboerderij helpen", "zorgboerderij"),
    ("JeugdzorgPlus voorkomen", "JeugdzorgPlus"),
    ("Verlengde jeugdhulp tot 21", "jeugdhulp"),
    ("Ambulante begeleiding aan huis", "Ambulante"),
    ("Individuele begeleiding, vier uur", "Individuele begeleiding"),
    ("Een persoonlijk begeleider", "persoonlijk begeleider"),
    ("Woonbegeleiding in de avond", "Woonbegeleiding"),
    ("Thuiszorg zeven dagen", "Thuiszorg"),
    ("De gezinnen gaan naar de crisisopvang", "crisisopvang"),
    ("Een pgb voor Mats", "pgb"),
    ("Mats heeft een PGB-budget", "PGB-budget"),
    ("Een persoonsgebonden budget", "persoonsgebonden budget"),
    ("Een indicatie voor vijf jaar", "indicatie"),
    ("Wlz-indicatie voor zijn achttiende", "Wlz-indicatie"),
    ("De Wlz-aanvraag loopt", "Wlz-aanvraag"),
    ("Arjan heeft een herindicatie", "herindicatie"),
    ("Marit krijgt een maatwerkvoorziening", "maatwerkvoorziening"),
    ("Het gezin komt in de schuldsanering", "schuldsanering"),
    ("Schuldhulpverlening loopt", "Schuldhulpverlening"),
    ("Budgetbeheer geeft rust", "Budgetbeheer"),
    ("Danny staat onder bewind", "bewind"),
    ("Een bewindvoerder betaalt de huur", "bewindvoerder"),
    ("Beschermingsbewind voor Priscilla", "Beschermingsbewind"),
    ("Naar de psycholoog", "psycholoog"),
    ("Gesprekken met een kinderpsychiater", "kinderpsychiater"),
    ("Psychologische hulp voor vader", "Psychologische"),
    ("Als een psycholoog mij helpt, slaap ik", "psycholoog"),
    ("Marit heeft een hulphond", "hulphond"),
    ("Met haar assistentiehond naar buiten", "assistentiehond"),
    ("Een traject bij De Brug", "traject"),
    ("Ouders volgen een ouderschapstraject", "ouderschapstraject"),
    ("Re-integratie bij de gemeente", "Re-integratie"),
    ("Een jobcoach op het werk", "jobcoach"),
    ("Sanne doet een weerbaarheidstraining", "weerbaarheidstraining"),
    ("Ouders doen een opvoedcursus", "opvoedcursus"),
    ("Het FACT-team komt langs", "FACT-team"),
    ("Revalidatie in de ochtend", "Revalidatie"),
    ("Een scootmobiel", "scootmobiel"),
    ("Pleegzorg in de weekenden", "Pleegzorg"),
]
NAMES_NONE = [
    # the perspectives and visions of the seven cases
    "Marit gaat zelfstandig naar werk en winkel en heeft 's avonds energie over.",
    "Yara en Emin zien beide ouders zonder spanning en gaan elke dag naar school.",
    "Jayden woont op zijn achttiende op een plek met iemand in de buurt, heeft werk of stage en weet wie hij kan "
    "bellen.",
    "Het gezin blijft in het huis en houdt elke week over wat nodig is.",
    "Arjan regelt zijn dag met hulp 's ochtends; Sanne en Jip hebben hun middagen vrij.",
    "Over een jaar werk ik nog steeds drie dagen en doe ik zelf boodschappen.",
    "Gewoon naar school en om het weekend naar papa, zonder ruzie bij de deur.",
    "Een eigen kamer met iemand in de buurt, en werken bij de fietsenmaker.",
    "Een vast bedrag per week en geen deurwaarder meer.",
    "Een huis waar iedereen kan slapen en kinderen die naar school gaan.",
    "Mijn kinderen zijn weer kind.",
    "Eén telefoonnummer.",
    # ordinary life
    "Ik wil hulp als het niet gaat",
    "Hulp die blijft, en één hulpverlener die alles weet",
    "School afmaken",
    "Weer werk hebben",
    "Rust in huis",
    "Een eigen kamer",
    "Iemand in de buurt die ik kan bellen",
    "Elke week bezoek van mijn broer",
    "Met de kinderen naar zee",
    "Zelf boodschappen doen",
    "Genoeg geld voor eten",
    "Geen schulden meer",
    "Slapen zonder nare dromen",
    "Zonder angst naar buiten",
    "Nuchter zijn bij de kinderen",
    "Vrienden maken op de voetbaltraining",
    "Op de groep blijven bij mijn vrienden",
    "Bij mijn pleegouders blijven wonen",
    "Zelfstandig wonen",
    "Samen onder één dak",
    "Naar de huisarts durven",
    "Zelf mijn post openen",
    "Met mijn rolstoel naar de schaakclub",
    "Oma als vaste oppas en de kinderopvang dichtbij",
    "De naschoolse opvang met zijn vriendjes",
    "Nederlands leren op een cursus",
    "Zonder ruzie praten",
    "Anders handelen als ik boos ben",
    "Samen onderhandelen over de omgang",
    "Geen mishandeling meer thuis",
    "Goed behandeld worden",
    "Ik wil als mens behandeld worden",
    "Ze moeten mij als een volwassene behandelen",
    "Dat ze mij netjes behandelen",
    "Behandel mij met respect",
    "Eerlijke behandeling van ons alle twee",
    "Dat de aanvraag snel in behandeling komt",
    "Mijn klacht wordt behandeld",
    "De behandeling van mijn bezwaar duurt niet lang",
    "Een opname van een liedje maken",
    "Video-opnames maken in het park",
    "Opgenomen worden in de buurt",
    "Wie is hier aan het bewind",
    "De bewindsman deed wat hij beloofde",
    "De bewindslieden kiezen voor ons",
    "Psycholoog worden",
    "Ik wil therapeut worden",
    "Een opleiding tot psychiater",
    "Werken in de thuiszorg",
    "Een baan bij de GGZ",
    "Later medicijnen studeren",
    "Muziek is mijn medicijn",
    "Het traject van de bus kennen",
    "Zelf het bustraject naar school fietsen",
    "In de coöperatie meedoen",
    "De hond van oma uitlaten",
    "Een cadeau, een fiets, ect.",
    "Een feit is een feit, dat is een fact",
    "Meedoen aan de actie van school",
    "Dat is een indicatie van hoe het gaat",
    "Mijn mentor op school blijft mijn mentor",
    "Een uitkering is niet meer nodig",
    "Zorgen voor mijn kinderen",
    "Zorg dat het stopt",
    "Medeleven van de buren",
    "Mijn trots terug 💪",
    "",
]


@pytest.mark.parametrize(("text", "phrase"), NAMES_ONE)
def test_a_treatment_is_pointed_out_as_it_was_written(text, phrase):
    assert names_treatment(text) == phrase


@pytest.mark.parametrize("text", NAMES_NONE)
def test_ordinary_life_is_no_treatment(text):
    assert names_treatment(text) is None


def test_the_first_of_several_is_named():
    assert names_treatment("Rust, en dan EMDR of therapie") == "EMDR"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Met Home-Start verder", "Home-Start"),
        ("Twee buddy's erbij", "buddy's"),
        ("Mee met Samen   Sterk", "Samen   Sterk"),
        ("Cafés genoeg", "Cafés"),
        ("Buddyfilm kijken", None),
        ("EMDR", "EMDR"),
    ],
)
def test_a_municipality_adds_words_of_its_own(text, phrase):
    assert names_treatment(text, extra=("home-start", "buddy", "samen sterk", "cafe", " ")) == phrase


def test_accents_in_either_notation_are_read_alike():
    assert names_treatment("therapie\u0308n") == names_treatment("therapiën") == "therapiën"


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_what_is_found_stands_in_it(text):
    found = names_treatment(text)
    assert found is None or found


@given(
    before=st.text(alphabet="abcdefghij .,\n😀", max_size=60), after=st.text(alphabet="abcdefghij .,\n😀", max_size=60)
)
def test_a_treatment_is_found_wherever_it_stands(before, after):
    assert names_treatment(f"{before} EMDR {after}") == "EMDR"


@pytest.mark.parametrize("text", ["goed " * 2000, "a" * 10_000, "als een " * 1250, "aanvraag " * 1100, "word " * 2000])
def test_a_long_text_is_read_without_getting_lost_in_it(text):
    assert names_treatment(text) is None


def test_a_contribution_and_a_statement_of_the_same_kind_have_the_same_name():
    same = {kind.value for kind in Kind} & {kind.value for kind in ContributionKind} - {"question"}
    assert {code: Kind(code).label for code in same} == {code: ContributionKind(code).label for code in same}
