"""The filters of the page Overdue and their way into the address and back."""

from collections.abc import Mapping
from typing import Literal

from carelane.services.supervision import OverdueFilter
from worklists_ui.vocabulary import URGENCIES

LONGEST = 80


def to_query(wanted: OverdueFilter) -> dict[str, str]:
    """Give the parameters of the address; what is not restricted is left out."""
    pairs = {
        "kind": wanted.kind,
        "institution": wanted.institution,
        "process": wanted.process,
        "urgency": wanted.urgency,
    }
    return {name: value for name, value in pairs.items() if value}


def from_query(query: Mapping[str, str]) -> OverdueFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    urgency = query.get("urgency", "")
    return OverdueFilter(
        kind=_kind(query.get("kind", "")),
        institution=query.get("institution", "")[:LONGEST],
        process=query.get("process", "")[:LONGEST],
        urgency=urgency if urgency in URGENCIES else "",
    )


def _kind(text: str) -> Literal["", "overdue", "at_risk"]:
    """Read which half of the board is wanted."""
    if text == "overdue":
        return "overdue"
    return "at_risk" if text == "at_risk" else ""
