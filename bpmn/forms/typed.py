"""Reads what only one type of component has."""

from collections.abc import Callable
from typing import Any

from bpmn.forms.attributes import feel
from bpmn.forms.markup import plain_lines
from bpmn.forms.source import Source
from bpmn.forms.template import Template, read_template

_SUBTYPES = ("date", "time", "datetime")
MAX_REPETITIONS = 20
"""Most empty rows that a dynamic list begins with."""
_HOUR = 60
Component = dict[str, object]


def typed(source: Source, kind: str, component: Component) -> dict[str, Any]:
    """Give what only one type has."""
    reader = _READERS.get(kind)
    return reader(source, component) if reader else {}


def _datetime(source: Source, component: Component) -> dict[str, Any]:
    subtype = component.get("subtype", "date")
    if subtype not in _SUBTYPES:
        source.note("subtype", component, f"subtype {subtype!r}", f"one of {', '.join(_SUBTYPES)}")
    minutes = component.get("timeInterval", 5)
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= _HOUR:
        source.note("time_interval", component, "timeInterval is a number of minutes from 1 to 60")
        minutes = 5
    return {
        "subtype": str(subtype),
        "minutes": minutes,
        "not_past": _truth(source, component, "disallowPassedDates"),
    }


def _filepicker(_source: Source, component: Component) -> dict[str, Any]:
    return {
        "multiple": component.get("multiple") is True,
        "accept": str(component.get("accept") or ""),
    }


def _number(source: Source, component: Component) -> dict[str, Any]:
    step = component.get("increment")
    if step is not None and (
        isinstance(step, bool) or not isinstance(step, (int, float)) or step <= 0
    ):
        source.note("increment", component, "increment is a number above 0", "", "warning")
        step = None
    return {"increment": step, **_unit(source, component)}


def _unit(_source: Source, component: Component) -> dict[str, Any]:
    """Give what stands behind the value, such as mmHg."""
    appearance = component.get("appearance")
    unit = appearance.get("suffixAdorner") if isinstance(appearance, dict) else None
    return {"unit": unit if isinstance(unit, str) else ""}


def _list(source: Source, component: Component) -> dict[str, Any]:
    count = component.get("defaultRepetitions", 0)
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MAX_REPETITIONS:
        text = f"defaultRepetitions is a whole number up to {MAX_REPETITIONS}"
        source.note("repetitions", component, text, "", "warning")
        count = 0
    return {"repetitions": count, "fixed_rows": component.get("allowAddRemove") is False}


def _truth(source: Source, component: Component, name: str) -> bool:
    value = component.get(name, False)
    if not isinstance(value, bool):
        source.note("attribute", component, f"{name} is true or false", "", "warning")
    return value is True


def _table(source: Source, component: Component) -> dict[str, Any]:
    columns = component.get("columns")
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        source.note("table", component, "a table has a list of columns", "fill in columns")
        columns = []
    pairs = tuple((str(one.get("key", "")), str(one.get("label", ""))) for one in columns)
    return {
        "columns": pairs,
        "source": feel(source, component, component.get("dataSource"), "dataSource"),
    }


def _expression(source: Source, component: Component) -> dict[str, Any]:
    if component.get("computeOn", "change") not in {"change", "presubmit"}:
        source.note("compute_on", component, "computeOn is change or presubmit")
    return {"expression": feel(source, component, component.get("expression"), "expression")}


def _text(source: Source, component: Component) -> dict[str, Any]:
    """Read a text in the form's own language and by language."""
    html = component.get("type") == "html"
    given = {"": component.get("content" if html else "text") or ""}
    properties = component.get("properties")
    for language in ("en", "zh"):
        if isinstance(properties, dict) and properties.get(f"label_{language}"):
            given[language] = properties[f"label_{language}"]
    found: list[tuple[str, Template]] = []
    for language, text in given.items():
        plain = plain_lines(source, component, str(text)) if html else str(text)
        found.append((language, read_template(source, component, plain)))
    return {"templates": tuple(found)}


_READERS: dict[str, Callable[[Source, Component], dict[str, Any]]] = {
    "textfield": _unit,
    "number": _number,
    "datetime": _datetime,
    "filepicker": _filepicker,
    "dynamiclist": _list,
    "table": _table,
    "expression": _expression,
    "text": _text,
    "html": _text,
}
