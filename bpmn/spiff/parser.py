"""SpiffWorkflow's parser, fed with a tree (never with text), and with our task specs."""

from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    EndEventParser,
    IntermediateThrowEventParser,
    ReceiveTaskParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import SubWorkflowParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import ReceiveTask, SubWorkflowTask, TransactionSubprocess

from bpmn.spiff.specs import End, ParallelInstances, SequentialInstances, Throw, Work
from bpmn.xml_names import Xml

_WORK = (
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "callActivity",
)


class _WorkParser(TaskParser):  # type: ignore[misc]  # SpiffWorkflow has no types
    PARALLEL_MI_CLASS = ParallelInstances
    SEQUENTIAL_MI_CLASS = SequentialInstances


class _ScopeParser(SubWorkflowParser):  # type: ignore[misc]  # SpiffWorkflow has no types
    PARALLEL_MI_CLASS = ParallelInstances
    SEQUENTIAL_MI_CLASS = SequentialInstances


class _ReceiveParser(ReceiveTaskParser):  # type: ignore[misc]  # SpiffWorkflow has no types
    PARALLEL_MI_CLASS = ParallelInstances
    SEQUENTIAL_MI_CLASS = SequentialInstances


class _Parser(BpmnParser):  # type: ignore[misc]  # SpiffWorkflow has no types
    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012 - theirs
        **{full_tag(name): (_WorkParser, Work) for name in _WORK},
        full_tag("receiveTask"): (_ReceiveParser, ReceiveTask),
        full_tag("subProcess"): (_ScopeParser, SubWorkflowTask),
        full_tag("transaction"): (_ScopeParser, TransactionSubprocess),
        full_tag("intermediateThrowEvent"): (IntermediateThrowEventParser, Throw),
        full_tag("endEvent"): (EndEventParser, End),
    }


def parse(tree: Xml, file: str, process_id: str) -> tuple[Any, dict[str, Any]]:
    """Give fresh specs of the process and its sub-processes: running changes them, so each case has its own."""
    parser = _Parser()
    parser.add_bpmn_xml(tree.getroottree(), file)
    return parser.get_spec(process_id), parser.get_subprocess_specs(process_id)
