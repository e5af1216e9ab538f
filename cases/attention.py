"""
The points of attention at each step, one tap away: what to think of here, as a question to yourself.

Default texts, which a municipality can word differently. Here belong points per step, with step 0 before the
path begins. Not here: what a step demands (cases.guards); a point never blocks. Pure Python.
Source: S003 unless a point names another, in words of our own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One thing to think of. The code is stable, so that it can be recognised when the text is changed."""

    code: str
    text: str
    explanation: str = ""
    source: str = "S003"


STEP_0 = "step_0"
POINTS: dict[str, tuple[Point, ...]] = {
    STEP_0: (
        Point(
            "role",
            "Weet iedereen wat u hier doet, en wat niet?",
            "U zorgt dat er een plan komt waar iedereen achter staat. Dat het wordt uitgevoerd, is het werk van de "
            "casusregisseur. Zeg dit tegen het gezin en tegen de partijen.",
        ),
        Point(
            "asked",
            "Is duidelijk waarom u erbij bent gehaald?",
            "Vaak komt de casusregisseur niet verder, of lukt het partijen niet om samen iets af te spreken.",
        ),
        Point(
            "process",
            "Kijkt u naar het proces?",
            "Let op de samenwerking, op hoe mensen met elkaar omgaan en op wat iemand tegenhoudt. Hebt u zelf in de "
            "hulp gewerkt? Pas dan op dat u het plan niet zelf gaat bedenken.",
        ),
        Point(
            "privacy",
            "Weet u voor elke wet waarvoor u gegevens gebruikt?",
            "Wie de regels kent, kan juist goed samenwerken. Maak er afspraken over. Soms moeten gezin of jongere "
            "ergens mee instemmen: kijk altijd waarmee precies.",
        ),
    ),
    "intake": (
        Point("own_words", "Staat de vraag er zoals de inwoner die stelt?"),
        Point("reporter", "Weet u wie meldt, en of het gezin van de melding weet?"),
        Point("overview", "Houdt er al iemand het overzicht?"),
    ),
    "triage": (
        Point(
            "stuck",
            "Wat loopt er vast, en bij wie?",
            "Kijk of het aan de persoon ligt, aan de samenwerking of aan regels en organisaties.",
            "S002",
        ),
        Point("advice", "Is advies genoeg?", "Dan blijft de casus bij wie hem al heeft.", "S000"),
        Point("other_table", "Ligt deze casus al op een andere tafel?", "Twee tafels voor één gezin helpt niemand."),
    ),
    "information": (
        Point("known", "Wat weet u al?", "Begin bij wat er bekend is. Vul daarna alleen aan wat u nodig hebt."),
        Point(
            "involved",
            "Wie doet er mee, en wie deed er eerder mee?",
            "Denk eerst aan de jongere en de ouders, dan aan iedereen die hielp of nog helpt.",
        ),
        Point(
            "may_ask",
            "Mag u deze partij iets vragen, en waarover?",
            "Leg per partij vast of u haar bevraagt, op welke grond en met welke vraag.",
        ),
        Point(
            "cooperation",
            "Vroeg u ook hoe het samenwerken gaat?",
            "Dat is iets anders dan wat er met het gezin aan de hand is, en minstens zo leerzaam.",
        ),
        Point("context", "Ziet u de vraag, de persoon en de omgeving?"),
    ),
    "invitation": (
        Point(
            "why_here",
            "Waarom zit deze partij aan tafel?",
            "Sommige partijen horen er vast bij. Andere vraagt u omdat zij iets kunnen oplossen. Een mengsel mag.",
        ),
        Point(
            "few",
            "Kan het met minder mensen?",
            "Een grote groep praat moeilijk. Niet iedereen hoeft bij alles te zijn.",
        ),
        Point(
            "with_them",
            "Hoe praat u mét de inwoner, en niet over de inwoner?",
            "Vraag wat past. Een jongere die niet aan tafel wil, kan bijvoorbeeld vooraf een filmpje maken.",
        ),
        Point(
            "expertise", "Welke kennis hebt u nodig?", "Bedenk dat eerst. Kijk daarna pas wie die kennis heeft.", "S002"
        ),
        Point("tasks", "Kunnen deze mensen straks ook taken op zich nemen?"),
    ),
    "analysis": (
        Point("shared_first", "Kent iedereen de vraag en wat u in stap 1 ophaalde?", "Begin daarmee, vóór alles."),
        Point(
            "hold_back",
            "Wachten mensen met hun oordeel?",
            "Geef eerst iedereen het woord. Hoort u al oplossingen? Dan gaat het te snel.",
        ),
        Point(
            "pattern",
            "Gebruikt u een vaste indeling?",
            "Die geeft het gesprek houvast. De doelen sluiten er later op aan.",
        ),
        Point("primary_task", "Is van ieder bekend waar die voor is?"),
        Point("interests", "Weet iedereen wat een ander belangrijk vindt, en hoeveel ruimte die heeft?"),
        Point("same_purpose", "Zit iedereen hier voor hetzelfde doel?"),
        Point("safe_to_share", "Kunt u in deze groep veilig delen wat nodig is, en niet meer dan dat?"),
        Point("respect", "Voelt het veilig, en is er respect voor elkaars vak?"),
        Point("neutral", "Bent u nog neutraal?"),
        Point(
            "between",
            "Wie belt u tussen twee overleggen?",
            "Het lukt niet altijd in één keer. Bel, moedig aan en breng mensen met elkaar in contact.",
        ),
    ),
    "perspective": (
        Point("theirs", "Is dit waar de inwoner zelf heen wil?", "Maak de zin samen, met de jongere en de partijen."),
        Point(
            "no_treatment",
            "Noemt de zin nog een behandeling of voorziening?",
            "Die kan helpen om er te komen, maar is zelf niet het perspectief. Bewaar dat voor de volgende stap.",
        ),
        Point("goals", "Sluiten de doelen aan op de analyse?"),
    ),
    "solutions": (
        Point("each_party", "Noemde elke partij een richting?", "U begeleidt. De ideeën komen van de anderen."),
        Point("together", "Waar kunnen partijen samen optrekken?"),
        Point("goals_first", "Past elke richting bij een doel van de inwoner?"),
        Point(
            "forbidden",
            "Staat er ergens dat het niet kan?",
            "Vaak blijkt van niet. Weeg dan wat het de inwoner oplevert, of het mag en wat het kost.",
            "S002",
        ),
    ),
    "plan": (
        Point("best_fit", "Welke richting past het best bij de doelen?"),
        Point(
            "who_what_when",
            "Weet ieder wat die doet en wanneer?",
            "Een ander zegt zelf ja. Dat kunt u niet voor hem doen.",
        ),
        Point("progress", "Is afgesproken hoe u elkaar laat weten hoe het loopt?"),
        Point(
            "overview",
            "Is er iemand die het overzicht houdt, en zei die ja?",
            "En vindt die het goed dat u af en toe belt?",
        ),
        Point(
            "plan_b",
            "Wat doet u als het anders loopt?",
            "Spreek een plan B af, en ook wat er moet gebeuren voordat het ingaat. Dan begint u niet steeds opnieuw.",
        ),
        Point("on_paper", "Staat het op papier, en heeft ieder het deel waar die recht op heeft?"),
        Point(
            "laws",
            "Verandert de wet, bijvoorbeeld rond de 18e verjaardag?",
            "Zoek uit welke wet dan geldt, en wie beslist.",
        ),
    ),
    "monitoring": (
        Point("date", "Staat vast wanneer u het plan weer samen bekijkt?"),
        Point("both", "Volgt u het plan én de samenwerking?"),
        Point("calls", "Belt u af en toe alle partijen?", "Begin bij wie het overzicht houdt."),
        Point(
            "case_director",
            "Doet de casusregisseur dit?",
            "Iedereen aan het werk houden, tussendoor afstemmen, zorgen dat de hulp er echt komt, en voorkomen dat een "
            "andere tafel het ook bespreekt.",
        ),
        Point(
            "stuck",
            "Zegt de casusregisseur dat het vastloopt?",
            "Roep dan de mensen bij elkaar, ook als dat niet op de planning stond.",
        ),
        Point(
            "how_long",
            "Is volgen nodig, en hoe lang?",
            "Dat hangt af van de vraag en de oplossing. Soms is het niet nodig.",
        ),
    ),
    "scaling_down": (
        Point("care_stands", "Staat de hulp, en voegt u niets meer toe?"),
        Point("household", "Kan het gezin zelf verder, en weet het waar het terechtkan?"),
        Point("handed_over", "Neemt een ander de regie over en werkt die verder aan het perspectief?"),
        Point(
            "let_go",
            "Aan wie laat u los, en hoe?",
            "Spreek ook af of u nog eens belt, en hoe het gezin terug kan komen.",
            "S001",
        ),
        Point("evaluate", "Wilt u deze casus evalueren?", "Leg vast waarom wel of niet."),
    ),
    "evaluation": (
        Point(
            "back_to_start",
            "Gaat u bij elke stap terug naar het begin?",
            "Kijk naar de vraag, naar de bedoeling, en of wat u doet daarbij helpt.",
        ),
        Point(
            "afterwards",
            "Wat ging goed, wat kan beter, en wat neemt u mee?",
            "Vraag het aan iedereen die meedeed, ook aan de inwoner.",
        ),
        Point("third_party", "Kan iemand van buiten het gesprek leiden?"),
        Point("share", "Vertelt u ook wat mislukte?", "Daar leren anderen het meest van. Laat weg om wie het ging."),
    ),
    "closed": (
        Point("whom_to_call", "Weet het gezin wie het kan bellen?"),
        Point("lessons", "Zijn de lessen en de knelpunten doorgegeven?"),
    ),
}
