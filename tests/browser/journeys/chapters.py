"""The chapters of a case, each told once: who opens which page, what is missing there, and who mends it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.browser.journeys.hands import Person, in_days

People = Callable[..., Person]

QUESTION = "Hoe blijven we hier wonen, en wie helpt ons met de post?"
RESIDENT, SON = "Hatice Yıldız", "Emre Yıldız"
OVERVIEW = "Wie houdt het overzicht over dit plan"
CONSULENT, TRIAGIST, DIRECTOR, KEEPER = "Bram Dijkgraaf", "Tess van Buren", "Noor Kuipers", "Lotte Smeets"
LANDLORD = "Erik van Dam"
HOUSING, WMO = "Woningstichting Polderland", "Lokaal team Oost"


def the_case_is_reported(people: People) -> str:
    """A consulent writes down what a resident said. Returns the reference of the case."""
    bram = people(CONSULENT)
    bram.starts()
    bram.follows(re.compile("Meld een casus"))
    said = bram.is_refused("Meld deze casus")
    assert "Vul nog in: “Wat is de vraag, in de woorden van de inwoner?”" in said
    bram.sends(
        "Meld deze casus",
        {
            "Wat is de vraag, in de woorden van de inwoner?": QUESTION,
            "Wie zei dit?": RESIDENT,
            "Naam": RESIDENT,
            "Wie is dit?": "moeder",
            "Wie meldt dit?": "Inwoner of gezin",
            "Hoe snel moet iemand kijken?": "Gewoon",
        },
    )
    assert bram.sees(QUESTION)
    found = re.search(r"/casussen/([^/]+)/", bram.page.url)
    assert found, bram.page.url
    return found[1]


def triage_takes_it_up(people: People, case: str) -> None:
    """The triagist takes it up and finds a process director, who does step 0."""
    tess = people(TRIAGIST)
    tess.starts()
    tess.takes_step(case, "Triage")
    assert "Leg bij de triage vast dat deze casus wordt opgepakt, en waarom." in tess.is_missing()
    tess.mends("Leg bij de triage vast", on="Triage")
    tess.sends(
        "Leg het besluit vast",
        {
            "Waardoor loopt het vast?": ["De samenwerking loopt vast", "Te ingewikkeld voor de casusregisseur"],
            "Waar zit het probleem?": ["Samenwerking"],
            "Wat gebeurt er met deze casus?": "Oppakken",
            "Waarom kiest u dit?": "Vier instanties schrijven brieven en niemand weet van elkaar.",
        },
    )
    tess.opens(case)
    tess.mends("Wijs een procesregisseur aan", on="Petten")
    tess.follows("Procesregie", under="Een pet opzetten")
    tess.sends(
        "Zet de pet op",
        {
            "Welke vorm van procesregie?": "Procesregie namens de gemeente",
            "Wie draagt deze pet?": DIRECTOR,
            "Waarom nu deze pet?": "De hulp zit vast en niemand heeft het overzicht.",
        },
    )
    step_zero_is_done(people(DIRECTOR), case)
    tess.opens(case)
    assert tess.is_missing() == []
    tess.takes_step(case, "1. Informatie verkrijgen")


def step_zero_is_done(noor: Person, case: str) -> None:
    """The process director tells what the role is, looks at the process and states the law and the task."""
    noor.starts()
    noor.follows("Neem een pet over, of zeg nee", near=case)
    noor.follows(re.compile("^Zeg ja of nee"))
    noor.sends("Ja, ik draag deze pet")
    noor.opens(case)
    noor.follows("Mensen")
    noor.follows("Partijen")
    for name, seat in ((HOUSING, "Draagt bij aan de oplossing"), (WMO, "Vaste of gecontracteerde partij")):
        noor.sends(
            "Zet de partij erbij", {"Welke organisatie of afdeling?": name, "Waarom doet deze partij mee?": seat}
        )
    noor.follows("Petten")
    noor.follows("Leg vast aan wie het is verteld", under="Stap 0: zo beginnen we")
    noor.sends(
        "Leg vast",
        {
            "Aan wie hebt u dit verteld?": ["Iedereen van het huishouden", HOUSING],
            "Hoe hebt u het verteld?": "In een gesprek",
            "Wat hebt u gezegd?": "Ik zorg dat er een plan komt waar iedereen achter staat.",
        },
        under="Wie weet dit?",
    )
    noor.follows("Petten")
    noor.sends("Dat bevestig ik")
    noor.sends("Leg vast", {"Volgens welke wet?": "Wmo 2015", "Voor welke taak?": "Ondersteuning om thuis te wonen."})


def the_parties_are_asked(people: People, case: str) -> None:
    """Of each party it is decided whether to ask it, with the ground; one is asked and answers, one is left out."""
    noor = people(DIRECTOR)
    noor.opens(case)
    noor.mends("Nog niet besloten of u ze bevraagt: 2.", on="Partijen")
    noor.follows(HOUSING)
    noor.sends("Bewaar", {"Wie belt u daar?": LANDLORD}, under="Wat deze partij hier doet")
    said = noor.is_refused(
        "Bewaar: wel bevragen", {"Waarover vraagt u iets?": ["De inhoud"], "Wat vraagt u?": "Is er huurachterstand?"}
    )
    assert "Zonder grondslag vraagt u niets" in said
    noor.sends(
        "Bewaar: wel bevragen",
        {
            "Op welke grond mag de gemeente dit vragen, en de partij antwoorden?": ["WMO-5.2.1"],
            "Waarom is dit nodig": "Zonder dit weet niemand of ontruiming dreigt.",
        },
    )
    noor.opens(case)
    noor.mends("Nog niet besloten of u ze bevraagt: 1.", on="Partijen")
    noor.follows(WMO)
    noor.sends("Bewaar", {"Wie belt u daar?": KEEPER}, under="Wat deze partij hier doet")
    noor.sends("Bewaar: niet bevragen", {"Waarom bevraagt u deze partij niet?": "Zij zit aan tafel."})
    noor.takes_step(case, "2. Partijen uitnodigen")


def the_table_is_invited(people: People, case: str) -> None:
    """Which knowledge is needed is said first. Everybody has a reason to be there, the resident takes part."""
    noor = people(DIRECTOR)
    noor.opens(case)
    noor.mends("Nodig mensen uit voor het overleg.", on="Plan een overleg")
    noor.follows("Noem de kennis die nodig is")
    noor.sends("Zet de kennis erbij", {"Welke kennis is nodig?": "Huurrecht, en hulp thuis"})
    noor.opens(case)
    noor.mends("Nodig mensen uit voor het overleg.", on="Plan een overleg")
    noor.sends(
        "Plan het overleg",
        {
            "Wat voor overleg?": "MDO",
            "Wanneer?": f"{in_days(0)} 09:00",
            "Waar?": "Buurthuis De Schakel",
            "Wat bespreekt u?": ["A.", "B.", "C.", "D."],
        },
    )
    seats = (
        (RESIDENT, {"Hoe doet de inwoner mee?": "Zit aan tafel"}),
        (HOUSING, {"Waarom aan tafel?": "Gaat over de huur."}),
        (WMO, {"Waarom aan tafel?": "Kan het overzicht houden."}),
    )
    for who, answers in seats:
        noor.sends("Nodig uit", {"Wie?": who, **answers})
    noor.opens(case)
    noor.mends("Open het overleg.", on="MDO")
    noor.sends("Open het overleg")
    noor.sends("De vraag klopt", {"Wat zegt de inwoner?": "Ja, dit is"})
    noor.opens(case)
    noor.mends("Lees de gezamenlijke doelbinding voor.", on="MDO")
    noor.sends(
        "Voorgelezen",
        {
            "Hiervoor delen we gegevens": "Alleen om te zorgen dat dit gezin hier kan blijven.",
            "Op deze gronden": ["WMO-5.1.1"],
        },
    )
    noor.takes_step(case, "3a. Analyse")


def opens_the_table(chair: Person) -> None:
    """What the opening asks for besides the question and the purposes, and on to the picture."""
    chair.sends("Verteld: Wie heeft welke rol")
    chair.sends("Verteld: Hoe u met elkaar praat")
    chair.sends("Spreek af")
    chair.sends("Volgende: Vraagstelling")
    chair.sends("Volgende: Beeldvorming")


def the_picture_is_made_at_the_table(people: People, case: str) -> None:
    """Everybody at the table has the first turn, and the picture is made in one fixed template."""
    noor = people(DIRECTOR)
    noor.opens(case)
    noor.mends("Nog niet aan het woord geweest: 3.", on="MDO")
    opens_the_table(noor)
    noor.sends(f"Aan het woord geweest: {RESIDENT}")
    assert noor.sees("Nog 2 mensen niet aan het woord geweest")
    noor.opens(case)
    noor.mends("Nog niet aan het woord geweest: 2.", on="MDO")
    noor.sends(f"Aan het woord geweest: {HOUSING}")
    noor.sends(f"Slaat over: {WMO}")
    noor.opens(case)
    noor.mends("Kies een vast stramien voor de analyse.", on="Beeld")
    noor.sends("Kies dit stramien", {"Met welk stramien werkt u?": "Zelfredzaamheid-Matrix"})
    noor.opens(case)
    noor.mends("Leg in deze ronde ten minste één leefgebied vast.", on="Beeld")
    noor.follows("Huisvesting")
    noor.sends(
        "Bewaar",
        {
            "Waarom hoort dit bij de vraag?": "Zij wil hier blijven wonen.",
            "Wat speelt er?": "Drie maanden huurachterstand; de brieven bleven dicht.",
            "Wat gaat goed?": "De buurvrouw leest de post mee.",
        },
    )
    noor.takes_step(case, "3b. Perspectief")


def the_question_becomes_goals(people: People, case: str) -> None:
    """What the resident wants becomes a goal, and a goal gets a direction. A treatment is no perspective."""
    noor = people(DIRECTOR)
    noor.opens(case)
    noor.mends("Leg in deze ronde het perspectief vast", on="Perspectief")
    treatment = {
        "Waar wil de inwoner naartoe?": "Ambulante begeleiding in huis",
        "Hoe praatte de inwoner mee?": "Zit aan tafel",
    }
    assert "U noemt een behandeling of product" in noor.is_refused("Zet het erbij", treatment)
    noor.sends("Zet het erbij", {"Waar wil de inwoner naartoe?": "Rustig thuis wonen en zelf de post doen."})
    noor.opens(case)
    noor.mends("Zet bij elk perspectief ten minste één doel.", on="Perspectief")
    noor.sends(
        "Zet het doel erbij",
        {
            "Bij welk perspectief?": "Rustig thuis wonen",
            "Wat is de bedoeling?": "De huur is op tijd betaald.",
            "Welke stappen horen daarbij?": "Post samen openen\nEen regeling afspreken",
        },
    )
    noor.takes_step(case, "3c. Oplossingsrichtingen")
    noor.mends("Doelen zonder oplossingsrichting: 1.", on="Oplossingsrichtingen")
    noor.sends(
        "Zet de richting erbij",
        {
            "Bij welk doel?": "De huur is op tijd",
            "Welke richting ziet u?": "Betalen in kleine delen, elke maand op dezelfde dag.",
            "Wie stelt dit voor?": HOUSING,
        },
    )
    noor.takes_step(case, "3d. Plan en verdeling")


def the_plan_is_written(noor: Person, case: str) -> None:
    """Plan A with two actions, and plan B with the moment at which it goes in."""
    noor.mends("Zet in deze ronde de acties in plan A.", on="Plan")
    noor.sends("Bewaar", {"Welk plan?": "Plan A", "Hoe noemt u het?": "Samen de post"}, under="Begin met plan A")
    actions = (
        ("De achterstand in twaalf delen laten betalen", HOUSING),
        ("Elke vrijdag samen de post openen", WMO),
    )
    for what, who in actions:
        noor.sends(
            "Zet de actie erbij",
            {"Wat gebeurt er?": what, "Wie doet het?": who, "Wanneer is het klaar?": in_days(30)},
        )
    noor.opens(case)
    noor.mends("Schrijf op wanneer plan A geldt.", on="Plan")
    noor.sends(
        "Bewaar",
        {"Wanneer geldt dit plan?": "Zolang de huur elke maand binnenkomt.", "Wie let daarop?": HOUSING},
        under="Plan A: Samen de post",
    )
    noor.opens(case)
    noor.mends("Leg plan B vast met het moment waarop het ingaat", on="Plan")
    noor.sends("Bewaar", {"Welk plan?": "Plan B", "Hoe noemt u het?": "Budgetbeheer"}, under="Een ander plan")
    noor.sends(
        "Bewaar",
        {"Wanneer geldt dit plan?": "Als de huur één keer uitblijft.", "Wie let daarop?": HOUSING},
        under="Plan B: Budgetbeheer",
    )
    noor.opens(case)
    noor.mends("Spreek af hoe u elkaar op de hoogte houdt.", on="Plan")
    noor.sends(
        "Bewaar",
        {"Hoe houdt u elkaar op de hoogte?": "Elke maand een kort bericht aan allemaal."},
        under="Elkaar op de hoogte houden",
    )


def the_owners_accept_their_actions(people: People, case: str) -> None:
    """Nobody's action is decided over their head: a partner says yes in the portal, a colleague on the plan."""
    noor = people(DIRECTOR)
    noor.opens(case)
    assert "Nog niet aanvaard door wie het doet: 2." in noor.is_missing()
    noor.follows("Delen")
    noor.follows(HOUSING)
    noor.sends(
        "Kijk wat er opengaat",
        {
            "Hoeveel deelt u?": "De inhoud",
            "Welke gegevens?": ["Plan en acties"],
            "Over wie gaat het?": [RESIDENT],
            "Wie ontvangt het?": [LANDLORD],
            "Waarvoor heeft de ontvanger dit nodig?": "De huur in delen laten betalen.",
            "Op welke grondslag geeft u het?": ["WGS-DEBT-8"],
            "Op welke grondslag mag de ontvanger het hebben?": ["WGS-DEBT-8"],
            "Waarom is dit nodig?": "Hij moet weten wat er van hem wordt gevraagd.",
            "Waarom kan het niet met minder?": "Alleen zijn eigen actie is gedeeld.",
            "Tot en met wanneer?": in_days(60),
            "Wanneer vertelde u dit aan de inwoner?": in_days(0),
        },
    )
    assert noor.sees(f"U staat op het punt gegevens te delen met {HOUSING}")
    noor.sends(f"Ja, deel dit met {HOUSING}")
    erik = people(LANDLORD)
    erik.starts()
    erik.follows(re.compile("^Zeg ja of nee"))
    erik.sends("Ja, dit doe ik")
    assert not erik.sees(QUESTION)


