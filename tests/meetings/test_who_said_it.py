"""Whoever speaks without a seat is called by what that person is at the table, on every screen and in the minutes."""

from datetime import timedelta

from django.utils import timezone

from cases import actions as cases
from cases.models import Statement
from cases.terms import ScenarioCode
from meetings import actions
from meetings.actions import Ending
from meetings.forms.talk import LandDirectionForm
from meetings.models import Contribution, MinutesCopy, MinutesEntry, NewFactsSignal
from meetings.phases import Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.around import laid, put_in
from tests.meetings.test_live_pages import (  # noqa: F401
    CAS,
    KARIM,
    LIVE,
    PIA,
    WIM,
    K,
    at,
    by,
    earlier,
    judging,
    says,
    there,
)

CHAIR, TAKER = "De voorzitter", "Wie het verslag maakt"


def live(client, there):  # noqa: F811
    return client.get(at("live", there["meeting"])).context["live"]


def by_of(text):
    with gate.opened():
        return Statement.objects.get(text=text).said_by


def test_what_the_chair_says_stands_under_the_chair(signed_in, by, there):  # noqa: F811
    says(by, there, K.FACT, "De huur is twee maanden achter")
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    assert "De voorzitter, " in text_of(signed_in().get(at("live", there["meeting"])))
    assert by_of("De huur is twee maanden achter") == CHAIR
    said = {one.text: one.by for kind in live(signed_in(), there).said for one in kind.items}
    assert said["De huur is twee maanden achter"] == CHAIR
    assert said["Noor slaapt in de auto"] not in ("", CHAIR)
    pictures = signed_in().get(at("pictures", there["meeting"]))
    columns = {one.name: [words.text for words in one.words] for one in pictures.context["page"].columns}
    assert columns[CHAIR] == ["De huur is twee maanden achter"]


def test_who_writes_the_minutes_without_a_seat_is_not_the_chair(cast, signed_in, by, there):  # noqa: F811
    actions.name_minute_taker(meeting_id=there["meeting"], user_id=cast[CAS].pk, **by())
    says(by, there, K.FACT, "De sleutel is weg", who=CAS)
    assert by_of("De sleutel is weg") == TAKER
    assert "Wie het verslag maakt, " in text_of(signed_in().get(at("live", there["meeting"])))


def test_what_the_table_sets_down_is_said_by_nobody_alone(by, judging):  # noqa: F811
    put_in(Phase.DECISION, judging["meeting"])
    with gate.opened():
        topic = Contribution._meta.get_field("meeting").related_model.objects.get().topic_id
    actions.record_decision(
        meeting_id=judging["meeting"], text="Het gaat door", decided_by="De tafel", dissent="", topic=topic, **by()
    )
    with gate.opened():
        assert Contribution.objects.get(kind=K.DECISION).voice == ""


def test_when_a_plan_applies_is_agreed_by_the_table_and_an_appointment_of_the_chair_said_by_the_chair(by, judging):  # noqa: F811
    put_in(Phase.DECISION, judging["meeting"])
    here = {"meeting_id": judging["meeting"], **laid(), **by()}
    actions.land_trigger(text="de huur uitblijft", watched_by="Noor", code=ScenarioCode.B, **here)
    says(by, judging, K.APPOINTMENT, "Wij bellen elke week")
    with gate.opened():
        said = dict(Contribution.objects.filter(kind=K.APPOINTMENT).values_list("text", "voice"))
    assert said == {"Plan B geldt: de huur uitblijft. Noor let daarop.": "", "Wij bellen elke week": "chair"}


def test_a_proposal_is_chosen_with_who_made_it_and_without_empty_brackets(by, signed_in, judging):  # noqa: F811
    of_chair = says(by, judging, K.PROPOSAL, "Ik vind dat er bewind moet komen")
    gone = says(by, judging, K.PROPOSAL, "Een tweede kans", seat=judging["wim"])
    with gate.opened():
        Contribution.objects.filter(pk=gone).update(participant=None)
    choices = dict(LandDirectionForm(goals=()).at(live(signed_in(), judging)).fields["source"].widget.choices)
    assert choices[str(of_chair)] == "Ik vind dat er bewind moet komen (De voorzitter)"
    assert choices[str(gone)] == "Een tweede kans"


