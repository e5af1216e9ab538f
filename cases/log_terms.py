"""
THE WORDS OF THE LOG: what was opened, why, from where and with what result, in Dutch that everybody reads.

Each name that the code gives to a read has its words here; a test holds it to that. What the law itself words
(functions, purposes, categories) stands in privacy.law.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.law import Purpose, Relation
from privacy.log import Result
from privacy.viewer import Origin

OPENED = {
    # --- one case
    "open_case": _("het overzicht van de casus"),
    "open_timeline": _("de tijdlijn"),
    "open_step": _("een stap zetten"),
    "open_question": _("de vraag en de notities"),
    "open_people": _("gezin en netwerk"),
    "open_person": _("de gegevens van één persoon"),
    "open_secret_address": _("een geheim adres"),
    "open_bsn": _("of er een burgerservicenummer is"),
    "show_bsn": _("het burgerservicenummer zelf"),
    "open_find_by_bsn": _("zoeken op burgerservicenummer"),
    "find_by_bsn": _("wie een burgerservicenummer heeft"),
    "open_erase_person": _("iemand wissen"),
    "open_naming": _("namen in teksten"),
    "open_triage": _("de triage"),
    "open_hats": _("de petten"),
    "open_hat": _("één pet"),
    "open_put_on": _("een pet opzetten"),
    "open_overview": _("wie het overzicht houdt"),
    "open_handover": _("een vraag om een pet over te nemen"),
    "open_advice": _("het advies"),
    "open_procesplaat": _("de procesplaat"),
    "open_parties": _("de partijen"),
    "open_party": _("één partij"),
    "open_picture": _("het beeld"),
    "open_writing": _("een tekst van het beeld"),
    "open_keeping": _("bewaren en wissen"),
    "open_perspective": _("het perspectief en de doelen"),
    "open_solutions": _("de oplossingsrichtingen"),
    "open_plan": _("het plan"),
    "open_action": _("één actie van het plan"),
    "open_monitoring": _("het monitoren"),
    "open_scaling": _("het afschalen"),
    "open_evaluation": _("het evalueren"),
    "open_closure": _("het afsluiten"),
    "open_attention": _("de aandachtspunten"),
    "open_sharing": _("wie ziet wat"),
    "open_decision": _("een besluit om te delen"),
    "open_share": _("wat er te delen is"),
    "open_releasing": _("wat er vrij te geven is"),
    "open_consents": _("wie waar ja op zei"),
    "open_consent": _("een ja van een inwoner"),
    "open_new_consent": _("een ja vragen"),
    "print_consent_form": _("een formulier om te tekenen"),
    "open_looked": _("wie heeft gekeken"),
    "open_extract": _("het overzicht van inzage voor een inwoner"),
    "contacts": _("hoe mensen te bereiken zijn"),
    "open_meetings": _("de overleggen"),
    "open_material": _("wat een inwoner maakte voor een overleg"),
    "open_material_file": _("een video, tekening of tekst van een inwoner"),
    "open_meeting": _("één overleg"),
    "open_closing": _("het einde van een overleg"),
    "open_minutes": _("het verslag van een overleg, en wie wat krijgt"),
    "open_minutes_copy": _("een verslag zoals iemand het kreeg"),
    "open_portal_copy": _("een verslag zoals iemand het kreeg"),
    "take_minutes_copy": _("een verslag als bestand"),
    "take_portal_copy": _("een verslag als bestand"),
    "open_pictures": _("ieders eigen beeld naast elkaar"),
    "open_pictures_room": _("ieders eigen beeld naast elkaar, in de kamer"),
    "open_together": _("de ronde over de samenwerking"),
    "open_my_round": _("het eigen antwoord in de ronde over de samenwerking"),
    "open_live": _("het scherm van een lopend overleg"),
    "open_room": _("het scherm in de kamer"),
    "open_seat": _("het scherm van wie aan tafel zit"),
    "open_preparation": _("de voorbereiding van een overleg"),
    "open_invitation_paper": _("een uitnodiging op papier"),
    "open_calendar": _("een overleg voor de eigen agenda"),
    "open_meeting_paper": _("papier voor een overleg"),
    "open_table": _("het overleg aan tafel"),
    # --- steering and learning
    "open_steering_case": _("de voortgang van de casus"),
    "open_override": _("petten toch samen laten gaan"),
    "open_change_director": _("een andere procesregisseur kiezen"),
    "open_steering_step": _("de casus stoppen"),
    "open_erase_case": _("de casus wissen"),
    "counts": _("aantallen"),
    "bottleneck_list": _("de lijst van knelpunten"),
    "open_bottleneck": _("een knelpunt"),
    # --- more cases at once
    "case_list": _("de lijst van eigen casussen"),
    "triage_list": _("de lijst voor triage"),
    "steering_list": _("de lijst van sturing"),
    "oversight_list": _("de lijst van toezicht"),
    "my_work": _("mijn werk"),
    "note_places": _("waar een notitie bij hoort"),
    "search": _("zoeken naar een casus"),
    "find_known": _("zoeken of iemand al bekend is"),
    # --- the portal
    "open_portal": _("het begin van het portaal"),
    "open_portal_case": _("wat met een ketenpartner is gedeeld"),
    "open_portal_minutes": _("een verslag dat met een ketenpartner is gedeeld"),
    "open_dates": _("wie wanneer kan voor een overleg"),
    "open_invitation": _("de uitnodiging van een partij voor een overleg"),
    "open_invited_calendar": _("een overleg voor de agenda van een partij"),
    # --- in an emergency
    "open_break_glass": _("de eigen noodtoegang"),
    "open_emergencies": _("noodtoegang in de casus"),
    # --- oversight
    "emergencies_to_review": _("noodtoegang om te beoordelen"),
    "open_review": _("noodtoegang beoordelen"),
    "open_overrides": _("petten die toch samengaan"),
    "open_patterns": _("opvallende inzage"),
    "open_log_lines": _("regels van het inzagelog"),
    "export_ldv": _("de uitvoer van het inzagelog"),
    # --- changed
    "change": _("een wijziging"),
    # --- refused
    "tried_to_open": _("wilde iets openen"),
    "tried_to_change": _("wilde iets wijzigen"),
}
# To a resident, in plain words: why somebody of such an organisation looked.
WHY = {
    Purpose.INTAKE: _("Om uw vraag te bekijken en te zien wie u kan helpen."),
    Purpose.DIRECTION: _("Om samen met u en anderen aan uw plan te werken."),
    Purpose.STEERING: _("Om te kijken of de hulp goed loopt. Zonder te lezen wat er over u staat."),
    Purpose.COOPERATION: _("Omdat deze organisatie meewerkt aan uw plan."),
    Purpose.OVERSIGHT: _("Om te controleren of wij goed met uw gegevens omgaan."),
    Purpose.LEARNING: _("Om te leren wat er in de weg zit, voor u en voor anderen."),
    Purpose.IDENTIFICATION: _("Om zeker te weten dat het om u gaat, en niet om iemand anders."),
}
IN_AN_EMERGENCY = _("Omdat er nood was. Zoiets controleren wij altijd achteraf.")
BREAKS_GLASS = Relation.BREAKS_GLASS.value  # somebody opened a case in an emergency
RESULTS = {
    Result.SHOWN: ("done", _("getoond")),
    Result.REFUSED: ("refused", _("geweigerd")),
    Result.ABSENT: ("refused", _("bestaat niet")),
}
CHANGE = "change"
CHANGED = ("done", _("gedaan"))
EMERGENCY = ("late", _("noodtoegang"))
FROM = {
    Origin.PAGES: _("op de pagina's"),
    Origin.PORTAL: _("in het portaal"),
    Origin.IMPORT: _("bij het inlezen van een casusbestand"),
    Origin.JOB: _("door een taak op de achtergrond"),
}
