"""JSON -> `State`, the inverse of `State.dump`."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from bpmn.engine.state import Activation, State
from bpmn.engine.waits import (
    ConditionWait,
    Gathering,
    Incident,
    SignalWait,
    SlaClock,
    Subscription,
    Timer,
)
from bpmn.json_types import Json

_TIMES = ("due", "anchor", "until", "start", "paused_at", "breached_at", "replanned_at")
_Record = TypeVar(
    "_Record", Timer, Subscription, SignalWait, ConditionWait, Gathering, SlaClock, Incident
)


def load_state(dumped: Mapping[str, Json]) -> State:
    """Restore a state; the caller's JSON is not kept."""
    loaded: Mapping[str, Any] = dumped
    state = State(
        process_id=loaded["process_id"],
        counter=loaded["counter"],
        outcome=loaded["outcome"],
        tasks=dict(loaded["tasks"]),
        jobs=dict(loaded["jobs"]),
        children=dict(loaded.get("children", {})),  # missing in states of before there were calls
        catches=tuple(loaded.get("catches", ())),
        depth=loaded.get("depth", 0),
        timers=_records(Timer, loaded["timers"]),
        subscriptions=_records(Subscription, loaded["subscriptions"]),
        signals=_records(SignalWait, loaded["signals"]),
        conditions=_records(ConditionWait, loaded.get("conditions", [])),
        gatherings=_records(Gathering, loaded.get("gatherings", [])),
        slas=_records(SlaClock, loaded["slas"]),
        incidents=_records(Incident, loaded["incidents"]),
        suspended=loaded.get("suspended", False),
        behind=loaded.get("behind", False),
        completers={name: [*who] for name, who in loaded.get("completers", {}).items()},
        held=[dict(each) for each in loaded.get("held", ())],
        put_off=[(name, host, argument) for name, host, argument in loaded.get("put_off", ())],
    )
    if loaded["root"] is not None:
        state.root = Activation.load(loaded["root"], None)
        found = sorted(state.root.walk(), key=lambda each: int(each.id[1:]))
        state.activations = {activation.id: activation for activation in found}
    return state


def load_timer(dumped: Any) -> Timer:
    """Restore one timer."""
    return _record(Timer, dumped)


def _records(kind: type[_Record], dumped: list[dict[str, Any]]) -> dict[str, _Record]:
    return {each["id"]: _record(kind, each) for each in dumped}


def _record(kind: type[_Record], dumped: dict[str, Any]) -> _Record:
    """Restore a record; a field that came with a later version keeps its default."""
    names = [field.name for field in fields(kind) if field.name in dumped]
    return kind(**{name: _value(name, dumped[name]) for name in names})


def _value(name: str, value: Any) -> Any:
    if name in _TIMES and value is not None:
        return datetime.fromisoformat(value)
    if isinstance(value, dict):
        return dict(value)
    return list(value) if isinstance(value, list) else value
