"""The default texts about the method: complete, short, and without a hole."""

import pytest
from django.core.management import CommandError, call_command

from cases import glossary
from cases.attention import POINTS, STEP_0
from cases.vision_text import SECTIONS

STEPS = [
    "intake",
    "triage",
    "information",
    "invitation",
    "analysis",
    "perspective",
    "solutions",
    "plan",
    "monitoring",
    "scaling_down",
    "evaluation",
    "closed",
]
TEXTS = [
    *(text for points in POINTS.values() for point in points for text in (point.text, point.explanation) if text),
    *(text for section in SECTIONS for text in (section.title, *section.text.split("\n\n"))),
    *(entry.explanation for entry in glossary.ENTRIES),
]


def test_every_step_has_points_and_step_0_comes_first():
    assert list(POINTS) == [STEP_0, *STEPS]
    assert all(POINTS.values())


def test_a_code_is_used_once():
    for points in POINTS.values():
        assert len({point.code for point in points}) == len(points)
    assert len({section.code for section in SECTIONS}) == len(SECTIONS)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_short_and_calm(text):
    sentences = [sentence for sentence in text.replace("?", ".").split(".") if sentence.strip()]
    assert max(len(sentence.split()) for sentence in sentences) <= 27
    assert "!" not in text
    assert text == text.strip()
    assert not {"je", "jij", "jouw", "jullie"} & set(text.lower().split())


def test_points_are_questions_to_yourself():
    assert all(point.text.endswith("?") for points in POINTS.values() for point in points)


def test_the_glossary_names_each_word_and_each_identifier_once():
    assert len({entry.term for entry in glossary.ENTRIES}) == len(glossary.ENTRIES)
    assert len({entry.identifier for entry in glossary.ENTRIES}) == len(glossary.ENTRIES)
    assert [entry.term for entry in glossary.ENTRIES][:3] == ["aankondiging", "aanmelding", "achtje"]


@pytest.mark.parametrize("word", ["achtje", "pet", "beeldvorming", "afschalen", "procesregisseur", "MDO", "nazorg"])
def test_a_word_of_the_method_is_explained_one_tap_away(word):
    assert glossary.explain(word)


def test_a_word_that_is_not_in_the_list_has_no_explanation():
    assert glossary.explain("abracadabra") is None


def test_the_document_is_made_from_the_list_and_a_lag_is_seen(monkeypatch, tmp_path):
    call_command("glossary", check=True)
    monkeypatch.setattr("cases.management.commands.glossary.DOCUMENT", tmp_path / "glossary.md")
    with pytest.raises(CommandError, match="loopt achter"):
        call_command("glossary", check=True)
    call_command("glossary")
    call_command("glossary", check=True)
