"""Takes a migration back: the case is again what it was, in the version where it was.

Possible as long as nothing has happened since, and where the migration itself has moved no token and told nobody
anything. Ids that were used since are not used again.
"""

from collections.abc import Sequence
from datetime import datetime

from bpmn.engine.effects import (
    CaseMigrated,
    ClearTimer,
    CloseIncident,
    Effect,
    ForgetSignal,
    HumanTaskMoved,
    ListenSignal,
    RaiseIncident,
    SetTimer,
    SlaStarted,
    SlaStopped,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.migration.names import moved_tasks, names_of, renamed, tasks_of
from bpmn.engine.nodes import Program
from bpmn.engine.program import program_of
from bpmn.engine.state import State
from bpmn.model import Process

_TAKEN_BACK = (
    CaseMigrated,
    HumanTaskMoved,
    SetTimer,
    Subscribe,
    Unsubscribe,
    ListenSignal,
    ForgetSignal,
    SlaStarted,
    SlaStopped,
    RaiseIncident,
    CloseIncident,
)


def can_be_restored(effects: Sequence[Effect]) -> bool:
    """Say whether a migration with these effects only changed what is waited for."""
    return all(
        isinstance(effect, _TAKEN_BACK) or (isinstance(effect, ClearTimer) and not effect.fired)
        for effect in effects
    )


def restore(  # noqa: PLR0913, PLR0917 - two versions, two states, a moment and the version's name
    old: Process,
    new: Process,
    before: State,
    state: State,
    now: datetime,
    bundle_sha256: str = "",
) -> tuple[State, tuple[Effect, ...]]:
    """Go back to the state `before` the migration from `old` to `new`, whose outcome is `state`.

    Timers that came due meanwhile fire afterwards: late, and once.
    """
    del now  # nothing here depends on it; every event of the engine has it
    programs = program_of(old), program_of(new)
    names = names_of(programs[1], state), names_of(programs[0], before)
    reopened = tuple(
        id_
        for kept, now_open in ((before.slas, state.slas), (before.incidents, state.incidents))
        for id_ in kept
        if id_ not in now_open
    )
    moved = renamed(*names)
    told: list[Effect] = [CaseMigrated(bundle_sha256, {}, moved, reopened, undone=True)]
    told += moved_tasks(tasks_of(programs[1], state), tasks_of(programs[0], before))
    told += _closed(programs[1], before, state)
    told += _opened(programs[0], before, state)
    before.counter = max(before.counter, state.counter)
    return before, tuple(told)


def _closed(new: Program, before: State, state: State) -> list[Effect]:
    """Close what only the new version waits for."""
    hosts = state.activations
    told: list[Effect] = [
        ClearTimer(each, fired=False) for each in state.timers if each not in before.timers
    ]
    told += [Unsubscribe(each) for each in state.subscriptions if each not in before.subscriptions]
    told += [ForgetSignal(each) for each in state.signals if each not in before.signals]
    told += [
        SlaStopped(each, new.nodes[hosts[clock.host].key].id)
        for each, clock in state.slas.items()
        if each not in before.slas
    ]
    return told + [CloseIncident(each) for each in state.incidents if each not in before.incidents]


def _opened(old: Program, before: State, state: State) -> list[Effect]:
    """Open again what the new version did not wait for; clocks and incidents are told as reopened."""
    nodes = old.nodes
    told: list[Effect] = [
        SetTimer(each, nodes[timer.target].id, timer.due)
        for each, timer in before.timers.items()
        if each not in state.timers
    ]
    told += [
        Subscribe(each, nodes[wait.target].id, wait.name, wait.key)
        for each, wait in before.subscriptions.items()
        if each not in state.subscriptions
    ]
    return told + [
        ListenSignal(each, nodes[wait.target].id, wait.name)
        for each, wait in before.signals.items()
        if each not in state.signals
    ]
