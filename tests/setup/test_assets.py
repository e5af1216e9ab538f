"""Only the named files of others are served, each comes from a package of ours, and the sprite holds our icons."""

import json
import re

import pytest

from local import assets, failures, places

LUCIDE = places.NODE_MODULES / "lucide-static" / "icons"


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A place to copy to, so that the real static/vendor is left alone."""
    monkeypatch.setattr(places, "VENDOR", tmp_path / "static" / "vendor")
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "package.json")
    monkeypatch.setattr(places, "ICONS", tmp_path / "icons.json")
    return tmp_path


def name_files(clone, **files):
    places.PACKAGE.write_text(
        json.dumps({"assets": {name.replace("__", "."): source for name, source in files.items()}})
    )


def test_every_named_file_belongs_to_a_package_that_we_ask_for():
    package = json.loads(places.PACKAGE.read_text())
    sources = [source for named in package["assets"].values() for source in assets.several(named)]
    named = {"/".join(source.split("/")[: 2 if source.startswith("@") else 1]) for source in sources}
    assert named <= set(package["dependencies"])


def test_what_is_no_longer_named_is_no_longer_there(clone):
    name_files(clone, one__js="htmx.org/dist/htmx.min.js", two__js="htmx.org/dist/htmx.min.js")
    assets.copy()
    name_files(clone, two__js="htmx.org/dist/htmx.min.js")
    assets.copy()
    assert [file.name for file in places.VENDOR.iterdir()] == ["two.js"]


def test_several_files_become_one_in_their_order(clone):
    name_files(clone, one__css=["@utrecht/link-css/dist/index.css", "@utrecht/button-css/dist/index.css"])
    assets.copy()
    css = (places.VENDOR / "one.css").read_text()
    assert 0 <= css.index(".utrecht-link") < css.index(".utrecht-button")


def test_every_component_that_a_page_uses_is_there():
    css = (places.VENDOR / "utrecht.css").read_text()
    used = {
        name.removesuffix("-css").removeprefix("@utrecht/")
        for name in json.loads(places.PACKAGE.read_text())["dependencies"]
        if name.startswith("@utrecht/")
    }
    pages = " ".join(page.read_text() for page in (places.ROOT / "templates").rglob("*.html"))
    asked = set(re.findall(r"\butrecht-([a-z0-9-]+?)(?=--|[\s\"{])", pages))
    assert asked
    assert asked - used == set()
    assert all(f".utrecht-{name}" in css for name in used)


def test_a_file_that_is_not_in_the_package_is_named_and_nothing_is_lost(clone):
    name_files(clone, one__js="htmx.org/dist/htmx.min.js")
    assets.copy()
    name_files(clone, one__js="htmx.org/dist/nowhere.js")
    with pytest.raises(failures.Failure, match=r"htmx\.org/dist/nowhere\.js"):
        assets.copy()
    assert (places.VENDOR / "one.js").exists()


def test_the_sprite_holds_each_icon_under_our_name():
    sprite = assets.sprite({"pet": "hand"}, LUCIDE)
    assert '<symbol id="i-pet" viewBox="0 0 24 24"' in sprite
    assert sprite.count("<path") == (LUCIDE / "hand.svg").read_text().count("<path")
    assert "<script" not in sprite


def test_an_icon_that_lucide_lacks_is_named():
    with pytest.raises(failures.Failure, match="geen-pictogram"):
        assets.sprite({"pet": "geen-pictogram"}, LUCIDE)
