"""Random processes on both engines: as far as SpiffWorkflow can do what is drawn, it does the same."""

from collections import Counter
from functools import cache

from hypothesis import given, note, seed
from hypothesis import settings as changed

from bpmn.engine.events import Event, IncidentResolved, JobFailed, TimeReached
from bpmn.json_types import Variables
from bpmn.reader import read_xml
from bpmn.scenarios.turns import Begun, Turn, seen_of
from bpmn.spiff import Replay, replay
from tests.random_processes.blocks import Choice as Drawn
from tests.random_processes.blocks import Whole, everything
from tests.random_processes.choosing import Choice, choose
from tests.random_processes.drawing import draw_process
from tests.random_processes.driver import Run
from tests.random_processes.generating import TROUBLE, wholes
from tests.random_processes.repeatable import SEED
from tests.random_processes.test_random_processes import (
    CHOICES,
    OFTEN,
    PROCESSES,
    VARIABLES,
    process_of,
    say,
)

MOST_TURNS = 25
CANNOT = ("bundle", "jump", "fan", "conditional", "end", "event sub-process", TROUBLE)
"""What ends the comparison at once (`bpmn.spiff.LIMITS`); `tests/spiff/test_random.py` draws it too."""
LEAST_TURNS = PROCESSES // 5
"""How many turns are compared at least."""


def _turns(run: Run, variables: Variables, choices: list[int]) -> list[Turn]:
    given_: Begun | Event = Begun(variables)
    turns: list[Turn] = []
    for number in [*choices, *[0] * MOST_TURNS][:MOST_TURNS]:
        seen = seen_of(run.effects, run.state)
        turns.append(Turn("", run.now, given_, run.effects, seen))
        choice = None if run.state.ended else _known(choose(run, number), run)
        if choice is None:
            break
        note(str(choice))
        run.happen(choice.event, choice.now)
        given_ = choice.event
    return turns


def _known(choice: Choice | None, run: Run) -> Choice | None:
    """Leave out what a scenario does not do, and let time pass from one timer to the next."""
    if choice is None or choice.kind == "stale":
        return None
    if isinstance(choice.event, TimeReached):
        return Choice(choice.event, "time", now=run.state.next_due())
    return None if isinstance(choice.event, IncidentResolved | JobFailed) else choice


def _is_clear(whole: Whole) -> bool:
    """Say whether no event-based gateway waits for one signal twice: which event has it nobody says."""
    choices = [each for each in everything(whole) if isinstance(each, Drawn)]
    signals = [[t.name for t in each.triggers if t.kind == "signal"] for each in choices]
    return all(len(names) == len(set(names)) for names in signals)


@cache
def _compare_many() -> tuple[list[Replay], Counter[str]]:
    seen: list[Replay] = []
    limits: Counter[str] = Counter()

    @seed(SEED)
    @changed(OFTEN, max_examples=max(20, PROCESSES // 5))
    @given(wholes(wild=False, depth=4, without=CANNOT).filter(_is_clear), VARIABLES, CHOICES)
    def check(whole: Whole, variables: Variables, choices: list[int]) -> None:
        process = process_of(whole)
        given_: Variables = {**variables, "key": "k"}
        turns = _turns(Run(process, given_), given_, choices)
        root = read_xml(draw_process(whole).encode(), "process.bpmn")
        found = replay(root, process, turns)
        assert not found.difference
        seen.append(found)
        limits[found.limit or "the end"] += 1

    check()
    return seen, limits


def test_both_engines_do_the_same() -> None:
    seen, limits = _compare_many()
    compared = sum(each.compared for each in seen)
    say(f"{compared} of {sum(each.turns for each in seen)} turns compared, up to {dict(limits)}")
    assert compared >= LEAST_TURNS
    assert limits["the end"] >= len(seen) // 2
