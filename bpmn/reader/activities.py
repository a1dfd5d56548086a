"""Reads tasks, and what activities have in common."""

from collections.abc import Callable
from typing import Any

from bpmn.model import (
    BusinessRuleTask,
    FlowNode,
    ManualTask,
    ReceiveTask,
    ScriptTask,
    SendTask,
    ServiceTask,
    Task,
    UserTask,
)
from bpmn.reader.clocks import read_slas
from bpmn.reader.common import flag, node_fields, number
from bpmn.reader.extension import (
    Found,
    extensions,
    read_assignment,
    read_decision,
    read_excluded,
    read_form_id,
    read_job,
    read_schedule,
    read_script,
    read_skippable,
)
from bpmn.reader.loops import read_loop
from bpmn.reader.roots import Roots
from bpmn.reader.sending import read_sending
from bpmn.reader.source import Source
from bpmn.reader.supported import ON_ACTIVITIES, check_attributes, check_children
from bpmn.xml_names import Xml, local, plain_reference

ON_ANY_ACTIVITY = frozenset(["zeebe:ioMapping", "carelane:status", "carelane:sla"])
ACTIVITY_ATTRIBUTES = frozenset(
    ["default", "isForCompensation", "startQuantity", "completionQuantity"]
)
JOB = frozenset(["zeebe:taskDefinition", "zeebe:taskHeaders", "carelane:job"])
_USER = frozenset(
    [
        "zeebe:assignmentDefinition",
        "zeebe:taskSchedule",
        "zeebe:priorityDefinition",
        "zeebe:formDefinition",
        "zeebe:taskHeaders",
        "carelane:task",
    ]
)
EXTENSIONS = {
    "userTask": _USER,
    "serviceTask": JOB,
    "sendTask": JOB | {"carelane:message"},
    "scriptTask": JOB | {"zeebe:script"},
    "businessRuleTask": JOB | {"zeebe:calledDecision"},
}
ATTRIBUTES = {
    "userTask": frozenset(["implementation"]),
    "serviceTask": frozenset(["implementation", "operationRef"]),
    "sendTask": frozenset(["implementation", "operationRef", "messageRef"]),
    "receiveTask": frozenset(["implementation", "operationRef", "messageRef", "instantiate"]),
    "scriptTask": frozenset(["scriptFormat"]),
    "businessRuleTask": frozenset(["implementation"]),
}


def activity_fields(source: Source, roots: Roots, element: Xml, found: Found) -> dict[str, Any]:
    """Give the fields of `Activity`."""
    return {
        **node_fields(source, element, found),
        "default": plain_reference(element.get("default") or ""),
        "loop": read_loop(source, roots, element),
        "sla": read_slas(source, found),
        "start_quantity": number(source, element, "startQuantity", default=1, least=1),
        "completion_quantity": number(source, element, "completionQuantity", default=1, least=1),
        "for_compensation": flag(source, element, "isForCompensation", default=False),
    }


def read_task(source: Source, roots: Roots, element: Xml) -> FlowNode | None:
    """Read a task of any kind; None where it lacks what it is to do (which is noted)."""
    name = local(element)
    check_children(source, element, ON_ACTIVITIES)
    roots.check_operation(element)
    check_attributes(source, element, ACTIVITY_ATTRIBUTES | ATTRIBUTES.get(name, frozenset()))
    found = extensions(source, element, ON_ANY_ACTIVITY | EXTENSIONS.get(name, frozenset()))
    fields = activity_fields(source, roots, element, found)
    return READERS[name](source, roots, element, found, fields)


Fields = dict[str, Any]


def _task(_s: Source, _r: Roots, _e: Xml, _f: Found, fields: Fields) -> FlowNode | None:
    return Task(**fields)


def _manual(_s: Source, _r: Roots, _e: Xml, _f: Found, fields: Fields) -> FlowNode | None:
    return ManualTask(**fields)


def _user(source: Source, _r: Roots, _e: Xml, found: Found, fields: Fields) -> FlowNode | None:
    return UserTask(
        **fields,
        form_id=read_form_id(source, found),
        assignment=read_assignment(source, found),
        schedule=read_schedule(source, found),
        excluded=read_excluded(found),
        skippable=read_skippable(source, found),
    )


def _service(source: Source, _r: Roots, at: Xml, found: Found, fields: Fields) -> FlowNode | None:
    job = read_job(source, found)
    if job is None:
        hint = "add zeebe:taskDefinition with a type"
        source.error("missing_job_type", at, "the service task names no job type", hint)
        return None
    return ServiceTask(**fields, job=job)


def _send(source: Source, roots: Roots, at: Xml, found: Found, fields: Fields) -> FlowNode | None:
    job = read_job(source, found)
    if job is not None:
        return SendTask(**fields, sending=job)
    name = roots.message_name(at, optional="carelane:message" in found)
    sending = read_sending(source, found, name, roots.sent_key(at))
    return None if sending is None else SendTask(**fields, sending=sending)


def _receive(source: Source, roots: Roots, at: Xml, _f: Found, fields: Fields) -> FlowNode | None:
    trigger = roots.message(at)
    if trigger is None:
        return None
    instantiate = flag(source, at, "instantiate", default=False)
    return ReceiveTask(**fields, trigger=trigger, instantiate=instantiate)


def _script(source: Source, _r: Roots, at: Xml, found: Found, fields: Fields) -> FlowNode | None:
    script = read_job(source, found) or read_script(source, found)
    if script is None and "zeebe:script" not in found:
        hint = "add zeebe:script with a FEEL expression, or zeebe:taskDefinition"
        source.error("missing_script", at, "the script task has nothing to do", hint)
    return None if script is None else ScriptTask(**fields, script=script)


def _rule(source: Source, _r: Roots, at: Xml, found: Found, fields: Fields) -> FlowNode | None:
    decision = read_job(source, found) or read_decision(source, found)
    if decision is None and "zeebe:calledDecision" not in found:
        hint = "add zeebe:calledDecision, or zeebe:taskDefinition"
        source.error("missing_decision", at, "the business rule task names no decision", hint)
    return None if decision is None else BusinessRuleTask(**fields, decision=decision)


READERS: dict[str, Callable[[Source, Roots, Xml, Found, Fields], FlowNode | None]] = {
    "task": _task,
    "manualTask": _manual,
    "userTask": _user,
    "serviceTask": _service,
    "sendTask": _send,
    "receiveTask": _receive,
    "scriptTask": _script,
    "businessRuleTask": _rule,
}
