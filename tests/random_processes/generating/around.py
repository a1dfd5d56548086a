"""What the drawing of one random block needs: Hypothesis's choices, and what is around the block."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from hypothesis import strategies as st

from tests.random_processes.blocks import Block

CODES = ("E1", "E2")
SIGNALS = ("s1", "s2")
TROUBLE = "trouble"
"""What ends in an incident by its drawing alone: timers that nobody knows, splits without a default flow."""


class Draw(Protocol):
    """Hypothesis's `draw`."""

    def __call__(self, strategy: st.SearchStrategy[Any]) -> Any: ...


@dataclass(frozen=True)
class Around:
    """What is around a block that is drawn."""

    depth: int
    wild: bool
    """Whether events are thrown while other tokens move: the order is then the engine's choice."""
    returns: bool = False
    """Whether each token must come out again, unless its whole scope ends."""
    shared: bool = False
    """Whether several tokens may run here in one scope."""
    several: bool = False
    """Whether several instances of what is here may run at the same time."""
    without: tuple[str, ...] = ()
    """Kinds of blocks that are left out, and ``TROUBLE``."""
    transaction: bool = False
    """Whether the body is that of a transaction."""

    def inner(self, **changes: bool) -> "Around":
        return replace(self, depth=self.depth - 1, **changes)

    @property
    def scope(self) -> "Around":
        """A sub-process in this place."""
        return self.inner(returns=False, shared=False, transaction=False)


Maker = Callable[[Draw, Around], Block]
KINDS: dict[str, Maker] = {}
UNPREDICTED: dict[str, Maker] = {}
"""Kinds of blocks whose order of steps is the engine's: for wild processes only."""


def makes(*names: str, wild: bool = False) -> Callable[[Maker], Maker]:
    """Enter a function in a table of kinds of blocks."""

    def enter(maker: Maker) -> Maker:
        (UNPREDICTED if wild else KINDS).update(dict.fromkeys(names, maker))
        return maker

    return enter


def pick(draw: Draw, *choices: Any) -> Any:
    """Choose one."""
    return draw(st.sampled_from(choices))


def chance(draw: Draw, percent: int) -> bool:
    """Say yes this often."""
    return bool(draw(st.integers(0, 99)) >= 100 - percent)


def block(draw: Draw, around: Around) -> Block:
    """Give any block that may stand here."""
    if around.depth <= 0:
        return KINDS["simple"](draw, around)
    all_kinds = {**KINDS, **(UNPREDICTED if around.wild else {})}
    kinds = {name: make for name, make in all_kinds.items() if name not in around.without}
    name = pick(draw, "simple", "sequence", "boundary", "sub", *kinds, "sub", "boundary", "sub")
    if (name == "fan" and around.returns) or (name == "end" and chance(draw, 40)):
        name = "simple"
    return kinds[name](draw, around)
