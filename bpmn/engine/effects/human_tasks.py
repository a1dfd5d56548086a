"""Work for people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class Owner:
    """A potential owner of a human task: a role, at the case's own institution unless one is named."""

    role: str
    institution: str | None = None


@dataclass(frozen=True, slots=True)
class OpenHumanTask:
    """A person has to act: ``task_id`` is unique within the case and never used again.

    ``variables`` is what the form shows and is prefilled from (the scope as the task sees it);
    ``assignee`` is the person id of a task that is born reserved.
    """

    task_id: str
    element_id: str
    name: str
    form_id: str
    potential_owners: tuple[Owner, ...]
    assignee: str
    priority: int
    due_at: datetime | None
    follow_up_at: datetime | None
    variables: Variables


@dataclass(frozen=True, slots=True)
class CloseHumanTask:
    """The human task is no longer open. ``exited`` says that the process took it away."""

    task_id: str
    outcome: Literal["completed", "exited"]
    by: str = ""
