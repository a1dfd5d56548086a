"""The processes of the bench's files, and the time at which they run."""

from datetime import UTC, datetime
from pathlib import Path

from bpmn.model import Process
from bpmn.reader import read_bpmn

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def process_of(path: Path) -> Process:
    """Read the only process of a bench file."""
    definitions, _ = read_bpmn(path.read_bytes(), path.name)
    return definitions.processes[0]
