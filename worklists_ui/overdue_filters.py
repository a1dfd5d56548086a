"""The filters of the page Overdue: drawn from what is on the board, and their way into the address and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Literal

import streamlit as st

from carelane.services.overdue_rows import OverdueRow
from carelane.services.supervision import NOBODY, Board, OverdueFilter
from worklists_ui import choices, overdue_cells, places
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import URGENCIES, urgency

LONGEST = 80
_PREFIX = "overdue_filter_"
_NAMES = tuple(each.name for each in fields(OverdueFilter))


def to_query(wanted: OverdueFilter) -> dict[str, str]:
    """Give the parameters of the address; what is not restricted is left out."""
    return {name: value for name, value in asdict(wanted).items() if value}


def from_query(query: Mapping[str, str]) -> OverdueFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    code = query.get("urgency", "")
    texts = ("institution", "process", "element", "owner")
    return OverdueFilter(
        kind=_kind(query.get("kind", "")),
        urgency=code if code in URGENCIES else "",
        **{name: query.get(name, "")[:LONGEST] for name in texts},
    )


def _kind(text: str) -> Literal["", "overdue", "at_risk"]:
    """Read which half of the board is wanted."""
    if text == "overdue":
        return "overdue"
    return "at_risk" if text == "at_risk" else ""


def draw(whole: Board) -> OverdueFilter:
    """Draw the filters; the address follows them."""
    if _PREFIX + "kind" not in st.session_state:
        for name, value in asdict(from_query(st.query_params.to_dict())).items():
            st.session_state[_PREFIX + name] = value
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, (label, options) in _offered(whole.rows).items():
            _choice(label, name, options)
    wanted = from_query({name: st.session_state[_PREFIX + name] or "" for name in _NAMES})
    if to_query(wanted) != st.query_params.to_dict():
        st.query_params.from_dict(to_query(wanted))
    return wanted


def _offered(rows: tuple[OverdueRow, ...]) -> dict[str, tuple[str, dict[str, str]]]:
    """Give each filter's label and choices: what the board has now, by its name."""
    _ = translator()
    kinds = {"": _("Overdue and at risk"), "overdue": _("Overdue"), "at_risk": _("At risk")}
    at = {row.institution.id: places.name(row.institution.id) for row in rows}
    processes = {row.process_id: overdue_cells.process(row) for row in rows}
    elements = {row.element_id: overdue_cells.element(row) for row in rows}
    held = [row.actual_owner for row in rows if row.actual_owner is not None]
    owners = {NOBODY: _("nobody"), **{who.id: who.shown(language()) for who in held}}
    urgencies = {code: urgency(code) for code in URGENCIES}
    return {
        "kind": (_("What"), kinds),
        "institution": (_("Institution"), {"": _("All"), **_sorted(at)}),
        "process": (_("Process"), {"": _("All processes"), **_sorted(processes)}),
        "element": (_("Element"), {"": _("All"), **_sorted(elements)}),
        "urgency": (_("Urgency"), {"": _("All"), **urgencies}),
        "owner": (_("With"), {"": _("All"), **owners}),
    }


def _sorted(named: dict[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda pair: (pair[1], pair[0])))


def _choice(label: str, name: str, options: dict[str, str]) -> None:
    """Draw one choice; a value that is not offered any more stays to be seen."""
    chosen = st.session_state.get(_PREFIX + name, "")
    codes = list(dict.fromkeys([*options, chosen]))

    def shown(code: str) -> str:
        return options.get(code, code)

    choices.hold(_PREFIX + name, codes, shown)
    st.selectbox(label, codes, format_func=shown, key=_PREFIX + name, width=164)
