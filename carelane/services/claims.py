"""Doing something with a human task that changes its row only: one verb, one task, one transaction.

What each verb does is in `carelane.services.task_deeds`, who may in `carelane.domain.human_task_verbs`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from carelane.domain.commands import Command
from carelane.domain.human_task_verbs import VERB
from carelane.services.commands import of_row, once, repeated
from carelane.services.task_changes import change, find
from carelane.services.task_wishes import Wish
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, workable_task

Values = Mapping[str, Any]


def do(database: Database, actor: Actor, task_id: str, wish: Wish) -> None:
    """Do what is wished, once under its command; a repetition of what is so already is no error.

    Raises `TaskNotFound`, and why not (`carelane.services.task_refusals`, `carelane.services.task_targets`).
    """
    if VERB[wish.verb].by_case:
        msg = f"{wish.verb} goes through the case's workflow"
        raise ValueError(msg)
    command = Command(
        id=of_row(wish.command, task_id, *_words(wish)),
        kind=wish.verb,
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        target_id=task_id,
        at=database.now(),
    )
    with database.transaction() as session:
        if wish.command and repeated(session, command):
            return
        triple = find(session, task_id, workable_task(actor))
        if wish.command and once(session, command) is not command:
            return
        change(session, actor, triple, wish, command.at)


def _words(wish: Wish) -> tuple[str, ...]:
    """Give what makes a wish another one."""
    to = (wish.person, *map(str, wish.owners), *wish.people)
    return (wish.verb, *to, str(wish.until), wish.reason, wish.fault)


def claim(database: Database, actor: Actor, task_id: str) -> None:
    """Take a task; taking it twice is no error. Raises `TaskTaken` with who and when."""
    do(database, actor, task_id, Wish("claim"))


def release(database: Database, actor: Actor, task_id: str) -> None:
    """Give a task back to its potential owners; its draft stays with it."""
    do(database, actor, task_id, Wish("release"))


def save_draft(database: Database, actor: Actor, task_id: str, values: Values) -> None:
    """Keep what was typed; takes the task if nobody has it."""
    do(database, actor, task_id, Wish("save_draft", values=values))


def keep(session: Session, actor: Actor, task_id: str, values: Values, now: datetime) -> None:
    """Take the task, mark it as being worked on, store what was typed."""
    triple = find(session, task_id, workable_task(actor))
    change(session, actor, triple, Wish("save_draft", values=values), now)
