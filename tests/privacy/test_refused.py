"""Who was refused leaves a line, although everything else of the attempt is rolled back; and no more than enough."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases import reads
from cases.models import Case
from privacy import gate
from privacy.law import Purpose
from privacy.models import ReadLog
from privacy.portal import restricted

BERT, KARIM, INA = "bert_stands_nowhere", "karim_receives", "ina_inquires"


def lines():
    return list(ReadLog.objects.exclude(result="shown").order_by("id"))


def test_who_tries_a_case_of_others_leaves_a_line(signed_in, cast):
    assert signed_in(BERT).get(reverse("cases:plan", args=["C-1"])).status_code == 404
    (line,) = lines()
    assert (line.viewer_id, line.result, line.action) == (cast[BERT].pk, "refused", "tried_to_open")
    assert (line.case_ids, line.purpose, line.object) == ([cast.ids["case_id"]], "direction", "casussen/plan")
    assert (line.people, line.relations, line.categories, line.bases) == ([], [], [], [])


def test_who_tries_what_only_others_may_do_leaves_a_line(signed_in, cast):
    assert signed_in(INA).post(reverse("cases:resume", args=["C-1"])).status_code == 403
    line = lines()[-1]
    assert (line.result, line.action, line.object) == ("refused", "tried_to_change", "casussen/monitoren/verder")
    assert line.case_ids == [cast.ids["case_id"]]


def test_an_address_of_no_case_leaves_a_line_about_no_case_and_looks_the_same(signed_in, cast):
    client = signed_in(BERT)
    forbidden, absent = (client.get(reverse("cases:case", args=[reference])) for reference in ("C-1", "C-8"))
    assert forbidden.content.replace(b"C-1", b"") == absent.content.replace(b"C-8", b"")
    assert [(line.result, line.case_ids) for line in lines()] == [("refused", [cast.ids["case_id"]]), ("absent", [])]
    assert "C-8" not in lines()[1].object


def test_in_the_portal_the_restricted_role_writes_the_line_too(client, cast):
    client.force_login(cast[KARIM])
    for reference in ("C-2", "C-8"):
        address = reverse("portal:case", args=[reference], urlconf=settings.PORTAL_URLCONF)
        assert client.get(address, headers={"host": settings.PORTAL_HOST}).status_code == 404
    refused, absent = lines()
    with gate.opened():
        other = Case.objects.get(reference="C-2").pk
    assert (refused.result, refused.case_ids, refused.origin) == ("refused", [other], "portal")
    assert (absent.result, absent.case_ids) == ("absent", [])


def test_the_restricted_role_writes_no_line_for_somebody_else(cast):
    with (
        pytest.raises(DatabaseError, match="somebody else"),
        transaction.atomic(),
        restricted(cast.viewer(KARIM)),
    ):
        refuse(cast.viewer(BERT))
    with pytest.raises(DatabaseError, match="permission denied"), restricted(cast.viewer(KARIM)):
        connection.cursor().execute("SELECT people, case_ids FROM privacy_readlog")


def refuse(viewer, reference="C-1"):
    reads.note_refusal(viewer=viewer, purpose=Purpose.DIRECTION, reference=reference, about="casussen", changing=False)


def test_a_flood_of_attempts_leaves_no_more_lines_than_show_that_there_was_one(cast):
    bert, ina = cast.viewer(BERT), cast.viewer(INA)
    for number in range(110):
        refuse(bert, f"X-{number}")
    assert ReadLog.objects.filter(result="absent").count() == 100
    refuse(bert)  # what there really is has room of its own
    refuse(ina, "X-1")  # and so has everybody else
    assert [line.viewer_id for line in lines()[100:]] == [bert.user_id, ina.user_id]


def test_every_page_that_a_partner_opens_leaves_exactly_one_line(client, cast):
    """S4: who, what, with what result, from where and when, what for and on what ground."""
    client.force_login(cast[KARIM])
    pages = {"start": ("open_portal", []), "case": ("open_portal_case", ["C-1"])}
    refused = {"case": ["C-2"], "accept_action": ["C-2", cast.ids["action_id"]], "raise_signal": ["C-2"]}
    for name, (action, arguments) in pages.items():
        line = the_line_of(client.get, name, arguments, 200)
        assert (line.action, line.result, line.origin, line.viewer_id) == (action, "shown", "portal", cast[KARIM].pk)
        assert line.purpose == "cooperation"
        assert line.bases
        assert line.relations
        assert line.case_ids == [cast.ids["case_id"]]
    assert line.people, "of whom the data is, also where the restricted role may not know them"
    for name, arguments in refused.items():
        ask = client.get if name == "case" else client.post
        assert the_line_of(ask, name, arguments, 404).result == "refused"


def the_line_of(ask, name, arguments, status):
    """Asks, and gives the one line that was written meanwhile."""
    before = ReadLog.objects.count()
    address = reverse(f"portal:{name}", args=arguments, urlconf=settings.PORTAL_URLCONF)
    assert ask(address, headers={"host": settings.PORTAL_HOST}).status_code == status, name
    assert ReadLog.objects.count() == before + 1, name
    return ReadLog.objects.latest("id")
