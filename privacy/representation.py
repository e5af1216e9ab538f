"""
WHO MUST SAY YES: three kinds of consent, the age and authority matrix, and when a yes for somebody else ends.

Here belong: the kinds, who may speak for whom, the table of domain.md 6.2, birthdays, and what follows at 18.
Not here: what a consent allows beside it (privacy.legal_bases), the records of it (cases.models.consent).
Pure Python. The data protection officer owns this file and signs it before use.
Sources: Jeugdwet 7.3.4, 7.3.5, 7.3.11 and 7.3.15; UAVG 5; BW 1:245 and further; domain.md 6.2.
"""

from __future__ import annotations

from privacy.law import Term


class ConsentKind(Term):
    """Three things that are often mixed up under one word. The word itself never stands alone on a page."""

    PROCESSING_BASIS = "processing_basis", "toestemming voor iets extra's"
    SECRECY_WAIVER = "secrecy_waiver", "opheffen van de geheimhouding"
    AGREEMENT_TO_SUPPORT = "agreement_to_support", "instemming met hulp"


class Capacity(Term):
    """As whom somebody answers."""

    SELF = "self", "zelf"
    PARENT = "parent_with_authority", "ouder met gezag"
    GUARDIAN = "guardian", "voogd"
    GUARDIAN_GI = "guardian_GI", "voogd van een gecertificeerde instelling"
    MENTOR = "mentor", "mentor"
    CURATOR = "curator", "curator"


class ConsentException(Term):
    """Why a child of 12 to 15 may decide without the parents. Source: Jeugdwet 7.3.4 lid 2."""

    SERIOUS_HARM = "serious_harm", "de hulp is nodig om ernstig nadeel te voorkomen"
    PERSISTENT_WISH = "persistent_wish", "de jeugdige blijft dit goed overwogen willen, ook na een nee van de ouders"
