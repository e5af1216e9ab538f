"""What is of one law stays with who stands under it: at the table, around it and afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions as cases
from cases.meeting_terms import AgendaPoint, MeetingKind
from cases.models import Party
from cases.terms import Compartment
from meetings import actions
from meetings.actions import NewMeeting, NewTopic
from meetings.models import Meeting, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.looking import text_of
from tests.meetings.test_at_the_table import by, there, to_picture  # noqa: F401

PIA, WIM, CAS, DIRK = "pia_directs_process", "wim_takes_part", "cas_directs_case", "dirk_decides"
YOUTH, WINE, OPEN = "De jeugdhulp van Noor", "De wijn van Noor", "Wat is er nu aan de hand"


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def reads(client, cast):
    """The words of a page of the meetings of C-1, as somebody of the cast reads them."""

    def reads(who, name, *args):
        client.force_login(cast[who])
        return text_of(client.get(reverse(f"meetings:{name}", args=["C-1", *args])))

    return reads


def test_who_has_no_seat_reads_the_title_of_what_the_law_gives_and_else_that_a_topic_is_there(
    cast,
    by,  # noqa: F811
    there,  # noqa: F811
    reads,
):
    """Dirk decides under the Wmo and has no seat; also when he takes the minutes, on the screen and in their form."""
    to_picture(by, there, cast)
    here = {"meeting_id": there["meeting_id"], **by()}
    cases.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor Noor", **by())
    youth = NewTopic(YOUTH, Phase.PICTURE, 5, (DataCategory.SUPPORT_IN_USE,), law=Compartment.JEUGDWET)
    wine = NewTopic(WINE, Phase.PICTURE, 5, (DataCategory.SUPPORT_IN_USE, DataCategory.SUBSTANCE_USE))
    for topic in (youth, wine):
        actions.add_topic(topic=topic, **here)
    for taker in (PIA, DIRK):
        actions.name_minute_taker(user_id=cast[taker].pk, **here)
        for name in ("table", "prepare"):
            words = reads(DIRK, name)
            assert OPEN in words, name
            assert "Onderwerp zonder u" in words, name
            for secret in (YOUTH, WINE, DataCategory.SUBSTANCE_USE.plain):
                assert secret not in words, (name, taker)
            assert WINE in reads(CAS, name), name
    with gate.opened():
        Meeting.objects.update(closed_at=here["now"])
    actions.draft_minutes(**by(DIRK), meeting_id=there["meeting_id"])
    assert {one for one in (OPEN, YOUTH, WINE) if one in reads(DIRK, "minutes", there["meeting_id"])} == {OPEN}
    assert {one for one in (OPEN, YOUTH, WINE) if one in reads(PIA, "minutes", there["meeting_id"])} == {
        OPEN,
        YOUTH,
        WINE,
    }


def test_whose_seat_is_admitted_adds_to_the_minutes_what_that_seat_heard(cast, by, there, reads):  # noqa: F811
    """Wim of the Wmo takes the minutes: of a topic under another law there is nothing for him to add to."""
    to_picture(by, there, cast)
    here = {"meeting_id": there["meeting_id"], **by()}
    cases.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor Noor", **by())
    youth = NewTopic(YOUTH, Phase.PICTURE, 5, (DataCategory.SUPPORT_IN_USE,), law=Compartment.JEUGDWET)
    actions.start_topic(topic_id=actions.add_topic(topic=youth, **here), **here)
    actions.name_minute_taker(user_id=cast[WIM].pk, **here)
    words = reads(WIM, "table")
    assert "dit is een onderwerp zonder u" in words
    assert YOUTH not in words
    with gate.opened():
        Meeting.objects.update(closed_at=here["now"])
        assert Topic.objects.filter(title=YOUTH, started_at=here["now"]).exists()
    actions.draft_minutes(**by(WIM), meeting_id=there["meeting_id"])
    written = reads(WIM, "minutes", there["meeting_id"])
    assert (OPEN in written, YOUTH in written) == (True, False)


def test_the_words_of_a_meeting_are_of_the_law_of_the_case_when_it_was_planned(cast, by, there, reads):  # noqa: F811
    """A second law comes: what was written under the first stays with it, and each reads the purpose of the own law."""
    here = {"meeting_id": there["meeting_id"], **by()}
    with gate.opened():
        Party.objects.filter(pk=cast.ids["department_id"]).update(law=Compartment.JEUGDWET)
    cases.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor Noor", **by())
    with gate.opened():
        assert Meeting.objects.get().law is Compartment.WMO
    assert "Waar slaapt Noor?" in reads(PIA, "table")
    assert "Waar slaapt Noor?" not in reads(WIM, "table")
    with gate.opened():
        Meeting.objects.update(closed_at=here["now"])
    later = NewMeeting(MeetingKind.MDO, here["now"] + timedelta(days=1), 60, (AgendaPoint.A,))
    actions.plan_meeting(meeting=later, **by())
    with gate.opened():
        assert Meeting.objects.get(closed_at=None).law is Compartment.OTHER
    purposes = {"Passende ondersteuning", "Hulp voor Noor"}
    assert {task for task in purposes if task in reads(PIA, "prepare")} == purposes
    assert {task for task in purposes if task in reads(WIM, "prepare")} == {"Hulp voor Noor"}


def test_the_law_of_a_topic_is_asked_in_a_case_of_several_and_says_who_hears_it(client, cast, by, there, reads):  # noqa: F811
    """One law: nothing to ask. Two: nothing is put on the agenda without it, and who is under the other goes out."""
    prepare = reverse("meetings:prepare", args=["C-1"])
    add = reverse("meetings:add_topic", args=["C-1", there["meeting_id"]])
    client.force_login(cast[PIA])
    assert "law" not in client.get(prepare).context["topic_form"].fields
    cases.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor Noor", **by())
    asked = client.get(prepare).context["topic_form"].fields["law"]
    assert [code for code, _label in asked.choices] == ["", "wmo", "jeugdwet", "other"]
    typed = {"title": YOUTH, "phase": "picture", "minutes": "5", "categories": ["support_in_use"]}
    for wrong in ("", "wgs"):
        refused = client.post(add, typed | {"law": wrong})
        assert (refused.status_code, YOUTH in text_of(refused)) == (422, True)
    assert client.post(add, typed | {"law": "jeugdwet"}).status_code == 303
    assert "Hoort bij: Jeugdwet." in reads(PIA, "prepare")
    assert YOUTH not in reads(WIM, "prepare")
    with gate.opened():
        made = Topic.objects.get(title=YOUTH)
    change = reverse("meetings:change_topic", args=["C-1", there["meeting_id"], made.pk])
    client.force_login(cast[PIA])
    assert client.post(change, typed | {"law": "other", "version": made.version}).status_code == 303
    assert "Hoort bij: het gezamenlijke plan." in reads(PIA, "prepare")
    assert YOUTH in reads(WIM, "prepare")
    elsewhere = NewTopic(YOUTH, Phase.PICTURE, 5, (DataCategory.SUPPORT_IN_USE,), law=Compartment.WGS)
    with pytest.raises(cases.NotPossible, match="Kies een wet van deze casus"):
        actions.add_topic(topic=elsewhere, meeting_id=there["meeting_id"], **by())
