"""What a loop costs as it goes on: time of a late pass, and memory after a million passes.

The loop goes through a human task with a boundary timer, a parallel split and a join on every pass.
"""

import gc
import resource
import sys
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

from bpmn.engine import handle, start
from bpmn.engine.effects import OpenHumanTask
from bpmn.engine.events import TaskCompleted
from bpmn.model import Process
from carelane.bench.files import NOW, process_of

LOOP = Path(__file__).with_name("loop.bpmn")
EARLY, LATE, WINDOW = 100, 100_000, 500
FEW, MANY = 10_000, 1_000_000


class Memory(NamedTuple):
    """Blocks of memory that a case holds, and the peak of the whole program (resident, in kilobytes)."""

    blocks: int
    peak: int


def pass_costs() -> tuple[float, float]:
    """Give the median seconds of one pass from pass 100 on and from pass 100,000 on.

    Both cases are brought there first and then measured pass by pass in turn, so that a busy machine
    slows both.
    """
    process = process_of(LOOP)
    early, late = Loop(process), Loop(process)
    early.go(EARLY)
    late.go(LATE)
    costs = [(early.go(1), late.go(1)) for _ in range(WINDOW)]
    return median(cost for cost, _ in costs), median(cost for _, cost in costs)


def memory() -> tuple[Memory, Memory]:
    """Give what a case needs after 10,000 passes, and after 1,000,000.

    Blocks are counted from before the case began, so that one block lost a pass would make the second
    number a hundred times the first. Peaks tell only while nothing else has needed more: measure this first.
    """
    process = process_of(LOOP)
    Loop(process).go(FEW)
    before = _used(0).blocks
    loop = Loop(process)
    loop.go(FEW)
    few = _used(before)
    loop.go(MANY - FEW)
    return few, _used(before)


def _used(before: int) -> Memory:
    gc.collect()
    return Memory(
        sys.getallocatedblocks() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    )


class Loop:
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
            begin = process_time()
            self.state, self.effects = handle(self.process, self.state, answer, NOW)
            cost = process_time() - begin
        return cost
