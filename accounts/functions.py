"""From the function somebody has, in words, to the role of the law. Pure Python, for the import and the demonstration.

The roles themselves, and what they may, stand in the law: here they are only words.
"""

from __future__ import annotations


class UnknownFunction(Exception):
    """No role fits this function. The text is Dutch and for the person who made the file."""

    def __init__(self, function: str) -> None:
        super().__init__(
            f"de functie “{function}” is onbekend; bekende woorden zijn onder meer "
            "procesregisseur, triagist, consulent, teamleider, maatwerkcoach en knelpuntenfunctionaris"
        )


# The first word that occurs in the function decides: so the more telling word stands first.
WORDS: tuple[tuple[str, str], ...] = (
    ("procesregisseur", "process_director"),
    ("procesregie", "process_director"),
    ("triagist", "triagist"),
    ("triage", "triagist"),
    ("knelpunt", "bottleneck_steward"),
    ("maatwerkcoach", "tailor_coach"),
    ("doorbraak", "tailor_coach"),
    ("functionaris gegevensbescherming", "data_protection_officer"),
    ("privacy officer", "data_protection_officer"),
    ("functioneel beheer", "administrator"),
    ("applicatiebeheer", "administrator"),
    ("teamleider", "team_manager"),
    ("teammanager", "team_manager"),
    ("afdelingshoofd", "team_manager"),
    ("leidinggevende", "team_manager"),
    ("contactpersoon", "chain_partner"),
    ("ketenpartner", "chain_partner"),
    ("cliëntondersteun", "chain_partner"),
    ("wijkagent", "chain_partner"),
    ("jeugdbescherm", "chain_partner"),
    ("voogd", "chain_partner"),
    ("bewindvoerder", "chain_partner"),
    ("behandelaar", "chain_partner"),
    ("huisarts", "chain_partner"),
    ("jeugdarts", "chain_partner"),
    ("verpleegkundige", "chain_partner"),
    ("mentor", "chain_partner"),
    ("intern begeleider", "chain_partner"),
    ("consulent", "consultant"),
    ("leerplicht", "consultant"),
    ("casusregisseur", "consultant"),
    ("casemanager", "consultant"),
    ("maatschappelijk werk", "consultant"),
    ("sociaal werk", "consultant"),
    ("gezinswerk", "consultant"),
    ("gezinsbegeleid", "consultant"),
    ("jeugdwerk", "consultant"),
    ("ouderenadviseur", "consultant"),
    ("jeugdhulpverlener", "consultant"),
    ("schuldhulp", "consultant"),
    ("klantmanager", "consultant"),
    ("werkcoach", "consultant"),
    ("hulpverlener", "consultant"),
    ("ondersteuner", "consultant"),
    ("woonadviseur", "consultant"),
)


def role_for(function: str) -> str:
    """The code of the role for this function. Raises UnknownFunction; guesses nothing."""
    written = " ".join(function.lower().split())
    if written == "fg":
        return "data_protection_officer"
    for word, role in WORDS:
        if word in written:
            return role
    raise UnknownFunction(function)
