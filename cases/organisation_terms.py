"""
THE WORDS BEYOND ONE CASE: what the organisation learns, and the obstacles that it takes away.

Also what is done to its own texts about the method. Not here: the path of one case (cases.terms). Pure Python.
Source: domain.md 4.5 (S003 step 6, S004).
"""

from __future__ import annotations

from privacy.law import Term


class LessonKind(Term):
    """What is learned from a case. Source: S003 step 6."""

    SUCCESS = "success", "succes"
    BRILLIANT_FAILURE = "brilliant_failure", "briljante mislukking"
    IMPROVEMENT = "improvement", "verbeterpunt"


class BottleneckLevel(Term):
    """Where an obstacle can be taken away. Source: S004."""

    EXECUTION = "execution", "uitvoering"
    POLICY = "policy", "beleid"
    BOARD = "board", "bestuur"


class BottleneckStatus(Term):
    """How far an obstacle is. Source: S004: detect, put on the agenda, solve."""

    DETECTED = "detected", "gezien"
    AGENDAED = "agendaed", "op de agenda"
    IN_SOLUTION = "in_solution", "er wordt aan gewerkt"
    SOLVED = "solved", "opgelost"
    NOT_SOLVABLE = "not_solvable", "niet op te lossen"


class TextChange(Term):
    """What somebody did to a text about the method."""

    ADDED = "added", "toegevoegd"
    CHANGED = "changed", "gewijzigd"
    MOVED = "moved", "verplaatst"
    REMOVED = "removed", "weggehaald"
    RESTORED = "restored", "standaardtekst teruggezet"
