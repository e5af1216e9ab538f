"""
The sharing decisions of a file: real decisions, by the same rules. A chain partner receives them in the portal.

A row whose grounds cannot carry its category is refused as a row: named in the summary, and never shared. What goes to
our own staff is decided and recorded too; they receive nothing by it, for within the municipality a role and a hat say
who sees what.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.reads import UserCard, people_of
from cases import actions
from cases.reads import CaseNotFound
from cases.record_terms import SharingChannel, SharingLevel
from privacy import law
from privacy.law import DataCategory, Purpose
from privacy.months import add_months
from regie.casefile.model import SharingInFile, SharingStatus
from regie.casefile.replay.kept import plain
from regie.casefile.replay.refusal import Objection
from regie.casefile.replay.roll import role_of
from regie.casefile.replay.scene import NOT_RECORDED, Scene, place_of
from regie.casefile.timetable import ZONE

MONTHS = 6


def decide(scene: Scene, row: SharingInFile) -> None:
    """Takes the decision, or the decision not to; or names the row as refused."""
    place = ("sharing", place_of(scene.case.sharing, row))
    recipients = _recipients(scene, row)
    if len(row.a9) > 1 or len(row.a10) > 1:
        scene.kept.setdefault("sharing", []).append(plain(row))  # a decision names one of each
    if not recipients:
        kept = scene.kept.setdefault("sharing", [])
        kept += [] if plain(row) in kept else [plain(row)]
        return
    try:
        if row.status is SharingStatus.REFUSED:
            _decide_not_to(scene, row, recipients)
        else:
            scene.act(actions.share, proposal=_proposal(scene, row, recipients))
    except actions.NotPossible as exc:
        scene.rows_refused.append(Objection(place, str(exc)))
    except (actions.NotAuthorised, CaseNotFound):
        text = _("Op die dag was er geen procesregisseur die dit kon besluiten.")
        scene.rows_refused.append(Objection(place, text))


def _recipients(scene: Scene, row: SharingInFile) -> tuple[UserCard, ...]:
    """Everybody who works at the organisation that receives; of a professional only that professional."""
    organisation = scene.roll.organisations.get(row.receiver)
    if organisation:
        return people_of(organisation) or tuple(_one(scene, row.receiver))
    return tuple(_one(scene, row.receiver))


def _one(scene: Scene, key: str) -> list[UserCard]:
    user = scene.roll.account(key)
    return [one for one in people_of(user.organisation.pk) if one.id == user.pk] if user else []


def _outside(one: UserCard) -> bool:
    """Whether somebody receives by sharing decisions at all: a chain partner, in the portal."""
    return bool(law.receivable(role_of(one.role), Purpose.COOPERATION))


def _decide_not_to(scene: Scene, row: SharingInFile, recipients: tuple[UserCard, ...]) -> None:
    reason = row.necessity or row.subsidiarity or NOT_RECORDED

    scene.act(actions.decide_not_to_share, proposal=_proposal(scene, row, recipients), reason=reason)


def _proposal(scene: Scene, row: SharingInFile, receivers: tuple[UserCard, ...]) -> actions.Proposal:
    giver = scene.roll.account(row.giver)
    outside = tuple(one.id for one in receivers if _outside(one))
    return actions.Proposal(
        to_organisation=receivers[0].organisation_id,
        recipients=outside,
        level=SharingLevel.BASIC if set(row.what) == {DataCategory.INVOLVEMENT} else SharingLevel.CONTENT,
        channel=SharingChannel.PORTAL if outside else SharingChannel.OTHER,
        categories=frozenset(row.what),
        bases=row.receiver_basis,
        giver_bases=row.giver_basis,
        a9=_first(row.a9),
        a10=_first(row.a10),
        necessity=row.necessity,
        subsidiarity=row.subsidiarity,
        valid_until=_until(scene, row),
        about=tuple(scene.persons[key] for key in row.about),
        from_organisation=scene.roll.organisations.get(row.giver) or (giver.organisation.pk if giver else None),
        informed_on=timezone.localdate(scene.now) if row.informed else None,
        not_informed_reason="" if row.informed else NOT_RECORDED,
    )


def _first(codes: tuple[str, ...]) -> str | None:
    return codes[0] if codes else None


def _until(scene: Scene, row: SharingInFile) -> datetime:
    """The end of the last day: as the file says, else that of the monitoring, else six months on."""
    decided = timezone.localdate(scene.now)
    follows = scene.case.monitoring.until if scene.case.monitoring else None
    last: date = row.until or (follows if follows and follows >= decided else add_months(decided, MONTHS))
    return datetime.combine(last + timedelta(days=1), time(), ZONE)
