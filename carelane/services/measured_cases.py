"""What is measured of one case, as `carelane.domain.measures` defines it: a pure function of the case's rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from carelane.domain.measures import DECISIONS, WITHDRAWN, Measure
from carelane.services.measured_rows import CaseRows, StatusLine

FREE_TEXT = "free_text"
"""Stands for a reason that is not a code: what somebody typed never leaves its case."""
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_TAKEN_AWAY = frozenset({"exited", "obsolete"})
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is counted, before it has its case's columns."""

    measure: Measure
    at: datetime
    element_id: str = ""
    code: str = ""
    good: bool | None = None
    since: datetime | None = None
    paused: int = 0


def measured(rows: CaseRows, zone: tzinfo) -> list[Row]:
    """Give the rows of `Measurement` of a case, in a fixed order and numbered within each measure."""
    case = rows.case
    numbers: dict[Measure, int] = {}
    found = []
    for event in (*_case(case), *_statuses(rows), *_tasks(rows), *_clocks(rows), *_stays(rows)):
        numbers[event.measure] = number = numbers.get(event.measure, 0) + 1
        seconds = None
        if event.since is not None:
            seconds = max(0, round((event.at - event.since).total_seconds()) - event.paused)
        found.append(
            {
                "instance_id": case.id,
                "measure": event.measure.value,
                "number": number,
                "day": event.at.astimezone(zone).date(),
                "at": event.at,
                "institution_code": case.institution_code,
                "process_id": case.process_id,
                "urgency": case.urgency,
                "element_id": event.element_id,
                "code": event.code,
                "good": event.good,
                "seconds": seconds,
            }
        )
    return found


def _case(case: Any) -> Iterator[Event]:
    yield Event(Measure.STARTED, case.started_at)
    if case.ended_at is not None:
        yield Event(Measure.ENDED, case.ended_at, code=case.state, since=case.started_at)


def _statuses(rows: CaseRows) -> Iterator[Event]:
    """Tell by a message that a case is the receiver's: only it decides, only the sender closes the loop."""
    lines = _with_codes(rows.lines)
    if rows.case.message_id:
        yield from _received(rows.case, lines)
    else:
        yield from _loop(rows.case, lines)


def _with_codes(lines: Iterable[StatusLine]) -> list[StatusLine]:
    """Give the statuses, each with the reason last said before it and the first outcome said after it."""
    found: list[StatusLine] = []
    reason: str | None = None
    for line in lines:
        reason = line.reason or reason
        if line.outcome and found and found[-1].outcome is None:
            last = found.pop()
            found.append(StatusLine(last.at, last.status, last.reason, line.outcome))
        if line.status:
            found.append(StatusLine(line.at, line.status, reason, None))
    return found


def _received(case: Any, lines: list[StatusLine]) -> Iterator[Event]:
    decided = next((line for line in lines if line.status in DECISIONS), None)
    if decided is not None:
        code = decided.status or ""
        yield Event(Measure.DECISION, decided.at, code=code, since=case.started_at)
    reasons = {"rejected": Measure.REJECT_REASON, "redirected": Measure.REDIRECT_REASON}
    for line in lines:
        if line.status in reasons:
            yield Event(reasons[line.status], line.at, code=_code(line.reason))
    came = next((line for line in lines if line.status in {"arrived", "in_care"}), None)
    if came is not None:
        yield Event(Measure.VISIT, came.at, since=case.started_at)
    for line in lines:
        if line.status == "no_show":
            yield Event(Measure.NO_SHOW, line.at, code=_code(line.outcome))


def _code(text: str | None) -> str:
    """Give a code as it is; anything else that was said is counted as free text, nothing as nothing."""
    if not text:
        return ""
    return text if _CODE.fullmatch(text) else FREE_TEXT


def _loop(case: Any, lines: list[StatusLine]) -> Iterator[Event]:
    """Count an accepted request on the day of its acceptance, with what has become of it until now."""
    accepted = next((line for line in lines if line.status == "accepted"), None)
    if accepted is None:
        return
    after = lines[lines.index(accepted) :]
    closed = next((line for line in after if line.status == "closed"), None)
    code = "closed" if closed else "open" if case.state == "active" else "lost"
    yield Event(Measure.LOOP, accepted.at, code=code, good=closed is not None)


def _tasks(rows: CaseRows) -> Iterator[Event]:
    for task in rows.tasks:
        if task.claimed_at is not None:
            yield Event(Measure.PICKUP, task.claimed_at, task.element_id, since=task.created_at)
    for task in rows.tasks:
        if task.closed_at is not None:
            at, since = task.closed_at, task.created_at
            yield Event(Measure.TASK, at, task.element_id, code=task.state, since=since)


def _clocks(rows: CaseRows) -> Iterator[Event]:
    outcomes = {task.task_id: task.state for task in rows.tasks}
    for clock in rows.clocks:
        about = {"since": clock.start_at, "paused": clock.paused_seconds}
        stopped = clock.stopped_at
        if _missed_elsewhere(rows.case, clock):
            continue
        if clock.breached_at is not None:
            yield Event(Measure.CLOCK, clock.breached_at, clock.element_id, good=False, **about)
        elif stopped is None or _withdrawn(rows.case, clock, outcomes):
            continue
        elif stopped > clock.due_at:  # nobody was there to see it run out
            yield Event(Measure.CLOCK, clock.due_at, clock.element_id, good=False, **about)
        else:
            yield Event(Measure.CLOCK, stopped, clock.element_id, good=True, **about)


def _missed_elsewhere(case: Any, clock: Any) -> bool:
    """Say whether a clock ran out at another institution before this one had the case: it is counted there."""
    if clock.breached_at is None or clock.breached_institution in {"", case.institution_code}:
        return False
    return bool(clock.breached_at < case.started_at)


def _withdrawn(case: Any, clock: Any, outcomes: dict[str, str]) -> bool:
    """Say whether a clock stopped because what it was about was taken away, not because it was done."""
    if outcomes.get(clock.task_id, "") in _TAKEN_AWAY:
        return True
    return case.state in WITHDRAWN and clock.stopped_at == case.ended_at


def _stays(rows: CaseRows) -> Iterator[Event]:
    for stay in rows.stays:
        at, since = stay.left_at, stay.entered_at
        yield Event(Measure.STAY, at, stay.element_id, code=stay.how, since=since)
