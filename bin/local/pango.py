"""Whether this machine can set type: WeasyPrint opens pango of the machine itself, so no lock can bring it along."""

from ctypes.util import find_library

LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")
ADVICE = (
    "Verslagen als PDF downloaden kan op deze computer niet: pango ontbreekt. Al het andere werkt.\n"
    "Debian en Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0. Fedora: dnf install pango.\n"
    "macOS: brew install pango."
)


def is_there() -> bool:
    """All that a PDF needs of the machine."""
    return all(map(find_library, LIBRARIES))
