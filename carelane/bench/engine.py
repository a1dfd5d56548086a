"""The engine's speed: against SpiffWorkflow on the same file, and as a case grows or goes on.

Both engines run in interleaved rounds of one process run, in memory, with FEEL evaluated by the same
evaluator. What each may prepare beforehand (our compiled program, Spiff's fresh spec) is prepared
outside the measured time.
"""

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bpmn.engine import handle, start
from bpmn.engine.effects import Effect, OpenHumanTask, RunJob
from bpmn.engine.events import JobDone, TaskCompleted
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.spiff import SecondEngine
from carelane.bench.files import NOW, process_of
from carelane.bench.instances import instance_costs
from carelane.bench.loops import memory, pass_costs
from carelane.bench.reading import parse_times

TRIAGE = Path(__file__).with_name("triage.bpmn")
ROUNDS = 15
CASES = 20
_BEGIN: Variables = {"referral_id": "R-1", "patient": {"name": "x"}, "urgency": "R"}
_ANSWERS: dict[str, Variables] = {
    "Task_Triage": {"decision": "accept"},
    "Job_Book": {"slot": "S-1"},
    "Task_Examine": {"outcome": "seen"},
    "Task_Prepare": {"summary": "done"},
}


def run() -> dict[str, float]:
    """Measure; the ratios come first."""
    first, last = memory()
    ours, theirs = _rates()
    our_parse, their_parse = parse_times()
    early, late = pass_costs()
    few, many = instance_costs()
    return {
        "speed_vs_spiffworkflow": ours / theirs,
        "parse_vs_spiffworkflow": our_parse / their_parse,
        "loop_cost_ratio": late / early,
        "loop_memory_ratio": last.blocks / first.blocks,
        "loop_peak_memory_ratio": last.peak / first.peak,
        "instance_cost_ratio": many / few,
        "cases_per_second": ours,
        "spiffworkflow_cases_per_second": theirs,
        "parse_milliseconds": our_parse * 1e3,
        "spiffworkflow_parse_milliseconds": their_parse * 1e3,
        "loop_pass_microseconds_at_100": early * 1e6,
        "loop_pass_microseconds_at_100000": late * 1e6,
        "loop_memory_blocks_at_10000": first.blocks,
        "loop_memory_blocks_at_1000000": last.blocks,
        "instance_microseconds_of_500": few * 1e6,
        "instance_microseconds_of_5000": many * 1e6,
    }


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
    begin = process_time()
    for each in prepared:
        run_one(each)
    return process_time() - begin


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
