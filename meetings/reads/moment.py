"""What is the same on every screen at one moment: the row of phases, the clock, and what can be put in now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cases.domains import OFFERED, Template
from cases.meeting_terms import ContributionKind, FirstTurnKind, ParticipationForm
from meetings import phases
from meetings.models import Meeting, NewFactsSignal, Participant, Topic
from meetings.phases import RUNS, Phase
from meetings.reads.screen import Advice, Check, Clock, Option, PhaseMark
from privacy.law import CRIMINAL, DataCategory

_K = ContributionKind
ICONS = {
    _K.FACT: "doc",
    _K.EXPERIENCE: "heart",
    _K.RESIDENT_VOICE: "heart",
    _K.QUESTION: "help",
    _K.CLARIFICATION: "info",
    _K.ANNOUNCEMENT: "megaphone",
    _K.JUDGEMENT: "law",
    _K.PROPOSAL: "proposal",
    _K.ARGUMENT: "plus",
    _K.COUNTER_ARGUMENT: "minus",
    _K.APPOINTMENT: "hand-over",
    _K.PERSPECTIVE: "flag",
    _K.GOAL: "target",
    _K.VALUE_TRIANGLE: "law",
    _K.DECISION: "check-round",
    _K.ACTION: "clipboard",
}
# What lands in a table of the case with what it needs besides, has a form of its own.
WITH_OWN_FORM = {_K.PERSPECTIVE, _K.GOAL, _K.VALUE_TRIANGLE, _K.DECISION, _K.ACTION}
# What people say too soon: it can be chosen, and is then refused in the words of the method, with what was typed.
TOO_SOON = (_K.JUDGEMENT, _K.PROPOSAL, _K.COUNTER_ARGUMENT)


def phase_marks(phase: Phase) -> tuple[PhaseMark, ...]:
    """The row of phases."""
    place = RUNS.index(phase)
    states = ["done"] * place + ["current"] + ["locked"] * (len(RUNS) - place - 1)
    return tuple(PhaseMark(one.value, one.label, state) for one, state in zip(RUNS, states, strict=True))


def in_order(topics: Iterable[Topic]) -> list[Topic]:
    """Topics in the order in which the table comes to them: by phase, and in it as the agenda has them."""
    return sorted(topics, key=lambda topic: (RUNS.index(topic.phase), topic.position, topic.made_at))


def next_of(topics: Iterable[Topic], meeting: Meeting) -> UUID | None:
    """What the table comes to after what is on it now: of this phase, and else of a later one."""
    left = [one for one in in_order(topics) if not one.ended_at and one.pk != meeting.topic_id]
    here = RUNS.index(meeting.phase)
    return next((one.pk for one in left if RUNS.index(one.phase) >= here), None)


def clock_of(meeting: Meeting, topics: list[Topic], now: datetime) -> Clock | None:
    """The clock of the topic on the table, else of the phase. A topic that is discussed again goes on where it was."""
    topic = next((one for one in topics if one.pk == meeting.topic_id), None)
    since = meeting.clock_since
    if since is None:
        return None
    spent = max(0, int((now - since).total_seconds()))
    box = topic.minutes if topic else 0
    share = min(100, spent * 100 // (box * 60)) if box else 0
    return Clock(since, spent, box, share, bool(box) and spent > box * 60)


def checks_of(meeting: Meeting) -> tuple[Check, ...]:
    """What the opening asks for, and whether it was done. After the opening: nothing."""
    if meeting.phase is not Phase.OPENING:
        return ()
    return (
        Check(_("Wie heeft welke rol"), meeting.roles_told_at is not None, "meetings:tell_roles"),
        Check(_("Waarvoor u gegevens deelt, voorgelezen"), meeting.purposes_read_at is not None),
        Check(_("Hoe u met elkaar praat"), meeting.house_rules_told_at is not None, "meetings:tell_house_rules"),
        Check(_("Wie het verslag maakt"), meeting.minute_taker_id is not None),
    )


def form_of(seat: Participant) -> str:
    """How somebody takes part who does not sit there, with who speaks for whom (R-MDO-3)."""
    form = ParticipationForm(seat.participation_form) if seat.participation_form else ParticipationForm.PRESENT
    if form is ParticipationForm.PRESENT:
        return ""
    return f"{form.label}: {seat.representative}" if seat.representative else form.label


def turn_that_fits(seat: Participant) -> Option | None:
    """The first turn of who takes part by something made (R-MDO-1). None: that person speaks, or somebody for them."""
    fits = {
        ParticipationForm.VIDEO_MESSAGE: Option(FirstTurnKind.VIDEO_PLAYED.value, _("Video is getoond")),
        ParticipationForm.DRAWING: Option(FirstTurnKind.STATEMENT_READ.value, _("Tekening of foto is getoond")),
        ParticipationForm.WRITTEN: Option(FirstTurnKind.STATEMENT_READ.value, _("Tekst is voorgelezen")),
    }
    return fits.get(ParticipationForm(seat.participation_form)) if seat.participation_form else None


def kinds_now(phase: Phase) -> tuple[Option, ...]:
    """What can be put in now, in the order of the words."""
    fits = [kind for kind in _K if kind in phases.ALLOWED[phase] and kind not in WITH_OWN_FORM]
    if phase is Phase.PICTURE:  # a picture is made of facts; a question about it comes after
        fits.sort(key=lambda kind: kind is _K.QUESTION)
    return tuple(Option(kind.value, kind.label) for kind in fits)


def advice_on(raised: Sequence[NewFactsSignal]) -> Advice | None:
    """R-MDO-2, as long as of one of these new facts nobody said what to do with it."""
    if all(signal.resolved_at for signal in raised):
        return None
    words = phases.advice_on_new_facts(len(raised))
    return Advice(words, phases.urge_to_go_back(len(raised)) or "") if words else None


def categories_of(topic: Topic | None) -> tuple[Option, ...]:
    """Which kind of data it is, where the topic on the table has several."""
    kinds = [DataCategory(one) for one in topic.categories] if topic else []
    return tuple(Option(one.value, one.plain) for one in kinds) if len(kinds) > 1 else ()


def domains_now(phase: Phase, template: Template | None) -> tuple[Option, ...]:
    """Which areas of life the picture is made of, by the pattern of the case. Not those of criminal data (AVG 10)."""
    if phase is not phases.AREAS_ARE_NAMED_IN:
        return ()
    offered = OFFERED[template or Template.OWN]
    return tuple(Option(one.value, one.label) for one in offered if one.category not in CRIMINAL)


def kinds_later(phase: Phase) -> tuple[Option, ...]:
    """What comes after the picture, while the table is not there yet."""
    soon = TOO_SOON if phase in phases.BEFORE_JUDGEMENT else ()
    return tuple(Option(kind.value, kind.label) for kind in soon)
