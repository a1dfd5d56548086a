"""Reads event definitions: which may stand where, and what each waits for or throws."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bpmn.model import (
    Catch,
    ErrorTrigger,
    EscalationTrigger,
    MessageThrow,
    SignalTrigger,
    Terminate,
    Throw,
    TimerTrigger,
)
from bpmn.reader.data import check_data_flow
from bpmn.reader.extension import Found, extensions, read_job
from bpmn.reader.roots import Roots
from bpmn.reader.sending import read_sending
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_children
from bpmn.reader.timers import read_timer
from bpmn.xml_names import Xml, children, local, plain_reference

THROWING = frozenset(["zeebe:taskDefinition", "zeebe:taskHeaders", "carelane:message"])
Place = Literal["start", "event_subprocess", "catch", "boundary", "throw", "end"]

ALLOWED: dict[Place, frozenset[str]] = {
    "start": frozenset(["message", "timer"]),
    "event_subprocess": frozenset(["message", "timer", "signal", "error", "escalation"]),
    "catch": frozenset(["message", "timer", "signal"]),
    "boundary": frozenset(["message", "timer", "signal", "error", "escalation"]),
    "throw": frozenset(["message", "signal", "escalation"]),
    "end": frozenset(["message", "signal", "error", "escalation", "terminate"]),
}
"""Event definitions by place; `none` is checked apart."""
NAMES: dict[Place, str] = {
    "start": "a start event of a process",
    "event_subprocess": "a start event of an event sub-process",
    "catch": "an intermediate catch event",
    "boundary": "a boundary event",
    "throw": "an intermediate throw event",
    "end": "an end event",
}
DEFINITIONS = frozenset(
    [
        "messageEventDefinition",
        "timerEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "terminateEventDefinition",
    ]
)
_SUFFIX = "EventDefinition"


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads one event element."""

    source: Source
    roots: Roots
    element: Xml

    def definition(self, place: Place) -> Xml | None:
        """Give the event's only definition; notes what is not allowed in this place."""
        check_data_flow(self.source, self.element)
        found = [each for each in children(self.element) if local(each).endswith(_SUFFIX)]
        for reference in children(self.element, "eventDefinitionRef"):
            shared = self.roots.event_definition(plain_reference(reference.text or ""))
            if shared is None:
                message = f"there is no event definition {reference.text!r}"
                self.source.error("dangling_reference", reference, message)
            else:
                found.append(shared)
        if len(found) > 1:
            hint = "draw one event for each definition"
            message = f"{NAMES[place]} with several definitions is not supported"
            self.source.error("several_event_definitions", self.element, message, hint)
            return None
        if not found:
            return None
        kind = local(found[0]).removesuffix(_SUFFIX)
        if local(found[0]) in DEFINITIONS and kind not in ALLOWED[place]:
            hint = f"use one of: {', '.join(sorted(ALLOWED[place]))}"
            message = f"a {kind} definition is not allowed on {NAMES[place]}"
            self.source.error("event_definition_not_allowed", self.element, message, hint)
            return None
        return found[0]

    def missing(self, place: Place) -> None:
        """Note that the event says nothing, unless a definition was refused already."""
        named = [each for each in children(self.element) if local(each).endswith(_SUFFIX)]
        named += list(children(self.element, "eventDefinitionRef"))
        if not named:
            hint = f"use one of: {', '.join(sorted(ALLOWED[place]))}"
            message = f"{NAMES[place]} has no event definition"
            self.source.error("missing_event_definition", self.element, message, hint)

    def catch(self, place: Place) -> Catch | None:
        """Read what the event waits for."""
        definition = self.definition(place)
        if definition is None or local(definition) not in DEFINITIONS:
            return None
        self._check(definition)
        return _CATCH[local(definition)](self.source, self.roots, definition)

    def throw(self, place: Place, found: Found) -> Throw | None:
        """Read what the event throws."""
        definition = self.definition(place)
        if definition is None or local(definition) not in DEFINITIONS:
            return None
        self._check(definition)
        if local(definition) == "messageEventDefinition":
            return self._message_throw(definition, found)
        if local(definition) == "terminateEventDefinition":
            return Terminate()
        return _throwable(_CATCH[local(definition)](self.source, self.roots, definition))

    def _check(self, definition: Xml) -> None:
        check_children(self.source, definition, ALWAYS | _PARTS.get(local(definition), frozenset()))

    def _message_throw(self, definition: Xml, found: Found) -> MessageThrow | None:
        job = read_job(self.source, found)
        if job is not None:
            return MessageThrow(job)
        on_definition = extensions(self.source, definition, THROWING)
        job = read_job(self.source, on_definition)
        if job is not None:
            return MessageThrow(job)
        name = self.roots.message_name(definition, optional="carelane:message" in found)
        sending = read_sending(self.source, found, name)
        return MessageThrow(sending) if sending is not None else None


_PARTS = {
    "messageEventDefinition": frozenset(["operationRef"]),
    "timerEventDefinition": frozenset(["timeDate", "timeDuration", "timeCycle"]),
}


def _throwable(caught: Catch | None) -> Throw | None:
    return caught if isinstance(caught, SignalTrigger | ErrorTrigger | EscalationTrigger) else None


def _read_message(source: Source, roots: Roots, definition: Xml) -> Catch | None:
    del source
    return roots.message(definition)


def _read_timer(source: Source, roots: Roots, definition: Xml) -> TimerTrigger | None:
    del roots
    return read_timer(source, definition)


def _read_signal(source: Source, roots: Roots, definition: Xml) -> SignalTrigger | None:
    del source
    return roots.signal(definition)


def _read_error(source: Source, roots: Roots, definition: Xml) -> ErrorTrigger | None:
    del source
    code = roots.code(definition, "error")
    return None if code is None else ErrorTrigger(code)


def _read_escalation(source: Source, roots: Roots, definition: Xml) -> EscalationTrigger | None:
    del source
    code = roots.code(definition, "escalation")
    return None if code is None else EscalationTrigger(code)


_CATCH: dict[str, Callable[[Source, Roots, Xml], Catch | None]] = {
    "messageEventDefinition": _read_message,
    "timerEventDefinition": _read_timer,
    "signalEventDefinition": _read_signal,
    "errorEventDefinition": _read_error,
    "escalationEventDefinition": _read_escalation,
    "terminateEventDefinition": lambda _source, _roots, _definition: None,
}
