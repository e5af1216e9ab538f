"""
The sharing decisions of a file. To a chain partner they become real decisions, one for each account there.

A row whose grounds cannot carry its category is refused as a row: named in the summary, and never shared. A row to our
own staff is kept: within the municipality a role and a hat decide who sees what, not a sharing decision.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.reads import UserCard, people_of
from cases import actions
from cases.reads import CaseNotFound
from privacy import law, legal_bases
from privacy.law import Purpose
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
    if row.status is SharingStatus.ACTIVE and not any(_outside(one) for one in recipients):
        kept = scene.kept.setdefault("sharing", [])
        kept += [] if plain(row) in kept else [plain(row)]
        return
    try:
        if row.status is SharingStatus.REFUSED:
            _decide_not_to(scene, row, recipients)
        else:
            _check_grounds(row)
            for one in recipients:
                if _outside(one):
                    scene.act(actions.share, proposal=_proposal(scene, row, one))
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
    for one in recipients[:1]:
        scene.act(actions.decide_not_to_share, proposal=_proposal(scene, row, one), reason=reason)


def _check_grounds(row: SharingInFile) -> None:
    refusal = legal_bases.why_not_share(
        categories=row.what, giver=row.giver_basis, receiver=row.receiver_basis, a9=_first(row.a9), a10=_first(row.a10)
    )
    if refusal:
        raise actions.NotPossible(refusal)


def _proposal(scene: Scene, row: SharingInFile, one: UserCard) -> actions.Proposal:
    giver = scene.roll.account(row.giver)
    return actions.Proposal(
        recipient=one.id,
        categories=frozenset(row.what),
        bases=row.receiver_basis,
        a9=_first(row.a9),
        a10=_first(row.a10),
        necessity=row.necessity,
        subsidiarity=row.subsidiarity,
        valid_until=_until(scene, row),
        about=tuple(scene.persons[key] for key in row.about),
        from_organisation=scene.roll.organisations.get(row.giver) or (giver.organisation.pk if giver else None),
        giver_bases=row.giver_basis,
        resident_informed=row.informed,
    )


def _first(codes: tuple[str, ...]) -> str | None:
    return codes[0] if codes else None


def _until(scene: Scene, row: SharingInFile) -> datetime:
    """The end of the last day: as the file says, else that of the monitoring, else six months on."""
    decided = timezone.localdate(scene.now)
    follows = scene.case.monitoring.until if scene.case.monitoring else None
    last: date = row.until or (follows if follows and follows >= decided else add_months(decided, MONTHS))
    return datetime.combine(last + timedelta(days=1), time(), ZONE)
