"""Disabling and enabling an account, and wiping a second factor that was lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.record import locked, record
from accounts.actions.refusals import NotPossible
from accounts.actions.sessions import end_sessions
from accounts.event_kinds import EventKind
from accounts.resting import rests


@transaction.atomic
def disable(*, by: UUID, user_id: UUID, now: datetime) -> None:
    """Closes the account at once: its sessions end here, and a request that is under way finds nobody signed in.

    Nobody disables themselves, so somebody always remains who can enable again.
    """
    if by == user_id:
        raise NotPossible(_("U kunt uw eigen account niet uitschakelen. Vraag een andere beheerder."))
    user = locked(by=by, user_id=user_id)
    if user.disabled_at:
        raise NotPossible(_("Dit account is al uitgeschakeld."))
    user.disabled_at, user.disabled_by_id = now, by
    user.save(update_fields=["disabled_at", "disabled_by"])
    end_sessions(user_id=user.pk)
    record(kind=EventKind.DISABLED, now=now, by=by, user=user.pk)


@transaction.atomic
def enable(*, by: UUID, user_id: UUID, now: datetime) -> None:
    """Opens a disabled account again, with the password and the second factor it had."""
    user = locked(by=by, user_id=user_id)
    if user.disabled_at is None:
        raise NotPossible(_("Dit account is niet uitgeschakeld."))
    if not user.organisation.active:
        raise NotPossible(_("De organisatie van dit account is buiten gebruik. Neem die eerst weer in gebruik."))
    user.disabled_at = user.disabled_by = None
    user.save(update_fields=["disabled_at", "disabled_by"])
    record(kind=EventKind.ENABLED, now=now, by=by, user=user.pk)


@transaction.atomic
def reset_second_factor(*, by: UUID, user_id: UUID, now: datetime) -> None:
    """Wipes the second factor of somebody who lost it. Not one's own: a stolen session must not be able to.

    Nor right after another address: an administrator would have both keys to the account before its owner knows.
    """
    if by == user_id:
        raise NotPossible(_("Uw eigen tweede stap wijzigt u bij “Mijn account”."))
    user = locked(by=by, user_id=user_id)
    if rests(user.address_changed_at, now):
        raise NotPossible(_("Het e-mailadres van dit account is net gewijzigd. Wis de tweede stap een dag later."))
    wiped, _rows = Authenticator.objects.filter(user=user).delete()
    if not wiped:
        raise NotPossible(_("Dit account heeft geen tweede stap."))
    end_sessions(user_id=user.pk)
    record(kind=EventKind.SECOND_FACTOR_RESET, now=now, by=by, user=user.pk)
