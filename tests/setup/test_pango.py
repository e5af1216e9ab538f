"""Pango comes from the machine: where it lacks, bin/demo names the package and goes on."""

import pytest

from local import demo, pango, ports


@pytest.mark.parametrize("there", [True, False])
def test_the_demonstration_names_what_a_pdf_needs_when_it_is_not_there(monkeypatch, capsys, there):
    monkeypatch.setattr(pango, "find_library", lambda name: "lib" if there or name != "pango-1.0" else None)
    monkeypatch.setattr(demo.visit_all, "people", lambda port: [])
    demo._announce(demo.Demo(ports.free(), {}, None), 8000)
    assert ("apt-get install libpango" in capsys.readouterr().out) is not there
