"""Inviting somebody, inviting again, and accepting: until then the account has no password and no way in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import invitations
from accounts.actions import workplace
from accounts.actions.record import locked, record
from accounts.actions.refusals import InvitationNotOpen, NotPossible
from accounts.event_kinds import EventKind
from accounts.models import User


@transaction.atomic
def invite(
    *,
    by: UUID | None,
    name: str,
    email: str,
    role: str,
    function: str,
    organisation_id: UUID,
    team_id: UUID | None = None,
    phone: str = "",
    now: datetime,
) -> UUID:
    """Makes an account and invites its owner; the caller posts the mail in the same transaction.

    Nobody invites (by=None) only when the first administrator is made, on the command line.
    """
    organisation, team = workplace.check(organisation_id=organisation_id, team_id=team_id)
    user = User(name=name, email=email.lower(), role=role, function=function, organisation=organisation, team=team)
    user.phone, user.invited_at, user.invited_by_id = phone, now, by
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise NotPossible(_("Er is al een account met dit e-mailadres."), "email") from taken
    record(kind=EventKind.INVITED, now=now, by=by, user=user.pk, after=role)
    return user.pk


@transaction.atomic
def invite_again(*, by: UUID, user_id: UUID, now: datetime) -> None:
    """Sends a new link; the old one no longer works. Also the first link of an account that an import made."""
    user = locked(by=by, user_id=user_id)
    if not user.email:
        raise NotPossible(_("Er is nog geen e-mailadres. Vul dat eerst in."))
    if user.accepted_at:
        raise NotPossible(_("Deze uitnodiging is al aangenomen."))
    if user.disabled_at:
        raise NotPossible(_("Dit account is uitgeschakeld. Schakel het eerst weer in."))
    user.invited_at, user.invited_by_id = now, by
    user.save(update_fields=["invited_at", "invited_by"])
    record(kind=EventKind.INVITED_AGAIN, now=now, by=by, user=user.pk)


@transaction.atomic
def accept_invitation(*, token: str, password: str, now: datetime) -> UUID:
    """Takes the account into use with this password. Raises InvitationNotOpen, the second time too."""
    link = invitations.read(token)
    user = User.objects.select_for_update().filter(pk=link.user_id).first() if link else None
    if link is None or user is None or not invitations.is_open(link, user):
        raise InvitationNotOpen
    user.set_password(password)
    user.accepted_at = now
    user.save(update_fields=["password", "accepted_at"])
    record(kind=EventKind.ACCEPTED, now=now, by=user.pk, user=user.pk)
    return user.pk
