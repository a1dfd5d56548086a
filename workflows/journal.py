"""How a case has its turn written: at once as a local activity, and if the database is away, for ever.

The local activity costs no round trip to the server; its few attempts cover a busy database. After that
an ordinary activity keeps trying, visible to operators, while the case goes on taking events. When the read
model does not fit to the turn, it is rebuilt from this very history, which is durable by then.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, FailureError, is_cancelled_exception

from carelane.domain.wire import Turn, Written
from workflows.jobs import ATTEMPT, SILENCE

JOURNAL = "journal"
REBUILD = "rebuild_read_model"
WRITE = timedelta(seconds=20)
PAUSE = timedelta(seconds=30)
_QUICK = RetryPolicy(initial_interval=timedelta(milliseconds=100), maximum_attempts=3)
_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)


async def write_turn(turn: Turn) -> Written:
    """Return when the turn stands in the read model; no failure of an activity ends a case."""
    written = await _write(turn)
    if written.diverged:
        written = await _persistently(REBUILD, turn.instance_id)
    return written


async def _write(turn: Turn) -> Written:
    try:
        written: Written = await workflow.execute_local_activity(
            JOURNAL,
            turn,
            result_type=Written,
            schedule_to_close_timeout=WRITE,
            retry_policy=_QUICK,
        )
    except FailureError:  # an ActivityError, or at times the bare error of the last attempt
        written = await _persistently(JOURNAL, turn)
    return written


async def _persistently(activity: str, argument: Turn | str) -> Written:
    """Run an ordinary activity until it succeeds, even if somebody gives it up by hand."""
    while True:
        try:
            written: Written = await workflow.execute_activity(
                activity,
                argument,
                result_type=Written,
                start_to_close_timeout=ATTEMPT if activity == REBUILD else WRITE,
                heartbeat_timeout=SILENCE if activity == REBUILD else None,
                retry_policy=_PATIENT,
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            await workflow.sleep(PAUSE)
        else:
            return written
