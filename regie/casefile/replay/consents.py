"""
The consents of a file: each becomes a real one, with the answers of those whom the file names, on the day of the file.

As whom somebody answered follows from who they are to the person: themselves, or with authority in this case. A file
does not say which text was shown, nor how somebody answered, and neither is made up. What the matrix does not find
enough stays incomplete, and what may not be is left out; the summary names both, with the reason.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import actions
from cases.actions import Answer, NewConsent
from cases.reads import CaseNotFound
from cases.record_terms import ConsentWay
from privacy.representation import ConsentKind
from regie.casefile.model import ConsentInFile
from regie.casefile.replay.kept import plain
from regie.casefile.replay.refusal import Objection
from regie.casefile.replay.scene import FROM_FILE, NOT_RECORDED, Scene, place_of
from regie.casefile.yaml_lines import Path


def record(scene: Scene, row: ConsentInFile) -> None:
    """Records what was asked and who said yes; about several people a consent for each."""
    place = place_of(scene.case.consents, row)
    for about in row.about:
        made = _record(scene, row, about, ("consents", place))
        if made:
            scene.consents.setdefault(place, []).append(made)


def withdraw(scene: Scene, row: ConsentInFile) -> None:
    """It was taken back: by whom the file does not say, so by the one who gave it, or one of them."""
    place = place_of(scene.case.consents, row)
    by = scene.persons.get(row.given_by[0]) if row.given_by else None
    for made in scene.consents.get(place, ()):
        what = {"consent_id": made, "how": ConsentWay.NOT_RECORDED, "by": by, "by_name": "" if by else NOT_RECORDED}
        try:
            scene.act_as_any(actions.withdraw_consent, scene.whoever_is_there(), **what)
        except actions.NotPossible as exc:
            scene.leave_out(("consents", place, "withdrawn_at"), str(exc))
        except actions.NotAuthorised:
            scene.leave_out(("consents", place, "withdrawn_at"), _nobody())


def _record(scene: Scene, row: ConsentInFile, about: str, place: Path) -> UUID | None:
    try:
        made = scene.act_as_any(
            actions.ask_consent,
            scene.whoever_is_there(),
            consent=_consent(scene, row, about),
            answers=tuple(_answer(scene, key) for key in row.given_by) if row.given_at else (),
        )
    except actions.NotPossible as exc:
        _leave_out(scene, row, place, str(exc))
        return None
    except (actions.NotAuthorised, CaseNotFound):
        _leave_out(scene, row, place, _nobody())
        return None
    if row.given_by and not row.given_at:
        scene.leave_out((*place, "given_by"), _("Het bestand zegt niet op welke dag dit was."))
    if made.lacks:
        scene.incomplete.append(Objection(place, made.lacks))
    return made.id


def _leave_out(scene: Scene, row: ConsentInFile, place: Path, why: str) -> None:
    """It is no consent; what the file says of it stays with the case as it stands there."""
    scene.leave_out(place, why)
    scene.kept.setdefault("consents", []).append(plain(row))


def _consent(scene: Scene, row: ConsentInFile, about: str) -> NewConsent:
    organisations = (_organisation(scene, key) for key in row.to)
    return NewConsent(
        kind=row.kind,
        person=scene.persons[about],
        what=row.note or NOT_RECORDED,
        purpose=NOT_RECORDED,
        categories=frozenset(row.what),
        recipients=tuple(one for one in organisations if one),
        until=row.valid_until,
        extra=row.note if row.kind is ConsentKind.PROCESSING_BASIS else "",
        evidence=FROM_FILE,
    )


def _answer(scene: Scene, key: str) -> Answer:
    person = scene.persons.get(key)
    name = "" if person else scene.roll.name(key)
    return Answer(None, True, timezone.localdate(scene.now), ConsentWay.NOT_RECORDED, person, name, FROM_FILE)


def _organisation(scene: Scene, key: str) -> UUID | None:
    account = scene.roll.account(key)
    return scene.roll.organisations.get(key) or (account.organisation.pk if account else None)


def _nobody() -> str:
    return _("Op die dag was er niemand in het bestand die dit kon vastleggen.")
