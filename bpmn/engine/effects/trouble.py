"""Incidents and escalations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RaiseIncident:
    """The element cannot go on until a person resolves the incident.

    ``kind`` is one of the engine's codes: ``job_failed``, ``expression``, ``no_flow``, ``decision``,
    ``unhandled_error``, ``loop_limit``, ``stuck``, ``message``, ``call``, ``data``, ``internal``.
    ``message`` never holds values of variables. ``activation_id`` is the token that is held up: the same one
    each time the element fails again. ``tries`` counts the attempts of a job that failed, 0 where nobody knows.
    """

    incident_id: str
    element_id: str
    kind: str
    message: str
    activation_id: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class CloseIncident:
    """The incident was resolved, or its element is gone."""

    incident_id: str


@dataclass(frozen=True, slots=True)
class EscalationRaised:
    """An escalation was thrown; ``caught_by`` is empty when nobody catches it (BPMN 10.5.6: no harm)."""

    code: str
    element_id: str
    caught_by: str
