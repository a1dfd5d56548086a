"""The product comes back when a part of it dies, and leaves nothing behind when it ends."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from carelane.adapters.supervisor import Part, Supervisor

WRITE_PID_AND_WAIT = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
)


def waiting_part(pids: Path) -> Part:
    return Part("waiter", [sys.executable, "-c", WRITE_PID_AND_WAIT, str(pids)])


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def pids_in(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_part_is_started_again_and_a_person_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    pids = tmp_path / "pids"
    with Supervisor(tmp_path / "logs", told.append) as supervisor:
        supervisor.add(waiting_part(pids))
        watcher = threading.Thread(target=supervisor.watch)
        watcher.start()
        wait_for(lambda: len(pids_in(pids)) == 1)
        os.kill(pids_in(pids)[0], 9)
        wait_for(lambda: len(pids_in(pids)) == 2)
        supervisor.stop()
        watcher.join()
    assert len(told) == 1
    assert "waiter ended (code -9)" in told[0]


def test_no_process_stays_behind_when_the_product_ends(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with Supervisor(tmp_path / "logs", print) as supervisor:
        supervisor.add(waiting_part(pids))
        wait_for(lambda: len(pids_in(pids)) == 1)
        assert is_running(pids_in(pids)[0])
    assert not is_running(pids_in(pids)[0])
