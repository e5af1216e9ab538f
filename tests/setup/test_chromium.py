"""A browser test never skips itself: there is a browser, or a message that names the package."""

import pytest

from local import chromium, failures


def test_without_a_browser_the_package_is_named(monkeypatch):
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    with pytest.raises(failures.Failure, match="apt-get install chromium"):
        chromium.ensure()


def test_a_browser_that_was_pointed_at_must_exist(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nergens/chromium")
    with pytest.raises(failures.Failure):
        chromium.ensure()
