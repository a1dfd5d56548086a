"""Data of the standard: which variables hold it, and the associations that move it (BPMN 2.0.2, 10.4).

Every item-aware element is the variable of its name, or of its id where its name is no single word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bpmn.allowance import Allowance
from bpmn.model.values import Expression


@dataclass(frozen=True, slots=True)
class VariableRead:
    """What a plain copy evaluates: the variable itself, whatever characters its name has."""

    name: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The one name."""
        return (self.name,)

    def evaluate_json(
        self,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str] | None = None,
        *,
        allowance: Allowance | None = None,
    ) -> object:
        """Give the variable's value, null without one."""
        del now, warnings, allowance
        return context.get(self.name)


def variable(name: str) -> Expression:
    """Give the expression that reads a variable."""
    return Expression(name, VariableRead(name))


@dataclass(frozen=True, slots=True)
class DataMove:
    """A data association: the value goes into the variable `target`.

    With `assignments` each value goes into its own path, whose first name is `target`; otherwise the whole is
    replaced. `computed` says that there was a transformation; a plain copy brings nothing where there is
    nothing. `to_root` is the place of a data store.
    """

    target: str
    value: Expression
    assignments: tuple[tuple[Expression, tuple[str, ...]], ...] = ()
    computed: bool = False
    to_root: bool = False


@dataclass(frozen=True, slots=True)
class DataFlow:
    """The data of one activity or event: variables of its own, and what moves in and out."""

    properties: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    reads: tuple[DataMove, ...] = ()
    writes: tuple[DataMove, ...] = ()
    input_sets: tuple[tuple[str, ...], ...] = ()
    """The inputs that each set needs a value of; one set must be full before work begins."""
