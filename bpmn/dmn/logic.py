"""Boxed expressions: the logic of decisions and functions, each ready to run in a scope."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bpmn.feel.access import get_item
from bpmn.feel.compile_flow import NoDomainError, items_of, quantified
from bpmn.feel.expression import Expression
from bpmn.feel.functions import call, fit
from bpmn.feel.scope import Run, Scope, wrong
from bpmn.feel.types import TypeRef
from bpmn.feel.values import Function

_CALL_DEPTH = 12
"""What entering a function of a model counts towards the depth limit."""


class Logic(Protocol):
    """Anything that has a value in a scope."""

    def run(self, scope: Scope) -> object:
        """Give the value."""


def fitted(run: Run, value: object, kind: TypeRef | None, what: str) -> object:
    """Give the value as its declared type wants it; null and a warning if it cannot be had."""
    result, ok = fit(run, value, kind)
    if not ok:
        run.warn(f"{what} is no {kind.name if kind else 'value'}")
    return result


@dataclass(frozen=True, slots=True)
class Text:
    """A literal expression."""

    expression: Expression
    type: TypeRef | None = None

    def run(self, scope: Scope) -> object:
        """Give the expression's value."""
        return fitted(scope.run, self.expression.run_in(scope), self.type, "the expression")


@dataclass(frozen=True, slots=True)
class Nothing:
    """Logic that a file leaves out: null."""

    def run(self, _scope: Scope) -> object:
        """Null."""
        return None


EXTERNAL = "an external function is not run"


@dataclass(frozen=True, slots=True)
class External:
    """The body of a function in another language than FEEL: null and a warning."""

    def run(self, scope: Scope) -> object:
        """Null."""
        scope.run.warn(EXTERNAL)
        return None


@dataclass(frozen=True, slots=True)
class Entries:
    """A boxed context; an entry without a name is its result."""

    entries: tuple[tuple[str, TypeRef | None, Logic], ...]

    def run(self, scope: Scope) -> object:
        """Give the context, or the value of the result entry."""
        names: dict[str, object] = {}
        inner = Scope(names, scope, scope.run)
        values: dict[str, object] = {}
        for name, kind, logic in self.entries:
            value = fitted(scope.run, logic.run(inner), kind, f"entry {name!r}")
            if not name:
                return value
            names[name] = values[name] = value
        return values


@dataclass(frozen=True, slots=True)
class Invocation:
    """A boxed call with named arguments."""

    called: Expression
    bindings: tuple[tuple[str, Logic], ...]

    def run(self, scope: Scope) -> object:
        """Give the function's result."""
        values = [logic.run(scope) for _, logic in self.bindings]
        names = tuple(name for name, _ in self.bindings)
        target = self.called.run_in(scope)
        return call(scope.run, target, values, names or None, self.called.text.strip())


@dataclass(frozen=True, slots=True)
class Items:
    """A boxed list."""

    items: tuple[Logic, ...]

    def run(self, scope: Scope) -> object:
        """Give the list."""
        return [item.run(scope) for item in self.items]


@dataclass(frozen=True, slots=True)
class Relation:
    """A boxed relation: a list of contexts with the same entries."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Logic, ...], ...]

    def run(self, scope: Scope) -> object:
        """Give the list of contexts."""
        return [
            {name: cell.run(scope) for name, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class FunctionLogic:
    """A boxed function definition."""

    parameters: tuple[tuple[str, TypeRef | None], ...]
    body: Logic
    type: TypeRef | None = None

    def run(self, scope: Scope) -> object:
        """Give the function, which sees the scope it was made in."""
        return self.bound(lambda: scope)

    def bound(self, outer: Callable[[], Scope]) -> Function:
        """Give the function in a scope that ``outer()`` gives when it is called."""
        names = tuple(name for name, _ in self.parameters)

        def invoke(run: Run, *values: object) -> object:
            run.charge(1)
            arguments = dict(zip(names, values, strict=True))
            with run.deeper(_CALL_DEPTH):
                value = self.body.run(Scope(arguments, outer(), run))
            return fitted(run, value, self.type, "the function's result")

        return Function(names, tuple(kind for _, kind in self.parameters), invoke, self.type)


@dataclass(frozen=True, slots=True)
class Conditional:
    """Boxed if, then, else."""

    test: Logic
    then: Logic
    otherwise: Logic

    def run(self, scope: Scope) -> object:
        """Give the branch's value; a condition that is not true takes the other branch."""
        verdict = self.test.run(scope)
        if verdict is True:
            return self.then.run(scope)
        if verdict is not False:
            wrong(scope.run, "a condition is neither true nor false: taken as false", verdict)
        return self.otherwise.run(scope)


@dataclass(frozen=True, slots=True)
class Iteration:
    """Boxed for, some or every."""

    kind: str
    name: str
    domain: Logic
    body: Logic

    def run(self, scope: Scope) -> object:
        """Give a list for ``for``, a truth value for ``some`` and ``every``."""
        try:
            items = items_of(scope.run, self.domain.run(scope))
        except NoDomainError:
            return None
        if self.kind == "for":
            return self._list(scope, items)
        return quantified(scope.run, self.kind, self._verdicts(scope, items))

    def _list(self, scope: Scope, items: Iterator[object]) -> object:
        results: list[object] = []
        for item in items:
            scope.run.charge(1 + len(results) // 16)
            names = {self.name: item, "partial": list(results)}
            results.append(self.body.run(Scope(names, scope, scope.run)))
        return results

    def _verdicts(self, scope: Scope, items: Iterator[object]) -> Iterator[object]:
        for item in items:
            scope.run.charge(1)
            yield self.body.run(Scope({self.name: item}, scope, scope.run))


@dataclass(frozen=True, slots=True)
class Selection:
    """Boxed filter."""

    domain: Logic
    match: Logic

    def run(self, scope: Scope) -> object:
        """Give the items that match, or the item at an index."""
        found = self.domain.run(scope)
        items = found if isinstance(found, list) else [] if found is None else [found]
        kept = []
        for item in items:
            scope.run.charge(1)
            inner = Scope({"item": item}, scope, scope.run)
            if isinstance(item, dict):
                inner = Scope(item, inner, scope.run)
            verdict = self.match.run(inner)
            if isinstance(verdict, Decimal):
                return get_item(scope.run, found, verdict)
            if verdict is True:
                kept.append(item)
            elif verdict is not False and verdict is not None:
                wrong(scope.run, "cannot filter", verdict)
                return None
        return kept
