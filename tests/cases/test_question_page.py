"""The pages of the question, of notes and of triage."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions
from cases.actions import FirstStory, NewReport
from cases.models import Report, Statement, TriageDecision
from cases.statements import Kind
from cases.terms import ReportedBy
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog

QUERIES = 10 + 4  # ten of the page; session, account, and the two savepoints that stand here for BEGIN and COMMIT
LONG = "’t Is te véél 🌧 " * 625  # 10,000 characters
WORDS = ("vraag", "toekomst", "titel", "samenvatting")


@pytest.fixture
def pia(client, cast):
    client.force_login(cast["pia_directs_process"])
    return client


@pytest.fixture
def tara(client, cast):
    client.force_login(cast["tara_triages"])
    return client


@pytest.fixture
def reported(cast, now):
    story = FirstStory(NewReport(ReportedBy.RESIDENT), "Ik wil rust.")
    reference = actions.report_case(viewer=cast.viewer("bert_stands_nowhere"), story=story, now=now, key=uuid4())
    words = actions.Words()
    actions.take_step(viewer=cast.viewer("tara_triages"), reference=reference, move_id="T01", words=words, now=now)
    return reference


def url(name, *args, reference="C-1"):
    return reverse(f"cases:{name}", args=[reference, *args])


class TestTheQuestion:
    @pytest.mark.parametrize("which", WORDS)
    def test_each_of_the_four_texts_is_kept_as_it_was_typed(self, pia, which):
        assert len(LONG) == 10_000
        answer = pia.post(url("record_words", which), {"text": LONG, "said_by": "Noor"})
        assert answer.status_code == 303
        with gate.opened():
            kept = Statement.objects.filter(
                case__reference="C-1", changed_by__name__startswith="pia", text=LONG.strip()
            )
            assert kept.count() == 1

    def test_an_empty_text_is_refused_beside_the_field_and_on_top(self, pia):
        answer = pia.post(url("record_words", "vraag"), {"text": " ", "said_by": "Noor"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert page.count("Vul nog in: “De vraag, in eigen woorden”") == 2
        assert 'value="Noor"' in page

    def test_after_a_conflict_both_texts_are_there(self, pia, cast, now):
        words = {"reference": "C-1", "kind": Kind.QUESTION, "now": now}
        actions.record_words(viewer=cast.viewer("cas_directs_case"), text="Van Cas.", version=1, **words)
        answer = pia.post(url("record_words", "vraag"), {"text": "Van Pia.", "version": "1"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Van Cas." in page
        assert "Van Pia." in page
        assert pia.post(url("record_words", "vraag"), {"text": "Van Pia.", "version": "2"}).status_code == 303

    def test_another_text_does_not_exist(self, pia):
        assert pia.post(url("record_words", "anders"), {"text": "x"}).status_code == 404

    def test_the_report_is_mended(self, client, cast, reported):
        client.force_login(cast["bert_stands_nowhere"])
        typed = {"reporter_kind": "partner", "urgency": "emergency"}
        refused = client.post(url("change_report", reference=reported), typed)
        assert refused.status_code == 422
        assert "Schrijf op waarom iemand snel moet kijken" in refused.content.decode()
        why = {"urgency_reason": "Vrijdag op straat", "version": "1"}
        assert client.post(url("change_report", reference=reported), typed | why).status_code == 303
        with gate.opened():
            assert Report.objects.get(case__reference=reported).urgency_reason == "Vrijdag op straat"
        assert client.post(url("change_report", reference=reported), typed | why).status_code == 409

    @pytest.mark.parametrize("name", ["question", "triage"])
    def test_pages_cost_few_queries_and_one_line_in_the_log(self, pia, cast, now, django_assert_max_num_queries, name):
        for number in range(30):
            actions.record_note(
                viewer=cast.viewer("pia_directs_process"),
                reference="C-1",
                text=f"Notitie {number}",
                category=DataCategory.LIVING,
                now=now + timedelta(seconds=number),
            )
        with django_assert_max_num_queries(QUERIES):
            pia.get(url(name))
        assert ReadLog.objects.filter(action=f"open_{name}").count() == 1


class TestNotes:
    NOTE = {"text": "Zij zei: ’t gaat. 🌧", "kind": "resident_voice", "category": "request_vision", "source": "gesprek"}

    def test_a_note_is_made_changed_and_taken_away(self, pia):
        assert pia.post(url("record_note"), self.NOTE).status_code == 303
        with gate.opened():
            note = Statement.objects.get(kind=Kind.RESIDENT_VOICE)
        assert "’t gaat. 🌧" in pia.get(url("question")).content.decode()
        assert pia.post(url("change_note", note.pk), {"text": "Beter.", "version": "1"}).status_code == 303
        refused = pia.post(url("change_note", note.pk), {"text": "Te laat.", "version": "1"})
        assert refused.status_code == 409
        assert "Te laat." in refused.content.decode()
        assert pia.post(url("remove_note", note.pk)).status_code == 303
        assert pia.post(url("remove_note", note.pk)).status_code == 409

    def test_a_category_that_this_viewer_does_not_see_cannot_be_chosen(self, client, cast):
        client.force_login(cast["ina_inquires"])
        answer = client.post(url("record_note"), self.NOTE | {"category": "health_mental"})
        assert answer.status_code == 422
        assert "Zij zei: ’t gaat. 🌧" in answer.content.decode()

    def test_somebody_of_another_case_cannot_be_chosen(self, pia, cast):
        answer = pia.post(url("record_note"), self.NOTE | {"about": [cast.ids["C-2 person_id"]]})
        assert answer.status_code == 422

    def test_who_only_sees_makes_no_note(self, client, cast):
        client.force_login(cast["wim_takes_part"])
        assert "Maak een notitie" not in client.get(url("question")).content.decode()
        assert client.post(url("record_note"), self.NOTE).status_code == 403

    def test_a_quick_note_goes_to_the_case_that_was_chosen(self, pia, cast):
        page = pia.get(reverse("cases:quick_note"), headers={"referer": "http://testserver/casussen/C-1/plan/"})
        assert '<option value="C-1" selected>' in page.content.decode()
        typed = {"text": "Niet vergeten", "case": "C-1", "kind": "note", "category": "living"}
        assert pia.post(reverse("cases:quick_note"), typed).status_code == 303
        with gate.opened():
            assert Statement.objects.get(kind=Kind.NOTE).case_id == cast.ids["case_id"]

    @pytest.mark.parametrize("behind", ["overleg/C-1/", "overleg/C-1/tafel/"])
    def test_a_quick_note_knows_the_case_of_a_meeting(self, pia, behind):
        page = pia.get(reverse("cases:quick_note"), headers={"referer": f"http://testserver/{behind}"})
        assert '<option value="C-1" selected>' in page.content.decode()

    @pytest.mark.parametrize(("asked", "is_chosen"), [("C-1", True), ("C-2", False), ("<b>", False)])
    def test_a_link_can_name_the_case_of_a_quick_note(self, pia, asked, is_chosen):
        page = pia.get(reverse("cases:quick_note"), {"casus": asked}).content.decode()
        assert ('<option value="C-1" selected>' in page) is is_chosen
        assert "<b>" not in page

    def test_a_quick_note_does_not_go_to_another_case(self, pia):
        typed = {"text": "Niet vergeten", "case": "C-2", "kind": "note", "category": "living"}
        answer = pia.post(reverse("cases:quick_note"), typed)
        assert answer.status_code == 422
        assert "Niet vergeten" in answer.content.decode()

    def test_who_has_no_case_is_told_how_to_begin(self, client, cast):
        client.force_login(cast["bert_stands_nowhere"])
        assert "Nog geen casus om bij te schrijven" in client.get(reverse("cases:quick_note")).content.decode()


@pytest.mark.parametrize("name", ["record_note", "change_report"])
def test_sending_is_not_asking(pia, name):
    assert pia.get(url(name)).status_code == 405


@pytest.mark.parametrize(("name", "args"), [("record_note", []), ("record_words", ["vraag"]), ("triage", [])])
def test_a_stranger_sends_nothing(client, cast, name, args):
    client.force_login(cast["bert_stands_nowhere"])
    assert client.post(url(name, *args), {"text": "x"}).status_code == 404


class TestTriage:
    TYPED = {"outcome": "take_up", "reason": "’t Zit vast.", "blockage_reasons": ["cooperation_stuck"], "version": ""}

    def test_the_decision_is_kept_and_says_what_follows(self, tara, reported):
        page = url("triage", reference=reported)
        assert "Nog geen besluit" in tara.get(page).content.decode()
        answer = tara.post(page, self.TYPED, follow=True)
        assert answer.redirect_chain[0][1] == 303
        assert "Naar de petten" in answer.content.decode()
        assert "de samenwerking loopt vast" in answer.content.decode().lower()

    def test_sending_elsewhere_asks_where_to(self, tara, reported):
        typed = self.TYPED | {"outcome": "refer_to_local_team"}
        answer = tara.post(url("triage", reference=reported), typed)
        assert answer.status_code == 422
        assert "Schrijf op naar wie of welke tafel dit gaat" in answer.content.decode()
        assert "’t Zit vast." in answer.content.decode()
        typed |= {"referred_to": "Lokaal team Oost"}
        answer = tara.post(url("triage", reference=reported), typed, follow=True)
        assert "Naar afsluiten" in answer.content.decode()

    def test_a_second_opinion_does_not_overwrite_unseen(self, tara, reported):
        tara.post(url("triage", reference=reported), self.TYPED)
        tara.post(url("triage", reference=reported), self.TYPED | {"reason": "Beter gezegd.", "version": "1"})
        answer = tara.post(url("triage", reference=reported), self.TYPED | {"reason": "Anders.", "version": "1"})
        assert answer.status_code == 409
        assert "Beter gezegd." in answer.content.decode()
        assert "Anders." in answer.content.decode()
        with gate.opened():
            assert TriageDecision.objects.get().reason == "Beter gezegd."

    def test_who_reported_reads_and_does_not_decide(self, client, cast, reported):
        client.force_login(cast["bert_stands_nowhere"])
        page = client.get(url("triage", reference=reported)).content.decode()
        assert "Neem het besluit" not in page
        assert client.post(url("triage", reference=reported), self.TYPED).status_code == 403
