"""What would be lost: the reason, when the engine's server ends by itself."""

import os
import signal
from pathlib import Path

import pytest

from carelane.adapters.temporal_server import (
    ServerEnded,
    ServerOptions,
    TemporalServer,
    free_port,
)


def test_a_server_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    server = TemporalServer(ServerOptions(free_port(), tmp_path / "temporal.db"))
    server.start()
    os.kill(server.pid, signal.SIGKILL)
    os.waitid(os.P_PID, server.pid, os.WEXITED | os.WNOWAIT)
    with pytest.raises(ServerEnded, match="ended by itself with -9"):
        server.stop()
    server.stop()


def start_and_stop(server: TemporalServer) -> None:
    """Start it; should another server answer in its place, then it is found out at the end."""
    server.start()
    os.waitid(os.P_PID, server.pid, os.WEXITED | os.WNOWAIT)
    server.stop()


def test_a_port_that_another_server_has_is_told_at_the_start(tmp_path: Path) -> None:
    with TemporalServer(ServerOptions(free_port(), tmp_path / "one.db")) as first:
        second = TemporalServer(ServerOptions(first.options.port, tmp_path / "two.db"))
        with pytest.raises(ServerEnded, match="address already in use"):
            start_and_stop(second)


def test_a_file_that_is_no_database_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "temporal.db").write_text("no database at all, but text of some length " * 99)
    with pytest.raises(ServerEnded, match="with 1"):
        TemporalServer(ServerOptions(free_port(), tmp_path / "temporal.db")).start()
