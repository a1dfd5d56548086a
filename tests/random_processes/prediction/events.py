"""The prediction's view of intermediate and end events."""

from typing import TYPE_CHECKING

from tests.random_processes.blocks import Bundle, Catch, End, Jump, Throw
from tests.random_processes.prediction.frames import Frame
from tests.random_processes.prediction.here import Here

if TYPE_CHECKING:
    from tests.random_processes.prediction import Prediction


def run_catch(p: "Prediction", block: Catch, here: Here) -> None:
    """Wait for the event."""
    key = f"catch_{here.path}"
    frame = here.scope.open(key)

    def done(_answer: str = "") -> None:
        frame.close()
        p.completed[key] += 1
        here.go()

    def begin() -> None:
        if p.is_known(block.trigger, key):
            p.wait_for(block.trigger, key, frame, done)
        else:
            p.incident(frame, begin, done)

    begin()


def run_throw(p: "Prediction", block: Throw, here: Here) -> None:
    """Throw while the token is still in the event: an interrupting catcher takes it away."""
    key = f"throw_{here.path}"
    frame = here.scope.open(key)
    _throw(p, block.kind, block.name, frame)
    if frame.alive:
        frame.close()
        p.completed[key] += 1
        here.go()


def run_end(p: "Prediction", block: End, here: Here) -> None:
    """Throw when the event is over, and end."""
    key = f"stop_{here.path}"
    frame = here.scope.open(key)
    p.completed[key] += 1
    if block.kind == "terminate":
        _terminate(p, here.scope)
    else:
        _throw(p, block.kind, block.name, frame)
    if frame.alive:
        frame.close()
        here.scope.thread_ends()


def _throw(p: "Prediction", kind: str, name: str, frame: Frame) -> None:
    if kind == "signal":
        p.signal(name)
    elif kind in ("error", "escalation"):
        caught = p.throw(frame, kind, name)
        if kind == "error" and not caught:
            p.end("error")


def _terminate(p: "Prediction", scope: Frame) -> None:
    scope.empty()
    scope.threads = 0
    if scope.parent is None:
        p.end("terminated")
    else:
        scope.done()


def run_jump(p: "Prediction", _block: Jump, here: Here) -> None:
    """Go on somewhere else in the drawing."""
    p.completed[f"jump_{here.path}"] += 1
    p.completed[f"land_{here.path}"] += 1
    here.go()


def run_bundle(p: "Prediction", _block: Bundle, here: Here) -> None:
    """Make several tokens into one again."""
    p.completed[f"make_{here.path}"] += 1
    p.completed[f"need_{here.path}"] += 1
    here.go()
