"""Event definitions as XML, and the messages, signals, errors and escalations they refer to."""

from tests.random_processes.blocks import Trigger


def wait_variable(key: str) -> str:
    """Name the variable in which an unknown duration is looked for."""
    return f"wait_{key}"


def formal(tag: str, expression: str) -> str:
    """Give an element that holds an expression."""
    return f'<bpmn:{tag} xsi:type="bpmn:tFormalExpression">{expression}</bpmn:{tag}>'


class Roots:
    """Elements beside the process, each drawn once."""

    def __init__(self) -> None:
        self._drawn: dict[str, str] = {}

    def message(self, key: str) -> str:
        """Refer to a message of its own for each element."""
        subscription = '<zeebe:subscription correlationKey="=key"/>'
        inner = f"<bpmn:extensionElements>{subscription}</bpmn:extensionElements>"
        self._drawn[f"message_{key}"] = (
            f'<bpmn:message id="message_{key}" name="message_{key}">{inner}</bpmn:message>'
        )
        return f"message_{key}"

    def named(self, kind: str, name: str) -> str:
        """Refer to the signal, error or escalation of this name or code."""
        attribute = "name" if kind == "signal" else f"{kind}Code"
        key = f"{kind}_{name}"
        self._drawn[key] = f'<bpmn:{kind} id="{key}" name="{name}" {attribute}="{name}"/>'
        if kind == "signal":
            self._drawn[key] = f'<bpmn:signal id="{key}" name="{name}"/>'
        return key

    def xml(self) -> str:
        """Give them all."""
        return "".join(self._drawn.values())


def definition(roots: Roots, trigger: Trigger, key: str) -> str:
    """Give the event definitions of a trigger on the element with this key."""
    if trigger.parts:
        parts = enumerate(trigger.parts)
        return "".join(definition(roots, each, f"{key}_part{n}") for n, each in parts)
    match trigger.kind:
        case "timer" | "cycle":
            return f"<bpmn:timerEventDefinition>{_time(trigger, key)}</bpmn:timerEventDefinition>"
        case "message":
            return f'<bpmn:messageEventDefinition messageRef="{roots.message(key)}"/>'
        case "condition":
            condition = formal("condition", f"={trigger.name} = true")
            return f"<bpmn:conditionalEventDefinition>{condition}</bpmn:conditionalEventDefinition>"
        case "compensation":
            return "<bpmn:compensateEventDefinition/>"
        case kind if not trigger.name:
            return f"<bpmn:{kind}EventDefinition/>"
        case kind:
            reference = roots.named(kind, trigger.name)
            return f'<bpmn:{kind}EventDefinition {kind}Ref="{reference}"/>'


def gathers(trigger: Trigger) -> str:
    """Give the attribute of an event that waits for all of its parts."""
    return ' parallelMultiple="true"' if trigger.kind == "gathering" else ""


def _time(trigger: Trigger, key: str) -> str:
    if trigger.unknown:
        return f"<bpmn:timeDuration>={wait_variable(key)}</bpmn:timeDuration>"
    if trigger.kind == "timer":
        return f"<bpmn:timeDuration>PT{trigger.minutes}M</bpmn:timeDuration>"
    times = trigger.times or ""
    return f"<bpmn:timeCycle>R{times}/PT{trigger.minutes}M</bpmn:timeCycle>"


def thrown(roots: Roots, kind: str, name: str, key: str) -> str:
    """Give the event definition of what an event throws."""
    if kind == "none":
        return ""
    if kind in ("terminate", "cancel"):
        return f"<bpmn:{kind}EventDefinition/>"
    if kind == "compensation":
        return "<bpmn:compensateEventDefinition/>"
    if kind == "message":
        message = '<carelane:message correlationKey="=key"/>'
        reference = roots.message(key)
        return (
            f"<bpmn:extensionElements>{message}</bpmn:extensionElements>"
            f'<bpmn:messageEventDefinition messageRef="{reference}"/>'
        )
    reference = roots.named(kind, name)
    return f'<bpmn:{kind}EventDefinition {kind}Ref="{reference}"/>'
