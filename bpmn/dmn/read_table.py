"""Reads decision tables."""

from bpmn.dmn.markup import Element
from bpmn.dmn.reading import Reading
from bpmn.dmn.tables import AGGREGATIONS, Input, Output, Rule, Table
from bpmn.feel.expression import Expression, UnaryTests

_POLICIES = {
    "UNIQUE": "U",
    "ANY": "A",
    "PRIORITY": "P",
    "FIRST": "F",
    "RULE ORDER": "R",
    "OUTPUT ORDER": "O",
    "COLLECT": "C",
}


def read_table(reading: Reading, element: Element) -> Table:
    """Give a decision table; what is wrong with it is noted as findings."""
    policy = element.get("hitPolicy") or "UNIQUE"
    if policy not in _POLICIES:
        reading.refuse(
            element,
            "hit-policy",
            f"unknown hit policy {policy!r}",
            f"one of {', '.join(_POLICIES)}",
        )
    aggregation = element.get("aggregation")
    if aggregation and aggregation not in AGGREGATIONS:
        reading.refuse(element, "aggregation", f"unknown aggregation {aggregation!r}")
    outputs = tuple(_output(reading, column) for column in element.all("output"))
    if not outputs:
        reading.refuse(element, "table", "a decision table without an output")
    if len(outputs) > 1 and len({column.name for column in outputs} - {""}) < len(outputs):
        reading.refuse(element, "table", "several outputs need a name each", "name every output")
    if len(outputs) > 1 and aggregation and aggregation != "COUNT":
        reading.refuse(element, "aggregation", "only a table of one output can be aggregated")
    if policy in {"PRIORITY", "OUTPUT ORDER"} and not any(column.values for column in outputs):
        reading.refuse(
            element,
            "hit-policy",
            f"{policy} needs the output values in order of importance",
            "add outputValues to an output",
        )
    inputs = tuple(_input(reading, column) for column in element.all("input"))
    rules = [
        _rule(reading, row, number, len(inputs), len(outputs))
        for number, row in enumerate(element.all("rule"), 1)
    ]
    return Table(
        element.id or reading.owner,
        _POLICIES.get(policy, "U"),
        aggregation,
        inputs,
        outputs,
        tuple(rule for rule in rules if rule),
        reading.type_ref(element),
    )


def _input(reading: Reading, column: Element) -> Input:
    expression = column.one("inputExpression")
    text = expression.text_of("text") if expression else ""
    if expression is None or not text:
        label = column.get("label") or column.id
        reading.refuse(
            column, "table", f"input {label!r} has no expression", "name the variable to test"
        )
        return Input(reading.expression(column, "null"), None, None)
    return Input(
        reading.expression(expression, text),
        reading.type_ref(expression),
        _tests(reading, column.one("inputValues")),
    )


def _tests(reading: Reading, element: Element | None) -> UnaryTests | None:
    text = element.text_of("text") if element else ""
    return reading.unary_tests(element, text) if element and text else None


def _output(reading: Reading, column: Element) -> Output:
    values = column.one("outputValues")
    text = values.text_of("text") if values else ""
    default = column.one("defaultOutputEntry")
    default_text = default.text_of("text") if default else ""
    return Output(
        column.get("name"),
        reading.type_ref(column),
        reading.expression(values, f"[{text}]") if values and _is_list(text) else None,
        _tests(reading, values),
        reading.expression(default, default_text) if default and default_text else None,
    )


def _is_list(text: str) -> bool:
    """Whether output values are a list that gives an order, and not only a test such as ``> 5``."""
    return bool(text) and text[0] not in "<>=!-"


def _rule(reading: Reading, row: Element, number: int, inputs: int, outputs: int) -> Rule | None:
    tests, conclusions = row.all("inputEntry"), row.all("outputEntry")
    if len(tests) != inputs or len(conclusions) != outputs:
        reading.refuse(
            row,
            "table",
            f"rule {number} has {len(tests)} conditions and {len(conclusions)} conclusions, "
            f"the table {inputs} and {outputs}",
        )
        return None
    return Rule(
        row.id or f"rule-{number}",
        tuple(reading.unary_tests(cell, cell.text_of("text")) for cell in tests),
        tuple(_conclusion(reading, cell) for cell in conclusions),
    )


def _conclusion(reading: Reading, cell: Element) -> Expression:
    return reading.expression(cell, cell.text_of("text") or "null")
