"""The addresses of signing in and of one's own account: the same on the staff site and in the portal.

Explicit, so that what allauth also offers (signing up, changing one's address) does not exist here.
"""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from accounts.views import drafts, invitation, my_account, session, sign_in

urlpatterns = [
    path("inloggen/", sign_in.Login.as_view(), name="account_login"),
    path("inloggen/tweede-stap/", sign_in.Authenticate.as_view(), name="mfa_authenticate"),
    path("inloggen/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("uitloggen/", sign_in.Logout.as_view(), name="account_logout"),
    path("account/", my_account.my_account, name="my_account"),
    path("account/elders-uitloggen/", my_account.end_other_sessions, name="end_other_sessions"),
    path("account/blijven/", session.stay_signed_in, name="stay_signed_in"),
    path("account/uitgeschakeld/", account.account_inactive, name="account_inactive"),
    path("account/uitnodiging/<str:token>/", invitation.accept_invitation, name="accept_invitation"),
    path("account/bevestigen/", sign_in.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("account/bevestigen/code/", sign_in.ReauthenticateByCode.as_view(), name="mfa_reauthenticate"),
    path("account/bevestigen/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/wachtwoord/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("account/wachtwoord-vergeten/", sign_in.PasswordReset.as_view(), name="account_reset_password"),
    path("account/wachtwoord-vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/wachtwoord-vergeten/nieuw/<slug:uidb36>/<str:key>/",
        sign_in.PasswordResetFromKey.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "account/wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/tweede-stap/", sign_in.SecondFactor.as_view(), name="mfa_index"),
    path("account/tweede-stap/app/", sign_in.ActivateTOTP.as_view(), name="mfa_activate_totp"),
    path("account/tweede-stap/app/verwijderen/", sign_in.DeactivateTOTP.as_view(), name="mfa_deactivate_totp"),
    path("account/tweede-stap/herstelcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/tweede-stap/herstelcodes/nieuw/",
        sign_in.GenerateRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/tweede-stap/herstelcodes/bestand/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/tweede-stap/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/tweede-stap/passkeys/nieuw/", sign_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/tweede-stap/passkeys/<int:pk>/naam/", sign_in.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path(
        "account/tweede-stap/passkeys/<int:pk>/verwijderen/",
        sign_in.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("concept/", drafts.autosave_draft, name="autosave_draft"),
    path("concept/mijn/", drafts.my_drafts, name="my_drafts"),
    path("concept/weg/", drafts.discard_drafts, name="discard_drafts"),
    path("concept/weg/<uuid:draft_id>/", drafts.discard_draft, name="discard_draft"),
]