def the_table_decides(chair: Person) -> None:
    """From the picture to the decision, over everything on the agenda: before that, nothing closes."""
    begins_every_topic(chair)
    chair.sends("Iedereen vindt het beeld compleet")
    for phase in ("Oordeelsvorming", "Besluitvorming"):
        chair.sends(f"Volgende: {phase}")
        begins_every_topic(chair)


def begins_every_topic(chair: Person) -> None:
    """What is on the agenda in this phase, one after the other."""
    to_begin = chair.page.get_by_role("button", name=re.compile(r"^Begin\s*:"))
    while to_begin.count():
        words = " ".join((to_begin.first.text_content() or "").split())
        chair.sends(re.sub(r"\s*:", ":", words))


def the_meeting_closes(noor: Person, case: str) -> None:
    """No meeting closes before somebody keeps the overview and said yes; then everybody gets plan and minutes."""
    noor.opens(case)
    noor.mends("Nog niet besproken in een afgesloten overleg", on="MDO")
    the_table_decides(noor)
    noor.follows("Naar het einde")
    said = noor.is_refused("Sluit het overleg", {OVERVIEW: KEEPER})
    assert "ja" in said
    noor.sends(
        "Sluit het overleg",
        {
            OVERVIEW: KEEPER,
            "Diegene zei ja": True,
            "Hoeveel uren heeft een professional hiervoor?": "4 uur per week",
            "Wie betaalt die uren?": "De gemeente",
            "De laatste ronde: klopt het beeld?": "Iedereen zegt ja.",
        },
    )
    noor.opens(case)
    noor.mends("Verslagen die nog niet gedeeld zijn: 1.", on="MDO")
    noor.follows("Naar het verslag")
    noor.sends("Maak het verslag")
    noor.sends("Geef ieder het eigen verslag")


