"""Opening a case of a file: people, words, laws, parties. Not here: triage (steps), hats (hats)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases import actions
from cases.meeting_terms import SeatKind
from cases.reads import CaseNotFound
from cases.statements import Kind
from cases.terms import AuthorityKind, AvePhase, ReportedBy
from privacy.law import DataCategory
from privacy.viewer import Viewer
from regie.casefile.model import Member
from regie.casefile.replay.refusal import Refused
from regie.casefile.replay.scene import FROM_FILE, NOT_RECORDED, Scene

ADULT = 18
CHILD = ("kind", "jeugdige", "minderjarige", "zoon", "dochter", "baby")
# What a file notes beside a person is not weighed yet. Most of it is about health, so it is as protected as that.
NOTED = DataCategory.HEALTH_MENTAL


def open_case(scene: Scene) -> None:
    """Opens the case with everything that is known from the beginning. What does not fit refuses it at once."""
    opener = scene.opener = _open(scene)
    starter = next(iter(scene.triagists()), opener)
    _state_purposes(scene, starter)
    for place, member in enumerate(scene.case.household):
        with scene.noting(("household", place)):
            _add_person(scene, member, opener)
    with scene.noting(("household",)):
        _record_authority(scene, opener)
    _record_words(scene, opener)
    for place in range(len(scene.case.partners)):
        with scene.noting(("partners", place)):
            _add_party(scene, place, opener)
    scene.refuse_what_was_noted()


def _open(scene: Scene) -> Viewer:
    """Opens it as who made the first step, or else as somebody of the file who may: a triagist before others."""
    first = [step.by for step in scene.case.course[:1]]
    staff = [scene.roll.viewer(key) for key in (*first, *scene.roll.staff.accounts)]
    for viewer in (*staff[: len(first)], *scene.triagists(), *staff):
        if viewer is not None:
            try:
                with actions.deriving():
                    report = actions.NewReport(reporter_kind=ReportedBy.COLLEAGUE, reporter=FROM_FILE)
                    scene.reference = actions.open_case(
                        viewer=viewer, report=report, now=scene.now, frame=scene.case.frame
                    )
            except actions.NotAuthorised:
                continue
            scene.derived += 1
            return viewer
    text = _("Niemand in meta.professionals kan deze casus melden. Noem een triagist die bij de gemeente werkt.")
    raise Refused(("id",), text)


def _state_purposes(scene: Scene, starter: Viewer) -> None:
    """First of all: with one law, everything that is recorded belongs to it."""
    for law in scene.case.laws:
        task = _("Werken aan de vraag van dit huishouden (%(law)s).") % {"law": law.label}
        try:
            scene.act(actions.state_purpose, starter, derived=True, law=law, task=task)
        except (actions.NotAuthorised, CaseNotFound):
            scene.kept["laws"] = [law.value for law in scene.case.laws]
            break
    if scene.case.ave_phase:
        phase = next(one for one in AvePhase if one.value == str(scene.case.ave_phase))
        try:
            scene.act(actions.set_ave_phase, starter, derived=True, phase=phase, reason=FROM_FILE)
        except (actions.NotAuthorised, CaseNotFound):
            scene.kept["ave_phase"] = scene.case.ave_phase


def _add_person(scene: Scene, member: Member, opener: Viewer) -> None:
    person = actions.NewPerson(
        name=member.name,
        role=member.role or NOT_RECORDED,
        age=member.age,
        age_told_on=scene.reference_date if member.age is not None else None,
    )
    scene.persons[member.key] = scene.act(actions.add_person, opener, person=person)
    if member.note:
        about = [scene.persons[member.key]]
        scene.act(actions.record_note, opener, text=member.note, category=NOTED, about=about, source=_("casusbestand"))


def _record_authority(scene: Scene, opener: Viewer) -> None:
    """Of each minor the kind of authority; held by every adult of whom the file says the same kind, or who has none."""
    minors = [one for one in scene.case.household if _is_minor(one)]
    adults = [one for one in scene.case.household if one not in minors and one.authority]
    scene.no_authority = {one.key for one in adults}
    told = _("casusbestand")
    for child in minors:
        shared = [one for one in adults if child.authority in (None, one.authority)]
        without = [one for one in adults if one.authority is AuthorityKind.NONE and one not in shared]
        for adult in (*shared, *without):
            scene.no_authority.discard(adult.key)
            scene.act(
                actions.record_authority,
                opener,
                derived=True,
                child=scene.persons[child.key],
                holder=scene.persons[adult.key],
                kind=adult.authority,
                source=told,
            )
        if child.authority and not shared:
            alone = scene.persons[child.key]
            scene.act(actions.record_authority, opener, child=alone, holder=None, kind=child.authority, source=told)


def _is_minor(member: Member) -> bool:
    """By the age; without one, a child of whom the file says who has authority is not of age."""
    if member.age is not None:
        return member.age < ADULT
    return member.authority is not None and any(word in member.role.lower() for word in CHILD)


def _record_words(scene: Scene, opener: Viewer) -> None:
    case = scene.case
    words = (
        (Kind.TITLE, "title", case.title),
        (Kind.SUMMARY, "summary", case.summary),
        (Kind.QUESTION, "question", case.question),
        (Kind.RESIDENT_VISION, "resident_vision", case.resident_vision),
    )
    for kind, name, text in words:
        if text:
            with scene.noting((name,)):
                scene.act(actions.record_words, opener, kind=kind, text=text)


def _add_party(scene: Scene, place: int, opener: Viewer) -> None:
    partner = scene.case.partners[place]
    party = actions.NewParty(
        organisation_id=scene.roll.organisations[partner.key],
        contact_id=scene.user(partner.key),
        seat_kind=partner.seat_kind or SeatKind.FIXED_PARTNER,
        primary_task=partner.primary_task,
        interest=partner.interest,
        leeway=partner.leeway,
    )
    scene.parties[partner.key] = scene.act(actions.add_party, opener, party=party)
