"""What a team manager may do about the petten: override a conflict with a reason, change the process director."""

import pytest

from cases import actions, hats
from cases.actions import NewHat, NotPossible, Told
from cases.hats import Hat, Variant
from cases.models import Announcement, Case, HatPeriod, HouseholdMember, Party, Task
from cases.reads import CaseNotFound, drift
from cases.reads.facts import facts_of
from cases.record_terms import TaskKind
from privacy import gate
from tests.factories import HatPeriodFactory

NOT_A_MANAGER_HERE = ["pia_directs_process", "tara_triages", "bert_stands_nowhere", "finn_manages_elsewhere"]


def override(cast, now, *, by="tess_manages_here", reason="Er is niemand anders met deze kennis.", **hat):
    viewer = cast.viewer(by)
    return actions.override_conflict(
        viewer=viewer, reference="C-1", hat=NewHat(**{"reason": "Nodig"} | hat), reason=reason, now=now
    )


def advises_and_directs(cast):
    return {"worn": hats.ADVISORY, "wearer": cast["cas_directs_case"].pk}


def change(cast, now, *, by="tess_manages_here", new="omar_directs_elsewhere", **changes):
    sound = {"variant": Variant.MUNICIPAL, "reason": "Pia gaat met verlof.", "told_all": False}
    return actions.change_process_director(
        viewer=cast.viewer(by), reference="C-1", new_director=cast[new].pk, now=now, **(sound | changes)
    )


def worn_by(name, cast):
    with gate.opened():
        rows = HatPeriod.objects.filter(case__reference="C-1", wearer=cast[name].pk, taken_off_at=None)
        return set(rows.values_list("hat", flat=True))


def conflicts(now):
    with gate.opened():
        return facts_of(Case.objects.get(reference="C-1"), now=now).hat_conflicts


# --- overriding ---------------------------------------------------------------------------------------------------


def test_a_manager_lets_blocked_hats_go_together_with_a_reason(cast, now):
    hat_id = override(cast, now, **advises_and_directs(cast))
    with gate.opened():
        worn = HatPeriod.objects.get(pk=hat_id)
    assert (worn.overridden_by_id, worn.override_reason) == (
        cast["tess_manages_here"].pk,
        "Er is niemand anders met deze kennis.",
    )
    assert conflicts(now) == 0
    assert drift(now=now) == ()


def test_overriding_has_a_reason_and_something_to_override(cast, now):
    with pytest.raises(NotPossible) as refused:
        override(cast, now, reason=" ", **advises_and_directs(cast))
    assert refused.value.field == "reason"
    with pytest.raises(NotPossible, match="gaan samen"):
        override(cast, now, worn=hats.INQUIRY, wearer=cast["bert_stands_nowhere"].pk)


def test_overriding_is_about_the_conflict_only(cast, now):
    """What hat 2 asks for stays asked: a manager cannot know whether the resident was told, but can say so."""
    with gate.opened():
        HatPeriod.objects.filter(wearer=cast["pia_directs_process"].pk).update(variant=Variant.INDEPENDENT)
    hat = {"worn": hats.ASSISTANCE, "wearer": cast["pia_directs_process"].pk, "expected_until": now.date()}
    with pytest.raises(NotPossible, match="Vertel de inwoner"):
        override(cast, now, **hat)
    override(cast, now, **hat, told=(Told(household=True),))
    assert Hat.ASSISTANCE in worn_by("pia_directs_process", cast)


@pytest.mark.parametrize("name", NOT_A_MANAGER_HERE)
def test_nobody_else_overrides(cast, now, name):
    with pytest.raises(CaseNotFound):
        override(cast, now, by=name, **advises_and_directs(cast))


# --- another process director (E04) -------------------------------------------------------------------------------


