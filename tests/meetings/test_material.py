"""What a resident made to have a say: on a yes and with it, privately, shown to who may see it, and gone in time."""

import struct
import zlib
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases import actions as cases
from cases.actions import NewConsent, NotPossible
from cases.meeting_terms import AgendaPoint, FirstTurnKind, MaterialKind, MeetingKind, ParticipationForm, SeatKind
from cases.models import Case, Erasure, Person
from cases.record_terms import ConsentWay, ErasureGround
from meetings import actions, tasks
from meetings.actions import NewMaterial, NewMeeting, NewSeat
from meetings.models import Material, Meeting, Participant
from meetings.phases import Phase
from meetings.uploads import MOST_PIXELS, NotAccepted, accepted
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from privacy.representation import ConsentKind
from privacy.viewer import SYSTEM
from tests.looking import text_of
from tests.meetings.around import put_in

PIA, WIM, KARIM, CAS = "pia_directs_process", "wim_takes_part", "karim_receives", "cas_directs_case"
VIDEO, DRAWING, WRITTEN = MaterialKind.VIDEO, MaterialKind.DRAWING, MaterialKind.WRITTEN


def box(name, body=b""):
    return struct.pack(">I4s", 8 + len(body), name) + body


def chunk(name, body):
    return struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body))


def png(width=2, height=2, *more):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\x00\x00\x00" * 2))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + rows + chunk(b"IEND", b"")


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width=2, height=2, *more):
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + b"".join(more) + frame + scan + b"\xff\xd9"


EXIF = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + b"\x00" * 4
PLACE = b"GPS 52.1N 5.3E"
MP4 = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2") + box(b"moov", b"x" * 40) + box(b"mdat", b"film" * 600)
ZIP, SVG = b"PK\x03\x04" + b"x" * 60, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML, PDF = b"<!doctype html><script>alert(1)</script>", b"%PDF-1.7 <</JS (app.alert(1))>>"


@pytest.fixture(autouse=True)
def empty_store():
    """It lies in memory, for all tests together."""
    for name in default_storage.listdir("")[1]:
        default_storage.delete(name)


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def by(cast, now):
    return lambda name=PIA, at=now: {"viewer": cast.viewer(name), "reference": "C-1", "now": at}


@pytest.fixture
def there(cast, by, now):
    """A meeting of C-1 with the resident, Wim of the Wmo and Karim of De Kade, whom the yes of Noor names."""
    plan = NewMeeting(MeetingKind.MDO, now + timedelta(hours=1), 90, (AgendaPoint.A,))
    meeting_id = actions.plan_meeting(meeting=plan, **by())
    seats = (
        NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.VIDEO_MESSAGE),
        NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
    )
    made = actions.invite_all(meeting_id=meeting_id, seats=seats, **by())
    ids = {"meeting_id": meeting_id, **dict(zip(("noor", "wim", "karim"), made, strict=True))}
    return ids | {"consent": yes_to_showing(cast, by)}


def yes_to_showing(cast, by, person=None, to=KARIM):
    person = person or cast.ids["person_id"]
    with gate.opened():
        Person.objects.filter(pk=person).update(birth_on=date(1980, 1, 1))
    asked = NewConsent(
        kind=ConsentKind.PROCESSING_BASIS,
        person=person,
        what="Mijn filmpje laten zien",
        purpose="Het overleg",
        categories=frozenset({DataCategory.MEDIA}),
        recipients=(cast[to].organisation_id,),
        extra="Een filmpje in het overleg",
    )
    yes = cases.Answer(capacity=None, agreed=True, on=by()["now"].date(), how=ConsentWay.DIGITAL, person=person)
    return cases.ask_consent(consent=asked, answers=(yes,), **by()).id


def add(by, there, kind=VIDEO, content=MP4, text=""):
    file = BytesIO(content) if content else None
    made = NewMaterial(kind, there["consent"], text, file)
    at = {"meeting_id": there["meeting_id"], "seat_id": there["noor"]}
    return actions.add_material(material=made, **at, **by())


def at(name, *args):
    return reverse(f"meetings:{name}", args=["C-1", *args])


def stored():
    return set(default_storage.listdir("")[1])


def got(client, address, **headers):
    answer = client.get(address, headers=headers)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


