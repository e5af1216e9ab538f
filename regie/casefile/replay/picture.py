"""The content of step 1 and 3 up to the plan: whom was asked, analysis, perspectives with goals, directions.

Undated in the file, so it is made where the case first comes to it, and confirmed there in every later round.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from cases import actions
from cases.domains import LifeDomain, Template
from cases.meeting_terms import ParticipationForm
from cases.terms import ConsultOn
from privacy.law import CRIMINAL
from regie.casefile.model import SharingStatus
from regie.casefile.replay.scene import NOT_RECORDED, Scene

SOURCE = "casusbestand"
NOT_ASKED = "niet bevraagd: brengt zelf in"


def decide_on_parties(scene: Scene) -> None:
    """G05: as the file says; else a party that gives was asked on the content, and every other one was not asked."""
    for at, partner in enumerate(scene.case.partners):
        asked = next((place for place, one in enumerate(scene.case.consulted) if one.party == partner.key), None)
        place = ("partners", at) if asked is None else ("consulted", asked)
        with scene.noting(place, "G05"):
            if asked is not None:
                _decide(scene, partner.key, _as_asked(scene, asked), derived=not scene.case.consulted[asked].on)
            elif not _asked_to_give(scene, partner.key):
                choice = actions.ConsultChoice(consult=False, reason_not=NOT_ASKED, source=SOURCE)
                _decide(scene, partner.key, choice, derived=True)


def _decide(scene: Scene, key: str, choice: actions.ConsultChoice, *, derived: bool) -> None:
    scene.act(actions.decide_consultation, derived=derived, party_id=scene.parties[key], choice=choice)


def _as_asked(scene: Scene, place: int) -> actions.ConsultChoice:
    row = scene.case.consulted[place]
    return actions.ConsultChoice(
        consult=True,
        on_content=ConsultOn.CONTENT in row.on or not row.on,
        on_cooperation=ConsultOn.COOPERATION in row.on,
        question=row.question,
        bases=row.legal_basis,
        source=SOURCE,
    )


def _asked_to_give(scene: Scene, key: str) -> bool:
    """Whether a sharing decision says that this party gives, on a ground that can carry the asking."""
    for row in scene.case.sharing:
        giver = row.giver if row.giver in scene.parties else scene.roll.parties_of.get(row.giver)
        if giver == key and row.status is SharingStatus.ACTIVE:
            what = ", ".join(category.plain for category in row.what)
            choice = actions.ConsultChoice(
                consult=True,
                on_content=True,
                question=_("Gevraagd naar: %(what)s.") % {"what": what},
                bases=row.giver_basis,
                necessity=row.necessity,
                source=SOURCE,
            )
            try:
                _decide(scene, key, choice, derived=True)
            except actions.NotPossible:
                continue  # this row is refused as a row too
            return True
    return False


def record_analysis(scene: Scene) -> None:
    """G10: the life domains of the file, under its template or else an own one."""
    if not scene.first_time("analysis"):
        scene.act(actions.confirm_picture, derived=True)
        return
    analysis = scene.case.life_domains
    with scene.noting(("life_domains", "template"), "G10"):
        template = analysis.template or Template.OWN
        scene.act(actions.choose_template, derived=analysis.template is None, template=template)
    texts: dict[LifeDomain, list[int]] = {}
    for place, item in enumerate(analysis.items):
        texts.setdefault(item.domain, []).append(place)
    for domain, places in texts.items():
        if domain.category in CRIMINAL:
            scene.leave_out(
                ("life_domains", "items", places[0]), _("Strafbare feiten horen hier niet (AVG artikel 10).")
            )
            continue
        with scene.noting(("life_domains", "items", places[0]), "G10"):
            _record_domain(scene, domain, places)


def _record_domain(scene: Scene, domain: LifeDomain, places: list[int]) -> None:
    """A domain stands in a case once: what several rows say of it comes together."""
    items = [scene.case.life_domains.items[place] for place in places]
    reason = _together(item.relevance_reason for item in items)
    entry = actions.DomainText(
        domain=domain,
        relevance_reason=reason or NOT_RECORDED,
        concern=_together(item.concern for item in items),
        strength=_together(item.strength for item in items),
        wish=_together(item.wish for item in items),
        source=SOURCE,
    )
    scene.act(actions.record_life_domain, derived=not reason, entry=entry)


def _together(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def state_perspectives(scene: Scene) -> None:
    """G11 and G12: the perspectives in their own words, each with its goals."""
    if not scene.first_time("perspectives"):
        scene.act(actions.confirm_perspectives, derived=True)
        return
    form = scene.resident or ParticipationForm.DECLINED
    for place, one in enumerate(scene.case.perspectives):
        where = ("perspectives", place)
        made: UUID | None = None
        with scene.noting((*where, "text"), "G11"):
            made = scene.act(actions.state_perspective, text=one.text, with_resident=form)
        for number, goal in enumerate(one.goals if made else ()):
            with scene.noting((*where, "goals", number), "G12"):
                set_ = scene.act(actions.set_goal, perspective_id=made, intention=goal)
                scene.goals.append((_words(goal), set_))


def name_directions(scene: Scene) -> None:
    """G13: the solutions of the file; without them each action of plan A is a direction for every goal."""
    if not scene.first_time("directions"):
        return  # confirmed with the perspectives
    for place, one in enumerate(scene.case.solutions):
        with scene.noting(("solutions", place), "G13"):
            aims = [goal for words, goal in scene.goals if not one.goal or words == _words(one.goal)]
            for goal in aims:
                _propose(scene, goal, one.text, one.proposed_by, derived=not one.goal)
    plan_a = scene.case.scenarios.A
    if not scene.case.solutions and plan_a:
        for place, action in enumerate(plan_a.actions):
            with scene.noting(("scenarios", "A", "actions", place), "G13"):
                for _name, goal in scene.goals:
                    _propose(scene, goal, action.what, action.owner, derived=True)


def _propose(scene: Scene, goal: UUID, text: str, by: str, *, derived: bool) -> None:
    person, party = scene.persons.get(by), scene.party_of(by)
    proposer = actions.Proposer(party=party, person=person, name="" if party or person else scene.roll.name(by))
    scene.act(actions.propose_direction, derived=derived, goal_id=goal, text=text, proposer=proposer)


def _words(goal: str) -> str:
    return " ".join(goal.split())
