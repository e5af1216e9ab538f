"""The door for screens that wait for a change (meetings.waiting)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the applications must be there first

from meetings.waiting import Waiting  # noqa: E402

application = Waiting(clock=timezone.now)
