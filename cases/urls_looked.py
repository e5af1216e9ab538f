"""The addresses of who looked: in one case, on paper for a resident, and for who oversees. Part of cases.urls."""

from django.urls import path

from cases.views import looked
from privacy.law import Purpose

DIRECTION = {"purpose": Purpose.DIRECTION}
OVERSIGHT = {"purpose": Purpose.OVERSIGHT}
PERSON = "casussen/<slug:reference>/mensen/<uuid:person_id>"

urlpatterns = [
    path("casussen/<slug:reference>/wie-keek/", looked.looked, DIRECTION, name="looked"),
    path(f"{PERSON}/wie-keek/", looked.extract, DIRECTION, name="extract"),
    path("toezicht/inzage/", looked.patterns, OVERSIGHT, name="patterns"),
    path("toezicht/inzage/regels/", looked.log_lines, OVERSIGHT, name="log_lines"),
    path("toezicht/inzage/uitvoer/", looked.export_ldv, OVERSIGHT, name="export_ldv"),
    path(
        "toezicht/casussen/<slug:reference>/wie-keek/",
        looked.looked_for_oversight,
        OVERSIGHT,
        name="looked_for_oversight",
    ),
]
