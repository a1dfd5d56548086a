"""What a file declares beside its processes: messages, signals, errors, escalations."""

from bpmn.model import Expression, MessageTrigger, SignalTrigger, Value
from bpmn.reader.correlation import Correlation
from bpmn.reader.extension import extensions, one
from bpmn.reader.source import Source
from bpmn.xml_names import Xml, children, local, plain_reference

_KINDS = ("message", "signal", "error", "escalation")
_SUFFIX = "EventDefinition"


class Roots:
    """The root elements by kind and id, and the reading of references to them."""

    def __init__(self, source: Source, definitions: Xml) -> None:
        self._source = source
        self._correlation = Correlation(source, definitions)
        self._by_kind: dict[str, dict[str, Xml]] = {kind: {} for kind in _KINDS}
        self._events: dict[str, Xml] = {}
        self._operations = [
            operation.get("id")
            for interface in children(definitions, "interface")
            for operation in children(interface, "operation")
        ]
        for child in children(definitions):
            name, key = local(child), child.get("id") or ""
            if name in self._by_kind:
                self._by_kind[name][key] = child
            elif name.endswith(_SUFFIX):
                self._events[key] = child

    def check_operation(self, at: Xml) -> None:
        """Note a reference to an operation that is not there."""
        reference = plain_reference(at.get("operationRef") or "")
        if reference and reference not in self._operations:
            message = f"there is no operation {reference!r}"
            self._source.error("dangling_reference", at, message, "choose one of this file")

    def event_definition(self, reference: str) -> Xml | None:
        """Give an event definition that stands beside the processes."""
        return self._events.get(reference)

    def _find(self, at: Xml, kind: str, *, optional: bool = False) -> Xml | None:
        reference = plain_reference(at.get(f"{kind}Ref") or "")
        if not reference:
            if not optional:
                hint = f"choose the {kind} in the properties of the element"
                message = f"{local(at)} refers to no {kind}"
                self._source.error("missing_reference", at, message, hint)
            return None
        found = self._by_kind[kind].get(reference)
        if found is None:
            hint = f"choose a {kind} of this file"
            message = f"there is no {kind} {reference!r}"
            self._source.error("dangling_reference", at, message, hint)
        return found

    def message_name(self, at: Xml, *, optional: bool = False) -> Value | None:
        """Give the name of the message that `at` refers to."""
        found = self._find(at, "message", optional=optional)
        return None if found is None else self._name(found)

    def _name(self, found: Xml) -> Value | None:
        text = found.get("name") or found.get("id") or ""
        return self._source.value(text, found, "the name")

    def message(self, at: Xml) -> MessageTrigger | None:
        """Read the message that `at` waits for, with the key of its `zeebe:subscription`."""
        found = self._find(at, "message")
        name = None if found is None else self._name(found)
        if found is None or name is None:
            return None
        subscription = one(
            self._source,
            extensions(self._source, found, frozenset(["zeebe:subscription"])),
            "zeebe:subscription",
        )
        key = None
        if subscription is not None:
            key = self._source.attribute(subscription, "correlationKey", "zeebe:subscription")
        return MessageTrigger(name, key or self._correlation.awaited(found.get("id") or "", at))

    def sent_key(self, at: Xml) -> Expression | None:
        """Give the standard's correlation key of the message that `at` refers to, where it is sent."""
        return self._correlation.sent(plain_reference(at.get("messageRef") or ""))

    def signal(self, at: Xml) -> SignalTrigger | None:
        """Read the signal that `at` refers to."""
        found = self._find(at, "signal")
        name = None if found is None else self._name(found)
        return None if name is None else SignalTrigger(name)

    def code(self, at: Xml, kind: str) -> str | None:
        """Give the code of an error or escalation; empty where nothing is referred to."""
        if not at.get(f"{kind}Ref"):
            return ""
        found = self._find(at, kind)
        if found is None:
            return None
        code = found.get(f"{kind}Code") or ""
        if not code:
            hint = f"give the {kind} a code, or refer to none to catch every {kind}"
            self._source.error(f"missing_{kind}_code", found, f"the {kind} has no code", hint)
        return code
