"""The patterns of form fields: what JavaScript and Python read alike, as far as it cannot run away.

A browser checks a field with JavaScript's expressions and the server checks it again, so these are not FEEL's.
Before one is used its worst case is estimated, and what would be too expensive is refused.
"""

import re
from functools import lru_cache

from bpmn.feel.errors import FeelError
from bpmn.forms.pattern_cost import MAX_PATTERN, Cost, cost_of

MAX_INPUT = 10_000
"""Longest text that is searched, in characters."""
MAX_COST = 20_000_000
"""Most single comparisons that a search may need at worst (0.3 s measured)."""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> tuple[re.Pattern[str], Cost]:
    if len(pattern) > MAX_PATTERN:
        raise FeelError(f"a pattern has at most {MAX_PATTERN} characters")
    cost = cost_of(pattern)
    try:
        return re.compile(pattern), cost
    except (re.error, OverflowError, RecursionError) as error:
        raise FeelError(f"not a pattern: {error}") from None


def compile_pattern(pattern: str) -> None:
    """Raise FeelError if the pattern cannot be used."""
    _compiled(pattern)


def found_in(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text; raises FeelError."""
    compiled, cost = _compiled(pattern)
    if len(text) > MAX_INPUT or cost.of(len(text)) > MAX_COST:
        raise FeelError("the pattern repeats too much for a text of this length")
    return compiled.search(text) is not None
