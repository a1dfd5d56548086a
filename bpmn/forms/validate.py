"""Reads ``validate``: which rules a component has, and whether they make sense for its type."""

import math
from typing import Any

from bpmn.feel import Expression, FeelError
from bpmn.forms.attributes import feel
from bpmn.forms.patterns import compile_pattern
from bpmn.forms.source import Source

_TEXT = frozenset(["required", "minLength", "maxLength", "pattern", "validationType"])
_BY_TYPE = {
    "textfield": _TEXT,
    "textarea": _TEXT - {"validationType", "pattern"},
    "number": frozenset(["required", "min", "max"]),
    "group": frozenset[str](),
    "dynamiclist": frozenset[str](),
}
_OTHERS = frozenset(["required"])
_VALIDATION_TYPES = ("", "custom", "email", "phone")
_NAMES = {"min": "min", "max": "max", "minLength": "min_length", "maxLength": "max_length"}


def validation(source: Source, kind: str, component: dict[str, object]) -> dict[str, Any]:
    """Give the rules of a component as arguments of a Field."""
    rules = component.get("validate") or {}
    if not isinstance(rules, dict):
        source.note("validate", component, "validate is an object")
        return {}
    allowed = _BY_TYPE.get(kind, _OTHERS)
    for name in rules:
        if name not in allowed:
            hint = f"a {kind} knows {', '.join(sorted(allowed)) or 'no rules'}"
            source.note("validate", component, f"validate.{name} is not known for {kind}", hint)
    required = rules.get("required", False)
    if not isinstance(required, bool):
        source.note("validate", component, "validate.required is true or false")
    found: dict[str, Any] = {
        "required": required is True,
        "pattern": _pattern(source, component, rules.get("pattern")),
        "validation_type": _validation_type(source, component, rules.get("validationType")),
        **_bounds(source, component, rules),
    }
    if kind == "number":
        digits = component.get("decimalDigits")
        if digits is not None and not (isinstance(digits, int) and 0 <= digits <= 20):  # noqa: PLR2004
            source.note("validate", component, "decimalDigits is a whole number from 0 to 20")
        found["decimal_digits"] = digits
    return found


def _bounds(
    source: Source, component: dict[str, object], rules: dict[str, object]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    computed: list[tuple[str, Expression]] = []
    for name, field in _NAMES.items():
        value = rules.get(name)
        if value is None:
            continue
        if isinstance(value, str) and value.startswith("="):
            expression = feel(source, component, value, f"validate.{name}")
            computed += [(field, expression)] if expression else []
            continue
        whole = name.endswith("Length")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            source.note(
                "validate",
                component,
                f"validate.{name} is a number",
                "write a plain number, or an expression that starts with =",
            )
        elif not math.isfinite(value) or (whole and value < 0):
            source.note("validate", component, f"validate.{name} is out of range")
        else:
            found[field] = value
    for least, most in (("min", "max"), ("min_length", "max_length")):
        low, high = found.get(least), found.get(most)
        if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low > high:
            source.note("validate", component, f"{least} is greater than {most}", "swap them")
    return found | {"bounds_from": tuple(computed)}


def _pattern(source: Source, component: dict[str, object], value: object) -> str:
    if value in (None, ""):
        return ""
    try:
        compile_pattern(str(value))
    except FeelError as error:
        source.note("pattern", component, f"validate.pattern: {error}", "write a simpler pattern")
    return str(value)


def _validation_type(source: Source, component: dict[str, object], value: object) -> str:
    name = str(value or "")
    if name not in _VALIDATION_TYPES:
        source.note(
            "validate",
            component,
            f"validationType {name!r} is not known",
            "use email, phone or a pattern",
        )
    return name
