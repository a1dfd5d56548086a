"""Reads event definitions: which may stand where, and what each waits for or throws."""

from collections.abc import Callable
from dataclasses import dataclass

from bpmn.model import (
    CancelTrigger,
    Catch,
    CompensationTrigger,
    ErrorTrigger,
    EscalationTrigger,
    JobDefinition,
    Link,
    MessageThrow,
    Multiple,
    MultipleThrow,
    SignalTrigger,
    SingleCatch,
    SingleThrow,
    Terminate,
    Throw,
    TimerTrigger,
)
from bpmn.reader.common import flag
from bpmn.reader.compensation import read_compensation
from bpmn.reader.conditions import read_condition
from bpmn.reader.event_places import ALLOWED, ALONE, DEFINITIONS, NAMES, PARTS, Place
from bpmn.reader.extension import Found, extensions, read_job
from bpmn.reader.links import read_link
from bpmn.reader.roots import Roots
from bpmn.reader.sending import read_sending
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_children
from bpmn.reader.timers import read_timer
from bpmn.xml_names import Xml, children, local, plain_reference

THROWING = frozenset(
    ["zeebe:taskDefinition", "zeebe:taskHeaders", "carelane:job", "carelane:message"]
)
_SUFFIX = "EventDefinition"


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads one event element."""

    source: Source
    roots: Roots
    element: Xml

    def definitions(self, place: Place) -> list[Xml]:
        """Give the event's definitions; notes what is not allowed in this place."""
        found = [each for each in children(self.element) if local(each).endswith(_SUFFIX)]
        for reference in children(self.element, "eventDefinitionRef"):
            shared = self.roots.event_definition(plain_reference(reference.text or ""))
            if shared is not None:  # otherwise the check of references says what is wrong
                found.append(shared)
        known = [each for each in found if local(each) in DEFINITIONS]
        return [each for each in known if self._fits(each, place, alone=len(found) == 1)]

    def _fits(self, definition: Xml, place: Place, *, alone: bool) -> bool:
        kind = local(definition).removesuffix(_SUFFIX)
        message = ""
        if kind not in ALLOWED[place]:
            message = f"a {kind} definition is not allowed on {NAMES[place]}"
        elif kind in ALONE[place] and not alone:
            message = f"a {kind} definition does not stand beside others on one event"
        if message:
            hint = f"use one of: {', '.join(sorted(ALLOWED[place]))}"
            self.source.error("event_definition_not_allowed", self.element, message, hint)
        return not message

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
        parallel = flag(self.source, self.element, "parallelMultiple", default=False)
        definitions = self.definitions(place)
        read = [self._catch(each) for each in definitions]
        triggers = tuple(each for each in read if each is not None)
        if len(triggers) < len(definitions) or not triggers:
            return None
        if len(triggers) == 1:
            return triggers[0]
        if parallel and any(isinstance(each, ErrorTrigger) for each in triggers):
            message = (
                "an error ends what throws it: it is not waited for together with other events"
            )
            hint = 'draw an event of its own, or remove parallelMultiple="true"'
            self.source.error("event_definition_not_allowed", self.element, message, hint)
        return Multiple(triggers, parallel)

    def _catch(self, definition: Xml) -> SingleCatch | None:
        self._check(definition)
        return _CATCH[local(definition)](self.source, self.roots, definition)

    def throw(self, place: Place, found: Found) -> Throw | None:
        """Read what the event throws."""
        definitions = self.definitions(place)
        read = [self._throw(each, found) for each in definitions]
        throws = tuple(each for each in read if each is not None)
        if len(throws) < len(definitions) or not throws:
            return None
        if len(throws) == 1:
            return throws[0]
        if any(isinstance(getattr(each, "sending", None), JobDefinition) for each in throws):
            message = "an event that throws several things sends its messages itself"
            hint = "use carelane:message, or draw one event for each"
            self.source.error("several_event_definitions", self.element, message, hint)
        return MultipleThrow(throws)

    def _throw(self, definition: Xml, found: Found) -> SingleThrow | None:
        self._check(definition)
        if local(definition) == "messageEventDefinition":
            return self._message_throw(definition, found)
        if local(definition) == "terminateEventDefinition":
            return Terminate()
        if local(definition) == "compensateEventDefinition":
            return read_compensation(self.source, definition)
        return _throwable(_CATCH[local(definition)](self.source, self.roots, definition))

    def _check(self, definition: Xml) -> None:
        check_children(self.source, definition, ALWAYS | PARTS.get(local(definition), frozenset()))

    def _message_throw(self, definition: Xml, found: Found) -> MessageThrow | None:
        job = read_job(self.source, found)
        if job is not None:
            return MessageThrow(job)
        on_definition = extensions(self.source, definition, THROWING)
        job = read_job(self.source, on_definition)
        if job is not None:
            return MessageThrow(job)
        name = self.roots.message_name(definition, optional="carelane:message" in found)
        sending = read_sending(self.source, found, name, self.roots.sent_key(definition))
        return MessageThrow(sending) if sending is not None else None


def _throwable(caught: SingleCatch | None) -> SingleThrow | None:
    kinds = SignalTrigger | ErrorTrigger | EscalationTrigger | Link | CancelTrigger
    return caught if isinstance(caught, kinds) else None


def _read_message(source: Source, roots: Roots, definition: Xml) -> SingleCatch | None:
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


_CATCH: dict[str, Callable[[Source, Roots, Xml], SingleCatch | None]] = {
    "messageEventDefinition": _read_message,
    "timerEventDefinition": _read_timer,
    "signalEventDefinition": _read_signal,
    "errorEventDefinition": _read_error,
    "escalationEventDefinition": _read_escalation,
    "conditionalEventDefinition": lambda source, _roots, at: read_condition(source, at),
    "linkEventDefinition": lambda source, _roots, at: read_link(source, at),
    "compensateEventDefinition": lambda _source, _roots, _definition: CompensationTrigger(),
    "cancelEventDefinition": lambda _source, _roots, _definition: CancelTrigger(),
    "terminateEventDefinition": lambda _source, _roots, _definition: None,
}
