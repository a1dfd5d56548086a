"""The running processes of the installation: each says every few seconds that it is there."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class PartKind(StrEnum):
    """The kinds of processes that `carelane up` runs, or a service manager does."""

    WEB = "web"
    WORKER = "worker"
    SCHEDULER = "scheduler"


class Part(SQLModel, table=True):
    """One process. ``trouble`` holds what it cannot reach: ``name:error code`` pairs, empty when ready.

    ``address`` is where its health and metrics are served (host:port), empty where they are not.
    """

    __tablename__ = "parts"

    id: str = Field(primary_key=True)
    kind: str
    host: str
    pid: int
    version: str
    address: str = ""
    trouble: str = ""
    started_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
