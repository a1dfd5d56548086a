"""The prediction's view of tasks and sub-processes: boundary events, loop markers, event sub-processes."""

from typing import TYPE_CHECKING

from tests.random_processes.blocks import Boundary, Handler, Sub, Task
from tests.random_processes.prediction.frames import Act, Fire, Frame
from tests.random_processes.prediction.here import Here, inside
from tests.random_processes.prediction.loops import repeat

if TYPE_CHECKING:
    from tests.random_processes.prediction import Prediction

RESTING = {"user": "task", "receive": "message"}


def run_activity(p: "Prediction", block: Task | Sub, here: Here) -> None:
    """Run the activity; its boundary events are open as long as it is."""
    key = f"task_{here.path}"
    frame = here.scope.open(key)

    def done() -> None:
        frame.close()
        p.completed[key] += 1
        here.go()

    def begin() -> None:
        keys = [f"boundary_{here.path}b{number}" for number in range(len(block.boundaries))]
        if not all(p.is_known(b.trigger, k) for b, k in zip(block.boundaries, keys, strict=True)):
            p.incident(frame, begin, done)
            return
        for number, boundary in enumerate(block.boundaries):
            _open_boundary(p, boundary, frame, here.at(f"{here.path}b{number}"))
        repeat(p, block.loop, frame, once, done)

    def once(instance: Frame, after: Act) -> None:
        _once(p, block, here.path, instance, after)

    begin()


def _open_boundary(p: "Prediction", boundary: Boundary, frame: Frame, here: Here) -> None:
    key = f"boundary_{here.path}"

    def fire(_answer: str = "") -> None:
        p.completed[key] += 1
        if boundary.interrupting:
            frame.close()
            if boundary.rejoins:
                p.run(boundary.body, here)
                return
        here.scope.threads += 1
        if boundary.interrupting:
            here.stop()
        p.run(boundary.body, here.detached())

    repeats = not boundary.interrupting
    p.wait_for(boundary.trigger, key, frame, fire, repeats=repeats)
    frame.boundaries.append((boundary.trigger, fire))


def _once(p: "Prediction", block: Task | Sub, path: str, frame: Frame, done: Act) -> None:
    if isinstance(block, Sub):
        _begin_scope(p, block, path, frame, done)
    elif block.kind == "service":
        _work(p, frame, done)
    elif block.kind == "call":
        _call(p, frame, done)
    elif block.kind in RESTING:
        p.wait(RESTING[block.kind], frame.element, frame, lambda _answer: done())
    else:
        done()


def _work(p: "Prediction", frame: Frame, done: Act) -> None:
    def again() -> None:
        _work(p, frame, done)

    def answered(answer: str) -> None:
        if answer == "done":
            done()
        elif answer == "failed" or not p.throw(frame, "error", answer):
            p.incident(frame, again, done)

    p.wait("job", frame.element, frame, answered)


def _call(p: "Prediction", frame: Frame, done: Act) -> None:
    def again() -> None:
        p.wait("child", frame.element, frame, answered)

    def answered(answer: str) -> None:
        kind, _, code = answer.partition(" ")
        if kind in ("done", "terminated"):
            done()
        elif kind == "escalated":
            again()
            p.throw(frame, "escalation", code)
        elif kind != "error" or not p.throw(frame, "error", code):
            p.incident(frame, again, done)

    again()


def _begin_scope(p: "Prediction", block: Sub, path: str, frame: Frame, done: Act) -> None:
    def begin() -> None:
        if not open_handlers(p, frame, block.handlers, f"{path}_0"):
            p.incident(frame, begin, done)
            return
        frame.threads, frame.done = 1, done
        p.run(block.body, inside(f"{path}_0", frame))

    begin()


def open_handlers(p: "Prediction", scope: Frame, handlers: tuple[Handler, ...], path: str) -> bool:
    """Wait for the event sub-processes; say whether that was possible."""
    starts = [f"start_{path}h{number}" for number in range(len(handlers))]
    acts = [_starter(p, scope, each, f"{path}h{n}") for n, each in enumerate(handlers)]
    if not scope.handlers:  # what is thrown is caught even while a time is not known
        keys = [f"handler_{path}h{number}" for number in range(len(handlers))]
        triggers = [handler.trigger for handler in handlers]
        scope.handlers = list(zip(triggers, keys, acts, strict=True))
    if not all(p.is_known(h.trigger, key) for h, key in zip(handlers, starts, strict=True)):
        return False
    for handler, start, act in zip(handlers, starts, acts, strict=True):
        repeats = not handler.interrupting
        p.wait_for(handler.trigger, start, scope, act, repeats=repeats)
    return True


def _starter(p: "Prediction", scope: Frame, handler: Handler, path: str) -> Fire:
    key = f"handler_{path}"

    def fire(_answer: str = "") -> None:
        if handler.interrupting:
            scope.empty()
            scope.waits = [each for each in scope.waits if not each.handler]
            scope.threads = 0
        scope.threads += 1
        frame = scope.open(key)
        frame.threads, frame.done = 1, finished(frame)
        p.run(handler.body, inside(path, frame))

    def finished(frame: Frame) -> Act:
        def done() -> None:
            frame.close()
            p.completed[key] += 1
            scope.thread_ends()

        return done

    return fire
