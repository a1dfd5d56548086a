"""Incidents: steps that failed for a designer's mistake or a job's failure, and their resolution."""

from bpmn.engine.effects import CloseIncident, MessageNotTaken, RaiseIncident
from bpmn.engine.events import IncidentResolved
from bpmn.engine.nodes import Program
from bpmn.engine.state import Activation, State
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import merge
from bpmn.engine.waits import Incident
from bpmn.json_types import Json
from bpmn.model import Gateway

EVENT_SET_ASIDE, START_SET_ASIDE = "event_set_aside", "start_set_aside"
"""Steps that do what the engine could not do before (`bpmn.engine.setting_aside`)."""


def raise_incident(
    turn: Turn, activation: Activation, trouble: Trouble, step: str, argument: Json
) -> None:
    """Keep the failed step on its activation until a person decides."""
    incident_id = turn.state.next_id("i")
    incident = Incident(incident_id, activation.id, trouble.kind, step, argument)
    turn.state.incidents[incident_id] = incident
    if activation.waits is None:
        activation.waits = []
    activation.waits.append(incident_id)
    element = turn.node(activation).id
    told = (trouble.kind, str(trouble), activation.id, trouble.tries)
    turn.emit(RaiseIncident(incident_id, element, *told))


def resolve(turn: Turn, event: IncidentResolved) -> None:
    """Do the failed step again, or go on without it."""
    incident = turn.state.incidents.get(event.incident_id)
    if incident is None:
        return
    activation = turn.state.activations[incident.host]
    if event.variables:
        merge(turn, activation, event.variables)
    close_incident(turn, activation, incident.id)
    if event.action != "retry" and incident.step == EVENT_SET_ASIDE:
        _forget(turn, incident.argument)
    elif event.action == "retry":
        turn.later(incident.step, activation, incident.argument)
    elif not _skippable(turn.program, activation, incident):
        trouble = Trouble(incident.kind, "a gateway cannot be skipped: set variables and try again")
        raise_incident(turn, activation, trouble, incident.step, incident.argument)
    elif not _only_beside(activation, incident):
        turn.later("skip", activation, incident.step)


def skippable(program: Program, state: State, incident_id: str) -> bool:
    """Say whether the case can go on without what failed; a way that nobody has chosen cannot be skipped."""
    incident = state.incidents.get(incident_id)
    return incident is not None and _skippable(program, state.activations[incident.host], incident)


def _skippable(program: Program, activation: Activation, incident: Incident) -> bool:
    if incident.step == EVENT_SET_ASIDE:
        return True
    gateway = isinstance(program.nodes[activation.key].element, Gateway)
    return not gateway and incident.kind != "no_flow" and incident.step != START_SET_ASIDE


def _only_beside(activation: Activation, incident: Incident) -> bool:
    """Say whether only a timer beside the element failed: it is not waited for, and the element goes on."""
    argument = incident.argument
    beside = isinstance(argument, dict) and argument.get("target") != activation.key
    return incident.step == "set_again" and beside


def _forget(turn: Turn, kept: Json) -> None:
    """Let an event that was set aside never happen; a message goes back to where it waits."""
    if isinstance(kept, dict) and "message_id" in kept:
        turn.emit(MessageNotTaken(str(kept["message_id"])))


def close_incident(turn: Turn, activation: Activation, incident_id: str) -> None:
    """Forget the incident and say so."""
    assert activation.waits is not None
    activation.waits.remove(incident_id)
    del turn.state.incidents[incident_id]
    turn.emit(CloseIncident(incident_id))
