"""
THE WORDS OF THE MEETING: who sits at the table, how somebody takes part, what is said and what comes of it.

Here belong value lists that both the case and its meetings know. Not here: the phases and what they allow
(meetings.phases), kinds of statement in the file (cases.statements). Pure Python. Source: domain.md 3.
"""

from __future__ import annotations

from privacy.law import Term


class MeetingKind(Term):
    """What a meeting is for."""

    MDO = "mdo", "MDO"
    MONITORING = "monitoring", "monitorgesprek"
    EVALUATION = "evaluation", "evaluatiegesprek"
    RECONVENE = "reconvene", "opnieuw bij elkaar na een signaal"


IN_A_SENTENCE = {
    MeetingKind.MDO: "het MDO",
    MeetingKind.MONITORING: "het monitorgesprek",
    MeetingKind.EVALUATION: "het evaluatiegesprek",
    MeetingKind.RECONVENE: "het overleg na een signaal",
}


class AgendaPoint(Term):
    """The four points that the meetings of one cycle cover together. Source: S003 step 3."""

    A = "a", "a. analyse van de situatie nu"
    B = "b", "b. doelen bij het perspectief"
    C = "c", "c. oplossingsrichtingen"
    D = "d", "d. plan en verdeling"


class SeatKind(Term):
    """Why somebody is at the table. Source: S003 step 2."""

    FIXED_PARTNER = "fixed_partner", "vaste of gecontracteerde partij"
    CONTRIBUTES_TO_SOLUTION = "contributes_to_solution", "draagt bij aan de oplossing"
    NETWORK = "network", "uit het netwerk van de inwoner"
    EXPERT = "expert", "deskundige"
    RESIDENT = "resident", "inwoner of gezin"


COUNTS_FOR_GROUP_SIZE = (SeatKind.FIXED_PARTNER, SeatKind.CONTRIBUTES_TO_SOLUTION, SeatKind.EXPERT)


class ParticipationForm(Term):
    """How a resident takes part. Source: S003 step 2: not about but with."""

    PRESENT = "present", "zit aan tafel"
    VIDEO_MESSAGE = "video_message", "stuurt een videoboodschap"
    DRAWING = "drawing", "maakt een tekening of een foto"
    WRITTEN = "written", "schrijft op wat gezegd moet worden"
    REPRESENTED = "represented", "iemand spreekt namens de inwoner"
    DECLINED = "declined", "doet niet mee"


class ResidentSays(Term):
    """Whether this is the question, said by the resident; or why that could not be said (domain.md 3.1)."""

    CONFIRMS = "confirms", "ja, dit is de goede vraag"
    REPRESENTED = "represented", "niet zelf: wie namens de inwoner spreekt, zegt ja"
    DECLINED = "declined", "niets: de inwoner wil dit niet zeggen"
    ABSENT = "absent", "niets: de inwoner is er niet bij"


class InvitationAnswer(Term):
    """What a party answered to its invitation. A yes is to a moment: at another one it is asked again."""

    WAITING = "waiting", "nog geen antwoord"
    YES = "yes", "komt"
    NO = "no", "komt niet"
    PROPOSED = "proposed", "stelt iemand anders voor"


class DateFit(Term):
    """What somebody says of a moment that is proposed."""

    CAN = "can", "kan"
    IF_NEED = "if_need", "kan als het moet"
    CANNOT = "cannot", "kan niet"


class FirstTurnKind(Term):
    """What somebody did with the first turn. Passing is also a turn (R-MDO-1)."""

    SPOKEN = "spoken", "heeft gesproken"
    PASSED = "passed", "laat de beurt voorbijgaan"
    VIDEO_PLAYED = "video_played", "videoboodschap is getoond"
    STATEMENT_READ = "statement_read", "tekst is voorgelezen, of tekening getoond"


class Voice(Term):
    """Who speaks without a seat, by what that person is at the table: no name of staff stands with what was said."""

    CHAIR = "chair", "De voorzitter"
    MINUTE_TAKER = "minute_taker", "Wie het verslag maakt"


