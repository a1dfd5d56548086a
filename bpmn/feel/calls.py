"""Calls by name in an expression, and those of them whose result can only be null: known before anything runs."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bpmn.feel.registry import BUILTINS, Builtin, Parameter
from bpmn.findings import Severity

ARGUMENTS, UNKNOWN = "function_arguments", "unknown_function"
"""The rules: a built-in function that does not take what it is given, and a function that there is not."""


@dataclass(frozen=True, slots=True)
class Called:
    """A function called by a name that nothing in the expression defines.

    ``count`` is how many arguments it gets; ``names`` are theirs, None where they go by position.
    """

    name: str
    count: int
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Misused:
    """A call that gives null whatever the values: the rule that it breaks, what is wrong and what to do."""

    rule: str
    severity: Severity
    message: str
    hint: str


def misused(calls: Iterable[Called], defined: Collection[str] = ()) -> Iterator[Misused]:
    """Give the calls that cannot have a result, each once; ``defined`` are names that may be functions here."""
    for call in dict.fromkeys(calls):
        builtin = BUILTINS.get(call.name)
        if call.name in defined:
            continue
        if builtin is None:
            message = f"{call.name}(...) calls a function that there is not: the result is null"
            yield Misused(
                UNKNOWN, "warning", message, "name a function of FEEL, or correct the name"
            )
        elif not builtin.takes(call.count, call.names):
            message = f"{call.name}() does not take {_given(call)}: the result is null"
            yield Misused(ARGUMENTS, "error", message, f"write {_shapes(builtin)}")


def _given(call: Called) -> str:
    if call.names is not None:
        return f"arguments named {', '.join(call.names)}"
    return f"{call.count} argument{'' if call.count == 1 else 's'}"


def _shapes(builtin: Builtin) -> str:
    shapes = [", ".join(map(_parameter, each.parameters)) for each in builtin.signatures]
    return " or ".join(f"{builtin.name}({shape})" for shape in dict.fromkeys(shapes))


def _parameter(part: Parameter) -> str:
    return f"{part.name}{'?' if part.optional else ''}: {part.kind}{'...' if part.repeated else ''}"
