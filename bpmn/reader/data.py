"""Reads data objects, properties, data inputs and outputs, and the associations between them.

An association without one of its ends shows where data goes and moves nothing: results pass by name.
"""

from collections.abc import Iterator

from bpmn.model import DataFlow, DataMove, DataObject, Expression, variable
from bpmn.reader.items import Items
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_children
from bpmn.xml_names import Xml, children, line_of, local, plain_reference, text_of

DATA = ("dataObject", "dataObjectReference", "dataStoreReference", "property")
_PARTS = (
    *("property", "ioSpecification", "dataInput", "dataOutput"),
    *("dataInputAssociation", "dataOutputAssociation"),
)
_IN_ASSOCIATION = ALWAYS | {"sourceRef", "targetRef", "transformation", "assignment"}


def read_data(source: Source, container: Xml) -> tuple[DataObject, ...]:
    """Read the declarations of a process or sub-process."""
    found: dict[str, Xml] = {}
    for element in children(container, "dataObject", "property"):
        name = source.items.variable(element)
        if source.items.find(element.get("id") or "") is None:
            continue
        if name in found:
            message = (
                f"it is the variable {name!r}, as is {found[name].get('id')}: they share a value"
            )
            hint = "give one of them another name, unless they are the same data drawn twice"
            source.warning("data_named_twice", element, message, hint)
        found[name] = element
    for element in children(container, "dataStoreReference"):
        message = "a data store is a variable of the case: nothing outside is read or written"
        source.warning("data_store_in_case", element, message, "use a service task for the outside")
    return tuple(_declared(source.items, each) for each in children(container, *DATA))


def _declared(items: Items, at: Xml) -> DataObject:
    return DataObject(
        id=at.get("id") or "",
        name=at.get("name") or "",
        line=line_of(at),
        kind=local(at),
        variable="" if items.find(at.get("id") or "") is None else items.variable(at),
    )


def read_data_flow(source: Source, at: Xml) -> DataFlow | None:
    """Read the data of an activity or event; None where it has none."""
    if next(children(at, *_PARTS), None) is None:
        return None
    holders = [*children(at, "ioSpecification"), at]
    reads = list(_moves(source, at, "dataInputAssociation"))
    filled = [move.target for move in reads]
    sets = [_needed(source, each, filled) for holder in holders for each in _sets(holder)]
    return DataFlow(
        properties=tuple(_names(source.items, at, "property")),
        inputs=tuple(name for each in holders for name in _names(source.items, each, "dataInput")),
        outputs=tuple(
            name for each in holders for name in _names(source.items, each, "dataOutput")
        ),
        reads=tuple(reads),
        writes=tuple(_moves(source, at, "dataOutputAssociation")),
        input_sets=tuple(sets),
    )


def _names(items: Items, holder: Xml, kind: str) -> Iterator[str]:
    for each in children(holder, kind):
        if items.find(each.get("id") or "") is not None:
            yield items.variable(each)


def _sets(holder: Xml) -> Iterator[Xml]:
    return children(holder, "inputSet")


def _needed(source: Source, input_set: Xml, filled: list[str]) -> tuple[str, ...]:
    """Give the inputs that the set cannot do without; what no association fills is not waited for."""
    free = [
        plain_reference(text_of(each))
        for each in children(input_set, "optionalInputRefs", "whileExecutingInputRefs")
    ]
    found = [plain_reference(text_of(each)) for each in children(input_set, "dataInputRefs")]
    needed = [source.items.find(each) for each in found if each not in free]
    names = [source.items.variable(each) for each in needed if each is not None]
    return tuple(name for name in names if name in filled)


def _moves(source: Source, at: Xml, kind: str) -> Iterator[DataMove]:
    for association in children(at, kind):
        check_children(source, association, _IN_ASSOCIATION)
        move = _move(source, at, association)
        if move is not None:
            yield move


def _move(source: Source, at: Xml, association: Xml) -> DataMove | None:
    target = _end(source, at, association, "targetRef")
    origin = _end(source, at, association, "sourceRef")
    value = _transformation(source, association)
    assignments = tuple(_assignments(source, association, target))
    if target is None or (origin is None and value is None and not assignments):
        return None
    plain = variable("" if origin is None else source.items.variable(origin))
    return DataMove(
        source.items.variable(target),
        value or plain,
        assignments,
        computed=value is not None,
        to_root=source.items.is_store(target),
    )


def _end(source: Source, at: Xml, association: Xml, name: str) -> Xml | None:
    """Give the first element at one end, if it can be seen from here."""
    for reference in children(association, name):
        found = source.items.find(text_of(reference))
        if found is not None and not _sees(source.items, at, found):
            message = f"{text_of(reference)} is data of a scope that is not around {at.get('id')}"
            hint = "use data of the same process or sub-process, or of one around it"
            source.error("data_not_visible", association, message, hint)
            return None
        return found
    return None


def _sees(items: Items, at: Xml, data: Xml) -> bool:
    """Say whether the data is the element's own or stands in a scope around it (BPMN 2.0.2, 10.4.1)."""
    holder = data.getparent()
    if items.is_store(data) or holder is None:
        return True
    owner = holder.getparent() if local(holder) == "ioSpecification" else holder
    return owner is at or any(each is owner for each in at.iterancestors())


def _transformation(source: Source, association: Xml) -> Expression | None:
    for at in children(association, "transformation"):
        return source.expression(text_of(at), at, "the transformation")
    return None


def _assignments(
    source: Source, association: Xml, target: Xml | None
) -> Iterator[tuple[Expression, tuple[str, ...]]]:
    for at in children(association, "assignment"):
        check_children(source, at, ALWAYS | {"from", "to"})
        values = [source.expression(text_of(each), each, "from") for each in children(at, "from")]
        paths = [text_of(each).removeprefix("=").strip() for each in children(at, "to")]
        if target is None or len(values) != 1 or len(paths) != 1:
            message = "an assignment has one from, one to, and a data association with a target"
            source.error("invalid_assignment", at, message, "fill in both")
            continue
        path = tuple(paths[0].split("."))
        names = (source.items.variable(target), target.get("id"))
        if path[0] not in names or not all(path):
            message = f"to is {paths[0]!r}, which is no path in {names[0]}"
            source.error("invalid_assignment", at, message, f"write {names[0]} or {names[0]}.part")
        elif values[0] is not None:
            yield values[0], (names[0], *path[1:])
