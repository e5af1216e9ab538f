"""A button without anything to type: so that it is answered like every other form."""

from django import forms


class NothingForm(forms.Form):
    """Nothing is typed."""
