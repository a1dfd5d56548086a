"""The product's worker (`carelane worker`) as a process of its own: its memory can be read, and it can be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from carelane.adapters.supervisor import die_with_parent
from carelane.adapters.up import carelane
from carelane.settings import Settings

KILOBYTE = 1_024


def environment(settings: Settings) -> dict[str, str]:
    """Give the settings as a process of the product reads them."""
    return {
        "CARELANE_DATA_DIR": str(settings.data_dir),
        "CARELANE_DATABASE_URL": settings.database_url,
        "CARELANE_TEMPORAL_ADDRESS": settings.temporal_address,
        "CARELANE_TASK_QUEUE": settings.task_queue,
    }


@contextmanager
def worker_process(settings: Settings) -> Iterator[int]:
    """Run a worker and give its process id; it is killed at the end, as by a power cut."""
    worker = subprocess.Popen(  # noqa: S603 - our own command line
        carelane("worker"),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env={**os.environ, **environment(settings)},
        preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
    )
    try:
        yield worker.pid
    finally:
        worker.kill()
        worker.wait()


def resident_bytes(pid: int) -> int:
    """Give how much of the process is in memory now."""
    return _told(pid, "rss") * KILOBYTE


def processor_seconds(pid: int) -> int:
    """Give how long processors have worked for the process so far; on a busy machine this tells more than time."""
    return _told(pid, "times")


def _told(pid: int, what: str) -> int:
    command = ["ps", "-o", f"{what}=", "-p", str(pid)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return int(said.stdout)
