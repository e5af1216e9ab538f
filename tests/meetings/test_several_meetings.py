"""Several meetings of one case: a series, a table of its own for somebody, and one that was broken off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, MeetingKind, SeatKind
from cases.models import HouseholdMember, MeetingReport
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Meeting, Topic
from meetings.phases import Phase
from meetings.reads.lines import line_of
from privacy import gate
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import CAS, PIA, at, in_a_week, opened, planned, put_in

REASON = "De vader kwam niet meer. Er is een ander overleg."


def typed(**changes):
    return {"kind": "mdo", "planned_at": in_a_week(), "duration_minutes": "60", "covers": ["c", "d"]} | changes


def made(**found):
    with gate.opened():
        return Meeting.objects.get(case__reference="C-9", **found)


def broken_off(by, earlier, ids):
    there = opened(by, earlier, ids)
    put_in(Phase.PICTURE, there["meeting"])
    actions.break_off(meeting_id=there["meeting"], reason="Het alarm ging.", **by())
    return there


def test_a_second_meeting_is_planned_prepared_and_found_by_pages_while_the_first_waits(signed_in, ids, by, earlier):
    first, client = planned(by, earlier), signed_in()
    assert at("plan_meeting") in text_of(client.get(at("prepare")))
    assert "Plan het overleg" in text_of(client.get(at("plan_meeting")))
    assert "Plan nog een overleg" in text_of(client.get(at("meetings")))
    answer = client.post(at("plan_meeting"), typed(place="School"))
    second = made(place="School").pk
    assert (answer.status_code, answer["Location"]) == (303, at("prepare_meeting", second))
    invited = client.post(at("invite", second), {"seat": f"person:{ids['person_id']}", "participation_form": "present"})
    assert invited["Location"].startswith(at("prepare_meeting", second))
    page = text_of(client.get(at("prepare_meeting", second)))
    for words in ("School", "Saar Zeegers", at("prepare_meeting", first), at("dates_of", second)):
        assert words in page
    assert "Nog niemand uitgenodigd" in text_of(client.get(at("prepare_meeting", first)))
    overview = text_of(client.get(at("meetings")))
    for meeting_id in (first, second):
        assert at("prepare_meeting", meeting_id) in overview
    assert at("propose_dates", second) in text_of(client.get(at("dates_of", second)))


def test_what_is_refused_comes_back_on_the_page_of_its_own_meeting(signed_in, ids, by, earlier):
    planned(by, earlier)
    client = signed_in()
    client.post(at("plan_meeting"), typed(place="School"))
    second = made(place="School").pk
    refused = client.post(at("add_topic", second), {"title": "Slapen"})
    assert refused.status_code == 422
    assert at("add_topic", second) in text_of(refused)
    kept = client.post(at("plan_meeting"), typed(covers=[], place="Het dorpshuis"))
    assert kept.status_code == 422
    assert "Het dorpshuis" in text_of(kept)


def test_two_who_are_kept_apart_each_have_a_table_by_pages(signed_in, cast, ids, by, earlier):
    with gate.opened():
        case = HouseholdMember.objects.get(person=ids["person_id"]).case
        other = PersonFactory(municipality=case.municipality, name="Ilse Zeegers", made_at=earlier)
        HouseholdMemberFactory(case=case, person_id=other.pk, made_by=cast[PIA])
    cases.keep_apart(first=ids["person_id"], second=other.pk, reason="Zij is bang", **by())
    client = signed_in()
    tables = []
    for name, person in (("Buurthuis", ids["person_id"]), ("School", other.pk)):
        client.post(at("plan_meeting"), typed(place=name))
        tables.append(made(place=name).pk)
        seat = {"seat": f"person:{person}", "participation_form": "present"}
        assert client.post(at("invite", tables[-1]), seat).status_code == 303
    refused = client.post(at("invite", tables[0]), {"seat": f"person:{other.pk}", "participation_form": "present"})
    assert refused.status_code == 422
    assert at("plan_meeting") in text_of(refused)
    one, another = (text_of(client.get(at("prepare_meeting", table))) for table in tables)
    assert at("invitation_paper", tables[0], _seat(tables[0])) in one
    assert at("invitation_paper", tables[1], _seat(tables[1])) in another


def _seat(meeting_id):
    with gate.opened():
        return Meeting.objects.get(pk=meeting_id).participants.get().pk


def test_one_that_was_broken_off_stands_in_the_way_of_no_other(signed_in, ids, by, earlier):
    there, client = broken_off(by, earlier, ids), signed_in()
    page = text_of(client.get(at("prepare")))
    assert "Plan het overleg" in page
    assert at("prepare_meeting", there["meeting"]) in page
    client.post(at("plan_meeting"), typed(place="School"))
    second = made(place="School").pk
    assert at("invite", second) in text_of(client.get(at("prepare")))
    actions.invite(meeting_id=second, seat=NewSeat(SeatKind.RESIDENT, person=ids["person_id"]), **by())
    actions.open_meeting(meeting_id=second, **by())
    assert str(second) in text_of(client.get(at("table")))
    overview = text_of(client.get(at("meetings")))
    assert overview.index(at("meeting", second)) < overview.index(at("meeting", there["meeting"]))


def test_one_that_was_broken_off_ends_as_it_is_with_the_reason_and_is_kept(signed_in, ids, by, earlier):
    there, client = broken_off(by, earlier, ids), signed_in()
    end = at("end_as_it_is", there["meeting"])
    assert end in text_of(client.get(at("meeting", there["meeting"])))
    assert end not in text_of(signed_in(CAS).get(at("meeting", there["meeting"])))
    client = signed_in()
    assert client.post(end, {"reason": " "}).status_code == 422
    assert client.post(end, {"reason": REASON}).status_code == 303
    row = made(pk=there["meeting"])
    assert (row.ended_reason, row.phase, row.covers) == (REASON, Phase.PICTURE, [])
    with gate.opened():
        report = MeetingReport.objects.get(meeting_id=there["meeting"])
    assert (report.closed_at, list(report.covers)) == (row.closed_at, [])
    page = text_of(client.get(at("meeting", there["meeting"])))
    for words in (REASON, "Naar het verslag"):
        assert words in page
    assert "Afgebroken, gaat niet verder" in text_of(client.get(at("meetings")))
    assert client.post(at("resume_meeting", there["meeting"])).status_code == 409
    assert client.post(end, {"reason": REASON}).status_code == 409
    assert client.get(at("prepare_meeting", there["meeting"])).status_code == 302


def test_only_the_points_that_were_finished_count_when_it_ends_as_it_is(ids, by, earlier):
    there = opened(by, earlier, ids)
    put_in(Phase.PICTURE, there["meeting"])
    table = {"meeting_id": there["meeting"]}
    with gate.opened():
        done, on_it = Topic.objects.get(point="a").pk, Topic.objects.get(point="b")
    actions.start_topic(topic_id=done, **table, **by())
    put_in(Phase.JUDGEMENT, there["meeting"])
    actions.start_topic(topic_id=on_it.pk, **table, **by())
    actions.break_off(reason="Alarm", **table, **by())
    actions.end_as_it_is(reason=REASON, **table, **by() | {"now": earlier + timedelta(minutes=3)})
    with gate.opened():
        row = Meeting.objects.get()
        assert (row.covers, row.topic) == (["a"], None)
        assert list(MeetingReport.objects.get().covers) == ["a"]


def test_what_the_plan_is_counts_only_where_somebody_was_asked_to_keep_the_overview(ids, by, earlier):
    """R-MDO-7: a table that ends as it is did not ask that, however far it came."""
    there = opened(by, earlier, ids)
    table = {"meeting_id": there["meeting"]}
    put_in(Phase.DECISION, there["meeting"])
    with gate.opened():
        Topic.objects.filter(point="b").update(point=AgendaPoint.D)
        Topic.objects.exclude(point="").update(started_at=earlier, ended_at=earlier)
    actions.break_off(reason="Alarm", **table, **by())
    actions.end_as_it_is(reason=REASON, **table, **by())
    with gate.opened():
        assert list(MeetingReport.objects.get().covers) == ["a"]


def test_a_new_fact_of_a_table_that_ended_as_it_is_brings_nobody_back_to_it(signed_in, ids, by, earlier):
    there, client = opened(by, earlier, ids), signed_in()
    table = {"meeting_id": there["meeting"]}
    put_in(Phase.JUDGEMENT, there["meeting"])
    with gate.opened():
        topic = Topic.objects.get(point="b").pk
    actions.start_topic(topic_id=topic, **table, **by())
    signal = actions.raise_new_facts(fact="Tante verhuist", topic=topic, **table, **by())
    actions.break_off(reason="Alarm", **table, **by())
    actions.end_as_it_is(reason=REASON, **table, **by())
    page = text_of(client.get(at("meeting", there["meeting"])))
    assert 'value="dismissed"' in page
    assert 'value="back_to_picture"' not in page
    answer = at("resolve_new_facts", there["meeting"], signal)
    refused = client.post(answer, {"resolution": "back_to_picture", "reason": "Toch nog"})
    assert (refused.status_code, made(pk=there["meeting"]).phase) == (409, Phase.JUDGEMENT)
    assert "begint met het beeld" in text_of(refused)
    assert client.post(answer, {"resolution": "dismissed", "reason": "Komt in het volgende"}).status_code == 303


def test_only_what_was_broken_off_ends_as_it_is_and_never_without_a_reason(ids, by, earlier):
    there = opened(by, earlier, ids)
    table = {"meeting_id": there["meeting"]}
    with pytest.raises(NotPossible, match="niet afgebroken"):
        actions.end_as_it_is(reason=REASON, **table, **by())
    actions.break_off(reason="Alarm", **table, **by())
    with pytest.raises(NotPossible, match="waarom"):
        actions.end_as_it_is(reason=" ", **table, **by())
    with gate.opened(), pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(closed_at=earlier)


def test_a_meeting_of_nobody_is_not_found_to_be_prepared(signed_in, ids, by, earlier):
    planned(by, earlier)
    for name in ("prepare_meeting", "dates_of"):
        assert signed_in().get(at(name, uuid4())).status_code == 404


def test_a_series_divides_the_points_and_each_page_says_where_the_others_are(signed_in, ids, by, earlier):
    first = planned(by, earlier)
    second = NewMeeting(MeetingKind.MDO, earlier + timedelta(days=7), 60, (AgendaPoint.C, AgendaPoint.D))
    later = actions.plan_meeting(meeting=second, **by())
    for meeting_id in (first, later):
        page = text_of(signed_in().get(at("prepare_meeting", meeting_id)))
        assert page.count("staat op de agenda van een ander overleg") == 2


def test_what_began_early_and_was_broken_off_stands_under_when_it_was(earlier):
    early = Meeting(kind=MeetingKind.MDO, opened_at=earlier, planned_at=earlier + timedelta(minutes=10))
    early.broken_off_at = earlier + timedelta(minutes=30)
    assert line_of(early).when == earlier
    early.planned_at = earlier + timedelta(hours=2)  # later that day
    assert line_of(early).when == early.planned_at


def test_what_was_broken_off_and_gets_another_day_stands_under_that_day(signed_in, ids, by, earlier):
    """And its minutes under the day on which it was."""
    there, client = broken_off(by, earlier, ids), signed_in()
    first = made(pk=there["meeting"]).opened_at
    day = timezone.now() + timedelta(days=7)
    again = NewMeeting(MeetingKind.MDO, day, 75, (AgendaPoint.A, AgendaPoint.B))
    actions.change_meeting(meeting_id=there["meeting"], meeting=again, **by())

    def when():
        page = client.get(at("meetings")).context["page"]
        return next(line.when for line in (page.current, *page.past) if line)

    assert when() == day
    assert client.get(at("meeting", there["meeting"])).context["page"].meeting.when == day
    actions.end_as_it_is(meeting_id=there["meeting"], reason=REASON, **by())
    assert when() == first
    assert client.get(at("minutes", there["meeting"])).context["page"].when == first
