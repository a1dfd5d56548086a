"""What a case hears of its jobs: that one is done, has failed or thrown, or waits for what is away."""

from bpmn.engine.behaviours.jobs import stop_waiting
from bpmn.engine.effects import JobWaiting
from bpmn.engine.events import JobDone, JobFailed, JobThrew, JobWaits
from bpmn.engine.incidents import raise_incident
from bpmn.engine.lifecycle import end_by_error
from bpmn.engine.state import Activation
from bpmn.engine.throwing import throw_error
from bpmn.engine.turn import Trouble, Turn


def hear_of_job(turn: Turn, event: JobDone | JobFailed | JobThrew | JobWaits) -> None:
    """Take the answer of a job, or the news that it has to wait; of one that is gone nobody wants to know."""
    if isinstance(event, JobWaits):
        _tell_waiting(turn, event)
    else:
        _answer(turn, event)


def _answer(turn: Turn, event: JobDone | JobFailed | JobThrew) -> None:
    activation_id = turn.state.jobs.pop(event.job_id, None)
    if activation_id is None:
        return
    activation = turn.state.activations[activation_id]
    stop_waiting(turn, activation, event.job_id)
    match event:
        case JobDone():
            turn.complete(activation, event.variables)
        case JobFailed():
            trouble = Trouble("job_failed", event.message, event.attempts)
            raise_incident(turn, activation, trouble, "start", None)
        case JobThrew():
            _throw_from_job(turn, activation, event)


def _throw_from_job(turn: Turn, activation: Activation, event: JobThrew) -> None:
    """Throw the error, in this case or, if only its caller catches it, out of it."""
    code = event.error_code
    if throw_error(turn, activation, code, event.variables):
        return
    if code in turn.state.catches or "" in turn.state.catches:
        end_by_error(turn, code)
        return
    trouble = Trouble("unhandled_error", f"nothing catches the error {code!r}")
    raise_incident(turn, activation, trouble, "start", None)


def _tell_waiting(turn: Turn, event: JobWaits) -> None:
    activation = turn.state.activations.get(turn.state.jobs.get(event.job_id, ""))
    if activation is not None and activation.data is not None:
        activation.data["waits"] = True
        element = turn.node(activation).id
        turn.emit(JobWaiting(event.job_id, element, event.job_type, event.reason, event.attempts))
