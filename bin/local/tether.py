"""
Starts a program that ends when whoever started it ends, however that comes about. Linux only; elsewhere it just starts.

    python -m local.tether [--user UID:GID] SIGNAL PROGRAM [ARGUMENT...]

Gives up root first when told to: giving it up later would cut the tether.
"""

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    starter = os.getppid()
    if arguments[0] == "--user":
        uid, gid = (int(number) for number in arguments[1].split(":"))
        arguments = arguments[2:]
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(arguments[0]), 0, 0, 0)
        if os.getppid() != starter:  # it ended before the tether was tied
            os.kill(os.getpid(), signal.SIGKILL)
    os.execv(arguments[1], arguments[1:])  # noqa: S606 - starting what it was told to start is what this is for


if __name__ == "__main__":
    main(sys.argv[1:])
