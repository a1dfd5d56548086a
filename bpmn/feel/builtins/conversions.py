"""number, string and range: values from text and text from values."""

import re
from decimal import Decimal

from bpmn.feel.errors import FeelError, FeelSyntaxError
from bpmn.feel.json_form import MAX_DEPTH
from bpmn.feel.literal_range import read_range
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run
from bpmn.feel.text_form import quoted, text_of
from bpmn.feel.values import DECIMAL, Function, Range

_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_MAX_DIGITS = 1000


@feel("number(from: number)")
def number_from(value: Decimal) -> Decimal:
    """Give a number as it is."""
    return value


@feel("number(from: string, grouping separator?: string|null, decimal separator?: string|null)")
def number(text: str, grouping: str | None = None, point: str | None = None) -> Decimal:
    """Give a number from its text.

    Measured: jdmn's takes ``Infinity``, ``NaN`` and ``1_000`` as numbers, so this one is ours.
    """
    if grouping not in {None, " ", ",", "."} or point not in {None, ",", "."}:
        raise FeelError("a separator is one of space, comma and point")
    if grouping is not None and grouping == point:
        raise FeelError("the separators have to differ")
    if grouping is not None:
        text = text.replace(grouping, "")
    if point == ",":
        if "." in text:
            raise FeelError("not a number")
        text = text.replace(",", ".")
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        raise FeelError("not a number")
    return DECIMAL.create_decimal(text)


@feel("string(from: any)", run=True)
def string(run: Run, value: object) -> str | None:
    """Give the text of a value; null of null."""
    if value is None or isinstance(value, str):
        return value
    return feel_text(run, value, 0)


def feel_text(run: Run, value: object, depth: int = 0) -> str:
    """Give a value as FEEL would write it, strings in quotes; raises FeelError where it nests too deeply."""
    run.charge(1)
    if depth > MAX_DEPTH:
        raise FeelError("nested too deeply")
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(feel_text(run, item, depth + 1) for item in value)}]"
    if isinstance(value, dict):
        entries = (f"{_key(key)}: {feel_text(run, one, depth + 1)}" for key, one in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return text_of(value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[^\W\d]\w*( \w+)*", name) else quoted(name)


@feel("range(from: string)", run=True)
def range_from(run: Run, text: str) -> Range:
    """Give an interval from its text, whose ends have to be literals."""
    run.charge(1 + len(text) // 10)
    try:
        result = read_range(run, text)
    except FeelSyntaxError as error:
        raise FeelError(str(error)) from None
    if result is None:
        raise FeelError("not an interval of literals")
    return result
