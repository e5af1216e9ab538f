"""What can be wrong with a file that somebody made by hand: each said in Dutch, at its line, before anything else."""

import pytest

from regie.casefile.validate import check, check_contents
from regie.casefile.yaml_lines import MAX_BYTES

GOOD = """\
meta:
  reference_date: 2026-11-21
  municipality: Gemeente Zandhoek
  professionals:
    u_tri: {name: Jet de Wit, organisation: Gemeente Zandhoek, function: Triagist}
    u_dir: {name: Ad Aar, organisation: Gemeente Zandhoek, function: Procesregisseur}
cases:
  - id: A-1
    title: Een casus
    current_state: invitation
    cycle: 1
    ave_phase: 2
    laws: [wmo]
    question: Wie helpt ons?
    household:
      - {key: p1, name: Gea Groen, age: 61}
      - {key: p2, name: Ko Groen, age: 9, authority: joint}
    partners:
      - {key: o1, name: Lokaal team, kind: local_team, seat_kind: fixed_partner}
      - {key: o2, name: De School, kind: school}
    hats:
      - {professional: u_dir, hat: process_direction, variant: municipal, put_on_at: 2026-02-01, announced_to: [p1, o1]}
      - {professional: u_dir, hat: decision, law: wmo, put_on_at: 2026-03-01, taken_off_at: 2026-04-01}
    course:
      - {t: T01, at: 2026-01-05, by: u_tri}
      - {t: T02, at: 2026-02-01, by: u_tri, note: het stokt}
      - {t: T05, at: 2026-02-10, by: u_dir}
    meetings:
      - {at: 2026-03-01, kind: mdo, covers: [a, b], resident: present, case_director_accepted: true}
    scenarios:
      A: {name: Samen, actions: [{what: Bellen, owner: o1, due: 2026-12-01, status: proposed}]}
    sharing:
      - {what: plan_goals, about: p1, from: o1, to: o2, decided_at: 2026-02-11, until: 2026-12-31}
    evaluation: {kind: interim, does_it_help: "yes"}
    retention: {result: "8.1.1"}
  - id: A-2
    title: Nog een
    current_state: intake
    cycle: 1
    household: [{key: p1, name: Twee}]
"""
LONG = "x" * 10_001
# What stands there -> what is made of it, what is said about it. The line is that of what was made of it.
WRONG = [
    ("title: Nog een", "titel: Nog een", "bestaat niet in het formaat. Bedoelt u “title”?"),
    ("title: Nog een", "title: [Nog een]", "Hier hoort tekst"),
    ("title: Nog een", "title: 12:30", "Zet de waarde tussen aanhalingstekens"),
    ("title: Nog een", "title: no", "Zet de waarde tussen aanhalingstekens"),
    ("title: Nog een", "title: ' '", "Dit veld is leeg"),
    ("title: Nog een", f"title: {LONG}", "10001 tekens"),
    ("title: Nog een", "title: Nog een\n    title: Twee keer", "staat er twee keer, ook op regel"),
    ("title: Nog een", "title: !!python/object:os.system Nog een", "Het kenmerk"),
    ("title: Nog een", "title: *weg", "wijst naar niets"),
    ("title: Nog een", "title: 'Nog een", "opmaak niet"),
    ("title: Nog een", "\ttitle: Nog een", "springt in met een tab"),
    ("title: Nog een", "title: Nog\x07een", "onzichtbaar teken"),
    ("title: Nog een", "<<: {title: Nog een}", "Samenvoegen met <<"),
    ("- id: A-2", "- id: A-1", "Deze casus staat er al"),
    ("- id: A-2", "- id: 2", "Zet de waarde tussen aanhalingstekens"),
    ("- id: A-2", "- id: A\\2", "Gebruik letters, cijfers"),
    ("- id: A-2", "- zomaar\n  - id: A-2", "Hier hoort een groep velden"),
    ("current_state: invitation", "current_state: uitnodigen", "Kies uit: intake"),
    ("current_state: invitation", "current_state: informatie", "Bedoelt u “information”?"),
    ("current_state: invitation", "current_state: plan", "maar de stappen komen uit in “invitation”"),
    ("cycle: 1\n    ave", "cycle: 2\n    ave", "cyclus 2, maar de stappen komen uit in cyclus 1"),
    ("cycle: 1\n    ave", "cycle: 1.5\n    ave", "Hier hoort een heel getal"),
    ("ave_phase: 2", "ave_phase: 5", "van 1 tot en met 4"),
    ("laws: [wmo]", "laws: wmo", "Hier hoort een lijst"),
    ("laws: [wmo]", "laws: [wmo, wlz]", "“wlz” kan hier niet"),
    ("question: Wie helpt ons?", "question: yes", "Zet de waarde tussen aanhalingstekens"),
    ("{key: p1, name: Gea Groen, age: 61}", "{key: p1, name: Gea Groen, age: 161}", "van 0 tot en met 120"),
    ("{key: p1, name: Gea Groen, age: 61}", "{key: p1, age: 61}", "Dit veld ontbreekt"),
    ("{key: p2, name", "{key: p1, name", "De sleutel “p1” is al gebruikt in household"),
    ("authority: joint", "authority: samen", "Kies uit: sole"),
    ("kind: school}", "kind: school, person: u_weg}", "staat niet in dit bestand"),
    ("name: De School", "name: lokaal  team (fictief)", "Deze partij staat er al"),
    ("variant: municipal, ", "", "Dit veld ontbreekt"),
    ("put_on_at: 2026-02-01", "put_on_at: 2026-02-30", "geen bestaande datum"),
    ("put_on_at: 2026-02-01", "put_on_at: 1-2-2026", "geen bestaande datum"),
    ("put_on_at: 2026-02-01", "put_on_at: 2026-02-01T09:00:00", "geen bestaande datum"),
    ("put_on_at: 2026-02-01", "put_on_at: 2026-02-01T09:00:00+01:00", "geen bestaande datum"),
    ("put_on_at: 2026-02-01", "put_on_at: 20260201", "Hier hoort tekst"),
    ("put_on_at: 2026-02-01", "put_on_at: 1926-02-01", "Dit jaar kan niet"),
    ("announced_to: [p1, o1]", "announced_to: [p1, o9]", "staat niet in dit bestand"),
    ("announced_to: [p1, o1]", "announced_to: p1", "Hier hoort een lijst"),
    ("hat: decision", "hat: beschikken", "Kies uit: inquiry"),
    ("taken_off_at: 2026-04-01", "taken_off_at: 2026-02-28", "ligt voor put_on_at"),
    ("taken_off_at: 2026-04-01", "taken_off_at: 2026-12-01", "na de peildatum 2026-11-21"),
    ("t: T05, at", "t: T33, at", "“T33” kan hier niet"),
    ("t: T05, at", "t: T06, at", "Van daar kan:"),
    ("at: 2026-02-10, by", "at: 2026-01-31, by", "Zet de stappen in volgorde"),
    ("at: 2026-02-10, by: u_dir", "at: 2026-02-10, by: u_onbekend", "telt niet"),
    ("at: 2026-02-10, by: u_dir", "at: 2026-02-10, by: p1, wie: ik", "bestaat niet in het formaat"),
    ("kind: mdo, ", "kind: overleg, ", "Kies uit: mdo"),
    ("covers: [a, b]", "covers: [a, z]", "“z” kan hier niet"),
    ("case_director_accepted: true", "case_director_accepted: 'true'", "Hier hoort true of false"),
    ("owner: o1, due", "owner: o7, due", "staat niet in dit bestand"),
    ("from: o1, to: o2", "from: o1, to: p1", "staat in household"),
    ("until: 2026-12-31", "until: 2026-01-01", "ligt voor decided_at"),
    ('does_it_help: "yes"', "does_it_help: yes", "Zet de waarde tussen aanhalingstekens"),
    ('result: "8.1.1"', "result: 8.1", "Zet de waarde tussen aanhalingstekens"),
    ("function: Triagist}", "functie: Triagist}", "Bedoelt u “function”?"),
    ("reference_date: 2026-11-21", "reference_date: 2026-13-21", "geen bestaande datum"),
    ("reference_date: 2026-11-21", "reference_date: vandaag", "geen bestaande datum"),
    ("  municipality: Gemeente Zandhoek\n", "  gemeente: Gemeente Zandhoek\n", "bestaat niet in het formaat"),
    ("cases:\n", "gevallen:\n", "bestaat niet in het formaat"),
    ("cases:\n", "---\ncases:\n", "tweede document"),
]


