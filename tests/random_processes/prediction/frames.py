"""What the prediction keeps of a running process: frames, one for each element that holds a token.

A frame is named by its place (`Place`): the elements around it, the number of the loop instance, and
how many older ones of its kind stand beside it. The engine's activations are named alike, so that the
two can be compared without sharing ids.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.random_processes.blocks import Trigger

Place = tuple[tuple[str, int, int], ...]
Fire = Callable[[str], None]
Act = Callable[[], None]


@dataclass(eq=False)
class Wait:
    """Something visible that is waited for; ``element`` is the event, task or job."""

    kind: str
    element: str
    frame: "Frame"
    fire: Fire
    number: int
    due: datetime | None = None
    name: str = ""

    @property
    def handler(self) -> bool:
        """Whether it starts an event sub-process."""
        return self.element.startswith("start_")


@dataclass(eq=False)
class Frame:
    """One token in one element."""

    element: str
    parent: "Frame | None" = None
    counter: int = 0
    alive: bool = True
    children: list["Frame"] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    threads: int = 0
    """Of a scope: tokens that run inside, and tokens split off from them counted once."""
    done: Act = lambda: None
    handlers: list[tuple[Trigger, str, Fire]] = field(default_factory=list)
    boundaries: list[tuple[Trigger, Fire]] = field(default_factory=list)

    def open(self, element: str, counter: int = 0) -> "Frame":
        """Begin an element inside."""
        frame = Frame(element, self, counter)
        self.children.append(frame)
        return frame

    def close(self) -> None:
        """Take the frame away with all inside it."""
        self.empty()
        self.alive = False
        self.waits.clear()
        if self.parent is not None and self in self.parent.children:
            self.parent.children.remove(self)

    def empty(self) -> None:
        """Take away what is inside."""
        for child in list(self.children):
            child.close()

    def thread_ends(self) -> None:
        """One of the scope's tokens is gone; without any the scope is done."""
        self.threads -= 1
        if self.alive and self.threads == 0:
            self.done()

    @property
    def place(self) -> Place:
        """The frame's name."""
        if self.parent is None:
            return ()
        alike = [
            each
            for each in self.parent.children
            if (each.element, each.counter) == (self.element, self.counter)
        ]
        return (*self.parent.place, (self.element, self.counter, alike.index(self)))

    def all_waits(self) -> list[Wait]:
        """Give the waits here and inside."""
        found = list(self.waits)
        for child in self.children:
            found += child.all_waits()
        return found


def due_after(trigger: Trigger, anchor: datetime, firings: int) -> datetime | None:
    """Give the time of a timer's next firing, or None after its last."""
    if firings and (trigger.kind != "cycle" or (trigger.times and firings >= trigger.times)):
        return None
    return anchor + timedelta(minutes=trigger.minutes) * (firings + 1)
