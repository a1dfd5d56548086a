"""Ad-hoc sub-processes: activities that begin without flows, all at once or one after the other.

BPMN 2.0, 13.3.5; what begins can be chosen as in Zeebe, by `activeElementsCollection`. The completion
condition is looked at whenever something inside has ended (BPMN and Zeebe). A condition that does not
hold when nothing is left to do is trouble: nobody could go on.
"""

from bpmn.engine.behaviours.scopes import Containing
from bpmn.engine.lifecycle import clear, enter
from bpmn.engine.nodes import Node
from bpmn.engine.splits import is_true
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn, step
from bpmn.engine.variables import context_of, evaluate_feel
from bpmn.engine.waiting import open_event_subprocesses
from bpmn.json_types import Json
from bpmn.model import AdHocSubProcess


def _element_of(node: Node) -> AdHocSubProcess:
    assert isinstance(node.element, AdHocSubProcess)
    return node.element


class Improvising(Containing):
    """Keeps `ahead`, what is still to begin, and `enough` once the condition has held."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Begin what was chosen, or the first of it."""
        chosen = _chosen(turn, activation, node)
        open_event_subprocesses(turn, activation, node)
        first = 1 if _element_of(node).sequential else len(chosen)
        activation.data = {"ahead": [each.key for each in chosen[first:]], "enough": False}
        for each in chosen[:first]:
            enter(turn, activation, each)
        if not chosen:
            turn.later("ad_hoc_ended", activation)

    def child_completed(self, turn: Turn, activation: Activation, child: Activation) -> None:
        """Look whether this was enough, and what comes next."""
        del child
        turn.later("ad_hoc_ended", activation)

    def taken_over(self, turn: Turn, activation: Activation) -> None:
        """Begin nothing more: with the end of the event sub-process this is over."""
        del turn
        activation.data = {"ahead": [], "enough": True}


def _chosen(turn: Turn, activation: Activation, node: Node) -> list[Node]:
    active = _element_of(node).active
    if active is None:
        return [*node.starts]
    found = evaluate_feel(turn, active, context_of(activation))
    if not isinstance(found, list):
        raise Trouble("expression", f"activeElementsCollection is not a list: {active.text}")
    by_id = {start.id: start for start in node.starts}
    if any(not isinstance(each, str) or each not in by_id for each in found):
        names = ", ".join(by_id)
        message = f"activeElementsCollection names an element that cannot begin here ({names})"
        raise Trouble("expression", f"{message}: {active.text}")
    if len({str(each) for each in found}) < len(found):
        raise Trouble("expression", f"activeElementsCollection names one twice: {active.text}")
    return [by_id[str(each)] for each in found]


@step("ad_hoc_ended")
def _ad_hoc_ended(turn: Turn, activation: Activation, _argument: Json) -> None:
    if activation.troubled:
        return
    element, data = _element_of(turn.node(activation)), activation.data
    assert data is not None
    if not data["enough"] and element.completion is not None:
        context = context_of(activation)
        data["enough"] = is_true(turn, element.completion, context, "the completion condition")
    if data["enough"] and element.cancel_remaining:
        clear(turn, activation)
    if activation.children:
        return
    more = data["ahead"] and not data["enough"]
    if activation.arrived and not more:
        turn.later("stuck", activation)
        return
    _go_on(turn, activation, element)


def _go_on(turn: Turn, activation: Activation, element: AdHocSubProcess) -> None:
    data = activation.data
    assert data is not None
    ahead, enough = data["ahead"], data["enough"]
    assert isinstance(ahead, list)
    if ahead and not enough:
        data["ahead"] = ahead[1:]
        enter(turn, activation, turn.nodes[str(ahead[0])])
    elif enough or element.completion is None:
        turn.complete(activation)
    else:
        message = "all activities have ended and the completion condition does not hold"
        raise Trouble("stuck", f"{message}: {element.completion.text}")
