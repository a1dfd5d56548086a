"""The independent record: what coordinators asked for and what they were answered, appended to a file.

A line is written before a command is sent, whenever it is sent again, and when its answer has come. The file belongs to the
process of the coordinators, which nobody kills; a line is in the kernel's hands before the command is sent.
"""

import json
import os
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

Outcome = Literal["done", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One command of one person: what was asked, and what came of it.

    ``target`` is a task, a case, or the process to start. ``given`` is what was typed, ``answer`` what came back. ``outcome``
    is ``unknown`` where no answer ever came: then it may have happened, once. Times are seconds since 1970.
    """

    number: int
    verb: str
    person: str
    target: str
    command_id: str
    asked_at: float
    given: str = ""
    tries: int = 1
    outcome: Outcome = "unknown"
    code: str = ""
    ended_at: float = 0.0
    answer: str = ""
    codes: tuple[str, ...] = field(default=())
    """What went wrong on the way, in order."""


class Record:
    """Appends to the file; any number of threads may."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._lock = threading.Lock()
        self._last = 0
        self.done = 0

    def asked(self, **values: Any) -> int:
        """Write that something is asked for; give its number."""
        with self._lock:
            self._last += 1
            number = self._last
        self._write({"phase": "asked", "number": number, "at": time.time(), **values})
        return number

    def again(self, number: int, code: str) -> None:
        """Write that the command is sent once more, and why."""
        self._write({"phase": "again", "number": number, "code": code, "at": time.time()})

    def ended(self, number: int, outcome: Outcome, code: str = "", answer: str = "") -> None:
        """Write the answer."""
        line = {"phase": outcome, "number": number, "at": time.time(), "code": code}
        self._write(line | {"answer": answer})
        if outcome == "done":
            with self._lock:
                self.done += 1

    def _write(self, line: dict[str, Any]) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")


def read(path: Path) -> list[Operation]:
    """Read the record."""
    return operations(json.loads(line) for line in path.read_text("utf-8").splitlines())


def operations(lines: Iterable[dict[str, Any]]) -> list[Operation]:
    """Put the lines of each operation together, in the order in which they were asked."""
    found: dict[int, Operation] = {}
    for line in lines:
        number, phase = line["number"], line["phase"]
        if phase == "asked":
            values = {key: line[key] for key in ("verb", "person", "target", "command_id", "given")}
            found[number] = Operation(number, asked_at=line["at"], **values)
            continue
        known = found[number]
        if phase == "again":
            codes = (*known.codes, line["code"])
            found[number] = replace(known, tries=known.tries + 1, codes=codes)
        else:
            ending = {"code": line["code"], "answer": line["answer"], "ended_at": line["at"]}
            found[number] = replace(known, outcome=phase, **ending)
    return [found[number] for number in sorted(found)]


def of_verb(record: Sequence[Operation], verb: str) -> list[Operation]:
    """Give the operations of one kind."""
    return [operation for operation in record if operation.verb == verb]
