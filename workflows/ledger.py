"""What a case keeps of its turns for as long as it matters: enough to write its open work anew.

Temporal forgets the histories before a continue-as-new after the namespace's retention; a case may live longer.
So each run begins with the effects of earlier turns whose work is still open, under their turn's own number and
moment. Its size follows the open work, never the past.
"""

from dataclasses import asdict

from carelane.domain.wire import FirstTurn, JsonObject, StartProcess, Turn

OPENS = {
    "OpenHumanTask": "task_id",
    "SetTimer": "timer_id",
    "SlaStarted": "sla_id",
    "Subscribe": "subscription_id",
    "ListenSignal": "wait_id",
    "RaiseIncident": "incident_id",
    "ElementActivated": "activation_id",
    "StartChild": "child_id",
    "JobWaiting": "job_id",
    "CaseSuspended": "",
    "CaseCompensating": "",
    "StatusChanged": "",
}
"""Effects that open something, and the field that names it; a later one of the same name replaces it."""
CLOSES = {
    "CloseHumanTask": "OpenHumanTask",
    "ClearTimer": "SetTimer",
    "SlaStopped": "SlaStarted",
    "Unsubscribe": "Subscribe",
    "ForgetSignal": "ListenSignal",
    "CloseIncident": "RaiseIncident",
    "ElementCompleted": "ElementActivated",
    "ElementTerminated": "ElementActivated",
    "JobAnswered": "JobWaiting",
    "CaseResumed": "CaseSuspended",
}
"""Effects that close what another one opened."""
CHANGES = {
    "SlaStepReached": "SlaStarted",
    "SlaPaused": "SlaStarted",
    "SlaResumed": "SlaStarted",
    "SlaReplanned": "SlaStarted",
    "SlaExtended": "SlaStarted",
    "HumanTaskDue": "OpenHumanTask",
    "HumanTaskMoved": "OpenHumanTask",
}
"""Effects that change what is open, kept with it: the latest of each."""
MOVES = "CaseMigrated"
"""Kept for good, with all that its turn closed: a migration that is undone opens some of it again."""
PAST = frozenset(
    {
        "InstanceStarted",
        "Ended",
        "VariablesChanged",
        "VariablesCorrected",
        "FlowTaken",
        "RunJob",
        "CancelJob",
        "CancelChild",
        "PublishMessage",
        "MessageTaken",
        "MessageNotTaken",
        "BroadcastSignal",
        "EscalationRaised",
        "EventHeld",
        "CaseModified",
        "SlaPauseRefused",
    }
)
"""Effects that leave nothing open; the values of variables are in the case's own state."""

Key = tuple[str, str]
Kept = tuple[int, str, JsonObject]


class Ledger:
    """Effects of turns by what they opened; every value is (turn, moment, effect as JSON)."""

    def __init__(self, first: FirstTurn) -> None:
        self._first = first
        self._began = self._last = (0, "")
        self._kept: dict[Key, Kept] = {}

    def take(self, turn: Turn) -> None:
        """Keep what the turn opened, and let go of what it closed."""
        self._last = (turn.turn, turn.at)
        if not self._began[0]:
            self._began = self._last
        migrates = any(effect["type"] == MOVES for effect in turn.effects)
        for effect in turn.effects:
            kind = effect["type"]
            if kind in OPENS or kind in CHANGES or kind == MOVES or (migrates and kind in CLOSES):
                self._keep(turn, effect)
            elif kind in CLOSES:
                self._forget(CLOSES[kind], effect)

    def _keep(self, turn: Turn, effect: JsonObject) -> None:
        key = _key(turn.turn, effect)
        self._kept.pop(key, None)
        self._kept[key] = (turn.turn, turn.at, effect)

    def _forget(self, opened: str, effect: JsonObject) -> None:
        name = OPENS[opened]
        which = effect[name] if name else ""
        self._kept.pop((opened, which), None)
        for changing, changed in CHANGES.items():
            if changed == opened:
                self._kept.pop((changing, which), None)

    def turns(self, instance_id: str, variables: JsonObject) -> list[Turn]:
        """Give the kept effects as turns, oldest first: the first begins the case, the last has its values."""
        (first, began), (last, ended) = self._began, self._last
        found = {
            last: Turn(instance_id, last, ended, [], []),
            first: Turn(instance_id, first, began, [], [], self._first),
        }
        for number, at, effect in sorted(self._kept.values(), key=lambda kept: kept[0]):
            found.setdefault(number, Turn(instance_id, number, at, [], [])).effects.append(effect)
        found[last].effects.append({"type": "VariablesChanged", "variables": variables})
        return [found[number] for number in sorted(found)]

    def dump(self) -> JsonObject:
        """Give everything as JSON, for the next run of the case."""
        return {
            "first": asdict(self._first),
            "began": list(self._began),
            "last": list(self._last),
            "kept": [list(kept) for kept in self._kept.values()],
        }

    @classmethod
    def load(cls, dumped: JsonObject) -> "Ledger":
        """Restore what `dump` gave."""
        ledger = cls(FirstTurn(**dumped["first"]))
        ledger._began, ledger._last = tuple(dumped["began"]), tuple(dumped["last"])
        for turn, at, effect in dumped["kept"]:
            ledger._kept[_key(turn, effect)] = (turn, at, effect)
        return ledger


def _key(turn: int, effect: JsonObject) -> Key:
    """Name what an effect opens, changes or moves."""
    kind: str = effect["type"]
    if kind == MOVES:
        return kind, str(turn)
    name = OPENS[CHANGES.get(kind) or CLOSES.get(kind) or kind]
    return kind, effect[name] if name else ""


def kept_turns(start: StartProcess) -> list[Turn]:
    """Give what the run that began with ``start`` knows of the turns before it; nothing if it began the case.

    A run of before there was a ledger knows nothing either.
    """
    state = start.state
    if state is None or "ledger" not in state:
        return []
    root = state["engine"].get("root") or {}
    ledger = Ledger.load(state["ledger"])
    return ledger.turns(start.instance_id, root.get("variables") or {})
