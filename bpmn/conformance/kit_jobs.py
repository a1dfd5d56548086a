"""The job types that process tests name, as their test kit says."""

from dataclasses import dataclass

from bpmn.engine.effects import RunJob
from bpmn.engine.events import JobDone
from bpmn.json_types import Variables

MARKER = "MARKER_exists"


@dataclass(frozen=True, slots=True)
class Finished(JobDone):
    """A job that took virtual time; its label is traced when it is done."""

    label: str = ""


def done_at_once(job: RunJob, *, marked: bool) -> tuple[list[str], Variables]:
    """Give what a job that takes no time writes to the trace, and its result; others do nothing."""
    label = job.headers.get("label", "")
    match job.job_type:
        case "trace" if label:
            return [label], {}
        case "marker" if not marked:
            return [MARKER], {}
        case "increment":
            before = job.variables.get("integerVariable")
            result: Variables = {
                "integerVariable": (before if isinstance(before, int) else 0) + 1,
            }
            return [label] if label else [], result
        case "set-data":
            return [], {"data": "String"}
        case "log-data" if job.variables.get("data") == "String":
            return ["DATA_correct"], {}
    return [], {}
