"""Incidents: steps that failed for a designer's mistake or a job's failure, and their resolution."""

from bpmn.engine.effects import CloseIncident, RaiseIncident
from bpmn.engine.events import IncidentResolved
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import merge
from bpmn.engine.waits import Incident
from bpmn.json_types import Json
from bpmn.model import Gateway


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
    if event.action == "retry":
        turn.later(incident.step, activation, incident.argument)
    elif isinstance(turn.node(activation).element, Gateway):
        trouble = Trouble(incident.kind, "a gateway cannot be skipped: set variables and try again")
        raise_incident(turn, activation, trouble, incident.step, incident.argument)
    else:
        turn.later("skip", activation, incident.step)


def close_incident(turn: Turn, activation: Activation, incident_id: str) -> None:
    """Forget the incident and say so."""
    assert activation.waits is not None
    activation.waits.remove(incident_id)
    del turn.state.incidents[incident_id]
    turn.emit(CloseIncident(incident_id))
