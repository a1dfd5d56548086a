"""How a case has its turn written: at once as a local activity, and if the database is away, for ever.

The local activity costs no round trip to the server; its few attempts cover a busy database. After that
an ordinary activity keeps trying, visible to operators, while the case goes on taking events. When the read
model does not fit to the turn, it is rebuilt from this very history, which is durable by then.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

from carelane.domain.wire import Turn, Written
from workflows.jobs import ATTEMPT, SILENCE

JOURNAL = "journal"
REBUILD = "rebuild_read_model"
_QUICK = RetryPolicy(initial_interval=timedelta(milliseconds=100), maximum_attempts=3)
_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)


async def write_turn(turn: Turn) -> Written:
    """Return when the turn stands in the read model."""
    written = await _write(turn)
    if written.diverged:
        written = await workflow.execute_activity(
            REBUILD,
            turn.instance_id,
            result_type=Written,
            start_to_close_timeout=ATTEMPT,
            heartbeat_timeout=SILENCE,
            retry_policy=_PATIENT,
        )
    return written


async def _write(turn: Turn) -> Written:
    written: Written
    try:
        written = await workflow.execute_local_activity(
            JOURNAL,
            turn,
            result_type=Written,
            schedule_to_close_timeout=timedelta(seconds=20),
            retry_policy=_QUICK,
        )
    except ActivityError:
        written = await workflow.execute_activity(
            JOURNAL,
            turn,
            result_type=Written,
            start_to_close_timeout=timedelta(seconds=20),
            retry_policy=_PATIENT,
        )
    return written
