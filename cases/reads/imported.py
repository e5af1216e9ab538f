"""Which cases of a file are here already. Keys and references only: nothing about anybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cases.models import ImportedCase
from privacy.gate import entrance


@dataclass(frozen=True)
class ImportedBefore:
    """A case that came from a file. key: its id in that file. digest: of what stood in the file then."""

    key: str
    reference: str
    digest: str


@entrance
def imported_before(*, source: str, keys: Collection[str]) -> tuple[ImportedBefore, ...]:
    """Those of these cases that were read before."""
    rows = ImportedCase.objects.filter(source=source, key__in=keys).values_list("key", "case__reference", "digest")
    return tuple(ImportedBefore(key, reference, digest) for key, reference, digest in rows)
