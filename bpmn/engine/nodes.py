"""The compiled form of a process: nodes linked to each other, looked up once.

A `Node` stands for one element; an activity with a loop has a second node (key `id#inner`) for its
single instances, and an event with several triggers has a node for each of them (key `id#0` and so on). `bpmn.engine.program` builds them.
"""

from dataclasses import dataclass, field

from bpmn.engine.behaviour import Behaviour
from bpmn.model import Catch, DataFlow, Element, Mapping, Process, SequenceFlow, Sla, Status

INNER = "#inner"
"""Behind the id: the single instances of an activity with a loop."""
UNDO = "#undo"
"""Behind the id: the undoing that the event has thrown, or of what the sub-process has done."""


@dataclass(slots=True, eq=False)
class Edge:
    """A sequence flow on its way to a node."""

    id: str
    target: "Node"
    flow: SequenceFlow
    is_default: bool


@dataclass(slots=True, eq=False)
class Node:
    """One element, ready to run."""

    key: str
    id: str
    element: Element
    behaviour: Behaviour
    outgoing: tuple[Edge, ...] = ()
    incoming: tuple[str, ...] = ()
    plain: bool = True
    """Whether a token leaves by all flows without looking at conditions."""
    joins: bool = False
    """Whether tokens are counted before the element starts."""
    needed: int = 1
    """How many tokens an activity's start takes from its flows (startQuantity)."""
    produced: int = 1
    """How many tokens an activity puts on each of its flows (completionQuantity)."""
    data: DataFlow | None = None
    inputs: tuple[Mapping, ...] = ()
    outputs: tuple[Mapping, ...] = ()
    status_on_activate: tuple[Status, ...] = ()
    status_on_complete: tuple[Status, ...] = ()
    slas: tuple[Sla, ...] = ()
    marks: tuple[tuple[str, str, int], ...] = ()
    """Clocks that start or stop when the element completes: key of the clock's element, `start` or `stop`, its place."""
    pausing: tuple[str, ...] = ()
    """Keys of the elements of which a clock stands still while this one waits."""
    boundaries: "tuple[Node, ...]" = ()
    inner: "Node | None" = None
    trigger: Catch | None = None
    """Of an event or receive task: what it waits for."""
    parts: "tuple[Node, ...]" = ()
    """Of an event with several triggers: a node for each of them."""
    whole: "Node | None" = None
    """Of one of several triggers: the node of the event."""
    link: "Node | None" = None
    """Of a link throw event: the catch event where it goes on."""
    compensation: "Node | None" = None
    """Of an activity: its compensation boundary event."""
    handler: "Node | None" = None
    """Of an activity: what undoes it."""
    undoing: "tuple[Node, Node] | None" = None
    """Of a scope: its compensation event sub-process with the start event."""
    recorded: bool = False
    """Whether something may undo the activity once it has completed."""
    starts: "tuple[Node, ...]" = ()
    """Of a scope: the nodes that begin when it is entered."""
    event_subprocesses: "tuple[tuple[Node, Node], ...]" = ()
    """Of a scope: each event sub-process with its start event."""
    reach: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of an inclusive or complex join: from where its incoming flows can still be reached."""


@dataclass(slots=True, eq=False)
class Program:
    """A compiled process."""

    process: Process
    root: Node
    nodes: dict[str, Node]
    waits_for_quiet: bool
    """Whether a gateway of it fires when nothing else moves."""
    moves_clocks: frozenset[str] = frozenset()
    """Variables whose change may move a running clock."""
    excluded_elements: frozenset[str] = frozenset()
    """Elements that a human task excludes: who completed them is kept."""
