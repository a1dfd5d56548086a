"""Moves a case: the same tokens, tasks, timers, jobs and children, under the ids of the new version."""

from collections.abc import Sequence
from datetime import datetime

from bpmn.engine.effects import CaseMigrated, Effect
from bpmn.engine.loop import run_steps
from bpmn.engine.migration.carrying import carry_clocks, carry_waits
from bpmn.engine.migration.incidents import carry_incidents, carry_steps
from bpmn.engine.migration.mapping import ElementMapping
from bpmn.engine.migration.names import moved_tasks, names_of, renamed, tasks_of
from bpmn.engine.migration.problem import Problem
from bpmn.engine.migration.problems import problems
from bpmn.engine.migration.remains import move_remains
from bpmn.engine.migration.translation import Translation
from bpmn.engine.program import program_of
from bpmn.engine.state import State
from bpmn.engine.suspension import put_off
from bpmn.engine.turn import Turn
from bpmn.model import Process


class NotMigratable(ValueError):  # noqa: N818 - reads as what it is
    """The case cannot move; `problems` say why."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{each.element_id}: {each.code}" for each in found))
        self.problems = tuple(found)


def migrate(  # noqa: PLR0913, PLR0917 - two versions, a case, a decision, a moment and the version's name
    old: Process,
    new: Process,
    state: State,
    mapping: ElementMapping,
    now: datetime,
    bundle_sha256: str = "",
) -> tuple[State, tuple[Effect, ...]]:
    """Let the case go on in the new version; `state` is changed in place and given back.

    What the new version adds to what is open is waited for from now on, what it lacks is closed; anything else
    goes on as it was, timers with the time they have. A suspended case stays so, and waits for what is new when it is
    resumed. Raises NotMigratable, and changes nothing then.
    """
    found = problems(old, new, state, mapping)
    if found or state.ended:
        raise NotMigratable(found)
    translation = Translation(program_of(old), program_of(new), mapping)
    turn = Turn(translation.new, state, now)
    names, tasks = names_of(translation.old, state), tasks_of(translation.old, state)
    _move(turn, translation)
    told = CaseMigrated(
        bundle_sha256, mapping.dump(), renamed(names, names_of(translation.new, state))
    )
    turn.effects[:0] = [told, *moved_tasks(tasks, tasks_of(translation.new, state))]
    if state.suspended:
        put_off(turn)
    else:
        run_steps(turn)
    return turn.done()


def _move(turn: Turn, translation: Translation) -> None:
    """Put every activation under its new key, then what it waits for."""
    hosts = [
        (host, translation.old.nodes[host.key], translation.new.nodes[translation.key(host.key)])
        for host in turn.state.activations.values()
    ]
    waits = [carry_waits(turn.state, translation, host, *nodes) for host, *nodes in hosts]
    for host, _, after in hosts:
        move_remains(translation, host, after)
    for host, _, after in hosts:
        host.key = after.key
    for carried, (host, before, after) in zip(waits, hosts, strict=True):
        carried.settle(turn, host)
        carry_clocks(turn, translation, host, before, after)
    carry_incidents(turn, translation)
    carry_steps(turn.state, translation)
