"""What a table agreed on stands in its minutes as it was agreed; a partner reads it without who else helps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import actions as cases
from cases.meeting_terms import ParticipationForm
from cases.models import Case, Goal, Perspective, PlanAction
from cases.terms import Compartment, ScenarioCode
from meetings import actions
from meetings.actions import Ending, Said
from meetings.models import MinutesCopy, MinutesEntry
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.cast import proposal
from tests.factories import PartyFactory
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import by, meeting, there, to_judgement, topic  # noqa: F401

CAS, HOME, ELSEWHERE = "cas_directs_case", "Thuis wonen", "Ik wil naar een instelling"


@pytest.fixture
def now(now):
    return now - timedelta(hours=1)


def close(cast, at):
    keeps = cases.Overview(wearer=cast[CAS].pk, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen")
    actions.close_meeting(overview=keeps, ending=Ending("Klopt.", None, "Pia"), **at)


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
    close(cast, at)
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
    close(cast, here)
    assert drafted(at, "perspective") == {("Samen thuis wonen", "Noor Zeegers")}


def test_that_an_owner_said_yes_since_or_that_it_moved_is_no_other_action(cast, agreed, at, later, by, now):  # noqa: F811
    cases.change_action(action_id=agreed["action"], action=agreed["does"], **later)  # the same again
    wim = by("wim_takes_part", now + timedelta(minutes=6))
    cases.accept_action(action_id=agreed["action"], **wim)
    ((text, _said_by),) = drafted(at, "actions")
    assert text.startswith("Wmo Dorp: Schema maken met Wmo Dorp Uiterlijk ")
    assert text.endswith("\nHoort het: GGZ Noord, Stichting Door.")


def test_a_no_of_after_the_table_is_not_said_there(agreed, at, by, now):  # noqa: F811
    wim = by("wim_takes_part", now + timedelta(minutes=6))
    cases.decline_action(action_id=agreed["action"], reason="Te druk", **wim)
    ((text, _said_by),) = drafted(at, "actions")
    assert "Schema maken" in text
    assert not [word for word in ("nee", "nog geen ja") if word in text]


def test_a_no_at_the_table_itself_is_said_there(cast, by, deciding, at):  # noqa: F811
    does = lands(by, deciding, "Schema maken", cases.Owner(party=cast.ids["department_id"]))
    cases.decline_action(action_id=does, reason="Te druk", **by("wim_takes_part"))
    close(cast, {"meeting_id": deciding["meeting_id"], **by()})
    ((text, _said_by),) = drafted(at, "actions")
    assert text.endswith(" Zei nee.")


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


@pytest.fixture
def deciding(cast, by, there):  # noqa: F811
    """A table that decides, with actions and goals on it."""
    to_judgement(by, there, cast)
    put_in(Phase.DECISION, there["meeting_id"])
    actions.start_topic(topic_id=topic("d"), meeting_id=there["meeting_id"], **by())
    return there


@pytest.fixture
def elsewhere(cast, now):
    """Who helps without a seat: a party with its contact, somebody of the network, and a colleague. Owners by name."""
    pia, lot = cast["pia_directs_process"], cast["lot_receives_elsewhere"]
    with gate.opened():
        made = {"case": Case.objects.get(reference="C-1"), "about": [cast.ids["person_id"]], "made_by": pia}
        party = PartyFactory(**made, contact=lot, law=Compartment.WMO).pk
    granny = cases.NewPerson(name="Oma Jo", role="oma", lives_in=False, in_network=True)
    at = {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}
    return {
        lot.organisation.name: cases.Owner(party=party),
        "Oma Jo": cases.Owner(person=cases.add_person(person=granny, **at)),
        cast[CAS].name: cases.Owner(user=cast[CAS].pk),
        cast["wim_takes_part"].name: cases.Owner(user=cast["wim_takes_part"].pk),
        cast["karim_receives"].name: cases.Owner(user=cast["karim_receives"].pk),
    }


def lands(by, there, what, owner):  # noqa: F811
    here = {"meeting_id": there["meeting_id"], "topic": meeting().topic_id, **by()}
    actions.land_action(action=cases.NewAction(what, owner, due_on=timezone.localdate(here["now"])), **here)
    with gate.opened():
        return PlanAction.objects.get(what=what).pk


def copied(seat, *sections):
    """What stands in this copy in these sections, else of what was decided, agreed and taken on."""
    with gate.opened():
        entries = MinutesCopy.objects.get(participant=seat).entries
        return list(
            entries.filter(section__in=sections or ("actions", "decisions", "appointments")).values_list(
                "text", flat=True
            )
        )


def test_a_partner_reads_by_name_of_nobody_who_helps_without_a_seat(cast, by, deciding, at, elsewhere):  # noqa: F811
    for name, owner in elsewhere.items():
        lands(by, deciding, f"Dit doet {list(elsewhere).index(name)}", owner)
    party, granny, colleague, *_seated = elsewhere
    here = {"meeting_id": deciding["meeting_id"], "topic": meeting().topic_id, **by()}
    actions.record_decision(text="Het gaat door", decided_by=f"{party} en {granny}", **here)
    actions.land_trigger(text="de huur uitblijft", watched_by=colleague, code=ScenarioCode.B, **here)
    close(cast, {"meeting_id": deciding["meeting_id"], **by()})
    actions.draft_minutes(**at)
    actions.share_with_each(number=1, **at)
    theirs, ours = copied(deciding["karim"]), "\n".join(copied(deciding["wim"]))
    who = {words.partition(": Dit doet ")[2][:1]: words.partition(": Dit doet ")[0] for words in theirs}
    me = cast["karim_receives"].name
    roles = ("Een andere partij", "Iemand anders", "Iemand anders", "Gemeentelijke afdeling", me)
    assert tuple(who[str(number)] for number in range(5)) == roles
    assert "Het gaat door\nBesloten door: een andere partij en iemand anders." in theirs
    assert "Plan B geldt: de huur uitblijft. Iemand anders let daarop." in theirs
    others = [name for name in elsewhere if name != me]
    assert not [name for name in others if name in "\n".join(theirs)]
    assert not [name for name in others if name not in ours]


def test_a_partner_reads_of_the_overview_only_whom_to_call_by_name(cast, by, deciding, at, elsewhere):  # noqa: F811
    granny, wim = elsewhere["Oma Jo"].person, cast["wim_takes_part"].name
    what = {"about": (cast.ids["person_id"],), "categories": frozenset({DataCategory.REQUEST_VISION})}
    cases.share(proposal=proposal(cast["karim_receives"], by()["now"], **what), **by())
    keeps = cases.Overview(wearer_person=granny, call_contact=cast[CAS].pk, accepted=True, how="ja", resident_told=True)
    told = Ending(f"Klopt, zegt {wim}.", None, f"Anke van de GGZ, en {wim}")
    actions.close_meeting(overview=keeps, ending=told, meeting_id=deciding["meeting_id"], **by())
    actions.draft_minutes(**at)
    actions.share_with_each(number=1, **at)
    theirs, ours = (copied(deciding[who], "overview", "ending") for who in ("karim", "wim"))
    assert f"Het overzicht houdt: iemand anders.\nTe bellen: {cast[CAS].name}." in theirs
    assert f"Het overzicht houdt: Oma Jo.\nTe bellen: {cast[CAS].name}." in ours
    assert [text for text in theirs if wim in text or "Oma Jo" in text or "Vertelt het" in text or not text] == []
    assert f"Vertelt het aan wie er niet was: Anke van de GGZ, en {wim}." in ours


def test_who_was_to_do_it_when_the_minutes_were_made_is_not_named_either(cast, by, deciding, at, elsewhere):  # noqa: F811
    made = lands(by, deciding, "De school bellen", elsewhere[cast[CAS].name])
    close(cast, {"meeting_id": deciding["meeting_id"], **by()})
    actions.draft_minutes(**at)
    does = cases.NewAction("De school mailen", elsewhere["Oma Jo"])
    cases.change_action(action_id=made, action=does, **{name: at[name] for name in ("viewer", "reference", "now")})
    actions.share_with_each(number=1, **at)
    (text,) = copied(deciding["karim"])
    assert text.startswith("Iemand anders: De school bellen Uiterlijk ")
