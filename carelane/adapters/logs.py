"""Logs of the long-running processes: of an exception its type and places, never its message.

An exception's message may hold what the code was working on (a value that did not parse, a row that was refused):
patients' data. Our own errors (`carelane.domain.errors`) say codes and ids only, and are told in full.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from carelane.domain.errors import CarelaneError

_LONGEST_CHAIN = 10


def keep_private() -> None:
    """Make every logger of this process, of libraries too, leave out what exceptions say."""
    make = logging.getLogRecordFactory()

    def private(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = told(record.exc_info[1])  # formatters take it as it is
        if isinstance(record.args, tuple):
            record.args = tuple(_harmless(each) for each in record.args)
        return record

    logging.setLogRecordFactory(private)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def told(error: BaseException) -> str:
    """Give an exception and what it came from, oldest first: types and places."""
    lines: list[str] = []
    for each in reversed(list(_chain(error))):
        lines += ["Traceback (messages are left out):\n", *traceback.format_tb(each.__traceback__)]
        lines.append(f"{_named(each)}\n")
    return "".join(lines).rstrip()


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if found is None:
            return
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _named(error: BaseException) -> str:
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    return f"{name}: {error}" if isinstance(error, CarelaneError) else name


def _harmless(value: object) -> object:
    """Replace an exception that is to be written into a message by its type."""
    return _named(value) if isinstance(value, BaseException) else value


def _uncaught(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    sys.stderr.write(f"{told(error)}\n")


def _uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        sys.stderr.write(f"{told(arguments.exc_value)}\n")
