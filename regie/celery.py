"""
The Celery app: what runs by itself. Who listens to what the outbox tells stands in settings.py.

Each task may run twice (acks_late), so each task is harmless the second time; it gets ids, never texts.
"""

import os

import structlog
from celery import Celery
from celery.signals import setup_logging, task_postrun, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")

app = Celery("regie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

HEARTBEAT = 15  # seconds; regie.health calls it late after four

# An entry that could not be carried out in time expires, so that a stopped worker does not find thousands of them.
app.conf.beat_schedule = {
    "heartbeat": {
        "task": "regie.tasks.heartbeat",
        "args": ["beat"],
        "schedule": HEARTBEAT,
        "options": {"expires": HEARTBEAT},
    },
    "relay the outbox": {"task": "outbox.tasks.relay", "schedule": 3, "options": {"expires": 3}},
    "forget what was told": {"task": "outbox.tasks.forget", "schedule": 3600, "options": {"expires": 3600}},
    "mail what waits": {"task": "regie.tasks.mail_waiting", "schedule": 60, "options": {"expires": 60}},
    "wipe drafts and sessions": {"task": "accounts.tasks.wipe_expired", "schedule": 3600, "options": {"expires": 3600}},
    "wipe material": {"task": "meetings.tasks.wipe_material", "schedule": 3600, "options": {"expires": 3600}},
    "seal the read log": {"task": "privacy.tasks.seal_log", "schedule": 60, "options": {"expires": 60}},
    "remind of sharing": {"task": "cases.tasks.remind_of_sharing", "schedule": 3600, "options": {"expires": 3600}},
    "tell of begun sharing": {
        "task": "cases.tasks.tell_of_begun_sharing",
        "schedule": 900,
        "options": {"expires": 900},
    },
    "remind of hats": {"task": "cases.tasks.remind_of_hats", "schedule": 3600, "options": {"expires": 3600}},
    "announce birthdays": {
        "task": "cases.tasks.announce_birthdays",
        "schedule": 6 * 3600,  # often enough that a restart of the timetable never skips a day
        "options": {"expires": 6 * 3600},
    },
}


@setup_logging.connect
def _keep_our_logging(**kwargs):
    """That someone listens is enough: Celery then leaves the log lines as settings.py made them."""


@task_prerun.connect
def _name_the_task(task_id, task, **kwargs):
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)


@task_postrun.connect
def _forget_the_task(**kwargs):
    structlog.contextvars.clear_contextvars()
