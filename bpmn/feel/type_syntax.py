"""Types in the text of an expression: after ``instance of`` and at function parameters."""

from bpmn.feel.cursor import Cursor
from bpmn.feel.types import TypeRef

MAX_DEPTH = 20
"""How deep types may stand inside each other."""


def parse_type(cursor: Cursor, depth: int = 0) -> TypeRef:
    """Read a type at the cursor."""
    if depth > MAX_DEPTH:
        cursor.fail("type nested too deeply")
    if cursor.sees("function", "<"):
        return _function(cursor, depth)
    name = cursor.name(keywords=True)
    while cursor.accept("."):
        name += "." + cursor.name(keywords=True)
    if name in {"list", "range"} and cursor.accept("<"):
        item = parse_type(cursor, depth + 1)
        cursor.expect(">")
        return TypeRef(name, (item,))
    if name == "context" and cursor.accept("<"):
        return TypeRef(name, entries=_entries(cursor, depth))
    return TypeRef(name)


def _entries(cursor: Cursor, depth: int) -> tuple[tuple[str, TypeRef], ...]:
    entries: list[tuple[str, TypeRef]] = []
    while not cursor.accept(">"):
        if entries:
            cursor.expect(",")
        name = cursor.new_name(":")
        cursor.expect(":")
        entries.append((name, parse_type(cursor, depth + 1)))
    return tuple(entries)


def _function(cursor: Cursor, depth: int) -> TypeRef:
    cursor.expect("function")
    cursor.expect("<")
    parameters: list[TypeRef] = []
    while not cursor.accept(">"):
        if parameters:
            cursor.expect(",")
        parameters.append(parse_type(cursor, depth + 1))
    result = parse_type(cursor, depth + 1) if cursor.accept("->") else None
    return TypeRef("function", tuple(parameters), result=result)
