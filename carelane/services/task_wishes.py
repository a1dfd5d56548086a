"""What somebody wants to do with a human task."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carelane.domain.human_task_verbs import TaskVerb
from carelane.services.visibility import Membership


@dataclass(frozen=True, slots=True)
class Wish:
    """A verb with what it needs (`carelane.domain.human_task_verbs.Verb.needs`).

    ``person`` is who is to have the task; ``owners`` and ``people`` are its new potential owners (in a batch that is for
    one person each, those who get the tasks in turn); ``fault`` is the code of a BPMN error; ``values`` are those of the form. ``batch``
    names a handover or a deed with many tasks, of which whoever gets them is told once. ``command`` is the key under which the
    same wish is done once with each task, however often it is sent; empty: sent again it is done again.
    """

    verb: TaskVerb
    person: str = ""
    owners: tuple[Membership, ...] = ()
    people: tuple[str, ...] = ()
    until: datetime | None = None
    reason: str = ""
    fault: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    batch: str = ""
    command: str = ""
