"""bin/manage: manage.py in the environment of this clone. Its servers are started when nobody uses them yet."""

import signal
import subprocess
from contextlib import ExitStack

from local import failures, places, running


def main(arguments: list[str]) -> int:
    with ExitStack() as stack:
        environment = running.environment(stack, places.VAR)
        # Ctrl-C is for the command; we only wait for it, so that the database outlives it.
        signal.signal(signal.SIGINT, lambda *_: None)
        command = subprocess.Popen([str(places.PYTHON), str(places.ROOT / "manage.py"), *arguments], env=environment)
        signal.signal(signal.SIGTERM, lambda *_: command.terminate())
        return command.wait()


if __name__ == "__main__":
    failures.run(main)
