"""Reads boxed expressions."""

from collections.abc import Callable

from bpmn.dmn.logic import (
    Conditional,
    Entries,
    External,
    FunctionLogic,
    Invocation,
    Items,
    Iteration,
    Logic,
    Nothing,
    Relation,
    Selection,
    Text,
)
from bpmn.dmn.markup import Element
from bpmn.dmn.read_table import read_table
from bpmn.dmn.reading import Reading
from bpmn.feel.builtins import BUILTINS
from bpmn.feel.calls import Called
from bpmn.feel.types import TypeRef


def logic_in(reading: Reading, element: Element, *, required: bool = True) -> Logic:
    """Give the one boxed expression among an element's children."""
    found = [child for child in element.children if child.name in _READERS]
    if not found:
        if required:
            reading.refuse(
                element, "logic", f"{element.name} without logic", "add an expression or table"
            )
        return Nothing()
    return read_logic(reading, found[0])


def read_logic(reading: Reading, element: Element) -> Logic:
    """Give a boxed expression by its element's name."""
    reader = _READERS.get(element.name)
    if reader is None:
        reading.refuse(element, "logic", f"{element.name} is no expression")
        return Nothing()
    return reader(reading, element)


def _text(reading: Reading, element: Element) -> Logic:
    if element.one("importedValues") is not None:
        reading.refuse(element, "import", "imported values are not supported")
    text = element.text_of("text")
    if not text:
        return Nothing()
    return Text(reading.expression(element, text), reading.type_ref(element))


def _entries(reading: Reading, element: Element) -> Logic:
    entries = []
    for entry in element.all("contextEntry"):
        variable = entry.one("variable")
        name = variable.get("name") if variable else ""
        kind = reading.type_ref(variable) if variable else None
        entries.append((name, kind, logic_in(reading, entry)))
    names = [name for name, _, _ in entries]
    if len(set(names)) != len(names):
        reading.refuse(element, "context", "two entries of the context have the same name")
        return Nothing()
    return Entries(tuple(entries))


def _invocation(reading: Reading, element: Element) -> Logic:
    called = element.one("literalExpression")
    if called is None:
        reading.refuse(element, "invocation", "an invocation names no function")
        return Nothing()
    bindings = []
    for binding in element.all("binding"):
        parameter = binding.one("parameter")
        name = parameter.get("name") if parameter else ""
        bindings.append((name, logic_in(reading, binding, required=False)))
    text = called.text_of("text")
    names = tuple(name for name, _ in bindings)
    if text in BUILTINS:
        reading.note_calls(called, [Called(text, len(names), names or None)])
    return Invocation(reading.expression(called, text), tuple(bindings))


def _items(reading: Reading, element: Element) -> Logic:
    return Items(
        tuple(read_logic(reading, child) for child in element.children if child.name in _READERS)
    )


def _relation(reading: Reading, element: Element) -> Logic:
    columns = tuple(column.get("name") for column in element.all("column"))
    rows = []
    for row in element.all("row"):
        cells = tuple(read_logic(reading, cell) for cell in row.children if cell.name in _READERS)
        if len(cells) != len(columns):
            reading.refuse(row, "relation", "a row has another number of cells than columns")
            continue
        rows.append(cells)
    return Relation(columns, tuple(rows))


def parameters_of(reading: Reading, element: Element) -> tuple[tuple[str, TypeRef | None], ...]:
    """Give the formal parameters of a function definition."""
    return tuple(
        (parameter.get("name"), reading.type_ref(parameter))
        for parameter in element.all("formalParameter")
    )


def read_function(reading: Reading, element: Element) -> FunctionLogic:
    """Give a function definition; only FEEL can be its language."""
    kind = element.get("kind")
    if kind not in {"", "FEEL"}:
        if not reading.lenient:
            reading.refuse(
                element,
                "function-kind",
                f"functions of kind {kind!r} are not run",
                "write it in FEEL",
            )
        return FunctionLogic(parameters_of(reading, element), External())
    return FunctionLogic(
        parameters_of(reading, element),
        logic_in(reading, element, required=False),
        reading.type_ref(element),
    )


def _part(reading: Reading, element: Element, name: str) -> Logic:
    part = element.one(name)
    if part is None:
        reading.refuse(element, "logic", f"{element.name} without {name!r}")
        return Nothing()
    return logic_in(reading, part)


def _conditional(reading: Reading, element: Element) -> Logic:
    test, then, otherwise = (_part(reading, element, name) for name in ("if", "then", "else"))
    return Conditional(test, then, otherwise)


def _iteration(reading: Reading, element: Element) -> Logic:
    body = "return" if element.name == "for" else "satisfies"
    name = element.get("iteratorVariable")
    if not name:
        reading.refuse(element, "logic", f"{element.name} without an iterator variable")
    return Iteration(
        element.name, name, _part(reading, element, "in"), _part(reading, element, body)
    )


def _selection(reading: Reading, element: Element) -> Logic:
    return Selection(_part(reading, element, "in"), _part(reading, element, "match"))


_READERS: dict[str, Callable[[Reading, Element], Logic]] = {
    "literalExpression": _text,
    "decisionTable": read_table,
    "context": _entries,
    "invocation": _invocation,
    "list": _items,
    "relation": _relation,
    "functionDefinition": read_function,
    "conditional": _conditional,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
    "filter": _selection,
}
