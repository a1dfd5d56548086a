"""matches, replace and split: XPath's regular expressions, in steps that are paid from the budget."""

import re
from collections.abc import Iterator

from bpmn.feel.arithmetic import MAX_STRING
from bpmn.feel.errors import FeelError
from bpmn.feel.regex import Match, Program, TooManySteps, compile_regex
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run

MAX_INPUT = 10_000
"""Longest text that is searched, in characters."""
MAX_STEPS = 640_000
"""Most steps of one search (0.2 s measured)."""
STEPS_PER_CHARGE = 8
"""Steps of a search that cost as much as one step of an expression (2.7 µs, as the slowest of those do)."""
_TEMPLATE = re.compile(r"\\\\|\\\$|\$\d+|\\|\$|[^\\$]+", re.ASCII)


def _ready(text: str, pattern: str, flags: str | None) -> Program:
    if len(text) > MAX_INPUT:
        raise FeelError(f"a text to search has at most {MAX_INPUT} characters")
    return compile_regex(pattern, flags or "")


def _search(run: Run, program: Program, text: str, start: int = 0) -> Match | None:
    """Find a pattern and pay for it; raises FeelError for one that takes too long."""
    try:
        match, steps = program.search(text, start, MAX_STEPS)
    except TooManySteps:
        run.charge(MAX_STEPS // STEPS_PER_CHARGE)
        raise FeelError("the pattern tries too much for a text of this length") from None
    run.charge(1 + steps // STEPS_PER_CHARGE)
    return match


def _all(run: Run, program: Program, text: str) -> Iterator[Match]:
    """Give every occurrence; raises FeelError for a pattern that matches nothing."""
    if _search(run, program, "") is not None:
        raise FeelError("the pattern matches nothing")
    place = 0
    while (match := _search(run, program, text, place)) is not None:
        place = match.span()[1]
        if place == match.span()[0]:
            raise FeelError("the pattern matches nothing")
        yield match


@feel("matches(input: string, pattern: string, flags?: string|null)", run=True)
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool:
    """Whether the pattern occurs in the text."""
    return _search(run, _ready(text, pattern, flags), text) is not None


@feel("replace(input: string, pattern: string, replacement: string, flags?: string|null)", run=True)
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """Give the text with every occurrence replaced; ``$1`` stands for the first group."""
    program = _ready(text, pattern, flags)
    if len(replacement) > MAX_INPUT:
        raise FeelError(f"a replacement has at most {MAX_INPUT} characters")
    parts = [replacement] if "q" in (flags or "") else _template(replacement, program.groups)
    pieces: list[str] = []
    size = place = 0
    for match in _all(run, program, text):
        start, end = match.span()
        new = [part if isinstance(part, str) else match.text(text, part) for part in parts]
        pieces += [text[place:start], *new]
        place = end
        size += len(pieces[-1]) + sum(map(len, new))
        run.charge(1 + sum(map(len, new)) // 64)
        if size > MAX_STRING:
            raise FeelError(f"the result is longer than {MAX_STRING} characters")
    return "".join([*pieces, text[place:]])


def _template(replacement: str, groups: int) -> list[str | int]:
    """Give the parts of a replacement: text, and numbers of groups."""
    parts: list[str | int] = []
    for match in _TEMPLATE.finditer(replacement):
        word = match.group()
        if word in {"\\", "$"}:
            raise FeelError("a single $ or backslash in the replacement has to be escaped")
        if word in {"\\\\", "\\$"}:
            parts.append(word[1])
        elif word[0] == "$":
            parts += _group(word[1:], groups)
        else:
            parts.append(word)
    return parts


def _group(digits: str, groups: int) -> list[str | int]:
    """Give the group that digits mean: as many of them as make the number of one; the rest is text."""
    size = len(digits)
    while size > 1 and int(digits[:size]) > groups:
        size -= 1
    number = int(digits[:size])
    return [*([number] if number <= groups else []), digits[size:]]


@feel("split(string: string, delimiter: string)", run=True)
def split(run: Run, text: str, delimiter: str) -> list[str]:
    """Give the parts of the text between the occurrences of a pattern."""
    parts, place = [], 0
    for match in _all(run, _ready(text, delimiter, None), text):
        parts.append(text[place : match.span()[0]])
        place = match.span()[1]
    return [*parts, text[place:]]


@feel("extract(string: string, pattern: string)", run=True)
def extract(run: Run, text: str, pattern: str) -> list[str]:
    """All occurrences of a pattern (an extension that Camunda has too)."""
    return [match.text(text) for match in _all(run, _ready(text, pattern, None), text)]
