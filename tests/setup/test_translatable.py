"""The check on translatable texts bites, and does not cry wolf."""

import pytest

from local import translatable


def found(tmp_path, text, name="page.html", allowed=frozenset()):
    file = tmp_path / name
    file.write_text(text)
    finder = translatable.in_code(file) if name.endswith(".py") else translatable.in_template(file, set(allowed))
    return [problem.partition("niet te vertalen: ")[2] for problem in finder]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Goedemorgen</p>", "Goedemorgen"),
        ('<img src="x" alt="Een plaatje">', "Een plaatje"),
        ('<a aria-label="Naar {{ naam }} toe">', "Naar   toe"),
        ("{% if a %}wel{% endif %}", "wel"),
        ('<a href="{% url "x" %}">verder</a>', "verder"),
    ],
)
def test_text_that_is_not_marked_is_found(tmp_path, template, words):
    assert found(tmp_path, template) == [words]


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "Goedemorgen" %}',
        "{% blocktranslate %}Dag {{ naam }}{% endblocktranslate %}",
        "{# Goedemorgen #}<!-- Goedemorgen --><script>const woord = 1</script>",
        "{% comment %}Goedemorgen {% if x %}{% endif %}{% endcomment %}",
        '<p class="rg-groot">{{ naam }} 12 · & &amp;</p>',
        '<body class="{% block body_class %}rg-touch{% endblock %}">',
        '{% block here %}aria-current="page"{% endblock %}',
        "<p>Regie</p>",
    ],
)
def test_what_needs_no_translation_is_left_alone(tmp_path, template):
    assert found(tmp_path, template, allowed={"Regie"}) == []


def test_the_line_is_that_of_the_text(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("{% blocktranslate %}\n\n{% endblocktranslate %}\n<p\nclass='x'>\nHier staat het</p>")
    assert next(translatable.in_template(file, set())).startswith("page.html:6:")


def test_labels_of_forms_count(tmp_path):
    code = 'name = CharField(label="Naam", help_text=_("Zoals in het paspoort"), required=True)'
    assert found(tmp_path, code, "form.py") == ["label='Naam'"]


def test_what_an_action_refuses_counts(tmp_path):
    code = 'raise NotPossible("Kies een dag.", field="day")\nraise actions.NotPossible(_("Kies een dag."))'
    assert found(tmp_path, code, "action.py") == ["'Kies een dag.'"]
    assert found(tmp_path, 'raise NotPossible(f"Kies {what}.")', "action.py") != []
