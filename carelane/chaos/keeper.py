"""Keeps the parts of the product running, as a process of its own: CONFIG is the only argument.

The product's own supervisor does the work. Beside it this process writes the ids of the running processes into a
file, where those who kill them look. A process of its own, because a program full of threads should not fork.
"""

import json
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from carelane.adapters.supervisor import Part, Supervisor, die_with_parent

_LOOK = 0.02


def write_config(path: Path, parts: list[Part], folder: Path) -> None:
    """Write down what is to be kept running."""
    rows = [
        {"name": part.name, "command": list(part.command), "environment": dict(part.environment)}
        for part in parts
    ]
    path.write_text(json.dumps({"parts": rows, "folder": str(folder)}), "utf-8")


def read_pids(folder: Path) -> dict[str, int]:
    """Give the process id of each part that runs."""
    try:
        return dict(json.loads((folder / "pids.json").read_text("ascii")))
    except FileNotFoundError:
        return {}


def main(config: dict[str, Any]) -> None:
    """Start the parts in their order and keep them running until SIGTERM."""
    folder = Path(config["folder"])
    with Supervisor(folder / "logs", lambda line: print(line, flush=True)) as supervisor:  # noqa: T201

        def stop(_number: int, _frame: FrameType | None) -> None:
            supervisor.stop()

        signal.signal(signal.SIGTERM, stop)
        threading.Thread(target=_tell_pids, args=(supervisor, folder), daemon=True).start()
        for row in config["parts"]:
            supervisor.add(Part(row["name"], row["command"], row["environment"]))
        supervisor.watch()


def _tell_pids(supervisor: Supervisor, folder: Path) -> None:
    """Write the ids whenever they change."""
    last: dict[str, int] | None = None
    pause = threading.Event()
    while not pause.wait(_LOOK):
        pids = supervisor.pids()
        if pids != last:
            new = folder / "pids.new"
            new.write_text(json.dumps(pids), "ascii")
            new.replace(folder / "pids.json")
            last = pids


if __name__ == "__main__":
    die_with_parent()
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
