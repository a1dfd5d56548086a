"""Reads the test files of the DMN TCK: inputs, and what decisions have to give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bpmn.dmn.markup import KIT_BYTES, KIT_ELEMENTS
from bpmn.feel.errors import FeelError
from bpmn.feel.temporal import parse_date, parse_date_time, parse_duration, parse_time
from bpmn.reader.xml import read_xml
from bpmn.xml_names import Xml

TCK = "http://www.omg.org/spec/DMN/20160719/testcase"
_T = f"{{{TCK}}}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one decision has to give; ``error`` accepts null and errors as well."""

    node: str
    value: object
    error: bool


@dataclass(frozen=True, slots=True)
class TckCase:
    """One test case: values by name, and the decisions that are asked, or the service or function."""

    id: str
    inputs: dict[str, object]
    invocable: str
    kind: str
    results: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class TckFile:
    """A test file: the model it is for, and its cases."""

    model: str
    cases: tuple[TckCase, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An expected or given value that is not what it says it is; nothing equals it."""

    kind: str
    text: str


class NoTest(ValueError):  # noqa: N818 - reads as what it is
    """The file is no test file of the TCK."""


def read_tck_file(data: bytes, file: str) -> TckFile:
    """Read a test file; raises Refused for bad XML and NoTest for something else than a test."""
    root = read_xml(data, file, most_bytes=KIT_BYTES, most_elements=KIT_ELEMENTS)
    if root.tag != f"{_T}testCases":
        raise NoTest("the root is no <testCases> of the DMN TCK")
    cases = tuple(_case(each) for each in root.iter(f"{_T}testCase"))
    return TckFile((root.findtext(f"{_T}modelName") or "").strip(), cases)


def _case(element: Xml) -> TckCase:
    return TckCase(
        element.get("id", ""),
        {node.get("name", ""): _value(node) for node in element.findall(f"{_T}inputNode")},
        element.get("invocableName", ""),
        element.get("type", "decision"),
        tuple(_wanted(element)),
    )


def _wanted(element: Xml) -> Iterator[Wanted]:
    for result in element.findall(f"{_T}resultNode"):
        expected = result.find(f"{_T}expected")
        value = None if expected is None else _value(expected)
        yield Wanted(result.get("name", ""), value, result.get("errorResult") in {"true", "1"})


def _value(node: Xml) -> object:
    if _nil(node):
        return None
    components = node.findall(f"{_T}component")
    if components:
        return {one.get("name", ""): _value(one) for one in components}
    items = node.find(f"{_T}list")
    if items is not None:
        return None if _nil(items) else [_value(item) for item in items.findall(f"{_T}item")]
    value = node.find(f"{_T}value")
    if value is None or _nil(value):
        return None
    kind = (value.get(f"{_XSI}type") or "string").rpartition(":")[2]
    return _scalar(kind, "".join(map(str, value.itertext())))


def _nil(node: Xml) -> bool:
    return node.get(f"{_XSI}nil") in {"true", "1"}


def _scalar(kind: str, text: str) -> object:
    parser = _PARSERS.get(kind)
    if parser is None:
        return text
    try:
        return parser(text.strip())
    except (FeelError, InvalidOperation):
        return Unreadable(kind, text)


_PARSERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(["decimal", "double", "integer", "int", "long", "float"], Decimal),
    "boolean": lambda text: text in {"true", "1"},
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
}
