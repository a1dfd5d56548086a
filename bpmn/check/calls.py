"""Call activities: what they call can be called, as far as this file can tell."""

from bpmn.check.notes import Notes
from bpmn.model import CallActivity, Definitions, Process, Static
from bpmn.model.starts import begins_plainly
from bpmn.xml_names import BPMN, Xml, local


def check_calls(notes: Notes, definitions: Definitions, root: Xml) -> None:
    """Check every call of a process that is named by a plain text."""
    processes = {process.id: process for process in definitions.processes}
    kinds = {str(at.get("id")): local(at) for at in root.iter(f"{{{BPMN}}}*") if at.get("id")}
    for process in definitions.processes:
        for node in process.nodes():
            if not isinstance(node, CallActivity):
                continue
            called = node.called.process_id
            if isinstance(called, Static):
                _check_cycle(notes, node, process, processes)
                _check(notes, node, processes.get(called.text), kinds.get(called.text, ""))


def _check_cycle(
    notes: Notes, node: CallActivity, process: Process, processes: dict[str, Process]
) -> None:
    """Warn of a call that leads back to its own process: it has to end by itself."""
    pending, seen = [node.called.process_id.text], dict[str, None]()
    while pending:
        called = pending.pop()
        if called == process.id:
            message = f"the process {called!r} is called from inside itself"
            hint = "see that a condition ends it: a call too deep is an incident"
            notes.warning("call_cycle", node, message, hint)
            return
        if called in processes and called not in seen:
            seen[called] = None
            pending.extend(_calls_of(processes[called]))


def _calls_of(process: Process) -> list[str]:
    calls = (each.called.process_id for each in process.nodes() if isinstance(each, CallActivity))
    return [called.text for called in calls if isinstance(called, Static)]


def _check(notes: Notes, node: CallActivity, called: Process | None, kind: str) -> None:
    called_id = node.called.process_id.text
    if called is not None:
        _check_process(notes, node, called)
    elif kind:
        message = f"{called_id!r} is a {kind}; a call activity calls a process or a global task"
        notes.error("called_element_kind", node, message, "name a process")
    else:
        message = f"the called process {called_id!r} is not in this file"
        hint = "it has to be deployed before a case gets here; else the call becomes an incident"
        notes.warning("called_process_elsewhere", node, message, hint)


def _check_process(notes: Notes, node: CallActivity, called: Process) -> None:
    if not called.executable:
        message = f"the called process {called.id!r} is not executable"
        notes.error("called_not_executable", node, message, 'set isExecutable="true" there')
    elif not begins_plainly(called.body):
        message = f"the called process {called.id!r} has no none start event"
        notes.error("called_without_start", node, message, "add one: a call begins there")
