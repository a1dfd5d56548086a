"""What can be done with several tasks at once: claim, release, reassign; every task that could not be done says why."""

import time
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from carelane.domain.errors import DatabaseUnavailable
from carelane.domain.human_task_verbs import TaskVerb
from carelane.services import task_batches
from carelane.services.task_batches import Outcome
from carelane.services.task_rows import TaskRow
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from worklists_ui import problems, session, task_panel
from worklists_ui.case_names import task_name
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import VERB_ICONS, task_verb

Told = list[tuple[bool, list[str]]]
"""What came of a batch: whether these were done, and the lines that say so."""
SCOPE = "bulk"
TOLD_FOR = 30.0
"""Seconds for which it is shown."""
_TOLD = "bulk_told"
_IN_SIGHT: tuple[TaskVerb, ...] = ("claim", "release")
_IN_THE_MENU: tuple[TaskVerb, ...] = ("take_over", "delegate", "forward", "suspend", "resume")


def draw_buttons(
    rows: Sequence[TaskRow], keys: Mapping[str, str] | None = None, *, decides: bool = False
) -> None:
    """Draw the buttons for the selected rows, with keys by verb; what is not possible for some is said afterwards.

    ``decides``: the person decides about the owners of these tasks, so that others' can be released.
    """
    _ = translator()
    for verb in _IN_SIGHT:
        st.button(
            task_verb(verb),
            key=f"bulk_{verb}",
            icon=VERB_ICONS[verb],
            shortcut=(keys or {}).get(verb),
            disabled=not _meant(rows, verb, decides=decides),
            on_click=_at_once,
            args=(verb, _meant(rows, verb, decides=decides)),
        )
    menu = task_panel.menu_key(SCOPE)
    with st.popover(_("More"), icon=":material/more_horiz:", key=menu, disabled=not rows):
        for verb in _IN_THE_MENU:
            if verb == "take_over" and not _meant(rows, verb, decides=decides):
                continue
            st.button(
                _label(verb),
                key=f"bulk_{verb}",
                icon=VERB_ICONS[verb],
                width="stretch",
                disabled=not _meant(rows, verb, decides=decides),
                on_click=_open,
                args=(verb, _meant(rows, verb, decides=decides)),
            )


def _label(verb: TaskVerb) -> str:
    """Name a verb for several tasks."""
    _ = translator()
    return _("Reassign to a person") if verb == "delegate" else task_verb(verb)


def _meant(rows: Sequence[TaskRow], verb: TaskVerb, *, decides: bool) -> dict[str, str]:
    """Give the tasks, by id with their names, that the verb could be meant for."""
    suits: dict[str, Callable[[TaskRow], bool]] = {
        "claim": lambda row: row.actual_owner is None and row.state != "suspended",
        "take_over": lambda row: row.owner_away and row.state != "suspended",
        "release": lambda row: (
            (row.mine or (decides and row.actual_owner is not None)) and row.state != "suspended"
        ),
        "resume": lambda row: row.state == "suspended",
    }
    fits = suits.get(verb, _active)
    return {row.id: named(row) for row in rows if fits(row)}


def _active(row: TaskRow) -> bool:
    return row.state != "suspended"


def named(row: TaskRow) -> str:
    """Name a task with its patient."""
    return f"{task_name(row)} ({row.patient_name or row.business_key})"


def _open(verb: TaskVerb, meant: dict[str, str]) -> None:
    """Begin a verb: at once, or in its panel where it asks for something."""
    if not task_panel.asks(verb):
        _at_once(verb, meant)
        return
    st.session_state["bulk_meant"] = meant
    task_panel.open_panel(SCOPE, verb)


def _at_once(verb: TaskVerb, meant: dict[str, str]) -> None:
    """Do a verb that asks for nothing."""
    task_panel.close_menu(SCOPE)
    _do_each(Wish(verb), meant)


def draw_panel(actor: Actor) -> None:
    """Draw the panel of the verb that was begun, for the tasks that were selected then, and what came of the last one."""
    meant: dict[str, str] = st.session_state.get("bulk_meant", {})
    if task_panel.opened(SCOPE) and meant:
        st.caption(escaped(listed(list(meant.values()))))
        task_panel.draw(actor, SCOPE, list(meant), lambda wish: _do_each(wish, meant))
    draw_told(_TOLD)


def listed(names: list[str]) -> str:
    """Name the first few of the tasks, and say how many more there are."""
    _ = translator()
    shown = names[:5]
    more = len(names) - len(shown)
    text = ", ".join(shown)
    return _("{tasks} and {count} more").format(tasks=text, count=more) if more else text


def _do_each(wish: Wish, meant: dict[str, str]) -> bool:
    """Do it with every task; true when at least one was done."""
    try:
        actor = session.actor()
        if actor is None:
            return False
        outcomes = task_batches.do_each(product().database, actor, meant, wish)
    except DatabaseUnavailable as error:
        keep_told(_TOLD, away(error))
        return False
    keep_told(_TOLD, told(outcomes, meant, wish.verb))
    return any(each.error is None for each in outcomes)


def away(error: DatabaseUnavailable) -> Told:
    """Say that the database went away under a batch: what was done is done, and the rest is asked for again."""
    return [(False, [problems.message(error)])]


def keep_told(key: str, lines: Told) -> None:
    """Keep what came of a batch for a while: the page draws itself again before it could be read."""
    st.session_state[key] = (time.monotonic(), lines)


def draw_told(key: str) -> None:
    """Say what came of the last batch, until it is old."""
    at, found = st.session_state.get(key, (0.0, []))
    if time.monotonic() - at > TOLD_FOR:
        return
    for done, lines in found:
        show = st.success if done else st.warning
        show(escaped("\n\n".join(lines)), icon=":material/check:" if done else ":material/info:")


def told(outcomes: Sequence[Outcome], names: dict[str, str], verb: str) -> Told:
    """Say how many were done, and of each other one why not: (done, lines)."""
    _ = translator()
    refused = task_batches.failed(outcomes)
    done = len(outcomes) - len(refused)
    found: Told = []
    if done:
        text = _("{verb}: {count} tasks done.").format(verb=task_verb(verb), count=done)
        found.append((True, [text]))
    if refused:
        head = _("{count} tasks could not be done:").format(count=len(refused))
        lines = [
            f"{names.get(each.task_id, each.task_id)}: {problems.message(each.error)}"
            for each in refused
            if each.error is not None
        ]
        found.append((False, [head, *lines]))
    return found
