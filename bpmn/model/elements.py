"""The base of everything in a file that can be pointed at, and of everything a token can be in."""

from dataclasses import dataclass
from typing import ClassVar

from bpmn.model.data_flow import DataFlow
from bpmn.model.extension import Mapping, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element with its place in the file; `line` counts from 1."""

    id: str
    name: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowNode(Element):
    """An event, activity or gateway. `tag` is its name in BPMN; `lane` the innermost lane's id."""

    tag: ClassVar[str] = ""

    lane: str = ""
    inputs: tuple[Mapping, ...] = ()
    outputs: tuple[Mapping, ...] = ()
    status: tuple[Status, ...] = ()
    data: DataFlow | None = None
