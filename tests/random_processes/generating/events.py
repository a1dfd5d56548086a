"""Random events: what they wait for or throw."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.random_processes.blocks import CONDITIONS, Block, End, Sequence, Task, Throw, Trigger
from tests.random_processes.generating.around import (
    CODES,
    SIGNALS,
    TROUBLE,
    Around,
    Draw,
    chance,
    makes,
    pick,
)

_minutes = st.integers(61, 599)


def any_trigger(draw: Draw, around: Around, *kinds: str) -> Trigger:
    """Give what an event waits for, one of these kinds or, in a wild process, several."""
    if around.wild and chance(draw, 40):
        kind = pick(draw, "condition", "multiple", "gathering")
        parts = ("message", "timer", "signal", "condition")
        if kind == "condition":
            return Trigger(kind, pick(draw, *CONDITIONS))
        both = (_trigger(draw, *parts), _trigger(draw, *parts))
        return Trigger(kind, parts=tuple(replace(each, unknown=False) for each in both))
    found = _trigger(draw, *kinds)
    return replace(found, unknown=False) if TROUBLE in around.without else found


def _trigger(draw: Draw, *kinds: str) -> Trigger:
    kind = pick(draw, *kinds)
    if kind == "condition":
        return Trigger(kind, pick(draw, *CONDITIONS))
    if kind in ("timer", "cycle"):
        unknown = kind == "timer" and chance(draw, 8)
        times = draw(st.integers(0, 3)) if kind == "cycle" else 0
        return Trigger(kind, "", 300 if unknown else draw(_minutes), times, unknown)
    if kind in ("error", "escalation"):
        return Trigger(kind, pick(draw, "", *CODES))
    return Trigger(kind, name_of(draw, kind))


def clash(one: Trigger, other: Trigger) -> bool:
    return one.kind == other.kind and one.name == other.name and one.kind in ("error", "escalation")


def name_of(draw: Draw, kind: str) -> str:
    if kind in ("error", "escalation"):
        return str(pick(draw, *CODES))
    return str(pick(draw, *SIGNALS)) if kind == "signal" else ""


def any_throw(draw: Draw, around: Around) -> Throw:
    undo = ["compensation", "compensation"] if around.wild else []
    kind = pick(draw, "none", "escalation", "signal", "message", *undo)
    return Throw(kind, name_of(draw, kind))


def after_rest(draw: Draw, around: Around, thrown: Throw | End) -> Block:
    """Put a wait before what throws, so that no other token moves in that turn."""
    storm = (
        thrown.kind == "signal" and around.several
    )  # who hears it might throw it again, and again
    if thrown.kind in ("none", "message") or (around.wild and not storm and chance(draw, 60)):
        return thrown
    return Sequence((Task(pick(draw, "user", "service")), thrown))


@makes("end")
def _end(draw: Draw, around: Around) -> Block:
    kinds = ["error", "terminate", "error"]
    if not around.returns:
        kinds = ["none", *kinds, "escalation", "signal", "message", "escalation"]
        kinds += ["compensation"] * 4 if around.wild else []
    kinds += ["cancel"] * 4 if around.transaction else []
    kind = pick(draw, *kinds)
    return after_rest(draw, around, End(kind, name_of(draw, kind)))
