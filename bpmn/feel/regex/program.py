"""Turns a pattern into a program of a few kinds of steps for the machine."""

from dataclasses import dataclass
from functools import lru_cache

from bpmn.feel.errors import FeelError
from bpmn.feel.regex import machine, syntax
from bpmn.feel.regex.charsets import literal
from bpmn.feel.regex.machine import Match, Step
from bpmn.feel.regex.syntax import MAX_PATTERN, Node, PatternReader

MAX_STEPS = 5_000
"""Longest program."""


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern ready to search; ``groups`` is the number of its groups."""

    steps: tuple[Step, ...]
    groups: int
    references: bool
    ignore_case: bool

    def search(self, text: str, start: int, most: int) -> tuple[Match | None, int]:
        """Find the first place from ``start`` on; give it with the steps taken. Raises TooManySteps."""
        return machine.search(self, text, start, most)


class _Writer:
    def __init__(self, flags: str, *, references: bool) -> None:
        self.steps: list[Step] = []
        self.multiline = "m" in flags
        self.references = references
        self.marks = 0

    def add(self, kind: int, first: object = 0, second: int = 0) -> int:
        if len(self.steps) >= MAX_STEPS:
            raise FeelError("the pattern is too long when its counts are written out")
        self.steps.append((kind, first, second))
        return len(self.steps) - 1

    def write(self, node: Node) -> None:
        match node:
            case syntax.Chars(chars):
                self.add(machine.CHAR, chars.has)
            case syntax.Anchor(sign):
                kinds = (
                    (machine.LINE_START, machine.LINE_END)
                    if self.multiline
                    else (machine.START, machine.END)
                )
                self.add(kinds[sign == "$"])
            case syntax.Reference(group):
                self.add(machine.SAME, group)
            case syntax.Sequence(parts):
                for part in parts:
                    self.write(part)
            case syntax.Choice(branches):
                self._choice(branches)
            case syntax.Group(body, number):
                self.add(machine.SAVE, 2 * number)
                self.write(body)
                self.add(machine.SAVE, 2 * number + 1)
            case syntax.Repeat():
                self._repeat(node)

    def _choice(self, branches: tuple[Node, ...]) -> None:
        jumps = []
        for branch in branches[:-1]:
            split = self.add(machine.SPLIT)
            self.write(branch)
            jumps.append(self.add(machine.JUMP))
            self.steps[split] = (machine.SPLIT, split + 1, len(self.steps))
        self.write(branches[-1])
        for jump in jumps:
            self.steps[jump] = (machine.JUMP, len(self.steps), 0)

    def _repeat(self, node: syntax.Repeat) -> None:
        for _ in range(node.least):
            before = len(self.steps)
            self.write(node.body)
            if len(self.steps) == before:  # nothing, however often
                return
        if node.most is None:
            self._loop(node)
            return
        splits = []
        for _ in range(node.most - node.least):
            splits.append(self.add(machine.SPLIT))
            self.write(node.body)
        for split in splits:
            self._split(split, node, len(self.steps))

    def _loop(self, node: syntax.Repeat) -> None:
        split = self.add(machine.SPLIT)
        mark = self.marks
        if self.references:  # without them no state is entered twice at one place anyway
            self.marks += 1
            self.add(machine.MARK, mark)
        self.write(node.body)
        if self.references:
            self.add(machine.MOVED, mark)
        self.add(machine.JUMP, split)
        self._split(split, node, len(self.steps))

    def _split(self, split: int, node: syntax.Repeat, after: int) -> None:
        inside = split + 1
        first, second = (inside, after) if node.greedy else (after, inside)
        self.steps[split] = (machine.SPLIT, first, second)


@lru_cache(maxsize=64)
def compile_regex(pattern: str, flags: str = "") -> Program:
    """Give the program of a pattern; flags are of s, m, i, x and q. Raises FeelError."""
    if len(pattern) > MAX_PATTERN:
        raise FeelError(f"a pattern has at most {MAX_PATTERN} characters")
    if wrong := sorted(set(flags) - set("smixq")):
        raise FeelError(f"there is no flag {wrong[0]!r}; the flags are of s, m, i, x, q")
    if "q" in flags:
        chars = [syntax.Chars(literal(char, ignore_case="i" in flags)) for char in pattern]
        return _program(syntax.Sequence(tuple(chars)), flags, 0, references=False)
    reader = PatternReader(_without_space(pattern) if "x" in flags else pattern, flags)
    node = reader.whole()
    return _program(node, flags, reader.groups, references=reader.references)


def _program(node: Node, flags: str, groups: int, *, references: bool) -> Program:
    writer = _Writer(flags, references=references)
    writer.write(node)
    writer.add(machine.FOUND)
    return Program(tuple(writer.steps), groups, references, "i" in flags)


def _without_space(pattern: str) -> str:
    """Take white space out, except in character classes."""
    kept, depth, escaped = [], 0, False
    for char in pattern:
        if depth or escaped or char not in " \t\n\r":
            kept.append(char)
        depth += 0 if escaped else (char == "[") - (char == "]" and depth > 0)
        escaped = char == "\\" and not escaped
    return "".join(kept)
