"""A worker of the product with one job type more: `chaos.count`, whose effect can be counted.

The effect is a row in a table without any unique key, written through `carelane.services.job_effects`; every attempt
is also written to a file outside of any transaction. So attempts may be many, rows must be one a job.
"""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from activities.jobs import Handler
from carelane.adapters.supervisor import die_with_parent
from carelane.adapters.worker import run_worker
from carelane.chaos.clock import stepping
from carelane.domain.wire import JobCall, JobResult
from carelane.services.job_effects import run_once
from carelane.services.transaction import Database, utc_now
from carelane.settings import Settings

JOB = "chaos.count"
ATTEMPTS = "attempts.log"
TABLE = "chaos_effects"
STEPPING = "stepping"


def make_table(database: Database) -> None:
    """Make the table of effects; nothing in it keeps a double out."""
    with database.transaction() as session:
        session.connection().execute(text(f"CREATE TABLE {TABLE} (idempotency_key TEXT)"))


def handlers(database: Database, attempts: Path) -> dict[str, Handler]:
    """Give the job's handler on this database, which writes its attempts into the file."""
    file = os.open(attempts, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def count(call: JobCall) -> JobResult:
        os.write(file, f"{call.idempotency_key}\n".encode("ascii"))
        return run_once(database, call, _add)

    return {JOB: count}


def _add(session: Session, call: JobCall, _now: datetime) -> JobResult:
    insert = text(f"INSERT INTO {TABLE} VALUES (:key)")  # noqa: S608 - a constant's name
    session.connection().execute(insert, {"key": call.idempotency_key})
    return JobResult({"counted": call.job_id})


def main(arguments: Sequence[str]) -> None:
    """Run the worker as the settings say; with the argument ``stepping`` its clock steps."""
    settings = Settings()
    attempts = settings.data_dir / ATTEMPTS
    clock = stepping(settings.data_dir) if arguments == [STEPPING] else utc_now
    run_worker(settings, lambda database: handlers(database, attempts), clock)


if __name__ == "__main__":
    die_with_parent()
    main(sys.argv[1:])
