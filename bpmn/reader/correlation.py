"""Reads the standard's correlation: which key a message carries, and which one a case waits for.

A correlation key names properties; each property says for a message where its value is in the payload
(`messagePath`), a process's subscription where the value is among its own data (`dataPath`); both are FEEL
(BPMN 2.0.2, 8.4.2). Sender and receiver so come to the same text. `zeebe:subscription` and
`carelane:message correlationKey` go before it.
"""

from collections.abc import Iterator

from bpmn.model import Expression
from bpmn.model.correlation import joined
from bpmn.reader.source import Source
from bpmn.xml_names import BPMN, Xml, children, local, plain_reference, text_of

ROOTS = frozenset(["correlationProperty"])
_PATH = "write FEEL in it, such as =referral_id"


class Correlation:
    """The keys of a file; every mistake is noted once, when this is made."""

    def __init__(self, source: Source, definitions: Xml) -> None:
        self._source = source
        self._in_message = {
            at.get("id") or "": dict(self._retrievals(at))
            for at in children(definitions, "correlationProperty")
        }
        self._keys = {
            at.get("id") or "": [plain_reference(text_of(each)) for each in _properties(at)]
            for at in definitions.iter(f"{{{BPMN}}}correlationKey")
        }
        self._subscribed = {
            process: list(self._subscriptions(process))
            for process in children(definitions, "process")
        }

    def sent(self, message_id: str) -> Expression | None:
        """Give the key that a message of this id carries, from what is known where it is sent."""
        for properties in self._keys.values():
            key = self._retrieved(properties, message_id)
            if key is not None:
                return key
        return None

    def awaited(self, message_id: str, at: Xml) -> Expression | None:
        """Give the key under which the process around `at` waits for the message."""
        process = next((each for each in at.iterancestors() if local(each) == "process"), None)
        if process is None:
            return None
        for properties, key in self._subscribed.get(process, ()):
            if self._retrieved(properties, message_id) is not None:
                return key
        return None

    def _retrieved(self, properties: list[str], message_id: str) -> Expression | None:
        parts = [self._in_message.get(each, {}).get(message_id) for each in properties]
        found = tuple(part for part in parts if part is not None)
        return joined(found) if found and len(found) == len(parts) else None

    def _retrievals(self, at: Xml) -> Iterator[tuple[str, Expression]]:
        for each in children(at, "correlationPropertyRetrievalExpression"):
            value = self._path(each, "messagePath")
            if value is not None:
                yield plain_reference(each.get("messageRef") or ""), value

    def _subscriptions(self, process: Xml) -> Iterator[tuple[list[str], Expression]]:
        for at in children(process, "correlationSubscription"):
            bindings = {
                plain_reference(each.get("correlationPropertyRef") or ""): self._path(
                    each, "dataPath"
                )
                for each in children(at, "correlationPropertyBinding")
            }
            properties = self._keys.get(plain_reference(at.get("correlationKeyRef") or ""), [])
            missing = [each for each in properties if each not in bindings]
            if missing or not properties:
                message = f"the subscription binds no value to {', '.join(missing) or 'any key'}"
                hint = "add a correlationPropertyBinding for every property of its key"
                self._source.error("correlation_incomplete", at, message, hint)
                continue
            parts = tuple(part for each in properties if (part := bindings[each]) is not None)
            if len(parts) == len(properties):
                yield properties, joined(parts)

    def _path(self, at: Xml, name: str) -> Expression | None:
        for path in children(at, name):
            return self._source.expression(text_of(path), path, name)
        self._source.error("correlation_incomplete", at, f"it has no {name}", _PATH)
        return None


def _properties(key: Xml) -> Iterator[Xml]:
    return children(key, "correlationPropertyRef")
