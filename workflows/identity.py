"""The case's patient turned out to be known by another id: every place of its variables gets that one.

``rekey_patient``: ``{"old": id, "new": id}``. Changed is each ``empi_id`` that is the old one, however deep, in the case's
own variables and in those of open elements; nothing else, so that the same command at any moment does the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from temporalio import workflow

from carelane.domain.errors import IdentityConflict, UnknownOperation
from carelane.domain.wire import Operate
from workflows.case import Case
from workflows.refusals import Refusal, cause_of

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.operator_events import VariablesEdited
    from bpmn.json_types import Json, Variables

KEY = "empi_id"


@dataclass(frozen=True, slots=True)
class Rekeying:
    """The operation ``rekey_patient``."""

    def refuses(self, case: Case, command: Operate) -> Refusal:
        """Refuse where the case knows nobody by the old id: somebody else is its patient by now."""
        if not all(isinstance(command.arguments.get(name), str) for name in ("old", "new")):
            return Refusal(UnknownOperation.code, {"why": "old and new are ids"})
        if any(_edits(case, command)):
            return Refusal()
        return Refusal(IdentityConflict.code, {"why": "another_patient"})

    def perform(self, case: Case, command: Operate, now: datetime) -> None:
        """Write the new id, scope by scope."""
        for edit in list(_edits(case, command)):
            case.happen(edit, cause_of(command), now)


def _edits(case: Case, command: Operate) -> Iterator[VariablesEdited]:
    """Yield what has to be written, the case's own variables first, then element by element in order."""
    state = case.state
    if state.root is None:
        return
    scopes = [("", state.root.variables)]
    scopes += [
        (key, each.variables)
        for key, each in sorted(state.activations.items())
        if each is not state.root
    ]
    for scope, variables in scopes:
        changed = _changed(variables or {}, command)
        if changed:
            yield VariablesEdited(scope, changed, (), command.reason, command.by)


def _changed(variables: Variables, command: Operate) -> Variables:
    old, new = str(command.arguments["old"]), str(command.arguments["new"])
    whole = rekeyed(dict(variables), old, new)
    assert isinstance(whole, dict)
    return {name: value for name, value in whole.items() if value != variables[name]}


def rekeyed(value: Json, old: str, new: str) -> Json:
    """Give a value in which the old id stands nowhere under ``empi_id`` any more; the value itself is not changed."""
    match value:
        case dict():
            return {
                key: new if key == KEY and each == old else rekeyed(each, old, new)
                for key, each in value.items()
            }
        case list():
            return [rekeyed(each, old, new) for each in value]
    return value
