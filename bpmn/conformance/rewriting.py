"""Rewrites XML so that it says the same in other words: other prefixes, other order of attributes.

Everything follows from a seed and the text itself, so that a run can be repeated anywhere.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from lxml import etree

from bpmn.xml_names import Xml, local

_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_XML = "http://www.w3.org/XML/1998/namespace"
_Item = TypeVar("_Item")


def shuffled(seed: int, place: str, items: Sequence[_Item]) -> list[_Item]:
    """Give the items in an order that depends on the seed and the place only."""
    return [
        item for _, item in sorted(enumerate(items), key=lambda each: _rank(seed, place, each[0]))
    ]


def _rank(seed: int, place: str, number: int) -> str:
    return sha256(f"{seed} {place} {number}".encode()).hexdigest()


def name_of(seed: int, text: str) -> str:
    """Give another id in place of one."""
    return f"n{sha256(f'{seed} {text}'.encode()).hexdigest()[:12]}"


def shuffle_inside(
    seed: int, parent: Xml, movable: Sequence[Xml], fixed: Sequence[Xml] = ()
) -> None:
    """Put children into another order, in the places they hold together; ``fixed`` ones keep their order."""
    group = [*movable, *fixed]
    chosen = {id(each) for each in group}
    places = [number for number, child in enumerate(parent) if id(child) in chosen]
    ordered = shuffled(seed, local(parent) + (parent.get("name") or ""), group)
    still = iter([child for child in parent if id(child) in {id(each) for each in fixed}])
    kept = {id(each) for each in fixed}
    ordered = [next(still) if id(each) in kept else each for each in ordered]
    children = list(parent)
    for place, child in zip(places, ordered, strict=True):
        children[place] = child
    parent[:] = children


def with_other_prefixes(seed: int, root: Xml, references: frozenset[str]) -> Xml:
    """Give the tree with another prefix for every namespace.

    The prefixes in values change along where a value is a qualified name: ``xsi:type``, and attributes
    and elements of the names in ``references``.
    """
    spaces = {uri for each in root.iter(etree.Element) for uri in each.nsmap.values()} - {_XML}
    ordered = shuffled(seed, "prefixes", sorted(spaces))
    prefixes = {uri: f"p{number}" for number, uri in enumerate(ordered)}
    return _rebuilt(seed, root, None, prefixes, references)


def _rebuilt(
    seed: int, old: Xml, parent: Xml | None, prefixes: Mapping[str, str], references: frozenset[str]
) -> Xml:
    names = {prefix: uri for uri, prefix in prefixes.items()}
    new = (
        etree.Element(old.tag, nsmap=names) if parent is None else etree.SubElement(parent, old.tag)
    )
    for key, value in shuffled(seed, str(old.tag), sorted(old.attrib.items())):
        qualified = key == _XSI_TYPE or key in references
        new.set(key, _qualified(old, str(value), prefixes) if qualified else value)
    text = old.text
    new.text = _qualified(old, text, prefixes) if text and local(old) in references else text
    new.tail = old.tail
    for child in old.iterchildren(tag=etree.Element):
        _rebuilt(seed, child, new, prefixes, references)
    return new


def _qualified(old: Xml, value: str, prefixes: Mapping[str, str]) -> str:
    """Give a qualified name with the new prefix of its namespace."""
    prefix, colon, name = value.strip().partition(":")
    uri = old.nsmap.get(prefix) if colon else None
    return f"{prefixes[uri]}:{name}" if uri is not None else value
