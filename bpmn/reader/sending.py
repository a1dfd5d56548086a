"""Reads `carelane:message`: where a thrown message goes."""

from bpmn.model import Sending, Value
from bpmn.reader.extension import Found, one
from bpmn.reader.source import Source


def read_sending(
    source: Source, found: Found, name: Value | None, key: Value | None
) -> Sending | None:
    """Read `carelane:message`; without a name or key of its own it takes the `bpmn:message`'s."""
    at = one(source, found, "carelane:message")
    if at is None:
        return Sending(name, key) if name is not None else None
    own = source.attribute(at, "name", "carelane:message") or name
    if own is None:
        return None
    return Sending(
        own,
        source.attribute(at, "correlationKey", "carelane:message") or key,
        source.attribute(at, "to", "carelane:message"),
        source.attribute(at, "timeToLive", "carelane:message"),
        source.attribute(at, "messageId", "carelane:message"),
    )
