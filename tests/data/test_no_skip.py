"""What would be lost: a suite that says it passed although half of it never ran."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SKIPPED = """
import pytest

@pytest.mark.{marker}
def test_it():
    pytest.skip("no server here")
"""


def outcome(folder: Path, marker: str, strict: str) -> int:
    (folder / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (folder / "test_it.py").write_text(SKIPPED.format(marker=marker), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    environment = {**os.environ, "CARELANE_CI_NO_SKIP": strict}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False
    ).returncode


@pytest.mark.parametrize("marker", ["browser", "postgres"])
def test_a_skip_of_these_is_a_failure_where_it_must_run(tmp_path: Path, marker: str) -> None:
    assert outcome(tmp_path, marker, "1") == 1
    assert outcome(tmp_path, marker, "") == 0


def test_other_skips_stay_skips(tmp_path: Path) -> None:
    assert outcome(tmp_path, "durable", "1") == 0
