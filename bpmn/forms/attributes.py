"""Reads the attributes of components: texts, options, conditions and what only some types have."""

from typing import Any

from bpmn.feel import Expression
from bpmn.forms.code_systems import code_system
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
        "html",
        "expression",
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
        "content",
        "expression",
        "computeOn",
        "appearance",
        "timeInterval",
        "disallowPassedDates",
        "defaultRepetitions",
        "isRepeating",
        "allowAddRemove",
    ]
)
_LAYOUT = frozenset(
    [
        "layout",
        "showOutline",
        "verticalAlignment",
        "height",
        "searchable",
        "use24h",
        "timeSerializingFormat",
        "serializeToString",
        "disableCollapse",
        "nonCollapsedItems",
        "source",
        "url",
    ]
)
_LANGUAGES = ("en", "zh")


def common(source: Source, component: dict[str, object]) -> dict[str, Any]:
    """Give what every component has; unknown attributes are worth a warning."""
    for name in component:
        if name not in _KNOWN and name not in _LAYOUT:
            source.note(
                "attribute", component, f"{name!r} is not known and has no effect", "", "warning"
            )
    default = component.get("defaultValue")
    computed = isinstance(default, str) and default.startswith("=")
    return {
        "id": str(component.get("id") or ""),
        "default": None if computed else default,
        "default_from": feel(source, component, default, "defaultValue") if computed else None,
        **_readonly(source, component),
    }


def _readonly(source: Source, component: dict[str, object]) -> dict[str, Any]:
    """Give whether a field is read-only: always, never, or by an expression."""
    wanted = component.get("readonly", False)
    if isinstance(wanted, str) and wanted.startswith("="):
        return {"readonly_if": feel(source, component, wanted, "readonly")}
    for name in ("disabled", "readonly"):
        if not isinstance(component.get(name, False), bool):
            source.note(
                "readonly",
                component,
                f"{name} is true or false",
                "write readonly as an expression that starts with =, or hide the field by conditional.hide",
            )
    return {"readonly": component.get("disabled") is True or wanted is True}


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
        elif component.get("type") != "text" and (text.startswith("=") or "{{" in text):
            source.note(
                "text",
                component,
                "expressions in labels and descriptions are not shown",
                "write plain text, or a text component above the field",
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
    return source.expression(text.strip().removeprefix("=").strip(), component, what)


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
    if system := code_system(source, component):
        if given:
            source.note("options", component, "a choice from a code system has no other options")
        return {"code_system": system}
    if len(given) != 1:
        source.note(
            "options",
            component,
            "a choice needs options from one place",
            "fill in values, valuesKey, or code_system in its properties",
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
