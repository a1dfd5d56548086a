"""Which data belongs to which compiled node: a scope's objects, and the halves of a multi-instance."""

from dataclasses import replace

from bpmn.model import DataFlow, FlowNode, MultiInstance, StandardLoop, SubProcess

_OBJECTS = ("dataObject",)


def data_of(element: FlowNode) -> DataFlow | None:
    """Give the element's data; data objects of a sub-process are variables of its scope."""
    if not isinstance(element, SubProcess):
        return element.data
    objects = tuple(each.variable for each in element.body.data if each.kind in _OBJECTS)
    objects = tuple(name for name in objects if name)
    if not objects:
        return element.data
    flow = element.data or DataFlow()
    return replace(flow, properties=flow.properties + objects)


def around_loop(
    flow: DataFlow | None, loop: StandardLoop | MultiInstance
) -> tuple[DataFlow | None, DataFlow | None]:
    """Give what belongs to the activity as a whole, and what to each instance.

    The collections of a multi-instance belong to the whole, with the associations that fill or empty
    them; all else, and the item that an instance makes, to the instance.
    """
    if flow is None or not isinstance(loop, MultiInstance):
        return None, flow
    if not (loop.data_input or loop.data_output):
        return None, flow
    whole = DataFlow(
        inputs=tuple(name for name in flow.inputs if name == loop.data_input),
        outputs=tuple(name for name in flow.outputs if name == loop.data_output),
        reads=tuple(move for move in flow.reads if move.target == loop.data_input),
        writes=tuple(
            move for move in flow.writes if loop.data_output in move.value.parsed.variables
        ),
        input_sets=tuple(
            tuple(n for n in names if n == loop.data_input) for names in flow.input_sets
        ),
    )
    item = loop.output_element.parsed.variables if loop.output_element is not None else ()
    each = DataFlow(
        properties=flow.properties,
        inputs=tuple(name for name in flow.inputs if name != loop.data_input),
        outputs=(*(name for name in flow.outputs if name != loop.data_output), *item),
        reads=tuple(move for move in flow.reads if move not in whole.reads),
        writes=tuple(move for move in flow.writes if move not in whole.writes),
        input_sets=tuple(
            tuple(n for n in names if n != loop.data_input) for names in flow.input_sets
        ),
    )
    return whole, each
