"""Hypothesis strategies for trees of blocks that make a valid process.

What a block may hold depends on what is around it (`Around`): a branch of a parallel split gives its
token back or ends its scope, and where several tokens may run through the same elements of one scope,
joins and loop counters get a sub-process of their own. Simple blocks come first, so that Hypothesis
shrinks to them.
"""

from hypothesis import strategies as st

from tests.random_processes.blocks import Whole
from tests.random_processes.generating.activities import handlers, provoking
from tests.random_processes.generating.around import KINDS, TROUBLE, Around, Draw, block, pick
from tests.random_processes.generating.ways import sequence

__all__ = ["KINDS", "TROUBLE", "wholes"]


def wholes(
    *, wild: bool, depth: int = 5, without: tuple[str, ...] = ()
) -> st.SearchStrategy[Whole]:
    """Give processes, nested as deep as this and without some kinds of blocks."""

    @st.composite
    def whole(draw: Draw) -> Whole:
        around = Around(pick(draw, *range(1, depth + 1), 3, 4, depth - 1), wild, without=without)
        made = handlers(draw, around)
        body = sequence(draw, around) if around.depth > 2 else block(draw, around)
        return Whole(provoking(draw, around, [each.trigger for each in made], body), made)

    return whole()
