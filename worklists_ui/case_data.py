"""The data of a case as people read it: labels and option texts of its forms, not JSON."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import streamlit as st

from carelane.services.case_details import CaseDetail
from worklists_ui.case_labels import Labels, labels_of
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

ELSEWHERE = frozenset(
    {"patient", "institution", "pools", "started_by", "business_key", "started_at"}
)
"""Variables that the page's head tells already."""

SHORT = 30
"""Letters of a text that still stands beside its name."""

Fact = tuple[str, str]


def draw(case: CaseDetail) -> None:
    """Draw what people entered; what only the process uses is folded away, empty values are left out."""
    _ = translator()
    labels = labels_of(case.row.definition_id)
    known = {name: value for name, value in case.variables.items() if name not in ELSEWHERE}
    entered = {name: value for name, value in known.items() if labels.knows(name)}
    other = {name: value for name, value in known.items() if name not in entered}
    if not entered:
        st.caption(_("Nothing has been entered yet."))
    draw_facts(facts(entered, labels))
    if other:
        with st.expander(_("Values of the process")):
            draw_facts(facts(other, labels))


def draw_facts(told: Iterable[Fact]) -> None:
    """Draw names with their texts as one element; nothing in them is read as markup."""
    _ = translator()
    colon = _(":")
    blocks = [f":small[:gray[{escaped(name)}{colon}]]{_lines(text)}" for name, text in told]
    if blocks:
        st.markdown("  \n".join(blocks))


def _lines(text: str) -> str:
    """Put a short text behind its name, a longer one below it."""
    lines = [escaped(line) for line in text.splitlines()]
    if len(lines) == 1 and len(text) <= SHORT:
        return f"  {lines[0]}"
    return "  \n" + "  \n".join(lines)


def facts(
    values: Mapping[str, Any], labels: Labels, path: str = "", above: str = ""
) -> Iterator[Fact]:
    """Yield name and text of every value: in the order of the forms, then what no form has."""
    order = {name: place for place, name in enumerate(labels.fields)}
    names = sorted(values, key=lambda name: (order.get(f"{path}{name}", len(order)), name))
    for name in names:
        here, value = f"{path}{name}", values[name]
        label = " · ".join(part for part in (above, labels.name(here)) if part)
        if value is None or value in ("", [], {}) or labels.is_unticked(here, value):
            continue
        if isinstance(value, Mapping):
            yield from facts(value, labels, f"{here}.", label)
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield label, "\n".join(_row(one, labels, f"{here}.") for one in value)
        else:
            yield label, labels.text(here, value)


def _row(row: Any, labels: Labels, path: str) -> str:
    """Write one row of a list on one line."""
    if not isinstance(row, Mapping):
        return f"· {labels.text(path, row)}"
    return "· " + ", ".join(f"{name}: {text}" for name, text in facts(row, labels, path))