def test_the_file_is_in_order_before_it_is_spoiled():
    assert check_contents([("goed.yaml", GOOD.encode())]).problems == ()


@pytest.mark.parametrize(("there", "made", "says"), WRONG, ids=lambda text: text[:40].strip())
def test_what_is_wrong_is_said_at_its_line(there, made, says):
    assert there in GOOD
    start = GOOD.index(there)
    raw = GOOD.replace(there, made, 1)
    # Inside a line of one piece the line is that line; when lines were added, the problem stands at one of those.
    lines = range(raw[:start].count("\n") + 1, raw[: start + len(made)].count("\n") + 2)
    found = check_contents([("fout.yaml", raw.encode())]).problems
    said = [(problem.line, problem.text) for problem in found if says in problem.text]
    assert said, [str(problem) for problem in found]
    assert any(line in lines for line, _text in said), (said, lines)
    assert {problem.file for problem in found} == {"fout.yaml"}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "Het bestand is leeg"),
        (b"# alleen een opmerking\n", "Het bestand is leeg"),
        (b"\xef\xbb\xbf", "Het bestand is leeg"),
        (b"null", "begint met meta en cases"),
        (b"een zin", "begint met meta en cases"),
        (GOOD.encode("utf-16"), "Bewaar het bestand als UTF-8"),
        (GOOD.replace("Een casus", "Één casus").encode("latin-1"), "Bewaar het bestand als UTF-8"),
        (b"PK\x03\x04\x00\x00", "onzichtbaar teken"),
        (b"x: " + b"y" * MAX_BYTES, "groter dan 5 MB"),
        (b"a: &a [*a]", "wijst naar zichzelf"),
        (b"[" * 100_000, "te diep in elkaar"),
        (
            b"a: &a [l,l,l,l,l,l,l,l,l]\n"
            + b"".join(b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 106)),
            "te veel gegevens",
        ),
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused_in_one_sentence(raw, says):
    found = check_contents([("raar.yaml", raw)])
    assert found.refuses_all
    assert any(says in problem.text for problem in found.problems), [str(one) for one in found.problems]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("title: Nog een", 'title: "’t Is \'m 👨‍👩‍👧 Öğé ̈"').encode(),
        GOOD.replace("title: Nog een", "title: " + "x" * 10_000).encode(),
        GOOD.replace("household: [{key: p1, name: Twee}]", "household: &h [{key: p1, name: Twee}]").encode()
        + b"  - {id: A-3, title: Met een verwijzing, current_state: intake, cycle: 1, household: *h}\n",
        GOOD.replace("    ave_phase: 2\n", "    ave_phase:\n").encode(),
        ("%YAML 1.1\n---\n" + GOOD + "...\n").encode(),
    ],
)
def test_what_is_only_unusual_is_read(raw):
    assert check_contents([("goed.yaml", raw)]).problems == ()


