"""The buttons for the selected rows of the board, and what each asks for: reassign, remind, escalate, comment."""

import uuid
from collections.abc import Sequence

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services.incidents import LONGEST_REASON
from carelane.services.nudges import Level
from carelane.services.overdue_rows import OverdueRow
from carelane.services.visibility import Actor
from worklists_ui import overdue_answers, overdue_deeds, overdue_grid, session, task_panel
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

SCOPE = "overdue"
_PANEL = "overdue_panel_kind"
_WORDS = "overdue_words"
_LEVEL = "overdue_level"
_BATCH = "overdue_batch"
"""Names what is about to be done: sent again because an answer was lost, nothing is done twice."""
REASSIGN, NUDGE, ESCALATE, COMMENT = "delegate", "nudge", "escalate", "comment"
_ICONS = {
    REASSIGN: ":material/person_add:",
    NUDGE: ":material/notifications_active:",
    ESCALATE: ":material/trending_up:",
    COMMENT: ":material/add_comment:",
}
_ABOUT_TASKS = {REASSIGN, NUDGE}
MOST_NAMED = 5


def draw(actor: Actor, rows: Sequence[OverdueRow]) -> None:
    """Draw the buttons for the selected rows, the panel that is open, and what came of the last batch."""
    _ = translator()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("{count} selected").format(count=len(rows)))
        if rows:
            st.button(
                _("Clear selection"),
                key="overdue_clear",
                icon=":material/deselect:",
                type="tertiary",
                on_click=overdue_grid.forget,
            )
        for kind, label in _labels().items():
            st.button(
                label,
                key=f"overdue_do_{kind}",
                icon=_ICONS[kind],
                disabled=not _meant(kind, rows),
                on_click=_open,
                args=(kind,),
            )
    kind = str(st.session_state.get(_PANEL, ""))
    meant = _meant(kind, rows) if kind else ()
    if meant and kind == REASSIGN and task_panel.opened(SCOPE):
        named = {str(row.task_id): overdue_deeds.named(row) for row in meant}
        task_panel.draw(actor, SCOPE, list(named), lambda wish: overdue_deeds.reassign(wish, named))
    elif meant and kind != REASSIGN:
        _ask(kind, meant)
    overdue_answers.draw()


def _labels() -> dict[str, str]:
    _ = translator()
    return {
        REASSIGN: _("Reassign"),
        NUDGE: _("Remind"),
        ESCALATE: _("Escalate"),
        COMMENT: _("Comment"),
    }


def _meant(kind: str, rows: Sequence[OverdueRow]) -> tuple[OverdueRow, ...]:
    """Give the rows that an action could be meant for: some are about a task, and not every row has one."""
    return tuple(row for row in rows if row.task_id is not None or kind not in _ABOUT_TASKS)


def _open(kind: str) -> None:
    """Open the panel of an action, and close the others."""
    _close()
    st.session_state[_PANEL] = kind
    st.session_state[_BATCH] = uuid.uuid4().hex
    if kind == REASSIGN:
        task_panel.open_panel(SCOPE, kind)


def _close() -> None:
    task_panel.close(SCOPE)
    for key in (_PANEL, _WORDS):
        st.session_state.pop(key, None)


def _ask(kind: str, rows: Sequence[OverdueRow]) -> None:
    """Ask for the words, and for an escalation whom to tell."""
    _ = translator()
    with st.container(border=True, key="overdue_words_panel"):
        st.markdown(f"**{_ICONS[kind]} {_labels()[kind]}**")
        st.caption(escaped(_listed(rows)))
        if kind == ESCALATE:
            levels = {
                "institution": _("those who supervise the institution"),
                "group": _("the group's desk and quality control"),
            }
            st.radio(_("Tell"), list(levels), format_func=lambda each: levels[each], key=_LEVEL)
        label = _("Words (they stand in the case's history)")
        st.text_input(label, key=_WORDS, max_chars=LONGEST_REASON)
        with st.container(horizontal=True):
            st.button(
                _("Do it for {count}").format(count=len(rows)),
                key="overdue_tell",
                type="primary",
                on_click=_tell,
                args=(kind, tuple(rows)),
            )
            st.button(_("Cancel"), key="overdue_tell_cancel", on_click=_close)


def _tell(kind: str, rows: Sequence[OverdueRow]) -> None:
    """Do it; the panel stays with its words where nothing could be done."""
    actor = session.actor()
    if actor is None:
        return
    words = str(st.session_state.get(_WORDS) or "")
    try:
        worked = _do(actor, kind, rows, words)
    except CarelaneError as error:
        overdue_answers.refuse(error)
        return
    if worked:
        _close()


def _do(actor: Actor, kind: str, rows: Sequence[OverdueRow], words: str) -> bool:
    batch = str(st.session_state.setdefault(_BATCH, uuid.uuid4().hex))
    if kind == COMMENT:
        return overdue_deeds.comment(actor, rows, words, batch)
    if kind == NUDGE:
        return overdue_deeds.remind(actor, rows, words, batch)
    level: Level = "group" if st.session_state.get(_LEVEL) == "group" else "institution"
    return overdue_deeds.escalate(actor, rows, words, batch, level)


def _listed(rows: Sequence[OverdueRow]) -> str:
    """Name the first few rows, and say how many more there are."""
    _ = translator()
    text = ", ".join(overdue_deeds.named(row) for row in rows[:MOST_NAMED])
    more = len(rows) - MOST_NAMED
    return _("{tasks} and {count} more").format(tasks=text, count=more) if more > 0 else text
