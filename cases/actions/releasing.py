"""
The first key of sharing: whoever wrote a piece releases it, or not. By itself nothing is released.

A release alone shares nothing: the second key is a decision (cases.actions.sharing). Source: domain.md 6.6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions import tasks, worklist
from cases.actions.locked import CASEWORK, DIRECTOR, authorise, case_to_change, locked_case
from cases.actions.refusals import NotPossible
from cases.item import Item
from cases.models import Case
from cases.reads.deciding import can_release
from cases.reads.reach import permitted
from cases.record_terms import TaskKind
from cases.shareable import Piece, tables
from cases.working_days import add_working_days
from privacy import law
from privacy.gate import entrance
from privacy.law import Purpose, Relation
from privacy.viewer import Viewer

DAYS_TO_RELEASE = 5  # working days
NOT_YOURS = gettext_lazy("U geeft alleen vrij wat u zelf schreef. Vraag het anders aan wie het schreef.")


@entrance
@transaction.atomic
def release(*, viewer: Viewer, reference: str, pieces: Collection[Piece], now: datetime) -> None:
    """May be shared, says who wrote it. Of what nobody with an account wrote, who directs the process says so.

    The same of what somebody wrote who no longer works in the case. What is released already stays as it is.
    NotPossible when one of them is not the viewer's to release.
    """
    case, found = _own(viewer, reference, pieces, now)
    for model, ids in found.items():
        model.objects.filter(case=case, pk__in=ids, released_at=None).update(
            released_at=now, released_by=viewer.user_id
        )
    _release_was_asked(case, viewer, now)


@entrance
@transaction.atomic
def take_back_release(*, viewer: Viewer, reference: str, pieces: Collection[Piece], now: datetime) -> None:
    """May no longer be shared: from this moment no partner sees it, whatever was decided."""
    case, found = _own(viewer, reference, pieces, now)
    for model, ids in found.items():
        model.objects.filter(case=case, pk__in=ids).update(released_at=None, released_by=None)


@entrance
@transaction.atomic
def ask_release(*, viewer: Viewer, reference: str, author: UUID | None, now: datetime) -> None:
    """Asks somebody who wrote in this case to look what may be shared."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    if author is None or not _wrote(case, author):
        raise NotPossible(_("Deze persoon schreef niets in deze casus."))
    if not can_release(case, [author]):
        raise NotPossible(_("Deze persoon werkt niet meer in deze casus. U kunt het zelf vrijgeven."))
    due_on = add_working_days(timezone.localdate(now), DAYS_TO_RELEASE)
    tasks.ask(case, TaskKind.RELEASE, of=author, about=author, due_on=due_on, now=now)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def leave_unreleased(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """Looked, and the rest is not to be shared: what was asked of this viewer is done."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, CASEWORK)
    _release_was_asked(case, viewer, now)


def _wrote(case: Case, author: UUID) -> bool:
    return any(model.objects.filter(case=case, made_by=author).exists() for model in tables().values())


def _release_was_asked(case: Case, viewer: Viewer, now: datetime) -> None:
    tasks.done(case, (TaskKind.RELEASE,), about=viewer.user_id, of=viewer.user_id, now=now)
    worklist.refresh(case, now)


def _own(
    viewer: Viewer, reference: str, pieces: Collection[Piece], now: datetime
) -> tuple[Case, dict[type[Item], set[UUID]]]:
    """The locked case, and these pieces by their table when each is this viewer's to release."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, CASEWORK)
    if not pieces:
        raise NotPossible(_("Kies ten minste één stuk."), field="pieces")
    verdict = law.judge(role=viewer.role, purpose=Purpose.DIRECTION, standing=standing)
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for piece in pieces:
        wanted[piece.table].add(piece.id)
    found: dict[type[Item], set[UUID]] = {}
    authors: set[UUID | None] = set()
    for table, ids in wanted.items():
        model = tables()[table]
        seen = permitted(verdict, model.objects.filter(case=case, pk__in=ids))
        rows = dict(seen.values_list("pk", "made_by"))
        if rows.keys() != ids:
            raise NotPossible(str(NOT_YOURS))
        found[model] = ids
        authors |= set(rows.values())
    if not _may_release(case, authors, viewer, standing):
        raise NotPossible(str(NOT_YOURS))
    return case, found


def _may_release(case: Case, authors: set[UUID | None], viewer: Viewer, standing: law.Standing) -> bool:
    """Every author is this viewer; or no longer works here, and then who directs the process turns the key."""
    others = [one for one in authors - {viewer.user_id} if one]
    if authors <= {viewer.user_id}:
        return True
    return not can_release(case, others) and Relation.DIRECTS_PROCESS in standing.relations
