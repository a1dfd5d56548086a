"""One case of a scenario: the engine's state, and what its effects told, as the read model would hold it."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from bpmn.engine import State
from bpmn.engine.effects import (
    CloseHumanTask,
    CloseIncident,
    Effect,
    ElementActivated,
    Ended,
    FlowTaken,
    HumanTaskDue,
    OpenHumanTask,
    RaiseIncident,
    SlaExtended,
    SlaPaused,
    SlaReplanned,
    SlaResumed,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
    StatusChanged,
    VariablesChanged,
)
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.scenarios.coverage import Coverage
from bpmn.scenarios.turns import Turn

ClockEffect = SlaStepReached | SlaStopped | SlaPaused | SlaResumed | SlaReplanned | SlaExtended


@dataclass(slots=True)
class Clock:
    """A clock of a task or another activity, with the steps that it has told."""

    element: str
    start: datetime
    due: datetime
    reached: list[int] = field(default_factory=list)
    running: bool = True
    name: str = ""
    paused: bool = False

    @property
    def label(self) -> str:
        """What a scenario calls it: its name, else its element."""
        return self.name or self.element


@dataclass(slots=True)
class Case:
    """A running or ended case."""

    name: str
    process: Process
    institution: str
    key: str
    pools: dict[str, str]
    state: State
    variables: Variables = field(default_factory=dict)
    tasks: dict[str, OpenHumanTask] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    incidents: dict[str, RaiseIncident] = field(default_factory=dict)
    statuses: list[str] = field(default_factory=list)
    outcome: str = ""
    turns: list[Turn] = field(default_factory=list)

    def reloaded(self) -> State:
        """Give the state as it comes back from storage, so that every step proves that it survives."""
        return State.load(json.loads(json.dumps(self.state.dump())))

    def take(self, effects: tuple[Effect, ...], coverage: Coverage) -> None:
        """Note what the effects tell."""
        for effect in effects:
            match effect:
                case ElementActivated(element_id=element):
                    coverage.reach_element(self.process.id, element)
                case FlowTaken(flow_id=flow):
                    coverage.reach_flow(self.process.id, flow)
                case SlaStarted():
                    started = effect.element_id, effect.start_at, effect.due_at
                    self.clocks[effect.sla_id] = Clock(*started, name=effect.name)
                case (
                    SlaStepReached()
                    | SlaStopped()
                    | SlaPaused()
                    | SlaResumed()
                    | SlaReplanned()
                    | SlaExtended()
                ):
                    self._clock(self.clocks[effect.sla_id], effect)
                case HumanTaskDue(task_id=task_id, due_at=due_at):
                    self.tasks[task_id] = replace(self.tasks[task_id], due_at=due_at)
                case _:
                    self._note(effect)

    def _note(self, effect: Effect) -> None:
        match effect:
            case OpenHumanTask():
                self.tasks[effect.task_id] = effect
            case CloseHumanTask():
                self.tasks.pop(effect.task_id, None)
            case VariablesChanged(variables=variables):
                self.variables.update(variables)
            case StatusChanged(status=status):
                self.statuses.append(status)
            case RaiseIncident():
                self.incidents[effect.incident_id] = effect
            case CloseIncident():
                self.incidents.pop(effect.incident_id, None)
            case Ended(outcome=outcome):
                self.outcome = outcome

    def _clock(self, clock: Clock, effect: ClockEffect) -> None:
        match effect:
            case SlaStepReached():
                clock.reached.append(effect.percent)
            case SlaPaused():
                clock.paused = True
            case SlaResumed():
                clock.paused, clock.due = False, effect.due_at
            case SlaReplanned() | SlaExtended():
                clock.due = effect.due_at
            case SlaStopped():
                clock.running = False

    def clocks_of(self, element: str) -> list[Clock]:
        """Give the clocks of an element, or those of this name, the latest first."""
        return [
            clock
            for clock in reversed(self.clocks.values())
            if element in (clock.name, clock.element)
        ]

    def task_of(self, element: str) -> OpenHumanTask | None:
        """Give the oldest open task of an element."""
        return next((task for task in self.tasks.values() if task.element_id == element), None)