def test_a_line_that_is_wrong_is_counted_as_an_editor_counts_it():
    raw = GOOD.replace("ave_phase: 2", "ave_phase: 9").replace("\n", "\r\n")
    (problem,) = check_contents([("fout.yaml", b"\xef\xbb\xbf" + raw.encode())]).problems
    assert (problem.line, problem.case, problem.path) == (12, "A-1", "ave_phase")


def test_files_are_checked_together_and_each_is_named(tmp_path):
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml", "map.yaml", "weg.yaml")]
    paths[0].write_text(GOOD)
    paths[1].write_text(GOOD.replace("- id: A-2", "- id: B-2").replace("ave_phase: 2", "ave_phase: 9"))
    paths[2].mkdir()
    found = check(paths)
    assert found.refuses_all
    said = [(problem.file.rsplit("/", 1)[-1], problem.text) for problem in found.problems]
    assert [(name, text[:27]) for name, text in said] == [
        ("b.yaml", "Deze casus staat er al: " + str(tmp_path)[:3]),
        ("b.yaml", "Dit getal kan niet. Kies ee"),
        ("map.yaml", "Dit is een map. Noem de bes"),
        ("weg.yaml", "Dit bestand is er niet, of "),
    ]


def test_of_a_file_without_an_end_no_more_is_read_than_is_allowed(tmp_path):
    endless = tmp_path / "eindeloos.yaml"
    endless.symlink_to("/dev/zero")
    (problem,) = check([endless]).problems
    assert "groter dan 5 MB" in problem.text
