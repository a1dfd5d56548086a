"""The prediction's view of loop markers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.random_processes.blocks import Loop
from tests.random_processes.prediction.frames import Act, Frame

if TYPE_CHECKING:
    from tests.random_processes.prediction import Prediction

Once = Callable[[Frame, Act], None]
"""Runs the activity one time in this frame."""


@dataclass
class Passes:
    """The instances of one looping activity."""

    p: "Prediction"
    loop: Loop
    outer: Frame
    once: Once
    done: Act
    completed: int = 0

    def begin(self) -> None:
        """Open the first instance, or all."""
        if self.loop.kind == "standard":
            self._standard()
        elif not self.loop.count:
            self.done()
        else:
            for number in range(1 if self.loop.kind == "sequential" else self.loop.count):
                self._instance(number + 1, self._one_of_several)

    def _instance(self, number: int, after: Act) -> None:
        frame = self.outer.open(self.outer.element, number)

        def done() -> None:
            frame.close()
            self.p.completed[self.outer.element] += 1
            self.completed += 1
            after()

        self.once(frame, done)

    def _standard(self) -> None:
        wanted = self.completed < self.loop.count
        if wanted or (not self.completed and not self.loop.before):
            self._instance(self.completed + 1, self._standard)
        else:
            self.done()

    def _one_of_several(self) -> None:
        enough = self.loop.enough or self.loop.count
        if self.completed >= min(enough, self.loop.count):
            self.done()
        elif self.loop.kind == "sequential":
            self._instance(self.completed + 1, self._one_of_several)


def repeat(p: "Prediction", loop: Loop | None, frame: Frame, once: Once, done: Act) -> None:
    """Run the activity as often as its loop marker says."""
    if loop is None:
        once(frame, done)
    else:
        Passes(p, loop, frame, once, done).begin()
