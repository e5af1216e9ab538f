"""A taken port gives the next free one, and two demonstrations at once never get the same."""

import socket

import pytest

from local import ports


def test_a_taken_port_gives_the_next_free_one():
    with ports.listen(ports.free()) as first, ports.listen(first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_a_port_that_others_use_on_all_addresses_is_taken():
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))  # noqa: S104 - that is the point
        other.listen()
        with ports.listen(other.getsockname()[1]) as ours:
            assert ours.getsockname()[1] != other.getsockname()[1]


def test_the_door_is_open_before_anyone_is_told():
    with ports.listen(ports.free()) as door, socket.create_connection(door.getsockname(), timeout=1):
        pass


def test_no_free_port_is_said():
    with pytest.raises(OSError, match="geen vrije poort"):
        ports.listen(65536)
