"""Who looked: for the director, for a resident on paper, and for who oversees. Each leaves a line too."""

import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.log_terms import OPENED
from cases.models import Case, HatPeriod, HouseholdMember, Person
from cases.reads import LookedPage
from privacy import gate
from privacy.models import ReadLog
from tests.cases.log_actions import recorded_actions

PIA, CAS, BERT, GER, TESS, FINN, KARIM = (
    "pia_directs_process",
    "cas_directs_case",
    "bert_stands_nowhere",
    "ger_protects_data",
    "tess_manages_here",
    "finn_manages_elsewhere",
    "karim_receives",
)


def at(name, *args):
    return reverse(f"cases:{name}", args=args)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def person(cast):
    with gate.opened():
        return HouseholdMember.objects.filter(case=cast.ids["case_id"]).values_list("person", flat=True).first()


def written(cast, who, *, minutes=0, **columns):
    """A line as it could have been written by this person, so long ago."""
    user = cast[who]
    given = {
        "viewer_id": user.pk,
        "organisation_id": user.organisation_id,
        "role": user.role,
        "origin": "pages",
        "action": "open_case",
        "purpose": "direction",
        "case_ids": [cast.ids["case_id"]],
        "categories": ["progress"],
        "bases": ["JW-7.4"],
        "people": [],
        "at": timezone.now() - timedelta(minutes=minutes),
    }
    return ReadLog.objects.create(**given | columns)


def test_every_act_that_the_code_records_has_words():
    assert recorded_actions() - OPENED.keys() == set()
    assert OPENED.keys() - recorded_actions() == {"tried_to_open", "tried_to_change"}


def test_the_director_reads_who_looked_and_why(signed_in, cast):
    signed_in(CAS).get(at("plan", "C-1"))
    signed_in(BERT).get(at("plan", "C-1"))
    written(cast, BERT, relations=["breaks_glass"])
    response = signed_in().get(at("looked", "C-1"))
    page = text(response)
    assert [line.who.split()[0] for line in response.context["page"].lines] == ["pia", "bert", "bert", "cas"]
    for words in ("cas directs case", "Het plan", "casusregie", "Casus- en procesregie", "Jeugdwet", "namen en bereik"):
        assert words in page, words
    for words in ("bert stands nowhere", "Wilde iets openen", "casussen / plan", "geweigerd", "noodtoegang"):
        assert words in page, words
    line = ReadLog.objects.latest("id")
    assert (line.action, line.viewer_id, line.relations) == ("open_looked", cast[PIA].pk, ["directs_process"])


def test_who_changes_something_leaves_one_line_that_says_what_and_none_when_it_was_refused(signed_in, cast):
    """Also without looking first. In the transaction of the change: what is taken back leaves nothing."""
    client, decision = signed_in(), cast.ids["decision_id"]
    stop = reverse("cases:revoke", args=["C-1", decision])
    assert client.post(stop, {"reason": " "}).status_code == 422
    assert client.post(reverse("cases:new_share", args=["C-1", cast[KARIM].organisation_id])).status_code == 422
    assert not ReadLog.objects.filter(action="change").exists()
    assert client.post(stop, {"reason": "Klaar"}).status_code == 303
    line = ReadLog.objects.get(action="change")
    assert (line.viewer_id, line.case_ids, line.result) == (cast[PIA].pk, [cast.ids["case_id"]], "shown")
    assert (line.relations, line.purpose) == (["directs_process"], "direction")
    assert str(decision) not in line.object
    page = text(client.get(at("looked", "C-1")))
    for words in ("Een wijziging", line.object.replace("/", " / "), "gedaan"):
        assert words in page, words
    meeting = {"kind": "mdo", "planned_at": "01-12-2099 14:00", "duration_minutes": "60", "covers": ["a"]}
    assert client.post(reverse("meetings:plan_meeting", args=["C-1"]), meeting).status_code == 303
    assert ReadLog.objects.filter(action="change").count() == 2, "the meeting and its report to the case are one change"


def test_others_in_the_case_find_neither_the_page_nor_the_way_to_it(signed_in, cast, person):
    address, paper = at("looked", "C-1"), at("extract", "C-1", person)
    for name in (CAS, "ina_inquires", "wim_takes_part", TESS, BERT, GER):
        client = signed_in(name)
        assert (client.get(address).status_code, client.get(paper).status_code) == (404, 404), name
    assert address not in text(signed_in(CAS).get(at("sharing", "C-1")))
    client = signed_in()
    assert address in text(client.get(at("sharing", "C-1")))
    assert (client.post(address).status_code, client.post(paper).status_code) == (405, 405)
    assert client.get(at("extract", "C-1", uuid4())).status_code == 404


