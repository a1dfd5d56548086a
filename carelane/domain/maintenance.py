"""How far a long run over all cases has come, so that it can be taken up again."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class MaintenanceStep(SQLModel, table=True):
    """A run of this kind (``rebuild``, ``reconcile``) has dealt with this case; deleted when the run is through."""

    __tablename__ = "maintenance_steps"

    kind: str = Field(primary_key=True)
    instance_id: str = Field(primary_key=True)
    outcome: str
    at: datetime = Field(sa_type=UtcDateTime)
