"""The same case once more on SpiffWorkflow: it is given what our engine was given, and must show the same."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from bpmn.engine.effects import (
    ElementActivated,
    ElementCompleted,
    FlowTaken,
    InstanceStarted,
    OpenHumanTask,
    RaiseIncident,
    RunJob,
    StartChild,
)
from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    ChildEscalated,
    ChildFailed,
    Event,
    IncidentResolved,
    JobDone,
    JobThrew,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.json_types import Variables
from bpmn.model import Process, SubProcess
from bpmn.scenarios.turns import Begun, Seen, Turn
from bpmn.spiff.case import SecondCase
from bpmn.spiff.limits import (
    INCIDENT,
    LIMITS,
    LONG,
    MOST_ELEMENTS,
    NOT_TOLD,
    Limit,
    Listed,
    listed_in,
)
from bpmn.spiff.places import places_of
from bpmn.xml_names import Xml

SHOWN = 5
"""How many of the things that differ a difference names."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How far the two engines were compared, and what came of it.

    ``compared`` of ``turns`` turns were; ``difference`` says what differed first, empty where nothing did,
    and ``place`` where in the scenario. ``limit`` and ``element`` say what ended the comparison early.
    """

    turns: int
    compared: int
    difference: str = ""
    place: str = ""
    limit: str = ""
    element: str = ""


def replay(
    root: Xml, process: Process, turns: Sequence[Turn], limits: tuple[Limit, ...] = LIMITS
) -> Replay:
    """Run the case on SpiffWorkflow; `root` is the file's tree as our reader has read it."""
    return _Replay(root, process, listed_in(process, limits)).run(turns)


