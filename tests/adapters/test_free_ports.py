"""What would be lost: the engine's server, when the port found for it is given to another program before it listens."""

import socket
import struct

import pytest

from carelane.adapters.temporal_server import HOST, free_port

IP_LOCAL_PORT_RANGE = 51
"""Linux 6.3 and newer: from which ports this socket is given one."""


@pytest.mark.parametrize("reuse", [0, 1])
def test_a_port_found_free_is_given_to_nobody_who_asks_for_any(reuse: int) -> None:
    port = free_port()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
        try:
            only = struct.pack("I", port << 16 | port)
            other.setsockopt(socket.IPPROTO_IP, IP_LOCAL_PORT_RANGE, only)
        except OSError:
            pytest.skip("this kernel cannot be asked for one port of all")
        with pytest.raises(OSError, match="in use"):
            other.bind((HOST, 0))


def test_a_server_may_have_the_port_at_once() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((HOST, free_port()))
        server.listen()
