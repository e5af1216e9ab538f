"""Signing in and out: allauth's views, with our status for a form that was refused. Signing up does not exist here."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts import reads


class Refusing:
    """An invalid form is answered with 422: the status that scripts and htmx go by."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


class Login(Refusing, account.LoginView):
    pass


class Logout(account.LogoutView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'  # computers are shared
        return response


class PasswordReset(Refusing, account.PasswordResetView):
    pass


class PasswordResetFromKey(Refusing, account.PasswordResetFromKeyView):
    pass


class ChangePassword(Refusing, account.PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Reauthenticate(Refusing, account.ReauthenticateView):
    pass


class Authenticate(Refusing, mfa.AuthenticateView):
    pass


class ReauthenticateByCode(Refusing, mfa.ReauthenticateView):
    pass


class SecondFactor(mfa.IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        has_one = reads.has_second_factor(self.request.user.pk)
        return context | {"second_factor_missing": settings.SECOND_FACTOR_REQUIRED and not has_one}


class ActivateTOTP(Refusing, totp.ActivateTOTPView):
    pass


class DeactivateTOTP(Refusing, totp.DeactivateTOTPView):
    pass


class GenerateRecoveryCodes(Refusing, recovery_codes.GenerateRecoveryCodesView):
    pass


class AddPasskey(Refusing, webauthn.AddWebAuthnView):
    pass


class RenamePasskey(Refusing, webauthn.EditWebAuthnView):
    pass


class RemovePasskey(webauthn.RemoveWebAuthnView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        """The last second factor stays where one is required; allauth asks that of a code app only."""
        if get_adapter().can_delete_authenticator(self.object):
            return super().form_valid(form)
        context = self.get_context_data(refusal=get_adapter().error_messages["cannot_delete_authenticator"])
        return render(self.request, self.template_name, context, status=409)
