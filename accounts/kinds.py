"""What kinds of organisation there are (domain.md 6.6), with the Dutch that people read. Pure Python.

Not here: what a kind may receive. That is decided case by case, in a sharing decision; only the citizen service number
is a matter of the kind, for without a law that names it an organisation may not even keep it (UAVG 46).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """A kind of organisation: the code that is stored and the Dutch that people read."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.label = label
        return kind

    MUNICIPALITY = "municipality", "gemeente"
    MUNICIPAL_DEPARTMENT = "municipal_department", "gemeentelijke afdeling"
    LOCAL_TEAM = "local_team", "lokaal team"
    WORK_INCOME = "work_income", "werk en inkomen"
    DEBT_SERVICE = "debt_service", "schuldhulpverlening"
    MUNICIPAL_SAFETY = "municipal_safety", "veiligheid (gemeente)"
    YOUTH_PROVIDER = "youth_provider", "jeugdhulpaanbieder"
    WMO_PROVIDER = "wmo_provider", "Wmo-aanbieder"
    GGZ = "ggz", "ggz"
    GP = "gp", "huisarts"
    HOSPITAL = "hospital", "ziekenhuis of revalidatie"
    GGD = "ggd", "GGD"
    JGZ = "jgz", "jeugdgezondheidszorg"
    SCHOOL = "school", "school"
    SCHOOL_PARTNERSHIP = "samenwerkingsverband_po_vo", "samenwerkingsverband onderwijs"
    SCHOOL_ATTENDANCE = "leerplicht_rmc", "leerplicht en RMC"
    HOUSING_CORPORATION = "housing_corporation", "woningcorporatie"
    POLICE = "police", "politie"
    PROSECUTION = "om", "Openbaar Ministerie"
    PROBATION = "reclassering", "reclassering"
    HALT = "halt", "Halt"
    SAFE_AT_HOME = "veilig_thuis", "Veilig Thuis"
    CERTIFIED_INSTITUTION = "gi", "gecertificeerde instelling"
    CHILD_PROTECTION = "rvdk", "Raad voor de Kinderbescherming"
    SAFETY_HOUSE = "safety_house", "Zorg- en Veiligheidshuis"
    INSURER = "insurer", "zorgverzekeraar"
    CARE_OFFICE = "zorgkantoor", "zorgkantoor"
    CARE_ASSESSMENT = "ciz", "CIZ"
    INFORMAL_NETWORK = "informal_network", "eigen netwerk"
    CLIENT_SUPPORTER = "client_supporter", "cliëntondersteuning"
    CONFIDANT = "vertrouwenspersoon", "vertrouwenspersoon"
    EMPLOYER = "employer", "werkgever"
    REFUGEE_SUPPORT = "refugee_support", "vluchtelingenwerk"
    VOLUNTEER_ORG = "volunteer_org", "vrijwilligersorganisatie"
    LAWYER_MEDIATOR = "lawyer_mediator", "advocaat of mediator"
    ADMINISTRATOR_OFFICE = "administrator_office", "bewindvoerderskantoor"
    OTHER = "other", "andere organisatie"


CHOICES = tuple((kind.value, kind.label) for kind in Kind)
# For which a law names the citizen service number: government (Wabb 10), care (Wabvpz), Wmo 5.2.9 and Jeugdwet 7.2.
# Every other kind never receives it, whatever is decided: a landlord, an employer, somebody's own network.
BSN_BY_LAW = frozenset(
    {
        *(Kind.MUNICIPALITY, Kind.MUNICIPAL_DEPARTMENT, Kind.LOCAL_TEAM, Kind.WORK_INCOME, Kind.DEBT_SERVICE),
        *(Kind.YOUTH_PROVIDER, Kind.WMO_PROVIDER, Kind.GGZ, Kind.GP, Kind.HOSPITAL, Kind.GGD, Kind.JGZ),
        *(Kind.SCHOOL_ATTENDANCE, Kind.POLICE, Kind.PROSECUTION, Kind.PROBATION, Kind.SAFE_AT_HOME),
        *(Kind.CERTIFIED_INSTITUTION, Kind.CHILD_PROTECTION, Kind.INSURER, Kind.CARE_OFFICE, Kind.CARE_ASSESSMENT),
    }
)
