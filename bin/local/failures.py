"""How a command of bin/ gives up: a sentence that says what to do, never a traceback of something that was foreseen."""

import sys
from collections.abc import Callable


class Failure(Exception):
    """Something that the person at the keyboard can mend. The message says how, in Dutch."""


def run(main: Callable[[list[str]], int]) -> None:
    """Runs a command of bin/ and turns a failure into words and an exit code."""
    try:
        code = main(sys.argv[1:])
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        code = 1
    except PermissionError as error:
        print(
            f"\nGeen toegang tot {error.filename}.\n"
            "Waarschijnlijk is deze map eerder gebruikt door een andere gebruiker (bijvoorbeeld root).\n"
            "Werk als die gebruiker, of maak voor uzelf een eigen kloon.",
            file=sys.stderr,
        )
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
