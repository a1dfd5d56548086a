"""How a case has its turn written: by its worker at once, else as a local activity, and if the database is away, for ever.

A turn is written by the worker before it reports the workflow task that made it (`WRITE_AT_ONCE`), so history and
replay know nothing of that. Only what went otherwise stands there, as a patch marker (``journal-N``, N the turn).
Then, and where the journal's answer matters to the case, a local activity does the same and its answer is kept. Its
few attempts cover a busy database. After that an ordinary activity keeps trying, visible to operators, while the case
goes on taking events. When the read model does not fit to the turn, it is rebuilt from this very history, which is
durable by then (docs/adr/0011).
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, FailureError, is_cancelled_exception

from carelane.domain.wire import Turn, Written
from workflows.jobs import ATTEMPT, SILENCE

JOURNAL = "journal"
REBUILD = "rebuild_read_model"
WRITE_AT_ONCE = "carelane_write_at_once"
"""The worker's function (`workflow.extern_functions`) that takes a `Turn`; True if it is written and nothing follows."""
TELL_AGAIN = "carelane_tell_again"
"""The function of a replay that takes each `Turn` that was written at once."""
MEMO = "turn"
"""The memo that gives a turn its place in the history, where no Update does.

A workflow task that leaves no event is joined to the next one in a replay: its turn would happen again, at another moment.
"""
ANSWERED = frozenset({"RunJob", "PublishMessage", "MessageNotTaken", "BroadcastSignal"})
"""Effects after which the journal's answer matters: how a job is run, and what can now be handed to other cases."""
WRITE = timedelta(seconds=20)
SHORTLY = timedelta(seconds=2)
"""A local activity has to end before the SDK tells the server that the workflow task lives, at 80 % of `workflows.calls.TASK_WITHIN`.

That may end a workflow task without an event (`MEMO`) in histories of before.
"""
PAUSE = timedelta(seconds=30)
_QUICK = RetryPolicy(initial_interval=timedelta(milliseconds=100), maximum_attempts=3)
_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)


async def write_turn(turn: Turn, *, at_once: bool) -> Written:
    """Return when the turn stands in the read model; no failure of an activity ends a case.

    ``at_once`` as in `carelane.domain.wire.StartProcess`: False in histories of before.
    """
    if at_once:
        answered = any(effect["type"] in ANSWERED for effect in turn.effects)
        if answered or not _commanded(turn):
            workflow.upsert_memo({MEMO: turn.turn})
        if not answered and _written_at_once(turn):
            return Written()
    written = await _write(turn)
    if written.diverged:
        written = await _persistently(REBUILD, turn.instance_id)
    return written


def _commanded(turn: Turn) -> bool:
    """Say whether an Update is answered by this turn, and so stands in the history with it."""
    return turn.first is None and any(cause.is_command for cause in turn.causes)


def _written_at_once(turn: Turn) -> bool:
    """Let the worker write; in a replay say what it said then."""
    outside, otherwise = workflow.extern_functions(), f"journal-{turn.turn}"
    if workflow.unsafe.is_replaying():
        if workflow.patched(otherwise):
            return False
        if TELL_AGAIN in outside:
            outside[TELL_AGAIN](turn)
        return True
    if WRITE_AT_ONCE in outside and outside[WRITE_AT_ONCE](turn):
        return True
    workflow.patched(otherwise)
    return False


async def _write(turn: Turn) -> Written:
    try:
        written: Written = await workflow.execute_local_activity(
            JOURNAL,
            turn,
            result_type=Written,
            schedule_to_close_timeout=SHORTLY,
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
