"""Which widgets a page sends whose value comes later than they do: until it has come, a browser answers with their default."""

from collections.abc import Iterable, Iterator
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

_SET_IN = ("raw_values", "raw_value", "value")


def sent(messages: Iterable[ForwardMsg]) -> list[Any]:
    """Give the widgets among messages whose value the page has set."""
    elements = [each.delta.new_element for each in messages]
    return [*_preset(getattr(each, each.WhichOneof("type") or "", None) for each in elements)]


def shown(page: AppTest) -> list[Any]:
    """Give the widgets of a page whose value it has set."""
    return [*_preset(each.proto for each in page._tree if isinstance(each, Element))]


def _preset(widgets: Iterable[Any]) -> Iterator[Any]:
    for widget in widgets:
        if hasattr(widget, "set_value") and widget.set_value:
            yield widget


def late(widgets: Iterable[Any]) -> list[str]:
    """Tell of every widget that is drawn with another value than the page has set."""
    return [
        f"{widget.id} is drawn with {drawn}, not with {wanted}"
        for widget in widgets
        if (drawn := _drawn(widget)) != (wanted := _wanted(widget))
    ]


def _drawn(widget: Any) -> list[Any]:
    """Give what a browser shows before it hears of the value."""
    given = _values(widget, "default")
    return [_text(widget.options[number]) for number in given] if _chooses(widget) else given


def _wanted(widget: Any) -> list[Any]:
    return _values(widget, next(name for name in _SET_IN if name in _fields(widget)))


def _values(widget: Any, name: str) -> list[Any]:
    """Read a field that holds several values, one, or none."""
    value = getattr(widget, name)
    if hasattr(value, "append"):
        return list(value)
    absent = _fields(widget)[name].has_presence and not widget.HasField(name)
    return [] if absent else [value]


def _fields(widget: Any) -> Any:
    return widget.DESCRIPTOR.fields_by_name


def _chooses(widget: Any) -> bool:
    return "options" in _fields(widget)


def _text(option: Any) -> str:
    """Write an option as a browser answers with it."""
    if isinstance(option, str):
        return option
    return f"{option.content_icon} {option.content}".strip()
