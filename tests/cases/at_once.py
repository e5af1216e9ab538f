"""Several people at the very same moment, each on a connection of their own. Needs committed_cast."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from cases.actions import NotPossible


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Runs them together. Gives back, in order, what each returned, or the refusal; any other error is raised."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return deed()
        except NotPossible as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))
