"""The filters of the page Overdue: drawn from what is on the board, and their way into the address and back."""

import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Literal

import streamlit as st

from carelane.services import board_choices
from carelane.services.board_choices import BoardChoices, BoardElement
from carelane.services.supervision import NOBODY, OverdueFilter
from carelane.services.visibility import Actor
from worklists_ui import choices, paging, places
from worklists_ui.case_names import names_of, process_name
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import URGENCIES, urgency

LONGEST = 80
CHOICES_FOR = 60.0
"""Seconds after which what can be chosen is read anew."""
_PREFIX = "overdue_filter_"
_CHOICES = "overdue_choices"
PAGE = _PREFIX + "page"
_NAMES = ("kind", "urgency", "institution", "process", "element", "owner")


def to_query(wanted: OverdueFilter) -> dict[str, str]:
    """Give the parameters of the address; what is not restricted is left out."""
    found = {name: str(getattr(wanted, name)) for name in _NAMES if getattr(wanted, name)}
    return found | ({"page": str(wanted.page)} if wanted.page > 1 else {})


def from_query(query: Mapping[str, str]) -> OverdueFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    code = query.get("urgency", "")
    return OverdueFilter(
        kind=_kind(query.get("kind", "")),
        urgency=code if code in URGENCIES else "",
        page=paging.number_of(query.get("page", "")),
        institution=query.get("institution", "")[:LONGEST],
        process=query.get("process", "")[:LONGEST],
        element=query.get("element", "")[:LONGEST],
        owner=query.get("owner", "")[:LONGEST],
    )


def _kind(text: str) -> Literal["", "overdue", "at_risk"]:
    """Read which half of the board is wanted."""
    if text == "overdue":
        return "overdue"
    return "at_risk" if text == "at_risk" else ""


def draw(actor: Actor) -> OverdueFilter:
    """Draw the filters; the address follows them."""
    if _PREFIX + "kind" not in st.session_state:
        for name, value in asdict(from_query(st.query_params.to_dict())).items():
            st.session_state[_PREFIX + name] = value
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, offered in _offered(_choices(actor)).items():
            _choice(name, *offered)
    texts = {name: st.session_state[_PREFIX + name] or "" for name in _NAMES}
    wanted = from_query(texts | {"page": str(st.session_state.get(PAGE) or 1)})
    write_address(wanted)
    return wanted


def write_address(wanted: OverdueFilter) -> None:
    """Let the address say what the widgets hold."""
    if to_query(wanted) != st.query_params.to_dict():
        st.query_params.from_dict(to_query(wanted))


def _choices(actor: Actor) -> BoardChoices:
    """Give what can be chosen; it is worked out from the whole board, so it is read once a minute."""
    now = time.monotonic()
    kept: tuple[float, Actor, BoardChoices] | None = st.session_state.get(_CHOICES)
    if kept is None or kept[1] != actor or now - kept[0] > CHOICES_FOR:
        kept = (now, actor, board_choices.board_choices(product().database, actor))
        st.session_state[_CHOICES] = kept
    return kept[2]


def _offered(known: BoardChoices) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Give each filter's label, what it is without a restriction, and its choices: what the board has, by its name."""
    _ = translator()
    kinds = {"overdue": _("Overdue"), "at_risk": _("At risk")}
    at = {code: places.name(code) for code in known.institutions}
    processes = {
        one.process_id: process_name(one.definition_id, one.process_id, one.process_name)
        for one in known.elements
    }
    elements = {one.element_id: _element(one) for one in known.elements}
    owners = {NOBODY: _("nobody"), **{who.id: who.shown(language()) for who in known.owners}}
    urgencies = {code: urgency(code) for code in URGENCIES}
    return {
        "kind": (_("What"), _("Overdue and at risk"), kinds),
        "institution": (_("Institution"), _("All"), _sorted(at)),
        "process": (_("Process"), _("All processes"), _sorted(processes)),
        "element": (_("Element"), _("All"), _sorted(elements)),
        "urgency": (_("Urgency"), _("All"), urgencies),
        "owner": (_("With"), _("All"), owners),
    }


def _element(one: BoardElement) -> str:
    """Name an element as the board does: by its clock, else as the diagram does."""
    return one.clock or names_of(one.definition_id).of(one.element_id, language(), one.element_id)


def _sorted(named: dict[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda pair: (pair[1], pair[0])))


def _choice(name: str, label: str, everything: str, options: dict[str, str]) -> None:
    choices.narrow(
        label,
        _PREFIX + name,
        options,
        lambda code: options.get(code, code),
        everything=everything,
        on_change=_first,
        width=164,
    )


def _first() -> None:
    """Go back to the first page: the filter has changed."""
    st.session_state[PAGE] = 1
