"""Runs the steps of a turn until nothing moves, then lets inclusive joins fire that may."""

from bpmn.engine import clocks, lifecycle, triggering
from bpmn.engine.incidents import raise_incident
from bpmn.engine.joins import fire_inclusive_join
from bpmn.engine.turn import STEPS, Trouble, Turn

STEP_MODULES = (clocks, lifecycle, triggering)
"""Modules that enter their functions in `STEPS` when they are imported."""


def run_steps(turn: Turn) -> None:
    """Do every step, and what follows from it."""
    steps, live = turn.steps, turn.state.activations
    while True:
        while steps:
            name, activation, argument = steps.popleft()
            if activation.id not in live:
                continue
            try:
                STEPS[name](turn, activation, argument)
            except Trouble as trouble:
                raise_incident(turn, activation, trouble, name, argument)
        if not (turn.program.waits_inclusively and fire_inclusive_join(turn)):
            return
