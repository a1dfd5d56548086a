"""What operators would give away or lose by typing a command about keys."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carelane.adapters.database import open_database
from carelane.adapters.keyring import Keyring
from carelane.adapters.schema import upgrade
from carelane.settings import Settings
from tests.commands import Said, carelane


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("CARELANE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CARELANE_DATA_DIR", str(tmp_path / "var"))
    settings = Settings()
    upgrade(settings.database)
    database = open_database(settings.database)
    ring = Keyring(settings.keys, database)
    ring.check()
    ring.make("HOS1")
    database.engine.dispose()
    return settings


def keys(*arguments: str) -> Said:
    return carelane("keys", *arguments)


def test_a_key_would_stand_on_the_terminal(installed: Settings, tmp_path: Path) -> None:
    ids = [each["id"] for each in json.loads(installed.keys.read_text())["keys"]]
    exported = tmp_path / "hos1.json"
    said = [
        keys("list"),
        keys("list", "--json"),
        keys("rotate", "HOS1"),
        keys("rotate", "--all"),
        keys("export", "HOS1", str(exported)),
        keys("destroy", ids[1], "--yes"),
        keys("readings"),
    ]
    assert [each.code for each in said] == [0] * len(said), said
    text = "".join(each.stdout + each.stderr for each in said)
    for file in (installed.keys, exported):
        for key in json.loads(file.read_text())["keys"]:
            assert key["material"] not in text
            assert key["material"][:16] not in text
    assert all(key in text for key in ids)
    assert exported.stat().st_mode & 0o777 == 0o600
    assert {each["institution"] for each in json.loads(exported.read_text())["keys"]} == {"HOS1"}
    assert ids[1] not in installed.keys.read_text()


def test_a_slip_would_destroy_or_overwrite_something(installed: Settings, tmp_path: Path) -> None:
    before = installed.keys.read_bytes()
    active = json.loads(before)["keys"][1]["id"]
    (tmp_path / "there.json").write_text("mine")
    for arguments, code, said in (
        (("rotate",), 2, "--all"),
        (("rotate", "HOS1", "--all"), 2, "name one"),
        (("rotate", "HOS9"), 1, "HOS9 has no key"),
        (("destroy", active), 2, "--yes"),
        (("destroy", active, "--yes"), 1, "rotate it first"),
        (("destroy", "nothing", "--yes"), 1, "there is no key nothing"),
        (("export", "HOS1", str(tmp_path / "there.json")), 1, "exists already"),
    ):
        done = keys(*arguments)
        assert (done.code, said in done.stderr) == (code, True), done
        assert len(done.stderr.splitlines()) == 1
    assert installed.keys.read_bytes() == before
    assert (tmp_path / "there.json").read_text() == "mine"


def test_the_product_would_start_without_the_keys_of_its_cases(installed: Settings) -> None:
    installed.keys.unlink()
    command = [sys.executable, "-m", "carelane.cli", "up"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "the key file lacks 2 of the keys" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not installed.keys.exists()
