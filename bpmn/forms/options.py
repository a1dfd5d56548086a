"""The options of a choice at one moment: the form's own, or what the case's variables say."""

from collections.abc import Mapping
from datetime import datetime

from bpmn.forms.evaluation import evaluated
from bpmn.forms.model import Field, Option


def options_now(
    field: Field, case: Mapping[str, object], now: datetime
) -> tuple[Option, ...] | None:
    """Give the options; None where the variables do not hold a list of them."""
    if field.options_from is None:
        return field.options
    found = evaluated(field.options_from, dict(case), now)
    if not isinstance(found, list):
        return None
    read = (_option(one) for one in found)
    return tuple(option for option in read if option is not None)


def _option(one: object) -> Option | None:
    """Read one option out of a variable: a plain value, or an object with label and value."""
    if isinstance(one, Mapping) and isinstance(one.get("value"), (str, int, float, bool)):
        labels = tuple(
            (code, str(one[f"label_{code}"])) for code in ("en", "zh") if one.get(f"label_{code}")
        )
        return Option(one["value"], str(one.get("label") or one["value"]), labels)
    return Option(one, str(one)) if isinstance(one, (str, int, float, bool)) else None
