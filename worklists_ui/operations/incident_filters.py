"""The filters of the tab Incidents and their way into the address and back."""

from collections.abc import Mapping

from carelane.services.incident_filters import IncidentFilter

LONGEST = 200
DIGITS = 8
PAGE_SIZE = 50
NAMES = ("text", "process", "element", "institution", "kind", "error")


def to_query(wanted: IncidentFilter) -> dict[str, str]:
    """Give the parameters of the address; what is not restricted is left out."""
    pairs = {name: str(getattr(wanted, name)) for name in NAMES}
    pairs["version"] = str(wanted.version or "")
    pairs["at_least"] = str(wanted.at_least or "")
    pairs["page"] = str(wanted.page) if wanted.page > 1 else ""
    return {name: value for name, value in pairs.items() if value}


def from_query(query: Mapping[str, str]) -> IncidentFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    texts = {name: query.get(name, "").strip()[:LONGEST] for name in NAMES}
    return IncidentFilter(
        **texts,
        version=_number(query.get("version", "")),
        at_least=_number(query.get("at_least", "")),
        page=max(1, _number(query.get("page", ""))),
        page_size=PAGE_SIZE,
    )


def _number(text: str) -> int:
    """Read a whole number; none for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0
