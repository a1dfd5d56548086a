"""Open timers and SLA clocks of a case: `timers` and `deadlines`. Temporal holds the timer that wakes it."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sqlalchemy import Select, select
from sqlmodel import col

from bpmn.engine.effects import (
    CaseMigrated,
    ClearTimer,
    SetTimer,
    SlaExtended,
    SlaPaused,
    SlaReplanned,
    SlaResumed,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
)
from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
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
        self._breached: dict[str, tuple[str, ...]] = {}

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
            "breached_at": effect.breached_at,
            "breached_owner": None,
            "breached_role": "",
            "breached_institution": effect.breached_by,
            "stopped_at": None,
            "name": effect.name,
            "calendar": effect.calendar,
            "target": effect.target,
            "guessed": _years(effect.guessed),
            "paused_at": None,
            "paused_why": "",
            "paused_seconds": effect.paused,
            "extended_from": effect.before,
        }

    def _step(self, effect: SlaStepReached) -> None:
        row = self._clock(effect.sla_id)
        row["percent"] = effect.percent
        if effect.breached_at is not None:
            row["breached_at"] = effect.breached_at
        if effect.percent == BREACH and _first(effect):
            row["breached_at"] = effect.breached_at or effect.at
            self._breached[effect.sla_id] = (effect.task_id,) if effect.task_id else effect.tasks

    def _paused(self, effect: SlaPaused) -> None:
        self._clock(effect.sla_id).update(paused_at=effect.at, paused_why=effect.why)

    def _resumed(self, effect: SlaResumed) -> None:
        over = {"paused_at": None, "paused_why": "", "paused_seconds": effect.paused}
        self._clock(effect.sla_id).update(over, due_at=effect.due_at)

    def _replanned(self, effect: SlaReplanned) -> None:
        self._clock(effect.sla_id).update(
            due_at=effect.due_at,
            calendar=effect.calendar,
            target=effect.target,
            guessed=_years(effect.guessed),
        )
        self._reached(effect)

    def _extended(self, effect: SlaExtended) -> None:
        self._clock(effect.sla_id).update(due_at=effect.due_at, extended_from=effect.before)
        self._reached(effect)

    def _reached(self, effect: SlaReplanned | SlaExtended) -> None:
        """Show the step at which the clock is by its new plan: who has time again is not on the board of the late."""
        if effect.reached is not None:
            self._clock(effect.sla_id)["percent"] = effect.reached

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

    def _note_holders(self) -> None:
        """Note who had the work when a clock ran out: the first of its tasks that is open."""
        for sla_id, tasks in self._breached.items():
            row = self._clock(sla_id)
            row["breached_owner"], row["breached_role"] = None, ""
            row["breached_institution"] = self.context.institution
            keys = [self.context.key(task) for task in tasks]
            held = self.context.connection.execute(_holder(keys)).first() if keys else None
            if held is not None:
                owner, role, institution = held
                row["breached_owner"], row["breached_role"] = owner, role or ""
                row["breached_institution"] = institution or self.context.institution

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        SetTimer: _set_timer,
        ClearTimer: _clear_timer,
        SlaStarted: _sla_started,
        SlaStepReached: _step,
        SlaStopped: _stopped,
        SlaPaused: _paused,
        SlaResumed: _resumed,
        SlaReplanned: _replanned,
        SlaExtended: _extended,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Write timers and clocks; the turn's tasks and their owners are written already."""
        self._note_holders()
        self.context.delete(Timer, ("instance_id", "timer_id"), self._cleared)
        self.context.update(Timer, ("instance_id", "timer_id"), list(self._moved.values()))
        self.context.insert(Timer, list(self._set.values()))
        self.context.insert(Deadline, list(self._started.values()))
        for row in self._changed.values():
            self.context.update(Deadline, ("id",), [row])


def _first(effect: SlaStepReached) -> bool:
    """Say whether the clock was not in breach before."""
    if effect.first_breach is None:
        return effect.breached_at in (None, effect.at)
    return effect.first_breach


def _years(years: tuple[int, ...]) -> str:
    return " ".join(map(str, years))


def _holder(tasks: list[str]) -> Select[Any]:
    """Make the query for the owner, role and institution of the oldest of these tasks, one that is taken first."""
    owner = col(HumanTask.actual_owner)
    columns: list[Any] = [owner, HumanTaskOwner.role, HumanTaskOwner.institution_code]
    oldest = (owner.is_(None), col(HumanTask.created_at), col(HumanTask.id))
    return (
        select(*columns)
        .select_from(HumanTask)
        .outerjoin(HumanTaskOwner, col(HumanTaskOwner.human_task_id) == col(HumanTask.id))
        .where(col(HumanTask.id).in_(tasks))
        .order_by(*oldest, col(HumanTaskOwner.role))
        .limit(1)
    )
