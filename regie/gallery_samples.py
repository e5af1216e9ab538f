"""Harmless sample data for the gallery of components: invented people, one fixed day, each state at least once.

Here belongs what the components are filled with. Not here: real cases, and how the gallery is laid out
(templates/gallery).
The shapes are those that templates/components/README.md names; whoever fills a component finds an example here.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace as Sample

from accounts.dutch.days import due, since

TODAY = date(2026, 11, 21)
LONG_WORD = "https://voorbeeld.nl/" + "een-adres-zonder-spaties-" * 12
LONG_TEXT = (
    "Wij willen in ons huis blijven met de kinderen, en een vast bedrag per week waar wij van kunnen leven. " * 40
)


def in_days(days: int) -> date:
    """A day, counted from the fixed one."""
    return TODAY + timedelta(days=days)


HATS = tuple(
    Sample(code=code, label=label, meaning=meaning)
    for code, label, meaning in (
        ("inquiry", "onderzoek", "Echt horen wat de vraag is en het hele beeld uitzoeken."),
        ("assistance", "hulpverlening", "Even zelf meelopen. De kunst is deze pet weer af te zetten."),
        ("decision", "beschikken", "Een besluit nemen volgens een wet."),
        ("case_direction", "casusregie", "Het overzicht houden over het plan."),
        ("monitoring", "monitoren", "Bellen om te horen of alles nog loopt."),
        ("process_direction", "procesregie", "Zorgen dat er één plan komt. Niet over de inhoud."),
    )
)
HAT = {hat.code: hat for hat in HATS}

ME = Sample(name="Ilse Hoekstra", function="Procesregisseur", organisation="Gemeente Waterdam")
IDENTITY = Sample(
    names="Yara (13) en Emin (9)",
    reference="2026-0211",
    title="Twee huizen, twee waarheden",
    url="#inhoud",
    step="4 Monitoren, ronde 1",
    overview="David Osei",
    next="Voortgang, over 11 dagen, wo 2 dec",
)
IDENTITY_WITHOUT_OVERVIEW = Sample(
    names="P. en D.",
    reference="2026-0409",
    url="",
    step="3d Plan, ronde 2",
    needs_overview=True,
    next="Overleg, 2 dagen te laat",
    next_urgency="late",
)
SUBNAV = tuple(
    Sample(label=label, url=f"#{label.lower()}", current=label == "Overzicht")
    for label in ("Overzicht", "Mensen", "Beeld", "Overleggen", "Plan", "Tijdlijn", "Delen")
)


def stops(names: tuple[tuple[str, str], ...], *, now: int, skipped: tuple[str, ...] = ()) -> tuple[Sample, ...]:
    """The stops of one round; the one at `now` is where the case stands."""
    return tuple(
        Sample(
            number=number,
            label=label,
            state="skipped" if number in skipped else "done" if place < now else "current" if place == now else "next",
        )
        for place, (number, label) in enumerate(names)
    )


STEPS = (
    ("1", "Informatie"),
    ("2", "Uitnodigen"),
    ("3a", "Analyse"),
    ("3b", "Perspectief"),
    ("3c", "Oplossingen"),
    ("3d", "Plan"),
    ("4", "Monitoren"),
    ("5", "Afschalen"),
    ("6", "Evalueren"),
)
LOOP = STEPS[3:]
FIRST_ROUND = Sample(
    heading="Stap 4 van 6: monitoren",
    note="sinds di 12 mei, 193 dagen. Ronde 1",
    stops=stops(STEPS, now=6),
    rounds=(),
)
SECOND_ROUND = Sample(
    heading="Stap 3d: plan en verdeling",
    note="sinds di 17 nov, 4 dagen. Ronde 2",
    stops=(),
    rounds=(
        Sample(label="Ronde 1", note="april tot november", closed=True, stops=stops(LOOP, now=9)),
        Sample(label="Ronde 2", note="", closed=False, stops=stops(LOOP, now=2)),
    ),
)
THIRD_ROUND = Sample(
    heading="Stap 3b: perspectief",
    note="sinds vandaag. Ronde 3",
    stops=(),
    rounds=(
        Sample(label="Ronde 1", note="april tot november", closed=True, stops=stops(LOOP, now=9)),
        Sample(label="Ronde 2", note="november en december", closed=True, stops=stops(LOOP, now=9, skipped=("5", "6"))),
        Sample(label="Ronde 3", note="", closed=False, stops=stops(LOOP, now=0)),
    ),
)

NEXT_BLOCKED = Sample(
    title="Tussentijds evalueren",
    summary="Nog 2 dingen nodig voor u deze stap zet.",
    label="Beantwoord: helpt het?",
    url="#next-step",
    guards=(
        Sample(
            state="missing",
            text="Helpt het wat we doen?",
            note="Nog geen antwoord van Yara, David en uzelf",
            url="#next-step",
        ),
        Sample(state="missing", text="Wat moet er anders?", note="Schrijf op wat u wilt bijstellen", url="#next-step"),
        Sample(state="met", text="Wat was de vraag?"),
        Sample(
            state="overridden",
            text="Iedereen is geweest",
            note="Kemal wilde er niet bij zijn. Besloten door u, vr 20 nov",
        ),
    ),
    others=(Sample(label="Afschalen", url="#next-step", note="uw bemoeienis is niet meer nodig"),),
    returns=(Sample(label="terug naar de analyse", url="#next-step", note="loopt het vast, dan begint ronde 2"),),
)
NEXT_OPEN = Sample(
    title="Verder met monitoren",
    summary="Alles is in orde. U kunt deze stap zetten.",
    label="Zet de stap: monitoren",
    post_url="#",
    guards=(Sample(state="met", text="Helpt het wat we doen?", note="Ja, zeggen Marit en Lotte"),),
    returns=(Sample(label="terug naar het plan", url="#next-step"),),
)
NEXT_OF_ANOTHER = Sample(title="Plan vaststellen", waits_for="Ilse Hoekstra zet deze stap, met de pet procesregie.")

HATS_WORN = (
    Sample(
        code="process_direction",
        label="procesregie",
        variant="onafhankelijk",
        person="Ilse Hoekstra (u)",
        organisation="Zorg- en Veiligheidshuis De Delta",
        told="Verteld aan Yara, Selin, Kemal, Lokaal team West en Jeugd Waterdam",
        since="sinds wo 1 apr",
        until="tot er een nieuw plan is",
        worn="yes",
        actions=(Sample(label="Draag over", url="#hats", about="procesregie"),),
    ),
    Sample(
        code="case_direction",
        label="casusregie",
        variant="houdt het overzicht",
        person="David Osei",
        organisation="Lokaal team West",
        told="Zei zelf ja. Verteld aan Yara, Selin en Kemal",
        since="sinds wo 6 mei",
        until="geen einddatum",
        worn="yes",
    ),
    Sample(
        code="monitoring",
        label="monitoren",
        variant="niemand",
        warning="Het plan loopt, maar niemand draagt deze pet",
        worn="no",
        actions=(Sample(label="Zet deze pet op", url="#hats", about="monitoren"),),
    ),
)

WORK = (
    Sample(
        code="late",
        urgency="late",
        title="Te laat",
        rows=(
            Sample(
                title="Bel Jayden: u sprak af hem elke twee weken te spreken",
                url="#work",
                case="Jayden (17) · Bijna achttien",
                hat=HAT["case_direction"],
                step="3c Oplossingen",
                due=due(in_days(-11), today=TODAY),
            ),
        ),
    ),
    Sample(
        code="soon",
        urgency="soon",
        title="Deze week",
        rows=(
            Sample(
                title="Het inkomensbewijs van Danny ontbreekt nog voor het voorschot",
                url="#work",
                case="Priscilla en Danny · De ontruiming",
                reason="De ontruiming staat op ma 30 november",
                hat=HAT["assistance"],
                step="3d Plan",
                due=due(in_days(3), today=TODAY),
            ),
            Sample(title=LONG_WORD, url="#work", case="Şükrü Çelik-İnönü · Żółć 🌱", due=due(TODAY, today=TODAY)),
        ),
    ),
    Sample(
        code="later",
        urgency="later",
        title="Later",
        rows=(
            Sample(
                title="Bespreek de voortgang met Marit",
                url="#work",
                case="Marit en Gerda · De hulphond",
                hat=HAT["process_direction"],
                step="6 Evalueren",
                due=due(in_days(192), today=TODAY),
            ),
        ),
    ),
    Sample(
        code="waiting",
        urgency="waiting",
        title="U wacht op een ander",
        rows=(
            Sample(
                title="CIZ beslist over de aanvraag langdurige zorg",
                url="#work",
                case="Jayden (17) · Bijna achttien",
                hat=HAT["case_direction"],
                step="3c Oplossingen",
                due=since(in_days(-25), today=TODAY),
            ),
        ),
    ),
)

PEOPLE = (
    Sample(
        heading="Gezin",
        people=(
            Sample(name="Yara Demir, 13", note="woont bij moeder. Beide ouders hebben gezag", url="#people"),
            Sample(name="Kemal Demir, 44", note="vader, woont elders in Waterdam"),
        ),
    ),
    Sample(
        heading="Aan tafel: 5 organisaties",
        people=(
            Sample(name="Lokaal team West", note="gezinshulp. David Osei"),
            Sample(name="Jeugd Waterdam", note="Samira Haddou", state="attention", status="Nog geen antwoord"),
        ),
    ),
)


def _event(kind: str, days: int, exact: str, title: str, text: str = "", by: str = "", url: str = "") -> Sample:
    return Sample(kind=kind, day=in_days(days), exact=exact, title=title, text=text, by=by, url=url)


EVENTS = (
    _event("planned", 11, "wo 2 dec", "Voortgang bespreken", "David Osei wordt als eerste gebeld."),
    _event("sharing", -1, "vr 20 nov", "Gedeeld met Rivierlyceum", "Het rooster van Yara.", "Ilse Hoekstra", "#time"),
    _event(
        "meeting", -58, "do 24 sep", "Voortgangsoverleg, 45 minuten", "Iedereen kwam aan het woord.", "Ilse Hoekstra"
    ),
    _event("event", -64, "vr 18 sep", "Plan B in werking", "De rechter legde een voorlopige omgangsregeling op."),
    _event("hat", -164, "wo 10 jun", "Pet hulpverlening afgezet", "“De Brug neemt het over.”", "David Osei"),
    _event("step", -193, "di 12 mei", "Van plan naar monitoren", by="Ilse Hoekstra"),
)
FACTS = (
    Sample(term="Perspectief", value="Marit gaat zelfstandig naar werk en winkel en heeft ’s avonds energie over."),
    Sample(term="Monitoren tot", due=due(in_days(100), today=TODAY)),
    Sample(term="Vastgesteld", value="di 14 april", note="door Noor Kuipers"),
    Sample(term="Bron", value=LONG_WORD),
    Sample(term="Plan", value="Plan van Marit als PDF", url="#facts"),
)
TASKS = (
    Sample(title="Vraag van het overleg", url="#tasks", state="done", status="Klaar"),
    Sample(
        title="Wie is nodig, en waarom", url="#tasks", note="4 uitgenodigd, 2 zeiden ja", state="active", status="Bezig"
    ),
    Sample(title="Deelname van Yara", url="#tasks", state="missing", status="Nog te doen"),
    Sample(title="Verslag delen", note="Kan na het overleg", state="locked", status="Nog niet"),
)
COLUMNS = (
    Sample(label="Wat", kind=""),
    Sample(label="Wie", kind=""),
    Sample(label="Hoe staat het", kind=""),
    Sample(label="Dagen", kind="num"),
    Sample(label="Wanneer", kind=""),
)


def _row(head: str, who: str, note: str, state: str, status: str, days: str, by: date) -> Sample:
    return Sample(
        head=head,
        head_url="#table",
        cells=(
            Sample(label="Wie", kind="", text=who, note=note),
            Sample(label="Hoe staat het", kind="", state=state, status=status),
            Sample(label="Dagen", kind="num", text=days),
            Sample(label="Wanneer", kind="", due=due(by, today=TODAY)),
        ),
    )


ROWS = (
    _row("Wisselmoment op een neutrale plek", "Lokaal team West", "David Osei", "active", "Bezig", "193", in_days(-47)),
    _row("Mentor als vaste steunfiguur", "Rivierlyceum", "", "accepted", "Ja gezegd", "12", in_days(3)),
    _row("Ouderschap na scheiding, 8 sessies", "De Brug Jeugdhulp", "", "refused", "Nee gezegd", "4", in_days(40)),
)
STATES = (
    ("done", "Klaar"),
    ("active", "Bezig"),
    ("accepted", "Ja gezegd"),
    ("refused", "Nee gezegd"),
    ("asked", "Gevraagd"),
    ("ready", "Staat klaar"),
    ("stopped", "Gestopt"),
    ("attention", "Nog niemand neemt over"),
    ("late", "2 acties te laat"),
    ("soon", "Deze week"),
    ("planned", "Gepland"),
    ("sharing", "Ziet dit"),
    ("hidden", "Ziet dit niet"),
    ("sensitive", "Gevoelig"),
)
FILTERS = (
    Sample(label="Alles", count=10, url="#filters", current=True),
    Sample(label="U bent aan zet", count=8, url="#filters", current=False),
    Sample(label="U wacht", count=0, url="#filters", current=False),
)
PAGES = Sample(newer_url="#pages", older_url="#pages", summary="25 van 186 casussen")
CONFIRM = Sample(
    id="hat-off",
    page_url="#dialog",
    post_url="#",
    button="Zet de pet af",
    about="hulpverlening",
    title="Deze pet afzetten?",
    text="U draagt dan geen hulpverlening meer voor Priscilla en Danny. Zij bellen voortaan een ander.",
    yes="Zet de pet af",
    no="Nee, ik houd hem op",
)
CHECK = Sample(
    kicker="Casus 2026-0409, Priscilla en Danny",
    title="Controleer wat u gaat delen",
    state="sharing",
    icon="eye",
    post_url="#",
    submit="Ja, deel dit met Polderland",
    cancel_url="#",
    cancel="Niet delen, terug",
    reassurance="Zolang u niet op ja drukt, ziet Polderland niets.",
    facts=(
        Sample(term="Wat", value="Datum van het moratorium en de afspraak over de lopende huur"),
        Sample(term="Met wie", value="Woningstichting Polderland, Hans de Wit"),
        Sample(
            term="Waarom nodig", value="Polderland schort de ontruiming alleen op als de lopende huur wordt betaald."
        ),
        Sample(term="Kan het met minder?", value="Ja, dat doet u al: alleen de datum en het bedrag per maand."),
        Sample(term="Grondslag", value="Wet gemeentelijke schuldhulpverlening, artikel 8"),
        Sample(term="Tot wanneer", value="di 1 juni 2027. Daarna ziet Polderland dit niet meer."),
    ),
)
WORK_RUNNING = Sample(label="Dossier wordt samengesteld", note="34 van 120 stukken", value=34, total=120, poll_url=None)
DATES = (
    Sample(term="Voortgang", due=due(in_days(11), today=TODAY)),
    Sample(term="Gesprek", due=due(in_days(-1), today=TODAY)),
    Sample(term="Monitoren tot", due=due(in_days(100), today=TODAY)),
)
