"""Holds a run against its prediction, step by step."""

from collections import Counter

from bpmn.engine.effects import Effect, MessageNotTaken
from bpmn.json_types import Variables
from tests.random_processes.blocks import Whole
from tests.random_processes.choosing import Choice
from tests.random_processes.driver import Run
from tests.random_processes.prediction import Prediction, Seen

COMPARED = (
    *("task", "boundary", "catch", "throw", "stop", "handler", "event"),
    *("fan", "while", "reset", "step", "after", "jump", "land", "make", "need"),
)
"""Kinds of elements whose completions are predicted (the first part of their ids)."""


def seen(run: Run) -> Counter[Seen]:
    """Give everything that the engine waits for, in the prediction's words."""
    state, found = run.state, Counter[Seen]()
    for kind, hosts in (("task", state.tasks), ("job", state.jobs), ("child", state.children)):
        for host in hosts.values():
            found[kind, *run.place(host), None] += 1
    for timer in state.timers.values():
        found["timer", _plain(timer.target), run.place(timer.host)[1], timer.due] += 1
    for wait in state.subscriptions.values():
        found["message", _plain(wait.target), run.place(wait.host)[1], None] += 1
    for listening in state.signals.values():
        found["signal", _plain(listening.target), run.place(listening.host)[1], None] += 1
    for incident in state.incidents.values():
        found["incident", *run.place(incident.host), None] += 1
    return found


def _plain(target: str) -> str:
    return target.removesuffix("#inner")


class Agreement:
    """The prediction beside a run."""

    def __init__(self, whole: Whole, variables: Variables, run: Run) -> None:
        self.prediction = Prediction(whole, variables, run.now)
        self.check(run)

    def happen(self, choice: Choice, run: Run) -> None:
        """Tell the prediction what happened, and compare."""
        self.prediction.now = run.now
        self.prediction.variables.update(choice.fix or {})
        match choice.kind:
            case "time":
                self.prediction.pass_time(run.now)
            case "cancel":
                self.prediction.end("cancelled")
            case "broadcast":
                self.prediction.signal(choice.answer)
            case "stale":
                pass
            case kind:
                self.prediction.happen(kind, choice.element, choice.place, choice.answer)
        self.check(run)

    def check(self, run: Run) -> None:
        """Compare what is waited for, what is completed and how it ended."""
        assert self.prediction.outcome == run.state.outcome
        expected, got = self.prediction.waiting(), seen(run)
        assert got == expected, f"too much: {got - expected}, missing: {expected - got}"
        done = Counter(each for each in run.completed if each.startswith(COMPARED))
        expected_done = +self.prediction.completed
        assert done == expected_done, (
            f"too much: {done - expected_done}, missing: {expected_done - done}"
        )


def nothing_happened(choice: Choice, effects: tuple[Effect, ...]) -> bool:
    """Say whether an event that is none of the case's business has changed nothing."""
    told = [each for each in effects if not isinstance(each, MessageNotTaken)]
    return choice.kind != "stale" or not told
