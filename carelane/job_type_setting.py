"""What an installation says about one type of job in ``CARELANE_JOB_TYPES``; `carelane.settings` reads it."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bpmn.times import parse_duration

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def _seconds(text: Any) -> float:
    """Read an ISO 8601 duration; raises ValueError."""
    try:
        length = parse_duration(str(text)).after(_SOME_DAY) - _SOME_DAY
    except ValueError:
        message = "write an ISO 8601 duration such as PT30S, PT10M or P1D"
        raise ValueError(message) from None
    return length.total_seconds()


_YEAR = 366 * 24 * 3600.0
_Length = Annotated[float, BeforeValidator(_seconds), Field(gt=0, le=_YEAR)]
_LengthOrNone = Annotated[float, BeforeValidator(_seconds), Field(ge=0, le=_YEAR)]


class JobTypeSetting(BaseModel):
    """Fields of `carelane.domain.job_types.JobSettings`; what is not given keeps its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task_queue: str = Field(default="", max_length=200)
    timeout: _Length = 120.0
    retries: int = Field(default=3, ge=1, le=10_000)
    first_pause: _Length = 1.0
    backoff: float = Field(default=2.0, ge=1, le=100)
    longest_pause: _Length = 60.0
    patience: _LengthOrNone = 0.0
    heartbeat: _LengthOrNone = 0.0
    taken_within: _Length = 300.0

    def given(self) -> dict[str, Any]:
        """Give what was said, and nothing else."""
        return self.model_dump(exclude_unset=True)
