"""Reads global tasks: tasks beside the processes, which call activities run in their own place."""

from bpmn.model import ServiceTask, Task
from bpmn.reader.activities import ATTRIBUTES, EXTENSIONS, JOB, READERS, activity_fields
from bpmn.reader.extension import extensions, read_job
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_attributes, check_children
from bpmn.xml_names import Xml, children, local

GLOBAL_TASKS = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
"""Global tasks and the tasks that they are read as."""
_CHILDREN = ALWAYS | {"ioSpecification"}


def read_global_tasks(source: Source, roots: Roots, root: Xml) -> dict[str, Task]:
    """Read the global tasks of a file by their ids."""
    found: dict[str, Task] = {}
    for at in children(root, *GLOBAL_TASKS):
        if not at.get("id"):
            hint = "give it an id"
            source.error("missing_id", at, f"{local(at)} has no id", hint)
            continue
        task = _read(source, roots, at)
        if task is not None:
            found[task.id] = task
    return found


def _read(source: Source, roots: Roots, at: Xml) -> Task | None:
    kind = GLOBAL_TASKS[local(at)]
    check_children(source, at, _CHILDREN)
    check_attributes(source, at, ATTRIBUTES.get(kind, frozenset()) | {"scriptLanguage"})
    found = extensions(source, at, EXTENSIONS.get(kind, JOB))
    fields = activity_fields(source, roots, at, found)
    job = read_job(source, found)
    if kind == "task" and job is not None:
        return ServiceTask(**fields, job=job)
    task = READERS[kind](source, roots, at, found, fields)
    assert task is None or isinstance(task, Task)
    return task
