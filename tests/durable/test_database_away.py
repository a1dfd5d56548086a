"""What an outage of the database may cost: time, and nothing else."""

from pathlib import Path

import pytest

from carelane.domain.errors import CaseUnavailable
from carelane.domain.wire import CompleteTask
from tests.durable.site import Site


def move(folder: Path, name: str, new_name: str) -> None:
    """Rename a database file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        file = folder / f"{name}{suffix}"
        if file.exists():
            file.rename(folder / f"{new_name}{suffix}")


def test_a_database_outage_would_lose_a_completed_task(site: Site, tmp_path: Path) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    site.database.engine.dispose()
    move(tmp_path, "carelane.db", "away.db")
    (tmp_path / "carelane.db").mkdir()  # nothing can open a folder as a database
    command = CompleteTask("while away", task.task_id, {"note": "kept"}, "li")
    with pytest.raises(CaseUnavailable):
        site.door(patience=3).complete_task(case, command)
    (tmp_path / "carelane.db").rmdir()
    move(tmp_path, "away.db", "carelane.db")
    assert site.cases.complete_task(case, command).outcome == "done"
    site.complete(case, "read")
    row = site.ended(case)
    assert (row.state, row.variables["note"]) == ("completed", "kept")