class _Replay:
    def __init__(self, root: Xml, process: Process, listed: Listed) -> None:
        shapes = {element: limit.shape for element, limit in listed.items()}
        self._case = SecondCase(root, process, shapes)
        self._listed = listed
        self._gone = _gone(process, listed)
        self._entered: dict[str, int] = {}
        self._passed = 0
        places = places_of(process.body)
        self._targets = {flow.id: flow.target for place in places for flow in place.body.flows}
        self._work: dict[str, tuple[str, int]] = {}
        """What our engine asked of others: its id -> element, and the how many-th of the element."""
        self._asked: dict[str, int] = {}

    def run(self, turns: Sequence[Turn]) -> Replay:
        for number, turn in enumerate(turns):
            limit, element = self._reached(turn)
            if limit:
                return Replay(len(turns), number, limit=limit, element=element)
            difference = self._difference(turn)
            if difference:
                return Replay(len(turns), number, difference, turn.place)
            self._note_work(turn)
        return Replay(len(turns), len(turns))

    def _reached(self, turn: Turn) -> tuple[str, str]:
        """Give the entry of the list, and the element, that this turn has reached."""
        for effect in turn.effects:
            match effect:
                case FlowTaken(flow_id=flow):
                    element = self._targets.get(flow, "")
                    limit = self._entered_too_often(element)
                case ElementActivated(element_id=element):
                    limit = self._entered_too_often(element)
                    self._entered[element] = self._entered.get(element, 0) + 1
                case ElementCompleted(element_id=element):
                    limit = self._passed_too_far(element)
                case RaiseIncident(element_id=element):
                    return INCIDENT, element
                case _:
                    continue
            if limit:
                return limit, element
        if isinstance(turn.given, ChildEscalated | IncidentResolved):
            return NOT_TOLD, type(turn.given).__name__
        return "", ""

    def _entered_too_often(self, element: str) -> str:
        limit = self._listed.get(element)
        matters = limit is not None and limit.shape != "trim"
        too_often = limit is not None and self._entered.get(element, 0) >= limit.passes
        return limit.kind if limit is not None and matters and too_often else ""

    def _passed_too_far(self, element: str) -> str:
        self._passed += 1
        limit = self._listed.get(element)
        if limit is not None and limit.shape == "trim":
            return limit.kind
        return LONG if self._passed > MOST_ELEMENTS else ""

    def _difference(self, turn: Turn) -> str:
        try:
            seen = self._do(turn)
        except Exception as error:  # noqa: BLE001 - whatever stops SpiffWorkflow is what is to be told
            return f"SpiffWorkflow stops: {type(error).__name__}: {str(error)[:200]}"
        found = self._without_gone(turn.seen).difference(self._without_gone(seen))
        if found is None:
            return ""
        what, mine, theirs = found
        return f"{what} after {self._described(turn.given)}: ours {_shown(mine)}, SpiffWorkflow's {_shown(theirs)}"

    def _do(self, turn: Turn) -> Seen:
        case, now, given = self._case, turn.now, turn.given
        match given:
            case Begun():
                return self._begin(turn, given)
            case MessageArrived(message_name=name, correlation_key=key, variables=variables):
                return case.receive(name, key, variables, now)
            case SignalArrived(signal_name=name, variables=variables):
                return case.hear(name, variables, now)
            case TimeReached():
                return case.wait(now)
            case CancelRequested():
                return case.cancel(now)
        return self._answer(given, now)

    def _begin(self, turn: Turn, begun: Begun) -> Seen:
        first = next(e for e in turn.effects if isinstance(e, InstanceStarted))
        by = begun.message or begun.signal
        payload: Variables = {} if by is None else dict(by.variables)
        triggered = first.element_id if first.trigger else ""
        return self._case.begin(begun.variables, turn.now, triggered, payload)

    def _answer(self, given: Event, now: datetime) -> Seen:
        """Let others answer what was asked of them."""
        case = self._case
        match given:
            case (
                TaskCompleted(task_id=key, variables=variables)
                | JobDone(job_id=key, variables=variables)
                | ChildDone(child_id=key, variables=variables)
                | ChildFailed(child_id=key, outcome="terminated", variables=variables)
            ):
                return case.finish(*self._work[key], variables, now)
            case (
                JobThrew(job_id=key, error_code=code, variables=variables)
                | ChildFailed(child_id=key, error_code=code, variables=variables)
            ):
                return case.throw(*self._work[key], code, variables, now)
        raise NotImplementedError(type(given).__name__)

    def _note_work(self, turn: Turn) -> None:
        for effect in turn.effects:
            match effect:
                case OpenHumanTask(task_id=key) | RunJob(job_id=key) | StartChild(child_id=key):
                    number = self._asked.get(effect.element_id, 0)
                    self._asked[effect.element_id] = number + 1
                    self._work[key] = (effect.element_id, number)

    def _described(self, given: Begun | Event) -> str:
        match given:
            case MessageArrived(message_name=name):
                return f"message {name}"
            case Begun():
                return "the start"
        keys = [getattr(given, field.name) for field in fields(given) if field.name.endswith("_id")]
        elements = [self._work[key][0] for key in keys if key in self._work]
        return " of ".join([type(given).__name__, *elements])

    def _without_gone(self, seen: Seen) -> Seen:
        """Leave out what only our engine waits for: events that SpiffWorkflow was not given."""
        kept = {
            name: tuple(
                each for each in getattr(seen, name) if each.split(" ")[0] not in self._gone
            )
            for name in ("timers", "waits")
        }
        return replace(seen, **kept)  # type: ignore[arg-type]  # two fields of that type


def _shown(found: object) -> str:
    """Write what only one side has: the first few, each once."""
    if not isinstance(found, list):
        return repr(found)
    once = list(dict.fromkeys(found))
    more = f" and {len(once) - SHOWN} more" if len(once) > SHOWN else ""
    return f"{once[:SHOWN]!r}{more}"


def _gone(process: Process, listed: Listed) -> frozenset[str]:
    """Give the events that are left out, with those inside what is left out."""
    gone = [element for element, limit in listed.items() if limit.shape == "gone"]
    for node in process.nodes():
        if isinstance(node, SubProcess) and node.id in gone:
            gone.extend(each.id for each in node.body.nodes)
    return frozenset(gone)
