"""Free ports of this machine, seen from 127.0.0.1."""

import socket
from contextlib import ExitStack

HOST = "127.0.0.1"
TRIES = 100


def free() -> int:
    """A port that nobody uses now. Whoever takes it must be ready to try another."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


def listen(wanted: int) -> socket.socket:
    """The first free port from the wanted one on, already listening: so nobody can take it in between.

    A port that is only free on IPv4 counts as taken: for a browser, localhost may be the other one.
    """
    for port in range(wanted, min(wanted + TRIES, 65536)):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
            if _taken_on_ipv6(port):
                raise OSError
            door.listen(128)
        except OSError:
            door.close()
        else:
            return door
    raise OSError(f"geen vrije poort vanaf {wanted}")


def _taken_on_ipv6(port: int) -> bool:
    with ExitStack() as stack:
        try:
            door = stack.enter_context(socket.socket(socket.AF_INET6))
            door.settimeout(0.5)
            return door.connect_ex(("::1", port)) == 0
        except OSError:
            return False
