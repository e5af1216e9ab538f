"""The command: everything or nothing unless asked to keep going, once and not twice, and told in words."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import User
from cases.models import ImportedCase, PlanAction
from cases.reads import drift, open_portal, open_portal_case
from meetings.models import Meeting, Presence
from privacy import gate
from privacy.law import Purpose
from privacy.middleware import viewer_of
from regie.casefile.importing import import_files
from regie.casefile.telling import Bar
from regie.management.commands.demo_data import CASES as DEMO
from tests.casefile.build import MINIMAL, WALKED, a_case, content, problems
from tests.casefile.courses import STAFF
from tests.casefile.forks import walk

ARRIVES = {
    "C01": ("evaluation", 1),
    "C02": ("monitoring", 1),
    "C03": ("solutions", 1),
    "C04": ("plan", 1),
    "C06": ("invitation", 1),
    "C08": ("closed", 1),
    "C10": ("closed", 1),
}
BROKEN = a_case(
    MINIMAL, id="X2", current_state="triage", course=[{"t": "T01", "at": "2026-01-05", "by": "u_tri"}]
)  # without a question (G01)
# What every import adds to: a record of the import itself has the real time, and no content.
TABLES = [model for model in apps.get_models() if model._meta.app_label in ("accounts", "cases", "meetings", "privacy")]


@pytest.fixture
def file(tmp_path):
    def write(*cases, name="casussen.yaml", **meta):
        path = tmp_path / name
        path.write_bytes(content(*cases, **{"professionals": STAFF, **meta}))
        return path

    return write


def command(*arguments, **options) -> tuple[str, str]:
    """What the command says: its own words, and those of its failure."""
    out = StringIO()
    try:
        call_command("import_cases", *arguments, stdout=out, **options)
    except CommandError as exc:
        return out.getvalue(), str(exc)
    return out.getvalue(), ""


def rows() -> dict[str, int]:
    with gate.opened():
        return {model._meta.label: model._base_manager.count() for model in TABLES}


def keys() -> set[str]:
    with gate.opened():
        return set(ImportedCase.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_the_seven_cases_arrive_where_they_say_beside_other_people_and_are_there_once(settings):
    settings.DEMO = True
    call_command("demo_data", stdout=StringIO())
    with gate.opened():
        arrived = {one.key: (one.case.step, one.case.cycle_number) for one in ImportedCase.objects.all()}
        due = PlanAction.objects.get(what="Training drie keer per week").due_on
        assert due - date(2026, 10, 1) == localdate() - date(2026, 11, 21)
    assert arrived == ARRIVES
    assert drift(now=timezone.now()) == ()
    a_partner_finds_an_invitation_and_minutes("Esther Pronk")
    what_was_treated_began_and_ended_with_who_might_hear_it_in_the_room()
    before = rows()
    call_command("demo_data", stdout=StringIO())
    out, failure = command(DEMO)
    assert rows() == before
    assert (out.count("staat er al"), "staat nu iets anders" in out, failure) == (len(ARRIVES), False, "")


def what_was_treated_began_and_ended_with_who_might_hear_it_in_the_room():
    """As at a meeting that was held here: the file says which points were treated, and who was there."""
    with gate.opened():
        closed = list(Meeting.objects.filter(closed_at__isnull=False))
        for meeting in closed:
            begun = meeting.topics.filter(started_at__isnull=False).order_by("position")
            assert [topic.point for topic in begun] == list(meeting.covers)
            assert all(topic.ended_at and topic.started_at <= topic.ended_at for topic in begun)
        heard = Presence.objects.filter(meeting__in=closed)
        assert heard.filter(topic__isnull=False).exists()
        assert not heard.filter(left_at=None).exists()
        assert not heard.filter(participant__attended=False).exists()
    assert closed


def a_partner_finds_an_invitation_and_minutes(name):
    """One that waits for an answer, and the latest minutes in the words of the file, by a real decision."""
    viewer, now = viewer_of(User.objects.get(name=name)), timezone.now()
    start = open_portal(viewer=viewer, purpose=Purpose.COOPERATION, now=now)
    assert [(one.title, one.party) for one in start.invitations] == [("het monitorgesprek", "De Brug Jeugdhulp")]
    reference = start.invitations[0].reference
    case = open_portal_case(viewer=viewer, purpose=Purpose.COOPERATION, reference=reference, now=now)
    assert [one.text.splitlines()[0] for one in case.minutes] == ["De vraag", "Wat kan helpen", "De vraag"]
    assert case.minutes[0].noun == "verslag van het monitorgesprek"


def test_the_demonstration_has_no_place_in_a_real_installation(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demonstratie"):
        call_command("demo_data")


@pytest.mark.django_db
def test_one_case_that_breaks_a_guard_keeps_the_others_out_unless_asked(file):
    path = file(a_case(), BROKEN, a_case(id="X3"))
    before = rows()
    out, failure = command(path)
    assert (rows(), out) == (before, "")
    assert failure.startswith("Er is niets ingelezen. Wat er mis is (1):")
    assert "casus X2, course[1]: T01 kan niet. G01 (question):" in failure
    out, failure = command(path, keep_going=True)
    assert keys() == {"X1", "X3"}
    assert "X1 is nu " in out
    assert "Ingelezen: 2. Stond er al: 0. Geweigerd: 1." in out
    assert failure.startswith("Niet ingelezen:\n")
    assert "G01" in failure


@pytest.mark.django_db
def test_a_course_that_is_no_path_is_refused_as_that_case_only(file):
    path = file(a_case(), a_case(id="X2", current_state="plan"))
    assert "casus X2, current_state" in command(path)[1]
    assert keys() == set()
    command(path, keep_going=True)
    assert keys() == {"X1"}


@pytest.mark.django_db
def test_a_file_of_the_wrong_form_keeps_everything_out_also_of_the_other_files(file):
    good, bad = file(a_case(), name="a.yaml"), file(a_case(id="X2", cycle=0), name="b.yaml")
    for keep_going in (False, True):
        out, failure = command(good, bad, keep_going=keep_going)
        assert out == ""
        assert "b.yaml, regel " in failure
    assert keys() == set()


@pytest.mark.django_db
def test_a_case_that_changed_in_the_file_stays_as_it_is_and_that_is_said(file):
    command(file(a_case()))
    before = rows()
    out, failure = command(file(a_case(title="Anders"), a_case(id="X4")))
    assert failure == ""
    assert "X1 staat er al" in out
    assert "In het bestand staat nu iets anders; de casus is niet gewijzigd." in out
    assert keys() == {"X1", "X4"}
    assert rows()["cases.Case"] == before["cases.Case"] + 1


@pytest.mark.django_db
def test_a_trial_keeps_nothing(file):
    before = rows()
    out, failure = command(file(a_case()), dry_run=True)
    assert (rows(), failure) == (before, "")
    assert "X1 is nu" in out
    assert "Dit was een proef: er is niets bewaard." in out


@pytest.mark.django_db
def test_many_cases_come_in_with_a_bar_that_counts_them(file):
    class Terminal(StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    with Bar(screen) as bar:
        outcome = import_files([file(*(a_case(id=f"X{n}") for n in range(12)))], now=timezone.now(), tell=bar.show)
    assert len(outcome.imported) == 12
    assert "[##############################] " not in screen.getvalue()  # never full before the last is done
    assert "] 11/12 X11" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


@pytest.mark.django_db
def test_people_of_the_file_who_exist_are_those_people(file, cast):
    before = rows()
    command(file(a_case(), name="a.yaml"))
    with gate.opened():
        made = User.objects.count() - before["accounts.User"]
    assert made == len(STAFF)
    command(file(a_case(id="X2"), name="b.yaml"))
    assert User.objects.count() == before["accounts.User"] + made
    assert rows()["cases.Case"] == before["cases.Case"] + 2


# --- Every small change of a valid course -------------------------------------------------------------------------


def small_changes():
    """The walked case without one of its events, or with two of them in each other's place."""
    for name in ("course", "hats", "meetings"):
        whole = WALKED[name]
        for at in range(len(whole)):
            yield f"{name} without {at + 1}", a_case(WALKED, **{name: whole[:at] + whole[at + 1 :]})
        for at in range(len(whole) - 1):
            swapped = [*whole[:at], whole[at + 1], whole[at], *whole[at + 2 :]]
            yield f"{name} with {at + 1} and {at + 2} swapped", a_case(WALKED, **{name: swapped})
            dated = [dict(row) for row in swapped]
            if "at" in dated[at]:
                dated[at]["at"], dated[at + 1]["at"] = dated[at + 1]["at"], dated[at]["at"]
                yield f"{name} with {at + 1} and {at + 2} made in another order", a_case(WALKED, **{name: dated})


# In which order the rows of these stand makes no difference: their dates do.
COMES_IN = {
    "hats with 1 and 2 swapped",
    "meetings with 1 and 2 swapped",
    "meetings with 1 and 2 made in another order",
}


@pytest.mark.slow
@pytest.mark.django_db
def test_every_small_change_of_a_course_comes_in_or_is_refused_with_its_ids():
    changed = dict(small_changes())
    found = {name: problems(case, professionals=STAFF) for name, case in changed.items()}
    wrong = {name: those for name, those in found.items() if those}
    assert all(one.line and one.text for those in wrong.values() for one in those)
    replayed = dict(walk(WALKED, {name: case for name, case in changed.items() if name not in wrong}))
    assert len(wrong) + len(replayed) == len(changed)
    for name, refusal in replayed.items():
        assert refusal is None or (refusal.transition and refusal.guards and refusal.problem.line), (name, str(refusal))
    assert {name for name, refusal in replayed.items() if refusal is None} == COMES_IN
