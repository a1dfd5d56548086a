"""Handing over a whole list in one action: one's own, or that of one's staff, to others in turn or back to the roles."""

from collections.abc import Sequence

import streamlit as st

from carelane.domain.errors import DatabaseUnavailable
from carelane.services import colleagues, task_batches
from carelane.services.colleagues import Colleague
from carelane.services.incidents import LONGEST_REASON
from carelane.services.task_batches import Handover
from carelane.services.visibility import Actor
from worklists_ui import bulk_actions, choices, colleague_choice, places, problems, session
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_FROM, _TO, _NOTE, _TOLD = "handover_from", "handover_to", "handover_note", "handover_told"


def draw(actor: Actor) -> None:
    """Draw the handover, and what came of the last one."""
    _ = translator()
    st.subheader(_("Hand over a list"))
    with problems.told():
        _draw(actor)
    bulk_actions.draw_told(_TOLD)


def _draw(actor: Actor) -> None:
    _ = translator()
    person_id = _whose(actor)
    tasks = task_batches.held_by(product().database, actor, person_id)
    if not tasks:
        st.info(_("There is no task to hand over."), icon=":material/task_alt:")
        return
    names = {row.id: bulk_actions.named(row) for row in tasks}
    st.caption(escaped(bulk_actions.listed(list(names.values()))))

    def find(text: str) -> Sequence[Colleague]:
        return colleagues.for_tasks(product().database, actor, names, text)

    label = _("To (several: in turn; nobody: back to the roles)")
    colleague_choice.several(label, _TO, find, but=person_id)
    st.text_input(_("Note (kept with every task)"), key=_NOTE, max_chars=LONGEST_REASON)
    st.button(
        _("Hand over {count} tasks").format(count=len(tasks)),
        icon=":material/move_up:",
        type="primary",
        on_click=_hand_over,
        args=(person_id, names),
    )


def _whose(actor: Actor) -> str:
    """Draw the choice of whose list it is where there is one: supervisors hand over for their staff."""
    _ = translator()
    if not actor.supervised_institutions:
        return actor.person_id
    staff = {actor.person_id: _("my own list")}
    for place in actor.supervised_institutions:
        found = colleague_choice.labels(colleagues.at(product().database, actor, place))
        for person_id, name in found.items():
            staff.setdefault(person_id, f"{name}, {places.name(place)}")
    choices.hold(_FROM, staff, staff.__getitem__)
    return str(st.selectbox(_("Whose list"), list(staff), key=_FROM, format_func=staff.__getitem__))


def _hand_over(person_id: str, names: dict[str, str]) -> None:
    """Hand over, and keep what came of it, with the names of the tasks."""
    wanted = Handover(
        to=tuple(st.session_state.get(_TO) or ()), note=(st.session_state.get(_NOTE) or "").strip()
    )
    try:
        actor = session.actor()
        if actor is None:
            return
        outcomes = task_batches.hand_over(product().database, actor, person_id, wanted)
    except DatabaseUnavailable as error:
        bulk_actions.keep_told(_TOLD, bulk_actions.away(error))
        return
    verb = "delegate" if wanted.to else "release"
    bulk_actions.keep_told(_TOLD, bulk_actions.told(outcomes, names, verb))
    if not task_batches.failed(outcomes):
        st.session_state.pop(_NOTE, None)
