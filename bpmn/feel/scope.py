"""What an expression sees while it runs: names, the time, its warnings and its budget."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from bpmn.feel.access import get_path
from bpmn.feel.errors import FeelBudgetExceeded, FeelError
from bpmn.feel.json_form import SIMPLE, from_json
from bpmn.feel.registry import BUILTINS
from bpmn.feel.types import NO_TYPES, Types
from bpmn.feel.values import kind_of

MAX_WARNINGS = 50
"""More warnings than this are counted as noise and dropped."""
MAX_DEPTH = 200
"""Depth of all functions running inside each other, counted in nodes of their trees."""

_ABSENT = object()


class Scope:
    """A layer of names; a name that no layer has is looked up in the run's context."""

    __slots__ = ("names", "outer", "run")

    run: "Run"

    def __init__(self, names: dict[str, object], outer: "Scope | None", run: "Run") -> None:
        self.names = names
        self.outer = outer
        self.run = run

    def find(self, name: str) -> object:
        """Give the value of a name; null and a warning where there is none."""
        scope = self
        while True:
            if name in scope.names:
                return scope.names[name]
            if scope.outer is None:
                return scope.load(name)
            scope = scope.outer

    def has(self, name: str) -> bool:
        """Whether a variable has that name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return True
            scope = scope.outer
        return name in self.run.context

    def load(self, name: str) -> object:
        """Read a name from the context into this layer, which is the outermost."""
        value = self.run.context.get(name, _ABSENT)
        if value is _ABSENT:
            return self._missing(name)
        self.names[name] = self._converted(name, value)
        return self.names[name]

    def _missing(self, name: str) -> object:
        found = BUILTINS.get(name)
        if found is None:
            self.run.warn(f"no variable is called {name!r}")
        return found

    def _converted(self, name: str, value: object) -> object:
        try:
            return from_json(value)
        except FeelBudgetExceeded:
            raise
        except FeelError as error:
            self.run.warn(f"variable {name!r}: {error}")
            return None

    def field(self, name: str, path: tuple[str, ...]) -> object:
        """``name.a.b`` without converting more of a large variable than its field."""
        scope = self
        while scope.outer is not None:
            if name in scope.names:
                return get_path(self.run, scope.names[name], path)
            scope = scope.outer
        if name in scope.names:
            return get_path(self.run, scope.names[name], path)
        value = self.run.context.get(name, _ABSENT)
        for index, key in enumerate(path):
            if type(value) is not dict or key not in value:
                if value is _ABSENT or not isinstance(value, dict):
                    return get_path(self.run, self.find(name), path)
                return get_path(self.run, value, path[index:])
            value = value[key]
        return self._converted(name, value)


class Run(Scope):
    """One evaluation, and its outermost layer of names."""

    __slots__ = ("context", "depth", "left", "now", "types", "warnings")

    outer = None  # there is nothing around it

    def __init__(
        self,
        context: Mapping[str, object],
        now: datetime,
        warnings: list[str],
        budget: int,
        types: Types = NO_TYPES,
    ) -> None:
        self.names = {}
        self.context = context
        self.now = now
        self.warnings = warnings
        self.left = budget
        self.types = types
        self.depth = 0

    @property
    def run(self) -> "Run":  # type: ignore[override]  # a slot that pointed to itself would be a cycle
        """This very evaluation."""
        return self

    def has(self, name: str) -> bool:
        """Whether a variable has that name."""
        return name in self.names or name in self.context

    def load(self, name: str) -> object:
        """Read a name from the context: simple values are not kept, to read them again costs less."""
        value = self.context.get(name, _ABSENT)
        convert = SIMPLE.get(type(value))
        if convert is None:
            return Scope.load(self, name)
        try:
            return convert(value)
        except FeelError:
            return Scope.load(self, name)

    def charge(self, steps: int) -> None:
        """Pay for work that grows with the data; raises FeelBudgetExceeded."""
        self.left -= steps
        if self.left < 0:
            raise FeelBudgetExceeded("the expression needs too many steps")

    def warn(self, message: str) -> None:
        """Say why a value is null; a message names types, never values."""
        if len(self.warnings) < MAX_WARNINGS and message not in self.warnings:
            self.warnings.append(message)

    @contextmanager
    def deeper(self, depth: int) -> Iterator[None]:
        """Go that much deeper for a while; raises FeelBudgetExceeded."""
        self.depth += depth
        try:
            if self.depth > MAX_DEPTH:
                raise FeelBudgetExceeded("calls or values are nested too deeply")
            yield
        finally:
            self.depth -= depth


def wrong(run: Run, what: str, *values: object) -> None:
    """Warn that something cannot be done with values of these types; returns null."""
    run.warn(f"{what} with {' and '.join(kind_of(value) for value in values)}")
