"""The worklist's rows of a case: `human_tasks` and who may do them, `human_task_owners`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from bpmn.engine.effects import (
    CaseResumed,
    CaseSuspended,
    CloseHumanTask,
    HumanTaskDue,
    HumanTaskMoved,
    OpenHumanTask,
    Owner,
    SlaStepReached,
)
from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.services.projections.part import Context, Part, Row
from carelane.services.projections.task_statements import (
    closed_tasks,
    moved_tasks,
    resumed_tasks,
    suspended_tasks,
)

BREACH = 100


class HumanTasks(Part):
    """Collects tasks that open, close, or move along their clock."""

    def __init__(self, context: Context, urgency: str) -> None:
        super().__init__(context)
        self._urgency = urgency
        self._opened: dict[str, Row] = {}
        self._owners: list[Row] = []
        self._people: list[Row] = []
        self._administrators: list[Row] = []
        self._closed: list[Row] = []
        self._steps: dict[str, Row] = {}
        self._suspends: bool | None = None
        self._moved: dict[str, Row] = {}
        self._dues: dict[str, Row] = {}

    def urgency(self, urgency: str) -> None:
        """Tasks that open from now on have the case's new urgency."""
        self._urgency = urgency

    def _open(self, effect: OpenHumanTask) -> None:
        task = self.context.key(effect.task_id)
        reserved = bool(effect.assignee)
        self._opened[effect.task_id] = {
            "id": task,
            "instance_id": self.context.instance_id,
            "task_id": effect.task_id,
            "element_id": effect.element_id,
            "name": effect.name,
            "form_id": effect.form_id,
            "state": _first_state(effect),
            "state_before": "",
            "actual_owner": effect.assignee or None,
            "priority": effect.priority,
            "urgency": self._urgency,
            "due_at": effect.due_at,
            "follow_up_at": effect.follow_up_at,
            "created_at": self.context.at,
            "claimed_at": self.context.at if reserved else None,
            "closed_at": None,
            "completed_by": None,
            "variables": effect.variables,
            "draft": None,
            "version": 0,
            "overdue": False,
            "sla_percent": 0,
            "on_behalf_of": "",
            "suspended_by": "",
            "suspended_until": None,
            "forwarded_at": None,
            "skippable": effect.skippable,
            "excluded": [*effect.excluded],
        }
        self._owners += self._roles(task, effect.potential_owners)
        self._administrators += self._roles(task, effect.administrators)
        people = dict.fromkeys((*effect.people, *([effect.assignee] if reserved else [])))
        self._people += [{"human_task_id": task, "person_id": person} for person in people]

    def _roles(self, task: str, owners: Iterable[Owner]) -> list[Row]:
        home = self.context.institution
        named = dict.fromkeys((each.institution or home, each.role) for each in owners)
        return [
            {"human_task_id": task, "institution_code": institution, "role": role}
            for institution, role in named
        ]

    def _close(self, effect: CloseHumanTask) -> None:
        closed = {
            "state": effect.outcome,
            "state_before": "",
            "suspended_until": None,
            "closed_at": self.context.at,
            "completed_by": self.context.person(effect.by),
        }
        if effect.task_id in self._opened:
            self._opened[effect.task_id].update(closed)
        else:
            self._closed.append({"task": self.context.key(effect.task_id)} | closed)

    def _step(self, effect: SlaStepReached) -> None:
        """Show the step at the clock's task, or at each that was open inside a clock over several elements."""
        reached = {"sla_percent": effect.percent, "overdue": effect.percent >= BREACH}
        for task_id in (effect.task_id,) if effect.task_id else effect.tasks:
            if task_id in self._opened:
                self._opened[task_id].update(reached)
            else:
                self._steps[task_id] = {"id": self.context.key(task_id)} | reached

    def _due(self, effect: HumanTaskDue) -> None:
        """Show when the task is due now; whether it is late is seen by that, not by what was before."""
        late = effect.due_at is not None and effect.due_at <= self.context.at
        shown = {"due_at": effect.due_at, "overdue": late}
        if effect.task_id in self._opened:
            self._opened[effect.task_id].update(shown)
        else:
            self._dues[effect.task_id] = {"id": self.context.key(effect.task_id)} | shown

    def _suspend(self, _effect: CaseSuspended) -> None:
        self._suspends = True

    def _resume(self, _effect: CaseResumed) -> None:
        self._suspends = False

    def _move(self, effect: HumanTaskMoved) -> None:
        """Show the task as another version draws it; whoever has it keeps it, with the draft."""
        shown = {
            "element_id": effect.element_id,
            "name": effect.name,
            "form_id": effect.form_id,
        }
        if effect.task_id in self._opened:
            self._opened[effect.task_id].update(shown)
        else:
            self._moved[effect.task_id] = {"task": self.context.key(effect.task_id)} | shown

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        CaseSuspended: _suspend,
        CaseResumed: _resume,
        OpenHumanTask: _open,
        CloseHumanTask: _close,
        SlaStepReached: _step,
        HumanTaskDue: _due,
        HumanTaskMoved: _move,
    }

    @property
    def changed(self) -> bool:
        """Say whether worklists show something else after this turn."""
        closed = [row for row in self._opened.values() if row["closed_at"] is not None]
        return bool(
            len(closed) < len(self._opened)
            or self._closed
            or self._moved
            or self._dues
            or self._suspends is not None
        )

    def write(self) -> None:
        """Write tasks, owners, steps of clocks, what another version shows, and closings."""
        self.context.insert(HumanTask, list(self._opened.values()))
        self.context.insert(HumanTaskOwner, self._owners)
        self.context.insert(HumanTaskPerson, self._people)
        self.context.insert(HumanTaskAdministrator, self._administrators)
        self.context.update(HumanTask, ("id",), list(self._steps.values()))
        self.context.update(HumanTask, ("id",), list(self._dues.values()))
        self._write_moved()
        self._write_closed()
        if self._suspends is not None:
            change = suspended_tasks if self._suspends else resumed_tasks
            self.context.connection.execute(change(self.context.instance_id))

    def _write_moved(self) -> None:
        if self._moved:
            self.context.connection.execute(moved_tasks(), list(self._moved.values()))

    def _write_closed(self) -> None:
        if self._closed:
            self.context.connection.execute(closed_tasks(), self._closed)


def _first_state(effect: OpenHumanTask) -> str:
    """Say how a task is born: reserved for one person, ready for several, or with nobody who could see it."""
    if effect.assignee:
        return "reserved"
    return "ready" if effect.potential_owners or effect.people else "created"
