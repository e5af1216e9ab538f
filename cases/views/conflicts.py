"""Somebody else changed a text meanwhile: the typed text stays, and saving again is a choice with both in sight."""

from cases.actions import Changed


def with_current_version(form, refusal, version):
    """Gives the form the version that the page now shows beside it. Says whether there was a conflict."""
    if not isinstance(refusal, Changed):
        return False
    form.data = form.data.copy()
    form.data["version"] = version
    return True
