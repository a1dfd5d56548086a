"""One effect per job, however often its handler runs: effect and answer in one transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from carelane.domain.commands import JobEffect
from carelane.domain.wire import JobCall, JobResult
from carelane.services.rows import insert_once
from carelane.services.transaction import Database

Effect = Callable[[Session, JobCall, datetime], JobResult]


def run_once(database: Database, call: JobCall, effect: Effect) -> JobResult:
    """Run the effect unless its key is known; give the recorded answer either way.

    The key is inserted first: a second attempt at the same moment waits for the first one's commit.
    """
    now = database.now()
    with database.transaction() as session:
        fresh = insert_once(
            session,
            JobEffect,
            idempotency_key=call.idempotency_key,
            instance_id=call.instance_id,
            job_type=call.job_type,
            at=now,
        )
        if not fresh:
            return JobResult(**session.get_one(JobEffect, call.idempotency_key).result)
        result = effect(session, call, now)
        session.connection().execute(
            update(JobEffect)
            .where(col(JobEffect.idempotency_key) == call.idempotency_key)
            .values(
                result={
                    "variables": result.variables,
                    "error_code": result.error_code,
                    "error_message": result.error_message,
                }
            )
        )
        return result
