"""A log line says what happened and where, and never what somebody typed or an error quotes."""

import io
import json
import logging

import pytest
import structlog

from regie import log_lines

NAME = "Noor Zeegers"


@pytest.fixture
def lines():
    """What is written, as the lines of an installation."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log_lines.json_formatter())
    root = logging.getLogger()
    before, root.handlers, level = root.handlers, [handler], root.level
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers = before
    root.setLevel(level)


def test_a_request_is_known_by_its_route(client, lines, db):
    client.get("/_healthz/livez/", {"zoek": NAME})
    client.get(f"/bestaat-niet/{NAME}/", {"zoek": NAME})
    found = lines()
    assert {line["route"] for line in found if line["event"] == "request"} == {"_healthz/livez/", "-"}
    assert NAME not in json.dumps(found, ensure_ascii=False)
    assert "bestaat-niet" not in json.dumps(found)


def test_all_lines_of_a_request_carry_its_number(rf, lines):
    log = structlog.get_logger("proef")

    def answer(request):
        log.info("binnen")
        request.resolver_match = None
        return structlog and type("Answer", (), {"status_code": 200})()

    log_lines.RequestLogMiddleware(answer)(rf.get("/"))
    inside, after = lines()
    assert inside["request"] == after["request"]


@pytest.mark.parametrize("write", [logging.getLogger("django.db").exception, structlog.get_logger("proef").exception])
def test_a_failure_is_known_by_its_kind_and_place(lines, write):
    try:
        raise ValueError(f"Key (name)=({NAME}) already exists")
    except ValueError:
        write("mislukt")
    (line,) = lines()
    assert line["failure"] == "builtins.ValueError"
    assert line["where"][-1].endswith("test_a_failure_is_known_by_its_kind_and_place")
    assert NAME not in json.dumps(line)


def test_the_arguments_of_a_failed_library_call_are_left_out(lines):
    try:
        raise KeyError(NAME)
    except KeyError as error:
        logging.getLogger("celery.app.trace").error("Task %s raised: %r", "taak", error, exc_info=True)
    (line,) = lines()
    assert line["event"] == "failed"
    assert NAME not in json.dumps(line)


def test_what_goes_well_is_said_as_it_is(lines):
    logging.getLogger("celery.worker").info("Connected to %s", "queue")
    (line,) = lines()
    assert (line["event"], line["logger"], line["level"]) == ("Connected to queue", "celery.worker", "info")


def test_a_person_reads_a_short_line():
    record = logging.LogRecord("proef", logging.INFO, "", 1, "Er is thee", (), None)
    assert log_lines.text_formatter().format(record).endswith("Er is thee [proef]")