def test_the_new_director_wears_the_hat_and_the_old_one_handed_it_over(cast, now):
    hat_id = change(cast, now)
    assert worn_by("omar_directs_elsewhere", cast) == {Hat.PROCESS_DIRECTION}
    assert worn_by("pia_directs_process", cast) == set()
    with gate.opened():
        old = HatPeriod.objects.get(case__reference="C-1", wearer=cast["pia_directs_process"].pk)
        task = Task.objects.get(kind=TaskKind.TELL_PARTIES)
    assert (old.handed_to_id, old.handover_accepted_at, old.taken_off_at) == (
        cast["omar_directs_elsewhere"].pk,
        now,
        now,
    )
    assert old.reason_off == "Pia gaat met verlof."
    assert (task.assignee_id, task.subject, task.done_at) == (cast["omar_directs_elsewhere"].pk, hat_id, None)
    assert drift(now=now) == ()


def test_the_task_is_done_when_every_party_was_told(cast, now):
    hat_id = change(cast, now)
    viewer = cast.viewer("omar_directs_elsewhere")
    told = {"viewer": viewer, "reference": "C-1", "hat_id": hat_id, "now": now}
    actions.announce(**told, told=(Told(party=cast.ids["party_id"]), Told(household=True)))
    with gate.opened():
        assert Task.objects.get(subject=hat_id).done_at is None
    actions.announce(**told, told=(Told(party=cast.ids["department_id"]),))
    with gate.opened():
        assert Task.objects.get(subject=hat_id).done_at == now


def test_when_everyone_was_told_already_nothing_is_asked(cast, now):
    hat_id = change(cast, now, told_all=True)
    with gate.opened():
        assert not Task.objects.exists()
        everyone = HouseholdMember.objects.filter(case__reference="C-1").count()
        everyone += Party.objects.filter(case__reference="C-1").count()
        assert Announcement.objects.filter(hat_period=hat_id).count() == everyone == 3


def test_following_goes_along_with_directing(cast, now):
    hat = NewHat(worn=hats.MONITORING, reason="Nodig", wearer=cast["pia_directs_process"].pk)
    actions.put_on_hat(viewer=cast.viewer("pia_directs_process"), reference="C-1", hat=hat, now=now)
    change(cast, now)
    assert worn_by("pia_directs_process", cast) == set()
    assert worn_by("omar_directs_elsewhere", cast) == {Hat.PROCESS_DIRECTION, Hat.MONITORING}


def test_without_a_director_one_is_appointed(cast, now):
    with gate.opened():
        HatPeriod.objects.filter(wearer=cast["pia_directs_process"].pk).delete()
    change(cast, now)
    assert worn_by("omar_directs_elsewhere", cast) == {Hat.PROCESS_DIRECTION}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"variant": Variant.ADVISORY}, "variant"),
        ({"new": "pia_directs_process"}, "new_director"),
        ({"new": "karim_receives"}, "wearer"),
        ({"new": "cas_directs_case"}, "mitigation"),
        ({"new": "cas_directs_case", "variant": Variant.INDEPENDENT}, None),
    ],
)
def test_a_change_that_does_not_fit_changes_nothing(cast, now, changes, field):
    with pytest.raises(NotPossible) as refused:
        change(cast, now, **changes)
    assert refused.value.field == field
    assert worn_by("pia_directs_process", cast) == {Hat.PROCESS_DIRECTION}


def test_after_the_change_no_hats_clash_anywhere(cast, now):
    """G03 is about the whole case: what clashed before has to be mended too."""
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        HatPeriodFactory(case=case, wearer=cast["cas_directs_case"], worn=hats.ADVISORY)
    with pytest.raises(NotPossible) as refused:
        change(cast, now)
    assert [missing.guard for missing in refused.value.missing] == ["G03"]
    assert worn_by("pia_directs_process", cast) == {Hat.PROCESS_DIRECTION}


@pytest.mark.parametrize("name", NOT_A_MANAGER_HERE)
def test_nobody_else_changes_the_director(cast, now, name):
    with pytest.raises(CaseNotFound):
        change(cast, now, by=name)
