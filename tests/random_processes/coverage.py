"""Which kinds of blocks were drawn and which were run, so that a generator gone lame is noticed."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.random_processes.blocks import (
    AdHoc,
    Boundary,
    Bundle,
    Catch,
    Choice,
    End,
    Fan,
    Handler,
    Jump,
    Sequence,
    Split,
    Sub,
    Task,
    Throw,
    While,
    Whole,
)

Named = Iterator[tuple[str, str]]
"""The id of an element that shows that the block was run, and the block's kind."""


class Coverage:
    """Counts over many processes."""

    def __init__(self) -> None:
        self.processes = 0
        self.ended = 0
        self.drawn: Counter[str] = Counter()
        self.run: Counter[str] = Counter()

    def add(self, whole: Whole, activated: Iterable[str]) -> None:
        """Count each kind once a process."""
        reached = set(activated)
        named = list(names(whole, "0"))
        self.processes += 1
        self.drawn.update({kind for _, kind in named})
        self.run.update({kind for key, kind in named if key in reached})

    def __add__(self, other: "Coverage") -> "Coverage":
        both = Coverage()
        both.processes = self.processes + other.processes
        both.ended = self.ended + other.ended
        both.drawn, both.run = self.drawn + other.drawn, self.run + other.run
        return both

    def table(self) -> str:
        """Give the counts, the rarest first."""
        rows = sorted(self.drawn, key=lambda kind: (self.run[kind], kind))
        lines = [f"{kind:44}{self.drawn[kind]:8}{self.run[kind]:8}" for kind in rows]
        return "\n".join(
            [f"{f'{self.processes} processes, {self.ended} ended':44}   drawn     run", *lines]
        )


def names(block: object, path: str) -> Named:
    """Yield what shows that each part of the tree was run."""
    match block:
        case Whole(body, handlers):
            yield from names(body, path)
            yield from _handlers(handlers, path)
        case Task() | Sub():
            yield from _activity(block, path)
        case Sequence(parts):
            yield from _parts(parts, path)
        case Catch(trigger):
            yield f"catch_{path}", f"{trigger.kind} catch event"
        case Throw(kind):
            yield f"throw_{path}", f"{kind} throw event"
        case End(kind):
            yield f"stop_{path}", f"{kind} end event"
        case Jump():
            yield f"land_{path}", "link"
        case Bundle():
            yield f"need_{path}", "several tokens at a time"
        case _:
            yield from _ways(block, path)


def _ways(block: object, path: str) -> Named:
    match block:
        case AdHoc(ways, sequential):
            yield (
                f"adhoc_{path}",
                f"{'sequential' if sequential else 'parallel'} ad-hoc sub-process",
            )
            yield from _parts(ways, path)
        case Split(kind, ways):
            yield f"split_{path}", f"{kind} split"
            yield from _parts(ways, path)
        case Choice(triggers, ways):
            for number, trigger in enumerate(triggers):
                yield f"event_{path}_{number}", f"event-based choice of a {trigger.kind}"
            yield from _parts(ways, path)
        case While(body):
            yield f"step_{path}", "loop of flows"
            yield from names(body, f"{path}_0")
        case Fan(ways, tail):
            yield f"fan_{path}", "tokens never joined"
            yield from _parts((*ways, tail), path)


def _parts(parts: Iterable[object], path: str) -> Named:
    for number, part in enumerate(parts):
        yield from names(part, f"{path}_{number}")


def _activity(block: Task | Sub, path: str) -> Named:
    key = f"task_{path}"
    kind = f"{block.kind} task" if isinstance(block, Task) else "sub-process"
    yield key, kind
    if block.loop is not None:
        what = "task" if isinstance(block, Task) else "sub-process"
        yield key, f"{block.loop.kind} loop marker of a {what}"
    if block.undone_by is not None:
        yield f"undo_{path}", f"undoing of a {'task' if isinstance(block, Task) else 'sub-process'}"
    if isinstance(block, Sub) and block.transaction:
        yield key, "transaction"
    for number, boundary in enumerate(block.boundaries):
        yield from _boundary(boundary, f"{path}b{number}")
    if isinstance(block, Sub):
        yield from names(block.body, f"{path}_0")
        yield from _handlers(block.handlers, f"{path}_0")


def _boundary(boundary: Boundary, path: str) -> Named:
    yield f"boundary_{path}", f"{boundary.trigger.kind} boundary event{_way(boundary)}"
    yield from names(boundary.body, path)


def _handlers(handlers: tuple[Handler, ...], path: str) -> Named:
    for number, handler in enumerate(handlers):
        inner = f"{path}h{number}"
        yield f"handler_{inner}", f"{handler.trigger.kind} event sub-process{_way(handler)}"
        yield from names(handler.body, inner)


def _way(event: Boundary | Handler) -> str:
    rare = event.trigger.kind in {"condition", "multiple", "gathering"}
    return "" if event.interrupting or rare else ", non-interrupting"
