"""An event that the engine itself could not do (an exception: a bug of ours) is set aside until a person decides.

The host gives the state as it was before the event, so that nothing is half done. The event stands in an incident of
kind ``internal`` at the element that it is about: tried again, it happens then; skipped, it is forgotten. A timer is
taken off the clock, or the case would come back to it for ever.
"""

from dataclasses import fields
from typing import Any

from bpmn.engine.effects import ClearTimer, SetTimer
from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    ChildEscalated,
    ChildFailed,
    Event,
    IncidentResolved,
    JobDone,
    JobFailed,
    JobThrew,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TaskFailed,
    TaskSkipped,
    TimeReached,
)
from bpmn.engine.incidents import (
    EVENT_SET_ASIDE,
    START_SET_ASIDE,
    close_incident,
    raise_incident,
)
from bpmn.engine.state import Activation
from bpmn.engine.state_loading import load_timer
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.waits import Timer
from bpmn.json_types import Json, Variables

INTERNAL = "internal"
_WHY = "the program could not do this; nothing of it has happened"
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        TaskCompleted,
        TaskSkipped,
        TaskFailed,
        JobDone,
        JobFailed,
        JobThrew,
        ChildDone,
        ChildFailed,
        ChildEscalated,
        MessageArrived,
        SignalArrived,
        CancelRequested,
    )
}


def set_aside(turn: Turn, event: Event) -> bool:
    """Keep the event in an incident; say no where its sender has to be told instead: operators' changes."""
    match event:
        case IncidentResolved():
            return _fail_again(turn, event)
        case TimeReached():
            _take_off_the_clock(turn)
        case _ if type(event).__name__ in _KINDS:
            _raise(turn, _host(turn, event), EVENT_SET_ASIDE, dump_event(event))
        case _:
            return False
    return True


def set_start_aside(turn: Turn, root: Activation, how: Variables) -> None:
    """Keep the way in which the case was to begin."""
    _raise(turn, root, START_SET_ASIDE, how)


def dump_event(event: Event) -> Variables:
    """Give the event as JSON."""
    kept: Variables = {each.name: getattr(event, each.name) for each in fields(event)}
    return {"type": type(event).__name__, **kept}


def load_event(kept: Json) -> Event:
    """Restore what `dump_event` gave."""
    assert isinstance(kept, dict)
    values: dict[str, Any] = {name: kept[name] for name in kept if name not in {"at", "type"}}
    event: Event = _KINDS[str(kept["type"])](**values)
    return event


def set_timer_again(turn: Turn, host: Activation, kept: Json) -> None:
    """Put a timer back on the clock."""
    timer = load_timer(kept)
    timer.id = turn.state.next_id("t")
    turn.state.timers[timer.id] = timer
    _hold(host, timer.id)
    turn.emit(SetTimer(timer.id, turn.nodes[timer.target].id, timer.due))


def _raise(turn: Turn, host: Activation, step: str, kept: Json) -> None:
    raise_incident(turn, host, Trouble(INTERNAL, _WHY), step, kept)


def _fail_again(turn: Turn, event: IncidentResolved) -> bool:
    """Open the incident anew, as after every other retry that fails."""
    incident = turn.state.incidents.get(event.incident_id)
    if incident is not None:
        host = turn.state.activations[incident.host]
        close_incident(turn, host, incident.id)
        _raise(turn, host, incident.step, incident.argument)
    return True


def _take_off_the_clock(turn: Turn) -> None:
    """Set aside the timer that was to fire first; without one, what was held first while the case was suspended."""
    due = [timer for timer in turn.state.timers.values() if timer.due <= turn.now]
    if due:
        timer = min(due, key=lambda each: (each.due, int(each.id[1:])))
        host = turn.state.activations[timer.host]
        _clear(turn, host, timer)
        _raise(turn, host, EVENT_SET_ASIDE, {"type": TimeReached.__name__, "timer": timer.dump()})
    elif turn.state.held:
        _raise(turn, _root(turn), EVENT_SET_ASIDE, dict(turn.state.held.pop(0)))


def _clear(turn: Turn, host: Activation, timer: Timer) -> None:
    del turn.state.timers[timer.id]
    if host.waits and timer.id in host.waits:
        host.waits.remove(timer.id)
    turn.emit(ClearTimer(timer.id, fired=False))


def _hold(host: Activation, wait_id: str) -> None:
    if host.waits is None:
        host.waits = []
    host.waits.append(wait_id)


def _host(turn: Turn, event: Event) -> Activation:
    """Give the activation that the event is about, else the case."""
    state, found = turn.state, ""
    match event:
        case TaskCompleted(task_id=key) | TaskSkipped(task_id=key) | TaskFailed(task_id=key):
            found = state.tasks.get(key, "")
        case JobDone(job_id=key) | JobFailed(job_id=key) | JobThrew(job_id=key):
            found = state.jobs.get(key, "")
        case ChildDone(child_id=key) | ChildFailed(child_id=key) | ChildEscalated(child_id=key):
            found = state.children.get(key, "")
    return state.activations.get(found) or _root(turn)


def _root(turn: Turn) -> Activation:
    assert turn.state.root is not None
    return turn.state.root
