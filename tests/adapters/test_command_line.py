"""Whoever operates Carelane reads one line that says what is wrong and where, never a traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carelane.adapters.temporal_server import free_port

COMMAND = [sys.executable, "-m", "carelane.cli"]
LIBRARY = Path(__file__).parents[2] / "bpmn" / "library" / "referral_up"


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, "CARELANE_DATA_DIR": str(folder), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CARELANE_WEB_PORT", "abc", "integer"),
        ("CARELANE_LANGUAGE", "xx", "'en' or 'zh_CN'"),
        ("CARELANE_JOB_TASK_QUEUES", "{broken", "not JSON"),
        ("CARELANE_TIME_ZONE", "Nowhere/Atall", "no such time zone"),
        ("CARELANE_DATABASE_URL", "mysql://root:hunter2@db/x", "postgresql://"),
        ("CARELANE_TEMPORAL_ADDRESS", "rubbish", "HOST:PORT"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    tmp_path: Path, variable: str, value: str, said: str
) -> None:
    done = run(tmp_path, "migrate", **{variable: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"{variable}: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "hunter2" not in done.stderr


def test_a_database_that_is_away_is_said_in_one_line(tmp_path: Path) -> None:
    away = f"postgresql://nobody:hunter2@127.0.0.1:{free_port()}/carelane"
    done = run(tmp_path, "migrate", CARELANE_DATABASE_URL=away)
    assert (done.returncode, done.stderr) == (1, "The database cannot be reached.\n")


def test_a_folder_with_a_pipe_or_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "process.bpmn").write_bytes((LIBRARY / "process.bpmn").read_bytes())
    (tmp_path / "forms" / "folder.form").mkdir(parents=True)
    done = run(tmp_path, "check", str(tmp_path))
    assert done.returncode == 1
    assert "folder.form" in done.stdout
    assert not done.stderr
    (tmp_path / "forms" / "folder.form").rmdir()
    os.mkfifo(tmp_path / "forms" / "pipe.form")
    done = run(tmp_path, "check", str(tmp_path))
    assert "pipe.form" in done.stdout


def test_a_worker_without_its_server_says_so_and_can_be_stopped(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    variables = {
        "CARELANE_DATA_DIR": str(tmp_path),
        "CARELANE_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}",
    }
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [*COMMAND, "worker"], env={**os.environ, **variables}, stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + 50
        while "does not answer" not in log.read_text():
            assert time.monotonic() < deadline, "it said nothing"
            time.sleep(0.05)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(40) == 0
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()


def test_patients_data_in_a_new_data_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert run(folder, "migrate").returncode == 0
    assert folder.stat().st_mode & 0o077 == 0
