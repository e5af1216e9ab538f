"""All involved look back: whom a party sends answers the closing questions, at the office or in the portal."""

from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.actions import NotAuthorised, NotPossible
from cases.models import BottleneckChange, Case, EvaluationAnswer, Party
from cases.organisation_terms import BottleneckLevel, BottleneckStatus
from cases.reads import CaseNotFound
from cases.record_terms import AnswerBy, Involvement
from cases.stappenplan import Step
from privacy import gate
from privacy.law import Purpose
from privacy.portal import restricted
from tests.cases.following import case_at
from tests.cast import proposal

ANSWER = {"went_well": "Wij wisten wie belde", "improve": "Eerder bellen", "learned": "Eén nummer werkt"}
QUESTION = "Beantwoord de drie slotvragen"


@pytest.fixture
def evaluated(cast, now):
    """C-9, being evaluated since an hour ago: with a department at the table, and a partner with whom is shared."""
    ids = case_at(Step.EVALUATION, cast, now, step_since=now - timedelta(hours=1))
    karim = cast["karim_receives"]
    with gate.opened():
        department = Party.objects.get(pk=ids["party_id"])
        columns = {"about": department.about, "category": department.category, "seat_kind": department.seat_kind}
        at = {"made_at": now, "changed_at": now}
        Party.objects.create(case_id=ids["case_id"], organisation=karim.organisation, contact=karim, **columns, **at)
    director = cast.viewer("pia_directs_process")
    actions.share(viewer=director, reference="C-9", proposal=proposal(karim, now, about=(ids["person_id"],)), now=now)


def answers():
    with gate.opened():
        return list(EvaluationAnswer.objects.values_list("by_kind", "by_name", "went_well"))


def in_portal(client, name, data=None, reference="C-9"):
    url = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=[reference])
    host = {"SERVER_NAME": settings.PORTAL_HOST}
    return client.get(url, **host) if data is None else client.post(url, data, **host)


def page_of(response):
    return unescape(response.content.decode())


def test_a_department_answers_for_itself_and_the_director_reads_it(client, cast, evaluated):
    client.force_login(cast["wim_takes_part"])
    page, post = reverse("cases:evaluation", args=["C-9"]), reverse("cases:answer_as_party", args=["C-9"])
    assert "wat vindt Wmo Dorp?" in page_of(client.get(page))
    assert client.post(post, ANSWER | {"improve": ""}).status_code == 422
    assert answers() == []
    assert client.post(post, ANSWER).status_code == 303
    shown = page_of(client.get(page))
    assert "U gaf antwoord: " in shown
    assert ANSWER["went_well"] not in shown
    assert client.post(post, ANSWER | {"went_well": "Toch beter"}).status_code == 303
    assert answers() == [(AnswerBy.PARTY, "Wmo Dorp", "Toch beter")]
    client.force_login(cast["pia_directs_process"])
    assert "Toch beter" in page_of(client.get(page))
    assert QUESTION not in page_of(client.get(page))


def test_a_partner_answers_in_the_portal_and_sees_no_answer_of_anybody(client, cast, evaluated, now):
    by = {"viewer": cast.viewer("pia_directs_process"), "reference": "C-9", "now": now}
    said = {"by_kind": AnswerBy.PARTY, "by_name": "De Kade", **ANSWER, "went_well": "Zei de directeur namens hen"}
    actions.answer_closing_questions(**said, **by)
    client.force_login(cast["karim_receives"])
    shown = page_of(in_portal(client, "case"))
    assert "wat vindt De Kade?" in shown
    assert "Zei de directeur" not in shown
    assert in_portal(client, "answer_as_party", {}).status_code == 422
    assert in_portal(client, "answer_as_party", ANSWER).status_code == 303
    assert "U gaf antwoord: " in page_of(in_portal(client, "case"))
    assert answers() == [(AnswerBy.PARTY, "De Kade", ANSWER["went_well"])]
    assert in_portal(client, "answer_as_party", ANSWER, "C-2").status_code == 404
    with gate.opened(), restricted(cast.viewer("lot_receives_elsewhere")):
        assert not EvaluationAnswer.objects.values_list("pk").exists()
    with (
        gate.opened(),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        restricted(cast.viewer("karim_receives")),
    ):
        EvaluationAnswer.objects.values_list("went_well").first()
    assert connection.is_usable()


def test_a_party_is_asked_only_while_the_case_is_evaluated(client, cast, now):
    client.force_login(cast["wim_takes_part"])
    assert QUESTION not in page_of(client.get(reverse("cases:evaluation", args=["C-1"])))
    with pytest.raises(NotPossible, match="geëvalueerd"):
        actions.answer_as_party(viewer=cast.viewer("wim_takes_part"), reference="C-1", now=now, **ANSWER)
    assert answers() == []


def test_nobody_answers_for_a_party_but_whom_it_sends(cast, evaluated, now):
    def answer(name, purpose=Purpose.DIRECTION, reference="C-9"):
        viewer = cast.viewer(name)
        actions.answer_as_party(viewer=viewer, reference=reference, now=now, purpose=purpose, **ANSWER)

    for name in ("pia_directs_process", "cas_directs_case"):
        with pytest.raises(NotAuthorised):
            answer(name)
    for name, purpose in (("bert_stands_nowhere", Purpose.DIRECTION), ("lot_receives_elsewhere", Purpose.COOPERATION)):
        with pytest.raises(CaseNotFound):
            answer(name, purpose)
    with gate.opened():
        Party.objects.filter(contact=cast["karim_receives"]).update(involvement=Involvement.STOPPED)
    with pytest.raises(NotAuthorised):
        answer("karim_receives", Purpose.COOPERATION)
    assert answers() == []


def test_an_answer_of_an_earlier_round_is_asked_again(client, cast, evaluated, now):
    actions.answer_as_party(viewer=cast.viewer("wim_takes_part"), reference="C-9", now=now, **ANSWER)
    with gate.opened():
        again = timezone.localtime() + timedelta(hours=1)
        Case.objects.filter(reference="C-9").update(step_since=again)
    client.force_login(cast["wim_takes_part"])
    shown = page_of(client.get(reverse("cases:evaluation", args=["C-9"])))
    assert "Alleen wie de casus voert, leest uw antwoord" in shown


def test_who_reported_a_bottleneck_reads_in_the_case_how_it_stands_and_what_the_answer_is(client, cast, now):
    by = {"viewer": cast.viewer("cas_directs_case"), "reference": "C-1", "now": now}
    key = actions.record_bottleneck(title="Twee loketten", level=BottleneckLevel.EXECUTION, **by)
    steward = cast["fem_stewards"]
    with gate.opened():
        said = {"level": BottleneckLevel.POLICY, "status": BottleneckStatus.AGENDAED, "owner": steward, "by": steward}
        BottleneckChange.objects.create(bottleneck_id=key, note="Komt in het beleidsplan", at=now, **said)
        BottleneckChange.objects.create(bottleneck_id=key, note="", at=now + timedelta(hours=1), **said)
    client.force_login(cast["cas_directs_case"])
    assert "Komt in het beleidsplan" in page_of(client.get(reverse("cases:evaluation", args=["C-1"])))
