"""Every place of a bundle's files that takes an expression, with one given expression in it.

A place is a function from FEEL (without the equals sign) to a bundle in which it stands there.
"""

import json
from collections.abc import Callable
from xml.sax.saxutils import escape

from bpmn.bundle import Bundle
from tests.hostile.drawing import attribute, extended, file_of, flow, line_of, timer

Place = Callable[[str], Bundle]

MESSAGE = '<message id="m" name="M"/>'
ASSIGNED = '<zeebe:assignmentDefinition candidateGroups="g"/>'
JOB = '<zeebe:taskDefinition type="j"/>'
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def _put(template: str, text: str) -> str:
    """Put FEEL into a text, after an equals sign where none stands there."""
    sign = "" if "(@)" in template else "="
    return template.replace("@", escape(sign + text))


def _attribute(tag: str, extension: str, others: str = "", roots: str = "") -> Place:
    """An element x of this tag with an extension element that has ``@`` for the expression."""

    def bundle(text: str) -> Bundle:
        filled = extension.replace("@", attribute(f"={text}"))
        return Bundle(line_of(extended(tag, others + filled), roots))

    return bundle


def _formal(tag: str, text: str = "=(@) = 1") -> str:
    """An expression as BPMN writes it; conditions ask a question."""
    return f'<{tag} xsi:type="tFormalExpression">{text}</{tag}>'


def _in_text(template: str, roots: str = "") -> Place:
    """An element x, with ``@`` for the expression as text."""
    return lambda text: Bundle(line_of(_put(template, text), roots))


def _caught(definition: str, roots: str = "") -> Place:
    return _in_text(f'<intermediateCatchEvent id="x">{definition}</intermediateCatchEvent>', roots)


def _on_boundary(definition: str, roots: str = "") -> Place:
    task = f'<userTask id="x"><extensionElements>{ASSIGNED}</extensionElements></userTask>'
    event = f'<boundaryEvent id="b" attachedToRef="x">{definition}</boundaryEvent>'
    return _in_text(f"{task}{event}{flow('b', 'e')}", roots)


def _subscription(text: str) -> Bundle:
    key = f"<zeebe:subscription correlationKey={attribute('=' + text)}/>"
    message = f'<message id="m" name="M"><extensionElements>{key}</extensionElements></message>'
    return Bundle(line_of('<receiveTask id="x" messageRef="m"/>', message))


def _message_name(text: str) -> Bundle:
    key = '<extensionElements><zeebe:subscription correlationKey="=1"/></extensionElements>'
    message = f'<message id="m" name={attribute("=" + text)}>{key}</message>'
    return Bundle(line_of('<receiveTask id="x" messageRef="m"/>', message))


def _signal_name(text: str) -> Bundle:
    signal = f'<signal id="g" name={attribute("=" + text)}/>'
    throw = (
        '<intermediateThrowEvent id="x"><signalEventDefinition signalRef="g"/>'
        "</intermediateThrowEvent>"
    )
    return Bundle(line_of(throw, signal))


def _code(root: str, name: str, definition: str) -> Place:
    def bundle(text: str) -> Bundle:
        declared = f'<{root} id="r" {name}={attribute("=" + text)}/>'
        event = (
            f'<startEvent id="s"/>{flow("s", "x")}<endEvent id="x"><{definition} {root}Ref="r"/>'
            "</endEvent>"
        )
        return Bundle(file_of(event, declared))

    return bundle


def _flow_of(tag: str) -> Place:
    def bundle(text: str) -> Bundle:
        split = f'<{tag} id="x" default="x_e"/>{flow("x", "y", f"=({text}) = 1")}<endEvent id="y"/>'
        return Bundle(line_of(split))

    return bundle


def _loop(inner: str, extension: str = "") -> Place:
    def bundle(text: str) -> Bundle:
        attributes = extension.replace("@", attribute(f"={text}"))
        characteristics = (
            "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics "
            f"{attributes}/></extensionElements>{_put(inner, text)}"
            "</multiInstanceLoopCharacteristics>"
        )
        if not extension:
            characteristics = (
                f"<multiInstanceLoopCharacteristics>{_put(inner, text)}"
                "</multiInstanceLoopCharacteristics>"
            )
        return Bundle(line_of(f'<task id="x">{characteristics}</task>'))

    return bundle


def _decision(logic: str) -> Place:
    def bundle(text: str) -> Bundle:
        called = '<zeebe:calledDecision decisionId="dec" resultVariable="r"/>'
        filled = logic.replace("@", escape(text))
        decision = (
            f'<definitions xmlns="{DMN}" id="dm" name="dm" namespace="t">'
            f'<decision id="dec" name="dec">{filled}</decision></definitions>'
        )
        return Bundle(line_of(extended("businessRuleTask", called)), {"d.dmn": decision})

    return bundle


