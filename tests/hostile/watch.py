"""Watches, through Python's audit hook, what a program does that an uploaded file must never make it do.

A hook cannot be taken away, so this runs in a process of its own (`child.py`).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FORBIDDEN = (
    "open",
    "import",
    "exec",
    "compile",
    "code.__new__",
    "cpython.",
    "ctypes.",
    "fcntl.",
    "ftplib.",
    "function.__new__",
    "glob.",
    "http.",
    "marshal.",
    "mmap.",
    "os.",
    "pathlib.",
    "pickle.",
    "pty.",
    "shutil.",
    "signal.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "syslog.",
    "telnetlib.",
    "tempfile.",
    "urllib.",
    "webbrowser.",
)
_lists: list[list[str]] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _lists and event.startswith(FORBIDDEN):
        _lists[-1].append(f"{event} {arguments[:2]!r}"[:200])


def begin() -> None:
    """Put the hook in place."""
    sys.addaudithook(_hook)


@contextmanager
def watched(events: list[str]) -> Iterator[None]:
    """Collect what happens meanwhile."""
    _lists.append(events)
    try:
        yield
    finally:
        _lists.pop()
