"""What the table agrees on keeps the law and the people of what was on the table; who comes in late is heard first."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cases import actions as cases
from cases.actions import NewAction, NotPossible, Owner, Triangle
from cases.meeting_terms import ContributionKind, FirstTurnKind, ParticipationForm
from cases.models import Goal, GoalStep, Perspective, PlanAction, ScenarioTrigger, SolutionDirection, ValueTriangle
from cases.terms import Compartment, ScenarioCode, Verdict
from meetings import actions
from meetings.actions import NewTopic
from meetings.models import Contribution, NewFactsSignal
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.meetings.around import laid, put_in
from tests.meetings.test_at_the_table import by, says, there, to_judgement, to_picture  # noqa: F401

K = ContributionKind


def on_the_table(by, there, cast, phase, category):  # noqa: F811
    """A topic under a law of its own, in a case of two, about one child."""
    cases.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor het kind", **by())
    at = {"meeting_id": there["meeting_id"], **by()}
    about = (cast.ids["person_id"],)
    topic = NewTopic("De school van het kind", phase, 5, (category,), about=about, law=Compartment.JEUGDWET)
    actions.start_topic(topic_id=actions.add_topic(topic=topic, **at), **at)
    return at


def test_what_lands_is_of_the_law_and_the_people_of_its_topic(cast, by, there):  # noqa: F811
    to_judgement(by, there, cast)
    at = on_the_table(by, there, cast, Phase.JUDGEMENT, DataCategory.PLAN_GOALS)
    actions.land_perspective(text="Weer naar school", with_resident=ParticipationForm.PRESENT, **laid(), **at)
    with gate.opened():
        perspective = Perspective.objects.get(text="Weer naar school").pk
    actions.land_goal(perspective_id=perspective, intention="Elke dag een uur", steps=("Bellen",), **laid(), **at)
    with gate.opened():
        goal = Goal.objects.get(intention="Elke dag een uur").pk
    said = actions.Said(there["noor"])
    actions.land_direction(goal_id=goal, text="Met de fiets", said=said, **laid(), **at)
    weighed = Triangle("Een hond mee naar school", "Dan durft hij", Verdict.SUPPORTS, legitimacy="Nergens verboden")
    actions.land_triangle(triangle=weighed, **laid(), **at)
    put_in(Phase.DECISION, there["meeting_id"])
    at = on_the_table(by, there, cast, Phase.DECISION, DataCategory.PLAN_ACTIONS)
    calls = NewAction("De school bellen", Owner(person=cast.ids["person_id"]), due_on=at["now"].date())
    actions.land_action(action=calls, **laid(), **at)
    actions.land_trigger(text="hij niet gaat", watched_by="Noor", code=ScenarioCode.B, **laid(), **at)
    with gate.opened():
        for model in (Perspective, Goal, GoalStep, SolutionDirection, ValueTriangle, PlanAction, ScenarioTrigger):
            row = model.objects.order_by("-made_at", "-pk").filter(law=Compartment.JEUGDWET).get()
            assert row.about == [cast.ids["person_id"]], model
        said = Contribution.objects.get(kind=K.VALUE_TRIANGLE).text
    assert said.splitlines() == [
        "Een hond mee naar school",
        "Betrokkenheid: pleit ervoor. Dan durft hij",
        "Legitimiteit: Nergens verboden",
    ]


def test_a_goal_and_a_direction_are_of_the_topic_also_under_what_everybody_may_read(cast, by, there):  # noqa: F811
    """And the other way round: a goal of the joint plan, said under what is of one law, does not open that law."""
    to_judgement(by, there, cast)
    child, joint = (cast.ids["person_id"],), {"with_resident": ParticipationForm.PRESENT, "law": Compartment.OTHER}
    wide = cases.state_perspective(text="Samen verder", about=(*child, uuid4()), **joint, **by())
    joined = cases.set_goal(perspective_id=wide, intention="Rust", **by())
    at = on_the_table(by, there, cast, Phase.JUDGEMENT, DataCategory.PLAN_GOALS)
    actions.land_goal(perspective_id=wide, intention="Weer naar school", steps=("Bellen",), **laid(), **at)
    actions.land_direction(goal_id=joined, text="Met de jeugdhulp", said=actions.Said(there["noor"]), **laid(), **at)
    for made in (_only(Goal, "Weer naar school"), _only(GoalStep, "Bellen"), _only(SolutionDirection, "Met de")):
        assert (made.law, tuple(made.about)) == (Compartment.JEUGDWET, child)
    together = NewTopic("Het plan", Phase.JUDGEMENT, 5, (DataCategory.PLAN_GOALS,), law=Compartment.OTHER)
    actions.start_topic(topic_id=actions.add_topic(topic=together, **at), **at)
    by_bike = {"text": "Op de fiets", "said": actions.Said(there["noor"]), **laid()}
    actions.land_direction(goal_id=_only(Goal, "Weer").pk, **by_bike, **at)
    assert _only(SolutionDirection, "Op de fiets").law is Compartment.JEUGDWET


def _only(model, words):
    with gate.opened():
        return model.objects.get(**{f"{'intention' if model is Goal else 'text'}__startswith": words})


def test_a_new_fact_is_of_the_law_of_the_topic_and_of_the_judgement(cast, by, there):  # noqa: F811
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    with pytest.raises(NotPossible, match="Zet het nu bij het beeld"):
        actions.raise_new_facts(fact="Er is een oude schuld", **laid(), **at)
    put_in(Phase.JUDGEMENT, there["meeting_id"])
    at = on_the_table(by, there, cast, Phase.JUDGEMENT, DataCategory.PLAN_GOALS)
    actions.raise_new_facts(fact="Er is een oude schuld", **laid(), **at)
    with gate.opened():
        assert NewFactsSignal.objects.get().law == Compartment.JEUGDWET


def test_who_comes_in_while_the_table_judges_is_heard_before_it_judges_on(cast, by, there):  # noqa: F811
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    actions.mark_attendance(seat_id=there["wim"], attended=False, **at)
    actions.take_first_turns(turns={there[name]: FirstTurnKind.SPOKEN for name in ("noor", "karim")}, **at)
    actions.call_picture_complete(**at)
    actions.go_on(seen=Phase.PICTURE, **at)
    later = {"meeting_id": there["meeting_id"], **by(at=at["now"] + timedelta(minutes=5))}
    actions.mark_attendance(seat_id=there["wim"], attended=True, **later)
    with pytest.raises(NotPossible, match="nog 1 persoon niet aan het woord geweest"):
        says(by, there, K.PROPOSAL, "Naar een pleeggezin", seat=there["noor"])
    with pytest.raises(NotPossible, match="nog 1 persoon niet aan het woord geweest"):
        actions.go_on(seen=Phase.JUDGEMENT, **later)
    actions.take_first_turn(seat_id=there["wim"], kind=FirstTurnKind.SPOKEN, **later)
    actions.go_on(seen=Phase.JUDGEMENT, **later)


def test_an_argument_on_a_new_fact_is_not_taken_back_under_its_signal(cast, by, there):  # noqa: F811
    to_judgement(by, there, cast)
    made = says(by, there, K.COUNTER_ARGUMENT, "Dat kan niet", seat=there["noor"], fact="De ontruiming is aangezegd")
    with pytest.raises(NotPossible, match="Hieraan hangt een nieuw feit"):
        actions.take_back(meeting_id=there["meeting_id"], contribution_id=made, **by())


def test_nobody_shares_one_text_with_everybody(by, there):  # noqa: F811
    with pytest.raises(cases.NotAuthorised):
        actions.share_minutes(meeting_id=there["meeting_id"], text="Wat we zeiden", **by())
