"""A loop of a year must cost and weigh what a loop of a day does."""

import json
import re
from collections.abc import Callable
from typing import Any

from bpmn.engine import State, handle, start
from bpmn.engine.effects import OpenHumanTask, RunJob
from bpmn.engine.events import JobDone, TaskCompleted

Begin = Callable[..., Any]


def _shape(state: State) -> str:
    return re.sub(r"[0-9]+", "0", json.dumps(state.dump()))


def test_100_000_passes_leave_a_state_of_the_first_pass_size(begin: Begin) -> None:
    case = begin("loop_pass", again=True, visit=0)
    process, state, effects, now = case.process, case.state, case.last, case.now
    first = _shape(state)
    passes = 0
    while passes < 100_000 or not state.tasks:
        pending = []
        for effect in effects:
            if isinstance(effect, OpenHumanTask):
                passes += 1
                pending.append(TaskCompleted(effect.task_id, {"visit": passes}))
            elif isinstance(effect, RunJob):
                pending.append(JobDone(effect.job_id))
        gathered = []
        for event in pending:
            state, made = handle(process, state, event, now)
            gathered.extend(made)
        effects = gathered
    assert _shape(state) == first


def test_a_case_can_be_started_again_from_nothing(begin: Begin) -> None:
    case = begin("loop_pass")
    again, effects = start(case.process, {}, case.now)
    assert again.dump() == case.state.dump()
    assert effects == case.last
