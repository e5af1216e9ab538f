"""
The named few files of npm packages that the pages use, and the sprite of icons. Standard library only.

Which files: "assets" in package.json, the name here against the name in node_modules, or against several that are put
one after another: of a library of components only what the pages use. Which icons: static/icons.json,
our name against lucide's. Everything else of those packages stays where it is: whole folders would make collectstatic
take minutes.
"""

import json
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from local import failures, places

SVG = "http://www.w3.org/2000/svg"
LOOK = {
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


def copy() -> None:
    """Makes static/vendor anew, so that a file which is no longer named is no longer there."""
    fresh = places.VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, sources in json.loads(places.PACKAGE.read_text())["assets"].items():
        target = fresh / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"\n".join(_contents(source) for source in several(sources)))
    if places.ICONS.exists():
        wanted = json.loads(places.ICONS.read_text())
        (fresh / "icons.svg").write_text(sprite(wanted, places.NODE_MODULES / "lucide-static" / "icons"))
    shutil.rmtree(places.VENDOR, ignore_errors=True)
    fresh.rename(places.VENDOR)


def several(sources: str | list[str]) -> list[str]:
    """What one entry of "assets" names: one file, or more."""
    return [sources] if isinstance(sources, str) else sources


def _contents(source: str) -> bytes:
    try:
        return (places.NODE_MODULES / source).read_bytes()
    except FileNotFoundError as error:
        raise failures.Failure(f"package.json noemt {source}, maar dat bestand zit niet in het pakket.") from error


def sprite(wanted: dict[str, str], icons: Path) -> str:
    """One SVG with a symbol i-<our name> for each icon; names an icon that lucide does not have."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(f"{{{SVG}}}svg")
    for name, lucide in sorted(wanted.items()):
        file = icons / f"{lucide}.svg"
        if not file.exists():
            raise failures.Failure(f"static/icons.json vraagt om {lucide}, maar lucide heeft dat pictogram niet.")
        symbol = ElementTree.SubElement(root, f"{{{SVG}}}symbol", {"id": f"i-{name}", "viewBox": "0 0 24 24"} | LOOK)
        symbol.extend(list(ElementTree.fromstring(file.read_text())))  # noqa: S314 - from a package with a locked hash
    return ElementTree.tostring(root, encoding="unicode") + "\n"
