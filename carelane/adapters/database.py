"""The database engine: SQLite by default, PostgreSQL by address, the same promises on both.

SQLite: write-ahead log, every commit on disk, foreign keys on, and a writer takes the write lock when its
transaction begins, so that two writers wait for each other instead of failing half way. Parameters of a failed
statement never stand in its error: they are patients' data.
"""

import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import StaticPool

from carelane.services.scratch import Scratch
from carelane.services.transaction import Clock, Database, utc_now

BUSY_MILLISECONDS = 15_000
_WAL_POLL_SECONDS = 0.02
_NOTICE_DEAD_HOSTS = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A server that is gone without a word is noticed within seconds; the kernel's default is hours."""


def open_database(url: str, clock: Clock = utc_now) -> Database:
    """Open the database at ``url`` (see `Settings.database`) without touching its tables."""
    return Database(open_engine(url), clock)


def open_scratch(clock: Clock = utc_now) -> Scratch:
    """Make an empty database in memory, to see what the rows of a case should be."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    return Scratch(engine, clock)


def open_engine(url: str, *, foreign_keys: bool = True) -> Engine:
    """Make the engine for ``url``. Only migrations turn foreign keys off, to rebuild tables."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, foreign_keys=foreign_keys)
    return _postgresql(parsed)


def _postgresql(url: URL) -> Engine:
    """Use psycopg, find out about dead connections before a use case does."""
    if url.get_backend_name() != "postgresql":
        message = f"no such kind of database: {url.get_backend_name()}"
        raise ValueError(message)
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, **_NOTICE_DEAD_HOSTS},
    )


def _sqlite(url: URL, *, foreign_keys: bool) -> Engine:
    """Make an engine whose connections keep the promises of this module."""
    engine = create_engine(
        url, hide_parameters=True, pool_size=10, max_overflow=10, pool_timeout=30
    )

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see `begun`
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        _use_write_ahead_log(connection)
        for pragma in (
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "cache_size=-32000",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("carelane_read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to its write-ahead log, or wait while another process does it.

    SQLite does not apply its busy timeout to this switch: of two processes that meet a new file at once, the
    second is told "locked" at once.
    """
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_WAL_POLL_SECONDS)
        else:
            return
