"""One transaction per use case: the only file in the project that commits.

A `Database` is an engine and a clock; adapters build it (`carelane.adapters.database`). A use case opens
``with database.transaction() as session`` once; leaving the block commits, an exception rolls back.
"""

import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import starmap

from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from carelane.domain.errors import DatabaseUnavailable, UnusableText
from carelane.domain.worklist_entries import desk, person_desk

Clock = Callable[[], datetime]
TURN_WITHIN = 15.0
"""Seconds that a writer waits for the others of its process."""
READ_ONLY = {"carelane_read_only": True}
"""Execution option that lets SQLite start a transaction without the write lock."""


READER = "carelane_reader"
"""PostgreSQL's role for reading on behalf of a person, where row-level security is on."""
_RESTRICT = text(
    "SELECT set_config('carelane.person', :person, true), set_config('carelane.people', :people, true), "
    "set_config('carelane.places', :places, true), "
    "set_config('carelane.roles', :roles, true), set_config('carelane.desks', :desks, true), "
    "set_config('carelane.supervises', :supervises, true), "
    "set_config('carelane.everywhere', :everywhere, true), "
    "set_config('carelane.clinical', :clinical, true), "
    "set_config('carelane.privacy', :privacy, true), set_config('role', :role, true)"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the reading of a person may go, as PostgreSQL's policies know it (`carelane.domain.row_policies`).

    ``owns`` are memberships as institution and role, ``supervises`` codes of institutions; ``everywhere`` for those who see
    what is technical of every case, ``clinical`` for those who may search the registry of patients, ``privacy`` for those
    who see every consent and retrieval. ``absent`` are the people for whom this one stands in; what their roles own
    stands in ``owns``.
    """

    person: str = ""
    owns: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    supervises: tuple[str, ...] = ()
    everywhere: bool = False
    clinical: bool = False
    privacy: bool = False

    def settings(self) -> dict[str, str]:
        """Give the settings of a transaction."""
        return {
            "person": self.person,
            "people": "\n".join((self.person, *self.absent)),
            "places": "\n".join(place for place, _role in self.owns),
            "roles": "\n".join(role for _place, role in self.owns),
            "desks": "\n".join(
                (
                    *starmap(desk, self.owns),
                    *map(person_desk, (self.person, *self.absent)),
                )
            ),
            "supervises": "\n".join(self.supervises),
            "everywhere": "on" if self.everywhere else "off",
            "clinical": "on" if self.clinical else "off",
            "privacy": "on" if self.privacy else "off",
            "role": READER,
        }


WhoseReach = Callable[[], Reach | None]
"""Says on whose behalf something is read at this moment; None for a machine's own work."""


def utc_now() -> datetime:
    """Give the present moment; the clock of production."""
    return datetime.now(UTC)


class Database:
    """Where rows live, and what time it is."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        """Keep the engine and the clock; nothing is opened yet."""
        self.engine = engine
        self.clock = clock
        self._reach: WhoseReach | None = None
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None

    def now(self) -> datetime:
        """Give the present moment by this database's clock."""
        return self.clock()

    def on_behalf(self, whose: WhoseReach) -> "Database":
        """Give the same database, whose readings meet only rows within somebody's reach (PostgreSQL only)."""
        bound = copy.copy(self)
        bound._reach = whose  # noqa: SLF001 - a copy of ourselves
        return bound

    def as_machine(self) -> "Database":
        """Give the same database for work that no person asks for, such as handing over a message."""
        free = copy.copy(self)
        free._reach = None  # noqa: SLF001 - a copy of ourselves
        return free

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
            connection = session.connection(execution_options=READ_ONLY)
            reach = self._reach() if self._reach else None
            if reach is not None:
                connection.execute(_RESTRICT, reach.settings())
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
