"""Random processes: where SpiffWorkflow can judge, it agrees with our engine, whatever was drawn."""

import os
from collections import Counter

from hypothesis import HealthCheck, Phase, given, note, seed, settings

from bpmn.definition import Bundle, compile_bundle
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.reader import read_xml
from bpmn.scenarios.turns import Begun, Turn, seen_of
from bpmn.spiff import replay
from tests.random_processes.blocks import Whole
from tests.random_processes.choosing import choose
from tests.random_processes.drawing import draw_process
from tests.random_processes.drawing.tasks import decision_xml
from tests.random_processes.driver import Run
from tests.random_processes.generating import wholes
from tests.random_processes.repeatable import SEED
from tests.random_processes.test_random_processes import CHOICES, VARIABLES

PROCESSES = int(os.environ.get("FUZZ", "500")) // 5
MOST_TURNS = 60
LEAST = 0.1
"""The share of turns that is compared at least: most random processes hold something of the list."""
RANDOM = settings(
    max_examples=PROCESSES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def turns_of(process: Process, variables: Variables, choices: list[int]) -> list[Turn]:
    """Run a process on our engine, and keep its turns."""
    run = Run(process, variables)
    begun = Begun(dict(variables))
    state, effects = begun.start(process, run.now)
    turns = [Turn("", run.now, begun, effects, seen_of(effects, state))]
    for step in range(MOST_TURNS):
        choice = choose(run, choices[step] if step < len(choices) else 0)
        if run.state.ended or choice is None:
            break
        effects = run.happen(choice.event, choice.now)
        seen = seen_of(effects, run.state)
        turns.append(Turn("", run.now, choice.event, effects, seen))
    return turns


def test_both_engines_agree_on_random_processes() -> None:
    count: Counter[str] = Counter()

    @seed(SEED)
    @RANDOM
    @given(wholes(wild=False), VARIABLES, CHOICES)
    def check(whole: Whole, variables: Variables, choices: list[int]) -> None:
        text = draw_process(whole)
        note(f"SEED={SEED}\n{text}")
        process = compile_bundle(Bundle(text, {"rules.dmn": decision_xml()})).processes["p"]
        turns = turns_of(process, {**variables, "key": "k"}, choices)
        seen = replay(read_xml(text.encode(), "process.bpmn"), process, turns)
        count["turns"] += seen.turns
        count["compared"] += seen.compared
        assert seen.difference == ""

    check()
    assert count["compared"] >= LEAST * count["turns"]
