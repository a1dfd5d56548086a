"""The socket on which the web server listens, as it has to be for answers to go out at once.

Streamlit makes it without naming TCP as its protocol. Python's asyncio then does not switch Nagle's algorithm off for its
connections, and whatever is sent in two pieces on a connection that is kept (every file's head and body, most messages of
a page) waits 40 ms for the browser's acknowledgement. Connections have the option from the socket that accepts them.
"""

import socket

from streamlit.web.server.starlette import starlette_server

_bound = starlette_server._bind_socket  # noqa: SLF001 - there is no public way to the server's socket


def bind(address: str, port: int, backlog: int) -> socket.socket:
    """Bind as Streamlit does, and send small pieces at once."""
    made = _bound(address, port, backlog)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def send_at_once() -> None:
    """Let the server that Streamlit starts in this process listen on such a socket."""
    starlette_server._bind_socket = bind  # noqa: SLF001 - as above
