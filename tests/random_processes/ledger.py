"""The books of a run: what the effects said, held against what the state says.

Everything that is opened is closed once, no id is used again, every record belongs to a live activation,
and nothing rests without something that can move it.
"""

import json
from collections.abc import Iterable

from bpmn.engine import State
from bpmn.engine.effects import (
    CancelChild,
    CancelJob,
    ClearTimer,
    CloseHumanTask,
    CloseIncident,
    Effect,
    ElementActivated,
    ElementCompleted,
    ElementTerminated,
    Ended,
    ForgetSignal,
    ListenSignal,
    MessageNotTaken,
    OpenHumanTask,
    RaiseIncident,
    RunJob,
    SetTimer,
    StartChild,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.state import Activation
from bpmn.engine.wire import dump_effect, load_effect

BYTES_A_RECORD = 420
"""What one activation or wait may take in the dumped state, its variables aside."""


OPENS: dict[type[Effect], tuple[str, str]] = {
    ElementActivated: ("element", "activation_id"),
    OpenHumanTask: ("task", "task_id"),
    RunJob: ("job", "job_id"),
    SetTimer: ("timer", "timer_id"),
    Subscribe: ("subscription", "subscription_id"),
    ListenSignal: ("signal", "wait_id"),
    StartChild: ("child", "child_id"),
    RaiseIncident: ("incident", "incident_id"),
}
CLOSES: dict[type[Effect], tuple[str, str]] = {
    ElementCompleted: ("element", "activation_id"),
    ElementTerminated: ("element", "activation_id"),
    CloseHumanTask: ("task", "task_id"),
    CancelJob: ("job", "job_id"),
    ClearTimer: ("timer", "timer_id"),
    Unsubscribe: ("subscription", "subscription_id"),
    ForgetSignal: ("signal", "wait_id"),
    CancelChild: ("child", "child_id"),
    CloseIncident: ("incident", "incident_id"),
}
"""Effects that open and close something: what it is, and the field with its id."""


class Ledger:
    """What is open by the effects alone."""

    def __init__(self) -> None:
        self.open: dict[str, dict[str, str]] = {what: {} for what, _ in OPENS.values()}
        self.used: set[str] = set()
        self.activated: set[str] = set()
        """Ids of the elements that were ever entered."""
        self.ended: list[Ended] = []

    def answer(self, kind: str, key: str) -> None:
        """Close a job or a called case: its answer does so without an effect."""
        self.open[kind].pop(key, None)

    def enter(self, effects: Iterable[Effect]) -> None:
        """Enter the effects of one turn."""
        for effect in effects:
            assert load_effect(json.loads(json.dumps(dump_effect(effect)))) == effect
            late = self.ended and not isinstance(effect, MessageNotTaken)
            assert not late, f"after the end of the case: {effect}"
            self._enter(effect)

    def _enter(self, effect: Effect) -> None:
        kind = type(effect)
        if kind in OPENS:
            what, field = OPENS[kind]
            self._open(what, getattr(effect, field), getattr(effect, "element_id", ""))
        elif kind in CLOSES:
            what, field = CLOSES[kind]
            self._close(what, getattr(effect, field), getattr(effect, "element_id", ""))
        elif isinstance(effect, Ended):
            self.ended.append(effect)

    def _open(self, kind: str, key: str, element: str) -> None:
        assert key not in self.used, f"the {kind} {key} of {element} has an id that was used before"
        self.used.add(key)
        self.open[kind][key] = element
        self.activated.add(element)

    def _close(self, kind: str, key: str, element: str = "") -> None:
        if key == "a1":
            return  # the process itself is not announced when it begins
        assert key in self.open[kind], f"the {kind} {key} is closed, and it was not open"
        opened = self.open[kind].pop(key)
        assert element in {"", opened}

    def check(self, state: State) -> None:
        """Hold the books against the state."""
        live = {key: state.element_of(key) for key in state.activations}
        if state.root is not None:
            assert state.root.id in live, "the case is gone, and nobody was told that it ended"
            del live[state.root.id]
        assert live == self.open["element"]
        tasks = {key: state.element_of(host) for key, host in state.tasks.items()}
        assert tasks == self.open["task"]
        assert {k: state.element_of(h) for k, h in state.jobs.items()} == self.open["job"]
        assert list(state.timers) == list(self.open["timer"])
        assert list(state.subscriptions) == list(self.open["subscription"])
        assert list(state.signals) == list(self.open["signal"])
        assert list(state.children) == list(self.open["child"])
        assert list(state.incidents) == list(self.open["incident"])
        assert bool(self.ended) == state.ended
        _check_records(state)
        if state.ended:
            assert state.root is None
            assert not any(self.open.values())
        elif not state.suspended:  # what operators have begun in a suspended case begins later
            _check_rest(state)
        _check_size(state)


def _waits(state: State) -> dict[str, str]:
    """Give every record that an activation holds: id -> host."""
    tables = (
        *(state.timers, state.subscriptions, state.signals, state.conditions),
        *(state.gatherings, state.slas, state.incidents),
    )
    return {key: record.host for table in tables for key, record in table.items()}


def _check_records(state: State) -> None:
    walked = {} if state.root is None else {each.id: each for each in state.root.walk()}
    assert walked == state.activations
    held = [key for each in walked.values() for key in each.waits or ()]
    waits = _waits(state)
    assert sorted(held) == sorted(waits), "waits and those who hold them differ"
    for key, host in waits.items():
        assert key in (walked[host].waits or ())
    for kind, table in (("task", state.tasks), ("job", state.jobs), ("child", state.children)):
        for key, host in table.items():
            assert (walked[host].data or {}).get(kind) == key
    for each in walked.values():
        for child in (each.children or {}).values():
            assert child.parent is each


def _check_rest(state: State) -> None:
    """Nobody waits in silence: each innermost token holds something visible that can move it."""
    movers = [*state.tasks.values(), *state.jobs.values(), *state.children.values()]
    movers += [each.host for each in state.incidents.values()]
    tables = (state.timers, state.subscriptions, state.signals, state.conditions)
    records = [each for table in tables for each in table.values()]
    assert state.root is not None
    tokens = [*state.root.walk()]
    movers += [str((each.data or {}).get("waiting")) for each in tokens]  # it is being undone
    for each in tokens:
        if not (each.children or _joins(each)):
            assert each.id in movers or any(_moves(each, w.host, w.target) for w in records), (
                f"{each.key} waits for nothing that anybody can see"
            )


def _joins(activation: Activation) -> bool:
    """Say whether a complex gateway is open: it has no more to wait for than the tokens that come."""
    others = (activation.parent.children or {}) if activation.parent else {}
    return activation.key.startswith("join_") and len(others) > 1


def _moves(activation: Activation, host: str, target: str) -> bool:
    return activation.id == host and not target.startswith("boundary_")


def _check_size(state: State) -> None:
    """The state follows what is open: variables and the items of loops aside."""
    dumped = state.dump()
    answered = len(state.tasks) + len(state.jobs) + len(state.children)
    records = len(state.activations) + len(_waits(state)) + answered
    own = sum(
        len(json.dumps([each.variables, each.data, each.compensable]))
        + 40 * len(each.arrived or ())
        for each in state.activations.values()
    )
    incidents = sum(len(json.dumps(each.argument)) for each in state.incidents.values())
    gathered = sum(len(json.dumps(each.variables)) for each in state.gatherings.values())
    later = len(json.dumps([dumped.get("held"), dumped.get("put_off")]))
    allowed = BYTES_A_RECORD * (records + 1) + own + incidents + gathered + later
    assert len(json.dumps(dumped)) <= allowed
