"""Reads the attributes of components: texts, options, conditions and what only some types have."""

from typing import Any

from bpmn.feel import Expression, FeelSyntaxError, parse_expression
from bpmn.forms.model import CHOICES, Option, Texts
from bpmn.forms.source import Source

SUPPORTED = frozenset(
    [
        "textfield",
        "textarea",
        "number",
        "datetime",
        "checkbox",
        "checklist",
        "radio",
        "select",
        "taglist",
        "text",
        "group",
        "dynamiclist",
        "table",
        "separator",
        "spacer",
        "filepicker",
    ]
)
"""Component types that can be used."""

_KNOWN = frozenset(
    [
        "type",
        "id",
        "key",
        "path",
        "label",
        "text",
        "description",
        "properties",
        "values",
        "valuesKey",
        "valuesExpression",
        "validate",
        "conditional",
        "defaultValue",
        "disabled",
        "readonly",
        "components",
        "subtype",
        "dateLabel",
        "timeLabel",
        "dataSource",
        "columns",
        "columnsExpression",
        "rowCount",
        "multiple",
        "accept",
        "decimalDigits",
        "increment",
    ]
)
_LAYOUT = frozenset(
    [
        "layout",
        "appearance",
        "showOutline",
        "verticalAlignment",
        "height",
        "searchable",
        "use24h",
        "timeInterval",
        "timeSerializingFormat",
        "disallowPassedDates",
        "serializeToString",
        "isRepeating",
        "allowAddRemove",
        "defaultRepetitions",
        "disableCollapse",
        "nonCollapsedItems",
        "source",
        "url",
    ]
)
_SUBTYPES = ("date", "time", "datetime")
_LANGUAGES = ("en", "zh")


def common(source: Source, component: dict[str, object]) -> dict[str, Any]:
    """Give what every component has; unknown attributes are worth a warning."""
    for name in component:
        if name not in _KNOWN and name not in _LAYOUT:
            source.note(
                "attribute", component, f"{name!r} is not known and has no effect", "", "warning"
            )
    for name in ("disabled", "readonly"):
        if not isinstance(component.get(name, False), bool):
            source.note(
                "readonly",
                component,
                f"{name} is true or false",
                "hide the field by conditional.hide",
            )
    return {
        "id": str(component.get("id") or ""),
        "readonly": component.get("disabled") is True or component.get("readonly") is True,
        "default": component.get("defaultValue"),
    }


def texts(source: Source, component: dict[str, object]) -> dict[str, Any]:
    """Label and description, in the form's own language and by language."""
    properties = component.get("properties") or {}
    if not isinstance(properties, dict):
        source.note("properties", component, "properties is an object of texts")
        properties = {}
    label = component.get("text" if component.get("type") == "text" else "label") or ""
    if component.get("type") == "datetime":
        label = label or component.get("dateLabel") or component.get("timeLabel") or ""
    description = component.get("description") or ""
    for text in (label, description):
        if not isinstance(text, str):
            source.note("text", component, "a label or text is a string")
        elif text.startswith("=") or "{{" in text:
            source.note(
                "text",
                component,
                "expressions in labels and texts are not shown",
                "write plain text",
            )
    return {
        "label": str(label),
        "labels": _languages(properties, "label"),
        "description": str(description),
        "descriptions": _languages(properties, "description"),
    }


def _languages(values: dict[str, object], name: str) -> Texts:
    found = ((language, values.get(f"{name}_{language}")) for language in _LANGUAGES)
    return tuple((language, str(text)) for language, text in found if text)


def feel(
    source: Source, component: dict[str, object], text: object, what: str
) -> Expression | None:
    """Give an expression of a component, with or without its equals sign."""
    if not isinstance(text, str) or not text.strip():
        source.note("feel", component, f"{what} is a FEEL expression", 'write it as "=expression"')
        return None
    try:
        return parse_expression(text.strip().removeprefix("=").strip())
    except FeelSyntaxError as error:
        source.note("feel", component, f"{what} is no FEEL: {error}", f"correct {text.strip()!r}")
        return None


def conditional(source: Source, component: dict[str, object]) -> Expression | None:
    """Give the condition under which a component is hidden."""
    condition = component.get("conditional")
    if condition in (None, {}):
        return None
    if not isinstance(condition, dict) or set(condition) != {"hide"}:
        source.note(
            "conditional", component, "conditional knows only 'hide'", 'write {"hide": "=..."}'
        )
        return None
    if condition["hide"] in (None, ""):
        return None
    return feel(source, component, condition["hide"], "conditional.hide")


def options(source: Source, component: dict[str, object]) -> dict[str, Any]:
    """Give the options of a choice: in the form, or from the case's variables."""
    if component.get("type") not in CHOICES:
        return {}
    given = [name for name in ("values", "valuesKey", "valuesExpression") if component.get(name)]
    if len(given) != 1:
        source.note(
            "options",
            component,
            "a choice needs options from one place",
            "fill in values, or valuesKey",
        )
        return {}
    if given[0] != "values":
        text = component[given[0]]
        return {"options_from": feel(source, component, text, given[0])}
    values = component["values"]
    if not isinstance(values, list):
        source.note("options", component, "values is a list")
        return {}
    read = [_option(source, component, value) for value in values]
    found = tuple(option for option in read if option is not None)
    if len({(type(option.value), option.value) for option in found}) < len(found):
        source.note(
            "options", component, "two options have the same value", "make the values differ"
        )
    return {"options": found}


def _option(source: Source, component: dict[str, object], option: object) -> Option | None:
    value = option.get("value") if isinstance(option, dict) else None
    if (
        not isinstance(option, dict)
        or not isinstance(value, (str, int, float, bool))
        or value == ""
    ):
        source.note(
            "options", component, "an option has a value", 'write {"label": ..., "value": ...}'
        )
        return None
    return Option(value, str(option.get("label") or value), _languages(option, "label"))


def typed(source: Source, kind: str, component: dict[str, object]) -> dict[str, Any]:
    """Give what only one type has."""
    if kind == "datetime":
        subtype = component.get("subtype", "date")
        if subtype not in _SUBTYPES:
            source.note(
                "subtype", component, f"subtype {subtype!r}", f"one of {', '.join(_SUBTYPES)}"
            )
        return {"subtype": str(subtype)}
    if kind == "filepicker":
        return {
            "multiple": component.get("multiple") is True,
            "accept": str(component.get("accept") or ""),
        }
    if kind == "table":
        return _table(source, component)
    return {}


def _table(source: Source, component: dict[str, object]) -> dict[str, Any]:
    columns = component.get("columns")
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        source.note("table", component, "a table has a list of columns", "fill in columns")
        columns = []
    pairs = tuple((str(one.get("key", "")), str(one.get("label", ""))) for one in columns)
    return {
        "columns": pairs,
        "source": feel(source, component, component.get("dataSource"), "dataSource"),
    }
