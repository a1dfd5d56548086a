"""What is the case in the end: plain values of Temporal's histories and of the read model, for the checks.

Histories are Temporal's own: which commands its server accepted, and the turns that a replay of them gives. Rows are the
read model's. Nothing here was told by a coordinator.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimerFact:
    """A timer of a case: when it was due, and when it fired or was cleared, by the server's clock."""

    case: str
    timer: str
    due_at: datetime
    fired_at: tuple[datetime, ...] = ()
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case by its history. ``commands`` counts the accepted Updates by command id, ``notes`` the values typed.

    ``completed`` and ``exited`` hold (task id, person) and task ids; ``jobs`` the keys of jobs that were asked for;
    ``heard`` the signals; ``taken`` the messages that it was started with or took; ``sent`` counts its messages.
    """

    id: str
    process_id: str
    closed: bool
    turns: int
    commands: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    completed: tuple[tuple[str, str], ...] = ()
    ends: tuple[str, ...] = ()
    jobs: Counter[str] = field(default_factory=Counter)
    timers: tuple[TimerFact, ...] = ()
    thrown: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    sheets: tuple[int, ...] = ()
    incidents: int = 0


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A human task in the read model. ``lines`` are its claims and releases in order: (verb, person)."""

    id: str
    case: str
    element: str
    state: str
    owner: str
    completed_by: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the read model. ``completions`` counts its history's closed tasks by (task id, person)."""

    id: str
    process_id: str
    state: str
    turn: int
    sheets: tuple[int, ...] = ()
    completions: Counter[tuple[str, str]] = field(default_factory=Counter)
    turns: tuple[int, ...] = ()
    """The turns of which the history has lines."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the checks look at.

    ``commands`` maps the commands of the read model to their targets; ``effects`` counts the effects of jobs by key,
    ``attempts`` how often the handler ran. ``messages`` and ``deliveries`` count rows by their state; ``starts`` are the moments
    at which a clock began cases, by place. ``differences`` are what a rebuild from the histories would change.
    """

    cases: dict[str, CaseFact] = field(default_factory=dict)
    rows: dict[str, CaseRow] = field(default_factory=dict)
    tasks: dict[str, TaskRow] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)
    effects: Counter[str] = field(default_factory=Counter)
    attempts: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    deliveries: Counter[str] = field(default_factory=Counter)
    signals: int = 0
    differences: tuple[str, ...] = ()
