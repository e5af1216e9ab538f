"""The addresses of who sees what and who said yes to what: a part of cases.urls, each with its purpose."""

from django.urls import path

from cases.views import consents, sharing
from privacy.law import Purpose

DIRECTION = {"purpose": Purpose.DIRECTION}
CONSENTS = "casussen/<slug:reference>/ja"
CONSENT = f"{CONSENTS}/<uuid:consent_id>"

urlpatterns = [
    path("casussen/<slug:reference>/delen/", sharing.sharing, DIRECTION, name="sharing"),
    path("casussen/<slug:reference>/delen/met/<uuid:organisation_id>/", sharing.new_share, DIRECTION, name="new_share"),
    path("casussen/<slug:reference>/delen/met/<uuid:organisation_id>/besluit/", sharing.share, DIRECTION, name="share"),
    path("casussen/<slug:reference>/delen/vraag/", sharing.ask_to_share, DIRECTION, name="ask_to_share"),
    path(
        "casussen/<slug:reference>/delen/vraag/<uuid:request_id>/nee/",
        sharing.refuse_request,
        DIRECTION,
        name="refuse_request",
    ),
    path(
        "casussen/<slug:reference>/delen/vraag/<uuid:request_id>/intrekken/",
        sharing.withdraw_request,
        DIRECTION,
        name="withdraw_request",
    ),
    path("casussen/<slug:reference>/delen/vrijgeven/", sharing.releasing, DIRECTION, name="releasing"),
    path(
        "casussen/<slug:reference>/delen/vrijgeven/terug/",
        sharing.take_back_release,
        DIRECTION,
        name="take_back_release",
    ),
    path("casussen/<slug:reference>/delen/vrijgeven/vraag/", sharing.ask_release, DIRECTION, name="ask_release"),
    path(
        "casussen/<slug:reference>/delen/vrijgeven/klaar/", sharing.leave_unreleased, DIRECTION, name="leave_unreleased"
    ),
    path("casussen/<slug:reference>/delen/<uuid:decision_id>/", sharing.decision, DIRECTION, name="decision"),
    path("casussen/<slug:reference>/delen/<uuid:decision_id>/stoppen/", sharing.revoke, DIRECTION, name="revoke"),
    path(
        "casussen/<slug:reference>/delen/<uuid:decision_id>/verteld/",
        sharing.recipient_was_told,
        DIRECTION,
        name="recipient_was_told",
    ),
    path(f"{CONSENTS}/", consents.consents, DIRECTION, name="consents"),
    path(f"{CONSENTS}/nieuw/<slug:kind>/<uuid:person_id>/", consents.ask_consent, DIRECTION, name="ask_consent"),
    path(f"{CONSENTS}/geregeld/<uuid:subject>/", consents.birthday_handled, DIRECTION, name="birthday_handled"),
    path(f"{CONSENT}/", consents.consent, DIRECTION, name="consent"),
    path(f"{CONSENT}/formulier/", consents.consent_form, DIRECTION, name="consent_form"),
    path(f"{CONSENT}/antwoord/", consents.answer_consent, DIRECTION, name="answer_consent"),
    path(f"{CONSENT}/terug/", consents.withdraw_consent, DIRECTION, name="withdraw_consent"),
    path(f"{CONSENT}/verteld/<uuid:organisation_id>/", consents.tell_withdrawn, DIRECTION, name="tell_withdrawn"),
]
