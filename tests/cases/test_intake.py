"""From the first report to what triage decides: own words, notes, and a case that is opened once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from cases import actions, reads
from cases.actions import FirstStory, KnownPerson, NewPerson, NewReport, TriageChoice, worklist
from cases.models import Case, Erasure, HouseholdMember, Report, Statement, TriageDecision
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import ReportedBy, TriageOutcome, Urgency
from privacy import gate
from privacy.law import DataCategory, Purpose
from tests.cast import ROLES, case_in

WORDS = "Ik wil 's avonds gewoon thuis zijn. 🌙 Öznur"
REPORT = NewReport(ReportedBy.RESIDENT)
REPORTERS = {"pia_directs_process", "omar_directs_elsewhere", "cas_directs_case", "ina_inquires", "dirk_decides"} | {
    "wim_takes_part",
    "bert_stands_nowhere",
    "tara_triages",
    "jo_coaches",
}


@pytest.fixture
def bert(cast):
    return cast.viewer("bert_stands_nowhere")


@pytest.fixture
def tara(cast):
    return cast.viewer("tara_triages")


@pytest.fixture
def reported(bert, now):
    """A new case that Bert reported: its reference."""
    return actions.report_case(viewer=bert, story=FirstStory(REPORT, WORDS), now=now, key=uuid4())


def case(reference):
    with gate.opened():
        return Case.objects.get(reference=reference)


class TestReporting:
    def test_everything_that_was_heard_is_there(self, bert, now):
        story = FirstStory(
            NewReport(
                ReportedBy.PARTNER, reporter="Juf Ans", urgency=Urgency.SOON, urgency_reason="Vrijdag de straat op"
            ),
            WORDS,
            said_by="Yara, 13 jaar",
            people=(NewPerson(name="Yara", role="dochter", age=13), NewPerson(name="Oma", role="oma", in_network=True)),
        )
        reference = actions.report_case(viewer=bert, story=story, now=now, key=uuid4())
        page = reads.open_question(viewer=bert, purpose=Purpose.DIRECTION, reference=reference, now=now)
        assert (page.question.text, page.question.said_by) == (WORDS, "Yara, 13 jaar")
        assert (page.report.reporter, page.report.urgency) == ("Juf Ans", Urgency.SOON)
        assert page.shell.names == "Yara (13)"
        assert case(reference).step == Step.INTAKE

    def test_nothing_is_half_saved(self, cast, bert, now):
        story = FirstStory(REPORT, WORDS, known=(KnownPerson(cast.ids["person_id"], "zus"),))
        with pytest.raises(actions.NotPossible):
            actions.report_case(viewer=bert, story=story, now=now, key=uuid4())
        with gate.opened():
            assert not Case.objects.exclude(reference__in=["C-1", "C-2"]).exists()
            assert not Report.objects.exists()

    def test_somebody_who_is_known_comes_along(self, cast, tara, now):
        """A triagist may know the names of the municipality: no double keying."""
        story = FirstStory(REPORT, WORDS, known=(KnownPerson(cast.ids["person_id"], "zus", lives_in=False),))
        reference = actions.report_case(viewer=tara, story=story, now=now, key=uuid4())
        with gate.opened():
            member = HouseholdMember.objects.get(case__reference=reference)
        assert (member.person_id, member.lives_in) == (cast.ids["person_id"], False)

    def test_a_second_click_opens_no_second_case(self, bert, now):
        key = uuid4()
        first, second = (
            actions.report_case(viewer=bert, story=FirstStory(REPORT, WORDS), now=now, key=key) for _ in range(2)
        )
        assert first == second
        with gate.opened():
            assert Statement.objects.filter(case__reference=first).count() == 1

    def test_the_key_of_somebody_elses_case_opens_nothing(self, cast, bert, now):
        with pytest.raises(actions.NotPossible):
            actions.report_case(viewer=bert, story=FirstStory(REPORT, WORDS), now=now, key=cast.ids["case_id"])

    @pytest.mark.parametrize("name", ROLES)
    def test_who_reports_follows_from_the_law(self, cast, now, name):
        deed = {"viewer": cast.viewer(name), "story": FirstStory(REPORT, WORDS), "now": now, "key": uuid4()}
        if name in REPORTERS:
            assert actions.report_case(**deed)
        else:
            with pytest.raises(actions.NotAuthorised):
                actions.report_case(**deed)

    def test_references_count_on_within_a_year(self, bert, now):
        first, second = (actions.open_case(viewer=bert, report=REPORT, now=now) for _ in range(2))
        assert int(second[-4:]) == int(first[-4:]) + 1
        assert first.startswith(f"{timezone.localdate(now).year}-")

    @pytest.mark.parametrize(("urgency", "days"), [(Urgency.EMERGENCY, 0), (Urgency.SOON, 7), (Urgency.NORMAL, 14)])
    def test_urgency_says_when_somebody_must_look(self, bert, now, urgency, days):
        reference = actions.open_case(viewer=bert, report=NewReport(ReportedBy.RESIDENT, urgency=urgency), now=now)
        assert (case(reference).due_on - timezone.localdate(now)).days == days

    def test_mending_the_report_moves_the_date(self, bert, reported, now):
        urgent = NewReport(ReportedBy.RESIDENT, urgency=Urgency.EMERGENCY)
        actions.change_report(viewer=bert, reference=reported, report=urgent, now=now, version=1)
        assert (case(reported).due_on - timezone.localdate(now)).days == 0
        with pytest.raises(actions.Changed):
            actions.change_report(viewer=bert, reference=reported, report=REPORT, now=now, version=1)


def test_eight_clicks_at_once_open_one_case(committed_cast, now):
    viewer, key = committed_cast.viewer("bert_stands_nowhere"), uuid4()

    def click(_number):
        try:
            return actions.report_case(viewer=viewer, story=FirstStory(REPORT, WORDS), now=now, key=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(click, range(8)))
    assert len(references) == 1
    with gate.opened():
        assert Case.objects.exclude(reference__in=["C-1", "C-2"]).count() == 1


class TestWords:
    def test_there_is_one_question_and_it_can_be_mended(self, bert, reported, now):
        words = {"viewer": bert, "reference": reported, "kind": Kind.QUESTION, "now": now}
        actions.record_words(text="Nog preciezer.", said_by="Yara", version=1, **words)
        with pytest.raises(actions.Changed):
            actions.record_words(text="Van iemand anders.", version=1, **words)
        with gate.opened():
            kept = Statement.objects.get(case__reference=reported, kind=Kind.QUESTION)
        assert (kept.text, kept.version) == ("Nog preciezer.", 2)

    def test_a_fact_is_no_question(self, bert, reported, now):
        with pytest.raises(actions.NotPossible):
            actions.record_words(viewer=bert, reference=reported, kind=Kind.FACT, text="x", now=now)

    @pytest.mark.parametrize("text", ["", "   ", "\n"])
    def test_nothing_is_no_text(self, bert, reported, now, text):
        with pytest.raises(actions.NotPossible) as refusal:
            actions.record_words(viewer=bert, reference=reported, kind=Kind.TITLE, text=text, now=now)
        assert refusal.value.field == "text"

    def test_about_people_of_this_case_only(self, cast, bert, reported, now):
        with pytest.raises(actions.NotPossible):
            actions.record_words(
                viewer=bert,
                reference=reported,
                kind=Kind.TITLE,
                text="x",
                about=[cast.ids["person_id"]],
                now=now,
            )


class TestNotes:
    def test_a_note_carries_its_kind_category_people_and_source(self, cast, now):
        pia = cast.viewer("pia_directs_process")
        note = actions.record_note(
            viewer=pia,
            reference="C-1",
            text="x" * 10_000,
            kind=Kind.FACT,
            category=DataCategory.LIVING,
            about=[cast.ids["person_id"]],
            source="brief van de verhuurder",
            now=now,
        )
        page = reads.open_question(viewer=pia, purpose=Purpose.DIRECTION, reference="C-1", now=now)
        found = next(one for one in page.notes if one.id == note)
        assert (found.kind, found.category, found.source) == ("feit", "wonen", "brief van de verhuurder")
        assert len(found.text) == 10_000

    def test_a_note_can_be_mended_and_taken_away(self, bert, reported, now):
        where = {"viewer": bert, "reference": reported, "now": now}
        note = actions.record_note(text="Eerst", category=DataCategory.REQUEST_VISION, **where)
        actions.change_note(note_id=note, text="Dan", version=1, **where)
        with pytest.raises(actions.Changed):
            actions.change_note(note_id=note, text="Anders", version=1, **where)
        actions.remove_note(note_id=note, **where)
        with gate.opened():
            assert not Statement.objects.filter(pk=note).exists()
            assert Erasure.objects.filter(subject=note).exists()

    def test_the_question_is_no_note_to_take_away(self, bert, reported, now):
        with gate.opened():
            question = Statement.objects.get(case__reference=reported, kind=Kind.QUESTION).pk
        with pytest.raises(actions.NotPossible):
            actions.remove_note(viewer=bert, reference=reported, note_id=question, now=now)

    def test_of_another_case_no_note_changes(self, cast, bert, reported, now):
        with gate.opened():
            elsewhere = Statement.objects.filter(case__reference="C-1", kind=Kind.FACT).first().pk
        with pytest.raises(actions.NotPossible):
            actions.change_note(viewer=bert, reference=reported, note_id=elsewhere, text="x", now=now)

    @pytest.mark.parametrize("category", [DataCategory.HEALTH_MENTAL, DataCategory.CRIMINAL])
    def test_what_the_law_hides_from_this_viewer_cannot_be_changed_or_taken_away(self, cast, now, category):
        ina = {"viewer": cast.viewer("ina_inquires"), "reference": "C-1", "now": now}
        with gate.opened():
            hidden = Statement.objects.get(case__reference="C-1", category=category)
        with pytest.raises(actions.NotPossible):
            actions.change_note(note_id=hidden.pk, text="x", **ina)
        with pytest.raises(actions.NotPossible):
            actions.remove_note(note_id=hidden.pk, **ina)
        with gate.opened():
            assert Statement.objects.get(pk=hidden.pk).text == hidden.text

    def test_what_the_law_hides_from_this_viewer_is_not_among_the_notes(self, cast, now):
        ina = cast.viewer("ina_inquires")
        page = reads.open_question(viewer=ina, purpose=Purpose.DIRECTION, reference="C-1", now=now)
        assert "angst" not in repr(page)
        cas = cast.viewer("cas_directs_case")
        assert "angst" in repr(reads.open_question(viewer=cas, purpose=Purpose.DIRECTION, reference="C-1", now=now))

    def test_notes_come_in_pages(self, bert, reported, now):
        for number in range(30):
            actions.record_note(
                viewer=bert,
                reference=reported,
                text=f"Notitie {number}",
                category=DataCategory.REQUEST_VISION,
                now=now + timedelta(seconds=number),
            )
        ask = {"viewer": bert, "purpose": Purpose.DIRECTION, "reference": reported, "now": now}
        first = reads.open_question(**ask)
        second = reads.open_question(after=first.older, **ask)
        assert [note.text for note in (*first.notes, *second.notes)] == [f"Notitie {n}" for n in range(29, -1, -1)]
        assert second.older == ""
        assert reads.open_question(after="onzin", **ask).notes == first.notes


class TestTriage:
    @pytest.fixture
    def at_triage(self, tara, reported, now):
        actions.take_step(viewer=tara, reference=reported, move_id="T01", words=actions.Words(), now=now)
        return reported

    @pytest.mark.parametrize("outcome", TriageOutcome)
    def test_each_outcome_is_recorded_with_its_reason_and_what_follows(self, tara, at_triage, now, outcome):
        choice = TriageChoice(outcome, "Omdat het zo is.", referred_to="Lokaal team Oost")
        actions.decide_triage(viewer=tara, reference=at_triage, choice=choice, now=now)
        page = reads.open_triage(viewer=tara, purpose=Purpose.DIRECTION, reference=at_triage, now=now)
        assert page.decision.outcome is outcome
        follows = "cases:hats" if outcome is TriageOutcome.TAKE_UP else "cases:closure"
        assert page.consequence.url_name == follows

    def test_deciding_again_replaces_and_does_not_overwrite_unseen(self, tara, at_triage, now):
        decide = {"viewer": tara, "reference": at_triage, "now": now}
        actions.decide_triage(choice=TriageChoice(TriageOutcome.ADVICE_ONLY, "Eerst zo."), **decide)
        actions.decide_triage(choice=TriageChoice(TriageOutcome.TAKE_UP, "Toch zo."), version=1, **decide)
        with pytest.raises(actions.Changed):
            actions.decide_triage(choice=TriageChoice(TriageOutcome.NOT_IN_SCOPE, "Nee."), version=1, **decide)
        with gate.opened():
            assert TriageDecision.objects.get(case__reference=at_triage).reason == "Toch zo."

    def test_a_reason_is_asked(self, tara, at_triage, now):
        with pytest.raises(actions.NotPossible) as refusal:
            actions.decide_triage(
                viewer=tara, reference=at_triage, choice=TriageChoice(TriageOutcome.TAKE_UP, " "), now=now
            )
        assert refusal.value.field == "reason"

    def test_who_reported_does_not_decide(self, bert, at_triage, now):
        with pytest.raises(actions.NotAuthorised):
            actions.decide_triage(
                viewer=bert, reference=at_triage, choice=TriageChoice(TriageOutcome.TAKE_UP, "Ja."), now=now
            )

    def test_of_a_closed_case_nothing_is_decided(self, tara, now):
        with gate.opened():
            worklist.refresh(case_in(Step.CLOSED, now), now)
        with pytest.raises(actions.NotPossible):
            actions.decide_triage(
                viewer=tara, reference="C-3", choice=TriageChoice(TriageOutcome.TAKE_UP, "Ja."), now=now
            )
