"""Whether this process can do its work: the database and the running cases answer, and in time."""

from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import text

from carelane.adapters.question import Question
from carelane.domain.errors import CarelaneError, CaseNotFound, CaseUnavailable, DatabaseUnavailable
from carelane.services.ports import CasePort
from carelane.services.transaction import Database

OK = "ok"
WITHIN = 4.0
"""Seconds that each has for its answer; a probe that gets none is worth no more than one that never ends."""


class Readiness:
    """Asks everything that a process needs; made once for a process."""

    def __init__(self, database: Database, cases: CasePort, within: float = WITHIN) -> None:
        self._database = Question(lambda: _ask_database(database), within)
        self._cases = Question(lambda: _ask_cases(cases), within)

    def ask(self) -> dict[str, str]:
        """Give ``ok``, or the code of what is wrong, by name; what does not answer in time is away."""
        return {
            "database": _state(self._database.answer, DatabaseUnavailable.code),
            "cases": _state(self._cases.answer, CaseUnavailable.code),
        }


def trouble(answers: dict[str, str]) -> str:
    """Give what is wrong as ``name:code`` pairs; empty when the process is ready."""
    return ", ".join(f"{name}:{state}" for name, state in answers.items() if state != OK)


def _state(ask: Callable[[], None], silent: str) -> str:
    """Give ``ok`` or an error code: never a text that could carry an address or a name."""
    try:
        ask()
    except CarelaneError as error:
        return error.code
    except TimeoutError:
        return silent
    return OK


def _ask_database(database: Database) -> None:
    """Read one value."""
    with database.reading() as session:
        session.connection().execute(text("SELECT 1"))


def _ask_cases(cases: CasePort) -> None:
    """Ask for a case that cannot exist: the engine answers that it does not know it."""
    try:
        cases.describe(uuid4().hex)
    except CaseNotFound:
        return
