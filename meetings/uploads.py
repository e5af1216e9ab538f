"""
WHAT MAY BE UPLOADED: recognised by what it is, and by nothing else. Pure Python (trust.md S12).

A name, an extension and the type that a browser sends are what somebody says of a file: they are not looked at. Of a
picture only what makes the picture is kept: not where and with what it was taken, and nothing that stands behind it.
Here belongs what a file is. Not here: how much comes in at once (meetings.views.uploading), where it lies.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

from cases.meeting_terms import MaterialKind

LARGEST_PICTURE = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000  # what a telephone makes; a small file can unfold into far more
LARGEST_BOX_HEADER = 16
MOST_BOXES = 100_000  # a film in pieces of a second has fewer
MP4_BOXES = frozenset(b"ftyp moov mdat free skip wide moof mfra sidx styp meta uuid pdin udta emsg prft ssix".split())
MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"3gp", b"dash")
QUICKTIME = b"qt  "
KEPT_OF_PNG = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"))
PNG, JPEG, WEBM = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x1a\x45\xdf\xa3"
FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended and progressive: what a camera makes
ORIENTATION, SHORT = 0x0112, 3


class NotAccepted(Exception):
    """Not a file that is taken in. Says what may be, in plain Dutch."""


@dataclass(frozen=True)
class Accepted:
    """A file that is taken in: what it is, and for a picture the bytes that are kept. Of a film: all of them."""

    content_type: str
    size: int
    content: bytes | None = None


def accepted(file: BinaryIO, kind: MaterialKind) -> Accepted:
    """What this file is, when it is something that may be shown as this kind. NotAccepted else."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    if kind is MaterialKind.VIDEO:
        return _film(file, head, size)
    if size > LARGEST_PICTURE:
        raise NotAccepted("Deze foto is te groot. Kies een foto van ten hoogste 20 MB.")
    whole = file.read()
    try:
        if head.startswith(PNG):
            return _picture("image/png", _png(whole))
        if head.startswith(JPEG):
            return _picture("image/jpeg", _jpeg(whole))
    except (IndexError, struct.error) as exc:
        raise NotAccepted(DAMAGED) from exc
    raise NotAccepted("Kies een foto of een scan als JPG of PNG. Een ander bestand kan hier niet.")


DAMAGED = "Dit bestand is beschadigd, of het is geen foto. Maak de foto opnieuw."
NO_FILM = "Kies een video als MP4, MOV of WebM. Een ander bestand kan hier niet."


def _picture(content_type: str, content: bytes) -> Accepted:
    return Accepted(content_type, len(content), content)


# --- films ------------------------------------------------------------------------------------------------------------


def _film(file: BinaryIO, head: bytes, size: int) -> Accepted:
    if head[4:8] == b"ftyp":
        _walk_boxes(file, size)
        brand = head[8:12]
        if brand == QUICKTIME:
            return Accepted("video/quicktime", size)
        if brand.startswith(MP4_BRANDS):
            return Accepted("video/mp4", size)
    elif head.startswith(WEBM) and b"webm" in head:
        return Accepted("video/webm", size)
    raise NotAccepted(NO_FILM)


def _walk_boxes(file: BinaryIO, size: int) -> None:
    """A film is a row of boxes up to the last byte: what stands behind it, or between, is something else."""
    place, seen, boxes = 0, set(), 0
    while place < size:
        boxes += 1
        file.seek(place)
        header = file.read(LARGEST_BOX_HEADER)
        if len(header) < 8:
            raise NotAccepted(NO_FILM)
        length, name = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == LARGEST_BOX_HEADER:
            (length,) = struct.unpack(">Q", header[8:])
        elif length == 0:
            length = size - place
        if name not in MP4_BOXES or length < 8 or place + length > size or boxes > MOST_BOXES:
            raise NotAccepted(NO_FILM)
        seen.add(name)
        place += length
    file.seek(0)
    if not {b"moov", b"mdat"} <= seen and b"moof" not in seen:
        raise NotAccepted(NO_FILM)


