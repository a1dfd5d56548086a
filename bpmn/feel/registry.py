"""How a built-in function is declared: its signature as text above the Python function.

``@feel("substring(string: string, start position: number, length?: number)")`` gives name, order,
type and optionality of the parameters. A name may be declared several times with different parameters.
A parameter of type ``list`` takes a single value as a list of one, another type takes the item of a
list of one, and null for a typed parameter makes the result null (``any`` and ``...|null`` take null).
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any, TypeVar

from bpmn.feel.errors import FeelBudgetExceeded, FeelError
from bpmn.feel.far_dates import FarDate, FarDateTime
from bpmn.feel.values import DECIMAL, Function, Months, Range, kind_of

if TYPE_CHECKING:
    from bpmn.feel.scope import Run

Implementation = TypeVar("Implementation", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a signature."""

    name: str
    kind: str
    optional: bool = False
    nullable: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameters and the Python function that gets them; ``needs_run`` puts the run before them."""

    parameters: tuple[Parameter, ...]
    function: Callable[..., object]
    needs_run: bool

    def names(self) -> Iterator[str]:
        """Give the names of the parameters."""
        return (part.name for part in self.parameters)

    def fits(self, count: int) -> bool:
        """Whether that many positional arguments can be taken."""
        least = sum(not (part.optional or part.repeated) for part in self.parameters)
        repeated = any(part.repeated for part in self.parameters)
        return least <= count and (repeated or count <= len(self.parameters))

    def fits_names(self, given: Collection[str]) -> bool:
        """Whether arguments of these names can be taken."""
        known = [*self.names()]
        required = [part.name for part in self.parameters if not part.optional]
        return all(name in known for name in given) and all(name in given for name in required)

    def kinds(self, count: int) -> list[tuple[type, ...]]:
        """Give the Python types that so many positional arguments may have as they are."""
        parts = [*self.parameters, *self.parameters[-1:] * count][:count]
        return [_KINDS[part.kind] + ((type(None),) if part.nullable else ()) for part in parts]


@dataclass(slots=True)
class Builtin:
    """A built-in function with all its signatures."""

    name: str
    signatures: list[Signature] = field(default_factory=list)
    _by_count: dict[int, list[tuple[Signature, list[tuple[type, ...]]]]] = field(
        default_factory=dict, repr=False
    )

    def call(
        self, run: "Run", values: Sequence[object], names: tuple[str, ...] | None = None
    ) -> object:
        """Give the result for these arguments, or null and a warning."""
        if names is None:
            for quick, kinds in self._by_count.get(len(values)) or self._takes(len(values)):
                if all(map(isinstance, values, kinds)):
                    return self._result(run, quick, values)
        signature, arguments = self._choose(values, names)
        if signature is None:
            run.warn(f"{self.name}(): these arguments are not taken")
            return None
        prepared = _prepare(run, self.name, signature, arguments)
        if prepared is None:
            return None
        return self._result(run, signature, prepared)

    def takes(self, count: int, names: tuple[str, ...] | None = None) -> bool:
        """Whether some signature takes so many positional arguments, or arguments of these names."""
        if names is None:
            return any(one.fits(count) for one in self.signatures)
        return any(one.fits_names(names) for one in self.signatures)

    def _takes(self, count: int) -> list[tuple[Signature, list[tuple[type, ...]]]]:
        """Give the signatures for so many positional arguments, with the types that fit as they are."""
        fitting = [one for one in self.signatures if one.fits(count)]
        self._by_count[count] = [(one, one.kinds(count)) for one in fitting]
        return self._by_count[count]

    def _result(self, run: "Run", signature: Signature, arguments: Sequence[object]) -> object:
        try:
            if signature.needs_run:
                return signature.function(run, *arguments)
            return signature.function(*arguments)
        except FeelBudgetExceeded:
            raise
        except FeelError as error:
            run.warn(f"{self.name}(): {error}")
        except (ArithmeticError, ValueError, TypeError, IndexError):
            run.warn(f"{self.name}(): no result for these values")
        return None

    def _choose(
        self, values: Sequence[object], names: tuple[str, ...] | None
    ) -> tuple[Signature | None, list[object]]:
        if names is None:
            fitting = self._takes(len(values))
            return (fitting[0][0] if fitting else None), list(values)
        given = dict(zip(names, values, strict=True))
        in_order = [one for one in self.signatures if [*given] == [*one.names()]]
        for signature in [*in_order, *self.signatures]:
            if signature.fits_names(given):
                return signature, [given.get(part.name, MISSING) for part in signature.parameters]
        return None, []


class _Missing:
    """Stands for an optional argument that was not given by name."""


MISSING = _Missing()
BUILTINS: dict[str, Builtin] = {}
"""All built-in functions by name."""

_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (Decimal,),
    "boolean": (bool,),
    "list": (list,),
    "context": (dict,),
    "function": (Function, Builtin),
    "range": (Range,),
    "date": (date, FarDate, FarDateTime),
    "time": (time,),
    "date and time": (datetime,),
    "any date and time": (datetime, FarDateTime),
    "days and time duration": (timedelta,),
    "duration": (timedelta, Months),
    "any": (object,),
}


def _prepare(
    run: "Run", name: str, signature: Signature, values: list[object]
) -> list[object] | None:
    """Give the arguments as the signature wants them; None and a warning if one does not fit."""
    parameters = list(signature.parameters)
    if parameters and parameters[-1].repeated:
        parameters += [parameters[-1]] * (len(values) - len(parameters))
    prepared: list[object] = []
    for part, value in zip(parameters, values, strict=False):
        if value is MISSING:
            prepared.append(None)
            continue
        fitted = _fit(part, value)
        refused = fitted is None and part.kind != "any"
        if refused and not (value is None and part.nullable):
            run.warn(f"{name}(): {part.name!r} is a {kind_of(value)}, wanted: {part.kind}")
            return None
        prepared.append(fitted)
    return prepared


def _fit(part: Parameter, value: object) -> object:
    kinds = _KINDS[part.kind]
    if isinstance(value, kinds):
        return value
    if value is None:
        return None
    if part.kind == "list":
        return [value]
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], kinds):
        return value[0]
    return None


def feel(declaration: str, *, run: bool = False) -> Callable[[Implementation], Implementation]:
    """Declare a built-in function; ``run`` asks for the evaluation itself as first argument."""
    name, _, rest = declaration.partition("(")
    parts = [part for part in rest.rstrip(")").split(", ") if part]
    parameters = tuple(_parameter(part) for part in parts)

    def register(function: Implementation) -> Implementation:
        builtin = BUILTINS.setdefault(name, Builtin(name))
        builtin.signatures.append(Signature(parameters, function, run))
        return function

    return register


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(": ")
    repeated, nullable = kind.endswith("..."), kind.endswith("|null")
    kind = kind.removesuffix("...").removesuffix("|null")
    return Parameter(name.removesuffix("?"), kind, name.endswith("?"), nullable, repeated)


def decimal128(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function of jdmn that computes in the thread's decimal context, so that it is ours."""

    def wrapped(*values: object) -> object:
        with localcontext(DECIMAL):
            return function(*values)

    return wrapped
