"""The sheet a process is drawn on: elements and sequence flows of the body that is open."""

from collections.abc import Callable

from tests.random_processes.blocks import Block
from tests.random_processes.drawing.events import Roots

Drawn = tuple[str, list[str]]
"""The first node of a block, and those from which the next block is reached."""


class Canvas:
    """Takes elements and flows; `draw` knows how each kind of block looks."""

    def __init__(self, draw: "Callable[[Canvas, Block, str], Drawn]") -> None:
        self._draw = draw
        self.parts: list[str] = []
        self.roots = Roots()
        self.flows = 0
        self.joining: list[str] = []
        """Splitting gateways that would join tokens if several flows led there."""

    def block(self, block: Block, path: str) -> Drawn:
        """Draw any block."""
        return self._draw(self, block, path)

    def node(self, tag: str, key: str, attributes: str = "", inner: str = "") -> str:
        """Draw an element."""
        self.parts.append(f'<bpmn:{tag} id="{key}" {attributes}>{inner}</bpmn:{tag}>\n')
        return key

    def flow(self, source: str, target: str, condition: str = "") -> str:
        """Draw a sequence flow."""
        self.flows += 1
        key = f"flow_{self.flows}"
        inner = f"<bpmn:conditionExpression>={condition}</bpmn:conditionExpression>"
        self.parts.append(
            f'<bpmn:sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">'
            f"{inner if condition else ''}</bpmn:sequenceFlow>\n"
        )
        return key

    def connect(self, exits: list[str], target: str) -> None:
        """Draw a flow from each exit; where the target would wait for all of them, they meet before."""
        if len(exits) > 1 and target in self.joining:
            exits = [self.single(exits, f"before_{target}")]
        for source in exits:
            self.flow(source, target)

    def single(self, exits: list[str], path: str) -> str:
        """Give one exit; several meet in a gateway."""
        if len(exits) == 1:
            return exits[0]
        key = self.node("exclusiveGateway", f"merge_{path}")
        self.connect(exits, key)
        return key

    def begin(self, first: str, path: str, trigger: str = "") -> None:
        """Lead a start event to the first node; only one with a trigger is ever named by others."""
        key = f"start_{path}" if trigger else f"begin_{self.flows}"
        self.flow(self.node("startEvent", key, inner=trigger), first)

    def finish(self, exits: list[str]) -> None:
        """Lead the exits to an end event."""
        if exits:
            self.connect(exits, self.node("endEvent", f"end_{self.flows}"))

    def inside(self, draw: Callable[[], None]) -> str:
        """Draw a body of its own, and give it as text."""
        outside, self.parts = self.parts, []
        draw()
        inner, self.parts = "".join(self.parts), outside
        return inner
