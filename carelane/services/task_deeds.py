"""What each verb of a human task writes that changes its row only: columns, and what its line of history says.

Who may do it, and when, has been found out before (`carelane.services.task_changes`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carelane.domain.human_task_verbs import TaskVerb
from carelane.domain.human_tasks import HumanTask
from carelane.services.task_standing import Standing
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Actor

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doing:
    """A wish about to come true: who, which task, as what, and when."""

    actor: Actor
    task: HumanTask
    wish: Wish
    standing: Standing
    now: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb writes: columns of the task, and what its line of history says beside who, what and when."""

    values: Values
    told: Values = field(default_factory=dict)


_FREE: Values = {"actual_owner": None, "claimed_at": None, "on_behalf_of": ""}


def _mine(doing: Doing) -> Values:
    """Make the actor the owner, since now unless he was before."""
    if doing.task.actual_owner == doing.actor.person_id:
        return {}
    return {
        "actual_owner": doing.actor.person_id,
        "claimed_at": doing.now,
        "on_behalf_of": doing.standing.on_behalf_of,
    }


def _take(doing: Doing) -> Done:
    return Done({"state": "reserved", **_mine(doing)})


def _take_over(doing: Doing) -> Done:
    return Done({"state": "reserved", **_mine(doing)}, {"from": doing.task.actual_owner})


def _ask(doing: Doing) -> Done:
    return Done({}, {"to": doing.task.actual_owner})


def _start(doing: Doing) -> Done:
    return Done({"state": "in_progress", **_mine(doing)})


def _keep(doing: Doing) -> Done:
    return Done({"state": "in_progress", "draft": {**doing.wish.values}, **_mine(doing)})


def _stop(_doing: Doing) -> Done:
    return Done({"state": "reserved"})


def _release(doing: Doing) -> Done:
    owner = doing.task.actual_owner
    from_another = {} if owner == doing.actor.person_id else {"from": owner}
    return Done({"state": "ready", **_FREE}, from_another)


def _give(doing: Doing) -> Done:
    given = {"actual_owner": doing.wish.person, "claimed_at": doing.now, "on_behalf_of": ""}
    return Done({"state": "reserved", **given}, _handed(doing) | {"to": doing.wish.person})


def _hand_on(doing: Doing) -> Done:
    roles = [f"{each.role}@{each.institution_code}" for each in doing.wish.owners]
    told = _handed(doing) | {"roles": roles, "people": [*doing.wish.people]}
    return Done({"state": "ready", "forwarded_at": doing.now, **_FREE}, told)


def _handed(doing: Doing) -> Values:
    return {"from": doing.task.actual_owner} if doing.task.actual_owner else {}


def _put_aside(doing: Doing) -> Done:
    until = doing.wish.until
    values = {
        "state": "suspended",
        "state_before": doing.task.state,
        "suspended_by": doing.actor.person_id,
        "suspended_until": until,
    }
    return Done(values, {"until": until.isoformat()} if until else {})


def _take_up(doing: Doing) -> Done:
    return Done(taken_up(doing.task))


def taken_up(task: HumanTask) -> Values:
    """Give a task that was put aside back what it was."""
    before = task.state_before or ("reserved" if task.actual_owner else "ready")
    return {"state": before, "state_before": "", "suspended_by": "", "suspended_until": None}


EFFECTS: dict[TaskVerb, Callable[[Doing], Done]] = {
    "claim": _take,
    "take_over": _take_over,
    "ask_for": _ask,
    "start": _start,
    "stop": _stop,
    "save_draft": _keep,
    "release": _release,
    "delegate": _give,
    "nominate": _give,
    "forward": _hand_on,
    "suspend": _put_aside,
    "resume": _take_up,
}
"""What each verb writes that changes rows only."""
