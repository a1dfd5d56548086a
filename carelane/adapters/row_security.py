"""Puts the policies of `carelane.domain.row_policies` into a PostgreSQL database, and looks whether they are there.

The tables' owner (worker, scheduler, command line) is not bound by them. The web part reads as the role
`carelane_reader`, which is no login, owns nothing and may only read. Installing again changes nothing.
"""

from collections.abc import Callable

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import ProgrammingError

from carelane.adapters.database import open_engine
from carelane.domain.errors import RowSecurityUnusable
from carelane.domain.row_policies import FUNCTIONS, OPEN, POLICIES, condition
from carelane.services.transaction import READER

Progress = Callable[[str], None]
_LOCK = 0x43_41_52_52


def install(url: str, progress: Progress = lambda _line: None) -> None:
    """Write role, grants and policies. Raises `RowSecurityUnusable`."""
    if make_url(url).get_backend_name() != "postgresql":
        raise RowSecurityUnusable("row-level security needs PostgreSQL (CARELANE_DATABASE_URL)")
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            _role(connection)
            _policies(connection)
    finally:
        engine.dispose()
    progress(f"Row-level security: {len(POLICIES)} tables have policies.")


def _role(connection: Connection) -> None:
    """Make the role, where the administrator has not done so, and let ourselves become it."""
    try:
        _make(connection)
    except ProgrammingError as error:
        raise RowSecurityUnusable(
            f"the database's user may not make the role: let its administrator run "
            f"`CREATE ROLE {READER} NOLOGIN; GRANT {READER} TO <user>`, then migrate once more"
        ) from error


def _make(connection: Connection) -> None:
    known = text("SELECT 1 FROM pg_roles WHERE rolname = :name")
    if connection.execute(known, {"name": READER}).first() is None:
        connection.execute(text(f"CREATE ROLE {READER} NOLOGIN"))
    member = text("SELECT pg_has_role(current_user, :name, 'MEMBER')")
    if not connection.execute(member, {"name": READER}).scalar():
        connection.execute(text(f"GRANT {READER} TO CURRENT_USER"))
    connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {READER}"))


def _policies(connection: Connection) -> None:
    for function in FUNCTIONS:
        connection.execute(text(function))
    for table in (*POLICIES, *OPEN):
        connection.execute(text(f"GRANT SELECT ON {table} TO {READER}"))
    for table in POLICIES:
        connection.execute(text(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
        connection.execute(text(f"DROP POLICY IF EXISTS carelane_reading ON {table}"))
        connection.execute(
            text(
                f"CREATE POLICY carelane_reading ON {table} FOR SELECT TO {READER} "
                f"USING ({condition(table)})"
            )
        )


def remove(connection: Connection) -> None:
    """Take the policies away, because revisions change what they name; what reads by them sees nothing meanwhile."""
    asked = text("SELECT tablename FROM pg_policies WHERE policyname = 'carelane_reading'")
    for (table,) in connection.execute(asked).all():
        connection.execute(text(f'DROP POLICY carelane_reading ON "{table}"'))


def check(url: str) -> None:
    """Raise `RowSecurityUnusable` where policies are missing: then nothing may be served as if they were there."""
    if make_url(url).get_backend_name() != "postgresql":
        raise RowSecurityUnusable("row-level security needs PostgreSQL (CARELANE_DATABASE_URL)")
    engine = open_engine(url)
    asked = text("SELECT tablename FROM pg_policies WHERE policyname = 'carelane_reading'")
    try:
        with engine.connect() as connection:
            found = {row[0] for row in connection.execute(asked)}
    finally:
        engine.dispose()
    missing = sorted(set(POLICIES) - found)
    if missing:
        raise RowSecurityUnusable(
            f"no policy on {', '.join(missing)}: run `carelane migrate` with CARELANE_ROW_SECURITY"
        )
