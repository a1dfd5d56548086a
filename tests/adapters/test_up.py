"""What would be lost: a command typed beside the running product would find no cases."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from carelane.adapters.cases import TemporalCases
from carelane.adapters.database import open_database
from carelane.domain.errors import CaseNotFound
from carelane.settings import Settings


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Settings]:
    """The whole product on a folder of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "carelane.cli", "up"],
        env={**os.environ, "CARELANE_DATA_DIR": str(tmp_path / "var"), "CARELANE_WEB_PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if "is running at" in line:
            break
    else:
        pytest.fail("".join(said))
    yield Settings(data_dir=tmp_path / "var")
    process.terminate()
    process.communicate(timeout=30)


@pytest.mark.durable
def test_a_command_beside_the_running_product_finds_its_cases(
    running: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CARELANE_TEMPORAL_ADDRESS", raising=False)
    assert running.keys.stat().st_mode & 0o777 == 0o600
    cases = TemporalCases(running, open_database(running.database))
    with pytest.raises(CaseNotFound):
        cases.describe(uuid.uuid4().hex)
    cases.close()
