"""Reads `bpmn:extensionElements`: the words of Zeebe and Carelane; of others `bpmn.check.foreign` tells."""

from bpmn.model import (
    Assignment,
    CalledDecision,
    JobDefinition,
    Mapping,
    Schedule,
    Script,
    Static,
    Value,
)
from bpmn.reader.source import Source
from bpmn.times import parse_duration
from bpmn.xml_names import CARELANE, ZEEBE, Xml, children, local, namespace

IGNORED = frozenset(["properties", "userTask"])
"""Zeebe elements that change nothing in how a case runs."""
USE_INSTEAD = {
    "executionListeners": "use a service task",
    "taskListeners": "use a service task",
    "linkedResources": "use a service task",
    "userTaskForm": "put the form into a .form file and name it by zeebe:formDefinition formId",
}
MAX_PATH = 20
"""Most names in the target of a mapping (`a.b.c` has three): what it makes is nested as deep."""
Found = dict[str, list[Xml]]


def extensions(source: Source, element: Xml, allowed: frozenset[str]) -> Found:
    """Give the extension elements by name (`zeebe:input` parents included); refuse what is not allowed."""
    found: Found = {}
    for container in children(element, "extensionElements"):
        for child in container.iterchildren():
            prefix = {ZEEBE: "zeebe", CARELANE: "carelane"}.get(namespace(child))
            name = local(child)
            if prefix is None or (prefix == "zeebe" and name in IGNORED):
                continue
            if f"{prefix}:{name}" not in allowed:
                others = f"; here may stand: {', '.join(sorted(allowed))}" if allowed else ""
                hint = USE_INSTEAD.get(name, f"remove it{others}")
                message = f"{prefix}:{name} is not supported on {local(element)}"
                source.error("unsupported_extension", child, message, hint)
                continue
            found.setdefault(f"{prefix}:{name}", []).append(child)
    return found


def one(source: Source, found: Found, name: str) -> Xml | None:
    """Give the only extension element of a name."""
    elements = found.get(name, [])
    if len(elements) > 1:
        source.error("several_extensions", elements[1], f"{name} stands twice", "keep one")
    return elements[0] if elements else None


def read_mappings(source: Source, found: Found) -> tuple[tuple[Mapping, ...], tuple[Mapping, ...]]:
    """Read `zeebe:ioMapping`: inputs and outputs."""
    mapping = one(source, found, "zeebe:ioMapping")
    inputs: list[Mapping] = []
    outputs: list[Mapping] = []
    for child in mapping.iterchildren() if mapping is not None else ():
        name = local(child)
        read = _mapping(source, child) if name in ("input", "output") else None
        if read is not None:
            (inputs if name == "input" else outputs).append(read)
    return tuple(inputs), tuple(outputs)


def _mapping(source: Source, child: Xml) -> Mapping | None:
    value = source.needed(child, "source", f"the {local(child)} mapping")
    path = tuple((child.get("target") or "").strip().split("."))
    if not all(path) or len(path) > MAX_PATH:
        message = f"the {local(child)} mapping has no usable target"
        source.error("missing_attribute", child, message, "name a variable")
        return None
    return Mapping(value, path) if value is not None else None


def read_job(source: Source, found: Found) -> JobDefinition | None:
    """Read `zeebe:taskDefinition`, `zeebe:taskHeaders` and `carelane:job`."""
    definition = one(source, found, "zeebe:taskDefinition")
    terms = one(source, found, "carelane:job")
    if definition is None:
        if terms is not None:
            hint = "add zeebe:taskDefinition with a type"
            source.error(
                "missing_job_type", terms, "carelane:job stands where no job is done", hint
            )
        return None
    job_type = source.needed(definition, "type", "zeebe:taskDefinition")
    retries = source.attribute(definition, "retries", "zeebe:taskDefinition")
    headers = one(source, found, "zeebe:taskHeaders")
    pairs = [] if headers is None else list(headers.iterchildren())
    return JobDefinition(
        job_type or Static(""),
        retries,
        tuple((pair.get("key") or "", pair.get("value") or "") for pair in pairs),
        *(_length(source, terms, name) for name in ("timeout", "backoff", "patience")),
    )