def the_plan_is_adopted(people: People, case: str) -> None:
    """The plan with its owners, the overview, and how it is followed: then it goes in."""
    noor = people(DIRECTOR)
    noor.opens(case)
    the_plan_is_written(noor, case)
    the_owners_accept_their_actions(people, case)
    the_meeting_closes(noor, case)
    everybody_has_the_plan(people, case)


def everybody_has_the_plan(people: People, case: str) -> None:
    """A colleague accepts on the plan itself, everybody gets a copy, and it is agreed how the plan is followed."""
    noor, lotte = people(DIRECTOR), people(KEEPER)
    lotte.opens(case)
    lotte.follows("Hele plan")
    lotte.sends("Ja: Elke vrijdag samen de post openen")
    noor.opens(case)
    noor.mends("Kregen het plan nog niet", on="Plan")
    noor.sends("Bewaar", {"Wie krijgt plan en verslag?": [RESIDENT, HOUSING, WMO]}, under="Wie kreeg plan en verslag")
    noor.opens(case)
    noor.mends("Spreek af wanneer u samen terugkijkt en wie wie belt.", on="Monitoren")
    noor.sends(
        "Bewaar de afspraak",
        {
            "Is het nodig om dit plan te volgen?": "Ja",
            "Wanneer kijkt u samen terug?": in_days(60),
            "Wie belt u als eerste?": KEEPER,
            "Om de hoeveel dagen belt u de partijen?": "28",
        },
    )
    noor.takes_step(case, "4. Monitoren")


