"""`carelane demo --days N`: a simulated month beside the product, its report, and how it comes into the product.

The month is lived in a database of its own, so that the product never shows half of one; then all rows come over in one
transaction, and Temporal goes on with the cases that are open.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event
from sqlmodel import select

from carelane.adapters.database import open_database
from carelane.adapters.library import release_library
from carelane.adapters.schema import upgrade
from carelane.demo import people
from carelane.demo.group import PATIENTS, SEED, make_group
from carelane.demo.names import person_names
from carelane.demo.simulation.clock import VirtualClock
from carelane.demo.simulation.copying import Rows, bring_back, take_over
from carelane.demo.simulation.housekeeping import Offers
from carelane.demo.simulation.month import Month
from carelane.demo.simulation.rota import ZONE
from carelane.demo.simulation.told import Told
from carelane.domain.errors import DemonstrationRefused
from carelane.domain.process_instances import ProcessInstance
from carelane.services import patients
from carelane.services.ports import CasePort
from carelane.services.transaction import Database, utc_now

PATIENTS_A_DAY = 25
STAFF_NAMES = 100
"""Names that the staff needs; everybody else may be a patient."""
Tell = Callable[[str], None]


def try_month(days: int, seed: int, tell: Tell, now: datetime | None = None) -> Told:
    """Live the days before ``now`` in a world of its own and throw the world away: only what came of it is told."""
    now = now or utc_now()
    with _world(None, _midnight(now, days)) as (scratch, clock, _):
        return _live(scratch, clock, now, seed, tell).told


def fill(database: Database, cases: CasePort, days: int, seed: int, tell: Tell) -> Told:
    """Live the last ``days`` days and bring them into the product. Raises `DemonstrationRefused` where it has cases already."""
    _refuse_cases(database)
    cases.listed(closed=False)  # Temporal answers, or nothing is begun
    now = utc_now()
    with _world(database, _midnight(now, days)) as (scratch, clock, known):
        month = _live(scratch, clock, now, seed, tell)
        _refuse_cases(database)
        tell(f"bringing {bring_back(scratch, database, known)} rows into the product")
    _hand_on(cases, month, tell)
    return month.told


def _refuse_cases(database: Database) -> None:
    with database.reading() as session:
        if session.exec(select(ProcessInstance.id).limit(1)).first() is not None:
            raise DemonstrationRefused


@contextmanager
def _world(
    source: Database | None, begin: datetime
) -> Iterator[tuple[Database, VirtualClock, Rows]]:
    """Make a database of the month's own, with what the product has."""
    clock = VirtualClock(begin)
    with TemporaryDirectory(prefix="carelane-month-") as folder:
        url = f"sqlite:///{Path(folder) / 'month.db'}"
        upgrade(url)
        scratch = open_database(url, clock)
        event.listen(scratch.engine, "connect", _careless)
        try:
            known = take_over(source, scratch) if source is not None else {}
            release_library(scratch)
            yield scratch, clock, known
        finally:
            scratch.engine.dispose()


def _careless(connection: Any, _record: Any) -> None:
    """Let nobody wait for the disk: what is lost with the machine is lived again."""
    connection.execute("PRAGMA synchronous=OFF")


def _midnight(now: datetime, days: int) -> datetime:
    """Give the midnight, where the group is, so many days ago."""
    day = now.astimezone(ZONE) - timedelta(days=days)
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _live(scratch: Database, clock: VirtualClock, end: datetime, seed: int, tell: Tell) -> Month:
    """Live a month up to a moment and give it, with what came of it."""
    staff = make_group(scratch)
    days = (end - clock.moment).days + 1
    number = min(PATIENTS + PATIENTS_A_DAY * days, len(person_names(SEED)) - STAFF_NAMES)
    everybody = people.patients(SEED, number)
    patients.register(scratch, everybody[PATIENTS:])
    Offers(scratch, staff, clock.moment).renew()
    month = Month(scratch, clock, seed, staff, everybody)
    month.run(end, tell)
    return month


def _hand_on(cases: CasePort, month: Month, tell: Tell) -> None:
    """Let Temporal go on with every open case."""
    still = [case for case, running in month.cases.cases.items() if not running.case.state.ended]
    for case in still:
        cases.start(month.cases.continued(case), wait=False)
    tell(f"{len(still)} open cases go on")
