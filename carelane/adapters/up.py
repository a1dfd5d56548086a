"""`carelane up`: the whole product on one machine, started in order and kept running.

Input: the settings. Starts what is not given by address (the embedded Temporal server), brings the database
to this version, then runs worker, scheduler and web as child processes under the supervisor.
"""

import asyncio
import fcntl
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, repeat
from pathlib import Path

from carelane.adapters import row_security
from carelane.adapters.database import open_database
from carelane.adapters.keyring import Keyring
from carelane.adapters.library import release_library
from carelane.adapters.schema import upgrade
from carelane.adapters.supervisor import Part, Supervisor
from carelane.adapters.temporal_server import HOST, ServerOptions, free_port, wait_ready
from carelane.domain.errors import AlreadyRunning
from carelane.settings import Settings

Tell = Callable[[str], None]
WEB_READY_WITHIN = 60.0


def run_everything(settings: Settings, tell: Tell, after_start: list[str]) -> None:
    """Run the product until it is told to stop (Ctrl-C, SIGTERM).

    ``after_start`` is a `carelane` command line that runs once when all is up (empty: none). Raises
    `AlreadyRunning`, and whatever a database that cannot be opened raises.
    """
    with only_one(settings.data_dir), Supervisor(settings.data_dir / "logs", tell) as supervisor:
        signal.signal(signal.SIGTERM, supervisor.stop)
        signal.signal(signal.SIGINT, supervisor.stop)
        upgrade(settings.database, tell)
        if settings.row_security:
            row_security.install(settings.database, tell)
        database = open_database(settings.database)
        Keyring(settings.keys, database).check()
        release_library(database)
        port = _web_port(settings, tell)
        url = f"http://{settings.web_host}:{port}"
        address = settings.temporal_address or _start_temporal(settings, supervisor, url)
        environment = {
            "CARELANE_DATA_DIR": str(settings.data_dir.resolve()),
            "CARELANE_TEMPORAL_ADDRESS": address,
            "CARELANE_TEMPORAL_UI_ORIGIN": _ui_origin(settings),
            "CARELANE_WEB_PORT": str(port if port == settings.web_port else 0),
        }
        monitors = _monitor_ports(settings)
        web = environment | {"CARELANE_WEB_PORT": str(port)} | next(monitors)
        supervisor.add(Part("web", carelane("web"), web))
        if settings.smtp_host and not settings.public_url and port != settings.web_port:
            tell(
                "Mails hold no links, for this port may be another one tomorrow: set CARELANE_PUBLIC_URL."
            )
        if not settings.temporal_address:
            asyncio.run(wait_ready(address))
        supervisor.add(Part("scheduler", carelane("scheduler"), environment | next(monitors)))
        for number in range(1, settings.workers + 1):
            worker = Part(f"worker-{number}", carelane("worker"), environment | next(monitors))
            supervisor.add(worker)
        if _answers(f"{url}/api/health/live"):
            tell(f"Carelane is running at {settings.public_url or url}  (Ctrl-C ends it)")
        else:
            tell(f"The web part does not answer; its log: {settings.data_dir / 'logs' / 'web.log'}")
        if after_start:
            name = after_start[0]
            supervisor.add(Part(name, carelane(*after_start), environment, once=True))
        supervisor.watch()
        tell("Ending ...")
        settings.embedded_temporal.unlink(missing_ok=True)


def carelane(*arguments: str) -> list[str]:
    """Give the command line of another `carelane` process with this Python."""
    return [sys.executable, "-m", "carelane.cli", *arguments]


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Hold the data folder's lock: two sets of servers on the same files would lose data.

    Raises `AlreadyRunning`.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (data_dir / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another `carelane up` is using {data_dir}; end it, or set CARELANE_DATA_DIR"
            raise AlreadyRunning(message) from None
        yield


def _start_temporal(settings: Settings, supervisor: Supervisor, url: str) -> str:
    """Start the embedded server under the supervisor and say where it is, to other commands too.

    Its web pages, where wanted, have payloads decrypted by ours at ``url``.
    """
    options = ServerOptions(
        free_port(),
        settings.data_dir.resolve() / "temporal.db",
        ui_port=settings.temporal_ui_port or None,
        codec_endpoint=f"{settings.public_url or url}/api/codec",
    )
    supervisor.add(Part("temporal", options.command()))
    settings.embedded_temporal.write_text(options.address, "ascii")
    return options.address


def _ui_origin(settings: Settings) -> str:
    """Say from where Temporal's web pages ask us."""
    if settings.temporal_ui_origin or not settings.temporal_ui_port:
        return settings.temporal_ui_origin
    return f"http://{HOST}:{settings.temporal_ui_port}"


def _monitor_ports(settings: Settings) -> Iterator[dict[str, str]]:
    """Give each process its port for health and metrics: one after the other, or free ones."""
    for port in count(settings.monitor_port) if settings.monitor_port else repeat(0):
        yield {"CARELANE_MONITOR_PORT": str(port)}


def _web_port(settings: Settings, tell: Tell) -> int:
    """Take the port of the settings, or a free one where somebody else has it."""
    if settings.web_port == 0:
        return free_port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web_host, settings.web_port))
        except OSError:
            port = free_port()
            tell(f"Port {settings.web_port} is taken; using {port}.")
            return port
    return settings.web_port


def _answers(url: str) -> bool:
    """Wait until the address answers."""
    deadline = time.monotonic() + WEB_READY_WITHIN
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own http address
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    return False
