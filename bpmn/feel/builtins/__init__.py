"""The built-in functions of FEEL; importing this package declares them all."""

from bpmn.feel.builtins import (
    contexts,
    conversions,
    dates,
    intervals,
    lists,
    numbers,
    ordering,
    patterns,
    statistics,
    strings,
    truths,
    working_time,
)
from bpmn.feel.registry import BUILTINS

__all__ = [
    "BUILTINS",
    "contexts",
    "conversions",
    "dates",
    "intervals",
    "lists",
    "numbers",
    "ordering",
    "patterns",
    "statistics",
    "strings",
    "truths",
    "working_time",
]
