"""Jobs that wait for a system that is away, for those who operate the cases: nothing clinical in a row."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.waiting_jobs import WaitingJob
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, operated_case

MOST = 500


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A waiting job and its case; ``job.reason`` is one of `carelane.domain.job_errors`."""

    job: WaitingJob
    business_key: str
    definition_id: str
    process_id: str
    process_name: str
    institution: Name
    since: datetime


def waiting(database: Database, actor: Actor) -> tuple[WaitingRow, ...]:
    """List the jobs that wait, the longest first; at most `MOST`."""
    statement = (
        select(WaitingJob, ProcessInstance, ProcessDefinition)
        .join(ProcessInstance, col(ProcessInstance.id) == col(WaitingJob.instance_id))
        .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
        .where(operated_case(actor))
        .order_by(col(WaitingJob.since), col(WaitingJob.id))
        .limit(MOST)
    )
    with database.reading() as session:
        names = Names(session)
        return tuple(
            WaitingRow(
                job,
                case.business_key,
                definition.id,
                case.process_id,
                definition.name,
                names.institution(case.institution_code),
                job.since,
            )
            for job, case, definition in session.exec(statement)
        )
