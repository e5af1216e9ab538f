"""The addresses of what the law asks beside the work: opening a case in an emergency, and the citizen service number.

Part of cases.urls, with the same rule: each address fixes its purpose.
"""

from django.urls import path

from cases.views import bsn, emergency, reviewing
from privacy.law import Purpose

DIRECTION = {"purpose": Purpose.DIRECTION}
OVERSIGHT = {"purpose": Purpose.OVERSIGHT}
IDENTIFICATION = {"purpose": Purpose.IDENTIFICATION}
EMERGENCY = "casussen/<slug:reference>/noodtoegang/<uuid:use_id>"
PERSON = "casussen/<slug:reference>/mensen/<uuid:person_id>"

patterns = [
    # --- noodtoegang
    path("noodtoegang/", emergency.break_glass, DIRECTION, name="break_glass"),
    path("noodtoegang/klaar/", emergency.end_emergency, DIRECTION, name="end_emergency"),
    path("noodtoegang/<slug:reference>/", emergency.my_emergency, DIRECTION, name="my_emergency"),
    path("casussen/<slug:reference>/noodtoegang/", emergency.emergencies, DIRECTION, name="emergencies"),
    path(f"{EMERGENCY}/stoppen/", emergency.revoke_emergency, DIRECTION, name="revoke_emergency"),
    path(f"{EMERGENCY}/gezien/", emergency.look_at_emergency, DIRECTION, name="look_at_emergency"),
    path("toezicht/noodtoegang/", reviewing.emergency_reviews, OVERSIGHT, name="emergency_reviews"),
    path("toezicht/noodtoegang/<uuid:use_id>/", reviewing.emergency_review, OVERSIGHT, name="emergency_review"),
    path("toezicht/noodtoegang/<uuid:use_id>/stoppen/", reviewing.stop_emergency, OVERSIGHT, name="stop_emergency"),
    # --- burgerservicenummer
    path("casussen/<slug:reference>/mensen/bsn/", bsn.find_by_bsn, IDENTIFICATION, name="find_by_bsn"),
    path(f"{PERSON}/bsn/", bsn.bsn, IDENTIFICATION, name="bsn"),
    path(f"{PERSON}/bsn/tonen/", bsn.show_bsn, IDENTIFICATION, name="show_bsn"),
    path(f"{PERSON}/bsn/weg/", bsn.remove_bsn, IDENTIFICATION, name="remove_bsn"),
]
