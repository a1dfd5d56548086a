"""Moving a case to another version of its process, and back: kinds ``migrate`` and ``undo_migration`` of `Operate`.

The new version travels in the command's arguments, packed as in the start payload; from then on the case runs on it,
also when it continues as new or is replayed. What the case was before is kept until something new happens in it.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from temporalio import workflow

from carelane.domain.errors import (
    InternalError,
    MigrationSettled,
    NothingToMigrate,
    NotMigratable,
    UnknownOperation,
)
from carelane.domain.wire import JsonObject, Operate
from workflows.before import Before, Moved
from workflows.case import Case
from workflows.definitions import Version
from workflows.refusals import Refusal, cause_of
from workflows.safety import NotDone, asked

with workflow.unsafe.imports_passed_through():
    from bpmn.engine import State
    from bpmn.engine.effects import CaseMigrated, Effect
    from bpmn.engine.migration import (
        ElementMapping,
        can_be_restored,
        migrate,
        problems,
        restore,
    )

_OPENS = ("SetTimer", "Subscribe", "ListenSignal", "SlaStarted", "RaiseIncident")
_CLOSES = ("ClearTimer", "Unsubscribe", "ForgetSignal", "SlaStopped", "CloseIncident")


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to, and which element stands for which."""

    version: Version
    mapping: ElementMapping

    @classmethod
    def read(cls, arguments: JsonObject, process_id: str) -> "Plan | None":
        """Read the arguments {bundle, sha256, mapping}; None where something is missing or wrong."""
        try:
            version = Version(process_id, arguments["sha256"], arguments["bundle"])
            if not version.is_whole():
                return None
            return cls(version, ElementMapping.load(arguments.get("mapping", {})))
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Migration:
    """The operation ``migrate``."""

    def refuses(self, case: Case, command: Operate) -> Refusal:
        """Refuse a plan that cannot be read, the version that the case has, and what cannot move."""
        plan = Plan.read(command.arguments, case.version.process_id)
        if plan is None:
            return Refusal(UnknownOperation.code)
        if plan.version.sha256 == case.version.sha256:
            return Refusal(NothingToMigrate.code)
        found = problems(case.process, plan.version.process(), case.state, plan.mapping)
        if found:
            return Refusal(NotMigratable.code, {"problems": [each.to_json() for each in found]})
        return Refusal()

    def perform(self, case: Case, command: Operate, now: datetime) -> None:
        """Move the case."""
        case.move(lambda: _moved(case, command.arguments, now), cause_of(command))


@dataclass(frozen=True, slots=True)
class MigrationUndo:
    """The operation ``undo_migration``."""

    def refuses(self, case: Case, command: Operate) -> Refusal:
        """Refuse as soon as something has happened since."""
        if command.arguments:
            return Refusal(UnknownOperation.code)
        return Refusal("" if case.before is not None else MigrationSettled.code)

    def perform(self, case: Case, command: Operate, now: datetime) -> None:
        """Go back."""
        case.move(lambda: _moved_back(case, now), cause_of(command))


def _moved(case: Case, arguments: JsonObject, now: datetime) -> Moved:
    """Move a copy of the case's state."""
    plan = Plan.read(arguments, case.version.process_id)
    assert plan is not None
    before, moving = Before(case.version, _copied(case.state)), State.load(_copied(case.state))
    version, process = plan.version, plan.version.process()
    state, effects = migrate(case.process, process, moving, plan.mapping, now, version.sha256)
    kept = before if can_be_restored(effects) and before.is_small() else None
    return Moved(version, process, state, effects, kept)


def _moved_back(case: Case, now: datetime) -> Moved:
    """Take what the case was before."""
    assert case.before is not None
    version, then = case.before.version, State.load(case.before.state)
    process = version.process()
    state, effects = restore(process, case.process, then, case.state, now, version.sha256)
    return Moved(version, process, state, effects, None)


def preview(case: Case, arguments: JsonObject, now: datetime) -> JsonObject:
    """Say what ``migrate`` with these arguments would do to the case now; changes nothing.

    ``outcome``: moves, cannot, nothing (it has that version), ended, wrong (the arguments cannot be read). With
    ``problems``, or with the elements that would be waited for and given up, and whether that could be undone.
    """
    try:
        return asked(lambda: _previewed(case, arguments, now))
    except NotDone:
        return {"outcome": "cannot", "problems": [{"code": InternalError.code}]}


def _previewed(case: Case, arguments: JsonObject, now: datetime) -> JsonObject:
    plan = Plan.read(arguments, case.version.process_id)
    if plan is None:
        return {"outcome": "wrong"}
    if case.state.ended:
        return {"outcome": "ended"}
    if plan.version.sha256 == case.version.sha256:
        return {"outcome": "nothing", "reversible": case.before is not None}
    process = plan.version.process()
    found = problems(case.process, process, case.state, plan.mapping)
    if found:
        return {"outcome": "cannot", "problems": [each.to_json() for each in found]}
    before, copy = Before(case.version, _copied(case.state)), State.load(_copied(case.state))
    _, effects = migrate(case.process, process, copy, plan.mapping, now, "")
    reversible = can_be_restored(effects) and before.is_small()
    return {"outcome": "moves", "reversible": reversible, **_told(case.state, effects)}


def _copied(state: State) -> JsonObject:
    """Give the state as JSON that shares nothing with it."""
    copied: JsonObject = json.loads(json.dumps(state.dump()))
    return copied


def _told(before: State, effects: tuple[Effect, ...]) -> JsonObject:
    (told,) = [effect for effect in effects if isinstance(effect, CaseMigrated)]
    moved = {before.element_of(id_): to for id_, to in told.moved.items() if id_[0] == "a"}
    opened = [effect.element_id for effect in effects if type(effect).__name__ in _OPENS]  # type: ignore[union-attr]
    closes = sum(type(effect).__name__ in _CLOSES for effect in effects)
    return {"moves": moved, "opens": opened, "closes": closes}
