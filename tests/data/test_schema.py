"""What would be lost: data after an upgrade, or a start of two processes at once."""

import subprocess
import sys
import time
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint, inspect

from carelane.adapters import schema
from carelane.adapters.database import open_engine
from carelane.adapters.supervisor import die_with_parent
from carelane.domain.tables import metadata
from carelane.services.transaction import Database


def test_migrations_and_models_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_foreign_key_has_an_index() -> None:
    bare = []
    for table in metadata.tables.values():
        leading = {tuple(index.columns.keys())[:1] for index in table.indexes}
        leading |= {tuple(table.primary_key.columns.keys())[:1]}
        leading |= {
            tuple(constraint.columns.keys())[:1]
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
        }
        bare += [
            f"{table.name}.{key.parent.name}"
            for key in table.foreign_keys
            if (key.parent.name,) not in leading
        ]
    assert bare == []


def test_an_upgrade_of_an_upgraded_database_does_nothing(database_url: str) -> None:
    lines: list[str] = []
    schema.upgrade(database_url, lines.append)
    assert lines == []
    assert schema.pending(database_url) == ()


def test_every_revision_can_be_taken_back(database_url: str) -> None:
    engine = open_engine(database_url, foreign_keys=False)
    with engine.begin() as connection:
        command.downgrade(schema._config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    lines: list[str] = []
    schema.upgrade(database_url, lines.append)
    assert len(lines) == len(schema_revisions())


def test_two_processes_that_start_at_once_upgrade_once(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/new/carelane.db"
    program = f"from carelane.adapters import schema; schema.upgrade({url!r}, print)"
    arguments = [sys.executable, "-c", program]
    both = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(len(output.splitlines()) for output in said) == [0, len(schema_revisions())]


def test_processes_that_open_a_new_file_at_once_all_get_in(tmp_path: Path) -> None:
    program = (
        "import sys, time; from carelane.adapters.database import open_engine; from pathlib import Path\n"
        "folder, me = Path(sys.argv[1]), sys.argv[2]\n"
        "for turn in range(4):\n"
        "    (folder / f'ready{turn}-{me}').touch()\n"
        "    while not (folder / f'gate{turn}').exists(): time.sleep(0.001)\n"
        "    open_engine(f'sqlite:///{folder}/{turn}.db').connect().close()"
    )
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), str(me)],
            preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
        )
        for me in range(4)
    ]
    for turn in range(4):
        while len([*tmp_path.glob(f"ready{turn}-*")]) < len(openers):
            assert not any(opener.poll() for opener in openers)
            time.sleep(0.01)
        (tmp_path / f"gate{turn}").touch()
    assert [opener.wait(timeout=60) for opener in openers] == [0, 0, 0, 0]


def schema_revisions() -> list[str]:
    return [path.name for path in (schema.MIGRATIONS / "versions").glob("0*.py")]


def test_sqlite_keeps_every_commit_on_disk(sqlite_address: str) -> None:
    engine = open_engine(sqlite_address)
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
