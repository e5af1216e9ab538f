"""
Words of the records that this system keeps about its own working. Pure Python.

Here: kinds of task, contact, involvement, and who answers or stands in for whom. The words of the method itself are in
cases.terms and cases.seats.
"""

from __future__ import annotations

from privacy.law import Term


class RepresentativeKind(Term):
    """Who stands in for someone by law. Source: domain.md section 8."""

    MENTOR = "mentor", "mentor"
    ADMINISTRATOR = "administrator", "bewindvoerder"
    CURATOR = "curator", "curator"
    GUARDIAN = "guardian", "voogd"


class Involvement(Term):
    """Whether a party works with the household now: fewer at once is often better (S002)."""

    ACTIVE = "active", "doet nu mee"
    PAUSED = "paused", "pauzeert"
    STARTS_LATER = "starts_later", "start later"
    STOPPED = "stopped", "is gestopt"


class ContactKind(Term):
    """A contact between meetings, or the pulse call of monitoring. Source: S003."""

    PULSE = "pulse", "vinger aan de pols"
    CALL = "call", "gebeld"
    ENCOURAGE = "encourage", "aangemoedigd"
    CONNECT = "connect", "mensen met elkaar verbonden"


TO_DO = {ContactKind.CALL: "bellen", ContactKind.ENCOURAGE: "aanmoedigen", ContactKind.CONNECT: "mensen verbinden"}


class Followed(Term):
    """What became of an advice (hat 6c)."""

    YES = "yes", "opgevolgd"
    PARTLY = "partly", "deels opgevolgd"
    NO = "no", "niet opgevolgd"
    UNKNOWN = "unknown", "nog niet bekend"


class AnswerBy(Term):
    """Who answers the closing questions."""

    RESIDENT = "resident", "inwoner"
    CASE_DIRECTOR = "case_director", "casusregisseur"
    PROCESS_DIRECTOR = "process_director", "procesregisseur"
    PARTY = "party", "partij aan tafel"


class SharingStatus(Term):
    """What was decided about sharing."""

    DECIDED = "decided", "besloten te delen"
    REFUSED = "refused", "besloten niet te delen"


class ConsentWay(Term):
    """How somebody gave a consent, or took it back. Source: domain.md 6.2."""

    WRITTEN = "written", "op papier, met een handtekening"
    ORAL_RECORDED = "oral_recorded", "gezegd, en meteen opgeschreven"
    DIGITAL = "digital", "digitaal"
    NOT_RECORDED = "not_recorded", "niet vastgelegd hoe"  # only of what came from another system


class SharingLevel(Term):
    """How much is shared. The default is nothing: then there is no decision. Source: VNG, who may see what."""

    CONTENT = "content", "de inhoud"
    BASIC = "basic", "alleen dat een partij betrokken is en wie u daar belt, niet waarom"


class SharingChannel(Term):
    """The way by which the receiver gets it."""

    PORTAL = "portal", "in het portaal"
    MEETING = "meeting", "in een overleg"
    PHONE = "phone", "aan de telefoon"
    SECURE_MAIL = "secure_mail", "met beveiligde mail"
    PAPER = "paper", "op papier"
    OTHER = "other", "langs een andere weg"


class RequestState(Term):
    """What became of a request to share."""

    OPEN = "open", "wacht op een besluit"
    GRANTED = "granted", "gedeeld"
    REFUSED = "refused", "niet gedeeld"
    WITHDRAWN = "withdrawn", "ingetrokken door wie vroeg"


class TaskKind(Term):
    """What the system asks of someone. The label says what to do, and nothing about anyone."""

    RECONVENE = "reconvene", "Roep het overleg bij elkaar: het stokt"
    WEIGH_SIGNAL = "weigh_signal", "Weeg het signaal en antwoord met een reden"
    ACCEPT_HANDOVER = "accept_handover", "Neem een pet over, of zeg nee"
    TAKE_OFF_HAT = "take_off_hat", "Zet uw pet af, of kies een nieuwe einddatum"
    TELL_PARTIES = "tell_parties", "Vertel alle partijen wie de procesregie heeft"
    TELL_RECIPIENT = "tell_recipient", "Vertel de ontvanger dat het delen is gestopt"
    ANSWER_DATES = "answer_dates", "Zeg wanneer u bij het overleg kunt zijn"
    DECIDE_REPRESENTATIVE = "decide_representative", "Beslis wie er namens een partij naar het overleg komt"
    CALL = "call", "Neem contact op: u koos deze dag"
    READ_MINUTES = "read_minutes", "Lees het verslag van het overleg"
    DECIDE_SHARING = "decide_sharing", "Beslis op de vraag om gegevens te delen"
    SHARING_ENDS = "sharing_ends", "Het delen stopt bijna: verleng het, of laat het stoppen"
    RELEASE = "release", "Geef vrij wat u schreef, of laat weten waarom niet"
    FOLLOW_SAFETY = "follow_safety", "Volg de stappen van de meldcode"
    TELL_WITHDRAWN = "tell_withdrawn", "Vertel de ontvangers dat iemand een ja terugnam"
    CONSENT_ENDS = "consent_ends", "Een ja stopt door een verjaardag: vraag het opnieuw"
    COMING_OF_AGE = "coming_of_age", "Iemand wordt 18: regel wat er daarna geldt"
    RESUME = "resume", "De pauze is voorbij: ga verder of kies een nieuwe datum"
    LOOK_AT_EMERGENCY = "look_at_emergency", "Bekijk de noodtoegang tot deze casus"
    DESK_LOOKS_AT_EMERGENCY = "desk_looks_at_emergency", "Bekijk de noodtoegang: deze casus heeft nog geen regisseur"
    ANSWER_REVIEWER = "answer_reviewer", "Beantwoord de vraag over uw noodtoegang"


class BsnSource(Term):
    """Where a citizen service number was read."""

    DOCUMENT = "document", "een identiteitsbewijs dat u zag"
    REGISTER = "register", "de basisregistratie personen (BRP)"
    OTHER_SYSTEM = "other_system", "een ander systeem van de gemeente"


class GlassVerdict(Term):
    """What the data protection officer found of opening a case in an emergency (trust.md S11)."""

    JUSTIFIED = "justified", "terecht"
    NOT_JUSTIFIED = "not_justified", "niet terecht"
    QUESTION = "question", "vraag gesteld"


class ErasureGround(Term):
    """Why something was erased. The trace of an erasure holds this word and no text."""

    MISTAKE = "mistake", "stond er ten onrechte"
    REQUEST = "request", "op verzoek van de inwoner"
    TERM_ENDED = "term_ended", "de bewaartermijn is voorbij"


class Erased(Term):
    """How much was erased at once."""

    ITEM = "item", "een onderdeel"
    NAME = "name", "een naam in een tekst"
    PERSON = "person", "een persoon"
    CASE = "case", "een hele casus"


class InsteadOfName(Term):
    """What comes in the place of a name. A fixed list: whoever takes a name out, puts no words of their own there."""

    THIS_PERSON = "this_person", "deze persoon"
    HOUSEHOLD = "household", "iemand van het gezin"
    NETWORK = "network", "iemand uit het netwerk"
    PROFESSIONAL = "professional", "een professional"
    ERASED = "erased", "gewist"

    @property
    def words(self) -> str:
        """As it stands in a text: whoever reads it sees that something was taken out."""
        return f"[{self.label}]"
