"""The worklist's further filters, behind one button that says how many of them narrow the list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from carelane.domain.roles import ROLES
from carelane.services.visibility import Actor
from carelane.services.worklist_choices import WorklistChoices
from worklists_ui import choices, places, preset
from worklists_ui.case_names import latest_name
from worklists_ui.translation import translator
from worklists_ui.vocabulary import business_status, role
from worklists_ui.worklist_filters import DEFAULT, NAMES, narrowed
from worklists_ui.worklist_state import PREFIX, first_page, keep, set_filter, wanted_filter

_HERE = ("text", "urgency", "state", "due")
"""Filters that stand beside the button."""


_BEHIND = tuple(name for name in NAMES if name not in {*_HERE, "scope", "sort", "order", "page"})
"""Filters that stand behind the button."""
_BUTTON = "worklist_more"


def draw(actor: Actor, choices_now: Callable[[], WorklistChoices]) -> None:
    """Draw the button and, while it is open, what is behind it: finding out what there is to choose from takes time."""
    _ = translator()
    wanted = wanted_filter()
    count = narrowed(wanted) - sum(
        getattr(wanted, name) != getattr(DEFAULT, name) for name in _HERE
    )
    label = _("More filters ({count})").format(count=count) if count else _("More filters")
    behind = st.popover(label, icon=":material/filter_alt:", key=_BUTTON, on_change="rerun")
    if not behind.open:
        keep(_BEHIND)
        return
    known = choices_now()
    with behind:
        _process(known)
        _element(known)
        _choice("status", _("Status"), _("Any status"), known.statuses, business_status)
        _choice("sender", _("From"), _("Any institution"), known.senders, places.name)
        if wanted.scope == "administered":
            _staff_of(actor)
        elif len(actor.memberships) > 1:
            _desk(actor)
        _since()
        _days("created", _("Waiting since, from"), _("until"))
        _days("due", _("Due, from"), _("until"))
        st.button(
            _("Clear all filters"),
            icon=":material/filter_alt_off:",
            on_click=set_filter,
            args=(replace(DEFAULT, scope=wanted.scope),),
            disabled=not narrowed(wanted),
        )


def _process(known: WorklistChoices) -> None:
    _ = translator()
    names = {code: latest_name(code, name) for code, name in known.processes}
    _choice(
        "process",
        _("Process"),
        _("All processes"),
        tuple(names),
        lambda code: names.get(code, code),
    )


def _element(known: WorklistChoices) -> None:
    """Draw the choice of the step; of one process where one is chosen."""
    _ = translator()
    process = st.session_state.get(PREFIX + "process")
    names = {
        element: name for owner, element, name in known.elements if process in {"", None, owner}
    }
    _choice("element", _("Step"), _("All steps"), tuple(names), lambda code: names.get(code, code))


def _desk(actor: Actor) -> None:
    """Draw the choice of what one of my memberships owns."""
    _ = translator()
    _choice("institution", _("Owned by"), _("All my institutions"), actor.institutions, places.name)
    _choice("role", _("Role"), _("All my roles"), actor.roles, role)


def _staff_of(actor: Actor) -> None:
    """Draw the choice of which institution's and role's tasks to see of those that I decide about."""
    _ = translator()
    places_known = sorted({*actor.institutions, *actor.supervised_institutions})
    _choice("institution", _("Owned by"), _("All institutions"), places_known, places.name)
    _choice("role", _("Role"), _("All roles"), [spec.code for spec in ROLES], role)


def _since() -> None:
    """Draw the choice of since when tasks wait, counted from the day on which one looks."""
    _ = translator()
    spans = {
        "today": _("today"),
        "week": _("the last 7 days"),
        "month": _("the last 30 days"),
        "before_week": _("longer than 7 days"),
    }
    _choice("since", _("Waiting since"), _("Any time"), tuple(spans), spans.__getitem__)


def _choice(
    name: str, title: str, nothing: str, codes: Sequence[str], label: Callable[[str], str]
) -> None:
    choices.narrow(title, PREFIX + name, codes, label, everything=nothing, on_change=first_page)


def _days(name: str, first: str, last: str) -> None:
    """Draw two days, both included."""
    left, right = st.columns(2)
    for column, label, key in (
        (left, first, PREFIX + name + "_from"),
        (right, last, PREFIX + name + "_to"),
    ):
        with column:
            st.date_input(
                label, key=key, **preset.value(key), format="YYYY-MM-DD", on_change=first_page
            )
