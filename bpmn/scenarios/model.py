"""A scenario as typed values: what is given, and the steps with what must hold between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bpmn.json_types import Json, Variables


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that may take part; its cases get ``calendar`` and ``targets`` as variables of these names."""

    code: str
    kind: str
    calendar: Variables
    targets: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job answers: it returns variables, throws a BPMN error, or fails for good."""

    returns: Variables = field(default_factory=dict)
    throws: str = ""
    fails: str = ""


Jobs = Mapping[str, tuple[JobResult, ...]]
"""Answers by job type, or ``type@INSTITUTION``: one after the other, the last for ever."""


@dataclass(frozen=True, slots=True)
class Given:
    """The world before the first step.

    ``folders`` names process folders beside this one whose processes are there too, so that calls and messages reach them.
    """

    now: datetime
    institutions: Mapping[str, Institution]
    pools: Mapping[str, str]
    jobs: Jobs
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """Somebody starts a process at an institution; ``case`` names the case for later steps.

    ``event`` names the timer or conditional start event by which it begins, where it matters.
    """

    place: Place
    process: str
    at: str
    by: str
    key: str
    case: str
    variables: Variables
    event: str = ""


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Conditions of start events are looked at with these variables; those that hold begin a case."""

    place: Place
    at: str
    key: str
    values: Variables


@dataclass(frozen=True, slots=True)
class Resolve:
    """An operator resolves the incident of an element."""

    place: Place
    element: str
    case: str
    action: Literal["retry", "skip"]
    values: Variables


@dataclass(frozen=True, slots=True)
class Cancel:
    """An operator ends a case, after undoing what it has done where he wants that."""

    place: Place
    case: str
    reason: str
    compensate: bool = False


@dataclass(frozen=True, slots=True)
class Extend:
    """A supervisor gives a clock more time, by a duration; ``refused`` is the code of the reason why not."""

    place: Place
    clock: str
    case: str
    by: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Suspend:
    """An operator lets a case stand still."""

    place: Place
    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resume:
    """An operator lets a suspended case go on."""

    place: Place
    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Somebody with a role completes an open task; ``refused`` names the fields that must be refused."""

    place: Place
    task: str
    case: str
    role: str
    by: str
    values: Variables
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """Time passes, for a duration or until a moment; everything due on the way happens when it is due."""

    place: Place
    duration: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """A message comes from outside."""

    place: Place
    name: str
    key: str
    to: str
    values: Variables


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A signal comes from outside; every case hears it."""

    place: Place
    name: str
    values: Variables


@dataclass(frozen=True, slots=True)
class Network:
    """Messages of this name are held back (``held``), or let through again."""

    place: Place
    name: str
    held: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """From now on jobs answer like this."""

    place: Place
    jobs: Jobs


@dataclass(frozen=True, slots=True)
class Expect:
    """What must hold now: checks in the order of the file, each with its kind and what it says."""

    place: Place
    checks: tuple["Check", ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One line under ``expect``: ``kind`` such as ``tasks``, and the expected value."""

    place: Place
    kind: str
    expected: Json


Step = (
    Start
    | Evaluate
    | Complete
    | Wait
    | Send
    | Broadcast
    | Network
    | Answers
    | Resolve
    | Cancel
    | Suspend
    | Extend
    | Resume
    | Expect
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; ``covers`` names the exceptions of the specification that it shows."""

    name: str
    title: str
    place: Place
    given: Given
    steps: tuple[Step, ...]
    covers: tuple[str, ...] = ()
