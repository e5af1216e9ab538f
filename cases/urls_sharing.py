"""The addresses of who sees what and who said yes to what: a part of cases.urls, each with its purpose."""

from django.urls import path

from cases.views import consents, sharing
from privacy.law import Purpose

DIRECTION = {"purpose": Purpose.DIRECTION}
CONSENTS = "casussen/<slug:reference>/ja"
CONSENT = f"{CONSENTS}/<uuid:consent_id>"

urlpatterns = [
    path("casussen/<slug:reference>/delen/", sharing.sharing, DIRECTION, name="sharing"),
    path("casussen/<slug:reference>/delen/besluit/", sharing.share, DIRECTION, name="share"),
    path("casussen/<slug:reference>/delen/<uuid:decision_id>/stoppen/", sharing.revoke, DIRECTION, name="revoke"),
    path(f"{CONSENTS}/", consents.consents, DIRECTION, name="consents"),
    path(f"{CONSENTS}/nieuw/<slug:kind>/<uuid:person_id>/", consents.ask_consent, DIRECTION, name="ask_consent"),
    path(f"{CONSENTS}/geregeld/<uuid:subject>/", consents.birthday_handled, DIRECTION, name="birthday_handled"),
    path(f"{CONSENT}/", consents.consent, DIRECTION, name="consent"),
    path(f"{CONSENT}/formulier/", consents.consent_form, DIRECTION, name="consent_form"),
    path(f"{CONSENT}/antwoord/", consents.answer_consent, DIRECTION, name="answer_consent"),
    path(f"{CONSENT}/terug/", consents.withdraw_consent, DIRECTION, name="withdraw_consent"),
    path(f"{CONSENT}/verteld/<uuid:organisation_id>/", consents.tell_withdrawn, DIRECTION, name="tell_withdrawn"),
]
