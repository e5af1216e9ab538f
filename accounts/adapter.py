"""Where allauth asks us something: our words for what it refuses, and what may not be done with an account.

How mail leaves is not here but in regie.sign_in: this app stands below the outbox.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import secrets
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, our own words, and no message when something simply went well."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide."),
        "too_many_login_attempts": _(
            "Er is te vaak een verkeerd wachtwoord ingevuld. Wacht vijf minuten en probeer het weer."
        ),
        "incorrect_password": _("Dit wachtwoord klopt niet. Probeer het opnieuw."),
        "enter_current_password": _("Uw huidige wachtwoord klopt niet. Probeer het opnieuw."),
        "incorrect_code": _("Deze code klopt niet. Gebruik de nieuwste code uit uw app."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "rate_limited": _("U hebt dit te vaak geprobeerd. Wacht een paar minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_inactive")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")


class MFAAdapter(DefaultMFAAdapter):
    """Our words, and: where a second factor is required, the last one stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet. Gebruik de nieuwste code uit uw app."),
        "cannot_delete_authenticator": _(
            "Een tweede stap is verplicht en dit is uw laatste. Voeg eerst een andere toe."
        ),
        "unreadable": _("Uw tweede stap is niet meer te lezen. Vraag de functioneel beheerder om haar te wissen."),
        "cannot_generate_recovery_codes": _("Herstelcodes horen bij een tweede stap. Stel die eerst in."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.SECOND_FACTOR_REQUIRED:
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user=authenticator.user, type__in=kinds).exclude(pk=authenticator.pk)
        return others.exists()

    def encrypt(self, text: str) -> str:
        return secrets.close(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What cannot be opened (another SECRET_KEY) lets nobody in, and says so beside the field of the code."""
        try:
            return secrets.open_(encrypted_text)
        except InvalidToken as lost:
            raise self.validation_error("unreadable") from lost

    def get_totp_issuer(self) -> str:
        return "Regie"

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  # allauth's name for it
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}" if number > 1 else "Passkey"
