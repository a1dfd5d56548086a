"""Item definitions: the types that a file defines, as tests of values."""

from datetime import UTC, datetime

from bpmn.dmn.markup import Element
from bpmn.dmn.reading import Reading
from bpmn.feel.expression import UnaryTests
from bpmn.feel.scope import Run, Scope
from bpmn.feel.types import ANY, GivenType, TypeRef, Types, conforms

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_BUDGET = 100_000


def read_types(reading: Reading, root: Element) -> Types:
    """All item definitions of the file; cycles of names are findings."""
    tests: dict[str, GivenType] = {}
    checks: dict[str, GivenType] = {}
    shapes: dict[str, TypeRef] = {}
    types = Types(tests, checks, shapes)
    strict = Types(checks, checks, shapes)
    items = root.all("itemDefinition")
    for item in items:
        reading.owner = item.id
        if not item.get("name"):
            reading.refuse(item, "name", "an item definition has no name")
        tests[item.get("name")] = _test(reading, item, types, strict=False)
        checks[item.get("name")] = _test(reading, item, strict, strict=True)
        shapes[item.get("name")] = _shape(reading, item)
    _refuse_cycles(reading, items)
    return types


def _refuse_cycles(reading: Reading, items: list[Element]) -> None:
    """Give a type that is only another name of itself could never be tested."""
    targets = {item.get("name"): item.text_of("typeRef") for item in items}
    for item in items:
        seen = [item.get("name")]
        while (following := targets.get(seen[-1], "")) and following not in seen:
            seen.append(following)
        if following == item.get("name"):
            reading.refuse(item, "type-cycle", f"type {item.get('name')!r} is defined by itself")
            targets[item.get("name")] = ""


def _shape(reading: Reading, item: Element) -> TypeRef:
    """Give the structure of a type, for comparing the types of functions."""
    function = item.one("functionItem")
    if function is not None:
        parameters = tuple(_ref(reading, part) for part in function.all("parameters"))
        result = function.get("outputTypeRef")
        return TypeRef(
            "function",
            parameters,
            result=reading.type_ref(function, result) or ANY if result else ANY,
        )
    components = item.all("itemComponent")
    base = _ref(reading, item)
    if components:
        entries = tuple((part.get("name"), _shape(reading, part)) for part in components)
        base = TypeRef("context", entries=entries)
    return TypeRef("list", (base,)) if item.get("isCollection") == "true" else base


def _ref(reading: Reading, item: Element) -> TypeRef:
    return reading.type_ref(item) or ANY


def _test(reading: Reading, item: Element, types: Types, *, strict: bool) -> GivenType:
    """Whether a value has the type of an item definition or component, with its allowed values if strict."""
    base = _base_test(reading, item, types, strict=strict)
    if not strict:
        return _collected(item, base)
    allowed = _allowed(reading, item, "allowedValues")
    constraint = _allowed(reading, item, "typeConstraint")

    def single(value: object) -> bool:
        return base(value) and (allowed is None or _passes(allowed, value))

    whole = _collected(item, single)
    return lambda value: whole(value) and (constraint is None or _passes(constraint, value))


def _collected(item: Element, single: GivenType) -> GivenType:
    """Give the test of one value, or of a list of such."""
    if item.get("isCollection") != "true":
        return single
    return lambda value: (
        isinstance(value, list) and all(one is None or single(one) for one in value)
    )


def _base_test(reading: Reading, item: Element, types: Types, *, strict: bool) -> GivenType:
    if item.one("functionItem") is not None:
        wanted = _shape(reading, item)
        return lambda value: conforms(value, wanted, types)
    components = item.all("itemComponent")
    if components:
        parts = [
            (part.get("name"), _test(reading, part, types, strict=strict)) for part in components
        ]
        return lambda value: (
            isinstance(value, dict)
            and all(
                name in value and (value[name] is None or test(value[name])) for name, test in parts
            )
        )
    wanted = _ref(reading, item)
    return lambda value: conforms(value, wanted, types)


def _allowed(reading: Reading, item: Element, name: str) -> UnaryTests | None:
    element = item.one(name)
    text = element.text_of("text") if element else ""
    return reading.unary_tests(element, text) if element and text else None


def _passes(tests: UnaryTests, value: object) -> bool:
    run = Run({}, _NO_TIME, [], _BUDGET)
    return tests.holds_in(Scope({}, None, run), value)