def test_the_lines_come_in_pages_and_are_narrowed_by_the_address(signed_in, cast):
    for number in range(30):
        written(cast, CAS, minutes=number, action="open_plan" if number else "open_picture")
    written(cast, BERT, result="refused", action="tried_to_open")
    client = signed_in()
    first = client.get(at("looked", "C-1"))
    page: LookedPage = first.context["page"]
    assert len(page.lines) == 25
    assert page.lines[0].what == "wie heeft gekeken"
    older = client.get(at("looked", "C-1") + first.context["turn"]["older_url"])
    assert [line.who for line in older.context["page"].lines] == ["cas directs case"] * 7
    back = client.get(at("looked", "C-1") + older.context["turn"]["newer_url"]).context["page"]
    assert len(back.lines) == 25
    refused = client.get(at("looked", "C-1"), {"uitkomst": "geweigerd"}).context["page"]
    assert [line.who for line in refused.lines] == ["bert stands nowhere"]
    assert not client.get(at("looked", "C-1"), {"wie": cast[CAS].pk, "tot": "01-01-2020"}).context["page"].lines
    odd = {"wie": "x", "uitkomst": "x", "van": "x", "na": "9" * 40, "voor": "-1"}
    assert len(client.get(at("looked", "C-1"), odd).context["page"].lines) == 25
    assert {cast[CAS].pk, cast[BERT].pk} < {pk for pk, _name in page.viewers}


def test_a_resident_gets_organisation_function_day_and_why_and_no_name_of_staff(signed_in, cast, person, settings):
    written(cast, CAS, people=[person])
    written(cast, CAS, people=[person], minutes=1)
    written(cast, KARIM, people=[person], purpose="cooperation", origin="portal")
    written(cast, BERT, people=[uuid4()])  # about somebody else
    written(cast, TESS, people=[], result="refused")
    address = at("extract", "C-1", person)
    response = signed_in().get(address)
    page = text(response)
    lines = response.context["page"].lines
    # the director is on it as well: by now the paper itself was opened
    assert sorted(line.function for line in lines) == ["consulent", "ketenpartner", "procesregisseur"]
    assert "Om samen met u en anderen aan uw plan te werken." in page
    assert "Omdat deze organisatie meewerkt aan uw plan." in page
    assert f"Geprint op {date_format(timezone.localdate(), 'j F Y')}.</p>" in page  # and not for whom
    for name in (CAS, KARIM, BERT, TESS):
        assert cast[name].name not in page
    settings.LOG_EXTRACT_NAMES_PEOPLE = True
    assert cast[CAS].name in text(signed_in().get(address))
    assert ReadLog.objects.latest("id").people == [person]


def test_who_oversees_reads_who_looked_and_nothing_else_of_the_case(signed_in, cast):
    written(cast, CAS)
    client = signed_in(GER)
    page = text(client.get(at("looked_for_oversight", "C-1")))
    assert "cas directs case" in page
    assert "Zeegers" not in page
    assert at("looked_for_oversight", "C-1") in text(client.get(at("oversight_list")))
    line = ReadLog.objects.filter(action="open_looked").get()
    assert (line.purpose, line.categories) == ("oversight", ["progress"])
    assert signed_in(TESS).get(at("looked_for_oversight", "C-1")).status_code == 404
    assert signed_in(PIA).get(at("looked_for_oversight", "C-1")).status_code == 404
    assert client.post(at("looked_for_oversight", "C-1")).status_code == 405


def test_what_is_unusual_is_shown_with_the_way_to_its_lines(signed_in, cast, settings, person, now):
    settings.LOG_MANY_CASES, settings.LOG_MANY_REFUSALS = 2, 3
    with gate.opened():
        Person.objects.filter(pk=person).update(name=cast[CAS].name.upper())
        HatPeriod.objects.filter(case=cast.ids["case_id"], wearer=cast[PIA]).update(mitigation="Een collega kijkt mee")
        other = Case.objects.get(reference="C-2").pk
    hour = now.replace(minute=0, second=1, microsecond=0)
    for case in (cast.ids["case_id"], other):
        written(cast, "ina_inquires", case_ids=[case], at=hour)
    for _number in range(3):
        written(cast, BERT, result="refused", action="tried_to_open", at=hour)
    written(cast, FINN, relations=["breaks_glass"])
    written(cast, CAS)
    written(cast, PIA)
    written(cast, PIA, origin="import")
    response = signed_in(GER).get(at("patterns"))
    page = response.context["page"]
    found = {kind: [row.who for row in getattr(page, kind)] for kind in ("many", "refused", "emergency", "own_name")}
    assert found == {
        "many": ["ina inquires"],
        "refused": ["bert stands nowhere"],
        "emergency": ["finn manages elsewhere"],
        "own_name": ["cas directs case"],
    }
    assert [(row.who, row.count, row.reference) for row in page.conflict] == [("pia directs process", 1, "C-1")]
    html = text(response)
    assert f"{at('looked_for_oversight', 'C-1')}?wie={cast[CAS].pk}" in html
    lines = (
        f"{at('log_lines')}?wie={cast[BERT].pk}&amp;van={hour:%d-%m-%Y}&amp;tot={hour:%d-%m-%Y}&amp;uitkomst=geweigerd"
    )
    assert lines in html
    behind = signed_in(GER).get(lines.replace("&amp;", "&"))
    assert [(line.who, line.status) for line in behind.context["page"].lines] == [
        ("bert stands nowhere", "geweigerd")
    ] * 3
    assert ReadLog.objects.latest("id").action == "open_log_lines"
    settings.LOG_PATTERN_DAYS = 0
    assert signed_in(GER).get(at("patterns")).context["page"].refused == ()


