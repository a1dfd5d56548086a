"""Random processes: every path through them ends or waits in sight, and a restart changes nothing.

`FUZZ` says how many processes are made, `SEED` from where; both are shown with every failure. `make fuzz`
runs many, and prints which kinds of blocks were drawn and run.
"""

import os
from collections.abc import Callable
from functools import cache

from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from bpmn.definition import Bundle, compile_bundle
from bpmn.json_types import Variables
from bpmn.model import Process
from tests.random_processes.agreement import Agreement, nothing_happened
from tests.random_processes.blocks import CONDITIONS, ROUTE, Whole
from tests.random_processes.choosing import choose
from tests.random_processes.coverage import Coverage
from tests.random_processes.drawing import draw_process
from tests.random_processes.drawing.tasks import decision_xml
from tests.random_processes.driver import Run
from tests.random_processes.generating import wholes
from tests.random_processes.prediction import Unclear
from tests.random_processes.repeatable import SEED

PROCESSES = int(os.environ.get("FUZZ", "500"))
PATIENCE = 150
"""Steps after which a case is left that does not end: signals or cycles without end can keep it going."""
LEFT_TO_CHANCE = 0.05 if PROCESSES < 10_000 else 0
"""The share of kinds that are drawn and may yet not be run: a short run reaches the rarest only now and then."""
KINDS_OF_BLOCKS = 85
"""How many kinds `coverage` knows."""
VARIABLES = st.fixed_dictionaries(
    {**dict.fromkeys(CONDITIONS, st.booleans()), ROUTE: st.integers(1, 3)}
)
NUMBERS = st.integers(0, 9_999)
FEW = st.lists(NUMBERS, max_size=12)
MANY = st.lists(NUMBERS, min_size=12, max_size=60)
CHOICES = FEW | MANY | MANY
OFTEN = settings(
    max_examples=PROCESSES,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


def process_of(whole: Whole) -> Process:
    """Draw the process and read it, as a designer's file is read."""
    text = draw_process(whole)
    note(f"SEED={SEED} FUZZ={PROCESSES}\n{text}")
    return compile_bundle(Bundle(text, {"rules.dmn": decision_xml()})).processes["p"]


def run_through(whole: Whole, variables: Variables, choices: list[int], *, predicted: bool) -> Run:
    """Run the process, and check it after each step."""
    run = Run(process_of(whole), {**variables, "key": "k"})
    agreement = Agreement(whole, variables, run) if predicted else None
    for step in range(len(choices) + PATIENCE):
        if run.state.ended:
            break
        choice = choose(run, choices[step] if step < len(choices) else 0)
        if choice is None:
            assert run.state.conditions, "the case is stuck"
            break
        note(str(choice))
        effects = run.happen(choice.event, choice.now)
        assert nothing_happened(choice, effects)
        if agreement is not None:
            try:
                agreement.happen(choice, run)
            except Unclear:
                agreement = None
    return run


@cache
def run_many(*, wild: bool) -> Coverage:
    """Run as many processes as are asked for, once; give which kinds of blocks were among them."""
    coverage = Coverage()

    @seed(SEED)
    @OFTEN
    @given(wholes(wild=wild), VARIABLES, CHOICES)
    def check(whole: Whole, variables: Variables, choices: list[int]) -> None:
        run = run_through(whole, variables, choices, predicted=not wild)
        coverage.add(whole, run.ledger.activated)
        coverage.ended += run.state.ended

    say(f"SEED={SEED} FUZZ={PROCESSES} {'wild' if wild else 'predicted'} processes")
    call: Callable[[], None] = check
    call()
    return coverage


def say(text: str) -> None:
    """Print what `make fuzz` shows."""
    if "FUZZ" in os.environ:
        print(f"\n{text}", flush=True)  # noqa: T201 - what `make fuzz` is asked for


def test_every_path_ends_or_waits_in_sight_and_no_restart_changes_it() -> None:
    run_many(wild=True)


def test_people_get_the_work_that_the_drawing_says() -> None:
    run_many(wild=False)


def test_no_kind_of_block_is_left_out() -> None:
    coverage = run_many(wild=True) + run_many(wild=False)
    say(coverage.table())
    missed = [kind for kind in coverage.drawn if not coverage.run[kind]]
    table = coverage.table()
    assert coverage.ended > coverage.processes * 0.9, f"only {coverage.ended} have ended"
    assert len(missed) <= LEFT_TO_CHANCE * KINDS_OF_BLOCKS, f"never run: {missed}\n{table}"
    assert len(coverage.drawn) >= KINDS_OF_BLOCKS, f"fewer kinds than before\n{table}"
