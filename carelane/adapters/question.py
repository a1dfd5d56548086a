"""A question to something that may never answer: a server that stands still takes connections and says nothing.

It is asked in a thread of its own, one at a time: while one is not answered, who asks waits for that one, so that
probes do not use up threads and connections. The thread keeps no process from ending.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Question(Generic[Answer]):
    """Asks ``ask`` and waits ``seconds`` for the answer."""

    def __init__(self, ask: Callable[[], Answer], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._lock = Lock()
        self._open: Future[Answer] | None = None

    def answer(self) -> Answer:
        """Give what ``ask`` gives or raises; raises `TimeoutError` when nothing has come in time."""
        return self._asked().result(self._seconds)

    def _asked(self) -> Future[Answer]:
        """Give the answer to come, of the question that is open or of a new one."""
        with self._lock:
            if self._open is None:
                self._open = Future()
                Thread(target=self._wait, args=(self._open,), daemon=True).start()
            return self._open

    def _wait(self, answer: Future[Answer]) -> None:
        try:
            found = self._ask()
        except BaseException as error:  # noqa: BLE001 - whoever waits raises it
            self._close()
            answer.set_exception(error)
        else:
            self._close()
            answer.set_result(found)

    def _close(self) -> None:
        with self._lock:
            self._open = None
