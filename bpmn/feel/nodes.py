"""The tree of an expression: what the parser makes and the compiler turns into functions."""

from dataclasses import dataclass

from bpmn.feel.types import TypeRef


class Node:
    """Any part of an expression."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value that stands in the text."""

    value: object


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable, or a built-in function where no variable of that name exists."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """``[a, b]``."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """``{name: value}``; later entries see earlier ones."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """``[low..high]`` with open or closed ends; ``(< high)`` with its operator and one end only."""

    low: Node | None
    high: Node | None
    low_closed: bool
    high_closed: bool
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``first + a - b`` or ``first * a / b`` or ``first ** a``, from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-a``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``a and b and c`` or ``a or b or c`` in three-valued logic."""

    operator: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``a = b`` and its relatives."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """``value between low and high``, both ends included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class OperatorTest(Node):
    """``< 5`` as a unary test."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class ValueTest(Node):
    """An expression as a unary test; ``asks`` if it mentions the input ``?`` itself."""

    operand: Node
    asks: bool


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Unary tests, one of which has to hold; none at all means ``-``, which always holds."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(Node):
    """``value in (tests)``."""

    value: Node
    tests: Tests


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """``value instance of type``."""

    value: Node
    type: TypeRef


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if c then a else if d then b else e``."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """``name in domain``, or ``name in domain..upper``."""

    name: str
    domain: Node
    upper: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """``for x in xs, y in ys return body``; ``partial`` if the body reads that name."""

    iterators: tuple[Iterator, ...]
    body: Node
    partial: bool


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some`` or ``every`` ``x in xs satisfies body``."""

    quantifier: str
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """``function(a: number, b) body``."""

    parameters: tuple[tuple[str, TypeRef | None], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``target(arguments)``; ``names`` is set when the arguments are named."""

    target: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``target.name``."""

    target: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``target[condition]``."""

    target: Node
    condition: Node