# --- pictures ---------------------------------------------------------------------------------------------------------


def _png(whole: bytes) -> bytes:
    """The picture alone: no texts, no place, and nothing behind its end."""
    kept, place = [PNG], len(PNG)
    while place < len(whole):
        length, name = struct.unpack(">I4s", whole[place : place + 8])
        body, (check,) = (
            whole[place + 8 : place + 8 + length],
            struct.unpack(">I", whole[place + 8 + length : place + 12 + length]),
        )
        if zlib.crc32(name + body) != check:
            raise NotAccepted(DAMAGED)
        if name == b"IHDR":
            _refuse_flood(*struct.unpack(">II", body[:8]))
        if name in KEPT_OF_PNG:
            kept.append(whole[place : place + 12 + length])
        elif name[:1].isupper():
            raise NotAccepted(DAMAGED)  # needed to show it, and unknown
        place += 12 + length
        if name == b"IEND":
            break
    names = {chunk[4:8] for chunk in kept[1:]}
    if not {b"IHDR", b"IDAT", b"IEND"} <= names or kept[1][4:8] != b"IHDR":
        raise NotAccepted(DAMAGED)
    return b"".join(kept)


def _jpeg(whole: bytes) -> bytes:
    """The same of a photo. Which side is up stays: it stood among what a camera writes along."""
    kept, framed = [b"\xff\xd8"], False
    for marker, segment, scan in _segments(whole):
        if marker == 0xE1 and (turned := _orientation(segment[4:])):
            kept.append(_only_orientation(turned))
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in (0xE0, 0xEE):
            kept.append(segment + scan)
        if marker in FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            _refuse_flood(width, height)
            framed = True
    if not framed:
        raise NotAccepted(DAMAGED)
    return b"".join((*kept, b"\xff\xd9"))


def _segments(whole: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each segment up to the end of the picture, with what was scanned when it begins a scan."""
    place = 2
    while True:
        if whole[place] != 0xFF:
            raise NotAccepted(DAMAGED)
        marker = whole[place + 1]
        if marker == 0xD9:
            return
        (length,) = struct.unpack(">H", whole[place + 2 : place + 4])
        end = place + 2 + length
        until = _end_of_scan(whole, end) if marker == 0xDA else end
        if until > len(whole) or length < 2:
            raise NotAccepted(DAMAGED)
        yield marker, whole[place:end], whole[end:until]
        place = until


def _end_of_scan(whole: bytes, place: int) -> int:
    """Where the next segment begins: in a scan an escaped byte and a restart are no segment."""
    while True:
        place = whole.find(b"\xff", place)
        if place < 0 or place + 1 >= len(whole):
            raise NotAccepted(DAMAGED)
        if whole[place + 1] == 0 or 0xD0 <= whole[place + 1] <= 0xD7:
            place += 2
        else:
            return place


def _orientation(body: bytes) -> int:
    """Which side is up, of what a camera writes along. 0: it does not say."""
    if not body.startswith(b"Exif\x00\x00") or body[6:8] not in (b"II", b"MM"):
        return 0
    order, tiff = "<" if body[6:8] == b"II" else ">", body[6:]
    try:
        (start,) = struct.unpack(order + "I", tiff[4:8])
        (count,) = struct.unpack(order + "H", tiff[start : start + 2])
        for number in range(count):
            entry = tiff[start + 2 + 12 * number : start + 14 + 12 * number]
            tag, form, _many, value = struct.unpack(order + "HHIH", entry[:10])
            if tag == ORIENTATION and form == SHORT and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 0
    return 0


def _only_orientation(turned: int) -> bytes:
    entry = struct.pack(">HHIHH", ORIENTATION, SHORT, 1, turned, 0)
    body = b"Exif\x00\x00MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _refuse_flood(width: int, height: int) -> None:
    if not 0 < width * height <= MOST_PIXELS:
        raise NotAccepted("Deze foto heeft te veel beeldpunten. Maak hem kleiner en probeer het opnieuw.")
