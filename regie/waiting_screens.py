"""The door for screens that wait for a change (meetings.waiting)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
django.setup()

from django.db import connections  # noqa: E402 - the applications must be there first
from django.utils import timezone  # noqa: E402

from meetings.waiting import Waiting  # noqa: E402

# A host that is gone without a word: a look at the tables hears that in seconds, not in a quarter of an hour.
LIMITS = {"connect_timeout": 2, "tcp_user_timeout": 5000}
connections["default"].settings_dict["OPTIONS"] = LIMITS | connections["default"].settings_dict.get("OPTIONS", {})

application = Waiting(clock=timezone.now)
