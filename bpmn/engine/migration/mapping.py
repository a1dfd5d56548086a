"""Which element of the new version stands for which of the old: what a person decides about a migration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bpmn.json_types import Variables


class WrongMapping(ValueError):  # noqa: N818 - reads as what it is
    """The JSON is no mapping; the text says where."""


@dataclass(frozen=True, slots=True)
class ElementMapping:
    """Old element id -> new element id; None says on purpose that there is none any more.

    `flows` names sequence flows on which tokens wait at a join, in as far as neither their id nor their two ends say
    it. `anew` lists old elements whose waiting begins anew by the new definition (a timer is set again, an SLA clock
    starts again) instead of going on as it was.
    """

    elements: Mapping[str, str | None] = field(default_factory=dict)
    flows: Mapping[str, str] = field(default_factory=dict)
    anew: tuple[str, ...] = ()

    def dump(self) -> Variables:
        """Give the mapping as JSON values."""
        return {
            "elements": dict(self.elements),
            "flows": dict(self.flows),
            "anew": list(self.anew),
        }

    @classmethod
    def load(cls, dumped: Any) -> "ElementMapping":
        """Restore what `dump` gave, or read what a person wrote; raises WrongMapping."""
        if not isinstance(dumped, dict):
            raise WrongMapping("a mapping is a JSON object with the key 'elements'")
        if unknown := sorted(set(dumped) - {"elements", "flows", "anew"}):
            raise WrongMapping(
                f"a mapping has the keys elements, flows and anew, not {unknown[0]!r}"
            )
        anew = dumped.get("anew", [])
        if not isinstance(anew, list) or not all(isinstance(each, str) for each in anew):
            raise WrongMapping("'anew' is a list of element ids")
        flows = _object(dumped, "flows")
        if not all(isinstance(each, str) for each in flows.values()):
            raise WrongMapping("'flows' gives an id of a sequence flow for each")
        elements = _object(dumped, "elements")
        if not all(each is None or isinstance(each, str) for each in elements.values()):
            raise WrongMapping("'elements' gives an element id or null for each")
        return cls(elements, flows, tuple(anew))


def _object(dumped: dict[str, Any], name: str) -> dict[str, Any]:
    found = dumped.get(name, {})
    if not isinstance(found, dict):
        raise WrongMapping(f"{name!r} is a JSON object")
    return dict(found)
