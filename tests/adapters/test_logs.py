"""What a log would tell of a patient, when code of ours or of a library fails over a value."""

import logging
import subprocess
import sys

PROGRAM = """
import logging, threading
from carelane.adapters.logs import keep_private
from carelane.domain.errors import KeyMissing
logging.basicConfig()
keep_private()
log = logging.getLogger("somebody.else")
try:
    try:
        int("林晓梅")
    except ValueError as error:
        raise KeyError("110105194912310021") from error
except KeyError as error:
    log.exception("a row was refused")
    log.warning("it was %s after %d", error, 3)
try:
    raise KeyMissing("the key feedbeef is not in the key file")
except KeyMissing:
    log.exception("this may be said")
thread = threading.Thread(target=lambda: int("林晓梅"))
thread.start()
thread.join()
float("林晓梅")
"""


def test_an_exception_would_quote_a_patient() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    said = done.stderr
    assert "110105194912310021" not in said
    assert "invalid literal" not in said
    for kept in (
        "a row was refused",
        "it was KeyError after 3",
        "\nKeyError\n",
        "KeyMissing: the key feedbeef is not in the key file",
        'File "<string>", line 10',
    ):
        assert kept in said
    assert said.count("\nValueError\n") == 3


def test_other_processes_would_lose_their_messages() -> None:
    """Only the long-running parts leave them out, not everybody who imports us."""
    assert logging.getLogRecordFactory() is logging.LogRecord
