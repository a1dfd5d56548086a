"""Health and metrics of one process over HTTP, for service managers, load balancers and Prometheus.

``/live``: the process works (else it should be restarted). ``/ready``: it reaches what it needs (else it should
get no work). ``/metrics``: Prometheus text. A port of its own, so that none of it is on the people's address.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from prometheus_client import CONTENT_TYPE_LATEST

from carelane.adapters.readiness import trouble

FRESH_SECONDS = 2.0
"""For so long an answer about readiness is given again: many probes must not become load."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the server asks: ``live`` says whether the process works, ``ready`` gives ``ok`` or a code by name.

    ``metrics`` gives Prometheus text.
    """

    live: Callable[[], bool]
    ready: Callable[[], dict[str, str]]
    metrics: Callable[[], bytes]


class Monitor:
    """The HTTP server in a thread of its own; a context manager. ``port`` 0 takes a free one."""

    def __init__(self, host: str, port: int, answers: Answers) -> None:
        self._server = ThreadingHTTPServer((host, port), _handler(_Fresh(answers)))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where it listens, as host:port."""
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Fresh:
    """Asks for readiness once for all who ask within a moment."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._last: dict[str, str] = {}

    def ready(self) -> dict[str, str]:
        with self._lock:
            if time.monotonic() - self._asked > FRESH_SECONDS:
                self._last = self.answers.ready()
                self._asked = time.monotonic()
            return self._last


def _handler(fresh: _Fresh) -> type[BaseHTTPRequestHandler]:
    """Make the class that the server makes for every request."""

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "carelane", ""

        def do_GET(self) -> None:
            answers = {"/live": self._live, "/ready": self._ready, "/metrics": self._metrics}
            answer = answers.get(self.path)
            if answer is None:
                self._give(404, b"there are: /live /ready /metrics\n")
            else:
                answer()

        def _live(self) -> None:
            well = fresh.answers.live()
            self._give(200 if well else 503, b"alive\n" if well else b"stuck\n")

        def _ready(self) -> None:
            wrong = trouble(fresh.ready())
            self._give(503 if wrong else 200, f"{wrong or 'ready'}\n".encode())

        def _metrics(self) -> None:
            self._give(200, fresh.answers.metrics(), CONTENT_TYPE_LATEST)

        def _give(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its signature
            _log.debug(format, *args)

    return Handler
