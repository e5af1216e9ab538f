"""All that a guard of the stappenplan may know about a case. Looked up by cases.reads.facts, never by a guard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Facts:
    """Counts and dates, no names and no texts. "Round" is the present cycle of the case."""

    today: date | None = None
    reason: str = ""  # typed with the step itself (G26)
    # question and triage
    questions: int = 0
    triage_outcome: str = ""  # of this round
    # hats
    process_directors: int = 0
    hat_conflicts: int = 0  # blocked, and not overridden by a manager
    household_told: int = 0  # members who were told of the director's role
    parties_told: int = 0
    step_zero_checked: bool = False
    purposes: int = 0
    purposes_without_task: int = 0
    case_directors: int = 0  # who accepted
    case_directors_without_contact: int = 0  # of household or network, with no professional to call
    staff_hats: int = 0  # hats 1, 2 and 3 of staff of the municipality
    # parties
    parties: int = 0
    parties_undecided: int = 0
    # the meeting that is being prepared or held
    meeting_planned: bool = False
    invited: int = 0
    without_reason: int = 0
    professionals: int = 0
    group_limit: int = 0
    residents: int = 0
    residents_unarranged: int = 0
    meeting_open: bool = False
    question_confirmed: bool = False
    purposes_read: bool = False
    # the latest meeting since the case came to analysis, and all that were closed since
    present: int = 0
    waiting: int = 0
    open_new_facts: int = 0
    covered: frozenset[str] = frozenset()
    minutes_waiting: int = 0  # closed meetings of this round of which the minutes were not shared
    # picture, perspective, directions: made or confirmed in this round
    analysis_chosen: bool = False
    analysis_entries: int = 0
    objections: int = 0
    perspectives: int = 0
    perspectives_with_resident: int = 0
    perspectives_with_treatment: int = 0
    perspectives_without_goal: int = 0
    goals_without_direction: int = 0
    directions_without_proposer: int = 0
    # plan: made or confirmed in this round
    plan_confirmed: bool = False
    actions: int = 0
    actions_incomplete: int = 0
    actions_waiting: int = 0
    progress_agreed: bool = False
    plan_a_triggers: int = 0
    plan_b_triggers: int = 0
    no_plan_b_reason: bool = False
    copies_waiting: int = 0  # parties of this round and household members without plan and minutes
    copies: int = 0
    # following, letting go, closing
    monitoring_agreed: bool = False
    first_call_is_case_director: bool = False
    monitoring_waived: bool = False
    review_on: date | None = None
    signals: int = 0
    obliging_signals: int = 0  # of the case director, and no meeting opened since (E02): no guard, but what comes first
    scaling_criteria: int = 0
    scaling_motivated: bool = False
    receiver_named: bool = False
    handover_accepted: bool = False
    aftercare_decided: bool = False
    household_told_whom_to_call: bool = False
    evaluating_decided: bool = False
    closing_answers: frozenset[str] = frozenset()
    evaluation_complete: bool = False
    closure_complete: bool = False
    closure_reason: str = ""  # held against the way of closing by the step itself