def _table(cell: str, output: str = "1", more: str = "") -> str:
    return (
        '<decisionTable id="t"><input id="i"><inputExpression id="ie"><text>'
        f"{'@' if cell == '' else '1'}</text></inputExpression></input>"
        f'<output id="o" name="o">{more}</output><rule id="r1"><inputEntry id="c"><text>'
        f"{cell or '-'}</text></inputEntry><outputEntry id='u'><text>{output}</text></outputEntry>"
        "</rule></decisionTable>"
    )


def _form(component: dict[str, object]) -> Place:
    def bundle(text: str) -> Bundle:
        filled = json.loads(json.dumps(component).replace('"@"', json.dumps(f"={text}")))
        form = {"id": "f", "type": "default", "components": [{"id": "c", "key": "c", **filled}]}
        task = extended("userTask", ASSIGNED + '<zeebe:formDefinition formId="f"/>')
        return Bundle(line_of(task), {}, {"f.form": json.dumps(form)})

    return bundle


def _adhoc(inner: str, extension: str = "") -> Place:
    def bundle(text: str) -> Bundle:
        more = f"<extensionElements>{extension.replace('@', attribute('=' + text))}</extensionElements>"
        filled = _put(inner, text)
        return Bundle(
            line_of(f'<adHocSubProcess id="x">{more}<task id="a"/>{filled}</adHocSubProcess>')
        )

    return bundle


def _called(text: str) -> Bundle:
    called = f"<zeebe:calledElement processId={attribute('=' + text)}/>"
    return Bundle(line_of(extended("callActivity", called)))


def _association(direction: str) -> Place:
    def bundle(text: str) -> Bundle:
        moved = (
            f"<{direction}><sourceRef>o</sourceRef><targetRef>o</targetRef>"
            f"<transformation>{escape('=' + text)}</transformation></{direction}>"
        )
        return Bundle(line_of(f'<dataObject id="o"/><task id="x">{moved}</task>'))

    return bundle


def _static(extension: str, tag: str, others: str = "") -> Place:
    """A place that takes plain text: what stands there is never evaluated."""

    def bundle(text: str) -> Bundle:
        return Bundle(line_of(extended(tag, others + extension.replace("@", attribute(text)))))

    return bundle


