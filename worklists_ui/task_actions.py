"""The buttons of one task, made from the verbs that its reader may use now."""

import streamlit as st

from carelane.domain.errors import ExcludedOwner, NotPotentialOwner
from carelane.domain.human_task_verbs import VERBS, TaskVerb
from carelane.services import human_tasks
from carelane.services.human_tasks import TaskDetail
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor
from worklists_ui import problems, task_panel, task_requests, worklist_keys
from worklists_ui import task_commands as commands
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import VERB_ICONS, task_verb

SCOPE = "task"
_OF_THE_FORM = frozenset({"complete", "save_draft"})
_IN_SIGHT = ("release",)
"""Beside those of the form; all others are in the menu."""
_OF_DECIDERS = ("nominate", "delegate", "release")
"""In sight for whoever decides about a task's owner and cannot do it."""
_FIRST = ("claim", "take_over", "resume")
"""What has to be done before there is a form to fill in, the most likely first."""
_ELSEWHERE = {*_OF_THE_FORM, *_FIRST[:2], "ask_for"}
"""Verbs whose buttons do not stand beside those of the form."""


def draw_first(actor: Actor, detail: TaskDetail) -> None:
    """Say for whom the person would act, or why not at all, and draw what comes before the form."""
    _ = translator()
    if detail.acting_for is not None:
        text = _("You act for {name}.").format(name=detail.acting_for.shown(language()))
        st.info(escaped(text), icon=":material/supervisor_account:")
    _say_why_not(detail)
    found = [verb for verb in _FIRST if verb in detail.verbs]
    for verb in found[:1]:
        label = _("Claim this task") if verb == "claim" else task_verb(verb)
        _button(detail, verb, label, primary=True)
    task_requests.draw(actor, detail, SCOPE)


def _say_why_not(detail: TaskDetail) -> None:
    """Say why the person may not take a task that is free: four eyes, or another role's. Who has it, the head says."""
    why = detail.refusals.get("claim")
    if isinstance(why, ExcludedOwner):
        st.warning(escaped(problems.message(why)), icon=":material/visibility_off:")
    elif isinstance(why, NotPotentialOwner):
        st.info(escaped(problems.message(why)), icon=":material/group:")


def draw_more(detail: TaskDetail, *, mine: bool) -> None:
    """Draw the verbs beside those of the form, in sight or in a menu."""
    rest = [
        verb.name for verb in VERBS if verb.name in detail.verbs and verb.name not in _ELSEWHERE
    ]
    rest = [verb for verb in rest if verb != "resume" or {"claim", "take_over"} & {*detail.verbs}]
    if "nominate" in rest and "delegate" in rest:
        rest.remove("delegate")  # the same to whoever may do both, under two names
    decides = not mine and not {*_FIRST} & {*detail.verbs}
    for verb in _IN_SIGHT if mine else _OF_DECIDERS if decides else ():
        if verb in rest:
            _button(detail, verb, task_verb(verb))
            rest.remove(verb)
    if rest:
        _menu(detail, rest)


def draw_panel(actor: Actor, detail: TaskDetail) -> None:
    """Draw the panel of the verb that was chosen in the menu, while it may still be used."""
    if task_panel.opened(SCOPE) not in detail.verbs:
        return
    task_id = detail.row.id
    fails = task_panel.opened(SCOPE) == "fail"
    faults = human_tasks.faults(product().database, actor, task_id) if fails else ()
    task_panel.draw(actor, SCOPE, [task_id], lambda wish: commands.act(task_id, wish), faults)


def _menu(detail: TaskDetail, verbs: list[TaskVerb]) -> None:
    _ = translator()
    with st.popover(_("More"), icon=":material/more_horiz:", key=task_panel.menu_key(SCOPE)):
        for verb in verbs:
            _button(detail, verb, task_verb(verb), wide=True)


def _button(
    detail: TaskDetail, verb: str, label: str, *, primary: bool = False, wide: bool = False
) -> None:
    """Draw a verb's button: done at once, or its panel opens."""
    asks = task_panel.asks(verb)
    st.button(
        label,
        key=f"task_verb_{verb}",
        icon=VERB_ICONS[verb],
        shortcut=worklist_keys.TAKE if primary and verb == "claim" else None,
        type="primary" if primary else "secondary",
        width="stretch" if wide else "content",
        on_click=_open if asks else _act,
        args=(verb,) if asks else (detail.row.id, verb),
    )


def _open(verb: TaskVerb) -> None:
    """Open the panel of a verb."""
    commands.forget_said()
    task_panel.open_panel(SCOPE, verb)


def _act(task_id: str, verb: TaskVerb) -> None:
    """Do a verb at once."""
    task_panel.close_menu(SCOPE)
    commands.act(task_id, Wish(verb))
