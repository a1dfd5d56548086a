"""What a random process must do, worked out from its tree of blocks and without the engine.

It interprets the blocks directly: each is run with two ways to go on, `go` when its token comes out and
`stop` when no token can come out any more. It holds for processes in which nothing is thrown while other
tokens move (`Around.wild` is False), because there BPMN leaves no choice. `Unclear` is raised where it
does: two timers due at the same moment, two event sub-processes of one scope that hear one signal.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bpmn.json_types import Variables
from tests.random_processes.blocks import (
    Block,
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
    ends,
)
from tests.random_processes.prediction.activities import open_handlers, run_activity
from tests.random_processes.prediction.events import (
    run_bundle,
    run_catch,
    run_end,
    run_jump,
    run_throw,
)
from tests.random_processes.prediction.frames import Place
from tests.random_processes.prediction.here import Here, inside
from tests.random_processes.prediction.waits import Unclear, Waits
from tests.random_processes.prediction.ways import (
    run_choice,
    run_fan,
    run_sequence,
    run_split,
    run_while,
)

__all__ = ["Prediction", "Seen", "Unclear"]
Seen = tuple[str, str, Place, datetime | None]
RUN: dict[type[Block], Callable[[Any, Any, Here], None]] = {
    Task: run_activity,
    Sub: run_activity,
    Catch: run_catch,
    Throw: run_throw,
    End: run_end,
    Sequence: run_sequence,
    Split: run_split,
    Choice: run_choice,
    While: run_while,
    Fan: run_fan,
    Jump: run_jump,
    Bundle: run_bundle,
}


class Prediction(Waits):
    """A running process."""

    def __init__(self, whole: Whole, variables: Variables, now: datetime) -> None:
        super().__init__(variables, now)
        self.root.done = lambda: self.end("completed")
        self._open_root(whole.handlers)
        self.run(whole.body, inside("0", self.root))

    def _open_root(self, handlers: tuple[Handler, ...]) -> None:
        def again() -> None:
            if not open_handlers(self, self.root, handlers, "0"):
                self.incident(self.root, again, lambda: None)

        again()

    def waiting(self) -> Counter[Seen]:
        """Give everything that is waited for."""
        waits = self.root.all_waits()
        return Counter((each.kind, each.element, each.frame.place, each.due) for each in waits)

    def happen(self, kind: str, element: str, place: Place, answer: str = "") -> None:
        """Let one of them happen."""
        found = next(
            each
            for each in self.root.all_waits()
            if (each.kind, each.element, each.frame.place) == (kind, element, place)
        )
        found.fire(answer)

    def run(self, block: Block, here: Here) -> None:
        """Run a block; where nothing can come out of it, its token is nobody's any more."""
        if ends(block) and here.stop != here.scope.thread_ends:
            here.scope.threads += 1
            here.stop()
            here = here.detached()
        RUN[type(block)](self, block, here)
