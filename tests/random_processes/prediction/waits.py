"""What the prediction waits for, and who catches what is thrown."""

from collections import Counter
from datetime import datetime

from bpmn.json_types import Variables
from tests.random_processes.blocks import Trigger
from tests.random_processes.drawing.events import wait_variable
from tests.random_processes.prediction.frames import Act, Fire, Frame, Wait, due_after


class Unclear(Exception):  # noqa: N818 - says what it is
    """What follows is for the engine to choose."""


class Waits:
    """The frames of a running process, its variables and its time."""

    def __init__(self, variables: Variables, now: datetime) -> None:
        self.variables = dict(variables)
        self.now = now
        self.completed: Counter[str] = Counter()
        self.outcome = ""
        self.numbers = 0
        self.root = Frame("p", threads=1)

    def wait(self, kind: str, element: str, frame: Frame, act: Fire, **more: object) -> Wait:
        """Wait in the frame; what happens takes the wait away."""
        self.numbers += 1

        def fire(answer: str) -> None:
            frame.waits.remove(made)
            act(answer)

        made = Wait(kind, element, frame, fire, self.numbers, **more)  # type: ignore[arg-type]
        frame.waits.append(made)
        return made

    def incident(self, frame: Frame, retry: Act, skip: Act) -> None:
        """Wait for a person's decision."""

        def decided(answer: str) -> None:
            if answer == "skip":
                skip()
            else:
                retry()

        self.wait("incident", frame.element, frame, decided)

    def is_known(self, trigger: Trigger, key: str) -> bool:
        """Say whether the time of a timer is known."""
        return not trigger.unknown or wait_variable(key) in self.variables

    def wait_for(
        self,
        trigger: Trigger,
        key: str,
        frame: Frame,
        act: Fire,
        *,
        repeats: bool = False,
    ) -> None:
        """Wait for an event; one that ``repeats`` is waited for again as soon as it has happened."""
        anchor, firings = self.now, 0

        def fired(answer: str) -> None:
            nonlocal firings
            firings += 1
            if repeats:
                open_one()
            act(answer)

        def open_one() -> None:
            if trigger.kind in ("timer", "cycle"):
                due = due_after(trigger, anchor, firings)
                if due is not None:
                    self.wait("timer", key, frame, fired, due=due)
            elif trigger.kind in ("message", "signal"):
                self.wait(trigger.kind, key, frame, fired, name=trigger.name)

        open_one()

    def signal(self, name: str) -> None:
        """Trigger everything that waits for the signal, oldest first."""
        waits = [
            each for each in self.root.all_waits() if (each.kind, each.name) == ("signal", name)
        ]
        scopes = [id(each.frame) for each in waits if each.handler]
        if len(scopes) > len(dict.fromkeys(scopes)):
            raise Unclear  # one event sub-process may take away what another has just begun
        for each in sorted(waits, key=lambda wait: wait.number):
            if each in each.frame.waits:
                each.fire("")

    def throw(self, frame: Frame, kind: str, code: str) -> bool:
        """Give the error or escalation to its nearest catcher; say whether there is one."""
        came_from, at = "", frame
        while at is not None:
            inside = [(t, act) for t, key, act in at.handlers if key != came_from]
            for catchers in (inside, at.boundaries):
                fitting = [
                    (t, act) for t, act in catchers if t.kind == kind and t.name in ("", code)
                ]
                if fitting:
                    max(fitting, key=lambda each: bool(each[0].name))[1]("")
                    return True
            came_from, at = at.element, at.parent
        return False

    def pass_time(self, now: datetime) -> None:
        """Let everything happen that is due, the earliest first."""
        self.now = now
        while timers := [each for each in self.root.all_waits() if each.due and each.due <= now]:
            first = min(timers, key=lambda each: (each.due, each.number))
            if any(each.due == first.due and each.element != first.element for each in timers):
                raise Unclear
            first.fire("")

    def end(self, outcome: str) -> None:
        """End the case."""
        self.root.close()
        self.outcome = self.outcome or outcome
