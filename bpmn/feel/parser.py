"""The grammar of FEEL (DMN 1.5, chapter 10.3.1.2): operators and their precedence.

Chains of one operator become one node and ``else if`` becomes one ``if`` with many branches, so
that the depth of the tree is the depth a person would count.
"""

from collections.abc import Iterable

from bpmn.feel import nodes
from bpmn.feel.calls import Called
from bpmn.feel.cursor import Cursor
from bpmn.feel.type_syntax import parse_type

MAX_NESTING = 50
"""How deep expressions may stand inside each other."""
MAX_RETRIES = 200
"""How often a text may be read in a second way."""

_COMPARISONS = frozenset(["=", "!=", "<", "<=", ">", ">="])
_OR, _AND, _COMPARE, _ADD, _MULTIPLY, _POWER = range(1, 7)
_PRECEDENCE = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys([*_COMPARISONS, "between", "in"], _COMPARE),
    **dict.fromkeys("+-", _ADD),
    **dict.fromkeys("*/", _MULTIPLY),
    "**": _POWER,
}


class Operators(Cursor):
    """The upper half of the grammar; the lower half is a subclass, ``Primaries``."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        super().__init__(text, names)
        self.bound: list[set[str]] = []
        self.free: set[str] = set()
        self.keys: set[str] = set()
        self.called: dict[int, tuple[Called, bool]] = {}
        self.nesting = 0
        self.retries = 0

    def expression(self) -> nodes.Node:
        """Any expression."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self.fail(f"nested deeper than {MAX_NESTING}")
        node = self.binary(_OR)
        self.nesting -= 1
        return node

    def retry(self, start: int) -> None:
        """Go back to read the same words in another way; bounded, because retries multiply."""
        self.retries += 1
        if self.retries > MAX_RETRIES:
            self.fail("too many intervals inside each other")
        self.at = start

    def binary(self, lowest: int) -> nodes.Node:
        """Operators of at least this precedence, from left to right."""
        left = self.prefix()
        while True:
            token = self.token
            precedence = _PRECEDENCE.get(token.text, 0) if token.kind != "string" else 0
            if precedence < lowest or not precedence:
                return left
            left = self._operation(left, precedence)

    def _operation(self, left: nodes.Node, precedence: int) -> nodes.Node:
        if precedence in {_OR, _AND}:
            operator = self.token.text
            items = [left]
            while self.accept(operator):
                items.append(self.binary(precedence + 1))
            return nodes.Logic(operator, tuple(items))
        if precedence == _COMPARE:
            return self._comparison(left)
        rest = []
        while self.token.kind == "symbol" and _PRECEDENCE.get(self.token.text) == precedence:
            operator = self.take().text
            rest.append((operator, self.binary(precedence + 1)))
        return nodes.Arithmetic(left, tuple(rest))

    def _comparison(self, left: nodes.Node) -> nodes.Node:
        operator = self.take().text
        if operator == "between":
            low = self.binary(_ADD)
            self.expect("and")
            return nodes.Between(left, low, self.binary(_ADD))
        if operator == "in":
            return nodes.In(left, self.in_tests())
        return nodes.Comparison(operator, left, self.binary(_ADD))

    def in_tests(self) -> nodes.Tests:
        """Give what may follow ``in``: one test, or several in parentheses."""
        start = self.at
        if self.accept("("):
            tests = [self.test()]
            while self.accept(","):
                tests.append(self.test())
            if self.accept(")"):
                return nodes.Tests(tuple(tests))
            self.retry(start)
        return nodes.Tests((self.test(_ADD),))

    def test(self, lowest: int = _OR) -> nodes.Node:
        """One positive unary test: ``< 5``, an interval or any expression."""
        if self.token.kind == "symbol" and self.token.text in _COMPARISONS:
            operator = self.take().text
            return nodes.OperatorTest(operator, self.binary(_ADD))
        free = self.free
        self.free = set()
        node = self.expression() if lowest == _OR else self.binary(lowest)
        asks = "?" in self.free
        self.free |= free
        return nodes.ValueTest(node, asks)

    def unary_tests(self) -> nodes.Tests:
        """Give a whole cell of a decision table: ``-``, ``not(...)`` or tests separated by commas."""
        if self.accept("-"):
            if self.token.kind == "end":
                return nodes.Tests(())
            self.at -= 1
        start = self.at
        if self.accept("not", "("):
            tests = self._test_list()
            if self.accept(")") and self.token.kind == "end":
                return nodes.Tests(tuple(tests), negated=True)
            self.at = start
        return nodes.Tests(tuple(self._test_list()))

    def _test_list(self) -> list[nodes.Node]:
        tests = [self.test()]
        while self.accept(","):
            tests.append(self.test())
        return tests

    def prefix(self) -> nodes.Node:
        """Give a value with its sign, and the question of its type."""
        if self.sees("-"):
            signs = 0
            while self.accept("-"):
                signs += 1
            node = self.instance()
            return nodes.Negation(node) if signs % 2 else nodes.Negation(nodes.Negation(node))
        return self.instance()

    def instance(self) -> nodes.Node:
        """``value instance of type``."""
        node = self.postfix()
        while self.accept("instance", "of"):
            node = nodes.InstanceOf(node, parse_type(self))
        return node

    def postfix(self) -> nodes.Node:
        """Give a primary with its paths, filters and calls; given by the subclass."""
        raise NotImplementedError
