"""Open timers and SLA clocks of a case: `timers` and `deadlines`. Temporal holds the timer that wakes it."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sqlalchemy import select
from sqlmodel import col

from bpmn.engine.effects import (
    CaseMigrated,
    ClearTimer,
    SetTimer,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
)
from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.human_tasks import HumanTask
from carelane.services.projections.human_tasks import BREACH
from carelane.services.projections.part import Context, Part, Row, moved


class Clocks(Part):
    """Collects timers and SLA clocks; a timer that was set and cleared in one turn leaves no trace."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._set: dict[str, Row] = {}
        self._cleared: list[Row] = []
        self._moved: dict[str, Row] = {}
        self._started: dict[str, Row] = {}
        self._changed: dict[str, Row] = {}

    def _set_timer(self, effect: SetTimer) -> None:
        self._set[effect.timer_id] = {
            "instance_id": self.context.instance_id,
            "timer_id": effect.timer_id,
            "element_id": effect.element_id,
            "due_at": effect.due_at,
        }

    def _clear_timer(self, effect: ClearTimer) -> None:
        if self._set.pop(effect.timer_id, None) is None:
            key = {"instance_id": self.context.instance_id, "timer_id": effect.timer_id}
            self._cleared.append(key)

    def _sla_started(self, effect: SlaStarted) -> None:
        self._started[effect.sla_id] = {
            "id": self.context.key(effect.sla_id),
            "instance_id": self.context.instance_id,
            "sla_id": effect.sla_id,
            "task_id": effect.task_id,
            "element_id": effect.element_id,
            "start_at": effect.start_at,
            "due_at": effect.due_at,
            "percent": 0,
            "breached_at": None,
            "breached_owner": None,
            "stopped_at": None,
        }

    def _step(self, effect: SlaStepReached) -> None:
        row = self._clock(effect.sla_id)
        row["percent"] = effect.percent
        if effect.percent == BREACH:
            row["breached_at"] = effect.at
            row["breached_owner"] = self._owner(effect.task_id)

    def _stopped(self, effect: SlaStopped) -> None:
        self._clock(effect.sla_id)["stopped_at"] = self.context.at

    def _migrated(self, effect: CaseMigrated) -> None:
        for timer_id, element_id in moved(effect, "t").items():
            if timer_id in self._set:
                self._set[timer_id]["element_id"] = element_id
            else:
                key = {"instance_id": self.context.instance_id, "timer_id": timer_id}
                self._moved[timer_id] = key | {"element_id": element_id}
        for sla_id, element_id in moved(effect, "c").items():
            self._clock(sla_id)["element_id"] = element_id
        for sla_id in (each for each in effect.reopened if each[0] == "c"):
            self._clock(sla_id)["stopped_at"] = None

    def _clock(self, sla_id: str) -> Row:
        """Give the row of the clock, as far as this turn changes it."""
        if sla_id in self._started:
            return self._started[sla_id]
        return self._changed.setdefault(sla_id, {"id": self.context.key(sla_id)})

    def _owner(self, task_id: str) -> str | None:
        task = col(HumanTask.id) == self.context.key(task_id)
        owner = select(col(HumanTask.actual_owner)).where(task)
        return self.context.connection.execute(owner).scalar()

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        SetTimer: _set_timer,
        ClearTimer: _clear_timer,
        SlaStarted: _sla_started,
        SlaStepReached: _step,
        SlaStopped: _stopped,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Write timers and clocks."""
        self.context.delete(Timer, ("instance_id", "timer_id"), self._cleared)
        self.context.update(Timer, ("instance_id", "timer_id"), list(self._moved.values()))
        self.context.insert(Timer, list(self._set.values()))
        self.context.insert(Deadline, list(self._started.values()))
        for row in self._changed.values():
            self.context.update(Deadline, ("id",), [row])
