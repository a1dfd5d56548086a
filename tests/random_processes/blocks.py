"""The blocks that random processes are nested of: plain data, drawn by `drawing`, run by `prediction`.

A block has no id: its place in the tree is its name (`0_1_2`), which every walker of the tree builds alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

TriggerKind = Literal[
    *("timer", "cycle", "message", "signal", "error", "escalation"),
    *("condition", "multiple", "gathering", "cancel", "compensation"),
]
TaskKind = Literal[
    *("plain", "manual", "user", "service", "script", "rule", "send", "receive", "call"),
]
SplitKind = Literal[
    *("exclusive", "parallel", "inclusive", "conditional", "answered", "decided", "complex"),
]
EndKind = Literal[
    *("none", "error", "escalation", "signal", "message", "terminate", "cancel", "compensation"),
]
ThrowKind = Literal["none", "escalation", "signal", "message", "compensation"]

CONDITIONS = ("c1", "c2", "c3", "c4")
"""Variables that are true or false from the start."""
ROUTE = "v1"
"""The number, 1 to 3, that the decision table looks at."""


class Part:
    """Anything in a tree; shown without what it has by default, so that a failure can be read."""

    def __repr__(self) -> str:
        shown = [
            f"{field.name}={getattr(self, field.name)!r}"
            for field in fields(self)  # type: ignore[arg-type]
            if getattr(self, field.name) != field.default
        ]
        return f"{type(self).__name__}({', '.join(shown)})"


@dataclass(frozen=True, repr=False)
class Trigger(Part):
    """What an event waits for; ``unknown``: the duration stands in a variable nobody has set.

    A ``multiple`` event waits for one of its parts, a ``gathering`` (parallel multiple) one for all.
    """

    kind: TriggerKind
    name: str = ""
    minutes: int = 0
    times: int = 0
    unknown: bool = False
    parts: tuple["Trigger", ...] = ()


@dataclass(frozen=True, repr=False)
class Loop(Part):
    """A loop marker; ``enough``: so many instances complete it (0: all)."""

    kind: Literal["standard", "parallel", "sequential"]
    count: int
    collection: bool = False
    before: bool = False
    enough: int = 0


@dataclass(frozen=True, repr=False)
class Boundary(Part):
    """A boundary event with what follows it; one that ``rejoins`` goes on behind the activity."""

    trigger: Trigger
    interrupting: bool
    rejoins: bool
    body: "Block"


@dataclass(frozen=True, repr=False)
class Handler(Part):
    """An event sub-process."""

    trigger: Trigger
    interrupting: bool
    body: "Block"


@dataclass(frozen=True, repr=False)
class Task(Part):
    """Any task; ``mapped`` gives it an input and an output mapping, ``undone_by`` an undoing task."""

    kind: TaskKind
    loop: Loop | None = None
    boundaries: tuple[Boundary, ...] = ()
    mapped: bool = False
    undone_by: TaskKind | None = None


@dataclass(frozen=True, repr=False)
class Sub(Part):
    """A sub-process; a ``bare`` one has no start and end events, a ``transaction`` can be cancelled."""

    body: "Block"
    loop: Loop | None = None
    boundaries: tuple[Boundary, ...] = ()
    handlers: tuple[Handler, ...] = ()
    bare: bool = False
    undone_by: TaskKind | None = None
    transaction: bool = False


@dataclass(frozen=True, repr=False)
class AdHoc(Part):
    """An ad-hoc sub-process; ``enough`` names the variable that completes it."""

    ways: tuple["Block", ...]
    sequential: bool = False
    enough: str = ""
    cancels: bool = True


@dataclass(frozen=True, repr=False)
class Jump(Part):
    """A link: a throw event and, somewhere else in the drawing, its catch event."""


@dataclass(frozen=True, repr=False)
class Bundle(Part):
    """An activity that puts several tokens on its flow, before one that needs as many."""

    tokens: int


@dataclass(frozen=True, repr=False)
class Catch(Part):
    """An intermediate catch event."""

    trigger: Trigger


@dataclass(frozen=True, repr=False)
class Throw(Part):
    """An intermediate throw event."""

    kind: ThrowKind
    name: str = ""


@dataclass(frozen=True, repr=False)
class End(Part):
    """An end event in the middle of the drawing: nothing follows."""

    kind: EndKind
    name: str = ""


@dataclass(frozen=True, repr=False)
class Sequence(Part):
    """One after the other."""

    parts: tuple["Block", ...]


@dataclass(frozen=True, repr=False)
class Split(Part):
    """Several ways and, where tokens are to be joined, the join.

    ``conditions`` names a variable for each way; an empty one is the default flow. A complex join goes on
    with the first ``needed`` tokens.
    """

    kind: SplitKind
    ways: tuple["Block", ...]
    conditions: tuple[str, ...] = ()
    merges: bool = True
    """Whether an exclusive split has a merging gateway, or its ways just meet."""
    needed: int = 0


@dataclass(frozen=True, repr=False)
class Choice(Part):
    """An event-based gateway; ``receives``: its messages are taken by receive tasks."""

    triggers: tuple[Trigger, ...]
    ways: tuple["Block", ...]
    receives: bool = False


@dataclass(frozen=True, repr=False)
class While(Part):
    """A loop of sequence flows with a counter; ``scoped`` puts it into a sub-process of its own."""

    body: "Block"
    times: int
    scoped: bool


@dataclass(frozen=True, repr=False)
class Fan(Part):
    """Tokens that are never joined: an activity without a gateway, and a tail that each runs."""

    ways: tuple["Block", ...]
    tail: "Block"


Simple = Task | Catch | Throw | End | Jump | Bundle
Block = Simple | Sub | AdHoc | Sequence | Split | Choice | While | Fan


@dataclass(frozen=True, repr=False)
class Whole(Part):
    """A process: its body and its event sub-processes."""

    body: Block
    handlers: tuple[Handler, ...] = ()


def ends(block: Block) -> bool:
    """Say whether nothing can follow the block: every token in it ends there."""
    match block:
        case End() | Fan():
            return True
        case Sequence(parts):
            return ends(parts[-1])
        case Split(kind="parallel", ways=ways) | Split(ways=ways) | Choice(ways=ways):
            return all(ends(way) for way in ways)
    return False


def everything(tree: object) -> Iterator[object]:
    """Yield the tree and all parts of it, triggers and loops as well."""
    if is_dataclass(tree):
        yield tree
        for field in fields(tree):
            yield from everything(getattr(tree, field.name))
    elif isinstance(tree, tuple):
        for each in tree:
            yield from everything(each)
