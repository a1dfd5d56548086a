"""Runs the steps of a turn until nothing moves, then lets the gateways fire that waited for that."""

from bpmn.engine import (
    clock_changes,
    clock_pauses,
    clocks,
    conditions,
    gathering,
    lifecycle,
    triggering,
)
from bpmn.engine.behaviours.complex_gateways import settle_complex_gateway
from bpmn.engine.incidents import raise_incident
from bpmn.engine.joins import fire_inclusive_join
from bpmn.engine.turn import STEPS, Trouble, Turn

STEP_MODULES = (clock_changes, clock_pauses, clocks, conditions, gathering, lifecycle, triggering)
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
        if not (turn.program.waits_for_quiet and _fire_waiting_gateway(turn)):
            return


def _fire_waiting_gateway(turn: Turn) -> bool:
    if turn.budget < 0:
        return False  # there is an incident already, and the gateways can wait for the next turn
    return fire_inclusive_join(turn) or settle_complex_gateway(turn)
