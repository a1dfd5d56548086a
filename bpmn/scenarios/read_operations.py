"""Reads the steps of operators: conditions looked at, incidents resolved, cases cancelled."""

from collections.abc import Callable
from typing import Literal

from bpmn.scenarios.fields import Fields
from bpmn.scenarios.model import Cancel, Evaluate, Extend, Place, Resolve, Resume, Step, Suspend
from bpmn.scenarios.source import Entry, Source

_EVALUATE = frozenset(["at", "key", "with"])
_RESOLVE = frozenset(["element", "at", "action", "with"])
_CANCEL = frozenset(["at", "reason", "compensate"])
_EXTEND = frozenset(["clock", "at", "by", "refused"])
_STAND = frozenset(["at", "reason"])


def _evaluate(source: Source, place: Place, entry: Entry) -> Evaluate:
    fields = Fields(source, entry, _EVALUATE, "evaluate")
    return Evaluate(place, fields.text("at"), fields.text("key", "R-1"), fields.variables("with"))


def _resolve(source: Source, place: Place, entry: Entry) -> Resolve:
    fields = Fields(source, entry, _RESOLVE, "resolve")
    text = fields.text("action", "retry")
    action: Literal["retry", "skip"] = "skip" if text == "skip" else "retry"
    if text != action:
        given = fields.get("action")
        at = given.place if given is not None else place
        source.error(at, "value", f"there is no action {text!r}", "write retry or skip")
    element, case = fields.text("element"), fields.text("at")
    return Resolve(place, element, case, action, fields.variables("with"))


def _cancel(source: Source, place: Place, entry: Entry) -> Cancel:
    fields = Fields(source, entry, _CANCEL, "cancel")
    return Cancel(place, fields.text("at"), fields.text("reason", ""), fields.flag("compensate"))


def _extend(source: Source, place: Place, entry: Entry) -> Extend:
    fields = Fields(source, entry, _EXTEND, "extend")
    clock, case = fields.text("clock"), fields.text("at")
    return Extend(place, clock, case, fields.text("by"), fields.text("refused", ""))


def _suspend(source: Source, place: Place, entry: Entry) -> Suspend:
    fields = Fields(source, entry, _STAND, "suspend")
    return Suspend(place, fields.text("at"), fields.text("reason", ""))


def _resume(source: Source, place: Place, entry: Entry) -> Resume:
    fields = Fields(source, entry, _STAND, "resume")
    return Resume(place, fields.text("at"), fields.text("reason", ""))


OPERATIONS: dict[str, Callable[[Source, Place, Entry], Step]] = {
    "evaluate": _evaluate,
    "resolve": _resolve,
    "cancel": _cancel,
    "extend": _extend,
    "suspend": _suspend,
    "resume": _resume,
}
"""The readers by the key of the step."""
