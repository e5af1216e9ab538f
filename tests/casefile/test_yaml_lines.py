"""YAML with its lines: what is refused, and that every key and value is found again."""

import pytest

from regie.casefile import yaml_lines
from regie.casefile.yaml_lines import Fault, read_yaml

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
NESTED = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 900))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "leeg"),
        ("# alleen een opmerking", 1, "leeg"),
        ("a: 1\nb: 2\na: 3", 3, "“a” staat er twee keer, ook op regel 1"),
        ("a: [1, 2", 1, "opmaak"),
        ("a: 1\n b: 2", 2, "opmaak"),
        ("a:\n\tb: 1", 2, "tab"),
        ("a: 1\n---\nb: 2", 2, "tweede document"),
        ("a: *b", 1, "wijst naar niets"),
        ("a: &a [*a]", 1, "wijst naar zichzelf"),
        ("b: &b {c: 1}\na:\n  <<: *b", 3, "Samenvoegen"),
        ("? [a, b]\n: c", 1, "gewone tekst"),
        ("a: !!python/object/apply:os.system ['ls']", 1, "kan hier niet"),
        ("a: !!binary aGFsbG8=", 1, "kan hier niet"),
        ("a: !eigen 1", 1, "kan hier niet"),
        ("a: b\nc: d\x07", 2, "onzichtbaar teken"),
        ('a: b\nc: "\\0"', 2, "onzichtbaar teken"),
        (LAUGHS, 5, "te veel gegevens"),
        (NESTED, 48, "te diep"),
        ("[" * 10_000, 1, "te diep"),
    ],
)
def test_what_is_wrong_with_yaml_is_said_with_its_line(text, line, says):
    faults = read_yaml(text.encode()).faults
    assert [fault.line for fault in faults] == [line]
    assert says in faults[0].text


def test_all_double_keys_are_said_at_once():
    assert [fault.line for fault in read_yaml(b"a: 1\na: 2\nb: {c: 1, c: 2}").faults] == [2, 3]


def test_what_is_no_utf8_is_said_with_its_line():
    assert read_yaml(b"a: b\nc: \xff").faults == (Fault(2, "Dit is geen UTF-8. Bewaar het bestand als UTF-8."),)


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(yaml_lines, "MAX_BYTES", 10)
    assert "groter dan" in read_yaml(b"a: 1234567890").faults[0].text


def test_every_key_and_item_knows_its_line():
    document = read_yaml(b"meta:\n  day: x\ncases:\n  - id: C01\n    hats:\n      - {a: 1,\n         b: 2}\n")
    assert document.line(("meta",)) == 1
    assert document.line(("meta", "day")) == 2
    assert document.line(("cases", 0)) == 4
    assert document.line(("cases", 0, "hats")) == 5
    assert document.line(("cases", 0, "hats", 0, "b")) == 7


def test_what_is_not_there_is_near_what_is():
    document = read_yaml(b"cases:\n  - id: C01\n    hats: []\n")
    assert document.line(("cases", 0, "hats", 3, "law")) == 3
    assert document.line(("cases", 0, "question")) == 2
    assert document.line(("cases", 0, "id", "deeper")) == 2


def test_dates_stay_as_they_were_written_and_names_are_text():
    data = read_yaml("on: 2026-02-30\n1: ja\nemoji: 🏠 D'Ângelo\nyes: &a [no, 3, 1.5, ~]\nagain: *a".encode()).plain()
    assert data == {
        "on": "2026-02-30",
        "1": "ja",
        "emoji": "🏠 D'Ângelo",
        "yes": [False, 3, 1.5, None],
        "again": [False, 3, 1.5, None],
    }


def test_a_number_that_is_none_stays_text():
    assert read_yaml(b"a: .nan\nb: .inf\nc: 0x_\nd: " + b"9" * 5000).plain() == {
        "a": ".nan",
        "b": ".inf",
        "c": "0x_",
        "d": "9" * 5000,
    }


def test_a_byte_order_mark_is_no_text():
    assert read_yaml(b"\xef\xbb\xbfa: 1").plain() == {"a": 1}
