"""Runs a pattern's program over a text: tries, and goes back to the last choice where a try fails.

Without references to groups a choice that failed at a place fails there always, so each is tried once a place.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from bpmn.feel.regex.charsets import same_letter

if TYPE_CHECKING:
    from bpmn.feel.regex.program import Program

Step = tuple[int, object, int]
"""What to do, and with what: a character test, a place in the program, a number."""
_Thread = tuple[int, int, tuple[int, ...], tuple[tuple[int, int], ...]]
"""A try: place in the program and in the text, spans of the groups, where loops were entered."""
CHAR, JUMP, SPLIT, SAVE, START, END, LINE_START, LINE_END, SAME, MARK, MOVED, FOUND = range(12)


class TooManySteps(Exception):  # noqa: N818 - reads as what it is
    """The search takes more steps than it may."""


class Match(NamedTuple):
    """Where a pattern was found: start and end of the whole (0) and of each group, -1 if it took no part."""

    spans: tuple[int, ...]

    def span(self, group: int = 0) -> tuple[int, int]:
        """Give start and end of a group."""
        return self.spans[2 * group], self.spans[2 * group + 1]

    def text(self, text: str, group: int = 0) -> str:
        """Give what a group matched; empty if it took no part."""
        start, end = self.span(group)
        return text[start:end] if 0 <= start <= end else ""


def search(program: "Program", text: str, start: int, most: int) -> tuple[Match | None, int]:
    """Find the first place from ``start`` on; see Program."""
    search_ = _Search(program, text, most)
    test = (
        cast("Callable[[str], bool]", program.steps[0][1]) if program.steps[0][0] == CHAR else None
    )
    for place in range(start, len(text) + 1):
        if test is not None and (place == len(text) or not test(text[place])):
            search_.pay(1)
            continue
        match = search_.at(place)
        if match is not None:
            return match, search_.taken
    return None, search_.taken


class _Search:
    def __init__(self, program: "Program", text: str, most: int) -> None:
        self.program = program
        self.text = text
        self.most = most
        self.taken = 0
        self.failed: set[int] | None = None if program.references else set()

    def pay(self, steps: int) -> None:
        self.taken += steps
        if self.taken > self.most:
            raise TooManySteps

    def at(self, place: int) -> Match | None:
        """Match from a place on."""
        later: list[_Thread] = [(0, place, (-1,) * (2 * self.program.groups + 2), ())]
        while later:
            spans = self._follow(later.pop(), later)
            if spans is not None:
                return Match((place, *spans[1:]))
        return None

    def _follow(self, thread: "_Thread", later: list["_Thread"]) -> tuple[int, ...] | None:
        """Run one try to its end, and note the second branches that it leaves; give spans if it matches."""
        pc, at, spans, marks = thread
        text, steps, size = self.text, self.program.steps, len(self.text)
        while True:
            self.pay(1)
            kind, first, second = steps[pc]
            pc += 1
            if kind == CHAR:
                if at == size or not cast("Callable[[str], bool]", first)(text[at]):
                    return None
                at += 1
            elif kind == JUMP:
                pc = cast("int", first)
            elif kind == SPLIT:
                if self._tried(pc, at):
                    return None
                later.append((second, at, spans, marks))
                pc = cast("int", first)
            elif kind == FOUND:
                return (0, at, *spans[2:])
            else:
                after = self._stand(kind, cast("int", first), (pc, at, spans, marks))
                if after is None:
                    return None
                pc, at, spans, marks = after

    def _tried(self, pc: int, at: int) -> bool:
        """Whether a choice was taken at that place before; remembers it."""
        if self.failed is None:
            return False
        key = pc * (len(self.text) + 1) + at
        known = key in self.failed
        self.failed.add(key)
        return known

    def _stand(self, kind: int, number: int, thread: "_Thread") -> "_Thread | None":
        """Do a step that takes no character; None where it does not hold."""
        pc, at, spans, marks = thread
        if kind == SAVE:
            return pc, at, (*spans[:number], at, *spans[number + 1 :]), marks
        if kind == MARK:
            return pc, at, spans, (*(mark for mark in marks if mark[0] != number), (number, at))
        if kind == MOVED:
            return None if (number, at) in marks else thread
        if kind == SAME:
            end = self._same(at, spans, number)
            return None if end is None else (pc, end, spans, marks)
        return thread if self._holds(kind, at) else None

    def _holds(self, kind: int, at: int) -> bool:
        text = self.text
        if kind == START:
            return at == 0
        if kind == END:
            return at == len(text)
        if kind == LINE_START:
            return at == 0 or (text[at - 1] == "\n" and at < len(text))
        return at == len(text) or text[at] == "\n"

    def _same(self, at: int, spans: tuple[int, ...], group: int) -> int | None:
        """Give the place after a repetition of what a group matched; None if it is not there."""
        start, end = spans[2 * group], spans[2 * group + 1]
        if start < 0 or end < start:
            return at
        wanted = self.text[start:end]
        found = self.text[at : at + len(wanted)]
        self.pay(len(wanted) // 16)
        if found == wanted:
            return at + len(wanted)
        ignore = self.program.ignore_case and len(found) == len(wanted)
        if ignore and all(map(same_letter, found, wanted)):
            return at + len(wanted)
        return None
