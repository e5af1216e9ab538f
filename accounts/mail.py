"""The mails of this app: an invitation, a new password, a notice about signing in, a summons to come and look
at once, and that something waits.

A mail names no case and says nothing that is not already known to whoever reads that mailbox. The link is made when
the mail is made: what waits in the outbox holds ids, never a key.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import invitations
from accounts.actions.mailings import first_time
from accounts.models import User, Waiting
from accounts.reads.waiting import mail_is_due
from accounts.resting import rests

ADDRESS_CHANGED, SECOND_FACTOR_WIPED = "regie/address_changed", "regie/second_factor_wiped"
NOTICES = {  # what allauth calls it -> what we write about it
    "account/email/password_changed": "uw wachtwoord is gewijzigd",
    "account/email/password_reset": "uw wachtwoord is opnieuw ingesteld",
    "mfa/email/totp_activated": "een app voor inlogcodes is toegevoegd",
    "mfa/email/totp_deactivated": "de app voor inlogcodes is verwijderd",
    "mfa/email/webauthn_added": "een passkey is toegevoegd",
    "mfa/email/webauthn_removed": "een passkey is verwijderd",
    "mfa/email/recovery_codes_generated": "nieuwe herstelcodes zijn gemaakt",
    ADDRESS_CHANGED: "een beheerder gaf uw account een ander e-mailadres",
    SECOND_FACTOR_WIPED: "een beheerder wiste de tweede stap van uw account",
}
SUMMONS = {  # what somebody must come and look at -> what the mail says of it, and no more
    "emergency": "Iemand opende in een noodgeval een casus waar u iets over te zeggen hebt.",
    "account": "Een beheerder nodigde een collega uit, wijzigde een e-mailadres of wiste een tweede stap.",
}


@transaction.atomic
def send_invitation(*, key: str, user_id: UUID, invited_at: str, site: str, now: datetime) -> bool:
    """The link with which somebody takes the account into use. False when it is no longer the latest invitation."""
    user = User.objects.filter(pk=user_id, is_active=True, accepted_at=None, email__isnull=False).first()
    if user is None or user.invited_at != datetime.fromisoformat(invited_at) or not first_time(key=key, now=now):
        return False
    path = reverse("accept_invitation", kwargs={"token": invitations.token_for(user)})
    days = invitations.VALID.days
    _send("invitation", user, {"link": f"{site}{path}", "days": days})
    return True


@transaction.atomic
def send_password_reset(*, key: str, user_id: UUID, site: str, now: datetime) -> bool:
    """The link with which somebody chooses a new password; for an account in use, and not to an address of today."""
    user = User.objects.filter(pk=user_id, is_active=True, accepted_at__isnull=False).first()
    if user is None or not user.email or rests(user.address_changed_at, now) or not first_time(key=key, now=now):
        return False
    values = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    _send("password_reset", user, {"link": f"{site}{reverse('account_reset_password_from_key', kwargs=values)}"})
    return True


@transaction.atomic
def send_notice(*, key: str, user_id: UUID, what: str, now: datetime) -> bool:
    """Tells the owner that something about signing in changed, so that they see it when it was not them.

    Of another address at both: the one of before is where the owner reads it.
    """
    user = User.objects.filter(pk=user_id, email__isnull=False).first()
    if user is None or what not in NOTICES or not first_time(key=key, now=now):
        return False
    for address in (user.email, user.former_email if what == ADDRESS_CHANGED else None):
        if address:
            _send("notice", user, {"what": NOTICES[what], "at": now}, to=address)
    return True


@transaction.atomic
def send_summons(*, key: str, user_id: UUID, what: str, now: datetime) -> bool:
    """Asks somebody to come and look, without a name, a case or a link: those stand behind the door."""
    user = User.objects.filter(pk=user_id, is_active=True, email__isnull=False).first()
    if user is None or what not in SUMMONS or not first_time(key=key, now=now):
        return False
    _send("summons", user, {"what": SUMMONS[what], "at": now})
    return True


@transaction.atomic
def send_waiting(*, user_id: UUID, site: str, now: datetime) -> bool:
    """Asks somebody to come and look at what waits: everything that happened since the last look in one mail.

    The row stays locked while it is sent: two of these at once send one mail. When sending fails nothing is noted.
    """
    rows = Waiting.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    waiting = rows.filter(mail_is_due(now), user=user_id).first()
    if waiting is None:
        return False
    _send(
        "waiting",
        waiting.user,
        {"link": f"{site.rstrip('/')}{settings.LOGIN_REDIRECT_URL}", "is_ready": waiting.is_ready},
    )
    waiting.since, waiting.is_ready, waiting.mailed_at, waiting.is_unread = None, False, now, True
    waiting.save()
    return True


def _send(name: str, user: User, context: dict[str, object], *, to: str | None = None) -> None:
    context = context | {"name": user.name}
    subject = render_to_string(f"accounts/mail/{name}_subject.txt", context).strip()
    send_mail(
        subject,
        render_to_string(f"accounts/mail/{name}.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [to or user.email or ""],
    )