def the_plan_is_followed(people: People, case: str) -> None:
    """The process director calls; the case director is the first."""
    noor = people(DIRECTOR)
    noor.opens(case)
    noor.follows("Plan")
    noor.follows("Monitoren")
    noor.sends("Loopt goed", near=KEEPER)
    assert noor.sees("Loopt goed")


def the_table_lets_go(people: People, case: str) -> None:
    """Letting go is letting go to somebody, who says yes, and the household knows whom to call."""
    noor, lotte = people(DIRECTOR), people(KEEPER)
    noor.looks_at_step(case, "5. Afschalen en nazorg")
    noor.mends("Kies waarom de tafel kan loslaten.", on="Afschalen")
    noor.sends(
        "Bewaar het besluit",
        {
            "Waarom kan de tafel loslaten?": ["De regie is overgedragen"],
            "Waaraan ziet u dat hier?": "De huur komt drie maanden op tijd binnen.",
            "Bij wie laat u los?": KEEPER,
            "Is er nazorg?": "Geen nazorg",
            "Wie belt het huishouden voortaan?": f"{KEEPER}, 0612345678",
        },
        under="Waarom en bij wie u loslaat",
    )
    noor.takes_step(case, "5. Afschalen en nazorg")
    assert "Wie de casus ontvangt, zei nog geen ja." in noor.is_missing()
    lotte.opens(case)
    lotte.follows("Plan")
    lotte.follows("Afschalen")
    lotte.sends("Ja, ik neem het over")
    noor.opens(case)
    noor.mends("Vertel het huishouden wie het voortaan kan bellen.", on="Afschalen")
    noor.sends("Ik vertelde het aan het huishouden")
    noor.opens(case)
    noor.mends("Besluit of u de casus evalueert, en waarom.", on="Afschalen")
    noor.sends(
        "Bewaar het besluit",
        {"Evalueert u deze casus?": "Ja", "Waarom wel of niet?": "De brieven lopen elders ook vast."},
        under="Wel of niet evalueren",
    )
    noor.takes_step(case, "6. Evalueren")


