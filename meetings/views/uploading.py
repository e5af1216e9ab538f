"""How much comes in at once: a file that is too large is read past, and never lies anywhere.

Here belongs the size, before anything else is known of a file. Not here: what a file is (meetings.uploads).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

TAKES_A_FILE = "meetings:add_material"
MARK = "regie_upload_too_large"
FORMS = 1024 * 1024  # what a form has besides its file
HOPELESS = 4  # times the limit: then the rest is not even read


class Limited(FileUploadHandler):
    """Lets through as many bytes as the setting says. The form then says that it was too much."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - that is what it is called
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        self.room = settings.MATERIAL_MAX_MB * 1024 * 1024 if self._is_expected() else 0
        if content_length > settings.MATERIAL_MAX_MB * 1024 * 1024 * HOPELESS + FORMS:
            raise SuspiciousOperation("more than anybody may send")
        self.drops = content_length > self.room + FORMS
        if self.drops and self.request is not None:
            self.request.META[MARK] = True

    def _is_expected(self) -> bool:
        """Whether the address that was asked takes a file, from somebody who is signed in. Nowhere else is one kept."""
        match = getattr(self.request, "resolver_match", None)
        user = getattr(self.request, "user", None)
        return bool(match and match.view_name == TAKES_A_FILE and user and user.is_authenticated)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self.drops else raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class Beside(TemporaryFileUploadHandler):
    """A file that comes in lies in the store itself, not in memory, and is swept from there when it is left behind."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        root = Path(settings.MATERIAL_ROOT)
        root.mkdir(parents=True, exist_ok=True)
        here = NamedTemporaryFile(suffix=".upload", dir=root)  # noqa: SIM115 - closed with the request
        about = (self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
        self.file = UploadedFile(here, *about)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def is_too_large(request: Any) -> bool:
    """Whether a file was dropped for its size. Asked after the form was read."""
    return MARK in request.META
