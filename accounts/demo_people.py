"""The people of the demonstration: who they are, where they work, and what is worth trying as them. Pure data.

All of them are invented. The role follows from the function, see functions.py. Used only where REGIE_DEMO is on.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from accounts.kinds import Kind


class Group(StrEnum):
    """Under which heading somebody stands. Chain partners come in by the door of the portal."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        group = str.__new__(cls, code)
        group._value_ = code
        group.label = label
        return group

    MUNICIPALITY = "municipality", "Gemeente"
    TEAMS = "teams", "Lokale teams en schuldhulp"
    PARTNERS = "partners", "Ketenpartners"


@dataclass(frozen=True)
class Workplace:
    """An organisation of the demonstration. Part of the municipality, or on its own."""

    name: str
    kind: Kind
    is_part: bool = False


@dataclass(frozen=True)
class DemoPerson:
    """One person, and in one sentence what they do here and what is worth trying."""

    group: Group
    name: str
    function: str
    workplace: Workplace
    sentence: str

    @property
    def email(self) -> str:
        """An address that can never receive mail (RFC 2606)."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return f"{plain.lower().replace(' ', '.')}@demo.example"

    @property
    def phone(self) -> str:
        """A number that can never ring: 0999 is given out to nobody."""
        return f"0999 {zlib.crc32(self.name.encode()) % 1_000_000:06d}"


MUNICIPALITY = Workplace("Gemeente Waterdam", Kind.MUNICIPALITY)
EAST = Workplace("Lokaal team Oost", Kind.LOCAL_TEAM, is_part=True)
WEST = Workplace("Lokaal team West", Kind.LOCAL_TEAM, is_part=True)
DEBTS = Workplace("Schuldhulp Waterdam", Kind.DEBT_SERVICE, is_part=True)
DELTA = Workplace("Zorg- en Veiligheidshuis De Delta", Kind.SAFETY_HOUSE)

# fmt: off
_STAFF = (
    (Group.MUNICIPALITY, MUNICIPALITY, (
        ("Noor Kuipers", "Procesregisseur opschalingsteam", "Voert procesregie in drie casussen. Nodig partijen uit, zit het MDO voor en bekijk wat er nog mist voor de volgende stap."),
        ("Ramon Veldkamp", "Procesregisseur opschalingsteam", "Bewaakt een dreigende ontruiming en gaf een keer alleen advies. Leg een plan B klaar en spreek af wie bewaakt wanneer het ingaat."),
        ("Tess van Buren", "Triagist", "Weegt nieuwe aanmeldingen. Neem een melding op in de woorden van de inwoner en kies een van de zes uitkomsten."),
        ("Bram Dijkgraaf", "Wmo-consulent", "Neemt besluiten voor de Wmo. Zet de pet van besluiter op en merk wat dat in uw andere casussen niet meer mag."),
        ("Samira Haddou", "Jeugdconsulent", "Neemt besluiten voor de Jeugdwet. Bekijk welke gegevens u als besluiter wel en niet ziet."),
        ("Koen Postma", "Consulent Werk en Inkomen", "Beslist over inkomen in een casus met schulden. Reageer op een actie die aan uw afdeling is gevraagd."),
        ("Femke Brandsma", "Knelpuntenfunctionaris", "Verzamelt wat vastloopt in regels en aanbod. Pas de aandachtspunten aan die iedereen bij een stap te zien krijgt."),
        ("Joris Wals", "Maatwerkcoach", "Helpt een oplossing te vinden die nog niet bestaat. U ziet een casus pas als u er een pet draagt: vraag Noor erom."),
        ("Marjan de Wit", "Teamleider sociaal domein", "Ziet waar casussen stilstaan, maar leest geen dossiers. Bekijk welke termijnen verlopen zijn."),
        ("Hugo Terpstra", "Functionaris gegevensbescherming", "Houdt toezicht op de omgang met gegevens. Van casussen ziet u alleen hoe ver ze zijn, nooit wat erin staat."),
        ("Anouk Verhoef", "Functioneel beheerder", "Beheert accounts, teams en organisaties en ziet geen enkele casus. Nodig iemand uit of schakel een account uit."),
    )),
    (Group.TEAMS, DELTA, (
        ("Ilse Hoekstra", "Onafhankelijk procesregisseur", "Voert procesregie waar de gemeente zelf partij is. Geef als onafhankelijk procesregisseur een signaal dat iets stilstaat."),
    )),
    (Group.TEAMS, EAST, (
        ("Lotte Smeets", "Maatschappelijk werker", "Voert casusregie bij een hulphond en bij een jongere die achttien wordt. Draag een pet over en laat de ontvanger die aannemen."),
    )),
    (Group.TEAMS, WEST, (
        ("David Osei", "Gezinswerker", "Doet onderzoek in een gezin van zes en voert casusregie na een scheiding. Leg vast wat het gezin zelf wil."),
    )),
    (Group.TEAMS, DEBTS, (
        ("Mira Stolk", "Schuldhulpverlener", "Houdt het overzicht over het plan tegen de ontruiming. Werk een actie bij of geef aan dat het vastloopt."),
    )),
)
_PARTNERS = (
    ("Stichting Viervoet", Kind.WMO_PROVIDER, "Yara Mulder", "Trainer hulphonden", "Leidt hulphonden op. Bekijk de vraag die de gemeente met u deelde, en zie dat al het andere ontbreekt."),
    ("Stadsarchief (werkgever)", Kind.EMPLOYER, "Peter Roelofs", "Leidinggevende depot", "Is werkgever van een inwoner. U ziet alleen wat de inwoner zelf met u wilde delen."),
    ("Rivierlyceum", Kind.SCHOOL, "Nadia Brouwer", "Zorgcoördinator", "Past een rooster aan. Werk uw actie bij en meld hoe ver u bent."),
    ("Leerplicht/RMC", Kind.SCHOOL_ATTENDANCE, "Stefan Kok", "Leerplichtambtenaar", "Denkt mee over schoolgang in twee casussen. Zonder deelbesluit ziet u daar niets van: kijk maar."),
    ("De Brug Jeugdhulp", Kind.YOUTH_PROVIDER, "Esther Pronk", "Gezinsbehandelaar", "Begeleidt ouders na een scheiding. Zeg of u naar het overleg komt, of wie er namens u komt, en lees het verslag van de vorige keer."),
    ("Regionaal Expertteam Jeugd", Kind.YOUTH_PROVIDER, "Wouter Jansma", "Orthopedagoog", "Denkt mee bij ingewikkelde vragen. Meedenken is nog geen reden om mee te lezen: u ziet alleen wat met u is gedeeld."),
    ("GI Merwede", Kind.CERTIFIED_INSTITUTION, "Fatima Aziz", "Jeugdbeschermer", "Heeft de voogdij over een jongere. Ook dan is er per gegeven een besluit nodig om het met u te delen."),
    ("Woonzorg De Linde", Kind.YOUTH_PROVIDER, "Roel Timmer", "Teamcoach wonen", "Biedt een jongere een plek. U deelde zelf iets met het CIZ, maar ziet daardoor niet meer van de casus."),
    ("CIZ", Kind.CARE_ASSESSMENT, "Karin Blom", "Onderzoeker Wlz", "Beoordeelt een aanvraag voor langdurige zorg. U ziet alleen wat daarvoor nodig is."),
    ("Praktijkschool De Werf", Kind.SCHOOL, "Jan Dekker", "Stagebegeleider", "Zoekt een stage die doorloopt. Kijk of er al iets met u is gedeeld, en vraag Noor om dat te doen."),
    ("Cliëntondersteuner", Kind.CLIENT_SUPPORTER, "Loes Hendriks", "Onafhankelijk cliëntondersteuner", "Staat naast de inwoner. U ziet wat de inwoner met u wil delen, en niets uit uzelf."),
    ("Woningstichting Polderland", Kind.HOUSING_CORPORATION, "Erik van Dam", "Sociaal beheerder", "Verhuurt de woning in twee casussen. Neem de actie aan over de ontruiming, en zie dat u geen schulden of zorg te zien krijgt."),
    ("Jeugdgezondheidszorg", Kind.JGZ, "Meryem Çelik", "Jeugdverpleegkundige", "Volgt jonge kinderen in twee gezinnen. Merk dat twee casussen niet bij elkaar worden opgeteld."),
    ("Bewindvoerderskantoor Rank", Kind.ADMINISTRATOR_OFFICE, "Theo Rank", "Bewindvoerder", "Kan budgetbeheer starten. Er staat een actie voor u klaar die u nog niet hebt aangenomen."),
    ("Steunpunt Nieuwkomers", Kind.REFUGEE_SUPPORT, "Amal Darwish", "Maatschappelijk begeleider", "Begeleidt een gezin dat hier nieuw is. U bent uitgenodigd voor het eerste MDO: zeg ja of nee, en zie dat er verder nog niets met u is gedeeld."),
    ("ROC De Kade", Kind.SCHOOL, "Sanne Wiersma", "Trajectbegeleider", "Begeleidt een student. U bent uitgenodigd voor een MDO en stelt misschien een collega voor. Om wie het gaat, staat er niet bij."),
    ("GGZ Rijnland", Kind.GGZ, "Daan Visser", "Regiebehandelaar", "Behandelt trauma. Hier is juist besloten om niets te delen: u ziet waarvoor u bent uitgenodigd, en van de inwoner niets."),
    ("Thuiszorg Anker", Kind.WMO_PROVIDER, "Petra Smit", "Wijkverpleegkundige", "Levert hulp in huis bij een gesloten casus. Merk dat uw toegang met de casus is geëindigd."),
    ("Revalidatiecentrum Zonneweide", Kind.HOSPITAL, "Marc Lindeman", "Revalidatiearts", "Deelde behandelgegevens zolang dat nodig was. Merk dat het deelbesluit is verlopen."),
    ("Zorgkantoor", Kind.CARE_OFFICE, "Ria Postumus", "Adviseur Wlz", "Toetst vragen over langdurige zorg. Bij een advies blijft alles bij wie het vroeg: u ziet niets."),
)
# fmt: on

STAFF = tuple(
    DemoPerson(group, name, function, workplace, sentence)
    for group, workplace, people in _STAFF
    for name, function, sentence in people
)
PARTNERS = tuple(
    DemoPerson(Group.PARTNERS, name, function, Workplace(organisation, kind), sentence)
    for organisation, kind, name, function, sentence in _PARTNERS
)
PEOPLE = STAFF + PARTNERS
