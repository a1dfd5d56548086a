"""What goes on by itself in the group: the scheduler's sweeps in virtual time, and hospitals that offer new visits every week."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from carelane.demo.resources import DAYS, resources
from carelane.demo.staff import Employee
from carelane.domain.resource_kinds import STALE
from carelane.domain.resources import Resource
from carelane.services import (
    digests,
    hold_deeds,
    identity_work,
    measuring,
    message_reminders,
    messages,
    signals,
    slots,
    sweeps,
    timed_starts,
)
from carelane.services.ports import CasePort
from carelane.services.transaction import Database

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Something done every so often."""

    name: str
    every: timedelta
    run: Callable[[], object]


def all_sweeps(
    database: Database, cases: CasePort, staff: tuple[Employee, ...]
) -> tuple[Sweep, ...]:
    """List the sweeps that change what people see; rarer than in production, where seconds count."""
    zone = "Asia/Shanghai"
    offered = Offers(database, staff)
    return (
        Sweep("lapse_holds", _HOUR / 4, lambda: hold_deeds.lapse_expired(database)),
        Sweep("mark_overdue", _HOUR / 2, lambda: sweeps.mark_overdue(database)),
        Sweep("sweep_messages", _HOUR / 2, lambda: messages.sweep(database, cases)),
        Sweep("sweep_signals", _HOUR, lambda: signals.sweep(database, cases)),
        Sweep("tell_identities", _HOUR, lambda: identity_work.sweep(database, cases)),
        Sweep("start_timed_cases", _HOUR, lambda: timed_starts.start_due(database, cases)),
        Sweep("remind_unacknowledged", _HOUR, lambda: message_reminders.remind(database)),
        Sweep("write_daily_digests", _DAY, lambda: digests.write_digests(database, zone)),
        Sweep("roll_up_figures", _DAY, lambda: measuring.roll_up(database, ZoneInfo(zone))),
        Sweep("offer_visits", WEEK, offered.renew),
        Sweep("report_resources", STALE, lambda: _report(database)),
    )


def _report(database: Database) -> None:
    """Let the hospitals' systems say that all is as they said last: what nobody reports is not relied on."""
    with database.transaction() as session:
        now = database.now()
        session.connection().execute(update(Resource).values(reported_at=now))


class Offers:
    """The hospitals' visits and shifts, always for some weeks ahead; what was offered before stays as it is."""

    def __init__(
        self, database: Database, staff: tuple[Employee, ...], until: datetime | None = None
    ) -> None:
        """``until``: up to when all is offered; by default as far as `resources` looks ahead."""
        self._database = database
        self._staff = staff
        self._until = until or database.now() + timedelta(days=DAYS - 1)

    def renew(self) -> int:
        """Offer what begins after everything that is offered; gives how many."""
        new = list(self._new(self._database.now()))
        slots.offer(self._database, new)
        self._until = max((row.starts_at for row in new if row.starts_at), default=self._until)
        return len(new)

    def _new(self, now: datetime) -> Iterator[Resource]:
        for row in resources(now, self._staff):
            if isinstance(row, Resource) and row.starts_at and row.starts_at > self._until:
                yield row
