"""Whether this process can do its work: the database and the running cases answer."""

from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import text

from carelane.domain.errors import CarelaneError, CaseNotFound
from carelane.services.ports import CasePort
from carelane.services.transaction import Database

OK = "ok"


def ask(database: Database, cases: CasePort) -> dict[str, str]:
    """Ask everything that the process needs; ``ok``, or the code of what is wrong, by name."""
    return {
        "database": _state(lambda: _ask_database(database)),
        "cases": _state(lambda: _ask_cases(cases)),
    }


def trouble(answers: dict[str, str]) -> str:
    """Give what is wrong as ``name:code`` pairs; empty when the process is ready."""
    return ", ".join(f"{name}:{state}" for name, state in answers.items() if state != OK)


def _state(ask: Callable[[], None]) -> str:
    """Give ``ok`` or an error code: never a text that could carry an address or a name."""
    try:
        ask()
    except CarelaneError as error:
        return error.code
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
