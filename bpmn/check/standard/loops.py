"""Loops of activities: one kind, over data that is there (BPMN 2.0.2, 10.3.8)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import SUB_PROCESSES, Drawing, references
from bpmn.check.standard.items import item_of
from bpmn.xml_names import Xml, children, local

_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
_SIDES = (
    ("loopDataInputRef", "dataInput", "inputDataItem"),
    ("loopDataOutputRef", "dataOutput", "outputDataItem"),
)


def check_loops(notes: Notes, drawing: Drawing) -> None:
    """Check the loop of every activity of executable processes."""
    for node in drawing.nodes.values():
        loops = list(children(node.xml, *_LOOPS))
        if len(loops) > 1:
            message = "the activity has two loop markers"
            hint = "keep one, or put a looped task into a looped sub-process"
            notes.error("several_loops", node, message, hint)
        if node.by_event and loops:
            message = "an event sub-process has no loop marker: its event starts it again"
            notes.error("loop_not_allowed", node, message, "put the loop inside")
        if not node.scope.executable:
            continue
        for loop in children(node.xml, "multiInstanceLoopCharacteristics"):
            _check_data(notes, drawing, node.xml, loop)


def _check_data(notes: Notes, drawing: Drawing, activity: Xml, loop: Xml) -> None:
    for name, kind, item_name in _SIDES:
        for each in references(loop, name):
            found = drawing.by_id.get(each)
            if local(activity) not in SUB_PROCESSES and not _own(activity, found, kind):
                message = f"{name} refers to {each!r}, which is no {kind} of this activity"
                hint = f"declare a {kind} in its ioSpecification and refer to that"
                notes.error("loop_data", loop, message, hint)
            for item in children(loop, item_name):
                _check_item(notes, drawing, found, item)


def _own(activity: Xml, found: Xml | None, kind: str) -> bool:
    return found is not None and local(found) == kind and activity in list(found.iterancestors())


def _check_item(notes: Notes, drawing: Drawing, many: Xml | None, item: Xml) -> None:
    """Check that each instance has one of the many: same structure, and no collection itself."""
    whole, one = item_of(drawing, many), item_of(drawing, item)
    if whole is not None and one is not None and whole.differs(one, scalar=True):
        message = (
            f"the loop runs over {whole.id}, each instance takes {one.id}, which is no one of it"
        )
        hint = f"refer to an item definition with the structure {whole.structure!r}, no collection"
        notes.error("loop_item_mismatch", item, message, hint)
