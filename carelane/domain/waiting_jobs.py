"""Jobs that wait for a system that is away."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class WaitingJob(SQLModel, table=True):
    """A job whose retries are used up and that is still being tried: what it needs is away.

    ``id`` is ``<instance id>:<job id>``; the row is gone once the job is answered. ``reason`` is one of
    `carelane.domain.job_errors`; ``attempts`` counts those made until ``since``, 0 where nobody knows.
    """

    __tablename__ = "waiting_jobs"

    id: str = Field(primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    element_id: str
    job_type: str
    reason: str
    attempts: int = 0
    since: datetime = Field(sa_type=UtcDateTime)
