"""What the buttons of the page Task do. Each runs before the page is drawn again and leaves what it has to say.

A completion keeps its command id until it is answered, so that pressing again, after Temporal was away, has
one effect.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from bpmn.forms import FieldError, check_values
from carelane.domain.errors import CarelaneError, InvalidValues, Unavailable
from carelane.domain.human_task_verbs import VERB
from carelane.services import human_tasks, task_endings
from carelane.services.human_tasks import TaskDetail
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from carelane.services.worklists import following
from worklists_ui import forms, session
from worklists_ui.forms import Typed
from worklists_ui.product import product

_SAID = "task_said"
_TRIED = "task_tried"
_COMMAND = "task_command"
GONE = frozenset({"delegate", "forward", "nominate", "skip", "fail"})
"""Verbs after which the task is no longer before the person who gave them."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the last command has to say: the verb that was done, the next task, or an error."""

    task_id: str
    done: str = ""
    next_task_id: str | None = None
    error: CarelaneError | None = None


def said(task_id: str) -> Said:
    """Give what the last command about this task said."""
    kept = st.session_state.get(_SAID)
    return kept if isinstance(kept, Said) and kept.task_id == task_id else Said(task_id)


def forget_said() -> None:
    """Forget what the last command said: the person has been told."""
    st.session_state.pop(_SAID, None)


def errors(detail: TaskDetail, typed: Typed) -> tuple[FieldError, ...]:
    """Give what is wrong with the form now; before the first try, empty fields are not held against anybody."""
    if detail.form is None:
        return ()
    held = forms.values_of(typed, detail.form.fields)
    found = check_values(detail.form, held, typed.now, detail.variables)
    if st.session_state.get(_TRIED) == detail.row.id:
        if not found and isinstance(said(detail.row.id).error, InvalidValues):
            forget_said()
        return found
    return tuple(error for error in found if error.code != "required")


def act(task_id: str, wish: Wish) -> bool:
    """Do what is wished with the task; through its case where the verb asks for that."""
    wired = product()

    def by_rows(actor: Actor) -> str | None:
        human_tasks.do(wired.database, actor, task_id, wish)
        return _next(actor, task_id) if wish.verb in GONE else None

    def by_case(actor: Actor) -> str | None:
        command_id = _command_id(f"{task_id} {wish.verb}")
        task_endings.end(wired.database, wired.cases, actor, task_id, wish, command_id)
        return _next(actor, task_id)

    return _do(task_id, wish.verb, by_case if VERB[wish.verb].by_case else by_rows)


def _next(actor: Actor, task_id: str) -> str | None:
    """Give the next task; what was done stays done, though nobody could say what comes after it."""
    with suppress(CarelaneError):
        return following(product().database, actor, task_id)
    return None


def save_draft(detail: TaskDetail, typed: Typed) -> None:
    """Keep what was typed in the database."""
    task_id, values = detail.row.id, _values(detail, typed)

    def save(actor: Actor) -> None:
        human_tasks.save_draft(product().database, actor, task_id, values)

    _do(task_id, "save_draft", save)


def complete(detail: TaskDetail, typed: Typed) -> None:
    """Send what was typed; what is wrong with it is shown at its fields first."""
    task_id, values = detail.row.id, _values(detail, typed)
    st.session_state[_TRIED] = task_id
    wrong = errors(detail, typed)
    if wrong:
        st.session_state[_SAID] = Said(task_id, error=InvalidValues(wrong))
        return

    def send(actor: Actor) -> str | None:
        wired, command = product(), _command_id(task_id)
        done = human_tasks.complete(wired.database, wired.cases, actor, task_id, values, command)
        return done.next_task_id

    if _do(task_id, "complete", send):
        forms.forget(task_id)


def _values(detail: TaskDetail, typed: Typed) -> dict[str, Any]:
    """Collect what was typed."""
    return forms.values_of(typed, detail.form.fields) if detail.form else {}


def _command_id(task_id: str) -> str:
    """Give the id of this person's completion of this task until it is answered."""
    kept: tuple[str, str] | None = st.session_state.get(_COMMAND)
    if kept is None or kept[0] != task_id:
        kept = (task_id, uuid.uuid4().hex)
        st.session_state[_COMMAND] = kept
    return kept[1]


def _do(task_id: str, done: str, act: Callable[[Actor], str | None]) -> bool:
    """Run a command as whoever is signed in now, keep what came of it, and the next task that it gives."""
    try:
        actor = session.actor()
        if actor is None:
            return False
        following_task = act(actor)
    except CarelaneError as error:
        st.session_state[_SAID] = Said(task_id, error=error)
        if not isinstance(error, Unavailable):
            st.session_state.pop(_COMMAND, None)
        return False
    st.session_state.pop(_COMMAND, None)
    st.session_state[_SAID] = Said(task_id, done=done, next_task_id=following_task)
    return True