HOSTILE = [
    (VIDEO, MP4 + ZIP),  # a film with an archive behind it
    (VIDEO, ZIP + MP4),
    (VIDEO, box(b"ftyp", b"isom") + box(b"exec", b"x") + box(b"moov") + box(b"mdat")),
    (VIDEO, box(b"ftyp", b"isomxxxx")),  # no film in it
    (VIDEO, box(b"ftyp", b"heic\x00\x00\x00\x00") + box(b"moov") + box(b"mdat")),
    (VIDEO, struct.pack(">I4s", 9999, b"ftyp") + b"isom"),  # longer than it is
    (VIDEO, MP4[:30]),
    (VIDEO, b"\x1a\x45\xdf\xa3matroska" + b"x" * 60),
    (VIDEO, b"MZ" + b"x" * 100),
    (DRAWING, png(30_000, 30_000)),  # a flood of pixels
    (DRAWING, jpeg(30_000, 30_000)),
    (DRAWING, png(0, 2)),
    (DRAWING, png()[:-8]),
    (DRAWING, png().replace(b"IDAT", b"IDAX")),
    (DRAWING, jpeg()[:-6]),
    (DRAWING, b"\xff\xd8\xff\xe0" + HTML),
    (DRAWING, b"\xff\xd8\xff" * 20),
    (DRAWING, b"GIF89a" + HTML),
    (DRAWING, b"BM" + b"x" * 100),
    (DRAWING, b"II*\x00" + b"x" * 100),
    *(
        (kind, one)
        for kind in MaterialKind
        for one in (SVG, HTML, PDF, ZIP, b"", b"\x00", b"#!/bin/sh\n", b"\xef\xbb\xbf" + SVG)
    ),
    *((kind, b"\xd0\xcf\x11\xe0" + b"x" * 200) for kind in MaterialKind),  # an office file with macros
    *((VIDEO, one) for one in (png(), jpeg())),
    *((DRAWING, one) for one in (MP4, b"RIFF\x00\x00\x00\x00WEBP" + SVG)),
]


