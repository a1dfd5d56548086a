"""Turns the tree of an expression into nested functions, once, so that evaluating is only calling them.

A function takes the scope and returns a value. While compiling, the size and depth of what a loop or a
function repeats are measured, so that running them costs budget in proportion.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bpmn.feel.errors import FeelSyntaxError
from bpmn.feel.nodes import Node
from bpmn.feel.scope import Scope

Code = Callable[[Scope], object]
"""A compiled expression."""

MAX_TREE_DEPTH = 120
"""Deepest tree that is compiled."""


@dataclass(frozen=True, slots=True)
class Body:
    """A part that may run often: its code, its number of nodes and its depth."""

    code: Code
    weight: int
    depth: int


class Compiler:
    """Compiles one expression; knows how much it has compiled and how deep it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.weight = 0
        self.depth = 0
        self.deepest = 0

    def compile(self, node: Node) -> Code:
        """Give the code of a node."""
        self.enter()
        code = _HANDLERS[type(node)](self, node)
        self.depth -= 1
        return code

    def enter(self) -> None:
        """Count one node and go one level down."""
        self.weight += 1
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if self.depth > MAX_TREE_DEPTH:
            raise FeelSyntaxError("nested too deeply", 0, self.text)

    def body(self, node: Node) -> Body:
        """Give the code of a node together with what running it costs."""
        weight, deepest = self.weight, self.deepest
        self.deepest = self.depth
        code = self.compile(node)
        body = Body(code, self.weight - weight, self.deepest - self.depth)
        self.deepest = max(deepest, self.deepest)
        return body


Handler = Callable[[Compiler, Node], Code]
_HANDLERS: dict[type[Node], Handler] = {}


def handles(kind: type[Node]) -> Callable[[Handler], Handler]:
    """Mark the function that compiles nodes of one type."""

    def register(handler: Handler) -> Handler:
        _HANDLERS[kind] = handler
        return handler

    return register
