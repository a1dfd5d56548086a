"""Whatever order people and jobs act in: a case with compensation, transactions, ad-hoc work and complex
gateways ends, and leaves nothing open."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from bpmn.engine.events import TimeReached

Begin = Callable[..., Any]
FILES: dict[str, dict[str, Any]] = {
    "compensation": {"ward": "A"},
    "compensated_doses": {},
    "compensated_stay": {"wards": ["A", "B"]},
    "transaction": {},
    "ad_hoc": {},
    "complex_join": {"asked": 3, "needed": 2},
    "complex_loop": {},
}
FLAGS = ("came", "again", "undo", "more", "agreed", "back")


def act(case: Any, chance: random.Random) -> None:
    """Do one thing that can be done."""
    answers = {flag: chance.random() < 0.4 for flag in FLAGS}
    ways = [lambda each=each: case.do(each, **answers) for each in case.tasks()]
    ways += [lambda each=each: case.done(each) for each in case.jobs()]
    ways += [lambda each=each: case.fail(each) for each in case.jobs()]
    if "refused" in str(case.process.body):
        ways += [lambda each=each: case.throw(each, "refused") for each in case.jobs()]
    if case.state.incidents:
        ways += [case.resolve, lambda: case.resolve("skip")] * 3
    chance.choice(ways)()
    if chance.random() < 0.1:
        case.give(TimeReached())


def held_by_the_living(case: Any) -> bool:
    state = case.state
    holders = [*state.tasks.values(), *state.jobs.values()]
    holders += [each.host for each in state.timers.values()]
    holders += [each.host for each in state.incidents.values()]
    found = {each.id for each in state.root.walk()} if state.root else set()
    return found == set(state.activations) and all(holder in found for holder in holders)


@pytest.mark.parametrize("name", FILES)
def test_the_case_ends_in_any_order(name: str, begin: Begin) -> None:
    for seed in range(25):
        chance = random.Random(seed)
        case = begin(name, **FILES[name])
        for _ in range(400):
            if case.outcome != "open":
                break
            assert case.tasks() or case.jobs() or case.incidents(), (seed, case.state.dump())
            act(case, chance)
            assert held_by_the_living(case), seed
        assert case.outcome == "completed", (seed, case.state.live_elements())
        assert not case.state.activations
