"""One transaction per use case: the only file in the project that commits.

A `Database` is an engine and a clock; adapters build it (`carelane.adapters.database`). A use case opens
``with database.transaction() as session`` once; leaving the block commits, an exception rolls back.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from carelane.domain.errors import DatabaseUnavailable, UnusableText

Clock = Callable[[], datetime]
TURN_WITHIN = 15.0
"""Seconds that a writer waits for the others of its process."""
READ_ONLY = {"carelane_read_only": True}
"""Execution option that lets SQLite start a transaction without the write lock."""


def utc_now() -> datetime:
    """Give the present moment; the clock of production."""
    return datetime.now(UTC)


class Database:
    """Where rows live, and what time it is."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        """Keep the engine and the clock; nothing is opened yet."""
        self.engine = engine
        self.clock = clock
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None

    def now(self) -> datetime:
        """Give the present moment by this database's clock."""
        return self.clock()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Read and write in one transaction; commit at the end of the block."""
        with (
            self._one_writer(),
            translated(),
            Session(self.engine, expire_on_commit=False) as session,
        ):
            yield session
            session.commit()

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """Let SQLite's writers of this process queue: its own way of waiting sleeps and starves some."""
        if self._turn is None:
            yield
        elif self._turn.acquire(timeout=TURN_WITHIN):
            try:
                yield
            finally:
                self._turn.release()
        else:
            raise DatabaseUnavailable

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read in one consistent transaction that never takes a write lock."""
        with translated(), Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options=READ_ONLY)
            yield session


@contextmanager
def translated() -> Iterator[None]:
    """Turn 'away' and 'cannot be stored' of any driver into our own errors; leave the others alone."""
    try:
        yield
    except PoolTimeoutError as error:
        raise DatabaseUnavailable from error
    except (OperationalError, InterfaceError) as error:
        if "no such" in str(error.orig):
            raise  # SQLite's words for a table or column that is missing: ours to mend, not to wait for
        raise DatabaseUnavailable from error
    except DataError as error:
        raise UnusableText from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseUnavailable from error
        raise
