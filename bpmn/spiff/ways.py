"""The way of a case through the diagram on our engine: whether it has reached what SpiffWorkflow cannot do."""

from bpmn.engine.effects import ElementActivated, ElementCompleted, Ended, FlowTaken, RaiseIncident
from bpmn.engine.events import CancelRequested, ChildEscalated, IncidentResolved
from bpmn.engine.operator_events import ClockExtended, ResumeRequested, SuspendRequested
from bpmn.model import Process, SubProcess
from bpmn.scenarios.turns import Turn
from bpmn.spiff.limits import INCIDENT, LONG, MOST_ELEMENTS, NOT_TOLD, TOKENS, UNCAUGHT, Listed
from bpmn.spiff.places import places_of
from bpmn.spiff.splits import straight_join


class Way:
    """Counts what the case enters and passes."""

    def __init__(self, process: Process, listed: Listed) -> None:
        self._listed = listed
        self._entered: dict[str, int] = {}
        self._passed = 0
        places = list(places_of(process.body))
        self._joins = [place.node.id for place in places if straight_join(place)]
        self._tokens: dict[str, list[str]] = {}
        """The flows by which tokens have come to each parallel gateway and wait there."""
        self._targets = {flow.id: flow.target for place in places for flow in place.body.flows}

    def reached(self, turn: Turn) -> tuple[str, str]:
        """Give the entry of the list, and the element, that this turn has reached; empty for none."""
        for effect in turn.effects:
            match effect:
                case FlowTaken(flow_id=flow):
                    element = self._targets.get(flow, "")
                    limit = self._entered_too_often(element) or self._twice(element, flow)
                case ElementActivated(element_id=element):
                    limit = self._entered_too_often(element)
                    self._tokens.pop(element, None)
                    self._entered[element] = self._entered.get(element, 0) + 1
                case ElementCompleted(element_id=element):
                    limit = self._passed_too_far(element)
                case RaiseIncident(element_id=element):
                    return INCIDENT, element
                case Ended(outcome="error", error=code):
                    return UNCAUGHT, code
                case _:
                    continue
            if limit:
                return limit, element
        return (NOT_TOLD, type(turn.given).__name__) if _is_foreign(turn) else ("", "")

    def _entered_too_often(self, element: str) -> str:
        limit = self._listed.get(element)
        if limit is None or limit.shape == "trim":
            return ""
        return limit.kind if self._entered.get(element, 0) >= limit.passes else ""

    def _twice(self, element: str, flow: str) -> str:
        """Say whether a token waits already where another comes by the same flow, or the join has fired."""
        if element not in self._joins:
            return ""
        waiting = self._tokens.setdefault(element, [])
        waiting.append(flow)
        return TOKENS if waiting.count(flow) > 1 or element in self._entered else ""

    def _passed_too_far(self, element: str) -> str:
        self._passed += 1
        limit = self._listed.get(element)
        if limit is not None and limit.shape == "trim":
            return limit.kind
        return LONG if self._passed > MOST_ELEMENTS else ""


def _is_foreign(turn: Turn) -> bool:
    """Say whether SpiffWorkflow knows nothing of what has happened."""
    match turn.given:
        case ChildEscalated() | IncidentResolved() | SuspendRequested() | ResumeRequested():
            return True
        case ClockExtended():
            return True
        case CancelRequested(compensate=compensate):
            return compensate
    return False


def gone_in(process: Process, listed: Listed) -> frozenset[str]:
    """Give the events that are left out, with those inside what is left out."""
    gone = [element for element, limit in listed.items() if limit.shape == "gone"]
    for node in process.nodes():
        if isinstance(node, SubProcess) and node.id in gone:
            gone.extend(each.id for each in node.body.nodes)
    return frozenset(gone)
