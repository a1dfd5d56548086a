"""Draws tasks and sub-processes with what is attached to them."""

from tests.random_processes.blocks import AdHoc, Block, Boundary, Handler, Sub, Task, TaskKind
from tests.random_processes.drawing.canvas import Canvas, Drawn
from tests.random_processes.drawing.events import definition, formal, gathers
from tests.random_processes.drawing.tasks import loop_xml, task_tag, task_xml


def draw_body(
    canvas: Canvas, block: Block, path: str, handlers: tuple[Handler, ...], start: str = ""
) -> str:
    """Draw the content of a process or sub-process; ``start`` is the definition of its start."""

    def draw() -> None:
        first, exits = canvas.block(block, path)
        canvas.begin(first, path, start)
        canvas.finish(exits)
        for number, handler in enumerate(handlers):
            _handler(canvas, handler, f"{path}h{number}")

    return canvas.inside(draw)


def _handler(canvas: Canvas, handler: Handler, path: str) -> None:
    trigger = definition(canvas.roots, handler.trigger, f"start_{path}")
    inside = draw_body(canvas, handler.body, path, (), trigger)
    plain = f'id="start_{path}"'
    marks = gathers(handler.trigger) + ("" if handler.interrupting else ' isInterrupting="false"')
    inside = inside.replace(plain, plain + marks, 1)
    canvas.node("subProcess", f"handler_{path}", 'triggeredByEvent="true"', inside)


def draw_task(canvas: Canvas, block: Task, path: str) -> Drawn:
    """Draw a task of any kind."""
    tag, attributes = task_tag(canvas.roots, block, path)
    canvas.node(tag, f"task_{path}", attributes, task_xml(block, path) + loop_xml(block.loop))
    return _with_boundaries(canvas, block, path)


def draw_sub(canvas: Canvas, block: Sub, path: str) -> Drawn:
    """Draw a sub-process."""
    if block.bare:
        inside = canvas.inside(lambda: _bare(canvas, block.body, f"{path}_0"))
    else:
        inside = draw_body(canvas, block.body, f"{path}_0", block.handlers)
    tag = "transaction" if block.transaction else "subProcess"
    canvas.node(tag, f"task_{path}", inner=inside + loop_xml(block.loop))
    return _with_boundaries(canvas, block, path)


def _bare(canvas: Canvas, block: Block, path: str) -> None:
    canvas.block(block, path)


def _with_boundaries(canvas: Canvas, block: Task | Sub, path: str) -> Drawn:
    key = f"task_{path}"
    exits = [key]
    for number, boundary in enumerate(block.boundaries):
        exits += _boundary(canvas, boundary, key, f"{path}b{number}")
    if block.undone_by is not None:
        _undoing(canvas, block.undone_by, key, path)
    return key, exits


def _undoing(canvas: Canvas, kind: TaskKind, host: str, path: str) -> None:
    event, handler, task = f"tell_{path}", f"undo_{path}", Task(kind)
    inner = "<bpmn:compensateEventDefinition/>"
    canvas.node("boundaryEvent", event, f'attachedToRef="{host}"', inner)
    tag, attributes = task_tag(canvas.roots, task, f"{path}u")
    canvas.node(tag, handler, f'isForCompensation="true" {attributes}', task_xml(task, f"{path}u"))
    canvas.parts.append(
        f'<bpmn:association id="a_{path}" sourceRef="{event}" targetRef="{handler}"/>\n'
    )


def draw_ad_hoc(canvas: Canvas, block: AdHoc, path: str) -> Drawn:
    """Draw an ad-hoc sub-process."""

    def draw() -> None:
        for number, way in enumerate(block.ways):
            canvas.block(way, f"{path}_{number}")

    inside = canvas.inside(draw)
    if block.enough:
        inside += formal("completionCondition", f"={block.enough} = true")
    ordering = "Sequential" if block.sequential else "Parallel"
    cancels = "true" if block.cancels else "false"
    attributes = f'ordering="{ordering}" cancelRemainingInstances="{cancels}"'
    key = canvas.node("adHocSubProcess", f"adhoc_{path}", attributes, inside)
    return key, [key]


def _boundary(canvas: Canvas, boundary: Boundary, host: str, path: str) -> list[str]:
    key = f"boundary_{path}"
    cancel = "" if boundary.interrupting else 'cancelActivity="false"'
    inner = definition(canvas.roots, boundary.trigger, key)
    marks = f'attachedToRef="{host}" {cancel}{gathers(boundary.trigger)}'
    canvas.node("boundaryEvent", key, marks, inner)
    first, exits = canvas.block(boundary.body, path)
    canvas.flow(key, first)
    if boundary.rejoins:
        return exits
    canvas.finish(exits)
    return []
