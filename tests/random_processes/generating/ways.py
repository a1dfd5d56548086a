"""Random sequences, splits, choices and loops of flows."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.random_processes.blocks import (
    CONDITIONS,
    Block,
    Bundle,
    Choice,
    Fan,
    Jump,
    Sequence,
    Split,
    Sub,
    While,
    ends,
)
from tests.random_processes.generating.around import (
    TROUBLE,
    Around,
    Draw,
    block,
    chance,
    makes,
    pick,
)
from tests.random_processes.generating.events import any_trigger


@makes("sequence")
def sequence(draw: Draw, around: Around) -> Block:
    parts: list[Block] = []
    for _ in range(draw(st.integers(2, 3))):
        parts.append(block(draw, around.inner()))
        if ends(parts[-1]):
            break
    return Sequence(tuple(parts)) if len(parts) > 1 else parts[0]


def _ways(draw: Draw, around: Around, **changes: bool) -> tuple[Block, ...]:
    inside = around.inner(**changes)
    return tuple(block(draw, inside) for _ in range(draw(st.integers(2, 3))))


def _conditions(draw: Draw, around: Around, count: int) -> tuple[str, ...]:
    default = chance(draw, 80) or TROUBLE in around.without
    names = [str(pick(draw, *CONDITIONS)) for _ in range(count)]
    place = draw(st.integers(0, count - 1))
    return tuple("" if default and number == place else name for number, name in enumerate(names))


@makes("exclusive")
def _exclusive(draw: Draw, around: Around) -> Block:
    ways = _ways(draw, around)
    return Split("exclusive", ways, _conditions(draw, around, len(ways)), draw(st.booleans()))


@makes("answered", "decided")
def _answered(draw: Draw, around: Around) -> Block:
    ways = _ways(draw, around)
    names = ("x",) * (len(ways) - 1) + ("",)
    return Split(pick(draw, "answered", "decided"), ways, names, draw(st.booleans()))


@makes("parallel")
def _parallel(draw: Draw, around: Around) -> Block:
    if around.shared:
        return Sub(_parallel(draw, around.scope))
    return Split("parallel", _ways(draw, around, returns=True))


@makes("inclusive", "conditional")
def _inclusive(draw: Draw, around: Around) -> Block:
    if around.shared:
        return Sub(_inclusive(draw, around.scope))
    ways = _ways(draw, around)
    kinds = [each for each in ("inclusive", "conditional") if each not in around.without]
    return Split(pick(draw, *kinds), ways, _conditions(draw, around, len(ways)))


@makes("choice")
def _choice(draw: Draw, around: Around) -> Block:
    ways = _ways(draw, around)
    triggers = [any_trigger(draw, around, "message", "timer", "signal") for _ in ways]
    known = tuple(replace(trigger, unknown=False) for trigger in triggers)
    receives = draw(st.booleans()) and not any(each.parts for each in known)
    return Choice(known, ways, receives)


@makes("while")
def _while(draw: Draw, around: Around) -> Block:
    scoped = around.several or around.shared
    body = block(draw, around.scope if scoped else around.inner())
    return body if ends(body) and not scoped else _loop_around(draw, body, scoped=scoped)


def _loop_around(draw: Draw, body: Block, *, scoped: bool) -> Block:
    if ends(body):
        return Sub(body)
    return While(body, draw(st.integers(1, 3)), scoped)


@makes("fan")
def _fan(draw: Draw, around: Around) -> Block:
    ways = _ways(draw, around, returns=True)
    if any(ends(way) for way in ways):
        return Sub(Split("parallel", ways)) if around.shared else Split("parallel", ways)
    tail = block(draw, around.inner(shared=True, several=True))
    return Fan(ways, tail)


@makes("complex", wild=True)
def _complex(draw: Draw, around: Around) -> Block:
    if around.shared:
        return Sub(_complex(draw, around.scope))
    ways = _ways(draw, around)
    conditions = _conditions(draw, around, len(ways))
    return Split("complex", ways, conditions, needed=draw(st.integers(1, len(ways))))


@makes("jump")
def _jump(_draw: Draw, _around: Around) -> Block:
    return Jump()


@makes("bundle")
def _bundle(draw: Draw, _around: Around) -> Block:
    return Bundle(draw(st.integers(2, 3)))
