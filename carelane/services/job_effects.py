"""One effect per job, however often its handler runs: effect and answer in one transaction."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from carelane.domain.commands import JobEffect
from carelane.domain.errors import ResultTooLarge
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import JobCall, JobResult
from carelane.services.rows import insert_once
from carelane.services.transaction import Database

Effect = Callable[[Session, JobCall, datetime], JobResult]
LARGEST = 1_000_000
"""Bytes of JSON that a job may answer; Temporal takes payloads of two million."""
KEPT = timedelta(days=90)
"""How long after a case's end its jobs' answers are kept: longer than any attempt is under way."""


def run_once(database: Database, call: JobCall, effect: Effect) -> JobResult:
    """Run the effect unless its key is known; give the recorded answer either way.

    The key is inserted first: a second attempt at the same moment waits for the first one's commit, or, if that one
    fails, has its own try. An answer that is too large takes its effect back and raises `ResultTooLarge`.
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
        result = fitting(effect(session, call, now))
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


def fitting(result: JobResult) -> JobResult:
    """Give the answer if a case can take it; raises `ResultTooLarge`."""
    if len(json.dumps(result.variables, ensure_ascii=False).encode()) > LARGEST:
        raise ResultTooLarge
    return result


def forget(database: Database) -> int:
    """Delete what is known of the jobs of cases that ended long ago; an open case's is never forgotten."""
    ended = col(ProcessInstance.ended_at) < database.now() - KEPT
    over = select(col(ProcessInstance.id)).where(ended)
    with database.transaction() as session:
        done = delete(JobEffect).where(col(JobEffect.instance_id).in_(over))
        return session.connection().execute(done).rowcount
