"""The command line, run in the process of the tests: a process of its own takes a second to begin."""

import contextlib
import io
from typing import NamedTuple

from carelane import cli


class Said(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    stdout: str
    stderr: str


def carelane(*arguments: str) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(list(arguments))
    return Said(code, out.getvalue(), err.getvalue())
