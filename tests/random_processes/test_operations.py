"""Random processes with operators in them, who suspend, resume, move tokens, edit variables and undo cases."""

from hypothesis import given, note, seed
from hypothesis import strategies as st

from bpmn.engine.events import CancelRequested, Event
from bpmn.engine.modification import problems
from bpmn.engine.operator_events import (
    Activate,
    ModificationRequested,
    ResumeRequested,
    SuspendRequested,
    VariablesEdited,
)
from bpmn.json_types import Variables
from tests.random_processes.blocks import CONDITIONS, ROUTE, Whole
from tests.random_processes.choosing import choose
from tests.random_processes.driver import Run
from tests.random_processes.generating import wholes
from tests.random_processes.repeatable import SEED
from tests.random_processes.test_random_processes import OFTEN, PATIENCE, process_of, say

VARIABLES = st.fixed_dictionaries(
    {**dict.fromkeys(CONDITIONS, st.booleans()), ROUTE: st.integers(1, 3)}
)
CHOICES = st.lists(st.integers(0, 99_999), min_size=6, max_size=50)
OFTEN_AN_OPERATOR = 3
SELDOM = 40
"""Of so many operations one undoes the case."""


def operation(run: Run, number: int) -> Event:
    """Choose what an operator does; half of what is moved cannot be, and is refused."""
    kind, number = number % 6, number // 6
    if kind == 0 or (run.state.suspended and kind == 1):
        return ResumeRequested() if run.state.suspended else SuspendRequested()
    if kind == 1:
        return CancelRequested("enough", compensate=True) if number % SELDOM == 0 else edit(number)
    return edit(number) if kind == 2 else modification(run, number)


def edit(number: int) -> VariablesEdited:
    names = sorted(CONDITIONS)
    return VariablesEdited("", {names[number % len(names)]: bool(number % 2)})


def modification(run: Run, number: int) -> ModificationRequested:
    """Take something away and begin something, wherever it may be."""
    live = list(run.state.activations)
    elements = [node.id for node in run.process.nodes()]
    scopes = ["", "", "", live[number % len(live)]]
    begun = Activate(elements[number // 7 % len(elements)], scopes[number // 3 % 4])
    taken = (live[number // 11 % len(live)],) if number % 3 else ()
    return ModificationRequested(taken, (begun,) if number % 4 else ())


def step(run: Run, number: int) -> bool:
    """Let something happen; say whether anything could."""
    if number and number % OFTEN_AN_OPERATOR == 0:
        event = operation(run, number // OFTEN_AN_OPERATOR)
        note(f"operator {event}")
        refused = isinstance(event, ModificationRequested) and problems(
            run.process, run.state, event
        )
        before = run.state.dump()
        effects = run.happen(event)
        if refused:
            assert not effects
            assert run.state.dump() == before
        return True
    choice = choose(run, number)
    if choice is None:
        return False
    note(str(choice))
    run.happen(choice.event, choice.now)
    return True


def run_operated(whole: Whole, variables: Variables, choices: list[int]) -> Run:
    """Run the process; when the choices are over nobody operates it any more."""
    run = Run(process_of(whole), {**variables, "key": "k"})
    for number in choices:
        if run.state.ended or not step(run, number):
            break
    for _ in range(PATIENCE):
        if run.state.ended:
            break
        if run.state.suspended:
            run.happen(ResumeRequested())
        elif not step(run, 0):
            assert run.state.conditions, "the case is stuck"
            break
    return run


def test_an_operator_would_bring_a_case_to_a_standstill() -> None:
    ended = []

    @seed(SEED)
    @OFTEN
    @given(wholes(wild=True), VARIABLES, CHOICES)
    def check(whole: Whole, variables: Variables, choices: list[int]) -> None:
        ended.append(run_operated(whole, variables, choices).state.outcome)

    say(f"SEED={SEED} operated processes")
    check()
    assert ended.count("") < len(ended) * 0.2
    assert {"completed", "cancelled"} <= set(ended)
