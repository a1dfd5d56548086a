"""Reads and runs the DMN TCK's files: inputs, expected values and how they are compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from bpmn.dmn.decisions import Decisions
from bpmn.dmn.errors import DecisionError
from bpmn.dmn.evaluation import Evaluation
from bpmn.feel.compare import equal
from bpmn.feel.errors import FeelError
from bpmn.feel.scope import Run
from bpmn.feel.temporal import parse_date, parse_date_time, parse_duration, parse_time

ROOT = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "dmn-tck"
NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
_T = "{http://www.omg.org/spec/DMN/20160719/testcase}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(frozen=True)
class Expectation:
    model: Path
    case: str
    inputs: dict[str, object]
    node: str
    service: str
    expected: object
    error: bool

    @property
    def id(self) -> str:
        return f"{self.model.stem}/{self.case}/{self.node}"


def expectations(level: str) -> Iterator[Expectation]:
    for file in sorted((ROOT / level).glob("*/*-test-*.xml")):
        root = ET.parse(file).getroot()
        model = file.parent / root.findtext(f"{_T}modelName", "")
        for case in root.iter(f"{_T}testCase"):
            inputs = {
                node.get("name", ""): value_of(node) for node in case.findall(f"{_T}inputNode")
            }
            service = case.get("invocableName", "") if case.get("type") == "decisionService" else ""
            for result in case.findall(f"{_T}resultNode"):
                expected = result.find(f"{_T}expected")
                yield Expectation(
                    model,
                    case.get("id", ""),
                    inputs,
                    result.get("name", ""),
                    service,
                    None if expected is None else value_of(expected),
                    result.get("errorResult") == "true",
                )


def value_of(node: ET.Element) -> object:
    if node.get(f"{_XSI}nil") == "true":
        return None
    components = node.findall(f"{_T}component")
    if components:
        return {one.get("name", ""): value_of(one) for one in components}
    items = node.find(f"{_T}list")
    if items is not None:
        return [value_of(item) for item in items.findall(f"{_T}item")]
    value = node.find(f"{_T}value")
    if value is None or value.get(f"{_XSI}nil") == "true":
        return None
    return _scalar((value.get(f"{_XSI}type") or "string").rpartition(":")[2], value.text or "")


def _scalar(kind: str, text: str) -> object:
    if kind in {"decimal", "double", "integer", "int", "float"}:
        return Decimal(text.strip())
    if kind == "boolean":
        return text.strip() == "true"
    parsers = {
        "date": parse_date,
        "time": parse_time,
        "dateTime": parse_date_time,
        "duration": parse_duration,
    }
    if kind in parsers:
        try:
            return parsers[kind](text.strip())
        except FeelError:
            return f"unreadable {kind}"
    return text


def run(decisions: Decisions, expectation: Expectation) -> tuple[bool, object, list[str]]:
    """Whether the result is as expected, the result and the warnings."""
    warnings: list[str] = []
    context = dict(expectation.inputs)
    evaluation = Evaluation(
        decisions.graph, Run(context, NOW, warnings, 500_000, decisions.graph.types)
    )
    by_name = {one.name: one.id for one in decisions.graph.decisions.values()}
    try:
        if expectation.service:
            service = next(
                one for one in decisions.graph.services.values() if one.name == expectation.service
            )
            evaluation.results = {
                by_name[name]: value for name, value in context.items() if name in by_name
            }
            result = evaluation.serve(service)
        else:
            result = evaluation.decide(by_name[expectation.node])
    except (DecisionError, FeelError) as error:
        return expectation.error, repr(error), warnings
    if expectation.error:
        return result is None or same(result, expectation.expected), result, warnings
    return same(result, expectation.expected), result, warnings


def same(result: object, expected: object) -> bool:
    if isinstance(result, Decimal) and isinstance(expected, Decimal):
        return abs(result - expected) <= Decimal("1e-8") * max(1, abs(expected))
    if isinstance(result, list) and isinstance(expected, list):
        return len(result) == len(expected) and all(map(same, result, expected))
    if isinstance(result, dict) and isinstance(expected, dict):
        return result.keys() == expected.keys() and all(
            same(result[key], expected[key]) for key in result
        )
    return equal(Run({}, NOW, [], 100_000), result, expected) is True
