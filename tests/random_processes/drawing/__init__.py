"""Draws a tree of blocks as the text of a .bpmn file."""

from collections.abc import Callable
from typing import Any

from tests.random_processes.blocks import (
    AdHoc,
    Block,
    Bundle,
    Catch,
    Choice,
    End,
    Fan,
    Jump,
    Sequence,
    Split,
    Sub,
    Task,
    Throw,
    While,
    Whole,
)
from tests.random_processes.drawing.activities import draw_ad_hoc, draw_body, draw_sub, draw_task
from tests.random_processes.drawing.canvas import Canvas, Drawn
from tests.random_processes.drawing.events import definition, gathers, thrown
from tests.random_processes.drawing.ways import draw_choice, draw_fan, draw_split, draw_while

NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0" targetNamespace="t"'
)


def draw_process(whole: Whole) -> str:
    """Give the file; the process is called ``p``."""
    canvas = Canvas(_draw)
    body = draw_body(canvas, whole.body, "0", whole.handlers)
    return (
        f"<bpmn:definitions {NAMESPACES}>\n{canvas.roots.xml()}\n"
        f'<bpmn:process id="p" isExecutable="true">\n{body}</bpmn:process>\n</bpmn:definitions>\n'
    )


def _draw(canvas: Canvas, block: Block, path: str) -> Drawn:
    return DRAW[type(block)](canvas, block, path)


def _catch(canvas: Canvas, block: Catch, path: str) -> Drawn:
    key = f"catch_{path}"
    inner = definition(canvas.roots, block.trigger, key)
    return canvas.node("intermediateCatchEvent", key, gathers(block.trigger), inner), [key]


def _throw(canvas: Canvas, block: Throw, path: str) -> Drawn:
    key = f"throw_{path}"
    inner = thrown(canvas.roots, block.kind, block.name, key)
    return canvas.node("intermediateThrowEvent", key, inner=inner), [key]


def _end(canvas: Canvas, block: End, path: str) -> Drawn:
    key = f"stop_{path}"
    inner = thrown(canvas.roots, block.kind, block.name, key)
    return canvas.node("endEvent", key, inner=inner), []


def _jump(canvas: Canvas, _block: Jump, path: str) -> Drawn:
    link = f'<bpmn:linkEventDefinition name="link_{path}"/>'
    land = canvas.node("intermediateCatchEvent", f"land_{path}", inner=link)
    return canvas.node("intermediateThrowEvent", f"jump_{path}", inner=link), [land]


def _bundle(canvas: Canvas, block: Bundle, path: str) -> Drawn:
    make, need = f"make_{path}", f"need_{path}"
    canvas.node("task", make, f'completionQuantity="{block.tokens}"')
    canvas.flow(make, canvas.node("task", need, f'startQuantity="{block.tokens}"'))
    return make, [need]


def _sequence(canvas: Canvas, block: Sequence, path: str) -> Drawn:
    first, exits = canvas.block(block.parts[0], f"{path}_0")
    for number, part in enumerate(block.parts[1:], 1):
        begin, following = canvas.block(part, f"{path}_{number}")
        canvas.connect(exits, begin)
        exits = following
    return first, exits


DRAW: dict[type[Block], Callable[[Canvas, Any, str], Drawn]] = {
    Task: draw_task,
    Sub: draw_sub,
    Catch: _catch,
    Throw: _throw,
    End: _end,
    Sequence: _sequence,
    Split: draw_split,
    Choice: draw_choice,
    While: draw_while,
    Fan: draw_fan,
    AdHoc: draw_ad_hoc,
    Jump: _jump,
    Bundle: _bundle,
}
