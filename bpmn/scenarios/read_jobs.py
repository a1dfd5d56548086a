"""Reads what jobs answer in a scenario."""

from bpmn.scenarios.fields import Fields
from bpmn.scenarios.model import JobResult
from bpmn.scenarios.source import Entry, Source

_RESULT = frozenset(["returns", "throws", "fails"])


def read_jobs(source: Source, entry: Entry) -> dict[str, tuple[JobResult, ...]]:
    """Read answers by job type (or ``type@INSTITUTION``): one, or a list to be given in turn."""
    if not isinstance(entry.value, dict):
        source.error(entry.place, "type", "jobs is an object of answers by job type")
        return {}
    found = {}
    for job_type, answer in entry.value.items():
        answers = answer.value if isinstance(answer.value, list) else [answer]
        found[job_type] = tuple(_result(source, each) for each in answers)
        if not answers:
            source.error(answer.place, "missing", f"{job_type} has no answer")
    return found


def _result(source: Source, entry: Entry) -> JobResult:
    fields = Fields(source, entry, _RESULT, "a job's answer")
    given = [name for name in sorted(_RESULT) if fields.get(name) is not None]
    if len(given) != 1:
        hint = "returns: {}, throws: CODE or fails: message"
        source.error(fields.place, "job", "a job's answer says one of three things", hint)
    return JobResult(
        fields.variables("returns"), fields.text("throws", ""), fields.text("fails", "")
    )
