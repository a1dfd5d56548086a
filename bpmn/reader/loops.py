"""Reads the loops of activities: standard loop and multi-instance."""

from bpmn.model import Expression, MultiInstance, StandardLoop, Static, Value, variable
from bpmn.reader.common import flag, number
from bpmn.reader.extension import extensions, one
from bpmn.reader.instance_events import read_behavior
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.supported import ALWAYS, check_attributes, check_children
from bpmn.xml_names import Xml, children, text_of

_STANDARD = frozenset(["testBefore", "loopMaximum"])
_MULTI = frozenset(["isSequential", "behavior", "noneBehaviorEventRef", "oneBehaviorEventRef"])
_MULTI_CHILDREN = (
    ALWAYS
    | {"loopCardinality", "completionCondition", "complexBehaviorDefinition"}
    | {"loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem"}
)
_BOTH = "one loop marker only"


def read_loop(source: Source, roots: Roots, at: Xml) -> StandardLoop | MultiInstance | None:
    """Read the loop of an activity, if it has one."""
    standard = list(children(at, "standardLoopCharacteristics"))
    multi = list(children(at, "multiInstanceLoopCharacteristics"))
    if len(standard) + len(multi) > 1:
        source.error("several_loops", at, "the activity has two loop markers", f"keep {_BOTH}")
        return None
    if standard:
        return _standard(source, standard[0])
    return _multi(source, roots, multi[0]) if multi else None


def _condition(source: Source, at: Xml, name: str) -> Expression | None:
    for child in children(at, name):
        return source.expression(text_of(child), child, name)
    return None


def _standard(source: Source, at: Xml) -> StandardLoop:
    check_children(source, at, ALWAYS | {"loopCondition"})
    check_attributes(source, at, _STANDARD)
    maximum = number(source, at, "loopMaximum", default=0, least=1)
    if not maximum and not list(children(at, "loopCondition")):
        hint = "give a loopCondition or a loopMaximum"
        source.error("endless_loop", at, "the loop never ends", hint)
    return StandardLoop(
        _condition(source, at, "loopCondition"),
        flag(source, at, "testBefore", default=False),
        maximum,
    )


def _multi(source: Source, roots: Roots, at: Xml) -> MultiInstance | None:
    check_children(source, at, _MULTI_CHILDREN)
    check_attributes(source, at, _MULTI)
    behavior, events = read_behavior(source, roots, at)
    found = extensions(source, at, frozenset(["zeebe:loopCharacteristics"]))
    zeebe = one(source, found, "zeebe:loopCharacteristics")
    collection, cardinality = _collection(source, zeebe), _cardinality(source, at)
    data_input, data_output = (
        _data(source, at, "loopDataInputRef"),
        _data(source, at, "loopDataOutputRef"),
    )
    item, result = _item(source, at, "inputDataItem"), _item(source, at, "outputDataItem")
    if data_input:
        collection = collection or variable(data_input)
    if collection is None and cardinality is None:
        hint = "give zeebe:loopCharacteristics inputCollection, or loopCardinality"
        source.error("missing_cardinality", at, "the multi-instance has no number", hint)
        return None
    if collection is not None and cardinality is not None:
        message = "the multi-instance has a collection and a cardinality"
        source.error("two_cardinalities", at, message, "keep one of the two")
    if bool(_plain(zeebe, "outputCollection")) != bool(_plain(zeebe, "outputElement")):
        message = "outputCollection and outputElement go together"
        source.error("missing_attribute", at, message, "fill in both, or none")
    return MultiInstance(
        sequential=flag(source, at, "isSequential", default=False),
        collection=collection,
        cardinality=cardinality,
        element=_plain(zeebe, "inputElement") or item,
        output_collection=_plain(zeebe, "outputCollection") or data_output,
        output_element=_feel(source, zeebe, "outputElement")
        or (variable(result) if result else None),
        data_input=data_input,
        data_output=data_output,
        completion=_condition(source, at, "completionCondition"),
        behavior=behavior,
        events=events,
    )


def _data(source: Source, at: Xml, name: str) -> str:
    """Give the variable that holds all items of a side."""
    for reference in children(at, name):
        found = source.items.find(text_of(reference))
        return "" if found is None else source.items.variable(found)
    return ""


def _item(source: Source, at: Xml, name: str) -> str:
    """Give the variable that holds an instance's item."""
    for item in children(at, name):
        return source.items.variable(item)
    return ""


def _plain(zeebe: Xml | None, name: str) -> str:
    return "" if zeebe is None else (zeebe.get(name) or "").strip()


def _feel(source: Source, zeebe: Xml | None, name: str) -> Expression | None:
    text = _plain(zeebe, name)
    return source.expression(text, zeebe, name) if text and zeebe is not None else None


def _collection(source: Source, zeebe: Xml | None) -> Expression | None:
    return _feel(source, zeebe, "inputCollection")


def _cardinality(source: Source, at: Xml) -> Value | None:
    for child in children(at, "loopCardinality"):
        text = text_of(child)
        if text.isdigit():
            return Static(text)
        return source.expression(text, child, "loopCardinality")
    return None
