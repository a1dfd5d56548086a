"""What a verb asks for before it is done: a person, new owners, a moment, a reason, the code of an error.

A panel in the page, not a window over it: what the page renews by itself does not close it, and what is typed stays. The
fields follow the verb's row in `carelane.domain.human_task_verbs`; the caller does what is wished, under one command for as
long as the panel is open: an answer that was lost is asked for again, and nothing is done twice.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import streamlit as st

from carelane.domain.human_task_verbs import VERB, Need, TaskVerb
from carelane.services import colleagues
from carelane.services.colleagues import Colleague
from carelane.services.incidents import LONGEST_REASON
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor, Membership
from worklists_ui import choices, colleague_choice, places, problems, times
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import VERB_ICONS, role, task_verb

DIRECT = frozenset({"release"})
"""Verbs that take a reason, and are done at once without one."""
_FIELDS: tuple[Need, ...] = ("person", "owners", "until", "fault", "reason")


def asks(verb: str) -> bool:
    """Say whether a verb has a panel, or is done at once."""
    row = VERB[verb]
    return verb not in DIRECT and bool({*row.needs, *row.takes} & {*_FIELDS})


def open_panel(scope: str, verb: str) -> None:
    """Show the panel of a verb in this part of the page; whom another panel asked for is forgotten."""
    for need in ("person", "owners"):
        st.session_state.pop(_key(scope, need), None)
    close_menu(scope)
    st.session_state[f"{scope}_panel"] = verb
    st.session_state[f"{scope}_command"] = uuid.uuid4().hex


def menu_key(scope: str) -> str:
    """Give the key of the menu of verbs; another one after each choice, because a new menu is a closed one."""
    return f"{scope}_menu_{st.session_state.get(f'{scope}_menu', 0)}"


def close_menu(scope: str) -> None:
    """Close the menu of verbs: it lies over what was chosen."""
    st.session_state[f"{scope}_menu"] = st.session_state.get(f"{scope}_menu", 0) + 1


def opened(scope: str) -> str:
    """Give the verb whose panel is shown, if any."""
    return str(st.session_state.get(f"{scope}_panel", ""))


def close(scope: str) -> None:
    """Hide the panel, and forget what was typed in it."""
    st.session_state.pop(f"{scope}_panel", None)
    for need in _FIELDS:
        st.session_state.pop(_key(scope, need), None)


def _key(scope: str, need: str) -> str:
    return f"{scope}_panel_{need}"


def draw(
    actor: Actor,
    scope: str,
    task_ids: Sequence[str],
    give: Callable[[Wish], bool],
    faults: Sequence[str] = (),
) -> None:
    """Draw the panel that is open, if any; ``give`` does what is wished and says whether it worked."""
    _ = translator()
    verb = opened(scope)
    if verb not in VERB or not task_ids:
        return
    with st.container(border=True, key=f"{scope}_verb_panel"), problems.told():
        st.markdown(f"**{VERB_ICONS[verb]} {task_verb(verb)}**")
        row = VERB[verb]
        for need in _FIELDS:
            if need in {*row.needs, *row.takes}:
                _draw_field(actor, scope, need, task_ids, faults)
        with st.container(horizontal=True):
            st.button(
                _("Do it: {verb}").format(verb=task_verb(verb)),
                key=f"{scope}_panel_do",
                type="primary",
                on_click=_give,
                args=(scope, row.name, give),
            )
            st.button(_("Cancel"), key=f"{scope}_panel_cancel", on_click=close, args=(scope,))


def _give(scope: str, verb: TaskVerb, give: Callable[[Wish], bool]) -> None:
    """Do what is wished; the panel stays with what was typed where it did not work."""
    if give(_wish(scope, verb)):
        close(scope)


def _wish(scope: str, verb: TaskVerb) -> Wish:
    held = {need: st.session_state.get(_key(scope, need)) for need in _FIELDS}
    owners: list[tuple[str, str]] = held["owners"] or []
    chosen = held["person"]
    several = chosen if isinstance(chosen, list) else []
    return Wish(
        verb,
        person="" if several else chosen or "",
        owners=tuple(Membership(place, code) for place, code in owners if code),
        people=(*several, *(person for person, code in owners if not code)),
        until=_moment(held["until"]),
        reason=(held["reason"] or "").strip(),
        fault=held["fault"] or "",
        command=str(st.session_state.get(f"{scope}_command", "")),
    )


def _moment(typed: datetime | None) -> datetime | None:
    """Give what was typed in the reader's zone as a moment."""
    return None if typed is None else typed.replace(tzinfo=times.zone()).astimezone(UTC)


def _draw_field(
    actor: Actor, scope: str, need: Need, task_ids: Sequence[str], faults: Sequence[str]
) -> None:
    _ = translator()
    key = _key(scope, need)
    if need == "person":
        database = product().database

        def find(text: str) -> Sequence[Colleague]:
            return colleagues.for_tasks(database, actor, task_ids, text)

        if len(task_ids) == 1:
            colleague_choice.one(_("Person"), key, find)
        else:
            colleague_choice.several(_("Person (several: dealt out in turn)"), key, find)
    elif need == "owners":
        _owners(actor, key, task_ids)
    elif need == "until":
        now = datetime.now(times.zone()).replace(tzinfo=None, second=0, microsecond=0)
        label = _("Until (nothing: until somebody resumes it)")
        st.datetime_input(label, value=None, key=key, min_value=now, step=timedelta(minutes=15))
    elif need == "fault" and faults:
        st.selectbox(
            _("Kind of error that the process knows"),
            faults,
            index=None,
            key=key,
            placeholder=_("none: operators decide how it goes on"),
        )
    elif need == "reason":
        st.text_input(_("Reason (kept with the case)"), key=key, max_chars=LONGEST_REASON)


def _owners(actor: Actor, key: str, task_ids: Sequence[str]) -> None:
    """Draw the choice of roles and persons: (institution, role), or (person, nothing)."""
    _ = translator()
    database = product().database
    roles = colleagues.roles_for(database, actor, task_ids)
    staff = colleague_choice.labels(colleagues.for_tasks(database, actor, task_ids))
    options = [(each.institution_code, each.role) for each in roles]
    options += [(person_id, "") for person_id in staff]

    def label(option: tuple[str, str]) -> str:
        place, code = option
        return f"{role(code)}, {places.name(place)}" if code else staff[place]

    choices.hold(key, options, label)
    st.multiselect(
        _("New potential owners"),
        options,
        key=key,
        format_func=label,
        placeholder=_("Roles or persons"),
    )
