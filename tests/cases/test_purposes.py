"""Step 0: laws with their task, an eye on the process; and the frame and phase of the household."""

import pytest

from cases import actions
from cases.actions import NotAuthorised, NotPossible
from cases.models import AvePhaseChange, Case, ProcessingPurpose, StepZeroCheck
from cases.reads import CaseNotFound
from cases.stappenplan import Step
from cases.terms import AvePhase, Compartment, Frame
from privacy import gate
from tests.cast import case_in


def do(action, cast, now, *, by="pia_directs_process", reference="C-1", **words):
    return action(viewer=cast.viewer(by), reference=reference, now=now, **words)


def purposes(reference="C-1"):
    with gate.opened():
        return dict(ProcessingPurpose.objects.filter(case__reference=reference).values_list("law", "task"))


def test_a_law_has_a_task_and_stating_it_again_replaces_it(cast, now):
    do(actions.state_purpose, cast, now, law=Compartment.JEUGDWET, task="Jeugdhulp")
    do(actions.state_purpose, cast, now, law=Compartment.WMO, task="Thuis wonen")
    assert purposes() == {"wmo": "Thuis wonen", "jeugdwet": "Jeugdhulp"}
    with pytest.raises(NotPossible) as refused:
        do(actions.state_purpose, cast, now, law=Compartment.WGS, task="  ")
    assert refused.value.field == "task"


def test_who_triages_states_purposes_too(cast, now):
    with gate.opened():
        case_in(Step.TRIAGE, now)
    do(actions.state_purpose, cast, now, by="tara_triages", reference="C-3", law=Compartment.WMO, task="Thuis wonen")
    do(actions.withdraw_purpose, cast, now, by="tara_triages", reference="C-3", law=Compartment.WMO)
    assert purposes("C-3") == {}


def test_a_case_on_its_way_keeps_a_law(cast, now):
    do(actions.state_purpose, cast, now, law=Compartment.JEUGDWET, task="Jeugdhulp")
    do(actions.withdraw_purpose, cast, now, law=Compartment.WMO)
    with pytest.raises(NotPossible, match="ten minste één wet"):
        do(actions.withdraw_purpose, cast, now, law=Compartment.JEUGDWET)
    assert purposes() == {"jeugdwet": "Jeugdhulp"}


def test_the_director_confirms_step_zero_and_once_is_enough(cast, now):
    for _ in range(2):
        do(actions.check_step_zero, cast, now)
    with gate.opened():
        assert StepZeroCheck.objects.get().checked_by_id == cast["pia_directs_process"].pk


def test_nobody_confirms_it_for_the_director(cast, now):
    with pytest.raises(NotAuthorised):
        do(actions.check_step_zero, cast, now, by="cas_directs_case")
    with gate.opened():
        case_in(Step.TRIAGE, now)
    with pytest.raises(NotAuthorised):
        do(actions.check_step_zero, cast, now, by="tara_triages", reference="C-3")


def test_the_frame_can_change(cast, now):
    do(actions.set_frame, cast, now, frame=Frame.PRESSURE)
    with gate.opened():
        assert Case.objects.get(reference="C-1").frame == Frame.PRESSURE


def test_a_phase_has_a_reason_and_a_history(cast, now):
    with pytest.raises(NotPossible) as refused:
        do(actions.set_ave_phase, cast, now, phase=AvePhase.AVE_3, reason="")
    assert refused.value.field == "reason"
    do(actions.set_ave_phase, cast, now, phase=AvePhase.AVE_3, reason="Het liep op.")
    do(actions.set_ave_phase, cast, now, phase=AvePhase.AVE_2, reason="Het werd rustiger.")
    do(actions.set_ave_phase, cast, now, phase=AvePhase.AVE_2, reason="Het werd echt rustiger.")
    with gate.opened():
        assert Case.objects.get(reference="C-1").ave_phase == AvePhase.AVE_2
        history = AvePhaseChange.objects.order_by("made_at", "from_phase").values_list(
            "from_phase", "to_phase", "reason"
        )
        assert list(history) == [("", "3", "Het liep op."), ("3", "2", "Het werd echt rustiger.")]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (actions.state_purpose, {"law": Compartment.WGS, "task": "Schulden"}),
        (actions.withdraw_purpose, {"law": Compartment.WMO}),
        (actions.check_step_zero, {}),
        (actions.set_frame, {"frame": Frame.COMPULSORY}),
        (actions.set_ave_phase, {"phase": AvePhase.AVE_4, "reason": "Crisis."}),
    ],
)
def test_only_who_directs_or_triages_sets_this(cast, now, action, words):
    with pytest.raises(NotAuthorised):
        do(action, cast, now, by="ina_inquires", **words)
    with pytest.raises(CaseNotFound):
        do(action, cast, now, by="bert_stands_nowhere", **words)
