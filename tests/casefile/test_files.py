"""Case files of other people: every line of the stappenplan, and nothing that stands in them is lost on the way."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import User
from cases.models import (
    Case,
    Evaluation,
    EvaluationAnswer,
    HandoverRefusal,
    HatPeriod,
    ImportedCase,
    MonitoringAgreement,
    ParentalAuthority,
    PlanVersion,
    Scenario,
    SharingDecision,
    StagnationSignal,
    StepTransition,
    Task,
)
from cases.stappenplan import BY_ID
from privacy import gate
from privacy.law import Role
from regie.casefile.importing import Outcome, import_files
from regie.casefile.yaml_lines import read_yaml

FILES = sorted((Path(__file__).parent / "files").iterdir())
KEYS = (
    "key",
    "person",
    "professional",
    "by",
    "case_director",
    "owner",
    "first_to_call",
    "from",
    "to",
    "about",
    "party",
)
POINTS = {
    *KEYS,
    "given_by",
    "announced_to",
    "handed_to",
    "invited",
    "released_to",
    "proposed_by",
    "e",
}  # they point at other rows
NOT_SHARED = {"jongeren.yaml": {1, 3}}  # rows of sharing that are refused as a row


def data(file: Path) -> dict:
    return read_yaml(file.read_bytes()).plain()


def texts(value, path=()):
    """Every text and code of a file, with its place."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from texts(one, (*path, key))
    if isinstance(value, str) and value.strip():
        yield path, value.strip()


def everything() -> str:
    """All rows of all tables, as the database has them."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'django%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def lost(file: Path, kept: str) -> list[tuple]:
    """What stands in a case of this file and nowhere in the database."""
    refused = NOT_SHARED.get(file.name, set())
    found = [(path, text) for path, text in texts(data(file)["cases"]) if not POINTS & {str(part) for part in path}]
    found = [(path, text) for path, text in found if path[1] != "sharing" or path[2] not in refused]
    return [(path, text) for path, text in found if json.dumps(text, ensure_ascii=False)[1:-1] not in kept]


def imported(file: Path) -> Outcome:
    outcome = import_files([file], now=timezone.now())
    assert [str(one) for one in (*outcome.problems, *outcome.refused)] == []
    assert outcome.saved
    return outcome


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_somebody_else_comes_in_whole(file):
    outcome = imported(file)
    with gate.opened():
        for case in data(file)["cases"]:
            made = Case.objects.get(reference=outcome.imported[case["id"]].reference)
            assert (made.step, made.cycle_number) == (case["current_state"], case["cycle"])
            history = StepTransition.objects.filter(case=made).order_by("number")
            walked = [(one.move, str(localdate(one.at))) for one in history]
            assert walked == [(step["t"], step["at"]) for step in case.get("course", [])]
            assert all(state == "satisfied" for one in history for state in one.guards.values())
        assert lost(file, everything()) == []
        CHECKS.get(file.stem, lambda _outcome: None)(outcome)


def test_every_line_of_the_stappenplan_is_walked():
    walked = {step["t"] for file in FILES for case in data(file)["cases"] for step in case.get("course", [])}
    assert walked == set(BY_ID)


# --- What the files mean, beside where they end -------------------------------------------------------------------


def between_the_steps(outcome: Outcome) -> None:
    assert Scenario.objects.get(is_active=True).code == "A"
    assert set(StagnationSignal.objects.values_list("by", "raised_for", "answered_at")) == {
        ("resident", "Nel Nagel", None),
        ("partner_professional", "", None),
        ("case_director", "", None),
    }
    follows = HatPeriod.objects.get(hat="process_direction", taken_off_at=None)
    assert (follows.wearer.name, follows.reason_on) == ("Rik Rood", "Öznur is langdurig ziek")
    kept = ImportedCase.objects.get().unused
    assert [row["e"] for row in kept["events"]] == ["E05", "E03"]
    assert kept["escalations"][0]["table"] == "DBT"
    assert not Task.objects.filter(done_at=None, kind="resume").exists()


def children(outcome: Outcome) -> None:
    held = set(ParentalAuthority.objects.values_list("child__name", "holder__name", "kind"))
    assert ("Lot 't Hart-Öztürk", "Ayşe Öztürk", "joint") in held
    assert ("Noa 't Hart-Öztürk", None, "guardian_GI") in held
    made = outcome.imported["JEUGD-1"]
    assert [one.place for one in made.rows_refused] == [("sharing", 3)]
    els = User.objects.get(name="Els Eik").pk
    shared = SharingDecision.objects.order_by("decided_at", "pk").values_list("status", "recipients", "categories")
    assert sorted((status, codes) for status, receivers, codes in shared if els in receivers) == [
        ("decided", ["plan_goals"]),
        ("decided", ["plan_goals", "school_attendance"]),
        ("refused", ["criminal"]),
    ]
    kept = ImportedCase.objects.get().unused
    assert kept["planned_meeting"]["not_invited"] == {"o4": "schriftelijke inbreng", "o5": "geen grondslag"}
    assert {"max_persons", "interpreter"} <= set(kept["planned_meeting"])


def loops(outcome: Outcome) -> None:
    assert list(PlanVersion.objects.order_by("number").values_list("cycle", flat=True)) == [1, 2, 3, 4]
    assert Evaluation.objects.count() == 2  # T29 goes back in the same round: the second T23 looks back anew
    assert set(StagnationSignal.objects.values_list("by", "convened")) == {("case_director", True)}
    assert HandoverRefusal.objects.count() == 1
    assert not HatPeriod.objects.filter(taken_off_at=None).exists()


def without_monitoring(outcome: Outcome) -> None:
    assert MonitoringAgreement.objects.get().reason_not == "de aanvraag is gedaan en opa kijkt mee"
    answers = set(EvaluationAnswer.objects.values_list("by_kind", "learned", "no_answer_reason"))
    assert answers == {
        ("resident", "", "is met vakantie"),
        ("case_director", "de regel deugt niet", ""),
        ("process_director", "de regel deugt niet", ""),
    }


def partners_only(outcome: Outcome) -> None:
    roles = dict(User.objects.values_list("name", "role"))
    assert roles["Bas Berg"] == roles["Els Eik"] == Role.CHAIN_PARTNER
    assert roles["Kees Kop"] == Role.CONSULTANT
    assert not User.objects.exclude(email=None).exists()  # nobody can sign in before an administrator invites them
    assert not any(user.has_usable_password() for user in User.objects.all())


CHECKS = {
    "tussendoor": between_the_steps,
    "jongeren": children,
    "lussen": loops,
    "zonder_monitoring": without_monitoring,
    "mensen_van_partners": partners_only,
}
