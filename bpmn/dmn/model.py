"""The decision requirements graph: what decides what, immutable once it is read."""

from dataclasses import dataclass, field

from bpmn.dmn.logic import Logic
from bpmn.dmn.tables import Table
from bpmn.feel.types import TypeRef, Types


@dataclass(frozen=True, slots=True)
class InputData:
    """A value that is given from outside."""

    id: str
    name: str
    type: TypeRef | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with its logic and the ids of what it needs."""

    id: str
    name: str
    type: TypeRef | None
    logic: Logic
    inputs: tuple[str, ...]
    decisions: tuple[str, ...]
    knowledge: tuple[str, ...]

    @property
    def table(self) -> Table | None:
        """The decision table, if the logic is one."""
        return self.logic if isinstance(self.logic, Table) else None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function that decisions call."""

    id: str
    name: str
    type: TypeRef | None
    parameters: tuple[tuple[str, TypeRef | None], ...]
    logic: Logic
    knowledge: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: some decisions offered as one function."""

    id: str
    name: str
    type: TypeRef | None
    outputs: tuple[str, ...]
    input_data: tuple[str, ...]
    input_decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """Another model, by the name that expressions know it by; without one its elements have their own."""

    name: str
    namespace: str
    graph: "Graph"


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything in a file, by id; an id in another file has that file's namespace and ``#`` before it."""

    inputs: dict[str, InputData]
    decisions: dict[str, Decision]
    knowledge: dict[str, Knowledge]
    services: dict[str, Service]
    types: Types
    imports: dict[str, Import] = field(default_factory=dict)
