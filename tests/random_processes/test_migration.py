"""A case may move to another version at any moment: to the same one nothing changes, to a renamed one only the names do."""

import json
import os
import re
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, Phase, given, note, seed, settings

from bpmn.definition import Bundle, compile_bundle
from bpmn.engine import State, handle
from bpmn.engine.effects import CaseMigrated, Effect
from bpmn.engine.events import Event
from bpmn.engine.migration import (
    ElementMapping,
    can_be_restored,
    migrate,
    problems,
    propose,
    restore,
)
from bpmn.engine.operator_events import ModificationRequested, ResumeRequested
from bpmn.engine.program import program_of
from bpmn.engine.wire import dump_effect
from bpmn.json_types import Variables
from bpmn.model import Process
from tests.random_processes.blocks import Whole
from tests.random_processes.choosing import choose
from tests.random_processes.drawing import draw_process
from tests.random_processes.drawing.tasks import decision_xml
from tests.random_processes.driver import Run
from tests.random_processes.generating import wholes
from tests.random_processes.repeatable import SEED
from tests.random_processes.test_operations import OFTEN_AN_OPERATOR, operation
from tests.random_processes.test_random_processes import CHOICES, VARIABLES

PROCESSES = min(int(os.environ.get("FUZZ", "150")), 5_000)
PATIENCE = 40


def read(text: str) -> Process:
    return compile_bundle(Bundle(text, {"rules.dmn": decision_xml()})).processes["p"]


class Renamed:
    """The same drawing with other ids of elements and flows."""

    def __init__(self, text: str, process: Process) -> None:
        nodes = [node.id for node in process.nodes()]
        compiled = program_of(process).nodes.values()
        flows = list(dict.fromkeys(edge.id for node in compiled for edge in node.outgoing))
        # the answers that people give to `undo_...` are variables of that name
        elements = {each: each if each.startswith("undo") else f"{each}_b" for each in nodes}
        self.mapping = ElementMapping(elements, {each: f"{each}_b" for each in flows})
        self._ids = {**self.mapping.elements, **self.mapping.flows}
        names = "|".join(sorted(map(re.escape, self._ids), key=len, reverse=True))
        self.text = re.sub(
            rf'(?<=["\'>;])({names})(?=["\'<&])', lambda found: self._ids[found[1]], text
        )
        self.process = read(self.text)

    def name(self, value: Any) -> Any:
        """Give JSON values with the new names for the old ones."""
        if isinstance(value, str):
            found, mark, rest = value.partition("#")
            return f"{self._ids[found]}{mark}{rest}" if found in self._ids else value
        if isinstance(value, list):
            return [self.name(each) for each in value]
        if isinstance(value, dict):
            return {self.name(key): self.name(inner) for key, inner in value.items()}
        return value

    def event(self, event: Event) -> Event:
        """Give an operator's event with the new names."""
        if not isinstance(event, ModificationRequested):
            return event
        begun = tuple(
            replace(each, element_id=self._ids[each.element_id]) for each in event.activate
        )
        return replace(event, activate=begun)

    def effects(self, effects: tuple[Effect, ...], *, told: bool = False) -> list[Any]:
        """Give effects as JSON, with the new names if they are `told` by the old version."""
        dumped: list[Any] = [{**dump_effect(each), "message": ""} for each in effects]
        return [self.name(each) for each in dumped] if told else dumped


def copy(state: State) -> State:
    return State.load(json.loads(json.dumps(state.dump())))


def check_same(run: Run, other: Process) -> None:
    """Move to an equal version: nothing changes."""
    before, state = run.state.dump(), copy(run.state)
    mapping = propose(run.process, other).mapping
    assert not problems(run.process, other, state, mapping)
    moved, effects = migrate(run.process, other, state, mapping, run.now)
    assert moved.dump() == before
    assert effects == (CaseMigrated("", mapping.dump(), {}),)


def check_renamed(run: Run, renamed: Renamed) -> State:
    """Move to the renamed version and back; give the case as it is there."""
    before = run.state.dump()
    assert not problems(run.process, renamed.process, run.state, renamed.mapping)
    moved, effects = migrate(
        run.process, renamed.process, copy(run.state), renamed.mapping, run.now
    )
    assert moved.dump() == renamed.name(before)
    assert State.load(json.loads(json.dumps(moved.dump()))).dump() == moved.dump()
    assert can_be_restored(effects)
    back, told = restore(run.process, renamed.process, copy(run.state), moved, run.now)
    assert back.dump() == before
    (migrated,) = [each for each in told if isinstance(each, CaseMigrated)]
    assert migrated.undone
    return copy(moved)


def check_step(run: Run, renamed: Renamed, moved: State, event: Event) -> None:
    """Let the same happen in both, and compare."""
    effects = run.happen(event, run.now)
    moved, others = handle(renamed.process, moved, renamed.event(event), run.now)
    assert renamed.effects(effects, told=True) == renamed.effects(others)
    assert moved.dump() == renamed.name(run.state.dump())


def next_event(run: Run, number: int) -> Event | None:
    """Choose what happens, now and then by an operator; what is held while a case is suspended goes on in the end."""
    if number and number % OFTEN_AN_OPERATOR == 0:
        return operation(run, number // OFTEN_AN_OPERATOR)
    if run.state.suspended and not number:
        return ResumeRequested()
    choice = choose(run, number)
    if choice is None:
        return None
    run.now = choice.now or run.now
    return choice.event


@seed(SEED)
@settings(
    max_examples=PROCESSES,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(wholes(wild=True), VARIABLES, CHOICES)
def test_a_case_that_moves_goes_on_as_if_it_had_always_been_there(
    whole: Whole, variables: Variables, choices: list[int]
) -> None:
    text = draw_process(whole)
    note(f"SEED={SEED} FUZZ={PROCESSES}\n{text}")
    run = Run(read(text), {**variables, "key": "k"})
    other, renamed = read(f"{text}<!-- the same -->"), Renamed(text, run.process)
    for step in range(len(choices) + PATIENCE):
        if run.state.ended:
            break
        check_same(run, other)
        moved = check_renamed(run, renamed)
        event = next_event(run, choices[step] if step < len(choices) else 0)
        if event is None:
            break
        note(f"{event!s:.80}")
        check_step(run, renamed, moved, event)
