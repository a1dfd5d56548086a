"""The clocks that run over tasks and cases, with what is left of their time as they count it.

Whoever asks has found the tasks or cases through `carelane.services.visibility`; here are only their clocks.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bpmn.calendar import Calendar, CalendarError
from bpmn.working_time import BREACH, time_passed
from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.services.calendars import calendar_of

WORK = "work"


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock that runs or stands still. ``name`` is empty where the element's name says it.

    ``left`` is what is left of its time, in working time where ``works``; negative when it is late. ``paused_why`` is empty
    while it runs. ``extended`` says that a supervisor gave more time, ``guessed`` names years without holidays entered.
    """

    sla_id: str
    instance_id: str
    task_id: str
    element_id: str
    name: str
    start_at: datetime
    due_at: datetime
    works: bool
    left: timedelta
    percent: int
    paused_at: datetime | None
    paused_why: str
    extended: bool
    guessed: str

    @property
    def late(self) -> bool:
        """Whether its time is over."""
        return self.left < timedelta()


def running(
    deadlines: Iterable[Deadline], calendar: Mapping[str, Any] | None, now: datetime
) -> tuple[RunningClock, ...]:
    """Give those that have not stopped, the most urgent first; those that stand still come last."""
    return _sorted(deadlines, _opening(calendar), now)


def _sorted(
    deadlines: Iterable[Deadline], opening: Calendar | None, now: datetime
) -> tuple[RunningClock, ...]:
    found = [_clock(each, opening, now) for each in deadlines if each.stopped_at is None]
    return tuple(sorted(found, key=lambda clock: (clock.paused_at is not None, clock.due_at)))


def of_tasks(
    session: Session, tasks: Sequence[HumanTask], cases: Sequence[ProcessInstance], now: datetime
) -> dict[str, RunningClock]:
    """Give for each open task the clock that makes it due: its own or one over it, by the task's id."""
    open_tasks = [task for task in tasks if task.closed_at is None]
    by_case = of_cases(session, list({case.id: case for case in cases}.values()), now)
    chosen = ((task, _over(task, by_case[task.instance_id])) for task in open_tasks)
    return {task.id: clock for task, clock in chosen if clock is not None}


def of_deadlines(
    session: Session,
    found: Sequence[tuple[Deadline | None, ProcessInstance]],
    now: datetime,
) -> list[RunningClock | None]:
    """Give each of these as a running clock, in their order; none where there is none."""
    works = sorted({case.institution_code for one, case in found if one and one.calendar == WORK})
    calendars = _calendars(session, works)
    return [
        _clock(one, calendars.get(case.institution_code), now) if one is not None else None
        for one, case in found
    ]


def _calendars(session: Session, institutions: Iterable[str]) -> dict[str, Calendar | None]:
    connection = session.connection()
    return {code: _opening(calendar_of(connection, code)) for code in institutions}


def of_cases(
    session: Session, cases: Sequence[ProcessInstance], now: datetime
) -> defaultdict[str, tuple[RunningClock, ...]]:
    """Give the clocks that run in each of these cases."""
    rows = session.exec(
        select(Deadline).where(
            col(Deadline.instance_id).in_([case.id for case in cases]),
            col(Deadline.stopped_at).is_(None),
        )
    ).all()
    by_case: defaultdict[str, list[Deadline]] = defaultdict(list)
    for row in rows:
        by_case[row.instance_id].append(row)
    at = {case.id: case.institution_code for case in cases}
    works = sorted({at[row.instance_id] for row in rows if row.calendar == WORK})
    calendars = _calendars(session, works)
    found: defaultdict[str, tuple[RunningClock, ...]] = defaultdict(tuple)
    for case_id, own in by_case.items():
        found[case_id] = _sorted(own, calendars.get(at[case_id]), now)
    return found


def _over(task: HumanTask, clocks: Iterable[RunningClock]) -> RunningClock | None:
    """Choose the clock of a task; one over several tasks counts where the task is due with it, or stands still."""
    known = [clock for clock in clocks if clock.task_id in ("", task.task_id)]
    due = [clock for clock in known if clock.due_at == task.due_at and clock.paused_at is None]
    still = [clock for clock in known if clock.paused_at is not None]
    return next(iter(due or (still if task.due_at is None else ())), None)


def _opening(calendar: Mapping[str, Any] | None) -> Calendar | None:
    """Read a calendar; one that cannot be read is none, and the clock is shown by the wall clock."""
    try:
        return Calendar.from_json(calendar) if calendar else None
    except CalendarError:
        return None


def _clock(row: Deadline, opening: Calendar | None, now: datetime) -> RunningClock:
    counts = opening if row.calendar == WORK else None
    at = row.paused_at or now
    return RunningClock(
        sla_id=row.sla_id,
        instance_id=row.instance_id,
        task_id=row.task_id,
        element_id=row.element_id,
        name=row.name,
        start_at=row.start_at,
        due_at=row.due_at,
        works=counts is not None,
        left=_left(at, row.due_at, counts),
        percent=row.percent,
        paused_at=row.paused_at,
        paused_why=row.paused_why,
        extended=row.extended_from is not None,
        guessed=row.guessed,
    )


def _left(at: datetime, due: datetime, opening: Calendar | None) -> timedelta:
    """Measure what is left, or by how much it is late; at least a second late where working time says nothing yet."""
    try:
        if at <= due:
            return time_passed(at, due, opening)
        return min(-time_passed(due, at, opening), timedelta(seconds=-1))
    except CalendarError:
        return due - at


__all__ = ["BREACH", "RunningClock", "of_cases", "of_tasks", "running"]
