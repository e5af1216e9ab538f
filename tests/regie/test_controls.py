"""The plain controls that are drawn without a template: letter for letter what Django's own templates make of them."""

import re
from datetime import date, time
from uuid import UUID

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from regie import controls

NASTY = ["", None, 'Aafke\'s "plan" <script>alert(1)</script> & meer', mark_safe("<b>al veilig</b>"), "😀\n\nregel"]
VALUES = [*NASTY, 0, 1234567, 3.5, date(2026, 11, 23), time(9, 5), UUID(int=7), _("Ja"), True]
ATTRIBUTES = [
    {},
    {"id": "id_a", "class": "x y", "data-late": "<'\">"},
    {"hidden": True, "required": False, "maxlength": 3, "title": None, "label": _("Nee")},
]
LIST = [
    ("", "-"),
    (1, "Één & twee"),
    ("a'b", mark_safe("<i>schuin</i>")),
    ("Groep <1>", [("c", "C"), (UUID(int=3), 12345), (None, _("Geen"))]),
]
BOXES = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.Textarea,
]
LISTS = [forms.Select, forms.SelectMultiple]


class ByTemplate(TemplatesSetting):
    """Draws all with templates, and remembers which."""

    def __init__(self):
        self.drawn = []

    def render(self, template_name, context, request=None):
        self.drawn.append((template_name, context["widget"]))
        return super().render(template_name, context, request)


def both(widget, value, attributes):
    """What Django's template makes of a control, and what is drawn for it."""
    by_template = ByTemplate()
    html = widget.render("a<b", value, attributes, renderer=by_template)
    ((name, control),) = by_template.drawn
    return str(html).strip(), controls.draw(name, control)


@pytest.mark.parametrize("attributes", ATTRIBUTES, ids=["none", "some", "odd"])
@pytest.mark.parametrize("kind", BOXES)
def test_a_box_is_what_django_makes_of_it(kind, attributes):
    for value in VALUES:
        expected, drawn = both(kind(), value, attributes)
        assert drawn == expected, value
        assert "<script>" not in drawn


@pytest.mark.parametrize("attributes", ATTRIBUTES, ids=["none", "some", "odd"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_what_django_makes_of_it(kind, attributes):
    for value in (*NASTY, 1, "1", ["a'b", "c"], UUID(int=3)):
        expected, drawn = both(kind(choices=LIST), value, attributes)
        assert close(drawn) == close(expected), value


def close(html):
    """Without the empty lines that templates leave between options."""
    return re.sub(r">\s+<", "><", html)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_one_of_a_group_is_what_django_makes_of_it(kind):
    form = type("Asked", (forms.Form,), {"kind": forms.ChoiceField(choices=LIST, widget=kind)})({"kind": "a'b"})
    by_template = form["kind"].subwidgets
    for one in by_template:
        one.renderer = ByTemplate()
        expected = str(one.tag()).strip()
        ((name, control),) = one.renderer.drawn
        assert controls.draw(name, control) == expected


def test_what_is_not_plain_is_left_to_its_template():
    assert controls.draw("django/forms/widgets/clearable_file_input.html", {"name": "a"}) is None
    assert controls.draw("django/forms/widgets/radio_option.html", {"name": "a", "wrap_label": True}) is None


class Asked(forms.Form):
    words = forms.CharField()
    one = forms.ChoiceField(choices=LIST)


def test_the_forms_of_this_project_draw_them_so(monkeypatch):
    asked = []
    draw = controls.draw
    monkeypatch.setattr(controls, "draw", lambda name, control: asked.append(name) or draw(name, control))
    assert '<input type="text"' in str(Asked()["words"])
    assert "<optgroup" in str(Asked()["one"])
    assert asked == ["django/forms/widgets/text.html", "django/forms/widgets/select.html"]
