"""What `bpmn:extensionElements` adds to an element: Zeebe's words and the few of Carelane."""

from dataclasses import dataclass
from typing import Literal

from bpmn.model.values import Expression, Value


@dataclass(frozen=True, slots=True)
class Mapping:
    """`zeebe:input` or `zeebe:output`: the value of `source` becomes the variable path `target`."""

    source: Value
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobDefinition:
    """`zeebe:taskDefinition` with its `zeebe:taskHeaders`, and what `carelane:job` says of patience.

    What is None is left to the settings of the job type. `timeout` ends one attempt, `backoff` is the first
    pause between two, `patience` is how long a system that is away is waited for.
    """

    type: Value
    retries: Value | None = None
    headers: tuple[tuple[str, str], ...] = ()
    timeout: Value | None = None
    backoff: Value | None = None
    patience: Value | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """`zeebe:script`: the expression's value becomes `result_variable`."""

    expression: Expression
    result_variable: str


@dataclass(frozen=True, slots=True)
class CalledDecision:
    """`zeebe:calledDecision`: the decision's output becomes `result_variable`."""

    decision_id: Value
    result_variable: str


@dataclass(frozen=True, slots=True)
class CalledElement:
    """`zeebe:calledElement` or the attribute `calledElement`: which process is called, and what it gets.

    `pass_all` gives it every variable in scope, else only the call's own (its input mappings);
    `take_all` brings back what it has changed, where no output mapping says more. Both are Zeebe's defaults.
    """

    process_id: Value
    binding: Literal["latest", "deployment", "versionTag"] = "latest"
    version_tag: str = ""
    pass_all: bool = True
    take_all: bool = True


@dataclass(frozen=True, slots=True)
class Assignment:
    """`zeebe:assignmentDefinition`: who may act (role or role@INSTITUTION, or persons by id) or who shall.

    ``administrators`` of `carelane:task` decide about the task beside the supervisors (role or role@INSTITUTION).
    """

    assignee: Value | None = None
    candidate_groups: Value | None = None
    candidate_users: Value | None = None
    administrators: Value | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """`zeebe:taskSchedule` and `zeebe:priorityDefinition` of a user task."""

    due_date: Value | None = None
    follow_up_date: Value | None = None
    priority: Value | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """`carelane:status`: the business status that the case takes at this element."""

    value: str
    on: Literal["activate", "complete"]


@dataclass(frozen=True, slots=True)
class Sending:
    """`carelane:message`: where a thrown message goes and how long it waits there.

    `message_id` makes a message that is sent again the same message, which arrives once.
    """

    name: Value
    correlation_key: Value | None = None
    to: Value | None = None
    time_to_live: Value | None = None
    message_id: Value | None = None
