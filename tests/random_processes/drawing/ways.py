"""Draws splits with their joins, event-based choices, loops of flows, and tokens that are never joined."""

from tests.random_processes.blocks import Choice, Fan, Split, Task, While
from tests.random_processes.drawing.canvas import Canvas, Drawn
from tests.random_processes.drawing.events import definition, formal, gathers, wait_variable
from tests.random_processes.drawing.tasks import rule_xml, script_xml, task_xml


def draw_split(canvas: Canvas, block: Split, path: str) -> Drawn:
    """Draw a split with its ways and its join."""
    split, join = f"split_{path}", f"join_{path}"
    if block.kind in ("parallel", "inclusive", "complex"):
        canvas.joining.append(split)
    before = _before(canvas, block, path, split)
    default, exits = "", []
    for number, way in enumerate(block.ways):
        first, after = canvas.block(way, f"{path}_{number}")
        condition = _condition(block, number, path)
        key = canvas.flow(split, first, condition)
        if block.kind != "parallel" and not condition:
            default = f'default="{key}"'
        exits.append(after)
    tag = "task" if block.kind == "conditional" else f"{_splitting(block)}Gateway"
    canvas.node(tag, split, default)
    return before, _joined(canvas, block, path, join, exits)


def _before(canvas: Canvas, block: Split, path: str, split: str) -> str:
    """Draw the task whose answer an exclusive gateway looks at."""
    if block.kind not in ("answered", "decided"):
        return split
    key = f"task_{path}"
    if block.kind == "answered":
        canvas.node("userTask", key, inner=task_xml(Task("user"), path))
    else:
        canvas.node("businessRuleTask", key, inner=rule_xml(f"answer_{path}"))
    canvas.flow(key, split)
    return key


def _joined(
    canvas: Canvas, block: Split, path: str, join: str, exits: list[list[str]]
) -> list[str]:
    reaching = [each for each in exits if each]
    flat = [source for each in reaching for source in each]
    if not flat or (_gateway(block) == "exclusive" and not block.merges):
        return flat
    if block.kind == "parallel":
        flat = [canvas.single(each, f"{path}_{n}") for n, each in enumerate(exits) if each]
    if len(flat) == 1:
        return flat  # a gateway with one way in and one way out is refused
    tag = "inclusive" if block.kind == "conditional" else _gateway(block)
    condition = f"=activationCount &gt;= {block.needed} or {wait_variable(join)} != null"
    needed = formal("activationCondition", condition)
    inner = needed if block.kind == "complex" else ""
    canvas.connect(flat, canvas.node(f"{tag}Gateway", join, inner=inner))
    return [join]


def draw_choice(canvas: Canvas, block: Choice, path: str) -> Drawn:
    """Draw an event-based gateway with its ways."""
    key, exits = canvas.node("eventBasedGateway", f"choice_{path}"), []
    for number, (trigger, way) in enumerate(zip(block.triggers, block.ways, strict=True)):
        event = f"event_{path}_{number}"
        if block.receives and trigger.kind == "message":
            canvas.node("receiveTask", event, f'messageRef="{canvas.roots.message(event)}"')
        else:
            inner = definition(canvas.roots, trigger, event)
            canvas.node("intermediateCatchEvent", event, gathers(trigger), inner)
        first, after = canvas.block(way, f"{path}_{number}")
        canvas.flow(key, event)
        canvas.flow(event, first)
        exits += after
    return key, exits


def draw_while(canvas: Canvas, block: While, path: str) -> Drawn:
    """Draw a loop of sequence flows."""
    if not block.scoped:
        return _turns(canvas, block, path)

    def draw() -> None:
        first, exits = _turns(canvas, block, path)
        canvas.begin(first, path)
        canvas.finish(exits)

    inside = canvas.inside(draw)
    local = f'<zeebe:ioMapping><zeebe:input source="=0" target="count_{path}"/></zeebe:ioMapping>'
    extension = f"<bpmn:extensionElements>{local}</bpmn:extensionElements>"
    key = canvas.node("subProcess", f"while_{path}", inner=extension + inside)
    return key, [key]


def _turns(canvas: Canvas, block: While, path: str) -> Drawn:
    count, again, decide = f"count_{path}", f"again_{path}", f"decide_{path}"
    reset = canvas.node("scriptTask", f"reset_{path}", inner=script_xml("=0", count))
    step = canvas.node("scriptTask", f"step_{path}", inner=script_xml(f"={count} + 1", count))
    canvas.flow(reset, canvas.node("exclusiveGateway", again))
    first, exits = canvas.block(block.body, f"{path}_0")
    canvas.flow(again, first)
    canvas.connect(exits, step)
    canvas.flow(step, decide)
    after = canvas.node("task", f"after_{path}")
    leave = canvas.flow(decide, after)
    canvas.flow(decide, again, f"{count} &lt; {block.times}")
    canvas.node("exclusiveGateway", decide, f'default="{leave}"')
    return reset, [after]


def draw_fan(canvas: Canvas, block: Fan, path: str) -> Drawn:
    """Draw ways that meet without being joined."""
    fan, tail = canvas.node("task", f"fan_{path}"), f"{path}_{len(block.ways)}"
    first, exits = canvas.block(block.tail, tail)
    for number, way in enumerate(block.ways):
        begin, after = canvas.block(way, f"{path}_{number}")
        canvas.flow(fan, begin)
        canvas.connect(after, first)
    canvas.finish(exits)
    return fan, []


def _gateway(block: Split) -> str:
    return {"conditional": "inclusive", "answered": "exclusive", "decided": "exclusive"}.get(
        block.kind, block.kind
    )


def _splitting(block: Split) -> str:
    return "inclusive" if block.kind == "complex" else _gateway(block)


def _condition(block: Split, number: int, path: str) -> str:
    if block.kind == "parallel" or not block.conditions[number]:
        return ""
    if block.kind in ("answered", "decided"):
        return f"answer_{path} = {number + 1}"
    return f"{block.conditions[number]} = true"
