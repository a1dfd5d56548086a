"""What a thief of Temporal's file, of a log or of a metric would learn about patients: nothing."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from carelane.adapters import metrics
from carelane.adapters.database import open_database
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, executable, free_port
from carelane.services.transaction import Database
from tests.durable.canaries import Canaries, forms, leaked

PROGRAM = Path(__file__).with_name("leak_everything.py")
RUNS = ("encrypted", "plain")
NEVER_STORED = ("refused task", ": refused", ": query")
"""What Temporal answers and forgets; it is seen in the log of the worker."""


@dataclass
class Traces:
    """What one run has left behind."""

    canaries: dict[str, str]
    stored: list[bytes]
    shown: list[bytes]
    logs: list[bytes]
    metrics: bytes


@pytest.fixture(scope="module")
def traces(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Traces]:
    """What a run with encryption has left behind, and one without; the two run side by side."""

    def run_in_a_folder(how: str) -> Traces:
        folder = tmp_path_factory.mktemp(how)
        shutil.copy(seeded_template, folder / "carelane.db")
        database = open_database(f"sqlite:///{folder / 'carelane.db'}")
        try:
            return run(how, folder, database)
        finally:
            database.engine.dispose()

    with ThreadPoolExecutor() as threads:
        return dict(zip(RUNS, threads.map(run_in_a_folder, RUNS), strict=True))


def run(how: str, folder: Path, database: Database) -> Traces:
    """Plant everything on a server of its own and gather what is left."""
    log = folder / "temporal.log"
    file = folder / "temporal.db"
    with TemporalServer(ServerOptions(free_port(), file), log) as server:
        url = database.engine.url.render_as_string(hide_password=False)
        command = [sys.executable, str(PROGRAM), server.address, url, how]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        shown = list(visible(server.address))
    said, _, canaries = done.stdout.rstrip().rpartition(b"\n")
    return Traces(
        canaries=json.loads(canaries),
        stored=[*(part.read_bytes() for part in folder.glob("temporal.db*")), *rows(file)],
        shown=shown,
        logs=[said, done.stderr, log.read_bytes()],
        metrics=metrics_of(database),
    )


def metrics_of(database: Database) -> bytes:
    """What a process tells of itself and of the installation."""
    registry = metrics.own_registry()
    registry.register(metrics.Installation(database))
    return metrics.text(registry)()


def rows(file: Path) -> Iterator[bytes]:
    """Every value of every table: a value that is longer than a page is in pieces in the file."""
    with closing(sqlite3.connect(file)) as opened:
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in opened.execute(f'SELECT * FROM "{table}"'):
                parts = (each if isinstance(each, bytes) else str(each).encode() for each in row)
                yield b"\0".join(parts)


def visible(address: str) -> Iterator[bytes]:
    """What Temporal's own tools show to anybody who reaches the server."""

    def temporal(*arguments: str) -> bytes:
        command = [executable(), *arguments, "--address", address, "-o", "json"]
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout

    listed = temporal("workflow", "list")
    yield listed
    for found in json.loads(listed):
        which = ("-w", found["execution"]["workflowId"], "-r", found["execution"]["runId"])
        yield temporal("workflow", "show", *which)
        yield temporal("workflow", "describe", *which)


def test_a_patient_would_be_found_in_the_store_the_tools_or_the_logs(
    traces: dict[str, Traces],
) -> None:
    left = traces["encrypted"]
    assert len(left.canaries) > 60
    assert sum(map(len, left.stored)) > 10**5
    assert len(left.shown) > 20
    assert leaked(left.canaries, left.stored) == set()
    assert leaked(left.canaries, left.shown) == set()
    assert leaked(left.canaries, left.logs) == set()
    assert b"carelane_" in left.metrics
    assert leaked(left.canaries, [left.metrics]) == set()


def test_the_search_would_find_nothing_anyway(traces: dict[str, Traces]) -> None:
    """Without encryption every place that is stored is found: no channel above is silent by chance."""
    left = traces["plain"]
    stored = {place for place in left.canaries if not place.endswith(NEVER_STORED)}
    assert stored - leaked(left.canaries, left.stored) == set()
    assert leaked(left.canaries, left.shown)
    in_logs = leaked(left.canaries, left.logs)
    assert {"job exception", "poison"} <= in_logs


@pytest.mark.parametrize("place", [f"place {number}" for number in range(5)])
def test_a_form_would_be_overlooked(place: str) -> None:
    canaries = Canaries()
    value = canaries[place]
    for form in forms(value):
        assert leaked(canaries, [b"x" * 7 + form + b"y" * 7]) == {place}
    assert leaked(canaries, [b"nothing of the kind"]) == set()
