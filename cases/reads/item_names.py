"""What the things in a case are called, by their table: for pages about keeping and erasing. No rows are read here."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "cases.advice": _("advies"),
    "cases.analysis": _("analyse"),
    "cases.announcement": _("wat er over een pet is verteld"),
    "cases.avephasechange": _("wijziging van de AVE-fase"),
    "cases.budgetline": _("budget"),
    "cases.casepause": _("pauze"),
    "cases.closure": _("afsluiting"),
    "cases.consent": _("ja dat aan een inwoner is gevraagd"),
    "cases.consentanswer": _("antwoord op zo'n vraag om een ja"),
    "cases.consultation": _("vraag aan een partij"),
    "cases.contact": _("contact tussendoor"),
    "cases.evaluation": _("evaluatie"),
    "cases.evaluationanswer": _("antwoord in de evaluatie"),
    "cases.finding": _("bevinding"),
    "cases.formaldecision": _("besluit volgens een wet"),
    "cases.goal": _("doel"),
    "cases.goalstep": _("stap naar een doel"),
    "cases.handoverrefusal": _("geweigerde overdracht"),
    "cases.hatperiod": _("pet"),
    "cases.householdmember": _("plaats in gezin of netwerk"),
    "cases.hypothesis": _("idee over wat samenhangt"),
    "cases.keptapart": _("afspraak om mensen uit elkaar te houden"),
    "cases.lesson": _("les"),
    "cases.lifedomainentry": _("leefgebied"),
    "cases.monitoringagreement": _("afspraak over monitoren"),
    "cases.neededexpertise": _("kennis die nodig is"),
    "cases.objection": _("bezwaar tegen het beeld"),
    "cases.obstacle": _("obstakel"),
    "cases.parentalauthority": _("gezag"),
    "cases.party": _("partij"),
    "cases.perspective": _("perspectief"),
    "cases.planaction": _("actie"),
    "cases.plancopy": _("uitgereikt plan"),
    "cases.planofapproach": _("plan"),
    "cases.planversion": _("versie van het plan"),
    "cases.processingpurpose": _("wet en taak"),
    "cases.quadrantcell": _("scenario in het kwadrant"),
    "cases.report": _("melding"),
    "cases.representative": _("vertegenwoordiger"),
    "cases.safetyalert": _("zorg over veiligheid"),
    "cases.safetyassessment": _("inschatting van de veiligheid"),
    "cases.scalingdecision": _("besluit over afschalen"),
    "cases.scenario": _("plan A of B"),
    "cases.scenarioquadrant": _("scenariokwadrant"),
    "cases.scenariotrigger": _("teken om van plan te wisselen"),
    "cases.sharingdecision": _("besluit over delen"),
    "cases.solutiondirection": _("oplossingsrichting"),
    "cases.stagnationsignal": _("signaal dat het stokt"),
    "cases.statement": _("notitie"),
    "cases.stepnote": _("reden bij een stap"),
    "cases.stepzerocheck": _("stap 0"),
    "cases.triagedecision": _("besluit bij de triage"),
    "cases.valuetriangle": _("waardendriehoek"),
    "meetings.appointment": _("afspraak in een overleg"),
    "meetings.contribution": _("inbreng in een overleg"),
    "meetings.meeting": _("overleg"),
    "meetings.meetingdecision": _("besluit in een overleg"),
    "meetings.minutes": _("verslag"),
    "meetings.newfactssignal": _("nieuw feit in een overleg"),
    "meetings.participant": _("plaats aan tafel"),
}


def name_of(table: str) -> str:
    """What a thing of this table is called. A table that is not named is "een onderdeel van de casus"."""
    return str(NAMES.get(table, _("onderdeel van de casus")))
