"""The grammar of FEEL: values, names, paths, calls, intervals and contexts."""

from decimal import Decimal

from bpmn.feel import nodes
from bpmn.feel.calls import Called
from bpmn.feel.errors import FeelError, FeelSyntaxError
from bpmn.feel.forms_syntax import Forms
from bpmn.feel.temporal import parse_at
from bpmn.feel.values import DECIMAL

_WORDS = {"true": True, "false": False, "null": None}
_ITEM = "[]"
"""Bound where the names of an item are: no name of a text."""
_FORMS = frozenset(["if", "for", "some", "every", "function"])


class Parser(Forms):
    """The lower half of the grammar, and with it the whole."""

    def whole(self) -> nodes.Node:
        """Give the text as one expression."""
        node = self.expression()
        if self.token.kind != "end":
            self.unexpected()
        return node

    def whole_tests(self) -> nodes.Tests:
        """Give the text as unary tests."""
        node = self.unary_tests()
        if self.token.kind != "end":
            self.unexpected()
        return node

    def postfix(self) -> nodes.Node:
        """Give a primary with its paths, filters and calls."""
        node = self._primary()
        depth = 0
        while self.token.kind == "symbol":
            if self.accept("."):
                node = nodes.Path(node, self.name(keywords=True))
            elif self.accept("("):
                node = self._call(node)
            elif self.sees("["):
                filtered = self._filter(node)
                if filtered is None:
                    break
                node = filtered
            else:
                break
            depth += 1
            if depth > self.MAX_CHAIN:
                self.fail(f"more than {self.MAX_CHAIN} paths, filters and calls in a row")
        return node

    MAX_CHAIN = 50

    def _filter(self, target: nodes.Node) -> nodes.Node | None:
        """Give a filter; None if the bracket closes an open interval (``]1..5[``)."""
        start, nesting = self.at, self.nesting
        self.expect("[")
        try:
            with self.names_of("item", _ITEM), self.outside_interval():
                condition = self.expression()
            self.expect("]")
        except FeelSyntaxError:
            if not self.in_interval:
                raise
            self.retry(start)
            self.nesting = nesting
            return None
        return nodes.Filter(target, condition)

    def _call(self, target: nodes.Node) -> nodes.Node:
        start = self.at
        names: list[str] = []
        arguments: list[nodes.Node] = []
        with self.outside_interval():
            while not self.accept(")"):
                if arguments:
                    self.expect(",")
                name = self._argument_name()
                if name is not None:
                    names.append(name)
                arguments.append(self.expression())
        if names and len(names) != len(arguments):
            self.fail("either all arguments are named or none")
        if len(set(names)) != len(names):
            self.fail("an argument is given twice")
        given = tuple(names) if names else None
        self._note(start, target, len(arguments), given)
        return nodes.Call(target, tuple(arguments), given)

    def _note(
        self, start: int, target: nodes.Node, count: int, names: tuple[str, ...] | None
    ) -> None:
        """Remember a call by a name that nothing around it defines; what is read again counts once."""
        self.called.pop(start, None)
        if isinstance(target, nodes.Name) and not any(target.name in names for names in self.bound):
            of_item = any(_ITEM in bound for bound in self.bound)
            self.called[start] = Called(target.name, count, names), of_item

    def calls(self) -> tuple[Called, ...]:
        """Give the calls by names that nothing defines; what a filter looks at may bring the text's own keys."""
        noted = self.called.values()
        return tuple(call for call, of_item in noted if not (of_item and call.name in self.keys))

    def _argument_name(self) -> str | None:
        """Give the name of a named argument, consumed with its colon, or None."""
        start = self.at
        words = []
        while self.token.kind in {"name", "number"}:
            words.append(self.take().text)
        if words and self.accept(":"):
            return " ".join(words)
        self.at = start
        return None

    def _primary(self) -> nodes.Node:
        token = self.token
        if token.kind == "number":
            self.take()
            return nodes.Literal(self._number(token.text))
        if token.kind == "string":
            self.take()
            self.keys.add(token.text)
            return nodes.Literal(token.text)
        if token.kind == "name":
            return self._word()
        return self._symbol()

    def _number(self, text: str) -> Decimal:
        try:
            return DECIMAL.create_decimal(text)
        except ArithmeticError:
            return self.fail("number out of range", self.tokens[self.at - 1])

    def _word(self) -> nodes.Node:
        word = self.token.text
        if word in _WORDS:
            self.take()
            return nodes.Literal(_WORDS[word])
        if word in _FORMS:
            return self.form(word)
        return self.variable(self.name())

    def _symbol(self) -> nodes.Node:
        if self.accept("@"):
            return self._at_literal()
        if self.accept("{"):
            return self._context()
        if self.sees("[") or self.sees("("):
            return self._group()
        if self.accept("]"):
            return self._interval(self.expression(), low_closed=False)
        return self.unexpected()

    def _at_literal(self) -> nodes.Node:
        token = self.take()
        if token.kind != "string":
            self.fail('expected a string after "@"', token)
        try:
            return nodes.Literal(parse_at(token.text))
        except FeelError as error:
            return self.fail(f"@ literal: {error}", token)

    def _group(self) -> nodes.Node:
        """Give a list, an interval or an expression in parentheses."""
        opening = self.take().text
        with self.outside_interval():
            if opening == "(" and self.token.text in {"<", "<=", ">", ">=", "=", "!="}:
                return self._half_line()
            items: list[nodes.Node] = []
            while opening == "(" or not self.sees("]"):
                if items:
                    self.expect(",")
                items.append(self.expression())
                if len(items) == 1 and self.sees(".."):
                    return self._interval(items[0], low_closed=opening == "[")
                if opening == "(":
                    self.expect(")")
                    return items[0]
            self.expect("]")
        return nodes.ListOf(tuple(items))

    def _interval(self, low: nodes.Node, *, low_closed: bool) -> nodes.Node:
        self.expect("..")
        outer = self.in_interval
        self.in_interval = True
        high = self.expression()
        self.in_interval = outer
        closing = self.take()
        if closing.kind != "symbol" or closing.text not in {"]", ")", "["}:
            self.fail("expected the end of an interval", closing)
        return nodes.RangeOf(low, high, low_closed, closing.text == "]")

    def _half_line(self) -> nodes.Node:
        """``(< 5)`` as an interval that is unbounded on one side; ``(= 5)`` is a point."""
        operator = self.take().text
        end = self.expression()
        self.expect(")")
        closed = operator in {"<=", ">=", "="}
        low = None if operator[0] == "<" else end
        high = None if operator[0] == ">" else end
        return nodes.RangeOf(
            low, high, closed and low is not None, closed and high is not None, operator
        )

    def _string_key(self) -> str:
        """Give a key in quotes; known as a name from here on, if it can be one."""
        key = self.take().text
        if key.strip():
            try:
                self.learn(key)
            except FeelSyntaxError:
                return key
        return key

    def _context(self) -> nodes.Node:
        entries: list[tuple[str, nodes.Node]] = []
        with self.names_of(), self.outside_interval():
            while not self.accept("}"):
                if entries:
                    self.expect(",")
                key = self._string_key() if self.token.kind == "string" else self.new_name(":")
                self.expect(":")
                entries.append((key, self.expression()))
                self.keys.add(key)
                self.bound[-1].add(key)
        keys = [key for key, _ in entries]
        if len(set(keys)) != len(keys):
            self.fail("a context has two entries of one name")
        return nodes.ContextOf(tuple(entries))