def _length(source: Source, at: Xml | None, name: str) -> Value | None:
    """Read a duration of `carelane:job`."""
    length = None if at is None else source.attribute(at, name, "carelane:job")
    if at is not None and isinstance(length, Static):
        try:
            parse_duration(length.text)
        except ValueError:
            message = f"carelane:job has {name} {length.text!r}, which is no ISO 8601 duration"
            source.error("invalid_value", at, message, "write it like PT30S, PT10M or P1D")
            return None
    return length


def read_script(source: Source, found: Found) -> Script | None:
    """Read `zeebe:script`."""
    script = one(source, found, "zeebe:script")
    if script is None:
        return None
    expression = source.expression(script.get("expression") or "", script, "the script")
    name = script.get("resultVariable") or ""
    if not name:
        hint = "name the variable that takes the result"
        source.error("missing_attribute", script, "zeebe:script has no resultVariable", hint)
    return Script(expression, name) if expression is not None else None


def read_decision(source: Source, found: Found) -> CalledDecision | None:
    """Read `zeebe:calledDecision`."""
    called = one(source, found, "zeebe:calledDecision")
    if called is None:
        return None
    decision_id = source.needed(called, "decisionId", "zeebe:calledDecision")
    name = source.needed(called, "resultVariable", "zeebe:calledDecision")
    if decision_id is None or not isinstance(name, Static):
        return None
    return CalledDecision(decision_id, name.text)


def read_assignment(source: Source, found: Found) -> Assignment:
    """Read `zeebe:assignmentDefinition`."""
    definition = one(source, found, "zeebe:assignmentDefinition")
    own = one(source, found, "carelane:task")

    def read(at: Xml | None, name: str) -> Value | None:
        return None if at is None else source.attribute(at, name, f"{prefixed(at)}")

    return Assignment(
        read(definition, "assignee"),
        read(definition, "candidateGroups"),
        read(definition, "candidateUsers"),
        read(own, "administrators"),
    )


def prefixed(at: Xml) -> str:
    """Name an extension element as it stands in the file."""
    return f"{'carelane' if namespace(at) == CARELANE else 'zeebe'}:{local(at)}"


def read_excluded(found: Found) -> tuple[str, ...]:
    """Read the elements that `carelane:task` excludes, with blanks or commas between them."""
    listed = [(at.get("excluded") or "").replace(",", " ") for at in found.get("carelane:task", [])]
    return tuple(dict.fromkeys(" ".join(listed).split()))


def read_skippable(source: Source, found: Found) -> bool:
    """Read whether `carelane:task` lets people skip the task."""
    own = one(source, found, "carelane:task")
    text = "" if own is None else (own.get("skippable") or "").strip()
    if own is not None and text not in {"", "true", "false"}:
        message = f"carelane:task has skippable={text!r}"
        source.error("invalid_value", own, message, "write true or false")
    return text == "true"


def read_schedule(source: Source, found: Found) -> Schedule:
    """Read `zeebe:taskSchedule` and `zeebe:priorityDefinition`."""
    schedule = one(source, found, "zeebe:taskSchedule")
    priority = one(source, found, "zeebe:priorityDefinition")

    def read(at: Xml | None, name: str) -> Value | None:
        return source.attribute(at, name, local(at)) if at is not None else None

    return Schedule(
        read(schedule, "dueDate"), read(schedule, "followUpDate"), read(priority, "priority")
    )


def read_form_id(source: Source, found: Found) -> str:
    """Read `zeebe:formDefinition`."""
    form = one(source, found, "zeebe:formDefinition")
    if form is None:
        return ""
    form_id = form.get("formId") or ""
    if not form_id:
        hint = "name a .form file of the bundle by its id"
        source.error("missing_attribute", form, "zeebe:formDefinition has no formId", hint)
    return form_id
