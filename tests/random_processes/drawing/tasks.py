"""Tasks as XML: what each kind is to do, its mappings and its loop marker; the decision table."""

from tests.random_processes.blocks import ROUTE, Loop, Task
from tests.random_processes.drawing.events import Roots

DECISION = "Route"
ROUTES = {1: 1, 2: 2, 3: 1}
"""What the decision table says: number in, way out."""
_TAGS = {
    "plain": "task",
    "manual": "manualTask",
    "user": "userTask",
    "service": "serviceTask",
    "script": "scriptTask",
    "rule": "businessRuleTask",
    "send": "sendTask",
    "receive": "receiveTask",
    "call": "callActivity",
}


def task_tag(roots: Roots, task: Task, path: str) -> tuple[str, str]:
    """Give the element's name and attributes."""
    if task.kind in ("send", "receive"):
        return _TAGS[task.kind], f'messageRef="{roots.message(f"task_{path}")}"'
    return _TAGS[task.kind], ""


def script_xml(expression: str, variable: str) -> str:
    """Give a script task's content."""
    return _extension(f'<zeebe:script expression="{expression}" resultVariable="{variable}"/>')


def rule_xml(variable: str) -> str:
    """Give a business rule task's content."""
    called = f'<zeebe:calledDecision decisionId="{DECISION}" resultVariable="{variable}"/>'
    return _extension(called)


def task_xml(task: Task, path: str) -> str:
    """Give what stands inside a task."""
    words = {
        "user": '<zeebe:assignmentDefinition candidateGroups="nurse"/>',
        "service": '<zeebe:taskDefinition type="work"/>',
        "script": f'<zeebe:script expression="=1 + 1" resultVariable="made_{path}"/>',
        "rule": f'<zeebe:calledDecision decisionId="{DECISION}" resultVariable="made_{path}"/>',
        "send": '<carelane:message correlationKey="=key"/>',
        "call": '<zeebe:calledElement processId="=&quot;called&quot;"/>',
    }
    return _extension(words.get(task.kind, "") + (_mappings(path) if task.mapped else ""))


def _extension(inner: str) -> str:
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""


def _mappings(path: str) -> str:
    return (
        f'<zeebe:ioMapping><zeebe:input source="=20 + 1" target="given_{path}"/>'
        f'<zeebe:output source="=given_{path} * 2" target="mapped_{path}"/></zeebe:ioMapping>'
    )


def loop_xml(loop: Loop | None) -> str:
    """Give a loop marker."""
    if loop is None:
        return ""
    if loop.kind == "standard":
        before = ' testBefore="true"' if loop.before else ""
        condition = f"<bpmn:loopCondition>=loopCounter &lt; {loop.count}</bpmn:loopCondition>"
        tag = "standardLoopCharacteristics"
        return f"<bpmn:{tag}{before}>{condition}</bpmn:{tag}>"
    return _multi_instance(loop)


def _multi_instance(loop: Loop) -> str:
    tag = "multiInstanceLoopCharacteristics"
    inner = f"<bpmn:loopCardinality>{loop.count}</bpmn:loopCardinality>"
    if loop.collection:
        items = [10 * (number + 1) for number in range(loop.count)]
        collection = (
            f'<zeebe:loopCharacteristics inputCollection="={items}" inputElement="item" '
            'outputCollection="items" outputElement="=item + 1"/>'
        )
        inner = _extension(collection)
    if loop.enough:
        enough = f"=numberOfCompletedInstances &gt;= {loop.enough}"
        inner += f"<bpmn:completionCondition>{enough}</bpmn:completionCondition>"
    sequential = "true" if loop.kind == "sequential" else "false"
    return f'<bpmn:{tag} isSequential="{sequential}">{inner}</bpmn:{tag}>'


def decision_xml() -> str:
    """Give the decision table as the text of a .dmn file."""
    rules = "".join(_rule(number, way) for number, way in ROUTES.items())
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
        f'namespace="d"><decision id="{DECISION}" name="{DECISION}">'
        f'<variable name="{DECISION}"/><decisionTable id="t" hitPolicy="UNIQUE">'
        f'<input id="i"><inputExpression id="ie" typeRef="number"><text>{ROUTE}</text>'
        '</inputExpression></input><output id="o" name="way" typeRef="number"/>'
        f"{rules}</decisionTable></decision></definitions>"
    )


def _rule(number: int, way: int) -> str:
    return (
        f'<rule id="r{number}"><inputEntry id="i{number}"><text>{number}</text></inputEntry>'
        f'<outputEntry id="o{number}"><text>{way}</text></outputEntry></rule>'
    )
