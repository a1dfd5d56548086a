"""matches, replace and split: regular expressions that cannot run away.

Patterns are those of XPath as far as Python's ``re`` writes them the same way. Before one is used, its
worst case is estimated: an unlimited repetition may cost the length of the text, choices multiply, and
a repetition of something that itself repeats or chooses is refused. What would be too expensive is
refused, and what is allowed is paid from the budget.
"""

import re
from functools import lru_cache

from bpmn.feel.arithmetic import MAX_STRING
from bpmn.feel.builtins.pattern_cost import MAX_PATTERN, Cost, cost_of
from bpmn.feel.errors import FeelError
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run

MAX_INPUT = 10_000
"""Longest text that is searched, in characters."""
MAX_COST = 20_000_000
"""Most single comparisons that a search may need at worst (0.3 s measured)."""
_PER_STEP = 400
_MAX_PIECES = 10_000
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_REFERENCE = re.compile(r"\\\\|\\\$|\$(\d)|\\|\$")


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str) -> tuple[re.Pattern[str], Cost]:
    if len(pattern) > MAX_PATTERN:
        raise FeelError(f"a pattern has at most {MAX_PATTERN} characters")
    number = re.NOFLAG
    for flag in flags:
        if flag not in _FLAGS:
            raise FeelError("the flags are of s, m, i, x")
        number |= _FLAGS[flag]
    cost = cost_of(pattern)
    try:
        return re.compile(pattern, number), cost
    except (re.error, OverflowError, RecursionError) as error:
        raise FeelError(f"not a pattern: {error}") from None


def _ready(run: Run, text: str, pattern: str, flags: str | None) -> re.Pattern[str]:
    """Give the pattern, once it is known and paid what searching this text may cost."""
    compiled, cost = _compiled(pattern, flags or "")
    if len(text) > MAX_INPUT:
        raise FeelError(f"a text to search has at most {MAX_INPUT} characters")
    steps = cost.of(len(text))
    if steps > MAX_COST:
        raise FeelError("the pattern repeats too much for a text of this length; simplify it")
    run.charge(1 + steps // _PER_STEP)
    return compiled


def compile_pattern(pattern: str) -> None:
    """Raise FeelError if the pattern cannot be used."""
    _compiled(pattern, "")


def found_in(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text, for checks outside expressions; raises FeelError."""
    compiled, cost = _compiled(pattern, "")
    if len(text) > MAX_INPUT or cost.of(len(text)) > MAX_COST:
        raise FeelError("the pattern repeats too much for a text of this length")
    return compiled.search(text) is not None


@feel("matches(input: string, pattern: string, flags?: string|null)", run=True)
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool:
    """Whether the pattern occurs in the text."""
    return _ready(run, text, pattern, flags).search(text) is not None


@feel("replace(input: string, pattern: string, replacement: string, flags?: string|null)", run=True)
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """Give the text with every occurrence replaced; ``$1`` stands for the first group."""
    compiled = _ready(run, text, pattern, flags)
    if len(replacement) > MAX_INPUT:
        raise FeelError(f"a replacement has at most {MAX_INPUT} characters")
    if compiled.match(""):
        raise FeelError("the pattern matches nothing")
    template = _REFERENCE.sub(lambda match: _translated(match, compiled.groups), replacement)
    references = replacement.count("$")
    largest = (len(text) + 1) * len(replacement) + references * len(text)
    if largest > MAX_STRING:
        raise FeelError(f"the result might be longer than {MAX_STRING} characters")
    run.charge(1 + largest // 256)
    return compiled.sub(template, text)


def _translated(match: re.Match[str], groups: int) -> str:
    word = match.group()
    if match[1]:
        return f"\\g<{match[1]}>" if int(match[1]) <= groups else ""
    if word == "\\$":
        return "$"
    if word == "\\\\":
        return word
    raise FeelError("a single $ or backslash in the replacement has to be escaped by a backslash")


@feel("split(string: string, delimiter: string)", run=True)
def split(run: Run, text: str, delimiter: str) -> list[str]:
    """Give the parts of the text between the occurrences of a pattern."""
    compiled = _ready(run, text, delimiter, None)
    run.charge(1 + len(text))
    parts, start = [], 0
    for match in compiled.finditer(text):
        if match.end() == match.start():
            raise FeelError("the delimiter matches nothing")
        parts.append(text[start : match.start()])
        start = match.end()
    return [*parts, text[start:]]


@feel("extract(string: string, pattern: string)", run=True)
def extract(run: Run, text: str, pattern: str) -> list[str]:
    """All occurrences of a pattern (an extension that Camunda has too)."""
    compiled = _ready(run, text, pattern, None)
    run.charge(1 + len(text))
    return [match.group() for match in compiled.finditer(text)]
