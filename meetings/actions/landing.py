"""From talk to plan: what the table agrees on, put in the case at once, in its own tables (S003 step 3b to 3d).

Each takes what the case needs for it. source: a contribution that says it already; without one it is written down.
topic: what lay on the table when it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import ContributionKind, ParticipationForm, Weighing
from cases.terms import Compartment, ScenarioCode
from meetings.actions.contributing import NewContribution, like, refuse_another_topic, written_down
from meetings.actions.seated import Seated, running
from meetings.admission import most_guarded
from meetings.models import Contribution, MeetingDecision
from meetings.phases import why_not_say
from meetings.reads.admitted import about
from meetings.reads.facts import first_turns_of
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Viewer

_K = ContributionKind


@dataclass(frozen=True)
class Said:
    """Who said it, and the contribution that says it already."""

    seat: UUID | None = None
    source: UUID | None = None


@entrance
@transaction.atomic
def land_perspective(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    text: str,
    with_resident: ParticipationForm,
    now: datetime,
    own_words_reason: str = "",
    topic: UUID | None = None,
    said: Said = Said(),
) -> UUID:
    """Where the resident wants to go, as the table heard it. A treatment is refused as everywhere (S003 step 3b)."""
    at = _ready(viewer, reference, meeting_id, now, _K.PERSPECTIVE, topic)
    made = cases.state_perspective(
        viewer=viewer,
        reference=reference,
        text=text,
        with_resident=with_resident,
        own_words_reason=own_words_reason,
        now=now,
        **_of_topic(at),
    )
    return _landed(at, _K.PERSPECTIVE, text, f"cases.perspective:{made}", said)


@entrance
@transaction.atomic
def land_goal(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    perspective_id: UUID,
    intention: str,
    steps: tuple[str, ...],
    now: datetime,
    topic: UUID | None = None,
    said: Said = Said(),
) -> UUID:
    """A goal with its intention and concrete steps."""
    at = _ready(viewer, reference, meeting_id, now, _K.GOAL, topic)
    made = cases.set_goal(
        viewer=viewer,
        reference=reference,
        perspective_id=perspective_id,
        intention=intention,
        steps=steps,
        now=now,
        **_of_topic(at),
    )
    return _landed(at, _K.GOAL, intention, f"cases.goal:{made}", said)


@entrance
@transaction.atomic
def land_direction(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    goal_id: UUID,
    text: str,
    now: datetime,
    together_with: str = "",
    topic: UUID | None = None,
    said: Said = Said(),
) -> UUID:
    """A proposal becomes a direction of a goal, with the one who proposed it."""
    at = _ready(viewer, reference, meeting_id, now, _K.PROPOSAL, topic)
    source = _source(at, said)
    seat_id = said.seat or (source.participant_id if source else None)
    if seat_id is None:
        raise NotPossible(_("Kies wie dit voorstelt."), field="seat")
    seat = at.seat(seat_id)
    proposer = cases.Proposer(
        party=seat.party_id, person=seat.person_id, name="" if seat.party_id or seat.person_id else seat.name
    )
    made = cases.propose_direction(
        viewer=viewer,
        reference=reference,
        goal_id=goal_id,
        text=text,
        proposer=proposer,
        together_with=together_with,
        now=now,
        **_of_topic(at),
    )
    return _landed(at, _K.PROPOSAL, text, f"cases.solutiondirection:{made}", Said(seat_id, said.source))


@entrance
@transaction.atomic
def land_triangle(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    triangle: cases.Triangle,
    now: datetime,
    topic: UUID | None = None,
) -> UUID:
    """A solution that the regular offer does not have, weighed on its three values while the table talks (S002)."""
    at = _ready(viewer, reference, meeting_id, now, _K.VALUE_TRIANGLE, topic)
    made = cases.weigh_solution(viewer=viewer, reference=reference, triangle=triangle, now=now, **_of_topic(at))
    return _landed(at, _K.VALUE_TRIANGLE, _weighed(triangle), f"cases.valuetriangle:{made}", Said())


@entrance
@transaction.atomic
def set_aside(
    *, viewer: Viewer, reference: str, meeting_id: UUID, contribution_id: UUID, reason: str, now: datetime
) -> None:
    """A proposal that the table does not take over now, and why."""
    at = running(viewer, reference, meeting_id, now)
    row = at.meeting.contributions.filter(pk=contribution_id, kind=_K.PROPOSAL, landed="").first()
    if row is None:
        raise NotPossible(
            _("Dit voorstel staat er niet meer, of is al overgenomen. Vernieuw de pagina, en kies een ander.")
        )
    _refuse_elsewhere(at, row)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom nu niet."), field="reason")
    row.weighed, row.weighed_reason = Weighing.SET_ASIDE, reason
    row.save(update_fields=["weighed", "weighed_reason"])
    at.report()


@entrance
@transaction.atomic
def land_action(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    action: cases.NewAction,
    now: datetime,
    code: ScenarioCode = ScenarioCode.A,
    topic: UUID | None = None,
    said: Said = Said(),
) -> UUID:
    """Who does what, when, and who hears it: an action of plan A or B. Whoever does it says yes on the own device."""
    at = _ready(viewer, reference, meeting_id, now, _K.ACTION, topic)
    scenario = cases.scenario_of(viewer=viewer, reference=reference, code=code, now=now)
    agreed = replace(action, **_of_topic(at))
    made = cases.add_action(viewer=viewer, reference=reference, scenario_id=scenario, action=agreed, now=now)
    return _landed(at, _K.ACTION, action.what, f"cases.planaction:{made}", said)


@entrance
@transaction.atomic
def land_trigger(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    text: str,
    watched_by: str,
    code: ScenarioCode,
    now: datetime,
    topic: UUID | None = None,
) -> UUID:
    """When plan A or B applies, and who watches for that: so that everybody knows when the table turns to the other."""
    at = _ready(viewer, reference, meeting_id, now, _K.APPOINTMENT, topic)
    scenario = cases.scenario_of(viewer=viewer, reference=reference, code=code, now=now)
    when = {"text": text, "watched_by": watched_by} | _of_topic(at)
    made = cases.add_trigger(viewer=viewer, reference=reference, scenario_id=scenario, now=now, **when)
    agreed = {"plan": f"{code.label[:1].upper()}{code.label[1:]}", "text": text.strip(), "who": watched_by.strip()}
    words = _("%(plan)s geldt: %(text)s. %(who)s let daarop.") % agreed
    return _landed(at, _K.APPOINTMENT, words, f"cases.scenariotrigger:{made}", Said())


@entrance
@transaction.atomic
def record_decision(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    text: str,
    now: datetime,
    decided_by: str = "",
    dissent: str = "",
    topic: UUID | None = None,
) -> UUID:
    """What the table decides, by whom, and who saw it otherwise."""
    at = _ready(viewer, reference, meeting_id, now, _K.DECISION, topic)
    if not text.strip():
        raise NotPossible(_("Schrijf op wat u besluit."), field="text")
    here = at.meeting.contributions.filter(topic=at.meeting.topic, kind=_K.DECISION).values_list("landed", flat=True)
    same = at.meeting.decisions.filter(text=text.strip(), made_by=viewer.user_id).first()
    if same and f"meetings.meetingdecision:{same.pk}" in here:
        same.decided_by, same.dissent, same.changed_at = decided_by.strip(), dissent.strip(), now
        same.save(update_fields=["decided_by", "dissent", "changed_at"])
        at.report()
        return same.pk
    said = written_down(at, None, NewContribution(_K.DECISION, text, category=_kind_of_all(at)))
    made = MeetingDecision.objects.create(
        **like(at, said),
        text=text.strip(),
        decided_by=decided_by.strip(),
        dissent=dissent.strip(),
    )
    said.landed = f"meetings.meetingdecision:{made.pk}"
    said.save(update_fields=["landed"])
    at.report()
    return made.pk


def _refuse_elsewhere(at: Seated, row: Contribution) -> None:
    """What is added to something, is heard by who heard that: so only at the same topic."""
    if row.topic_id != at.meeting.topic_id:
        raise NotPossible(
            _("Dit is gezegd bij %(topic)s. Zet dat onderwerp eerst weer op tafel.")
            % {"topic": f"“{row.topic.title}”" if row.topic else _("geen onderwerp")}
        )


def _ready(
    viewer: Viewer, reference: str, meeting_id: UUID, now: datetime, kind: ContributionKind, topic: UUID | None
) -> Seated:
    """The running meeting, in a phase in which this kind is put in, with the topic on the table of who sends this."""
    at = running(viewer, reference, meeting_id, now)
    if why_not := why_not_say(at.meeting.phase, kind, first_turns_of(at.meeting, at.at_table.since)):
        raise NotPossible(why_not)
    if at.meeting.topic is None:
        raise NotPossible(_("Begin eerst een onderwerp van de agenda."))
    refuse_another_topic(at, topic)
    return at


def _of_topic(at: Seated) -> dict[str, Any]:
    """About whom it is, and under which law: as the topic on the table. For a colleague outside it, it is not there."""
    topic = at.meeting.topic
    return {"law": Compartment(topic.law), "about": tuple(topic.about)} if topic else {}


def _weighed(triangle: cases.Triangle) -> str:
    """What was weighed and what each value says of it, as the table and its minutes read it."""
    values = (
        (_("Betrokkenheid"), triangle.involvement_verdict, triangle.involvement),
        (_("Legitimiteit"), triangle.legitimacy_verdict, triangle.legitimacy),
        (_("Rendement"), triangle.return_verdict, triangle.return_value),
    )
    said = ((name, ". ".join(filter(None, (verdict and verdict.label, why)))) for name, verdict, why in values)
    return "\n".join([triangle.solution.strip(), *(f"{name}: {words}" for name, words in said if words)])


def _source(at: Seated, said: Said) -> Contribution | None:
    if said.source is None:
        return None
    row = at.meeting.contributions.filter(pk=said.source).first()
    if row is None:
        raise NotPossible(_("Deze inbreng is er niet meer. Vernieuw de pagina."))
    _refuse_elsewhere(at, row)
    return row


def _landed(at: Seated, kind: ContributionKind, text: str, landed: str, said: Said) -> UUID:
    row = _source(at, said)
    if row is None:
        seat = at.seat(said.seat) if said.seat else None
        row = at.meeting.contributions.filter(landed=landed).first() or written_down(
            at, seat, NewContribution(kind, text, category=_kind_of_all(at))
        )
    row.landed = landed
    row.weighed, row.weighed_reason = (Weighing.ADOPTED if row.kind is _K.PROPOSAL else row.weighed), ""
    row.save(update_fields=["landed", "weighed", "weighed_reason"])
    at.report()
    return row.pk


def _kind_of_all(at: Seated) -> DataCategory | None:
    """What the table agrees on at a topic, may hold anything of what that topic is about."""
    return most_guarded(about(at.meeting.topic).categories) if at.meeting.topic else None
