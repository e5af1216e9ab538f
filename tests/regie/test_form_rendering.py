"""How a field stands on a page: what a screen reader hears, and what a browser may not do before we do."""

import re

from django import forms
from django.template import Context, Template

from accounts.dutch import fields
from accounts.dutch.forms import PlainForm


class Handover(PlainForm):
    to = fields.ShortText(label="Wie neemt over?", help_text="Die persoon moet zelf ja zeggen.")
    day = fields.DutchDateField(label="Vanaf wanneer?", required=False)
    told = fields.Choices(label="Wie weet dit?", choices=[("a", "Yara"), ("b", "Emin")], hints={"b": "via moeder"})
    kind = fields.Choice(label="Soort", choices=[("a", "Pet"), ("b", "Casus")])
    read_out = fields.Tick(label="Ik las het voor")
    file = forms.FileField(label="Tekening", required=False)
    code = forms.CharField(label="Code", max_length=6)
    key = forms.CharField(widget=forms.HiddenInput)


def tag(html, name):
    """The control with this name."""
    return re.search(rf'<(?:input|textarea|select)[^>]* name="{name}"[^>]*>', html)[0]


def test_a_field_says_its_help_and_its_error_to_who_cannot_see_it():
    html = str(Handover({})["to"].as_field_group())
    assert 'aria-describedby="id_to_helptext id_to_error"' in tag(html, "to")
    assert 'aria-invalid="true"' in tag(html, "to")
    assert 'id="id_to_helptext"' in html
    assert 'id="id_to_error"' in html
    assert 'data-state="error"' in html
    assert "utrecht-textbox--invalid" in tag(html, "to")


def test_a_group_has_a_legend_and_is_wrong_as_a_whole():
    html = str(Handover({})["told"].as_field_group())
    assert re.search(r'<fieldset[^>]* aria-describedby="id_told_error"', html)
    assert re.search(r"<legend[^>]*>\s*Wie weet dit\?", html)
    assert "aria-invalid" not in html
    assert '<span class="rg-choice__hint">via moeder</span>' in html


def test_only_what_need_not_be_answered_carries_a_mark():
    html = str(Handover())
    assert html.count("(niet verplicht)") == 2  # the day and the file
    assert " required" not in html


def test_a_date_is_shown_as_it_is_typed_and_asks_a_phone_for_its_digits():
    html = str(Handover(initial={"day": "2026-11-30"})["day"])
    assert 'inputmode="numeric"' in html
    typed = str(Handover({"day": "eind november"})["day"])
    assert 'value="eind november"' in typed


def test_no_browser_cuts_a_text_off_also_not_in_a_field_of_django_itself():
    assert "maxlength" not in tag(str(Handover()["code"]), "code")


def test_a_file_is_one_control_with_a_label():
    html = str(Handover()["file"].as_field_group())
    assert '<label class="utrecht-form-label" for="id_file">' in html
    assert "<fieldset" not in html


def test_the_summary_has_one_line_for_each_field_and_leads_to_its_first_control():
    page = Template('{% include "components/errors.html" %}').render(Context({"form": Handover({})}))
    assert "Nog 6 dingen nodig" in page
    assert re.findall(r'href="#(\w+)"', page) == ["id_to", "id_told_0", "id_kind_0", "id_read_out", "id_code"]


def test_an_error_about_the_whole_form_and_about_a_hidden_field_is_told_too():
    form = Handover({"to": "Yara", "told": ["a"], "kind": "a", "read_out": "on", "code": "1"})
    form.add_error(None, "Er draagt al iemand deze pet.")
    page = Template("{{ form }}").render(Context({"form": form}))
    assert "<li>Er draagt al iemand deze pet.</li>" in page
    assert "<li>Vul nog in: “Key”</li>" in page


def test_what_was_typed_is_shown_as_text_and_never_as_mark_up():
    typed = '<script>alert("x")</script> & ’t “kind” 🌱'
    html = str(Handover({"to": typed})["to"].as_field_group())
    assert "<script>" not in html
    assert "🌱" in html
