"""Asking a colleague for a task: the button of who would like to have it, and what stands before whoever has it."""

import streamlit as st

from carelane.services.human_tasks import TaskDetail
from carelane.services.task_requests import Request
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from worklists_ui import task_commands as commands
from worklists_ui import task_panel, times
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import VERB_ICONS, task_verb


def draw(actor: Actor, detail: TaskDetail, scope: str) -> None:
    """Draw who asks for the task, and the button that asks; whoever has asked reads since when."""
    for each in detail.requests:
        if each.by.id == actor.person_id:
            _mine(detail, each)
        else:
            _anothers(detail, each)
    asked = any(each.by.id == actor.person_id for each in detail.requests)
    if "ask_for" in detail.verbs and "take_over" not in detail.verbs and not asked:
        st.button(
            task_verb("ask_for"),
            key="task_verb_ask_for",
            icon=VERB_ICONS["ask_for"],
            on_click=_open,
            args=(scope,),
        )


def _mine(detail: TaskDetail, asked: Request) -> None:
    """Say that the reader has asked, whom and when."""
    _ = translator()
    owner = detail.row.actual_owner
    text = _("You asked {name} for this task on {at}.")
    name = owner.shown(language()) if owner else ""
    st.caption(escaped(text.format(name=name, at=times.moment(asked.at))))


def _anothers(detail: TaskDetail, asked: Request) -> None:
    """Say who asks, and why; one press gives the task to that person."""
    _ = translator()
    name = asked.by.shown(language())
    said = _("{name} asks for this task ({at}).").format(name=name, at=times.moment(asked.at))
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        key=f"task_request_{asked.by.id}",
    ):
        reason = f"  \n{escaped(asked.reason)}" if asked.reason else ""
        st.markdown(f"{VERB_ICONS['ask_for']} **{escaped(said)}**{reason}", width="stretch")
        if "delegate" in detail.verbs:
            st.button(
                _("Delegate to {name}").format(name=escaped(name)),
                key=f"task_give_{asked.by.id}",
                icon=VERB_ICONS["delegate"],
                on_click=_give,
                args=(detail.row.id, asked.by.id),
            )


def _open(scope: str) -> None:
    """Ask what is to be said with it."""
    commands.forget_said()
    task_panel.open_panel(scope, "ask_for")


def _give(task_id: str, person_id: str) -> None:
    """Give the task to who asks for it."""
    commands.act(task_id, Wish("delegate", person=person_id))
