"""Who keeps the overview (R-HAT-4): the yes of one person puts hat 4 on, and hat 5 on who asked."""

import pytest

from cases import actions, hats
from cases.actions import NewHat, NotAuthorised, NotPossible, Overview
from cases.hats import Hat
from cases.models import HatPeriod
from cases.reads import CaseNotFound, drift
from privacy import gate
from privacy.middleware import viewer_of
from privacy.viewer import Origin

BERT = {"accepted": True, "hours": "2 per week", "paid_by": "de gemeente", "resident_told": True}


def agree(cast, now, *, by="pia_directs_process", wearer="bert_stands_nowhere", origin=Origin.PAGES, **said):
    named = {"wearer": cast[wearer].pk} if wearer else {}
    overview = Overview(**(named | said))
    actions.agree_on_overview(viewer=viewer_of(cast[by], origin), reference="C-1", overview=overview, now=now)


def wearer_of(hat):
    with gate.opened():
        rows = HatPeriod.objects.filter(case__reference="C-1", hat=hat, taken_off_at=None)
        return [wearer or person for wearer, person in rows.values_list("wearer", "wearer_person")]


def periods(name):
    with gate.opened():
        return list(HatPeriod.objects.filter(case__reference="C-1", wearer__name=name.replace("_", " ")))


def test_the_yes_puts_hat_4_on_the_other_and_hat_5_on_who_asked(cast, now):
    agree(cast, now, **BERT, follows=True)
    assert wearer_of(Hat.CASE_DIRECTION) == [cast["bert_stands_nowhere"].pk]
    assert wearer_of(Hat.MONITORING) == [cast["pia_directs_process"].pk]
    (old,) = periods("cas_directs_case")
    assert (old.handed_to_id, old.handover_accepted_at, old.resident_told_at) == (
        cast["bert_stands_nowhere"].pk,
        now,
        now,
    )
    assert periods("bert_stands_nowhere")[0].accepted_at == now
    assert drift(now=now) == ()


def test_who_keeps_it_now_may_pass_it_on_and_follow(cast, now):
    agree(cast, now, by="cas_directs_case", **BERT, follows=True)
    assert wearer_of(Hat.MONITORING) == [cast["cas_directs_case"].pk]


def test_the_same_person_as_before_confirms_with_a_word(cast, now):
    with gate.opened():
        HatPeriod.objects.filter(hat=Hat.CASE_DIRECTION).update(purchased_hours="2", paid_by="gemeente")
    agree(cast, now, wearer="cas_directs_case", accepted=True, how="zei weer ja")
    (period,) = periods("cas_directs_case")
    assert (period.accepted_how, period.purchased_hours, period.taken_off_at) == ("zei weer ja", "2", None)


def test_the_household_keeps_it_with_a_professional_to_call(cast, now):
    said = {"wearer_person": cast.ids["person_id"], "accepted": True, "resident_told": True}
    with pytest.raises(NotPossible) as refused:
        agree(cast, now, wearer=None, **said)
    assert refused.value.field == "call_contact"
    agree(cast, now, wearer=None, **said, call_contact=cast["wim_takes_part"].pk)
    assert wearer_of(Hat.CASE_DIRECTION) == [cast.ids["person_id"]]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"accepted": False}, "accepted"),
        ({"hours": ""}, "hours"),
        ({"paid_by": " "}, "paid_by"),
        ({"resident_told": False}, "resident_told"),
        ({"wearer": "dirk_decides"}, "mitigation"),
        ({"wearer": "finn_manages_elsewhere"}, "wearer"),
        ({"wearer": None}, "accepted"),
    ],
)
def test_an_answer_that_is_not_whole_changes_nothing(cast, now, said, field):
    with pytest.raises(NotPossible) as refused:
        agree(cast, now, **(BERT | said))
    assert refused.value.field == field
    assert wearer_of(Hat.CASE_DIRECTION) == [cast["cas_directs_case"].pk]


def test_a_block_sends_to_the_team_manager(cast, now):
    hat = NewHat(worn=hats.ADVISORY, reason="Nodig", wearer=cast["bert_stands_nowhere"].pk)
    actions.put_on_hat(viewer=cast.viewer("pia_directs_process"), reference="C-1", hat=hat, now=now)
    with pytest.raises(NotPossible, match="teamleider"):
        agree(cast, now, **BERT, mitigation="Wij lossen dat op.")


def test_a_case_file_may_be_silent_on_hours_and_on_telling(cast, now):
    agree(cast, now, origin=Origin.IMPORT, accepted=True, how="volgens bestand")
    assert wearer_of(Hat.CASE_DIRECTION) == [cast["bert_stands_nowhere"].pk]


def test_only_who_directs_agrees_on_it(cast, now):
    with pytest.raises(NotAuthorised):
        agree(cast, now, by="ina_inquires", **BERT)
    with pytest.raises(CaseNotFound):
        agree(cast, now, by="bert_stands_nowhere", **BERT)
