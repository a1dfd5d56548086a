"""What would be lost: every case, when the machine is."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from carelane.adapters.backup import back_up, elsewhere, restore
from carelane.adapters.up import only_one
from carelane.domain.errors import AlreadyRunning, BackupRefused
from carelane.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("CARELANE_")]:
        monkeypatch.delenv(name)
    settings = Settings(data_dir=tmp_path / "var")
    settings.data_dir.mkdir()
    for name in ("carelane.db", "temporal.db"):
        write(settings.data_dir / name, 1)
    return settings


def write(file: Path, value: int) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("CREATE TABLE IF NOT EXISTS things (value INTEGER)")
        opened.execute("INSERT INTO things VALUES (?)", (value,))
        opened.commit()


def values(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as opened:
        return [value for (value,) in opened.execute("SELECT value FROM things ORDER BY value")]


def test_a_restored_installation_holds_what_was_there_at_the_backup(
    settings: Settings, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(settings.data_dir / "temporal.db")) as busy:
        busy.execute("INSERT INTO things VALUES (2)")  # a server that writes, not committed yet
        back_up(settings, tmp_path / "copy")
        busy.commit()
    new = Settings(data_dir=tmp_path / "new")
    restore(new, tmp_path / "copy")
    assert values(new.data_dir / "temporal.db") == [1]
    assert values(new.data_dir / "carelane.db") == [1]
    assert values(settings.data_dir / "temporal.db") == [1, 2]


def test_nobody_else_can_read_a_backup(settings: Settings, tmp_path: Path) -> None:
    copies = back_up(settings, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o700
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o600}


def test_a_backup_that_was_cut_short_or_changed_is_refused(
    settings: Settings, tmp_path: Path
) -> None:
    (copy, _other) = back_up(settings, tmp_path / "copy")
    with copy.open("ab") as opened:
        opened.write(b"x")
    new = Settings(data_dir=tmp_path / "new")
    with pytest.raises(BackupRefused, match="changed"):
        restore(new, tmp_path / "copy")
    (tmp_path / "copy" / "manifest.json").unlink()
    with pytest.raises(BackupRefused, match="manifest"):
        restore(new, tmp_path / "copy")
    assert not (tmp_path / "new" / "carelane.db").exists()


def test_a_restore_overwrites_nothing(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "copy")
    write(settings.data_dir / "carelane.db", 3)
    with pytest.raises(BackupRefused, match="move it away"):
        restore(settings, tmp_path / "copy")
    assert values(settings.data_dir / "carelane.db") == [1, 3]
    with pytest.raises(BackupRefused, match="not empty"):
        back_up(settings, tmp_path / "copy")


def test_a_running_installation_is_not_restored_into(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "copy")
    new = Settings(data_dir=tmp_path / "new")
    with only_one(new.data_dir), pytest.raises(AlreadyRunning):
        restore(new, tmp_path / "copy")


def test_what_servers_of_their_own_hold_is_named(settings: Settings) -> None:
    outgrown = Settings(
        data_dir=settings.data_dir,
        database_url="postgresql://u:p@127.0.0.1/x",
        temporal_address="127.0.0.1:1",
    )
    assert elsewhere(settings) == []
    assert elsewhere(outgrown) == ["the database", "Temporal"]
    with pytest.raises(BackupRefused):
        back_up(outgrown, settings.data_dir / "copy")


def test_the_commands_say_what_they_did(settings: Settings, tmp_path: Path) -> None:
    def carelane(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "CARELANE_DATA_DIR": str(data)}
        command = [sys.executable, "-m", "carelane.cli", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    copy = str(tmp_path / "copy")
    made = carelane(settings.data_dir, "backup", copy)
    assert (made.returncode, "temporal.db" in made.stdout) == (0, True), made.stderr
    again = carelane(settings.data_dir, "restore", copy)
    assert (again.returncode, "move it away" in again.stderr) == (1, True)
    assert carelane(tmp_path / "new", "restore", copy).returncode == 0
