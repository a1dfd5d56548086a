"""A parallel multi-instance task with few and with many instances: the time for one of them."""

import gc
from pathlib import Path
from statistics import median
from time import process_time

from bpmn.engine import handle, start
from bpmn.engine.effects import OpenHumanTask
from bpmn.engine.events import TaskCompleted
from bpmn.json_types import Json
from bpmn.model import Process
from carelane.bench.files import NOW, process_of

WARD = Path(__file__).with_name("rounds.bpmn")
FEW, MANY, ROUNDS = 500, 5_000, 7


def instance_costs() -> tuple[float, float]:
    """Give the median seconds for one instance, opened and completed, of 500 and of 5,000."""
    process = process_of(WARD)
    costs = [(_cost(process, FEW), _cost(process, MANY)) for _ in range(ROUNDS)]
    return median(few for few, _ in costs), median(many for _, many in costs)


def _cost(process: Process, count: int) -> float:
    patients: list[Json] = [{"id": f"P{number}"} for number in range(count)]
    gc.collect()
    begin = process_time()
    state, effects = start(process, {"patients": patients}, NOW)
    tasks = [each.task_id for each in effects if isinstance(each, OpenHumanTask)]
    for task in tasks:
        state, _ = handle(process, state, TaskCompleted(task, {"note": "seen"}), NOW)
    cost = process_time() - begin
    assert len(tasks) == count
    assert state.ended
    return cost / count
