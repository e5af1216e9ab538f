"""A file out of the private store: never opened as a page, and whole or in the part that a player asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from meetings.reads import MaterialFile

PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
BIT = 64 * 1024
ENDING = {
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "image/jpeg": "jpg",
    "image/png": "png",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
    "Accept-Ranges": "bytes",
}


def served(request: HttpRequest, found: MaterialFile) -> HttpResponse | StreamingHttpResponse:
    """The bytes. The type is the one that was found in the file, and its name is ours."""
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="materiaal.{ENDING[found.content_type]}"'}
    part = _part(request.headers.get("Range", ""), found.size)
    if part is None:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{found.size}"})
    return _given(found, *part, headers)


def _given(found: MaterialFile, first: int, last: int, headers: dict[str, str]) -> StreamingHttpResponse:
    length, file = last - first + 1, default_storage.open(found.name)
    headers["Content-Length"] = str(length)
    status = 200 if length == found.size else 206
    if status == 206:
        headers["Content-Range"] = f"bytes {first}-{last}/{found.size}"
    bits = _bits(file, first, length)
    response = StreamingHttpResponse(bits, status=status, content_type=found.content_type, headers=headers)
    response._resource_closers.append(file.close)
    return response


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that are asked. None: there are none there."""
    match = PART.fullmatch(asked)
    if match is None or match.groups() == ("", ""):
        return 0, size - 1
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None


def _bits(file: Any, first: int, length: int) -> Iterator[bytes]:
    file.seek(first)
    while length > 0:
        bit = file.read(min(BIT, length))
        if not bit:
            return
        length -= len(bit)
        yield bit
