"""Tells running cases their institution's calendar where it is another one than they were given: holidays entered later.

A case counts by its own variable `calendar`, so that its history replays; the change is an operation of its history like any
other, and its clocks in working time are planned anew. Safe to repeat: a case that has the calendar is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from carelane.domain.errors import CaseEnded, CaseNotFound, Unavailable
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Operate
from carelane.services.calendars import calendar_of
from carelane.services.ports import CasePort
from carelane.services.transaction import Database

CALENDAR = "calendar"
REASON = "calendar_changed"
"""What the history of a case says instead of a person's reason; the pages have words for it."""
MOST_AWAY = 5
"""Cases that may fail to answer before the run stops: Temporal is away then, and the next run goes on."""
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Told:
    """How many cases have another calendar now, how many refused it, and how many did not answer."""

    cases: int = 0
    refused: int = 0
    away: int = 0

    def __str__(self) -> str:
        refused = f", {self.refused} refused" if self.refused else ""
        away = f", {self.away} did not answer" if self.away else ""
        return f"{self.cases} cases told{refused}{away}"


def tell_cases(database: Database, cases: CasePort) -> Told:
    """Give every open case its institution's calendar of today, if it has another one."""
    told = refused = away = 0
    for command_of, case_id in _differing(database):
        try:
            answer = cases.operate(case_id, command_of)
        except (CaseEnded, CaseNotFound):
            continue
        except Unavailable:
            away += 1
            if away >= MOST_AWAY:
                break
            continue
        told += answer.outcome == "done"
        refused += answer.outcome == "refused"
    return Told(told, refused, away)


def _differing(database: Database) -> Iterator[tuple[Operate, str]]:
    """Yield what to tell to which case, read part by part, so that no transaction waits for a case."""
    calendars: dict[tuple[str, int], dict[str, Any]] = {}
    after = ""
    while True:
        with database.reading() as session:
            rows = session.exec(_open_cases(after)).all()
            for _, place, since, _, _ in rows:
                key = (place, since.year - 1)
                if key not in calendars:
                    calendars[key] = calendar_of(session.connection(), *key)
        for case_id, place, since, turn, has in rows:
            wanted = calendars[place, since.year - 1]
            if isinstance(has, dict) and has != wanted:
                yield _command(case_id, turn, wanted), case_id
        if len(rows) < _AT_A_TIME:
            return
        after = rows[-1][0]


def _open_cases(after: str) -> Any:
    columns = (
        ProcessInstance.id,
        ProcessInstance.institution_code,
        ProcessInstance.started_at,
        ProcessInstance.turn,
        col(ProcessInstance.variables)[CALENDAR],
    )
    return (
        select(*columns)  # type: ignore[call-overload]  # five columns
        .where(col(ProcessInstance.state) == "active", col(ProcessInstance.id) > after)
        .order_by(col(ProcessInstance.id))
        .limit(_AT_A_TIME)
    )


def _command(case_id: str, turn: int, calendar: dict[str, Any]) -> Operate:
    """Write the command; one that was given twice in one turn of the case is one."""
    arguments = {"variables": {CALENDAR: calendar}}
    return Operate(f"calendar/{case_id}/{turn}", "edit_variables", "", REASON, arguments)
