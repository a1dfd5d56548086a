"""What would be lost: a suite that says it passed although half of it never ran."""

import os
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SKIPPED = """
import pytest

@pytest.mark.parametrize("marker", [
    pytest.param("browser", marks=pytest.mark.browser),
    pytest.param("postgres", marks=pytest.mark.postgres),
    pytest.param("durable", marks=pytest.mark.durable),
])
def test_it(marker):
    pytest.skip("no server here")
"""


def test_a_skip_of_a_browser_or_a_database_is_a_failure_where_it_must_run(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (tmp_path / "test_it.py").write_text(SKIPPED, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    environment = {**os.environ, "CARELANE_CI_NO_SKIP": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "2 failed, 1 skipped" in done.stdout
    assert "browser tests must run here, but: " in done.stdout
