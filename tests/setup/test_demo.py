"""The demonstration: one per clone, never somebody else's data, and a check that finds what is wrong."""

import json
import os
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from local import demo, failures, places, processes, running, visit_all
from local.visit import Page, Visitor

CHOOSER = """
<form method="post" action="/taal/">
  <input type="hidden" name="csrfmiddlewaretoken" value="t"><button name="taal" value="en">English</button></form>
<form method="post" action="/demo/1/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
  <input type="hidden" name="next" value=""><h2>Pia</h2><p>voert procesregie</p><button>Kies</button></form>
"""
START = """
<a href="/goed/">goed</a> <a href="/stuk/#hier">stuk</a> <a href="https://elders.nl/">elders</a>
<a href="/uitloggen/">uit</a>
"""


class FakeRegie(BaseHTTPRequestHandler):
    """A site with a chooser, a door, one good page and one broken link."""

    def do_GET(self):
        inside = "session=1" in self.headers.get("Cookie", "")
        pages = {"/demo/": CHOOSER, "/": START, "/goed/": "goed"}
        if not inside and self.path != "/demo/":
            return self._answer(302, location="/demo/")
        return self._answer(200 if self.path in pages else 404, pages.get(self.path, ""))

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        return self._answer(302, location="/", cookie="session=1; Path=/")

    def _answer(self, status, body="", location="", cookie=""):
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        for name, value in (("Location", location), ("Set-Cookie", cookie)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def fake():
    with ThreadingHTTPServer(("127.0.0.1", 0), FakeRegie) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_the_people_of_the_chooser_are_found_and_other_forms_are_not(fake):
    (pia,) = visit_all.people(fake)
    assert pia.label.startswith("Pia voert procesregie")


def test_a_link_that_cannot_be_opened_is_a_mistake(fake):
    (pia,) = visit_all.people(fake)
    wrong, note = visit_all._visit(fake, pia)
    assert wrong == ["/stuk/ geeft 404 (link op /)"]
    assert note == "3 pagina's"


def test_the_door_is_tried_as_a_stranger(fake):
    assert visit_all._the_door_is_closed(fake) == []


def test_a_visitor_connects_to_nothing_but_this_computer(fake):
    assert Visitor(fake).get("http://portaal.localhost:1/").status != 200
    assert not Visitor(fake).is_here("https://elders.nl/")


def test_a_page_is_read_with_its_forms():
    page = Page('<form action="a"><button name="kies" value="7">Zo</button></form><a href="/x">x</a>')
    assert page.forms[0].fields == (("kies", "7"),)
    assert page.links == ["/x"]


def test_one_demonstration_per_clone(tmp_path):
    with demo.only_one(tmp_path):
        note = {"supervisor": processes.identity(os.getpid()), "url": "http://localhost:1/"}
        (tmp_path / "demo.json").write_text(json.dumps(note))
        with pytest.raises(failures.Failure, match="draait al: http://localhost:1/"), demo.only_one(tmp_path):
            pass


def test_after_a_crash_the_next_one_waits_until_the_old_programs_are_gone(tmp_path):
    (tmp_path / "demo.json").write_text(json.dumps({"supervisor": {"pid": os.getpid(), "created": 0}}))
    with demo.only_one(tmp_path) as lock, subprocess.Popen(["sleep", "0.5"], pass_fds=[lock.fileno()]) as old:
        pass
    with demo.only_one(tmp_path):
        assert old.poll() is not None


def test_reset_never_touches_a_database_that_is_not_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elders/regie")
    with pytest.raises(failures.Failure, match="DATABASE_URL"):
        demo.reset(tmp_path)


def test_the_shell_goes_before_what_the_clone_chooses(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elders/regie")
    monkeypatch.setenv("REDIS_URL", "redis://elders")
    monkeypatch.setenv("SECRET_KEY", "")
    environment = running.environment(None, tmp_path)
    assert environment["DATABASE_URL"] == "postgres://elders/regie"
    assert environment["REGIE_DEMO"] == "1"
    assert len(environment["SECRET_KEY"]) >= 50  # an empty one is no choice


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as stop:
        demo._options(["--port", port])
    assert stop.value.code == 2


def test_what_is_made_while_running_is_ignored_by_git():
    paths = ["var/x", ".venv/x", "node_modules/x", "static/vendor/x", "staticfiles/x", ".env", "deploy/regie.env"]
    done = subprocess.run(["git", "check-ignore", *paths], cwd=places.ROOT, capture_output=True, text=True)
    assert done.stdout.split() == paths
