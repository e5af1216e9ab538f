"""
What this system says to whoever runs it: one line per event on stdout, as JSON, and never a word about a person.

Not to be confused with the read log, which says who saw what (privacy/log.py). An address typed by a user, the message
of an exception and the values in a query can all hold a name: so a request is known here by its route, and a failure
by its kind and its place in the code.
"""

from __future__ import annotations

import sys
import time
import traceback
import uuid
from datetime import datetime
from http import HTTPStatus

import structlog
from django.utils.log import CallbackFilter
from structlog.stdlib import ProcessorFormatter

logger = structlog.get_logger("regie.request")
FRAMES = 12  # how many lines of a traceback: enough to find the place, little enough to read


def without_personal_data(_, __, event_dict: dict) -> dict:
    """Replaces what others wrote about a failure or a request by what is certain to hold nothing of a person."""
    record = event_dict["_record"]
    failure = event_dict.pop("exc_info", None)
    status = getattr(record, "status_code", None)
    event_dict["logger"] = record.name
    if status:
        event_dict |= {"event": HTTPStatus(status).phrase, "status": status}
    elif failure and not event_dict["_from_structlog"]:
        event_dict["event"] = "failed"
    if failure:
        kind, _, where = failure
        frames = traceback.extract_tb(where)[-FRAMES:]
        event_dict["failure"] = f"{kind.__module__}.{kind.__qualname__}"
        event_dict["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event_dict


CHAIN = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def json_formatter() -> ProcessorFormatter:
    return _formatter(structlog.processors.JSONRenderer(ensure_ascii=False))


def text_formatter() -> ProcessorFormatter:
    return _formatter(_shortly, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0))


def _formatter(*last) -> ProcessorFormatter:
    return ProcessorFormatter(
        foreign_pre_chain=CHAIN,
        processors=[without_personal_data, ProcessorFormatter.remove_processors_meta, *last],
    )


def _shortly(_, __, event_dict: dict) -> dict:
    """For a person who reads along: the time of this place, and no numbers that only a machine compares."""
    at = datetime.fromisoformat(event_dict["timestamp"]).astimezone()
    kept = {name: value for name, value in event_dict.items() if name not in ("request", "task_id")}
    return kept | {"timestamp": f"{at:%H:%M:%S}"}


def _exception_as_tuple(_, __, event_dict: dict) -> dict:
    """logger.exception() says exc_info=True; by the time it is written, that exception is no longer the current one."""
    if event_dict.get("exc_info"):
        event_dict["exc_info"] = sys.exc_info()
    return event_dict


structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *CHAIN, _exception_as_tuple, ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def only_failures() -> CallbackFilter:
    """Django says of every 404 and 503 what RequestLogMiddleware says already; of an exception only Django can tell."""
    return CallbackFilter(lambda record: bool(record.exc_info))


class RequestLogMiddleware:
    """One line per answered request, and its number on every line that was written meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=uuid.uuid4().hex):
            response = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "-"
            log = logger.debug if route.startswith("_healthz") else logger.info
            milliseconds = round((time.perf_counter() - started) * 1000)
            log("request", method=request.method, route=route, status=response.status_code, ms=milliseconds)
        return response
