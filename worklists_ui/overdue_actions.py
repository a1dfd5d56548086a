"""What a supervisor does with the selected rows of the board: reassign, remind, escalate, comment; each row answers."""

import uuid
from collections.abc import Sequence

import streamlit as st

from carelane.domain.errors import CarelaneError, DatabaseUnavailable
from carelane.services import comment_texts, comments, nudges, task_batches
from carelane.services.comments import Words
from carelane.services.incidents import LONGEST_REASON
from carelane.services.nudges import About, Level, Told
from carelane.services.overdue_rows import OverdueRow
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from worklists_ui import overdue_answers, overdue_cells, session, task_panel
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

SCOPE = "overdue"
_PANEL = "overdue_panel_kind"
_WORDS = "overdue_words"
_LEVEL = "overdue_level"
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
        named = {str(row.task_id): _named(row) for row in meant}
        task_panel.draw(actor, SCOPE, list(named), lambda wish: _reassign(wish, named))
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
        worked = (
            _comment(actor, rows, words) if kind == COMMENT else _notify(actor, kind, rows, words)
        )
    except CarelaneError as error:
        overdue_answers.refuse(error)
        return
    if worked:
        _close()


def _notify(actor: Actor, kind: str, rows: Sequence[OverdueRow], words: str) -> bool:
    """Remind or escalate, and say whom it reached."""
    names = {_about(row): _named(row) for row in rows}
    database = product().database
    told: tuple[Told, ...]
    if kind == NUDGE:
        told = nudges.nudge(database, actor, names, words)
    else:
        level: Level = "group" if st.session_state.get(_LEVEL) == "group" else "institution"
        told = nudges.escalate(database, actor, names, level, words)
    done = [
        f"{names[each.about]}: {', '.join(name.shown(language()) for name in each.people)}"
        for each in told
        if each.error is None
    ]
    failed = {names[each.about]: each.error for each in told if each.error is not None}
    return overdue_answers.say(done, failed)


def _comment(actor: Actor, rows: Sequence[OverdueRow], words: str) -> bool:
    """Comment on the case of each row, once for each case."""
    comment_texts.checked(words)
    done: list[str] = []
    failed: dict[str, CarelaneError] = {}
    for row in {row.instance_id: row for row in rows}.values():
        try:
            about = (row.instance_id, Words(words), uuid.uuid4().hex)
            comments.add(product().database, actor, *about)
        except DatabaseUnavailable:
            raise
        except CarelaneError as error:
            failed[_named(row)] = error
        else:
            done.append(_named(row))
    return overdue_answers.say(done, failed)


def _reassign(wish: Wish, named: dict[str, str]) -> bool:
    """Give the tasks to a person; true when at least one was given."""
    actor = session.actor()
    if actor is None:
        return False
    try:
        outcomes = task_batches.do_each(product().database, actor, named, wish)
    except DatabaseUnavailable as error:
        overdue_answers.refuse(error)
        return False
    done = [named[each.task_id] for each in outcomes if each.error is None]
    failed = {named[each.task_id]: each.error for each in outcomes if each.error is not None}
    return overdue_answers.say(done, failed)


def _about(row: OverdueRow) -> About:
    return About(row.instance_id, row.task_id, overdue_cells.element(row))


def _named(row: OverdueRow) -> str:
    """Name a row for an answer: its case and what is late there."""
    return f"{row.business_key or row.instance_id} ({overdue_cells.element(row)})"


def _listed(rows: Sequence[OverdueRow]) -> str:
    """Name the first few rows, and say how many more there are."""
    _ = translator()
    text = ", ".join(_named(row) for row in rows[:MOST_NAMED])
    more = len(rows) - MOST_NAMED
    return _("{tasks} and {count} more").format(tasks=text, count=more) if more > 0 else text