def test_only_what_is_a_film_or_a_picture_is_taken_in_whatever_it_is_called():
    assert len(HOSTILE) >= 50
    for kind, content in HOSTILE:
        with pytest.raises(NotAccepted):
            accepted(BytesIO(content), kind)
    assert MOST_PIXELS < 30_000 * 30_000
    assert accepted(BytesIO(MP4), VIDEO).content_type == "video/mp4"
    assert accepted(BytesIO(MP4.replace(b"isom", b"qt  ", 1)), VIDEO).content_type == "video/quicktime"
    assert accepted(BytesIO(b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm" + b"x" * 90), VIDEO).content_type == "video/webm"


def test_of_a_picture_only_the_picture_stays_with_which_side_is_up():
    kept = accepted(BytesIO(png(2, 2, chunk(b"tEXt", PLACE), chunk(b"eXIf", PLACE)) + HTML), DRAWING)
    assert (kept.content_type, kept.content) == ("image/png", png())
    photo = jpeg(2, 2, segment(0xE1, EXIF + PLACE), segment(0xFE, PLACE), segment(0xED, PLACE)) + ZIP
    kept = accepted(BytesIO(photo), DRAWING)
    assert kept.content_type == "image/jpeg"
    assert PLACE not in kept.content
    assert ZIP not in kept.content
    assert kept.content.startswith(b"\xff\xd8\xff\xe1\x00\x22Exif\x00\x00MM")
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in kept.content
    assert accepted(BytesIO(jpeg()), DRAWING).content == jpeg()


def test_material_rests_on_the_yes_of_just_this_person_and_is_taken_in_once(cast, by, there):
    for wrong, why in (
        ({"consent": cast.ids["person_id"]}, "Kies het ja"),
        ({"noor": there["wim"]}, "gezin of het netwerk"),
    ):
        with pytest.raises(NotPossible, match=why):
            add(by, there | wrong)
    with pytest.raises(NotPossible, match="Kies een bestand"):
        add(by, there, content=None)
    with pytest.raises(NotPossible, match="MP4, MOV of WebM"):
        add(by, there, content=SVG)
    assert add(by, there) == add(by, there)
    add(by, there, WRITTEN, None, "Ik wil een eigen bed")
    with gate.opened():
        assert Material.objects.count() == 2
        film = Material.objects.get(kind=VIDEO)
    assert (film.category, film.about, film.size) == (DataCategory.MEDIA, [cast.ids["person_id"]], len(MP4))
    assert str(film.file) in stored()


def test_the_file_comes_after_the_law_and_its_line_and_never_as_a_page(client, cast, by, there):
    number = add(by, there)
    address = at("material_file", there["meeting_id"], number)
    client.force_login(cast[PIA])
    answer, content = got(client, address)
    assert (answer.status_code, content) == (200, MP4)
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Content-Disposition"] == 'attachment; filename="materiaal.mp4"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store, private")
    line = ReadLog.objects.get(action="open_material_file")
    assert line.viewer_id == cast[PIA].pk
    for asked, status, first, last in (
        ("bytes=0-3", 206, 0, 4),
        ("bytes=10-", 206, 10, len(MP4)),
        ("bytes=-5", 206, len(MP4) - 5, len(MP4)),
        ("bytes=0-999999", 200, 0, len(MP4)),
    ):
        part, content = got(client, address, range=asked)
        assert (part.status_code, content) == (status, MP4[first:last]), asked
    assert client.get(address, headers={"range": "bytes=999999-"}).status_code == 416
    for name in (WIM, KARIM, "bert_stands_nowhere", "omar_directs_elsewhere"):
        client.force_login(cast[name])
        assert client.get(address).status_code == 404, name
    client.force_login(cast[CAS])
    assert client.get(address).status_code == 200  # who keeps the overview, by the law


def test_taking_the_yes_back_closes_it_at_once_and_then_takes_the_file_away(client, cast, by, there, now, monkeypatch):
    number = add(by, there)
    client.force_login(cast[PIA])
    address, page = at("material_file", there["meeting_id"], number), at("material", there["meeting_id"], there["noor"])
    assert address in text_of(client.get(page))
    cases.withdraw_consent(consent_id=there["consent"], how=ConsentWay.ORAL_RECORDED, by=cast.ids["person_id"], **by())
    assert client.get(address).status_code == 404
    shown = text_of(client.get(page))
    assert address not in shown
    assert "Vraag eerst toestemming voor iets extra's" in shown
    actions.open_meeting(meeting_id=there["meeting_id"], **by())
    with pytest.raises(NotPossible, match="geldt niet meer"):
        actions.show_material(meeting_id=there["meeting_id"], material_id=number, **by())
    assert actions.wipe_material(viewer=SYSTEM, now=now) == 1
    assert actions.wipe_material(viewer=SYSTEM, now=now) == 0
    assert stored()
    monkeypatch.setattr("meetings.actions.material.SETTLED", timedelta(0))
    assert tasks.remove_files("key", {}) >= 1
    assert stored() == set()
    with gate.opened():
        assert Erasure.objects.get(table="meetings.material").ground == ErasureGround.TERM_ENDED


def test_the_words_close_with_the_yes_on_every_page_that_shows_them(client, cast, by, there):
    number = add(by, there, WRITTEN, None, "Ik wil een eigen bed")
    client.force_login(cast[PIA])
    kept = reverse("cases:keeping", args=["C-1", "meetings.material", number])
    named = reverse("cases:naming", args=["C-1"])
    assert "Ik wil een eigen bed" in text_of(client.get(kept))
    assert "een eigen bed" in text_of(client.post(named, {"words": "bed"}))
    cases.withdraw_consent(consent_id=there["consent"], how=ConsentWay.ORAL_RECORDED, by=cast.ids["person_id"], **by())
    assert client.get(kept).status_code == 404
    assert "een eigen bed" not in text_of(client.post(named, {"words": "bed"}))


def test_after_the_round_it_goes_unless_the_resident_wants_it_kept_or_somebody_holds_it(cast, by, there, now):
    gone, kept = add(by, there), add(by, there, WRITTEN, None, "Ik wil een eigen bed")
    held = add(by, there, DRAWING, png())
    with pytest.raises(NotPossible, match="hoe de inwoner dat zei"):
        actions.keep_material(meeting_id=there["meeting_id"], material_id=kept, how=" ", **by())
    actions.keep_material(meeting_id=there["meeting_id"], material_id=kept, how="aan de keukentafel", **by())
    cases.hold_item(table="meetings.material", item_id=held, reason="Klacht", **by())
    assert actions.wipe_material(viewer=SYSTEM, now=now) == 0  # the round is not over
    with gate.opened():
        Meeting.objects.update(cycle=0)
        assert actions.wipe_material(viewer=SYSTEM, now=now) == 1
        assert set(Material.objects.values_list("pk", flat=True)) == {kept, held}
        assert not Material.objects.filter(pk=gone).exists()


def test_after_the_meeting_the_resident_can_still_say_that_it_stays(client, cast, by, there, now):
    number = add(by, there, WRITTEN, None, "Ik wil een eigen bed")
    with gate.opened():
        Meeting.objects.update(opened_at=now - timedelta(hours=2), closed_at=now)
    client.force_login(cast[PIA])
    page = reverse("meetings:material", args=["C-1", there["meeting_id"], there["noor"]])
    assert page in client.get(reverse("meetings:meeting", args=["C-1", there["meeting_id"]])).content.decode()
    shown = text_of(client.get(page))
    assert "De inwoner wil dat dit blijft" in shown
    assert "Voeg iets toe" not in shown
    keep = reverse("meetings:keep_material", args=["C-1", there["meeting_id"], there["noor"], number])
    assert client.post(keep, {"how": "aan de telefoon"}).status_code == 303
    with gate.opened():
        assert Material.objects.get(pk=number).kept_how == "aan de telefoon"
        Meeting.objects.update(cycle=0)
        assert actions.wipe_material(viewer=SYSTEM, now=now) == 0
    with pytest.raises(NotPossible, match="gesloten"):
        add(by, there, WRITTEN, None, "Te laat")


def test_a_file_is_swept_only_when_its_row_is_gone_and_was_not_made_just_now(by, there, now, monkeypatch):
    number = add(by, there)
    default_storage.save(str(uuid4()), BytesIO(b"x"))
    assert actions.remove_files(now=now) == 0  # both came in just now: of one the row may not be committed
    late = now + timedelta(days=1)
    assert actions.remove_files(now=late) >= 1
    with gate.opened():
        file = str(Material.objects.get(pk=number).file)
    assert stored() == {file}
    actions.remove_material(meeting_id=there["meeting_id"], material_id=number, **by())
    assert stored() == {file}  # not before the erasure is committed
    default_storage.save("van iemand anders", BytesIO(b"x"))
    actions.remove_files(now=late)
    assert stored() == {"van iemand anders"}  # whoever shares the folder with something else, loses nothing of that
    default_storage.delete("van iemand anders")


def test_showing_it_is_the_first_turn_and_waits_until_only_who_the_resident_named_is_in_the_room(
    client, cast, by, there
):
    number, at_it = add(by, there), {"meeting_id": there["meeting_id"]}
    actions.open_meeting(**at_it, **by())
    client.force_login(cast[PIA])
    show, wall = at("show_material", there["meeting_id"], number), at("room", there["meeting_id"])
    assert "Speel af in de kamer" in text_of(client.get(at("table")))
    refused = client.post(show)
    assert refused.status_code == 409
    assert "De inwoner wil dit niet laten zien aan: Wmo Dorp" in text_of(refused)
    file = at("material_file", there["meeting_id"], number)
    assert file not in text_of(client.get(wall))
    actions.mark_attendance(seat_id=there["wim"], attended=False, **at_it, **by())
    expert = NewSeat(SeatKind.EXPERT, name="Jo Kan", reason="Weet van slapen")
    actions.invite(seat=expert, **at_it, **by())
    assert "De inwoner wil dit niet laten zien aan: Jo Kan" in text_of(client.post(show))
    with gate.opened():
        actions.mark_attendance(seat_id=Participant.objects.get(name="Jo Kan").pk, attended=False, **at_it, **by())
    assert client.post(show).status_code == 303
    page = text_of(client.get(wall))
    assert file in page
    assert "Noor Zeegers" not in page
    with gate.opened():
        assert Participant.objects.get(pk=there["noor"]).first_turn_at is None  # a first turn is of the picture
    put_in(Phase.PICTURE, there["meeting_id"])
    assert client.post(show).status_code == 303
    with gate.opened():
        assert Participant.objects.get(pk=there["noor"]).first_turn_kind == FirstTurnKind.VIDEO_PLAYED
    actions.mark_attendance(seat_id=there["wim"], attended=True, **at_it, **by())  # comes in: it is off the wall
    assert file not in text_of(client.get(wall))
    actions.mark_attendance(seat_id=there["wim"], attended=False, **at_it, **by())
    assert client.post(show).status_code == 303
    assert client.post(at("hide_material", there["meeting_id"])).status_code == 303
    assert file not in text_of(client.get(wall))


def test_it_is_taken_in_on_its_page_and_what_is_refused_keeps_what_was_typed(client, cast, by, there, settings):
    client.force_login(cast[PIA])
    page, send = (at(name, there["meeting_id"], there["noor"]) for name in ("material", "add_material"))
    assert page in text_of(client.get(at("prepare")))
    sent = {"kind": "drawing", "text": "Ons huis", "consent": there["consent"]}
    for name, content, why in (
        ("../../etc/x.jpg.html", HTML, "als JPG of PNG"),
        ("foto.jpg", b"", "Dit bestand is leeg"),
    ):
        refused = client.post(send, sent | {"file": SimpleUploadedFile(name, content, "image/jpeg")})
        assert refused.status_code == 422
        for words in (why, "Ons huis"):
            assert words in text_of(refused)
    settings.MATERIAL_MAX_MB = 1
    large = SimpleUploadedFile("foto.png", png() + b"x" * 3 * 1024 * 1024, "image/png")
    refused = client.post(send, sent | {"file": large})
    assert refused.status_code == 422
    assert "ten hoogste 1 MB" in text_of(refused)
    assert stored() == set()
    fine = client.post(send, sent | {"file": SimpleUploadedFile("../Noor.svg", png(), "image/svg+xml")})
    assert fine.status_code == 303
    with gate.opened():
        row = Material.objects.get()
    assert stored() == {str(row.file)}
    assert row.content_type == "image/png"
    shown = text_of(client.get(page))
    assert "Ons huis" in shown
    keep = at("keep_material", there["meeting_id"], there["noor"], row.pk)
    assert client.post(keep, {"how": ""}).status_code == 422
    assert client.post(keep, {"how": "thuis"}).status_code == 303
    assert "Blijft bewaard: thuis" in text_of(client.get(page))
    assert client.post(at("remove_material", there["meeting_id"], there["noor"], row.pk)).status_code == 303
    client.force_login(cast[WIM])
    assert client.get(page).status_code == 404


def test_erasing_the_person_takes_what_that_person_made(cast, by, there):
    add(by, there)
    cases.erase_person(person_id=cast.ids["person_id"], **by())
    with gate.opened():
        assert not Material.objects.exists()
        assert Case.objects.filter(reference="C-1").exists()


def test_a_seat_and_a_meeting_do_not_take_along_what_a_resident_made(cast, by, there):
    """By whichever way it goes: with the trace of an erasure, and not as long as somebody holds it."""
    made, at_it = add(by, there), {"meeting_id": there["meeting_id"]}
    for take_away, which in ((actions.remove_seat, {"seat_id": there["noor"]}), (actions.cancel_meeting, {})):
        with pytest.raises(NotPossible, match="wat (de|een) inwoner maakte"):
            take_away(**at_it, **which, **by())
    with gate.opened():
        assert Material.objects.filter(pk=made).exists()
    actions.remove_material(material_id=made, **at_it, **by())
    with gate.opened():
        assert Erasure.objects.filter(table="meetings.material").count() == 1
    hold = {"table": "meetings.participant", "item_id": there["noor"], **by()}
    cases.hold_item(reason="Een klacht", **hold)
    for take_away, which in ((actions.remove_seat, {"seat_id": there["noor"]}), (actions.cancel_meeting, {})):
        with pytest.raises(NotPossible, match="bewaard moet blijven"):
            take_away(**at_it, **which, **by())
    cases.lift_hold(**hold)
    actions.remove_seat(seat_id=there["noor"], **at_it, **by())
    actions.cancel_meeting(**at_it, **by())


def test_a_topic_that_is_held_stays_on_the_agenda(by, there):
    with gate.opened():
        topic = Meeting.objects.get().topics.first().pk
    cases.hold_item(table="meetings.topic", item_id=topic, reason="Een klacht", **by())
    with pytest.raises(NotPossible, match="bewaard moet blijven"):
        actions.remove_topic(topic_id=topic, meeting_id=there["meeting_id"], **by())
