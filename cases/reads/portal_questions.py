"""What a party is asked, for whom that party sends: the question, why, and on which grounds it may answer.

For reads among themselves, under the restricted role: the columns of cases/migrations/0012_portal_questions.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.kinds import Kind
from cases.reads.parties import ANSWERS_ABOUT
from cases.reads.scope import open_questions
from cases.terms import ConsultOn
from privacy import legal_bases
from privacy.law import DataCategory
from privacy.legal_bases import LegalBasis
from privacy.viewer import Viewer

ABOUT_THE_BSN = frozenset({"WMO-5.2.9", "JW-7.2", "WABB-10"})


@dataclass(frozen=True)
class PortalQuestion:
    """A question to the party of this viewer. usual: the kind of data that such an organisation tells about.
    fitting: the grounds that are written for such an organisation.
    """

    id: UUID
    reference: str
    party: str
    question: str
    on: tuple[str, ...]
    why: str
    grounds: tuple[str, ...]
    usual: DataCategory
    fitting: tuple[LegalBasis, ...]
    version: int


def questions_of(viewer: Viewer, **lookups: Any) -> tuple[PortalQuestion, ...]:
    """The open questions to whom this viewer is sent by, the oldest first."""
    mine = open_questions().filter(party__contact=viewer.user_id, **lookups).order_by("case_id", "pk")
    rows = mine.values_list(
        "pk",
        "case__reference",
        "party__organisation__name",
        "party__organisation__kind",
        "question",
        "on_content",
        "on_cooperation",
        "necessity",
        "bases",
        "version",
    )
    return tuple(_question(*row) for row in rows)


def _question(
    pk: UUID,
    reference: str,
    party: str,
    kind: str,
    question: str,
    on_content: bool,
    on_cooperation: bool,
    why: str,
    bases: list[str],
    version: int,
) -> PortalQuestion:
    on = (ConsultOn.CONTENT, on_content), (ConsultOn.COOPERATION, on_cooperation)
    return PortalQuestion(
        id=pk,
        reference=reference,
        party=party,
        question=question,
        on=tuple(what.label for what, chosen in on if chosen),
        why=why,
        grounds=legal_bases.articles(bases),
        usual=ANSWERS_ABOUT.get(Kind(kind), DataCategory.SUPPORT_IN_USE),
        fitting=_fitting(kind),
        version=version,
    )


def _fitting(kind: str) -> tuple[LegalBasis, ...]:
    """The grounds for this kind of organisation, without those that are there for a number that nobody answers."""
    return tuple(ground for ground in legal_bases.fitting(kind) if ground.code not in ABOUT_THE_BSN)
