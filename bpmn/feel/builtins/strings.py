"""String functions. Positions count characters (code points) from 1.

Measured on jdmn 1.0.5: its string module takes 0.25 s to import because of an XPath engine that it runs
``matches`` and ``replace`` through, by pasting the arguments into the XPath text; these few lines are
ours instead.
"""

from decimal import Decimal

from bpmn.feel.arithmetic import MAX_STRING
from bpmn.feel.errors import FeelBudgetExceeded, FeelError
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run


@feel("substring(string: string, start position: number, length?: number)")
def substring(string: str, start: Decimal, length: Decimal | None = None) -> str:
    """Part of a string; a negative start counts from the end."""
    first = int(start)
    if not first:
        raise FeelError("positions count from 1")
    if first < 0 and -first > len(string):
        raise FeelError("the start lies before the string")
    begin = first - 1 if first > 0 else len(string) + first
    if length is None:
        return string[begin:]
    if length < 1:
        raise FeelError("the length has to be at least 1")
    return string[begin : begin + int(length)]


@feel("string length(string: string)")
def string_length(string: str) -> Decimal:
    """How many characters the string has."""
    return Decimal(len(string))


@feel("upper case(string: string)")
def upper_case(string: str) -> str:
    """In capital letters."""
    return string.upper()


@feel("lower case(string: string)")
def lower_case(string: str) -> str:
    """In small letters."""
    return string.lower()


@feel("substring before(string: string, match: string)")
def substring_before(string: str, match: str) -> str:
    """Give what stands before the first occurrence; empty if there is none."""
    return string.partition(match)[0] if match and match in string else ""


@feel("substring after(string: string, match: string)")
def substring_after(string: str, match: str) -> str:
    """Give what stands after the first occurrence; empty if there is none."""
    return string.partition(match)[2] if match else string


@feel("contains(string: string, match: string)")
def contains(string: str, match: str) -> bool:
    """Whether the string holds the other."""
    return match in string


@feel("starts with(string: string, match: string)")
def starts_with(string: str, match: str) -> bool:
    """Whether the string begins with the other."""
    return string.startswith(match)


@feel("ends with(string: string, match: string)")
def ends_with(string: str, match: str) -> bool:
    """Whether the string ends with the other."""
    return string.endswith(match)


@feel("trim(string: string)")
def trim(string: str) -> str:
    """Without white space at both ends (an extension that Camunda has too)."""
    return string.strip()


@feel("is blank(string: string)")
def is_blank(string: str) -> bool:
    """Whether there is nothing but white space (an extension that Camunda has too)."""
    return not string.strip()


@feel(
    "string join(list: list, delimiter?: string|null, prefix?: string|null, suffix?: string|null)",
    run=True,
)
def string_join(
    run: Run,
    values: list[object],
    delimiter: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
) -> str:
    """All strings of a list in one; null items are left out."""
    parts = [value for value in values if value is not None]
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) != len(parts):
        raise FeelError("every item has to be a string")
    size = sum(map(len, texts)) + len(delimiter or "") * len(texts)
    run.charge(len(texts) + size // 256)
    if size > MAX_STRING:
        raise FeelBudgetExceeded(f"a string longer than {MAX_STRING} characters")
    return (prefix or "") + (delimiter or "").join(texts) + (suffix or "")
