"""What can be refused of a human task, and of those who are to have it."""

import inspect
from datetime import datetime
from typing import Any

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound


class TaskNotFound(NotFound):
    """There is no such task."""

    code = "task_not_found"


class TaskTaken(Conflict):
    """Somebody else has taken this task: ask for delegation, or a supervisor to release it."""

    code = "task_taken"

    def __init__(self, by: str = "", at: datetime | None = None) -> None:
        """Say who (a name for the screen) has it since when, where that is known."""
        self.by = by
        self.at = at
        super().__init__(by=by, at=at.isoformat() if at else "")


class TaskAlreadyCompleted(Conflict):
    """Somebody else has completed this task."""

    code = "task_completed"

    def __init__(self, by: str = "", at: datetime | None = None) -> None:
        """Say who (a name for the screen) completed it and when, where that is known."""
        self.by = by
        self.at = at
        super().__init__(by=by, at=at.isoformat() if at else "")


class TaskClosed(Conflict):
    """The process has taken this task away."""

    code = "task_closed"


class TaskRefused(Conflict):
    """This cannot be done with the task now."""

    code = "task_refused"


class TaskPutAside(TaskRefused):
    """The task is put aside; resume it first."""

    code = "task_put_aside"

    def __init__(self, by: str = "", until: datetime | None = None) -> None:
        """Say who (a name for the screen) put it aside, and until when if that was said."""
        self.by = by
        self.until = until
        super().__init__(by=by, until=until.isoformat() if until else "")


class TaskNotClaimed(TaskRefused):
    """Nobody has this task: claim it first."""

    code = "task_not_claimed"


class NotPotentialOwner(TaskRefused):
    """The task belongs to another role: delegate or nominate somebody who has it."""

    code = "not_potential_owner"


class OnlyAdministrators(TaskRefused):
    """Only supervisors and the task's administrators may do this: ask one of them."""

    code = "only_administrators"


class WrongTaskState(TaskRefused):
    """The task is in a state in which this cannot be done."""

    code = "wrong_task_state"

    def __init__(self, state: str = "", verb: str = "") -> None:
        """Keep the task's state, and what was wanted of it."""
        self.state = state
        self.verb = verb
        super().__init__(state=state, verb=verb)


class ExcludedOwner(TaskRefused):
    """Whoever did an earlier step of this case may not do this one: a second person has to."""

    code = "excluded_owner"

    def __init__(self, by: str = "", element: str = "") -> None:
        """Say who (a name for the screen) completed which element before."""
        self.by = by
        self.element = element
        super().__init__(by=by, element=element)


class TaskNotSkippable(TaskRefused):
    """The designer of the process does not let this task be skipped."""

    code = "task_not_skippable"


class NobodyToReleaseTo(TaskRefused):
    """Nobody else may do this task: delegate it instead of giving it back."""

    code = "nobody_to_release_to"


class PersonMissing(CarelaneError):
    """Choose the person who is to have the task."""

    code = "person_missing"


class PersonUnfit(CarelaneError):
    """This person cannot have the task: not of its institutions, or not of its role."""

    code = "person_unfit"


class RoleUnfit(CarelaneError):
    """Nobody there has this role, or the task may not leave its institutions."""

    code = "role_unfit"


class OwnersMissing(CarelaneError):
    """Choose a role of an institution of this case, or persons, as new owners."""

    code = "owners_missing"


class InvalidValues(CarelaneError):
    """Some fields need your attention."""

    code = "invalid_values"

    def __init__(self, fields: tuple[Any, ...] = ()) -> None:
        """Keep the field errors (`bpmn.forms.FieldError`) in the order of the form."""
        self.fields = fields
        named = ", ".join(f"{field.key} ({field.code})" for field in fields)
        super().__init__(f"{inspect.cleandoc(InvalidValues.__doc__ or '')} {named}".rstrip())
