"""
The read log in the form of the Logboek Dataverwerkingen (domain.md 6.8): one record for each act and each person.

Without users, as that standard asks; whom it is about is a keyed hash, so that only who has the key can tell that two
records are about the same person. Exporting the same line again gives the same numbers. Pure Python.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from privacy.log import Result

SUBJECT_TYPE = "urn:regie:persoon"  # a number of this system, hashed: no BSN
TRACE_BYTES, SPAN_BYTES = 16, 8
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Act:
    """What of a line of the log goes along."""

    id: int
    at: datetime
    action: str
    purpose: str
    result: str
    people: Collection[UUID]


@dataclass(frozen=True)
class Writer:
    """Writes acts as lines of JSON. key: hides the people; register: where the processing activities are explained."""

    key: bytes
    register: str

    def lines(self, act: Act) -> Iterator[str]:
        """One line when nobody or one person was concerned; of more people a line above them, and one for each."""
        people = sorted(act.people)
        if len(people) <= 1:
            yield self._line(act, 0, people[0] if people else None)
            return
        yield self._line(act, 0, None)
        for number, person in enumerate(people, start=1):
            yield self._line(act, number, person, under=self._number(f"span {act.id} 0", SPAN_BYTES))

    def _line(self, act: Act, number: int, person: UUID | None, under: str = "") -> str:
        moment = (act.at - EPOCH) // (EPOCH.resolution * 1000)  # whole milliseconds
        attributes = {"dpl.core.processing_activity_id": f"{self.register}{act.purpose or 'onbekend'}"}
        if person:
            attributes["dpl.core.data_subject_id"] = self._number(f"person {person}", 32)
            attributes["dpl.core.data_subject_id_type"] = SUBJECT_TYPE
        record: dict[str, Any] = {
            "trace_id": self._number(f"trace {act.id}", TRACE_BYTES),
            "span_id": self._number(f"span {act.id} {number}", SPAN_BYTES),
            "status": "Ok" if act.result == Result.SHOWN else "Error",
            "name": act.action,
            "start_time": moment,
            "end_time": moment,
            **({"parent_span_id": under} if under else {}),
            "resource": {"attributes": {"service.name": "regie"}},
            "attributes": attributes,
        }
        return json.dumps(record) + "\n"

    def _number(self, what: str, size: int) -> str:
        return hmac.digest(self.key, what.encode(), "sha256")[:size].hex()
