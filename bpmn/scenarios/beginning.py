"""How a case of a scenario begins."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bpmn.engine.effects import StartChild
from bpmn.scenarios.case import Case


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a case begins: where, under which key and with which variables; ``by`` is empty for messages."""

    institution: str
    key: str
    pools: Mapping[str, str]
    by: str = ""
    name: str = ""
    variables: Mapping[str, object] = field(default_factory=dict)
    called: tuple[Case, StartChild] | None = None
    event: str = ""
    """The timer or conditional start event that begins it."""
