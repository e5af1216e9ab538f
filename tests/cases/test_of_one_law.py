"""In a case of several laws, whoever writes something says to which it belongs: else every colleague reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions
from cases.models import LifeDomainEntry, Party, Statement
from cases.terms import Compartment
from privacy import gate

PIA, CAS, WIM = "pia_directs_process", "cas_directs_case", "wim_takes_part"
NOTE = {"text": "De wijkverpleegkundige komt", "kind": "note", "category": "support_in_use"}
ENTRY = {"relevance_reason": "Hoort bij de vraag", "concern": "De huur", "version": "0"}
FORMS = {"record_note": "note_form", "record_picture_note": "note_form", "quick_note": "form", "writing": "form"}


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def several(cast, now):
    """C-1 under a second law."""
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    return lambda: actions.state_purpose(law=Compartment.JEUGDWET, task="Hulp voor Noor", **by)


def address(name):
    more = {"quick_note": [], "writing": ["C-1", "leefgebied", "housing"]}
    return reverse(f"cases:{name}", args=more.get(name, ["C-1"]))


def made_by(name):
    with gate.opened():
        if name == "writing":
            return LifeDomainEntry.objects.get()
        return Statement.objects.get(text=NOTE["text"])


@pytest.mark.parametrize("name", FORMS)
def test_the_law_is_asked_only_where_there_are_several_and_nothing_is_kept_without_it(client, cast, several, name):
    client.force_login(cast[PIA])
    typed = ENTRY if name == "writing" else NOTE | {"kind": "fact", "case": "C-1"}
    shown = client.post(address(name), {})
    assert (shown.status_code, "law" in shown.context[FORMS[name]].fields) == (422, False)
    several()
    shown = client.post(address(name), {})
    assert "law" in shown.context[FORMS[name]].fields
    for wrong in ("", "wgs"):
        refused = client.post(address(name), typed | {"law": wrong})
        assert (refused.status_code, refused.context[FORMS[name]].has_error("law")) == (422, True)
    assert client.post(address(name), typed | {"law": "jeugdwet"}).status_code == 303
    assert made_by(name).law is Compartment.JEUGDWET


def test_what_was_written_keeps_its_law_in_the_form_and_a_writer_of_one_law_starts_from_that(client, cast, several):
    several()
    client.force_login(cast[PIA])
    assert client.get(address("writing")).context["form"]["law"].value() is None
    client.post(address("writing"), ENTRY | {"law": "other"})
    assert client.get(address("writing")).context["form"]["law"].value() == "other"
    with gate.opened():
        Party.objects.filter(pk=cast.ids["department_id"]).update(contact=cast[CAS], law=Compartment.JEUGDWET)
    client.force_login(cast[CAS])
    page = client.get(reverse("cases:question", args=["C-1"]))
    assert page.context["note_form"]["law"].value() == "jeugdwet"