def the_case_is_evaluated_and_closed(people: People, case: str) -> None:
    """The three closing questions, the reason and the retention term; after that only triage can open the case."""
    noor = people(DIRECTOR)
    missing = {
        RESIDENT: "Vraag de inwoner om antwoord op de drie slotvragen",
        KEEPER: "Vraag de casusregisseur om antwoord op de drie slotvragen.",
        DIRECTOR: "Beantwoord als procesregisseur zelf de drie slotvragen.",
    }
    answers = {
        "Wat is goed gegaan?": "Iedereen hield zich aan het plan.",
        "Waar zitten nog verbeterpunten?": "Eerder bellen.",
        "Wat leren we en nemen we mee?": "Begin bij de post.",
    }
    for who, line in missing.items():
        noor.opens(case)
        noor.mends(line, on="Evalueren")
        noor.sends("Bewaar het antwoord", answers, near=who)
    noor.opens(case)
    noor.mends("Leg vast waarom de casus sluit en hoe lang u wat bewaart.", on="Afsluiten")
    noor.sends(
        "Bewaar",
        {"Waarom sluit de casus?": "De vraag is beantwoord", "Hoe lang bewaart u het dossier?": "Plan van aanpak Wmo"},
        under="Reden en bewaartermijn",
    )
    noor.takes_step(case, "Afgesloten")
    assert noor.sees("De stap is gezet.")
    tess = people(TRIAGIST)
    tess.opens(case)
    assert "Afgesloten" in tess.stands_at()
