"""The grammar of FEEL: if, for, some, every, function, and which names they bind."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from bpmn.feel import nodes
from bpmn.feel.parser import Operators
from bpmn.feel.type_syntax import parse_type
from bpmn.feel.types import TypeRef


class Forms(Operators):
    """The keyword forms, between the operators and the primaries."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        super().__init__(text, names)
        self.in_interval = False

    @contextmanager
    def names_of(self, *names: str) -> Iterator[None]:
        """Names that are bound while a part of the text is read."""
        self.bound.append(set(names))
        try:
            yield
        finally:
            self.bound.pop()

    @contextmanager
    def outside_interval(self) -> Iterator[None]:
        """Brackets that protect ``[`` from being read as the end of an open interval."""
        outer = self.in_interval
        self.in_interval = False
        try:
            yield
        finally:
            self.in_interval = outer

    def variable(self, name: str) -> nodes.Node:
        """Give a name as an expression; noted as read from outside unless it is bound here."""
        if not any(name in names for names in self.bound):
            self.free.add(name)
        return nodes.Name(name)

    def form(self, word: str) -> nodes.Node:
        """Give the keyword form that stands here."""
        self.take()
        if word == "if":
            return self._if()
        if word == "function":
            return self._function()
        with self.names_of():
            return self._for() if word == "for" else self._quantified(word)

    def _if(self) -> nodes.Node:
        branches = []
        while True:
            condition = self.expression()
            self.expect("then")
            branches.append((condition, self.expression()))
            self.expect("else")
            if not self.accept("if"):
                return nodes.If(tuple(branches), self.expression())

    def _for(self) -> nodes.Node:
        iterators = self._iterators()
        self.expect("return")
        outer = self.free
        self.free = set()
        body = self.expression()
        partial = "partial" in self.free
        self.free = outer | (self.free - {"partial"})
        return nodes.For(iterators, body, partial)

    def _quantified(self, word: str) -> nodes.Node:
        iterators = self._iterators()
        self.expect("satisfies")
        return nodes.Quantified(word, iterators, self.expression())

    def _iterators(self) -> tuple[nodes.Iterator, ...]:
        iterators = []
        while True:
            name = self.new_name("in")
            self.expect("in")
            domain = self.expression()
            upper = self.expression() if self.accept("..") else None
            self.bound[-1].add(name)
            iterators.append(nodes.Iterator(name, domain, upper))
            if not self.accept(","):
                return tuple(iterators)

    def _function(self) -> nodes.Node:
        self.expect("(")
        parameters: list[tuple[str, TypeRef | None]] = []
        while not self.accept(")"):
            if parameters:
                self.expect(",")
            name = self.new_name(":", ",", ")")
            parameters.append((name, parse_type(self) if self.accept(":") else None))
        if self.sees("external"):
            self.fail("external functions are not supported; write the function in FEEL")
        names = [name for name, _ in parameters]
        if len(set(names)) != len(names):
            self.fail("a function has two parameters of one name")
        with self.names_of(*names):
            return nodes.FunctionOf(tuple(parameters), self.expression())