def test_who_oversees_elsewhere_or_nothing_sees_none_of_it(signed_in, cast):
    written(cast, CAS)
    with gate.opened():
        elsewhere = cast[FINN].organisation_id
    type(cast[GER]).objects.filter(pk=cast[GER].pk).update(organisation=elsewhere)
    client = signed_in(GER)
    assert client.get(at("looked_for_oversight", "C-1")).status_code == 404
    assert {line.who for line in client.get(at("log_lines")).context["page"].lines} == {"ger protects data"}
    for name in (PIA, TESS, BERT, "ada_administers"):
        client = signed_in(name)
        assert [client.get(at(page)).status_code for page in ("patterns", "log_lines")] == [404, 404], name
        assert client.post(at("export_ldv"), {"van": "01-01-2026", "tot": "01-01-2030"}).status_code == 404
        assert "Wie heeft gekeken: wat opvalt" not in text(client.get("/"))


def test_a_page_of_the_log_asks_as_much_for_many_lines_as_for_few(signed_in, cast, django_assert_max_num_queries):
    client = signed_in(GER)
    for name in (CAS, BERT, KARIM, TESS, "ina_inquires"):
        written(cast, name)
    for page, most in (("patterns", 16), ("log_lines", 10)):
        with django_assert_max_num_queries(most):
            client.get(at(page))


# --- taking it along -------------------------------------------------------------------------------------------------


def records(lines):
    return [json.loads(line) for line in lines.splitlines()]


def test_the_log_goes_along_without_users_and_with_one_record_for_each_person(cast, person, settings):
    settings.LOG_SUBJECT_KEY = "for this test"
    other = uuid4()
    line = written(cast, CAS, people=[person, other])
    written(cast, BERT, people=[person], minutes=1)
    written(cast, BERT, people=[], result="refused", action="tried_to_open")
    day = f"{timezone.localdate():%Y-%m-%d}"
    out = StringIO()
    call_command("export_ldv", "--from", day, "--until", day, stdout=out)
    above, first, second, alone, refused = records(out.getvalue())
    assert {len(one["trace_id"]) for one in (above, first)} == {32}
    assert {len(one["span_id"]) for one in (above, first)} == {16}
    assert above["trace_id"] == first["trace_id"] == second["trace_id"] != alone["trace_id"]
    assert first["parent_span_id"] == second["parent_span_id"] == above["span_id"]
    assert len({above["span_id"], first["span_id"], second["span_id"]}) == 3
    assert "parent_span_id" not in alone
    subject = "dpl.core.data_subject_id"
    assert subject not in above["attributes"]
    assert alone["attributes"][subject] in (first["attributes"][subject], second["attributes"][subject])
    assert first["attributes"]["dpl.core.processing_activity_id"].endswith("direction")
    assert (refused["status"], alone["status"], alone["name"]) == ("Error", "Ok", "open_case")
    assert above["start_time"] == int(line.at.timestamp() * 1000) == above["end_time"]
    whole = out.getvalue()
    for hidden in (person, other, cast[CAS].pk, cast[BERT].pk, cast.ids["case_id"]):
        assert str(hidden) not in whole
    settings.LOG_SUBJECT_KEY = "another"
    again = StringIO()
    call_command("export_ldv", "--from", day, "--until", day, stdout=again)
    assert alone["attributes"][subject] not in again.getvalue()


def test_who_oversees_takes_the_own_log_along_as_a_logged_act(signed_in, cast, person):
    written(cast, CAS, people=[person])
    far = written(cast, FINN, case_ids=[])
    today = f"{timezone.localdate():%d-%m-%Y}"
    client = signed_in(GER)
    response = client.post(at("export_ldv"), {"van": today, "tot": today})
    assert response["Content-Disposition"].startswith("attachment")
    found = records(b"".join(response.streaming_content).decode())
    assert [one["name"] for one in found] == ["open_case", "export_ldv"]
    assert far.organisation_id != cast[GER].organisation_id
    assert ReadLog.objects.latest("id").action == "export_ldv"
    wrong = client.post(at("export_ldv"), {"van": today, "tot": "01-01-2020"})
    assert wrong.status_code == 422
    assert "De laatste dag ligt voor de eerste" in wrong.content.decode()
    assert today in wrong.content.decode()
    assert client.get(at("export_ldv")).status_code == 405
