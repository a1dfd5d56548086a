"""Random tasks and sub-processes, with loop markers, boundary events and event sub-processes."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.random_processes.blocks import (
    Block,
    Boundary,
    Catch,
    End,
    Handler,
    Loop,
    Sequence,
    Split,
    Sub,
    Task,
    Throw,
    Trigger,
)
from tests.random_processes.generating.around import CODES, Around, Draw, block, chance, makes, pick
from tests.random_processes.generating.events import after_rest, any_throw, any_trigger, clash

TASKS = ("user", "service", "plain", "script", "receive", "manual", "rule", "send")
SIMPLE = (*TASKS, "catch", "throw", "user", "service", "user", "service", "catch")


@makes("simple")
def _simple(draw: Draw, around: Around) -> Block:
    kind = pick(draw, *SIMPLE)
    if kind == "catch":
        return Catch(any_trigger(draw, "timer", "message", "cycle", "timer", "message", "signal"))
    if kind == "throw":
        return after_rest(draw, around, any_throw(draw))
    loop = loop_marker(draw) if chance(draw, 25) else None
    return Task(kind, loop, (), chance(draw, 20) and loop is None and kind in ("user", "service"))


def loop_marker(draw: Draw) -> Loop:
    kind = pick(draw, "standard", "parallel", "sequential")
    count = draw(st.integers(0, 3))
    if kind == "standard":
        return Loop(kind, count, before=draw(st.booleans()))
    return Loop(kind, count, collection=draw(st.booleans()))


def _several(around: Around, loop: Loop | None) -> bool:
    return around.several or (loop is not None and loop.kind == "parallel")


@makes("sub")
def _sub(draw: Draw, around: Around) -> Block:
    if chance(draw, 10):
        tasks = [Task(pick(draw, "user", "plain", "service")) for _ in range(pick(draw, 1, 2))]
        return Sub(Sequence(tuple(tasks)), bare=True)
    return _sub_process(draw, around, 0)


def _sub_process(draw: Draw, around: Around, least: int) -> Sub:
    loop = loop_marker(draw) if chance(draw, 30) else None
    inside = replace(around.scope, several=_several(around, loop))
    attached = _boundaries(draw, around, least)
    made = handlers(draw, inside)
    triggers = [each.trigger for each in (*attached, *made)]
    body = provoking(draw, inside, triggers, block(draw, inside))
    return Sub(body, loop, attached, made)


def provoking(draw: Draw, around: Around, triggers: list[Trigger], body: Block) -> Block:
    """Let a body often throw what is waited for around it."""
    for trigger in triggers:
        if trigger.kind in ("error", "escalation", "signal") and chance(draw, 60):
            body = _provoke(draw, around, trigger, body)
    return body


def _provoke(draw: Draw, around: Around, trigger: Trigger, body: Block) -> Block:
    name = trigger.name or pick(draw, *CODES)
    if trigger.kind == "error" or (around.returns is False and chance(draw, 20)):
        thrown = End(trigger.kind, name)
        ways = (body, after_rest(draw, around, thrown))
        return Split("answered", ways if draw(st.booleans()) else ways[::-1], ("x", ""))
    thrown = after_rest(draw, around, Throw(trigger.kind, name))
    return Sequence((thrown, body))


@makes("boundary")
def _boundary(draw: Draw, around: Around) -> Block:
    if chance(draw, 40):
        return _sub_process(draw, around, 1)
    kind = pick(draw, "user", "service", "receive", "plain", "script", "service", "service")
    loop = loop_marker(draw) if chance(draw, 30) else None
    if loop is not None and loop.kind != "standard" and kind in ("user", "service", "receive"):
        loop = replace(loop, enough=draw(st.integers(0, 2)))
    return Task(kind, loop, _boundaries(draw, around, 1))


def _boundaries(draw: Draw, around: Around, least: int) -> tuple[Boundary, ...]:
    made: list[Boundary] = []
    for _ in range(draw(st.integers(least, least + 1))):
        trigger = any_trigger(draw, "timer", "error", "message", "escalation", "signal", "cycle")
        if any(clash(trigger, other.trigger) for other in made):
            continue
        interrupting = trigger.kind == "error" or draw(st.booleans())
        made.append(_one_boundary(draw, around, trigger, interrupting=interrupting))
    return tuple(made)


def _one_boundary(draw: Draw, around: Around, trigger: Trigger, *, interrupting: bool) -> Boundary:
    rejoins = interrupting and (around.returns or draw(st.booleans()))
    if interrupting:
        body = block(draw, around.inner(returns=rejoins and around.returns))
    else:
        body = block(draw, around.inner(returns=False, shared=True, several=True))
    return Boundary(trigger, interrupting, rejoins, body)


def handlers(draw: Draw, around: Around) -> tuple[Handler, ...]:
    made: list[Handler] = []
    for _ in range(draw(st.integers(1, 2)) if chance(draw, 45) else 0):
        trigger = any_trigger(draw, "message", "error", "escalation", "timer", "signal", "cycle")
        if any(clash(trigger, other.trigger) for other in made):
            continue
        interrupting = trigger.kind == "error" or draw(st.booleans())
        several = around.several or not interrupting
        inside = replace(around.scope, several=several)
        made.append(Handler(trigger, interrupting, block(draw, inside)))
    return tuple(made)
