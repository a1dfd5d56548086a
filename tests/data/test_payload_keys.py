"""What would be lost with a key: every open case of an institution. And what a stolen look at the file would open."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from carelane.adapters import key_operations, keyring
from carelane.adapters.key_file import KeyFile
from carelane.adapters.keyring import GROUP, Keyring
from carelane.domain.errors import (
    Conflict,
    DatabaseUnavailable,
    KeyMissing,
    KeysUnusable,
    NotAllowedNow,
    NotFound,
)
from carelane.services.transaction import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "keys.json"


@pytest.fixture
def ring(path: Path, database: Database) -> Keyring:
    made = Keyring(path, database)
    made.check()
    return made


@pytest.mark.usefixtures("ring")
def test_anybody_on_the_machine_could_read_the_keys(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    path.chmod(0o640)
    with pytest.raises(KeysUnusable, match=rf"chmod 600 {path}"):
        Keyring(path).held()


@pytest.mark.usefixtures("ring")
def test_a_damaged_key_file_would_be_taken_for_an_empty_one(path: Path) -> None:
    whole = path.read_text()
    material = json.loads(whole)["keys"][0]["material"]
    for broken in (whole[:-20], whole.replace(material, material[:-8]), "[]", "", "\udcff"):
        path.write_bytes(broken.encode("utf-8", "surrogateescape"))
        with pytest.raises(KeysUnusable, match="damaged") as raised:
            Keyring(path).held()
        assert material[:20] not in str(raised.value)
        assert raised.value.__cause__ is None


def test_a_lost_key_file_would_be_replaced_by_one_that_opens_nothing(
    ring: Keyring, path: Path, database: Database
) -> None:
    (group,) = ring.held()
    path.unlink()
    for refused in (
        Keyring(path, database).check,
        lambda: Keyring(path, database).make("PRI1"),
        lambda: ring.make("PRI1"),
    ):
        with pytest.raises(KeysUnusable, match=group.id):
            refused()
    assert not path.exists()
    assert ring.find(group.id) == group  # a running process goes on


def test_an_old_copy_of_the_key_file_would_go_unnoticed(
    ring: Keyring, path: Path, database: Database
) -> None:
    old = path.read_bytes()
    lost = ring.make("PRI1")
    path.write_bytes(old)
    with pytest.raises(KeysUnusable, match=lost.id):
        Keyring(path, database).check()


def test_a_lost_key_could_never_be_written_off(
    ring: Keyring, path: Path, database: Database
) -> None:
    old = path.read_bytes()
    lost = ring.make("PRI1")
    path.write_bytes(old)
    fresh = Keyring(path, database)
    key_operations.destroy(fresh, lost.id)
    fresh.check()
    assert fresh.make("PRI1").id != lost.id


def test_a_destroyed_key_would_still_open_what_was_to_be_forgotten(ring: Keyring) -> None:
    old = ring.make("PRI1")
    with pytest.raises(NotAllowedNow):
        key_operations.destroy(ring, old.id)
    key_operations.rotate(ring, "PRI1")
    key_operations.destroy(ring, old.id)
    ring.check()
    with pytest.raises(KeyMissing, match=old.id):
        ring.find(old.id)
    with pytest.raises(NotFound):
        key_operations.destroy(ring, old.id)


def test_an_institution_would_get_two_keys_from_processes_that_ask_at_once(
    ring: Keyring, path: Path, database: Database
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from carelane.adapters.database import open_database\n"
        "from carelane.adapters.keyring import Keyring\n"
        "ring = Keyring(Path(sys.argv[1]), open_database(sys.argv[2]))\n"
        "print(*[ring.make(code).id for code in ('PRI1', 'HOS1', 'PRI2')])\n"
    )
    arguments = [sys.executable, "-c", program, str(path), url]
    asking = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = {process.communicate(timeout=60)[0] for process in asking}
    assert len(told) == 1
    assert [key.institution for key in ring.held()] == [GROUP, "PRI1", "HOS1", "PRI2"]
    assert " ".join(key.id for key in ring.held()[1:]) == told.pop().strip()


def test_a_first_start_of_two_processes_would_make_two_key_files(
    path: Path, database: Database
) -> None:
    rings = [Keyring(path, database) for _ in range(6)]
    starts = [threading.Thread(target=ring.check) for ring in rings]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len({ring.held() for ring in rings}) == 1
    assert len(rings[0].held()) == 1


@pytest.mark.usefixtures("ring")
def test_two_machines_with_key_files_of_their_own_would_not_read_each_other(
    tmp_path: Path, database: Database
) -> None:
    elsewhere = Keyring(tmp_path / "other" / "keys.json", database)
    with pytest.raises(KeysUnusable):
        elsewhere.check()


def test_a_running_process_would_go_on_with_a_replaced_key(
    ring: Keyring, path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "LOOK_EVERY", 0.01)
    running = Keyring(path, database)
    old = running.make("PRI1")
    new = key_operations.rotate(ring, "PRI1")
    time.sleep(0.02)
    assert running.active("PRI1") == new
    assert running.find(old.id).state == "decrypt-only"


def test_an_unknown_key_would_not_be_looked_for(
    ring: Keyring, path: Path, database: Database
) -> None:
    running = Keyring(path, database)
    running.held()
    assert running.find(ring.make("PRI1").id).institution == "PRI1"
    with pytest.raises(KeyMissing, match=r"0123456789abcdef.*put it back"):
        running.find("0123456789abcdef")


def test_a_hospitals_worker_would_get_the_keys_of_all(ring: Keyring, tmp_path: Path) -> None:
    for code in ("PRI1", "HOS1"):
        ring.make(code)
    key_operations.rotate(ring, "HOS1")
    target = tmp_path / "hos1.json"
    assert key_operations.export(ring, "HOS1", target, overwrite=False) == 2
    assert target.stat().st_mode & 0o777 == 0o600
    exported = Keyring(target)
    exported.check()
    assert [key.institution for key in exported.held()] == ["HOS1", "HOS1"]
    assert exported.active(exported.fallback) == ring.active("HOS1")
    with pytest.raises(KeysUnusable, match="export"):
        exported.make("PRI1")
    with pytest.raises(Conflict):
        key_operations.export(ring, "HOS1", target, overwrite=False)
    assert key_operations.export(ring, "HOS1", target, overwrite=True) == 2
    with pytest.raises(NotFound):
        key_operations.export(ring, "HOS9", tmp_path / "none.json", overwrite=False)


def test_an_installation_would_run_on_an_exported_file(
    tmp_path: Path, ring: Keyring, sqlite_address: str, open_other: Callable[[str], Database]
) -> None:
    ring.make("HOS1")
    target = tmp_path / "hos1.json"
    key_operations.export(ring, "HOS1", target, overwrite=False)
    with pytest.raises(KeysUnusable, match="exported"):
        Keyring(target, open_other(sqlite_address)).make("PRI1")


def test_a_first_key_would_be_made_while_nobody_can_say_whether_it_is_the_first(
    path: Path, open_other: Callable[[str], Database]
) -> None:
    away = open_other("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseUnavailable):
        Keyring(path, away).check()
    assert not path.exists()


def test_a_power_cut_while_a_key_is_made_would_leave_half_a_file(
    ring: Keyring, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def cut(_self: KeyFile, _target: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(OSError, match="power cut"):
        ring.make("PRI1")
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert ring.make("PRI1").institution == "PRI1"
