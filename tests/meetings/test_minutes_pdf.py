"""The copy of each recipient as a PDF: tagged, in Dutch, and with the words of that copy alone."""

from io import BytesIO

import pytest
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from pypdf import PdfReader

from meetings import pdf
from meetings.models import MinutesCopy, MinutesEntry
from privacy import gate, grants
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.looking import text_of
from tests.meetings.test_at_the_table import by, opened_well, there  # noqa: F401
from tests.meetings.test_minutes import KARIM, PIA, WIM, copy_of, held, now, page, shared, visit  # noqa: F401


def read(response):
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def tags_of(reader):
    """Every kind of element in the structure that a screen reader walks."""

    def walk(element):
        element = element.get_object()
        if not isinstance(element, dict):
            return
        if "/S" in element:
            yield element["/S"]
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            yield from walk(child)

    return set(walk(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_file_of_each_recipient_says_what_that_copy_says_and_nothing_of_the_others(client, cast, held, there):  # noqa: F811
    shared(held)
    client.force_login(cast[PIA])
    with gate.opened():
        every = {" ".join(text.split()) for text in MinutesEntry.objects.values_list("text", flat=True)}
        own = {
            copy.pk: {" ".join(text.split()) for text in copy.entries.values_list("text", flat=True)}
            for copy in MinutesCopy.objects.all()
        }
    assert len(set(map(frozenset, own.values()))) == 3  # or nothing is compared
    for copy, texts in own.items():
        words = text_of(client.get(page("minutes_pdf", held, copy)))
        assert {text for text in every if text in words} == texts
    assert ReadLog.objects.filter(action="take_minutes_copy").count() == 3
    client.force_login(cast[WIM])
    assert client.get(page("minutes_pdf", held, copy_of(there["wim"]).pk)).status_code == 200
    assert client.get(page("minutes_pdf", held, copy_of(there["noor"]).pk)).status_code == 404


def test_a_screen_reader_finds_the_language_the_title_the_headings_and_the_table(client, cast, held, there):  # noqa: F811
    shared(held)
    client.force_login(cast[PIA])
    answer = client.get(page("minutes_pdf", held, copy_of(there["noor"]).pk))
    reader = read(answer)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    with gate.opened():
        name = copy_of(there["noor"]).name
    assert reader.metadata.title.startswith("Verslag van het MDO op ")
    assert reader.metadata.title.endswith(f"voor {name}")
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= tags_of(reader)
    fonts = {
        font["/BaseFont"]
        for one in reader.pages
        for font in (each.get_object() for each in one["/Resources"]["/Font"].values())
    }
    assert any("Paper" in font for font in fonts), fonts
    words = text_of(answer)
    for said in (f"Voor {name}. Versie 1, gedeeld op ", f"Opgehaald door {cast[PIA].name} op "):
        assert said in words, said
    # No case and no name in the name of the file: it stands in a folder of downloads.
    assert answer["Content-Disposition"].startswith('attachment; filename="verslag-2')
    assert "C-1" not in answer["Content-Disposition"]


def test_in_the_portal_the_file_holds_what_is_still_shared_with_this_partner(visit, cast, held, there):  # noqa: F811
    shared(held)
    copy = copy_of(there["karim"]).pk
    words = text_of(visit("minutes_pdf", "C-1", copy))
    assert "Dan blijft de woning" in words
    assert f"Voor {cast[KARIM].name}" in words
    assert visit("minutes_pdf", "C-1", copy_of(there["noor"]).pk).status_code == 404
    assert visit("minutes_pdf", "C-1", copy, who="lot_receives_elsewhere").status_code == 404
    assert ReadLog.objects.filter(action="take_portal_copy", viewer_id=cast[KARIM].pk).count() == 1
    with gate.opened():
        grants.valid(held["now"]).filter(user=cast[KARIM].pk, category=DataCategory.PLAN_GOALS).delete()
    assert "Dan blijft de woning" not in text_of(visit("minutes_pdf", "C-1", copy))


def test_nothing_is_fetched_whatever_somebody_typed(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'uit een bestand' }")
    html = f'<html lang="nl"><title>x</title><link rel="stylesheet" href="file://{secret}"><p>Gewoon</p>'
    assert "uit een bestand" not in PdfReader(BytesIO(pdf.made_from(html))).pages[0].extract_text()
    for address in (f"file://{secret}", "http://localhost/x", "data:text/css,p{}", "//localhost/x"):
        with pytest.raises(ValueError, match="Only our own"):
            pdf._OnlyOurs().fetch(address)
    with pytest.raises(SuspiciousOperation):
        pdf._OnlyOurs().fetch("static:../regie/settings.py")


def test_without_pango_the_page_says_so_and_all_else_works(client, cast, held, there, monkeypatch):  # noqa: F811
    shared(held)
    client.force_login(cast[PIA])
    copy = copy_of(there["noor"]).pk
    assert reverse("meetings:minutes_pdf", args=["C-1", held["meeting_id"], copy]) in text_of(
        client.get(page("minutes_copy", held, copy))
    )
    monkeypatch.setattr(pdf, "IS_THERE", False)
    answer = client.get(page("minutes_pdf", held, copy))
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (503, "text/html")
    assert "kan Regie geen PDF maken" in text_of(answer)
    assert "De deurwaarder belde" in text_of(answer)
