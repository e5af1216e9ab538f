"""What privacy does by itself: sealing the read log. What is sealed is proved by manage.py verify_log."""

import fcntl
import os
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from privacy import log


@shared_task
def seal_log() -> None:
    """Seals what was read since the last time, and keeps the new head outside the database."""
    head = log.seal(now=timezone.now())
    if head:
        keep(head, settings.LOG_HEADS_FILE)


def keep(head: log.Head, file: Path) -> None:
    """Adds one line, as verify_log --heads reads it. The head that was added last is not added again."""
    line = f"{head.day} {head.position} {head.hash.hex()}\n".encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as heads:
        fcntl.flock(heads, fcntl.LOCK_EX)  # two workers at once must not interleave
        heads.seek(max(heads.seek(0, os.SEEK_END) - len(line), 0))
        if heads.read() != line:
            heads.write(line)
