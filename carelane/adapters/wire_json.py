"""How our contracts (`carelane.domain.wire`) become JSON payloads and come back: as Temporal's converter would, faster.

The default converter copies a dataclass with all that is in it before it writes it, and looks its types up anew each
time it reads one. A turn is written and read several times on its way, and most of it is plain JSON already.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, get_type_hints

from temporalio.converter import (
    AdvancedJSONEncoder,
    CompositePayloadConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
    JSONTypeConverter,
    value_to_type,
)

from carelane.domain.wire import JsonObject


class WireEncoder(AdvancedJSONEncoder):
    """Writes a dataclass field by field, without a copy of what is in it."""

    def default(self, o: Any) -> Any:
        """Give the fields of a dataclass; everything else as the default does."""
        kind: Any = type(o)
        names = _names(kind)
        return {name: getattr(o, name) for name in names} if names else super().default(o)


class WireTypes(JSONTypeConverter):
    """Reads dataclasses by types that were looked up once, and takes JSON objects as they are."""

    def to_typed_value(self, hint: Any, value: Any) -> Any:
        """Give the typed value; what is not ours, or does not fit, is left to the default and its errors."""
        if isinstance(value, dict):
            if hint == JsonObject:
                return value
            types = _types(hint)
            if types:
                given = {n: t for n, t in types.items() if n in value}
                return hint(
                    **{n: value_to_type(t, value[n], _CONVERTERS) for n, t in given.items()}
                )
        if hint == _OBJECTS and isinstance(value, list) and all(map(_is_object, value)):
            return value
        return JSONTypeConverter.Unhandled


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


_OBJECTS = list[JsonObject]
_CONVERTERS = [WireTypes()]


@lru_cache(maxsize=256)
def _names(kind: Any) -> tuple[str, ...]:
    """Name the fields of a dataclass; nothing for other types."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@lru_cache(maxsize=256)
def _types(hint: Any) -> Mapping[str, Any]:
    """Give the types of a dataclass that is made from all of its fields; nothing for other types."""
    if not (isinstance(hint, type) and is_dataclass(hint) and all(f.init for f in fields(hint))):
        return {}
    return {name: kind for name, kind in get_type_hints(hint).items() if name in _names(hint)}


class WirePayloadConverter(CompositePayloadConverter):
    """The default converters, with ours in the place of the one for JSON."""

    def __init__(self) -> None:
        ours = JSONPlainPayloadConverter(encoder=WireEncoder, custom_type_converters=_CONVERTERS)
        super().__init__(
            *(
                ours if type(each) is JSONPlainPayloadConverter else each
                for each in DefaultPayloadConverter.default_encoding_payload_converters
            )
        )
