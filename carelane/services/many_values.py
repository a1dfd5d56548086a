"""One condition for many values: `among` binds them as one parameter, so that a thousand cost as little as ten.

PostgreSQL gets numbers as an array and texts as one text that it takes apart (writing an array of a thousand texts takes a
driver milliseconds), SQLite a JSON text.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Integer, String, bindparam
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

_SEPARATOR = "\x1f"


class _Values(TypeDecorator[Sequence[Any]]):
    """Many texts or many numbers."""

    impl = String
    cache_ok = True

    def __init__(self, *, numbers: bool) -> None:
        super().__init__()
        self.numbers = numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql" or not self.numbers:
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(ARRAY(BigInteger()))

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        if dialect.name != "postgresql":
            return json.dumps(values)
        return values if self.numbers else _joined(values)


def _joined(values: Sequence[str]) -> str:
    """Write texts as one; raises ValueError where one of them holds the separator."""
    if any(_SEPARATOR in each for each in values):
        msg = "a code holds the sign that separates codes"
        raise ValueError(msg)
    return _SEPARATOR.join(values)


class _Among(FunctionElement[bool]):
    """A column and the parameter with the values."""

    name = "among"
    type = Boolean()
    inherit_cache = True

    @property
    def numbers(self) -> bool:
        """Whether the values are numbers."""
        column, _values = self.clauses
        return isinstance(column.type, Integer)


@compiles(_Among, "postgresql")
def _any(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    if element.numbers:
        return f"({column} = ANY ({values}))"
    return f"({column} = ANY (string_to_array({values}, chr({ord(_SEPARATOR)}))))"


@compiles(_Among)
def _each(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"  # noqa: S608 - compiled parts


def among(column: Any, values: Sequence[str] | Sequence[int]) -> ColumnElement[bool]:
    """Find rows whose column is one of the values; none of no values."""
    numbers = isinstance(column.type, Integer)
    return _Among(column, bindparam(None, tuple(values), _Values(numbers=numbers), unique=True))
