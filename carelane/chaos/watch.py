"""Looks at the web part and at the scheduler's lock all the time, to see how long each is away after a kill."""

import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from sqlmodel import col, select

from carelane.domain.errors import CarelaneError
from carelane.domain.schedule import Lock
from carelane.services.transaction import Database

LOOK = 0.1
_PATHS = ("/api/health/live", "/")
_FAILED = 500


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at a moment (seconds since 1970): the status of the sign-in page, 0 for none, and the lock's owner."""

    at: float
    live: bool
    page: int
    owner: str


class Watch:
    """Looks until it is told to stop; ``looks`` is what it has seen."""

    def __init__(self, database: Database, web: str) -> None:
        self._database = database
        self._web = web
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.looks: list[Look] = []

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def end(self) -> None:
        """Stop looking."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(LOOK):
            live, page = (_status(self._web + path) for path in _PATHS)
            self.looks.append(Look(time.time(), live < _FAILED and live > 0, page, self._owner()))

    def _owner(self) -> str:
        try:
            with self._database.reading() as session:
                name = col(Lock.name) == "scheduler"
                return session.exec(select(Lock.owner).where(name)).first() or ""
        except CarelaneError:
            return ""


def _status(url: str) -> int:
    """Give the status of a page, 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own http address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
