"""Jobs: automatic work outside the engine, for service tasks and any task with a job definition."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.effects import CancelJob, JobAnswered, RunJob
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.timers import duration_of
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, evaluate, text_value
from bpmn.json_types import Variables
from bpmn.model import JobDefinition, Value
from bpmn.model.jobs import job_of

MOST_ATTEMPTS = 10_000
"""More retries than anybody means; Temporal counts in 32 bits."""
LONGEST = 366 * 24 * 3600
"""Seconds that a duration of a job may have at most."""


class Working(Behaviour):
    """Runs a job and waits for its answer."""

    def start(self, turn: Turn, activation: Activation, node: Node) -> None:
        """Ask for the job to be run."""
        job = job_of(node.element)
        assert job is not None
        run_job(turn, activation, node, job)

    def cancel(self, turn: Turn, activation: Activation) -> None:
        """Tell that the answer is not needed any more."""
        job_id = str((activation.data or {}).get("job", ""))
        if turn.state.jobs.pop(job_id, None) is not None:
            stop_waiting(turn, activation, job_id)
            turn.emit(CancelJob(job_id))


def run_job(turn: Turn, activation: Activation, node: Node, job: JobDefinition) -> None:
    """Open a job under a new id; an earlier one of the same activation is forgotten."""
    context = context_of(activation)
    job_type = text_value(turn, job.type, context, "the job type")
    attempts = _attempts(turn, job.retries, context)
    terms = [_seconds(turn, each, context) for each in (job.timeout, job.backoff, job.patience)]
    job_id = turn.state.next_id("j")
    activation.data = {"job": job_id}
    turn.state.jobs[job_id] = activation.id
    given = dict(context)
    turn.emit(RunJob(job_id, node.id, job_type, dict(job.headers), given, attempts, *terms))


def _attempts(turn: Turn, retries: Value | None, context: Variables) -> int:
    """Give how often the job may be tried; 0 leaves it to the job type. Raises Trouble."""
    if retries is None:
        return 0
    try:
        attempts = int(str(evaluate(turn, retries, context)))
    except ValueError:
        raise Trouble("expression", f"retries is no number: {retries.text}") from None
    if attempts > MOST_ATTEMPTS:
        raise Trouble("expression", f"retries is more than {MOST_ATTEMPTS:,}: {retries.text}")
    return max(1, attempts)


def _seconds(turn: Turn, length: Value | None, context: Variables) -> float | None:
    """Give a duration that the file sets, from 0 to a year. Raises Trouble."""
    if length is None:
        return None
    seconds = duration_of(turn, length, context, turn.now).total_seconds()
    if not 0 <= seconds <= LONGEST:
        raise Trouble("expression", f"this is not between no time and a year: {length.text}")
    return seconds


def stop_waiting(turn: Turn, activation: Activation, job_id: str) -> None:
    """Take back that the job waits, if that was told."""
    if activation.data is not None and activation.data.pop("waits", False):
        turn.emit(JobAnswered(job_id))
