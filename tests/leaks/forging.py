"""What a browser may send that no page offers: Streamlit takes any text as the value of a choice.

`forge` answers to everything that a page has drawn: each choice and field says a foreign id, each row is selected.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import cycle

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

TEXTS = {"selectbox", "radio", "text_input", "text_area"}
LISTS = {"multiselect", "button_group"}
ROWS = json.dumps({"selection": {"rows": [0], "columns": [], "cells": []}})


def elements(messages: Sequence[ForwardMsg]) -> Iterator[tuple[str, str]]:
    """Give kind and id of each widget that was drawn."""
    for message in messages:
        if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
            element: Element = message.delta.new_element
            kind = element.WhichOneof("type")
            found = getattr(getattr(element, kind), "id", "") if kind else ""
            if found:
                yield str(kind), str(found)


def buttons(messages: Sequence[ForwardMsg]) -> list[str]:
    """Give the ids of all buttons, each once."""
    return list(dict.fromkeys(found for kind, found in elements(messages) if kind == "button"))


def forge(messages: Sequence[ForwardMsg], values: Sequence[str], pressed: str = "") -> WidgetStates:
    """Answer with foreign values in turn, and press a button."""
    sent: dict[str, WidgetState] = {}
    for (kind, found), value in zip(elements(messages), cycle(values), strict=False):
        if kind in TEXTS:
            sent[found] = WidgetState(id=found, string_value=value)
        elif kind in LISTS:
            sent[found] = WidgetState(id=found)
            sent[found].string_array_value.data.append(value)
        elif kind == "arrow_data_frame":
            sent[found] = WidgetState(id=found, string_value=ROWS)
    if pressed:
        sent[pressed] = WidgetState(id=pressed, trigger_value=True)
    return WidgetStates(widgets=sent.values())
