"""Which elements start, stop or pause a clock over what is around them: found once, looked at as they come and go."""

from collections.abc import Mapping

from bpmn.engine.clock_plans import reads
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Turn


def mark_clocks(nodes: Mapping[str, Node]) -> frozenset[str]:
    """Note at each element what its end, or its waiting, means to a clock; gives the variables that move clocks."""
    moving: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    for host in list(nodes.values()):
        for place, sla in enumerate(host.slas):
            moving |= reads(sla)
            kept |= {sla.variable}
            for what, names in (("start", sla.start_after), ("stop", sla.stop_after)):
                for name in names:
                    _mark(nodes, name, (host.key, what, place))
            for pause in sla.pauses:
                if pause.element in nodes:
                    node = nodes[pause.element]
                    node.pausing = (*dict.fromkeys((*node.pausing, host.key)),)
    return (
        moving - kept
    )  # what clocks write themselves moves none, or two could move each other for ever


def _mark(nodes: Mapping[str, Node], name: str, mark: tuple[str, str, int]) -> None:
    if name in nodes:
        nodes[name].marks = (*nodes[name].marks, mark)


def mark_clocks_of(turn: Turn, activation: Activation, node: Node) -> None:
    """Let the clocks around the element know that it has completed; it is still open."""
    for key, what, place in node.marks:
        host = _around(activation, key)
        if host is not None:
            turn.later("clock_mark", host, [what, place])
    look_at_pauses(turn, activation, node)


def look_at_pauses(turn: Turn, activation: Activation, node: Node) -> None:
    """Let the clocks that wait for the element know that it has begun or ended."""
    for key in node.pausing:
        host = _around(activation, key)
        if host is not None:
            turn.later("clock_pauses", host)


def _around(activation: Activation | None, key: str) -> Activation | None:
    while activation is not None and activation.key != key:
        activation = activation.parent
    return activation
