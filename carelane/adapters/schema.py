"""Brings a database to this version: Alembic's revisions, run from inside the program.

Two processes may do it at once: the whole upgrade is one transaction under a lock, so the second waits and
then finds nothing to do.
"""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text

from carelane.adapters import row_security
from carelane.adapters.database import open_engine
from carelane.services import worklist_entries
from carelane.services.institutions import seed_roles
from carelane.services.transaction import Database, translated

Progress = Callable[[str], None]
MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x43_41_52_45  # "CARE"


def upgrade(url: str, progress: Progress = lambda _line: None) -> None:
    """Create or upgrade the database at ``url``, with its roles and its worklists; ``progress`` hears one line per revision.

    Policies of row-level security are taken away by it and have to be installed again. Raises `DatabaseUnavailable`.
    """
    _make_folder(url)
    engine = open_engine(url, foreign_keys=False)
    try:
        with translated():
            engine.connect().close()
        with engine.begin() as connection:
            _wait_for_others(connection)
            if connection.dialect.name == "postgresql" and _missing(
                connection, _config(connection)
            ):
                row_security.remove(connection)
            _run(connection, progress)
            _check_foreign_keys(connection)
        seed_roles(Database(engine))
        worklist_entries.mend(Database(engine))
    finally:
        engine.dispose()


def pending(url: str) -> tuple[str, ...]:
    """Name the revisions that ``url`` lacks, oldest first."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return _missing(connection, _config(connection))
    finally:
        engine.dispose()


def _make_folder(url: str) -> None:
    """Make the folder of an SQLite file that does not exist yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def _wait_for_others(connection: Connection) -> None:
    """PostgreSQL needs a lock of its own; SQLite's transaction holds the only write lock already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


def _config(connection: Connection) -> Config:
    """Point Alembic at our revisions and at the open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _missing(connection: Connection, config: Config) -> tuple[str, ...]:
    """Compare the revisions on disk with what the database says it has."""
    scripts = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_heads()
    wanted = scripts.iterate_revisions("heads", present or "base")
    return tuple(reversed([f"{script.revision}: {script.doc}" for script in wanted]))


def _run(connection: Connection, progress: Progress) -> None:
    """Say what is coming, then do it."""
    config = _config(connection)
    missing = _missing(connection, config)
    for line in missing:
        progress(line)
    if missing:
        command.upgrade(config, "head")


def _check_foreign_keys(connection: Connection) -> None:
    """Rebuilding SQLite tables happens with foreign keys off: look once more before the commit."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        message = f"the migration would leave rows without their parent in table {broken[0]}"
        raise RuntimeError(message)
