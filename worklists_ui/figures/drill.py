"""The way from a number to its cases: which number was chosen stands in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from carelane.domain.measures import Measure
from carelane.services.measured_case_lists import Drill
from carelane.services.visibility import Actor, may_open
from worklists_ui import grid_size, row_buttons
from worklists_ui.translation import translator

_KEY = "figures_drill"
MOST_HIGH = 10
_VERDICTS = {"yes": True, "no": False}


def from_query(query: Mapping[str, str]) -> Drill | None:
    """Read from an address which number's cases are wanted, if any."""
    try:
        measure = Measure(query.get("cases", ""))
    except ValueError:
        return None
    element, code = query.get("element"), query.get("code")
    good = _VERDICTS.get(query.get("good", ""))
    return Drill(measure, element, code, good, query.get("of_urgency"), query.get("of_process"))


def to_address(drill: Drill | None) -> dict[str, str]:
    """Give the parameters of the address."""
    if drill is None:
        return {}
    pairs = {
        "cases": drill.measure.value,
        "element": drill.element,
        "code": drill.code,
        "of_urgency": drill.urgency,
        "of_process": drill.process,
    }
    if drill.good is not None:
        pairs["good"] = "yes" if drill.good else "no"
    return {name: value for name, value in pairs.items() if value is not None}


def chosen() -> Drill | None:
    """Give the number whose cases are shown now; at first the one in the address."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = from_query(st.query_params.to_dict())
    found: Drill | None = st.session_state[_KEY]
    return found


def choose(drill: Drill | None) -> None:
    """Show the cases of a number from now on, or of none."""
    st.session_state[_KEY] = drill


def may_drill(actor: Actor) -> bool:
    """Say whether numbers lead to cases for this person."""
    return may_open(actor, "overdue")


def button(actor: Actor, drill: Drill) -> None:
    """Draw the button that leads from a number to its cases."""
    _ = translator()
    if may_drill(actor):
        key = f"drill_{drill.measure}_{drill.element}_{drill.code}_{drill.good}"
        label = {None: _("Cases"), True: _("Kept ones"), False: _("Missed ones")}[drill.good]
        icon = ":material/list:"
        st.button(label, key=key, icon=icon, type="tertiary", on_click=choose, args=(drill,))


def table(
    actor: Actor,
    key: str,
    rows: Sequence[dict[str, Any]],
    columns: dict[str, Any],
    drills: Sequence[Drill],
) -> None:
    """Draw a table of numbers, each row with its way to the cases."""
    _ = translator()
    shown = [dict(row) for row in rows]
    configured = dict(columns)
    if may_drill(actor):
        for row in shown:
            row["cases"] = f":material/list: {_('Cases')}"
        configured["cases"] = row_buttons.column(f"{key}_cases", drills, width=90, then=choose)
    st.dataframe(
        shown,
        column_config=configured,
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(shown), MOST_HIGH),
        placeholder="",
        key=key,
    )
