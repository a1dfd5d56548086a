"""Everything is down while timers become due: killed at once, started again later, and every timer must fire once."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import col, func, select

from carelane.chaos.doors import Doors, persistently
from carelane.chaos.installation import Installation
from carelane.domain.process_instances import ProcessInstance
from carelane.services.visibility import Actor

PROCESS = "chaos_appointment"
STARTERS = 8
STARTS_PER_SECOND = 12.0
DOWN_FOR = 3.0
FIRED_WITHIN = 180.0
TRIES = 4
_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Outage:
    """How many timers became due while all was down, and how many seconds after the restart the last case went on."""

    overdue: int
    fired_after: float


def outage(installation: Installation, doors: Doors, actor: Actor, timers: int) -> Outage:
    """Set so many timers, kill everything, start again when all are due, and wait for their cases."""
    due, overdue = _set_timers(doors, actor, timers)
    installation.cut()
    time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()) + DOWN_FOR)
    installation.start()
    back = time.monotonic()
    while time.monotonic() < back + FIRED_WITHIN:
        if persistently(lambda: _waiting(doors)) == 0:
            break
        time.sleep(_LOOK)
    return Outage(overdue, time.monotonic() - back)


def _set_timers(doors: Doors, actor: Actor, timers: int) -> tuple[datetime, int]:
    """Start cases whose timers are still to come when all are started; a slow machine gets more time."""
    for tries in range(1, TRIES + 1):
        due = datetime.now(UTC) + tries * timedelta(seconds=10 + timers / STARTS_PER_SECOND)
        with ThreadPoolExecutor(STARTERS) as starters:
            moment = due.isoformat(timespec="seconds")
            cases = [
                starters.submit(doors.start, actor, PROCESS, "PRI1", moment) for _ in range(timers)
            ]
            started = sum(bool(case.result()) for case in cases)
        if datetime.now(UTC) < due:
            return due, started
    return due, 0


def _waiting(doors: Doors) -> int:
    """Count the cases that still wait for their timer."""
    statement = (
        select(func.count())
        .select_from(ProcessInstance)
        .where(col(ProcessInstance.process_id) == PROCESS, col(ProcessInstance.state) == "active")
    )
    with doors.database.reading() as session:
        return session.exec(statement).one()
