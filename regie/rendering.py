"""How every form looks, set once: FORM_RENDERER = "regie.rendering.PageForms". Templates in templates/forms.

`{{ form }}` prints the summary of errors and all fields; `{{ form.name.as_field_group }}` prints one field with its
label, help and error. Not here: what may be typed (the forms of the apps) and what an error says (accounts.dutch).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from regie import controls

# The classes of the component library for each kind of control, the most particular kind first.
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.CheckboxInput, ""),
    (forms.FileInput, ""),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.Select, "utrecht-select"),
    (Input, "utrecht-textbox utrecht-textbox--html-input"),
)


class PageField(BoundField):
    """A field on a page, with ready answers to what its template asks."""

    @cached_property
    def is_tick(self) -> bool:
        """One checkbox, whose sentence stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def use_fieldset(self) -> bool:
        """Several controls under one legend, as radio buttons. A file is one control, whatever Django says."""
        return bool(super().use_fieldset) and not isinstance(self.field.widget, forms.FileInput)

    @property
    def optional(self) -> bool:
        """Whether to say "(niet verplicht)". Of a tick the sentence itself says what it does.

        Not of a question that another answer makes needed (PlainForm.depending): that would be said wrongly.
        """
        depends = self.name in getattr(self.form, "depending", ())
        return not self.field.required and not self.is_tick and not depends

    @property
    def focus_id(self) -> str:
        """Where a link in the summary of errors leads: to the control, or to the first one of a group."""
        return str(self.id_for_label or f"{self.auto_id}_0")

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Adds the library's class, and takes away what makes the browser answer before we do."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)  # no bubble of the browser: our message stands beside the field and on top
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)  # the group is wrong, not each answer in it
        if "maxlength" in widget.attrs:
            attrs["maxlength"] = False  # a browser cuts a pasted text off there without a word
        if classes := self._classes(widget):
            attrs["class"] = " ".join(filter(None, [widget.attrs.get("class"), attrs.get("class"), classes]))
        return attrs

    def _classes(self, widget: forms.Widget) -> str:
        base = next((classes for kind, classes in CLASSES if isinstance(widget, kind)), "")
        return f"{base} {base.split()[0]}--invalid" if base and self.errors else base


class PageForms(TemplatesSetting):
    """The renderer of this project: the templates of templates/forms."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
    bound_field_class = PageField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """A form or a field by its template; a plain control at once."""
        drawn = controls.draw(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if drawn is None else drawn
