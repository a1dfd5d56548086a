"""What would be lost: data after an upgrade, or a start of two processes at once."""

import subprocess
import sys
import time
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint, inspect, text

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


def test_slots_of_before_keep_their_cases(database_url: str) -> None:
    """Revision 0032: a booked slot is somebody's appointment, and taking the revision back keeps it too."""
    engine = open_engine(database_url, foreign_keys=False)
    with engine.begin() as connection:
        command.downgrade(schema._config(connection), "0031")
        connection.execute(
            text(
                "INSERT INTO institutions (code, name, name_en, kind, level, time_zone, calendar, capabilities, phone) "
                "VALUES ('H', 'H', 'H', 'HOS', '', 'Asia/Shanghai', '{}', '{}', '')"
            )
        )
        for name, state, case in (("a", "free", None), ("b", "held", "c1"), ("c", "booked", "c2")):
            until = "2027-01-01 08:00:00.000000" if state == "held" else None
            slot = {"id": name, "state": state, "case": case, "until": until}
            connection.execute(text(_SLOT), slot)
        before = connection.execute(text(_SLOTS)).all()
    schema.upgrade(database_url)
    with engine.begin() as connection:
        held = text("SELECT resource_id, state, instance_id FROM resource_holds ORDER BY 1")
        assert connection.execute(held).all() == [("b", "held", "c1"), ("c", "committed", "c2")]
        kinds = text("SELECT id, kind, category FROM resources ORDER BY 1")
        assert connection.execute(kinds).all() == [(each, "slot", "opd") for each in "abc"]
        command.downgrade(schema._config(connection), "0031")
        assert connection.execute(text(_SLOTS)).all() == before
    engine.dispose()


_SLOT = """INSERT INTO resource_slots (id, institution_code, kind, specialty, place, starts_at, state, held_by_case,
    hold_expires_at, version) VALUES (:id, 'H', 'opd', 's', 'p', '2027-01-02 08:00:00.000000', :state, :case, :until, 0)"""
_SLOTS = "SELECT id, kind, specialty, place, starts_at, state, held_by_case, hold_expires_at FROM resource_slots ORDER BY id"