class ContributionKind(Term):
    """What somebody says it is, when putting something in. Which phase allows which: meetings.phases."""

    ANNOUNCEMENT = "announcement", "mededeling"
    QUESTION = "question", "vraag"
    CLARIFICATION = "clarification", "verduidelijking"
    FACT = "fact", "feit"
    EXPERIENCE = "experience", "beleving"
    RESIDENT_VOICE = "resident_voice", "stem van de inwoner"
    JUDGEMENT = "judgement", "oordeel"
    PERSPECTIVE = "perspective", "perspectief van de inwoner"
    GOAL = "goal", "doel"
    PROPOSAL = "proposal", "voorstel"
    ARGUMENT = "argument", "argument voor"
    COUNTER_ARGUMENT = "counter_argument", "argument tegen"
    VALUE_TRIANGLE = "value_triangle", "weging in de waardendriehoek"
    DECISION = "decision", "besluit"
    ACTION = "action", "actie"
    APPOINTMENT = "appointment", "afspraak"


class Precondition(Term):
    """What must be right before the table sits down (R-MDO-6). Source: S003 step 3."""

    TASKS = "tasks", "Van iedereen is bekend wat de hoofdtaak is."
    INTERESTS = "interests", "De belangen en de speelruimte van elke organisatie zijn bekend."
    PURPOSE = "purpose", "Iedereen weet waarvoor gegevens worden gedeeld."
    COMPOSITION = "composition", "Met deze mensen kunt u gegevens delen: doelmatig, niet meer dan nodig, en veilig."
    CLIMATE = "climate", "Het is veilig aan tafel, en er is respect voor elk vak."
    AGREEMENTS = "agreements", "Het is duidelijk hoe u afspraken maakt over doelen, acties, voortgang en bijsturen."
    NEUTRAL_CHAIR = "neutral_chair", "Wie voorzit, is neutraal."


class OpeningPoint(Term):
    """What the chair tells at the opening, besides the purposes that are read out."""

    ROLES = "roles", "wie welke rol heeft"
    HOUSE_RULES = "house_rules", "hoe u met elkaar praat"


class Felt(Term):
    """What somebody answers in the round on working together."""

    YES = "yes", "ja"
    PARTLY = "partly", "deels"
    NO = "no", "nee"


class Weighing(Term):
    """What the table did with a proposal."""

    ADOPTED = "adopted", "overgenomen"
    SET_ASIDE = "set_aside", "nu niet, met een reden"


class MaterialKind(Term):
    """What a resident made to have a say in a meeting."""

    VIDEO = "video", "video"
    DRAWING = "drawing", "tekening of foto"
    WRITTEN = "written", "tekst"


# Showing or reading it out is the first turn of whoever made it (R-MDO-1).
TURN_OF_MATERIAL = {
    MaterialKind.VIDEO: FirstTurnKind.VIDEO_PLAYED,
    MaterialKind.DRAWING: FirstTurnKind.STATEMENT_READ,
    MaterialKind.WRITTEN: FirstTurnKind.STATEMENT_READ,
}


class SignalResolution(Term):
    """What was done with a new-facts signal (R-MDO-2)."""

    BACK_TO_PICTURE = "back_to_picture", "terug naar de beeldvorming"
    DISMISSED = "dismissed", "niet nodig, met een reden"


class MinutesSection(Term):
    """What stands together in the minutes, in the order of the method."""

    PRESENT = "present", "wie erbij was"
    QUESTION = "question", "vraag"
    PICTURE = "picture", "beeld"
    PERSPECTIVE = "perspective", "perspectief"
    GOALS = "goals", "doelen"
    DIRECTIONS = "directions", "oplossingsrichtingen"
    DECISIONS = "decisions", "besluiten"
    ACTIONS = "actions", "acties"
    APPOINTMENTS = "appointments", "afspraken"
    OVERVIEW = "overview", "wie het overzicht houdt"
    ENDING = "ending", "laatste ronde en hoe verder"
    STATEMENT = "statement", "eigen verklaring van de inwoner"


class StatementWords(Term):
    """In whose words an own statement stands."""

    OWN = "own", "in eigen woorden"
    TOLD = "told", "verteld, en voor de inwoner opgeschreven"


class MinutesStatus(Term):
    """Where the minutes stand (R-MDO-9)."""

    DRAFT = "draft", "in de maak"
    SHARED = "shared", "gedeeld"
    CONFIRMED = "confirmed", "bevestigd"
