"""allauth's forms in our words: a label above every field, no text inside it."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.dutch.forms import PlainForm

NEW_PASSWORD = _("Kies minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden.")


def plain(form: forms.BaseForm, name: str, label: str, help_text: str = "") -> None:
    """Gives a field our label and help, and takes the text out of the field itself."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = _("Vul nog in: “%(label)s”") % {"label": label}
    form.use_required_attribute = False


class SamePasswordTwice:
    """Two fields, one password: our sentence beside the second when they differ."""

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Dit is niet hetzelfde wachtwoord. Typ het twee keer gelijk."))
        return self.cleaned_data


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "login", _("E-mailadres"))
        plain(self, "password", _("Wachtwoord"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "password", _("Wachtwoord"))


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "email", _("E-mailadres"), _("Het adres waarmee u inlogt."))


class ResetPasswordKeyForm(SamePasswordTwice, account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "password1", _("Nieuw wachtwoord"), NEW_PASSWORD)
        plain(self, "password2", _("Nieuw wachtwoord, nog een keer"))


class ChangePasswordForm(SamePasswordTwice, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "oldpassword", _("Huidig wachtwoord"))
        plain(self, "password1", _("Nieuw wachtwoord"), NEW_PASSWORD)
        plain(self, "password2", _("Nieuw wachtwoord, nog een keer"))


class AuthenticateForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "code", _("Code"), _("De zes cijfers uit uw app, of een van uw herstelcodes."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ReauthenticateCodeForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "code", _("Code"), _("De zes cijfers uit uw app, of een van uw herstelcodes."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "code", _("Code uit de app"), _("Zes cijfers. Na een halve minuut komt er een nieuwe."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "name", _("Naam van deze passkey"), _("Zodat u hem herkent, bijvoorbeeld “laptop van het werk”."))
        passwordless = _("Uw apparaat vraagt dan om een pincode, vinger of gezicht.")
        plain(self, "passwordless", _("Hiermee inloggen zonder wachtwoord"), passwordless)


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, "name", _("Naam van deze passkey"))
        self.fields["name"].max_length = 100


class AcceptInvitationForm(SamePasswordTwice, PlainForm):
    """Choosing the first password."""

    password1 = forms.CharField(
        label=_("Wachtwoord"),
        help_text=NEW_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Wachtwoord, nog een keer"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password)
        return password
