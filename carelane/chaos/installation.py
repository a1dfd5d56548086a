"""The system under test: the real product as processes under its own supervisor, in a folder of its own.

PostgreSQL where there is one (else SQLite), the embedded Temporal server on its file, two workers, web and
scheduler. The workers live in other time zones than this process, and the clock of the second one steps.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from carelane.adapters.schema import upgrade
from carelane.adapters.supervisor import Part
from carelane.adapters.temporal_server import HOST, ServerOptions, free_port, wait_ready
from carelane.adapters.up import carelane
from carelane.chaos.keeper import read_pids, write_config
from carelane.chaos.worker import STEPPING
from carelane.domain.errors import DatabaseUnavailable
from carelane.settings import Settings

COMPONENTS = ("worker", "temporal", "database", "web", "scheduler")
WORKERS = ("worker-1", "worker-2")
_ZONES = {"worker-1": "Pacific/Kiritimati", "worker-2": "America/St_Johns"}
_DATABASE_WITHIN = 60.0
_END_WITHIN = 40.0


@dataclass
class Installation:
    """An installation of the product. ``database`` is the part that runs PostgreSQL, None with SQLite."""

    folder: Path
    database: Part | None
    database_url: str
    temporal: ServerOptions = field(init=False)
    web_port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.temporal = ServerOptions(free_port(), self.folder / "temporal.db")
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        """The settings with which every process of the product runs."""
        return Settings(
            data_dir=self.folder,
            database_url=self.database_url,
            temporal_address=self.temporal.address,
            web_port=self.web_port,
        )

    def parts(self) -> list[Part]:
        """List what the supervisor keeps running, in order."""
        worker = [sys.executable, "-m", "carelane.chaos.worker"]
        product = dict.fromkeys(WORKERS, worker)
        product[WORKERS[-1]] = [*worker, STEPPING]
        product |= {"web": carelane("web"), "scheduler": carelane("scheduler")}
        first = [self.database] if self.database is not None else []
        first.append(Part("temporal", self.temporal.command()))
        return first + [
            Part(name, command, self._environment(name)) for name, command in product.items()
        ]

    def _environment(self, name: str) -> dict[str, str]:
        zone = {"TZ": _ZONES[name]} if name in _ZONES else {}
        return {
            "CARELANE_DATA_DIR": str(self.folder),
            "CARELANE_DATABASE_URL": self.database_url,
            "CARELANE_TEMPORAL_ADDRESS": self.temporal.address,
            "CARELANE_WEB_PORT": str(self.web_port),
            "CARELANE_MONITOR_PORT": "0",
            **zone,
        }

    def start(self) -> None:
        """Start everything and return when the servers answer and the database is of this version."""
        (self.folder / "pids.json").unlink(missing_ok=True)
        config = self.folder / "parts.json"
        write_config(config, self.parts(), self.folder)
        with (self.folder / "keeper.log").open("ab") as log:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own command line
                [sys.executable, "-m", "carelane.chaos.keeper", str(config)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._upgrade()
        asyncio.run(wait_ready(self.temporal.address))

    def _upgrade(self) -> None:
        """Bring the database to this version as soon as it answers."""
        deadline = time.monotonic() + _DATABASE_WITHIN
        while True:
            try:
                upgrade(self.settings.database)
            except DatabaseUnavailable:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def end(self) -> None:
        """End everything; nothing of it is left behind."""
        if self._keeper is None:
            return
        for name in read_pids(self.folder):
            self.send(name, signal.SIGCONT)
        self._keeper.terminate()
        try:
            self._keeper.wait(_END_WITHIN)
        except subprocess.TimeoutExpired:
            for name in read_pids(self.folder):
                self.send(name, signal.SIGKILL)
            self._keeper.kill()
            self._keeper.wait()
        self._keeper = None

    def cut(self) -> None:
        """Kill everything at once, and what would start it again first."""
        assert self._keeper is not None
        self._keeper.kill()
        self._keeper.wait()
        self._keeper = None
        for name in read_pids(self.folder):
            self.send(name, signal.SIGKILL)

    def pid(self, name: str) -> int | None:
        """Give the process id of a part, if it runs."""
        return read_pids(self.folder).get(name)

    def send(self, name: str, number: signal.Signals) -> int | None:
        """Send a signal to a part and all its own processes; give the part's process id if it ran."""
        pid = self.pid(name)
        for each in [] if pid is None else [pid, *_children(pid)]:
            try:
                os.kill(each, number)
            except ProcessLookupError:
                continue
        return pid

    @property
    def web(self) -> str:
        """The address of the web part."""
        return f"http://{HOST}:{self.web_port}"


def _children(pid: int) -> list[int]:
    """List the child processes of a process: PostgreSQL has one a connection."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        return []
    return [int(child) for child in listed.split()]
