"""Commands of people under their idempotency keys: asked twice, done once."""

from hashlib import sha256

from sqlmodel import Session

from carelane.domain.commands import Command
from carelane.domain.errors import BY_CODE, CarelaneError, Conflict
from carelane.domain.wire import Answer
from carelane.services.rows import insert_once
from carelane.services.transaction import Database

_MAKES_ITS_TARGET = "start"
"""The kind of command whose target is the case that it makes: sent again, the first one's counts."""


def once(session: Session, command: Command) -> Command:
    """Remember a command; gives the row as first written, however often the command is sent.

    Raises `Conflict` when the key was used for something else, about something else or by somebody else.
    """
    if insert_once(session, Command, **command.model_dump()):
        return command
    known = session.get_one(Command, command.id)
    if (known.kind, known.person_id) != (command.kind, command.person_id):
        raise Conflict
    if known.target_id != command.target_id and command.kind != _MAKES_ITS_TARGET:
        raise Conflict
    return known


def of_row(batch: str, *words: str) -> str:
    """Name the command to one row of a batch: sent again it is the same, with other words another one."""
    return sha256("\0".join((batch, *words)).encode()).hexdigest()[:32]


def repeated(session: Session, command: Command) -> bool:
    """Say whether a command was given before; asked before anything else, as what it did may have changed who sees its target.

    Raises `Conflict` as `once` does.
    """
    return session.get(Command, command.id) is not None and once(session, command) is not command


def refusal(answer: Answer) -> CarelaneError:
    """Turn the workflow's refusal into the error of its code."""
    error = BY_CODE.get(answer.code, Conflict)()
    error.details |= answer.details
    return error


def known(database: Database, command_id: str) -> bool:
    """Say whether a command was given."""
    with database.reading() as session:
        return session.get(Command, command_id) is not None


def remember(database: Database, command: Command) -> None:
    """Note that something was done, in a transaction of its own."""
    with database.transaction() as session:
        once(session, command)
