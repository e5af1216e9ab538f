"""The lists of cases: what is in them for whom, in which order, page by page, and what they never show."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions, hats, reads
from cases.actions import FirstStory, NewPerson, NewReport, worklist
from cases.hats import Hat
from cases.models import Case, HatPeriod, StagnationSignal
from cases.reads import Attention, ListQuery, Shown, Sort
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import ReportedBy, SignalBy, Urgency
from privacy import gate
from privacy.law import DataCategory, Purpose, Relation
from privacy.models import ReadLog
from tests.cast import ROLES, case_in
from tests.factories import HatPeriodFactory

QUERIES = 6 + 2  # six of the list; two for session and account
LISTS = {
    "case_list": Purpose.DIRECTION,
    "steering_list": Purpose.STEERING,
    "oversight_list": Purpose.OVERSIGHT,
    "triage_list": Purpose.INTAKE,
}
TITLE = "De ontruiming van het jaar"


def directed(cast, now, count, **columns):
    """So many more cases that Pia directs, each a day later."""
    with gate.opened():
        for number in range(count):
            case = case_in(Step.PLAN, now + timedelta(days=number), f"D-{number:03}", **columns)
            HatPeriodFactory(case=case, wearer=cast["pia_directs_process"], worn=hats.MUNICIPAL, put_on_at=now)
            worklist.refresh(case, now)


def references(cast, now, name="pia_directs_process", read="case_list", **query):
    page = getattr(reads, read)(viewer=cast.viewer(name), purpose=LISTS[read], query=ListQuery(**query), now=now)
    return [row.reference for row in page.rows]


def report(cast, now, urgency=Urgency.NORMAL, name="Yara Demir"):
    story = FirstStory(
        NewReport(ReportedBy.RESIDENT, urgency=urgency), "Ik wil rust.", people=(NewPerson(name, "kind"),)
    )
    return actions.report_case(viewer=cast.viewer("bert_stands_nowhere"), story=story, now=now, key=uuid4())


class TestOrderAndPages:
    def test_the_most_urgent_comes_first_whatever_the_relation(self, cast, now):
        directed(cast, now, 3)
        with gate.opened():
            Case.objects.filter(reference="D-002").update(due_on=timezone.localdate(now) - timedelta(days=9))
            worklist.WorklistEntry.objects.filter(case__reference="D-002").update(
                due_on=timezone.localdate(now) - timedelta(days=9)
            )
        assert references(cast, now)[0] == "D-002"

    def test_turning_pages_forth_and_back_shows_each_case_once_in_every_order(self, cast, now):
        directed(cast, now, 60)
        for sort in Sort:
            forth, back = self._turned(cast.viewer("pia_directs_process"), sort, now)
            assert [len(rows) for rows in forth] == [25, 25, 11], sort
            assert len({row for rows in forth for row in rows}) == 61, sort
            assert back == forth[:-1], sort

    def _turned(self, viewer, sort, now):
        """The references of each page, to the last one and back to the first."""
        forth, back, after, page = [], [], None, None
        while page is None or page.last:
            query = ListQuery(sort=sort, after=after)
            page = reads.case_list(viewer=viewer, purpose=Purpose.DIRECTION, query=query, now=now)
            forth.append([row.reference for row in page.rows])
            after = page.last
        before = page.first
        while before:
            query = ListQuery(sort=sort, before=before)
            page = reads.case_list(viewer=viewer, purpose=Purpose.DIRECTION, query=query, now=now)
            back.insert(0, [row.reference for row in page.rows])
            before = page.first
        return forth, back

    def test_a_case_of_several_hats_stands_there_once_with_each_of_them(self, cast, now):
        with gate.opened():
            case = Case.objects.get(reference="C-1")
            HatPeriod.objects.create(case=case, wearer=cast["pia_directs_process"], hat=Hat.INQUIRY, put_on_at=now)
            worklist.refresh(case, now)
        page = reads.case_list(
            viewer=cast.viewer("pia_directs_process"), purpose=Purpose.DIRECTION, query=ListQuery(), now=now
        )
        assert [[way.code for way in row.mine] for row in page.rows] == [["process_direction", "inquiry"]]

    def test_more_than_five_hundred_is_said_and_not_counted(self, cast, now, monkeypatch):
        monkeypatch.setattr("cases.reads.lists.MOST", 3)
        directed(cast, now, 4)
        page = reads.case_list(
            viewer=cast.viewer("pia_directs_process"), purpose=Purpose.DIRECTION, query=ListQuery(), now=now
        )
        assert page.count == "3+"

    def test_a_place_that_nobody_wrote_is_the_beginning(self, client, cast):
        client.force_login(cast["pia_directs_process"])
        for place in ("onzin", "WyJ4IiwgInkiXQ==", "WyJ4IiwgIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd"):
            assert "C-1" in client.get(reverse("cases:case_list"), {"na": place}).content.decode()


class TestFilters:
    def test_each_filter_narrows(self, cast, now):
        directed(cast, now, 1, cycle_number=2)
        assert references(cast, now, step=Step.PLAN) == ["D-000"]
        assert references(cast, now, later_round=True) == ["D-000"]
        assert set(references(cast, now, relation=Relation.DIRECTS_PROCESS)) == {"C-1", "D-000"}
        assert references(cast, now, relation=Relation.DIRECTS_CASE) == []
        assert references(cast, now, shown=Shown.CLOSED) == []

    def test_what_asks_attention(self, cast, now):
        directed(cast, now - timedelta(days=90), 1)
        with gate.opened():
            case = Case.objects.get(reference="C-1")
            made = {"made_at": now, "changed_at": now, "raised_at": now, "due_on": timezone.localdate(now)}
            category = DataCategory.OPINIONS_PROFESSIONAL
            StagnationSignal.objects.create(
                case=case, category=category, by=SignalBy.RESIDENT, text="Het stokt", **made
            )
            HatPeriod.objects.filter(case=case, hat=Hat.INQUIRY).update(
                hat=Hat.ASSISTANCE, expected_until=timezone.localdate(now) - timedelta(days=1)
            )
        assert references(cast, now, attention=Attention.LATE) == ["D-000"]
        assert references(cast, now, attention=Attention.SIGNAL) == ["C-1"]
        assert references(cast, now, attention=Attention.NO_KEEPER) == ["D-000"]
        assert references(cast, now, attention=Attention.HELPS_TOO_LONG) == ["C-1"]

    def test_the_counts_of_who_steers_are_those_of_the_lists(self, cast, now):
        directed(cast, now - timedelta(days=90), 2)
        tess = cast.viewer("tess_manages_here")
        counts = reads.counts(viewer=tess, purpose=Purpose.STEERING, now=now)
        for what in Attention:
            listed = references(cast, now, "tess_manages_here", "steering_list", attention=what)
            assert getattr(counts, what.value) == len(listed)
        assert counts.open == len(references(cast, now, "tess_manages_here", "steering_list"))

    def test_a_filter_that_is_not_on_the_list_is_no_filter(self, client, cast):
        client.force_login(cast["pia_directs_process"])
        typed = {"stap": "x' OR 1=1", "pet": "admin", "sorteer": "password", "toon": "alles", "let_op": "?"}
        page = client.get(reverse("cases:case_list"), typed).content.decode()
        assert "C-1" in page

    def test_each_chosen_filter_can_be_taken_away(self, client, cast):
        client.force_login(cast["pia_directs_process"])
        page = client.get(reverse("cases:case_list"), {"stap": "plan", "ronde": "on"}).content.decode()
        assert 'href="?ronde=on"' in page
        assert 'href="?stap=plan"' in page
        assert "Niets gevonden" in page


class TestNames:
    def test_only_where_the_law_gives_them_through_this_relation(self, cast, now):
        """Cas directs C-1 and is only asked for something in C-2: the names of C-1 and not of C-2."""
        with gate.opened():
            case = Case.objects.get(reference="C-2")
            worklist.WorklistEntry.objects.create(
                principal=cast["cas_directs_case"].pk, relation=Relation.ASKED, case=case, due_on=case.due_on
            )
        page = reads.case_list(
            viewer=cast.viewer("cas_directs_case"), purpose=Purpose.DIRECTION, query=ListQuery(), now=now
        )
        assert {row.reference: row.names for row in page.rows} == {"C-1": "Noor", "C-2": ""}

    def test_who_steers_or_oversees_gets_none(self, client, cast):
        for name, read in (("tess_manages_here", "steering_list"), ("ger_protects_data", "oversight_list")):
            client.force_login(cast[name])
            page = client.get(reverse(f"cases:{read}")).content.decode()
            assert "C-1" in page
            assert "Noor" not in page

    def test_a_title_is_in_no_list(self, client, cast, now):
        viewer = cast.viewer("pia_directs_process")
        actions.record_words(viewer=viewer, reference="C-1", kind=Kind.TITLE, text=TITLE, now=now)
        client.force_login(cast["pia_directs_process"])
        for address in ("cases:case_list", "home", "cases:quick_note"):
            assert TITLE not in client.get(reverse(address)).content.decode()
        client.post(reverse("cases:search"), {"q": "C-1"})
        assert TITLE not in client.get(reverse("cases:search")).content.decode()

    def test_one_line_in_the_log_says_what_was_shown(self, cast, now):
        references(cast, now)
        references(cast, now, "tess_manages_here", "steering_list")
        own, steering = ReadLog.objects.order_by("id")
        assert (own.case_ids, own.categories) == ([cast.ids["case_id"]], ["identity_contact", "progress"])
        assert steering.categories == ["progress"]


class TestSearch:
    @pytest.mark.parametrize("words", ["noor", "ZEEGERS", "noor zeegers", "Nóór", "c-1", "C 1"])
    def test_by_a_part_of_a_name_or_the_reference(self, cast, now, words):
        assert references(cast, now, words=words) == ["C-1"]

    @pytest.mark.parametrize("words", ["noor jansen", "%", "_", "'; DROP TABLE", "\\"])
    def test_what_does_not_fit_is_not_found(self, cast, now, words):
        assert references(cast, now, words=words) == []

    def test_through_a_relation_without_names_a_name_finds_nothing(self, cast, now):
        assert references(cast, now, "tess_manages_here", "steering_list", words="noor") == []
        assert references(cast, now, "tess_manages_here", "steering_list", words="c-1") == ["C-1"]

    def test_the_words_stay_out_of_the_address(self, client, cast):
        client.force_login(cast["pia_directs_process"])
        for address in ("cases:search", "cases:case_list"):
            answer = client.post(reverse(address), {"q": "Noor"})
            assert answer.status_code == 302
            assert "Noor" not in answer["Location"]
            assert "Noor" in client.get(answer["Location"]).content.decode()
        client.post(reverse("cases:case_list"), {"q": ""})
        assert "niet meer zoeken" not in client.get(reverse("cases:case_list")).content.decode()

    def test_the_filters_stay_when_somebody_searches(self, client, cast):
        client.force_login(cast["pia_directs_process"])
        answer = client.post(reverse("cases:case_list") + "?stap=plan&na=x", {"q": "Noor"})
        assert answer["Location"].endswith("?stap=plan")

    def test_found_or_not_a_stranger_reads_the_same(self, client, cast):
        client.force_login(cast["bert_stands_nowhere"])
        pages = []
        for words in ("Zeegers", "Bestaatniet"):
            client.post(reverse("cases:search"), {"q": words})
            pages.append(client.get(reverse("cases:search")).content.decode().replace(words, "…"))
        lines = [[line for line in page.splitlines() if "csrf" not in line] for page in pages]
        assert lines[0] == lines[1]


class TestTriage:
    def test_what_waits_stands_with_the_most_urgent_first(self, cast, now):
        calm, urgent = report(cast, now), report(cast, now, Urgency.EMERGENCY)
        assert references(cast, now, "tara_triages", "triage_list") == [urgent, calm]

    def test_the_urgency_is_shown_to_who_triages(self, client, cast, now):
        report(cast, now, Urgency.EMERGENCY)
        client.force_login(cast["tara_triages"])
        page = client.get(reverse("cases:triage_list")).content.decode()
        assert "spoed" in page
        assert "Yara" in page

    def test_a_running_case_does_not_wait(self, cast, now):
        assert references(cast, now, "tara_triages", "triage_list") == []


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("address", [f"cases:{name}" for name in LISTS] + ["cases:search"])
def test_every_list_opens_for_everyone_and_says_how_to_begin_when_empty(client, cast, address, name):
    client.force_login(cast[name])
    answer = client.get(reverse(address))
    assert answer.status_code == 200
    assert client.put(reverse(address)).status_code == 405


READ_BY = (
    ("pia_directs_process", "cases:case_list"),
    ("tara_triages", "cases:case_list"),
    ("tara_triages", "cases:triage_list"),
    ("tess_manages_here", "cases:steering_list"),
    ("ger_protects_data", "cases:oversight_list"),
)


def test_a_list_costs_few_queries_however_long_it_is(client, cast, now, django_assert_max_num_queries):
    directed(cast, now, 30)
    report(cast, now)
    for name, address in READ_BY:
        client.force_login(cast[name])
        client.get(reverse(address))  # the first page after signing in writes down when that was
        with django_assert_max_num_queries(QUERIES, info=f"{address} of {name}"):
            client.get(reverse(address))
