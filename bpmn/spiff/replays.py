"""The same case once more on SpiffWorkflow: it is given what our engine was given, and must show the same."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from bpmn.engine.effects import (
    InstanceStarted,
    OpenHumanTask,
    RunJob,
    StartChild,
    VariablesChanged,
)
from bpmn.engine.events import (
    CancelRequested,
    ChildDone,
    ChildFailed,
    Event,
    JobDone,
    JobThrew,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.scenarios.turns import Begun, Seen, Turn
from bpmn.spiff.case import SecondCase
from bpmn.spiff.limits import LIMITS, Limit, Listed, listed_in
from bpmn.spiff.ways import Way, gone_in
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
        self._way = Way(process, listed)
        self._gone = gone_in(process, listed)
        self._work: dict[str, tuple[str, int]] = {}
        """What our engine asked of others: its id -> element, and the how many-th of the element."""
        self._asked: dict[str, int] = {}
        self._clocks = process.clock_variables
        self._kept: Variables = {}
        """What our engine's clocks left in their variables: SpiffWorkflow has no clocks of this kind."""

    def run(self, turns: Sequence[Turn]) -> Replay:
        for number, turn in enumerate(turns):
            limit, element = self._way.reached(turn)
            if limit:
                return Replay(len(turns), number, limit=limit, element=element)
            difference = self._difference(turn)
            if difference:
                return Replay(len(turns), number, difference, turn.place)
            self._note_work(turn)
        return Replay(len(turns), len(turns))

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
        self._note_clocks(turn)
        if isinstance(given, Begun):
            return self._begin(turn, given)
        case.know(self._kept)
        match given:
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
        known = {**begun.variables, **self._kept}
        return self._case.begin(known, turn.now, triggered, payload)

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

    def _note_clocks(self, turn: Turn) -> None:
        for effect in turn.effects:
            if isinstance(effect, VariablesChanged):
                changed = effect.variables.items()
                self._kept |= {name: value for name, value in changed if name in self._clocks}

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
