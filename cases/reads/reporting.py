"""Who may report a case: so that a page offers it to nobody else. Knows the law and no table."""

from __future__ import annotations

from privacy import law
from privacy.law import Purpose, Relation
from privacy.viewer import Viewer


def may_report(viewer: Viewer) -> bool:
    """Whether the law knows this viewer as somebody who reports or triages, in a municipality."""
    rules = law.rules(viewer.role, Purpose.INTAKE)
    known = any(rule.relation in (Relation.REPORTED, Relation.TRIAGES) for rule in rules)
    return known and viewer.municipality_id is not None
