"""One run of the fault suite from the first process to the verdict."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig

from carelane.adapters.bootstrap import product
from carelane.adapters.database import open_database
from carelane.adapters.temporal_client import options_of
from carelane.chaos import postgres
from carelane.chaos.checks import problems
from carelane.chaos.coordinators import Coordinators, listen
from carelane.chaos.doors import Doors, persistently
from carelane.chaos.facts import Facts
from carelane.chaos.faults import Faults, Hit
from carelane.chaos.histories import Story, case_fact, read_histories
from carelane.chaos.installation import COMPONENTS, Installation
from carelane.chaos.outage import Outage, outage
from carelane.chaos.people import fill
from carelane.chaos.plan import APART, make_plan
from carelane.chaos.read_model import count_active, end_rota, read_facts
from carelane.chaos.record import Operation, Record, read
from carelane.chaos.watch import Look, Watch
from carelane.chaos.worker import ATTEMPTS, make_table

Tell = Callable[[str], None]
PEOPLE = 8
QUIET_WITHIN = 180.0
QUIET_FOR = 4.0
"""Seconds without an open case after which no start can be under way any more."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to do: so many kills of these components, at least so many acknowledged operations, from a seed.

    ``overdue`` timers become due while everything is down.
    """

    kills: int
    operations: int
    seed: int
    components: tuple[str, ...] = COMPONENTS
    pace: float = 2.0
    overdue: int = 40
    with_postgres: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. ``without`` says which promised thing was not there."""

    options: Options
    problems: dict[str, list[str]]
    record: list[Operation]
    hits: list[Hit]
    stories: list[Story]
    looks: list[Look]
    outage: Outage
    latest_timer: float
    missed: int
    seconds: float
    without: tuple[str, ...] = ()


def run(options: Options, tell: Tell) -> Outcome:
    """Run the product under faults, let it come to rest, and check everything."""
    tell(f"seed {options.seed}")
    _quieten()
    began = time.monotonic()
    with _folder("carelane-chaos-") as folder, _folder("carelane-chaos-pg-") as servers:
        installation, without = _installation(folder, servers, options)
        try:
            installation.start()
            tell(f"everything runs after {time.monotonic() - began:.1f} s")
            outcome = _under_load(installation, options, without, tell)
        finally:
            installation.end()
    return outcome


def _quieten() -> None:
    """Keep Temporal's client from telling every lost connection: there will be many."""
    telemetry = TelemetryConfig(logging=LoggingConfig(filter="OFF"))
    with suppress(RuntimeError):  # somebody has connected before, and said what he wants to hear
        Runtime.set_default(Runtime(telemetry=telemetry))


@contextmanager
def _folder(prefix: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _installation(
    folder: Path, servers: Path, options: Options
) -> tuple[Installation, tuple[str, ...]]:
    """Prepare the installation, on PostgreSQL where there is one."""
    if options.with_postgres:
        try:
            part, url = postgres.prepare(servers)
            return Installation(folder, part, url), ()
        except postgres.PostgresMissing as error:
            missing = (f"the database is SQLite and was not killed: no PostgreSQL here ({error})",)
            return Installation(folder, None, ""), missing
    return Installation(folder, None, ""), ("the database is SQLite and was not killed",)


def _under_load(
    installation: Installation, options: Options, without: tuple[str, ...], tell: Tell
) -> Outcome:
    wired = product(installation.settings)
    database = open_database(installation.settings.database)
    make_table(database)
    record = Record(installation.folder / "record.jsonl")
    doors = Doors(wired.database, wired.cases, record)
    coordinators = Coordinators(doors, fill(database, PEOPLE), options.seed)
    began = time.monotonic()
    listen(doors, coordinators.somebody)
    components = [
        each for each in options.components if each != "database" or installation.database
    ]
    plan = make_plan(options.seed, options.kills, components, options.pace)
    faults = Faults(installation, plan)
    watch = Watch(database, installation.web)
    watch.start()
    coordinators.start()
    faults.start()
    _let_work(faults, record, options)
    tell(f"{len(faults.hits)} faults, {record.done} operations acknowledged; all is killed at once")
    down = outage(installation, doors, coordinators.somebody, options.overdue)
    coordinators.drain.set()
    tell(f"{len(faults.hits)} faults, {record.done} operations acknowledged; coming to rest")
    _let_rest(coordinators, tell)
    watch.end()
    seconds = time.monotonic() - began
    stories = persistently(lambda: read_histories(options_of(installation.settings, database)))
    facts = read_facts(
        database,
        stories,
        {story.id: case_fact(story) for story in stories},
        installation.folder / ATTEMPTS,
    )
    operations = read(installation.folder / "record.jsonl")
    database.engine.dispose()
    wired.database.engine.dispose()
    return Outcome(
        options=options,
        problems=problems(operations, facts) | {"outage": _missed(down)},
        record=operations,
        hits=faults.hits,
        stories=stories,
        looks=watch.looks,
        outage=down,
        latest_timer=_latest(facts),
        missed=len(faults.missed),
        seconds=seconds,
        without=without,
    )


def _missed(down: Outage) -> list[str]:
    """Say when the outage showed nothing."""
    return [] if down.overdue else ["not shown: no timer became due while everything was down"]


def _latest(facts: Facts) -> float:
    """Give the most seconds that a timer was late."""
    timers = (timer for case in facts.cases.values() for timer in case.timers)
    late = ((at - timer.due_at).total_seconds() for timer in timers for at in timer.fired_at)
    return max(late, default=0.0)


def _let_work(faults: Faults, record: Record, options: Options) -> None:
    """Wait until the plan is done and enough was acknowledged."""
    while faults.running or record.done < options.operations:
        time.sleep(0.2)
    faults.join()
    time.sleep(APART)


def _let_rest(coordinators: Coordinators, tell: Tell) -> None:
    """Wait until no case is open any more, or nothing moves for too long: then the checks will say what."""
    database = coordinators.doors.database
    deadline = time.monotonic() + QUIET_WITHIN
    busy = time.monotonic()
    while time.monotonic() < deadline:
        persistently(lambda: end_rota(database))  # a start under way puts its next time back
        if persistently(lambda: count_active(database)) > 0:
            busy = time.monotonic()
        elif time.monotonic() - busy > QUIET_FOR:
            break
        time.sleep(0.3)
    else:
        tell(f"not everything has come to its end within {QUIET_WITHIN:.0f} s")
    coordinators.end()
