"""State machines as transition tables: buttons, services, API and docs are made from them.

The rows of human tasks are in `carelane.domain.human_task_verbs`. ``TRANSITIONS[machine]`` maps (state, verb) to the next state. `next_state` is the only way to ask.
"""

from typing import Literal

from carelane.domain.errors import NotAllowedNow
from carelane.domain.human_task_verbs import BEFORE, OPEN, SAME, VERBS

Machine = Literal["human_task", "process_instance", "message", "incident", "resource_hold"]
Table = dict[tuple[str, str], str]


def _from_each(states: tuple[str, ...], verb: str, target: str) -> Table:
    """Give the same transition for several states."""
    return {(state, verb): target for state in states}


_ACTIVE_CASE = "active"

TRANSITIONS: dict[Machine, Table] = {
    # WS-HumanTask 1.1; resume goes back to what the task was (`HumanTask.state_before`).
    "human_task": {
        ("created", "activate"): "ready",
        **{
            (source, verb.name): source if verb.target == SAME else verb.target
            for verb in VERBS
            if verb.target != BEFORE
            for source in verb.sources
        },
        ("suspended", "resume"): "ready",
        ("suspended", "resume_reserved"): "reserved",
        ("suspended", "resume_in_progress"): "in_progress",
        **_from_each(OPEN, "exit", "exited"),
        **_from_each(OPEN, "defect", "error"),
    },
    "process_instance": {
        (_ACTIVE_CASE, "complete"): "completed",
        (_ACTIVE_CASE, "terminate"): "terminated",
        (_ACTIVE_CASE, "fail"): "error",
        (_ACTIVE_CASE, "cancel"): "cancelled",
    },
    "message": {
        ("buffered", "correlate"): "correlated",
        ("buffered", "bind"): "correlated",
        ("buffered", "expire"): "expired",
        **_from_each(("buffered", "expired"), "discard", "discarded"),
        ("expired", "reopen"): "buffered",
        ("correlated", "deliver"): "delivered",
        ("correlated", "return"): "buffered",
        ("restored", "deliver"): "delivered",
        ("restored", "wait"): "buffered",
    },
    "incident": {("open", "resolve"): "resolved"},
    "resource_hold": {
        ("held", "commit"): "committed",
        ("committed", "commit"): "committed",
        ("in_use", "commit"): "in_use",
        ("held", "occupy"): "in_use",
        ("committed", "occupy"): "in_use",
        ("in_use", "occupy"): "in_use",
        ("held", "release"): "released",
        ("committed", "release"): "released",
        ("held", "lapse"): "lapsed",
        ("held", "preempt"): "preempted",
        ("in_use", "return"): "ended",
        ("committed", "return"): "ended",
    },
}


def next_state(machine: Machine, state: str, verb: str) -> str:
    """Say where ``verb`` leads from ``state``; raises `NotAllowedNow` where it leads nowhere."""
    try:
        return TRANSITIONS[machine][state, verb]
    except KeyError:
        raise NotAllowedNow(machine=machine, state=state, verb=verb) from None


def verbs(machine: Machine, state: str) -> tuple[str, ...]:
    """List what may be done from ``state``, in the order of the table."""
    return tuple(verb for source, verb in TRANSITIONS[machine] if source == state)


def sources(machine: Machine, verb: str) -> tuple[str, ...]:
    """List the states from which ``verb`` is allowed, in the order of the table."""
    return tuple(source for source, name in TRANSITIONS[machine] if name == verb)
