"""What a table agreed on stands in its minutes as it was agreed; a partner reads it without who else helps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import actions as cases
from cases.meeting_terms import ParticipationForm
from cases.models import Goal, Perspective, PlanAction
from meetings import actions
from meetings.actions import Ending, Said
from meetings.models import MinutesCopy, MinutesEntry
from meetings.phases import Phase
from privacy import gate
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import by, meeting, there, to_judgement, topic  # noqa: F401

CAS, HOME, ELSEWHERE = "cas_directs_case", "Thuis wonen", "Ik wil naar een instelling"


@pytest.fixture
def now(now):
    return now - timedelta(hours=1)


@pytest.fixture
def agreed(cast, by, there):  # noqa: F811
    """A closed meeting at which Noor said where she wants to go and how, and the Wmo what it does. Ids by kind."""
    to_judgement(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    noor = Said(seat=there["noor"])
    here = {"topic": meeting().topic_id, **at}
    actions.land_perspective(text=HOME, with_resident=ParticipationForm.PRESENT, said=noor, **here)
    with gate.opened():
        perspective = Perspective.objects.get(text=HOME)
    actions.land_goal(perspective_id=perspective.pk, intention="Een eigen kamer", steps=(), said=noor, **here)
    put_in(Phase.DECISION, there["meeting_id"])
    actions.start_topic(topic_id=topic("d"), **at)
    owner = cases.Owner(party=cast.ids["department_id"])
    today = timezone.localdate(at["now"])
    does = cases.NewAction("Schema maken met Wmo Dorp", owner, due_on=today, informs=("GGZ Noord", "Stichting\nDoor"))
    actions.land_action(action=does, topic=meeting().topic_id, **at)
    keeps = cases.Overview(
        wearer=cast[CAS].pk, accepted=True, how="aan tafel", hours="2", paid_by="Wmo", mitigation="Samen"
    )
    actions.close_meeting(overview=keeps, ending=Ending("Klopt.", None, "Pia"), **at)
    with gate.opened():
        goal, action = Goal.objects.get(intention="Een eigen kamer"), PlanAction.objects.get(what=does.what)
    return {"perspective": perspective.pk, "goal": goal.pk, "action": action.pk, "does": does}


@pytest.fixture
def at(there, by, now):  # noqa: F811
    """The minutes are written ten minutes later."""
    return {"meeting_id": there["meeting_id"], **by(at=now + timedelta(minutes=10))}


@pytest.fixture
def later(by, now):  # noqa: F811
    """After the table closed, and before its minutes are made."""
    return by(at=now + timedelta(minutes=5))


def drafted(at, section):
    actions.draft_minutes(**at)
    with gate.opened():
        return set(MinutesEntry.objects.filter(copy=None, section=section).values_list("text", "said_by"))


def test_minutes_made_later_say_what_was_said_there_and_nothing_of_after(agreed, at, later):
    form = ParticipationForm.PRESENT
    cases.change_perspective(perspective_id=agreed["perspective"], text=ELSEWHERE, with_resident=form, **later)
    cases.change_goal(goal_id=agreed["goal"], intention="Een pleeggezin", steps=(), **later)
    does = cases.NewAction("Noor opnemen", agreed["does"].owner)
    cases.change_action(action_id=agreed["action"], action=does, **later)
    assert drafted(at, "perspective") == {(HOME, "Noor Zeegers")}
    assert drafted(at, "goals") == {("Een eigen kamer", "Noor Zeegers")}
    assert drafted(at, "actions") == {(agreed["does"].what, "")}


def test_what_was_worded_anew_at_the_table_itself_stands_as_it_was_left_there(cast, by, there, at):  # noqa: F811
    to_judgement(by, there, cast)
    here = {"meeting_id": there["meeting_id"], **by()}
    said, form = Said(seat=there["noor"]), ParticipationForm.PRESENT
    actions.land_perspective(text=HOME, with_resident=form, topic=meeting().topic_id, said=said, **here)
    with gate.opened():
        perspective = Perspective.objects.get(text=HOME).pk
    cases.change_perspective(perspective_id=perspective, text="Samen thuis wonen", with_resident=form, **by())
    put_in(Phase.DECISION, there["meeting_id"])
    keeps = cases.Overview(wearer=cast[CAS].pk, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen")
    actions.close_meeting(overview=keeps, ending=Ending("Klopt.", None, "Pia"), **here)
    assert drafted(at, "perspective") == {("Samen thuis wonen", "Noor Zeegers")}


def test_that_an_owner_said_yes_since_or_that_it_moved_is_no_other_action(cast, agreed, at, later, by, now):  # noqa: F811
    cases.change_action(action_id=agreed["action"], action=agreed["does"], **later)  # the same again
    wim = by("wim_takes_part", now + timedelta(minutes=6))
    cases.accept_action(action_id=agreed["action"], **wim)
    ((text, _said_by),) = drafted(at, "actions")
    assert text.startswith("Wmo Dorp: Schema maken met Wmo Dorp Uiterlijk ")
    assert text.endswith("\nHoort het: GGZ Noord, Stichting Door.")


def test_a_partner_reads_of_an_action_neither_who_does_it_by_name_nor_who_hears_of_it(agreed, at, there):  # noqa: F811
    actions.draft_minutes(**at)
    actions.share_with_each(number=1, **at)

    def actions_of(name):
        with gate.opened():
            copy = MinutesCopy.objects.get(participant=there[name])
            return list(copy.entries.filter(section="actions").values_list("text", flat=True))

    (theirs,) = actions_of("karim")
    assert theirs.startswith("Gemeentelijke afdeling: Schema maken met Gemeentelijke afdeling Uiterlijk ")
    assert not [word for word in ("Wmo Dorp", "GGZ", "Door", "Hoort het") if word in theirs]
    (ours,) = actions_of("wim")
    assert "Wmo Dorp: Schema maken" in ours
    assert "Hoort het: GGZ Noord" in ours