PLACES: dict[str, Place] = {
    "condition of an exclusive flow": _flow_of("exclusiveGateway"),
    "condition of an inclusive flow": _flow_of("inclusiveGateway"),
    "condition of a task's flow": _flow_of("task"),
    "activation condition": _in_text(
        f'<complexGateway id="x">{_formal("activationCondition")}</complexGateway>'
        f'{flow("x", "y", "=true")}<endEvent id="y"/>'
    ),
    "script": _attribute("scriptTask", '<zeebe:script expression=@ resultVariable="r"/>'),
    "input mapping": _attribute(
        "task", '<zeebe:ioMapping><zeebe:input source=@ target="a"/></zeebe:ioMapping>'
    ),
    "output mapping": _attribute(
        "task", '<zeebe:ioMapping><zeebe:output source=@ target="a"/></zeebe:ioMapping>'
    ),
    "job type": _attribute("serviceTask", "<zeebe:taskDefinition type=@/>"),
    "job retries": _attribute("serviceTask", '<zeebe:taskDefinition type="j" retries=@/>'),
    "assignee": _attribute("userTask", "<zeebe:assignmentDefinition assignee=@/>"),
    "candidate groups": _attribute("userTask", "<zeebe:assignmentDefinition candidateGroups=@/>"),
    "due date": _attribute("userTask", "<zeebe:taskSchedule dueDate=@/>", ASSIGNED),
    "follow-up date": _attribute("userTask", "<zeebe:taskSchedule followUpDate=@/>", ASSIGNED),
    "priority": _attribute("userTask", "<zeebe:priorityDefinition priority=@/>", ASSIGNED),
    "SLA start": _attribute(
        "userTask", '<carelane:sla start=@ target="PT1H" steps="50 100"/>', ASSIGNED
    ),
    "SLA due": _attribute("userTask", '<carelane:sla due=@ steps="50 100"/>', ASSIGNED),
    "SLA target": _attribute("userTask", '<carelane:sla target=@ steps="50 100"/>', ASSIGNED),
    "SLA when": _attribute(
        "userTask", '<carelane:sla when=@ target="PT1H" steps="50 100"/>', ASSIGNED
    ),
    "called decision": _attribute(
        "businessRuleTask", '<zeebe:calledDecision decisionId=@ resultVariable="r"/>'
    ),
    "called process": _called,
    "timer date": _caught(timer("timeDate", "@")),
    "timer duration": _caught(timer("timeDuration", "@")),
    "timer cycle on a boundary": _on_boundary(timer("timeCycle", "@")),
    "timer duration on a boundary": _on_boundary(timer("timeDuration", "@")),
    "conditional event": _caught(
        f"<conditionalEventDefinition>{_formal('condition')}</conditionalEventDefinition>"
    ),
    "conditional boundary event": _on_boundary(
        f"<conditionalEventDefinition>{_formal('condition')}</conditionalEventDefinition>"
    ),
    "subscription key": _subscription,
    "message name": _message_name,
    "signal name": _signal_name,
    "error code": _code("error", "errorCode", "errorEventDefinition"),
    "escalation code": _code("escalation", "escalationCode", "escalationEventDefinition"),
    "sent key": _attribute(
        "sendTask", '<carelane:message name="M" correlationKey=@ to="=institution"/>'
    ),
    "sent name": _attribute("sendTask", "<carelane:message name=@/>"),
    "sent to": _attribute("sendTask", '<carelane:message name="M" to=@/>'),
    "time to live": _attribute("sendTask", '<carelane:message name="M" timeToLive=@/>'),
    "standard loop": _in_text(
        '<task id="x"><standardLoopCharacteristics loopMaximum="5">'
        f"{_formal('loopCondition')}</standardLoopCharacteristics></task>"
    ),
    "loop cardinality": _loop(_formal("loopCardinality", "@")),
    "input collection": _loop("", "inputCollection=@ inputElement='i'"),
    "output element": _loop(
        "", "inputCollection='=[1,2]' inputElement='i' outputCollection='c' outputElement=@"
    ),
    "completion condition": _loop(
        _formal("completionCondition"),
        "inputCollection='=[1,2]' inputElement='i'",
    ),
    "ad-hoc completion": _adhoc(_formal("completionCondition")),
    "ad-hoc elements": _adhoc("", "<zeebe:adHoc activeElementsCollection=@/>"),
    "data input": _association("dataInputAssociation"),
    "data output": _association("dataOutputAssociation"),
    "literal decision": _decision("<literalExpression><text>@</text></literalExpression>"),
    "decision input": _decision(_table("")),
    "decision cell": _decision(_table("@")),
    "decision output": _decision(_table("-", "@")),
    "decision default": _decision(
        _table("2", "1", "<defaultOutputEntry id='de'><text>@</text></defaultOutputEntry>")
    ),
    "decision context": _decision(
        '<context><contextEntry><variable name="v"/><literalExpression><text>@</text>'
        "</literalExpression></contextEntry></context>"
    ),
    "decision invocation": _decision(
        "<invocation><literalExpression><text>abs</text></literalExpression><binding>"
        '<parameter name="n"/><literalExpression><text>@</text></literalExpression></binding>'
        "</invocation>"
    ),
    "decision filter": _decision(
        "<filter><in><literalExpression><text>[1,2]</text></literalExpression></in><match>"
        "<literalExpression><text>@</text></literalExpression></match></filter>"
    ),
    "decision loop": _decision(
        '<for iteratorVariable="i"><in><literalExpression><text>@</text></literalExpression></in>'
        "<return><literalExpression><text>i</text></literalExpression></return></for>"
    ),
    "form condition": _form({"type": "textfield", "label": "l", "conditional": {"hide": "@"}}),
    "form read-only": _form({"type": "textfield", "label": "l", "readonly": "@"}),
    "form options": _form({"type": "select", "label": "l", "valuesExpression": "@"}),
    "form minimum": _form({"type": "number", "label": "l", "validate": {"min": "@"}}),
    "form default": _form({"type": "textfield", "label": "l", "defaultValue": "@"}),
    "form text": _form({"type": "text", "text": "@"}),
}
"""Places of FEEL."""

TEXTS: dict[str, Place] = {
    "job header": _static(
        '<zeebe:taskHeaders><zeebe:header key="k" value=@/></zeebe:taskHeaders>', "serviceTask", JOB
    ),
    "job type": _static("<zeebe:taskDefinition type=@/>", "serviceTask"),
    "property": _static(
        '<zeebe:properties><zeebe:property name="n" value=@/></zeebe:properties>', "task"
    ),
    "assignee": _static("<zeebe:assignmentDefinition assignee=@/>", "userTask"),
    "form key": _static("<zeebe:formDefinition formKey=@/>", "userTask", ASSIGNED),
    "status": _static('<carelane:status value=@ on="complete"/>', "task"),
    "script without FEEL": lambda text: Bundle(
        line_of(
            f'<scriptTask id="x" scriptFormat="python"><script>{escape(text)}</script></scriptTask>'
        )
    ),
    "condition in Python": lambda text: Bundle(
        line_of(
            '<exclusiveGateway id="x" default="x_e"/><endEvent id="y"/><sequenceFlow id="q" '
            'sourceRef="x" targetRef="y"><conditionExpression language="python">'
            f"{escape(text)}</conditionExpression></sequenceFlow>"
        )
    ),
    "listener": _static(
        '<zeebe:executionListeners><zeebe:executionListener eventType="start" type=@/>'
        "</zeebe:executionListeners>",
        "task",
    ),
    "documentation": lambda text: Bundle(
        line_of(f'<task id="x"><documentation>{escape(text)}</documentation></task>')
    ),
}
"""Places of plain text, where an attack is text and stays text."""
