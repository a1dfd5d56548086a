"""Jobs: automatic work outside the engine, for service tasks and any task with a job definition."""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.effects import CancelJob, RunJob
from bpmn.engine.nodes import Node
from bpmn.engine.state import Activation
from bpmn.engine.turn import Trouble, Turn
from bpmn.engine.variables import context_of, evaluate, text_value
from bpmn.model import JobDefinition
from bpmn.model.jobs import job_of


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
            turn.emit(CancelJob(job_id))


def run_job(turn: Turn, activation: Activation, node: Node, job: JobDefinition) -> None:
    """Open a job under a new id; an earlier one of the same activation is forgotten."""
    context = context_of(activation)
    job_type = text_value(turn, job.type, context, "the job type")
    retries = evaluate(turn, job.retries, context)
    try:
        attempts = max(1, int(str(retries)))
    except ValueError:
        raise Trouble("expression", f"retries is no number: {job.retries.text}") from None
    job_id = turn.state.next_id("j")
    activation.data = {"job": job_id}
    turn.state.jobs[job_id] = activation.id
    turn.emit(RunJob(job_id, node.id, job_type, dict(job.headers), dict(context), attempts))