def test_a_seat_that_is_gone_never_becomes_the_chair(by, signed_in, there):  # noqa: F811
    """The chair wrote it down for Noor: with Noor erased it is of nobody, and not of who typed it."""
    said = says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    with gate.opened():
        Contribution.objects.filter(pk=said).update(participant=None)
    found = [one for kind in live(signed_in(), there).said for one in kind.items]
    assert [one.by for one in found if one.id == said] == [""]


def test_a_new_fact_says_who_raised_it_with_or_without_a_proposal(by, signed_in, judging):  # noqa: F811
    says(by, judging, K.COUNTER_ARGUMENT, "Te duur", seat=judging["wim"], fact="De subsidie stopt")
    says(by, judging, K.COUNTER_ARGUMENT, "Te ver", fact="De bus rijdt niet")
    raised = {one.fact: one.raised_by for one in live(signed_in(), judging).signals}
    assert raised["De bus rijdt niet"] == CHAIR
    assert raised["De subsidie stopt"] not in ("", CHAIR)
    page = text_of(signed_in().get(at("live", judging["meeting"])))
    for fact, who in raised.items():
        assert who in page.partition(f"<strong>{fact}</strong>")[2][:60]


def test_back_in_the_picture_the_new_fact_of_the_chair_is_still_of_the_chair(by, judging):  # noqa: F811
    says(by, judging, K.COUNTER_ARGUMENT, "Te ver", fact="De bus rijdt niet")
    actions.go_back(meeting_id=judging["meeting"], to=Phase.PICTURE, reason="Dit wisten wij niet", **by())
    with gate.opened():
        assert Contribution.objects.get(text="De bus rijdt niet").voice == "chair"


def test_the_wall_does_not_call_the_argument_the_fact(by, signed_in, judging):  # noqa: F811
    says(by, judging, K.COUNTER_ARGUMENT, "Daar is geen tijd meer voor", fact="De huur is opgezegd")
    wall = text_of(signed_in().get(at("room", judging["meeting"])))
    assert "<strong>Argument tegen, met een nieuw feit:</strong> Daar is geen tijd meer voor" in wall
    assert "De huur is opgezegd" not in wall
    assert CHAIR not in wall  # the wall names nobody


def test_the_advice_to_go_back_is_given_as_long_as_the_table_can_follow_it(by, signed_in, judging):  # noqa: F811
    says(by, judging, K.COUNTER_ARGUMENT, "Te ver", fact="De bus rijdt niet")
    table = at("table")
    assert signed_in().get(table).context["page"].advice
    with gate.opened():
        now = timezone.now()
        NewFactsSignal.objects.update(resolution="dismissed", resolution_reason="Bekend", resolved_at=now)
    assert not signed_in().get(table).context["page"].advice
    with gate.opened():
        NewFactsSignal.objects.update(resolution="", resolution_reason="", resolved_at=None)
    actions.break_off(meeting_id=judging["meeting"], reason="Brandalarm", **by())
    assert not signed_in().get(table).context["page"].advice


def test_the_minutes_and_the_copy_of_a_partner_say_that_the_chair_said_it(cast, by, judging, earlier):  # noqa: F811
    says(by, judging, K.ARGUMENT, "Dan blijft de woning")
    put_in(Phase.DECISION, judging["meeting"])
    keeps = cases.Overview(wearer=cast[CAS].pk, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen")
    held = {"meeting_id": judging["meeting"], **by(PIA, timezone.now())}
    actions.close_meeting(overview=keeps, ending=Ending("Goed", earlier + timedelta(days=30)), **held)
    actions.draft_minutes(**held)
    actions.share_with_each(number=1, **held)
    with gate.opened():
        whole = MinutesEntry.objects.get(text="Dan blijft de woning", copy=None)
        assert whole.said_by == CHAIR
        copies = MinutesCopy.objects.exclude(user=None)
        theirs = MinutesEntry.objects.filter(copy__in=copies, text="Dan blijft de woning")
        assert {one.said_by for one in theirs} == {CHAIR}
        chair = cast[PIA].name
        assert not any(chair in one.said_by for one in MinutesEntry.objects.all())
