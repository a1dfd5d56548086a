"""What would be lost: a task in a state that the standard does not know."""

import pytest

from carelane.domain import errors
from carelane.domain.errors import NotAllowedNow
from carelane.domain.state_machines import TRANSITIONS, Machine, next_state, sources, verbs

FINAL = {
    "human_task": {"completed", "failed", "error", "exited", "obsolete"},
    "process_instance": {"completed", "terminated", "error", "cancelled"},
    "message": {"delivered", "discarded"},
    "incident": {"resolved"},
    "resource_hold": {"released", "lapsed", "preempted", "ended"},
}
WS_HUMAN_TASK = FINAL["human_task"] | {
    "created",
    "ready",
    "reserved",
    "in_progress",
    "suspended",
}


@pytest.mark.parametrize("machine", sorted(TRANSITIONS))
def test_every_state_is_final_or_has_a_way_on(machine: Machine) -> None:
    table = TRANSITIONS[machine]
    states = {state for state, _verb in table} | set(table.values())
    stuck = {state for state in states if not verbs(machine, state)}
    assert stuck == FINAL[machine]


def test_human_tasks_know_the_states_of_the_standard_and_no_other() -> None:
    table = TRANSITIONS["human_task"]
    assert {state for state, _verb in table} | set(table.values()) == WS_HUMAN_TASK


def test_a_closed_task_stays_closed() -> None:
    every_verb = {verb for _state, verb in TRANSITIONS["human_task"]}
    for state in FINAL["human_task"]:
        for verb in every_verb:
            with pytest.raises(NotAllowedNow):
                next_state("human_task", state, verb)


def test_claim_and_release_undo_each_other() -> None:
    assert next_state("human_task", "ready", "claim") == "reserved"
    assert next_state("human_task", "reserved", "release") == "ready"
    assert sources("human_task", "claim") == ("ready",)


def test_every_error_has_a_code_of_its_own_and_a_message() -> None:
    def tree(root: type[errors.CarelaneError]) -> list[type[errors.CarelaneError]]:
        return [root, *(leaf for child in root.__subclasses__() for leaf in tree(child))]

    known = [
        error
        for error in tree(errors.CarelaneError)
        if error.__module__.startswith(f"{errors.__name__}.")
    ]
    codes = [error.code for error in known]
    assert len(set(codes)) == len(codes)
    assert known
    assert set(errors.BY_CODE) >= set(codes)
    assert all(str(error()) for error in known)
