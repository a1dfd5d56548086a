"""The engine's speed: against SpiffWorkflow on the same file, and of a loop's late passes.

Both engines run in interleaved rounds of one process run, in memory, with FEEL evaluated by the same
evaluator. What each may prepare beforehand (our compiled program, Spiff's fresh spec) is prepared
outside the measured time.
"""

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bpmn.engine import handle, start
from bpmn.engine.effects import Effect, OpenHumanTask, RunJob
from bpmn.engine.events import JobDone, TaskCompleted
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.reader import read_bpmn
from bpmn.spiff import SecondEngine

TRIAGE = Path(__file__).with_name("triage.bpmn")
LOOP = Path(__file__).with_name("loop.bpmn")
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ROUNDS = 15
CASES = 20
EARLY, LATE, WINDOW = 100, 100_000, 500
_BEGIN: Variables = {"referral_id": "R-1", "patient": {"name": "x"}, "urgency": "R"}
_ANSWERS: dict[str, Variables] = {
    "Task_Triage": {"decision": "accept"},
    "Job_Book": {"slot": "S-1"},
    "Task_Examine": {"outcome": "seen"},
    "Task_Prepare": {"summary": "done"},
}


def run() -> dict[str, float]:
    """Measure; the ratios come first."""
    ours, theirs = _rates()
    early, late = _loop_costs()
    return {
        "speed_vs_spiffworkflow": ours / theirs,
        "loop_cost_ratio": late / early,
        "cases_per_second": ours,
        "spiffworkflow_cases_per_second": theirs,
        "loop_pass_microseconds_at_100": early * 1e6,
        "loop_pass_microseconds_at_100000": late * 1e6,
    }


def process_of(path: Path) -> Process:
    """Read the only process of a bench file."""
    definitions, _ = read_bpmn(path.read_bytes(), path.name)
    return definitions.processes[0]


def _rates() -> tuple[float, float]:
    process = process_of(TRIAGE)
    second = SecondEngine(TRIAGE.read_bytes(), TRIAGE.name, "triage")
    ours: list[float] = []
    theirs: list[float] = []
    run_ours(process)
    for _ in range(ROUNDS):
        ours.append(_timed(run_ours, [process] * CASES))
        specs = [second.spec() for _ in range(CASES)]
        theirs.append(_timed(partial(_run_theirs, second), specs))
    return CASES / median(ours), CASES / median(theirs)


def _timed(run_one: Callable[[Any], None], prepared: Sequence[object]) -> float:
    gc.collect()
    begin = perf_counter()
    for each in prepared:
        run_one(each)
    return perf_counter() - begin


def run_ours(process: Process) -> None:
    """Run one case to its end on our engine."""
    state, effects = start(process, _BEGIN, NOW)
    pending = list(_asked(effects))
    while pending:
        state, effects = handle(process, state, pending.pop(0), NOW)
        pending.extend(_asked(effects))
    assert state.ended


def _asked(effects: tuple[Effect, ...]) -> list[TaskCompleted | JobDone]:
    answers: list[TaskCompleted | JobDone] = []
    for effect in effects:
        if isinstance(effect, OpenHumanTask):
            answers.append(TaskCompleted(effect.task_id, _ANSWERS[effect.element_id]))
        elif isinstance(effect, RunJob):
            answers.append(JobDone(effect.job_id, _ANSWERS[effect.element_id]))
    return answers


def _run_theirs(second: SecondEngine, spec: object) -> None:
    case = second.begin(spec, _BEGIN, NOW)
    while waiting := case.waiting():
        for element_id, task in waiting.items():
            case.answer(task, _ANSWERS[element_id])
    assert case.ended


def _loop_costs() -> tuple[float, float]:
    """Give the median seconds of one pass from pass 100 on and from pass 100,000 on.

    Both cases are brought there first and then measured pass by pass in turn, so that a busy machine
    slows both.
    """
    process = process_of(LOOP)
    early, late = _Loop(process), _Loop(process)
    early.go(EARLY)
    late.go(LATE)
    costs = [(early.go(1), late.go(1)) for _ in range(WINDOW)]
    return median(cost for cost, _ in costs), median(cost for _, cost in costs)


class _Loop:
    """A case that goes round and round."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.state, self.effects = start(process, {}, NOW)

    def go(self, passes: int) -> float:
        """Give the seconds of the last of so many passes."""
        cost = 0.0
        for _ in range(passes):
            task = next(each for each in self.effects if isinstance(each, OpenHumanTask))
            answer = TaskCompleted(task.task_id, {"again": True})
            begin = perf_counter()
            self.state, self.effects = handle(self.process, self.state, answer, NOW)
            cost = perf_counter() - begin
        return cost
