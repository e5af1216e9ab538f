"""The command: everything or nothing unless asked to keep going, once and not twice, and told in words."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.models import Case, ImportedCase
from cases.reads import drift
from privacy import gate
from regie.casefile.importing import import_files
from regie.management.commands.demo_data import CASES as DEMO
from tests.casefile.build import WALKED, a_case, content
from tests.casefile.courses import STAFF

ARRIVES = {
    "C01": ("evaluation", 1),
    "C02": ("monitoring", 1),
    "C03": ("solutions", 1),
    "C04": ("plan", 1),
    "C06": ("invitation", 1),
    "C08": ("closed", 1),
    "C10": ("closed", 1),
}
BROKEN = a_case(WALKED, id="X2", question=None)
# What every import adds to: a record of the import itself has the real time, and no content.
TABLES = [model for model in apps.get_models() if model._meta.app_label in ("accounts", "cases", "meetings", "privacy")]


@pytest.fixture
def file(tmp_path):
    def write(*cases, **meta):
        path = tmp_path / "casussen.yaml"
        path.write_bytes(content(*cases, **{"professionals": STAFF, **meta}))
        return path

    return write


def command(*arguments, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_cases", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def rows() -> dict[str, int]:
    with gate.opened():
        return {model._meta.label: model._base_manager.count() for model in TABLES}


# --- The demonstration --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_seven_cases_arrive_where_they_say_and_reading_them_again_changes_nothing():
    first = import_files([DEMO], now=timezone.now())
    assert [str(one) for one in (*first.problems, *first.refused)] == []
    came = {key: (made.arrived.step, made.arrived.cycle) for key, made in first.imported.items()}
    assert came == ARRIVES
    assert [str(one.text) for made in first.imported.values() for one in made.rows_refused] == []
    assert drift(now=timezone.now()) == ()
    before = rows()
    out, _err = command(DEMO)
    assert rows() == before
    assert out.count("staat er al") == len(ARRIVES)


@pytest.mark.django_db
def test_the_demonstration_moves_to_today_and_is_there_once(settings, tmp_path):
    settings.DEMO = True
    call_command("demo_data", stdout=StringIO())
    with gate.opened():
        due = Case.objects.get(imported_key="C06") if hasattr(Case, "imported_key") else None
        keys = set(ImportedCase.objects.values_list("key", flat=True))
    assert due is None
    assert keys == set(ARRIVES)
    before = rows()
    call_command("demo_data", stdout=StringIO())
    assert rows() == before


def test_the_demonstration_has_no_place_in_a_real_installation(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demonstratie"):
        call_command("demo_data")
