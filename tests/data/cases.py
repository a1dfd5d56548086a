"""Cases in memory for tests (`carelane.adapters.cases_in_memory`), and a diagram that many of them use."""

from pathlib import Path

from bpmn.definition import Bundle
from carelane.adapters.cases_in_memory import CasesInMemory

__all__ = ["FILES", "CasesInMemory", "handover_bundle"]
FILES = Path(__file__).parent / "files"


def handover_bundle() -> Bundle:
    folder = FILES / "handover"
    return Bundle(
        bpmn=(folder / "process.bpmn").read_text("utf-8"),
        forms={"compose.form": (folder / "compose.form").read_text("utf-8")},
    )
