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
    ``assignee`` is the person id of a task that is born reserved. ``people`` are potential owners by person id,
    ``administrators`` those who may decide about the task beside the supervisors. Whoever completed one of the
    ``excluded`` elements in this case may not do the task; ``skippable``: the case may go on without it.
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
    people: tuple[str, ...] = ()
    administrators: tuple[Owner, ...] = ()
    excluded: tuple[str, ...] = ()
    skippable: bool = False


@dataclass(frozen=True, slots=True)
class CloseHumanTask:
    """The human task is no longer open. ``exited`` says that the process took it away, ``obsolete`` that it was skipped.

    ``by`` acted for ``on_behalf_of``, if that is somebody; ``reason`` is why a task failed or was skipped.
    """

    task_id: str
    outcome: Literal["completed", "exited", "obsolete", "failed"]
    by: str = ""
    on_behalf_of: str = ""
    reason: str = ""
