"""Elements and flows that tokens went through (live diagram, coverage, heat)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ElementActivated:
    """A token entered the element; ``activation_id`` identifies this one activation of it."""

    activation_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class ElementCompleted:
    """The activation ended normally."""

    activation_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class ElementTerminated:
    """The activation was ended from outside: interrupted, cancelled, or its scope ended."""

    activation_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class FlowTaken:
    """A token passed along the sequence flow (coverage, heat on the diagram)."""

    flow_id: str
