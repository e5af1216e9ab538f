"""
THE TEXTS THAT PEOPLE SAY YES TO: one per kind, in plain words, with a version. What was shown is kept with the consent.

A text that was ever shown is never changed: a new wording gets a new version, and the old one stays here, so that it
can be read again what somebody said yes to. Here belong the fixed words; what, to whom and until when stand in the
consent itself. The data protection officer signs these texts. Pure Python. Source: AVG 7, 12 and 13; domain.md 6.2.
"""

from __future__ import annotations

from dataclasses import dataclass

from privacy.representation import ConsentKind


@dataclass(frozen=True)
class ConsentText:
    """One text in one version. explained: the kind in one sentence; asks: the sentence that somebody says yes to."""

    kind: ConsentKind
    version: str
    explained: str
    asks: str
    paragraphs: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The whole text, as it is kept with a consent."""
        return "\n\n".join((self.asks, *self.paragraphs))


_STOP = (
    "U mag hier altijd mee stoppen. Dat kan door het te zeggen, te schrijven of te mailen. U hoeft niet uit te leggen "
    "waarom. Vanaf dan gebeurt het niet meer. Wat al gedeeld is, blijft bekend bij wie het kreeg. Wij vertellen hun "
    "dat u gestopt bent."
)
_TEXTS = (
    ConsentText(
        ConsentKind.AGREEMENT_TO_SUPPORT,
        "2026-1",
        "Iemand vindt de hulp, het gesprek of het plan goed. Dit zegt niets over het delen van gegevens.",
        "Ik vind deze hulp of dit plan goed.",
        (
            "U hebt gehoord wat de hulp inhoudt, wie die geeft, wat u ervan mag verwachten en wat er gebeurt als u nee "
            "zegt. U hebt uw vragen kunnen stellen.",
            "Dit gaat over de hulp. Het is geen ja op het delen van uw gegevens: daarvoor geldt de wet, of wij vragen "
            "het u apart.",
            "U mag hier altijd op terugkomen. Dat kan door het te zeggen, te schrijven of te mailen. Dan praten wij "
            "over wat er wel kan.",
        ),
    ),
    ConsentText(
        ConsentKind.SECRECY_WAIVER,
        "2026-1",
        "Een hulpverlener die zijn mond moet houden, mag met dit ja iets vertellen. De gemeente heeft daarnaast altijd "
        "een wet nodig om het te gebruiken.",
        "Ik vind het goed dat mijn hulpverlener dit vertelt aan wie hieronder staat.",
        (
            "Een hulpverlener mag niet zomaar over u praten. Met uw ja mag die wel vertellen wat hieronder staat, aan "
            "wie hieronder staat, en niet meer dan dat.",
            "Wie het krijgt, gebruikt het alleen waarvoor het hieronder staat, en houdt zich aan de wet.",
            _STOP,
        ),
    ),
    ConsentText(
        ConsentKind.PROCESSING_BASIS,
        "2026-1",
        "Alleen voor iets extra's dat de inwoner zelf graag wil, zoals een filmpje. Nooit voor het gewone werk: zegt "
        "iemand nee, dan verandert er niets aan de hulp.",
        "Ik wil dit extra graag, en ik vind het goed dat mijn gegevens daarvoor worden gebruikt.",
        (
            "Dit is iets extra's. U hoeft het niet te doen. Zegt u nee, dan verandert er niets aan uw hulp.",
            "Uw gegevens worden alleen hiervoor gebruikt, en alleen door wie hieronder staat.",
            _STOP,
        ),
    ),
)
# The same kind, to somebody of the own household or network instead of to an organisation: a text of its own.
READING_ALONG = ConsentText(
    ConsentKind.SECRECY_WAIVER,
    "meelezen-2026-1",
    "Iemand van 16 jaar of ouder laat een ander uit het gezin of netwerk lezen wat in een verslag ook over hem of haar "
    "gaat.",
    "Ik vind het goed dat wie hieronder staat, in het eigen verslag van een overleg ook leest wat over mij gaat.",
    (
        "Ieder krijgt een eigen verslag. Wat over u gaat, staat niet in het verslag van een ander. Dat verandert "
        "alleen als u dat goedvindt, en alleen voor wie hieronder staat.",
        "Ook van wat over u beiden gaat, beslist u zelf. Zegt u nee, dan verandert er niets aan uw hulp.",
        "U mag hier altijd mee stoppen. Dat kan door het te zeggen, te schrijven of te mailen. U hoeft niet uit te "
        "leggen waarom. Vanaf dan geven wij het niet meer mee. Wat al op papier is meegegeven, kunnen wij niet "
        "terughalen.",
    ),
)
TEXTS = {(text.kind, text.version): text for text in _TEXTS}


def current(kind: ConsentKind) -> ConsentText:
    """The text that is shown today: the newest version of this kind."""
    return TEXTS[max(key for key in TEXTS if key[0] is kind)]
