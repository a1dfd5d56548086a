"""Reads link event definitions: two that belong together have one name, or refer to each other.

BPMN 2.0.2, 10.5.5, and table 10.98: `target` of a throwing link names the catching one, which names its `source`s.
"""

from collections.abc import Iterator

from bpmn.model import Link
from bpmn.reader.source import Source
from bpmn.xml_names import BPMN, Xml, children, local, plain_reference, text_of


def read_link(source: Source, definition: Xml) -> Link | None:
    """Read one side of a link; its name is that of the side where it goes on."""
    if not _name(definition):
        hint = "give both sides of the link the same name"
        source.error("missing_link_name", definition, "the link has no name", hint)
        return None
    other = _target(source, definition)
    for reference in _references(definition, "source"):
        thrower = _definition(source, definition, reference)
        if thrower is not None and _misses(thrower, "target", definition):
            _mismatch(source, definition, reference)
    if other is not None and _misses(other, "source", definition):
        _mismatch(source, definition, other.get("id") or "")
    return Link(_name(definition) if other is None else _name(other))


def _target(source: Source, definition: Xml) -> Xml | None:
    reference = next(_references(definition, "target"), "")
    return _definition(source, definition, reference) if reference else None


def _misses(other: Xml, name: str, definition: Xml) -> bool:
    """Whether the other side names somebody else."""
    named = list(_references(other, name))
    return bool(named) and definition.get("id") not in named


def _mismatch(source: Source, definition: Xml, other: str) -> None:
    hint = "let source and target name each other, or leave both out and use one name"
    message = f"it names {other!r} as the other side of the link, which names another"
    source.error("link_mismatch", definition, message, hint)


def _definition(source: Source, at: Xml, reference: str) -> Xml | None:
    for each in at.getroottree().iter(f"{{{BPMN}}}linkEventDefinition"):
        if each.get("id") == reference:
            return each
    message = f"there is no link {reference!r}"
    source.error("dangling_reference", at, message, "choose a link event of this file")
    return None


def _references(definition: Xml, name: str) -> Iterator[str]:
    return (plain_reference(text_of(each)) for each in children(definition, name))


def _name(definition: Xml) -> str:
    """Give the link's name; of a definition without one, its event's."""
    event = definition.getparent()
    own = definition.get("name") or ""
    if not own and event is not None and local(event).endswith("Event"):
        own = event.get("name") or ""
    return " ".join(own.split())
