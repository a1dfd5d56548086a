"""Random tasks and sub-processes, with loop markers, boundary events and event sub-processes."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.random_processes.blocks import (
    CONDITIONS,
    AdHoc,
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
    TaskKind,
    Throw,
    Trigger,
    ends,
)
from tests.random_processes.generating.around import CODES, Around, Draw, block, chance, makes, pick
from tests.random_processes.generating.events import after_rest, any_throw, any_trigger, clash

TASKS = ("user", "service", "plain", "script", "receive", "manual", "rule", "send", "call")
SIMPLE = (*TASKS, "catch", "throw", "user", "service", "user", "service", "catch")


@makes("simple")
def _simple(draw: Draw, around: Around) -> Block:
    kind = pick(draw, *SIMPLE)
    if kind == "catch":
        return Catch(
            any_trigger(draw, around, "timer", "message", "cycle", "timer", "message", "signal")
        )
    if kind == "throw":
        return after_rest(draw, around, any_throw(draw, around))
    loop = loop_marker(draw) if chance(draw, 25) else None
    mapped = chance(draw, 20) and loop is None and kind in ("user", "service")
    return Task(kind, loop, (), mapped, _undoing(draw, around, 25))


def _undoing(draw: Draw, around: Around, percent: int) -> TaskKind | None:
    """Give the task that undoes the work, sometimes."""
    if not (around.wild and chance(draw, percent)):
        return None
    return pick(draw, "user", "service", "plain", "receive")


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
    transaction = around.wild and chance(draw, 25)
    several = _several(around, loop)
    inside = replace(around.scope, several=several, transaction=transaction)
    attached = _boundaries(draw, around, least)
    if transaction:
        attached += (_cancelled(draw, around),)
    made = handlers(draw, inside)
    triggers = [each.trigger for each in (*attached, *made)]
    body = provoking(draw, inside, triggers, block(draw, inside))
    undone_by = _undoing(draw, around, 25)
    return Sub(body, loop, attached, made, undone_by=undone_by, transaction=transaction)


def _cancelled(draw: Draw, around: Around) -> Boundary:
    return _one_boundary(draw, around, Trigger("cancel"), interrupting=True)


@makes("ad hoc", wild=True)
def _ad_hoc(draw: Draw, _around: Around) -> Block:
    ways: list[Block] = []
    for _ in range(draw(st.integers(2, 3))):
        tasks = [_plain_task(draw) for _ in range(draw(st.integers(1, 2)))]
        ways.append(tasks[0] if len(tasks) == 1 else Sequence(tuple(tasks)))
    enough = pick(draw, "", *CONDITIONS)
    return AdHoc(tuple(ways), draw(st.booleans()), enough, draw(st.booleans()))


def _plain_task(draw: Draw) -> Task:
    return Task(pick(draw, *TASKS), loop_marker(draw) if chance(draw, 25) else None)


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


@makes("transaction", wild=True)
def _transaction(draw: Draw, around: Around) -> Block:
    """Cancel a transaction in which something can be undone."""
    inside = replace(around.scope, several=around.several, transaction=True)
    done = Task(pick(draw, "user", "plain"), undone_by=pick(draw, "user", "plain", "service"))
    ways = (block(draw, inside), after_rest(draw, around, End("cancel")))
    body = Sequence(
        (done, Split("answered", ways if draw(st.booleans()) else ways[::-1], ("x", "")))
    )
    attached = (_cancelled(draw, around), *_boundaries(draw, around, 0))
    return Sub(body, None, attached, handlers(draw, inside), transaction=True)


@makes("undoing", wild=True)
def _undoing_all(draw: Draw, around: Around) -> Block:
    """Undo what has been done, by a throw event or from an event sub-process."""
    done: Block = Task(pick(draw, "user", "plain"), undone_by=_undoing(draw, around, 100))
    if draw(st.booleans()):
        done = Sub(done, undone_by=_undoing(draw, around, 100))
    thrown = after_rest(draw, around, Throw("compensation"))
    inside = around.inner()
    if draw(st.booleans()):
        body = Sequence((done, block(draw, around.inner().scope)))
        if not ends(body):
            undo = Handler(
                Trigger("compensation"), interrupting=True, body=block(draw, around.inner().scope)
            )
            return Sequence((Sub(body, None, (), (undo,)), thrown))
    return Sequence((done, *(each for each in [block(draw, inside)] if not ends(each)), thrown))


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
        trigger = any_trigger(
            draw, around, "timer", "error", "message", "escalation", "signal", "cycle"
        )
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
    if "event sub-process" in around.without:
        return ()
    for _ in range(draw(st.integers(1, 2)) if chance(draw, 45) else 0):
        trigger = any_trigger(
            draw, around, "message", "error", "escalation", "timer", "signal", "cycle"
        )
        if any(clash(trigger, other.trigger) for other in made):
            continue
        interrupting = trigger.kind == "error" or draw(st.booleans())
        several = around.several or not interrupting
        inside = replace(around.scope, several=several)
        made.append(Handler(trigger, interrupting, block(draw, inside)))
    return tuple(made)
