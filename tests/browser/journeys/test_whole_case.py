"""A case from report to closed, by the people who do the work, through the pages only.

Each part of the path says what is missing, and each time the link to mend it is followed.
"""

from __future__ import annotations

from tests.browser.journeys.chapters import (
    the_case_is_evaluated_and_closed,
    the_case_is_reported,
    the_parties_are_asked,
    the_picture_is_made_at_the_table,
    the_plan_is_adopted,
    the_plan_is_followed,
    the_question_becomes_goals,
    the_table_is_invited,
    the_table_lets_go,
    triage_takes_it_up,
)


def test_a_case_walks_from_report_to_closed(people):
    case = the_case_is_reported(people)
    triage_takes_it_up(people, case)
    the_parties_are_asked(people, case)
    the_table_is_invited(people, case)
    the_picture_is_made_at_the_table(people, case)
    the_question_becomes_goals(people, case)
    the_plan_is_adopted(people, case)
    the_plan_is_followed(people, case)
    the_table_lets_go(people, case)
    the_case_is_evaluated_and_closed(people, case)
