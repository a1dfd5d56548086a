"""A clock that steps: the present moment and an offset that stands in a file, read at every look.

It takes the place of the product's own clock (`carelane.services.transaction.Clock`) in one worker. The clock of the
operating system is not stepped, nor that of Temporal's server, by which timers go.
"""

from datetime import datetime, timedelta
from pathlib import Path

from carelane.services.transaction import Clock, utc_now

FILE = "clock-offset"


def stepping(folder: Path) -> Clock:
    """Give the clock whose offset stands in the folder."""
    file = folder / FILE

    def now() -> datetime:
        return utc_now() + timedelta(seconds=_offset(file))

    return now


def step(folder: Path, seconds: float) -> None:
    """Let the clock jump to so many seconds beside the right time."""
    new = folder / f"{FILE}.new"
    new.write_text(str(seconds), "ascii")
    new.replace(folder / FILE)


def _offset(file: Path) -> float:
    try:
        return float(file.read_text("ascii"))
    except FileNotFoundError:
        return 0.0
