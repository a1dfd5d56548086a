"""A process says every few seconds in the database that it is there, and whether it can work.

Input: who it is. Without a database nothing is said; operators then see it silent.
"""

import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable
from importlib.metadata import version
from typing import Self

from carelane.adapters.question import Question
from carelane.adapters.readiness import trouble
from carelane.domain.parts import Part, PartKind
from carelane.services import parts
from carelane.services.transaction import Database

LAST_WORD = 5.0
"""Seconds that a process which ends has to say so: a database that stands still must not keep it."""
_log = logging.getLogger(__name__)


class Pulse:
    """A thread of this process; a context manager. ``ready`` gives ``ok`` or a code by name."""

    def __init__(
        self, database: Database, kind: PartKind, ready: Callable[[], dict[str, str]], address: str
    ) -> None:
        now = database.now()
        self._database = database
        self._ready = ready
        self._part = Part(
            id=uuid.uuid4().hex,
            kind=kind,
            host=socket.gethostname(),
            pid=os.getpid(),
            version=version("carelane"),
            address=address,
            started_at=now,
            seen_at=now,
        )
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(parts.EVERY.total_seconds())
        gone = Question(lambda: parts.gone(self._database, self._part.id), LAST_WORD)
        self._say(gone.answer)

    def _beat(self) -> None:
        while True:
            self._part.trouble = trouble(self._ready())
            if self._ended.is_set():
                return
            self._say(lambda: parts.seen(self._database, self._part))
            if self._ended.wait(parts.EVERY.total_seconds()):
                return

    def _say(self, write: Callable[[], None]) -> None:
        try:
            write()
        except Exception as error:  # noqa: BLE001 - a database not upgraded yet must stop nobody's work
            _log.warning("cannot say that this process is there: %s", type(error).__name__)
