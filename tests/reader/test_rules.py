"""What the standard forbids is refused by name at the right element, and its sound neighbour is not."""

import pytest

from bpmn.findings import Finding
from bpmn.reader import inspect_bpmn

XSI = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    f'xmlns:xsi="{XSI}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">'
)
FORMAL = 'xsi:type="bpmn:tFormalExpression"'
PT1H = f"<bpmn:timeDuration {FORMAL}>PT1H</bpmn:timeDuration>"
TIMER = f"<bpmn:timerEventDefinition>{PT1H}</bpmn:timerEventDefinition>"
JOB = '<bpmn:extensionElements><zeebe:taskDefinition type="j"/></bpmn:extensionElements>'
ITEMS = (
    '<bpmn:itemDefinition id="letter" structureRef="Letter"/>'
    '<bpmn:itemDefinition id="number" structureRef="Number"/>'
    '<bpmn:itemDefinition id="letters" structureRef="Letter" isCollection="true"/>'
    '<bpmn:message id="m" name="m" itemRef="letter"/><bpmn:signal id="sig" name="sig"/>'
    '<bpmn:escalation id="esc" name="esc" escalationCode="E1"/><bpmn:escalation id="bare"/>'
    '<bpmn:interface id="if" name="if"><bpmn:operation id="op" name="op">'
    "<bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>"
)


def flow(key: str, source: str, target: str, inner: str = "", more: str = "") -> str:
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{key}" {ends} {more}>{inner}</bpmn:sequenceFlow>'


def condition(text: str, kind: str = FORMAL) -> str:
    return f"<bpmn:conditionExpression {kind}>{text}</bpmn:conditionExpression>"


def process(*parts: str, key: str = "p", executable: str = "true", more: str = "") -> str:
    inside = "".join(parts)
    return f'<bpmn:process id="{key}" isExecutable="{executable}" {more}>{inside}</bpmn:process>'


def line(*parts: str) -> str:
    """Start, task x and end, with more beside."""
    x = parts[0] if parts else '<bpmn:task id="x"/>'
    return process(
        '<bpmn:startEvent id="s"/>',
        flow("f1", "s", "x"),
        x,
        flow("f2", "x", "e"),
        '<bpmn:endEvent id="e"/>',
        *parts[1:],
    )


def sub(inner: str, more: str = "", tag: str = "subProcess") -> str:
    return line(f'<bpmn:{tag} id="x" {more}>{inner}</bpmn:{tag}>')


def beside(inner: str) -> str:
    """An event sub-process beside the line."""
    return line(
        '<bpmn:task id="x"/>',
        f'<bpmn:subProcess id="es" triggeredByEvent="true">{inner}</bpmn:subProcess>',
    )


def started(definition: str, more: str = "") -> str:
    return (
        f'<bpmn:startEvent id="a" {more}>{definition}</bpmn:startEvent>{flow("g1", "a", "b")}'
        '<bpmn:endEvent id="b"/>'
    )


def branched(kind: str, join: str, more: str = "", first: str = "", second: str = "") -> str:
    """A split into two tasks and a join."""
    return process(
        '<bpmn:startEvent id="s"/>',
        flow("f0", "s", "x"),
        f'<bpmn:{kind} id="x" {more}/>',
        flow("f1", "x", "a", first),
        flow("f2", "x", "b", second),
        '<bpmn:task id="a"/><bpmn:task id="b"/>',
        flow("f3", "a", "j"),
        flow("f4", "b", "j"),
        f'<bpmn:{join} id="j"/>',
        flow("f5", "j", "e"),
        '<bpmn:endEvent id="e"/>',
    )


def chosen(first: str, second: str, more: str = "", *parts: str) -> str:
    """An event-based gateway with two ways."""
    return process(
        '<bpmn:startEvent id="s"/>',
        flow("f0", "s", "x"),
        f'<bpmn:eventBasedGateway id="x" {more}/>',
        flow("f1", "x", "a"),
        flow("f2", "x", "b"),
        first,
        second,
        flow("f3", "a", "e"),
        flow("f4", "b", "e"),
        '<bpmn:endEvent id="e"/>',
        *parts,
    )


def catch(key: str, definition: str = TIMER) -> str:
    return f'<bpmn:intermediateCatchEvent id="{key}">{definition}</bpmn:intermediateCatchEvent>'


def data(sets: str, *, owner: str = "task", before: str = "", after: str = "") -> str:
    spec = f'<bpmn:ioSpecification id="io">{sets}</bpmn:ioSpecification>'
    return ITEMS + line(f'<bpmn:{owner} id="x" {before}>{spec}{after}</bpmn:{owner}>')


def one(side: str, item: str = "letter", more: str = "") -> str:
    """One declared input or output in a set."""
    name = f"data{side}"
    other = "output" if side == "Input" else "input"
    return (
        f'<bpmn:{name} id="d" name="d" itemSubjectRef="{item}" {more}/><bpmn:{side.lower()}Set id="set">'
        f"<bpmn:{name}Refs>d</bpmn:{name}Refs></bpmn:{side.lower()}Set><bpmn:{other}Set/>"
    )


def pools(*flows: str, more: str = "") -> str:
    inside = (
        '<bpmn:participant id="here" processRef="p"/><bpmn:participant id="there"/>'
        f'<bpmn:participant id="other" processRef="q">{more}</bpmn:participant>'
    )
    second = process('<bpmn:task id="y"/>', key="q")
    return (
        f'<bpmn:collaboration id="c">{inside}{"".join(flows)}</bpmn:collaboration>'
        + line()
        + second
    )


def message(source: str, target: str) -> str:
    return f'<bpmn:messageFlow id="mf" sourceRef="{source}" targetRef="{target}"/>'


def many(loop: str, inputs: str = "") -> str:
    marker = (
        f"<bpmn:multiInstanceLoopCharacteristics>{loop}</bpmn:multiInstanceLoopCharacteristics>"
    )
    return ITEMS + line(f'<bpmn:task id="x">{inputs}{marker}</bpmn:task>')


def specified(sets: str) -> str:
    return f"<bpmn:ioSpecification>{sets}</bpmn:ioSpecification>"


def over(item: str, ref: str = "d") -> str:
    return (
        f"<bpmn:loopDataInputRef>{ref}</bpmn:loopDataInputRef>"
        f'<bpmn:inputDataItem id="i" name="i" itemSubjectRef="{item}"/>'
    )


def thrown(definition: str, inner: str = "") -> str:
    return ITEMS + line(
        f'<bpmn:intermediateThrowEvent id="x">{inner}{definition}</bpmn:intermediateThrowEvent>'
    )


COLLECTION = specified(one("Input", "letters", 'isCollection="true"'))
COUNT = f"<bpmn:loopCardinality {FORMAL}>2</bpmn:loopCardinality>"
DONE = "<bpmn:completionCondition {}>{}</bpmn:completionCondition>"
TWO_INPUTS = (
    '<bpmn:dataInput id="d"/><bpmn:dataInput id="d2"/><bpmn:inputSet id="set">'
    "<bpmn:dataInputRefs>d</bpmn:dataInputRefs>{}</bpmn:inputSet>{}<bpmn:outputSet/>"
)
MORE = "<bpmn:dataInputRefs>d2</bpmn:dataInputRefs>"
LATER = "<bpmn:optionalInputRefs>d2</bpmn:optionalInputRefs>"
OUTS = (
    '<bpmn:dataOutput id="d"/><bpmn:dataOutput id="d2"/><bpmn:inputSet/><bpmn:outputSet>'
    "<bpmn:dataOutputRefs>d</bpmn:dataOutputRefs>{}</bpmn:outputSet>{}"
)
MORE_OUT = "<bpmn:dataOutputRefs>d2</bpmn:dataOutputRefs>"
LATER_OUT = "<bpmn:whileExecutingOutputRefs>d2</bpmn:whileExecutingOutputRefs>"
READ = (
    '<bpmn:dataInputAssociation id="da"><bpmn:sourceRef>{}</bpmn:sourceRef>'
    "<bpmn:targetRef>{}</bpmn:targetRef></bpmn:dataInputAssociation>"
)
OBJECT = '<bpmn:dataObject id="o" itemSubjectRef="{0}"/><bpmn:dataObjectReference id="r" dataObjectRef="o"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="sig"/>'
MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
HELD = (
    '<bpmn:dataInput id="d" itemSubjectRef="{}"/><bpmn:inputSet><bpmn:dataInputRefs>d'
    "</bpmn:dataInputRefs></bpmn:inputSet>"
)
RECEIVE = '<bpmn:receiveTask id="{}" messageRef="m"/>'
CHOREOGRAPHY = '<bpmn:choreography id="ch" isClosed="{}">{}</bpmn:choreography>'

LONE = '<bpmn:task id="x"/>'
CASES: list[tuple[str, str, str, str]] = [
    ("dangling_flow", "f2", line().replace('"x" targetRef="e"', '"x" targetRef="gone"'), line()),
    (
        "flow_crosses_border",
        "g",
        line(
            '<bpmn:subProcess id="x"><bpmn:task id="in"/></bpmn:subProcess>', flow("g", "in", "e")
        ),
        line('<bpmn:subProcess id="x"><bpmn:task id="in"/></bpmn:subProcess>'),
    ),
    (
        "flow_end_not_a_node",
        "g",
        line('<bpmn:task id="x"/>', '<bpmn:textAnnotation id="n"/>', flow("g", "x", "n")),
        line('<bpmn:task id="x"/>', '<bpmn:textAnnotation id="n"/>'),
    ),
    (
        "flow_not_allowed",
        "x",
        sub(started(SIGNAL), 'triggeredByEvent="true"'),
        beside(started(SIGNAL)),
    ),
    (
        "flow_not_listed",
        "e",
        line(
            '<bpmn:task id="x"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:task>'
        ),
        line('<bpmn:task id="x"><bpmn:incoming>f1</bpmn:incoming></bpmn:task>'),
    ),
    (
        "flow_listed_wrongly",
        "x",
        line('<bpmn:task id="x"><bpmn:incoming>f2</bpmn:incoming></bpmn:task>'),
        line('<bpmn:task id="x"><bpmn:incoming>f1</bpmn:incoming></bpmn:task>'),
    ),
    ("incoming_not_allowed", "s", line('<bpmn:task id="x"/>', flow("g", "x", "s")), line()),
    (
        "incoming_not_allowed",
        "x",
        ITEMS + line('<bpmn:receiveTask id="x" messageRef="m" instantiate="true"/>'),
        ITEMS + line('<bpmn:receiveTask id="x" messageRef="m"/>'),
    ),
    ("outgoing_not_allowed", "e", line('<bpmn:task id="x"/>', flow("g", "e", "x")), line()),
    (
        "event_without_flow",
        "t",
        line('<bpmn:task id="x"/>', flow("g", "x", "t"), catch("t")),
        line('<bpmn:task id="x"/>', flow("g", "x", "t"), catch("t"), flow("h", "t", "e")),
    ),
    (
        "boundary_without_flow",
        "b",
        line(
            '<bpmn:task id="x"/>',
            f'<bpmn:boundaryEvent id="b" attachedToRef="x">{TIMER}</bpmn:boundaryEvent>',
        ),
        line(
            '<bpmn:task id="x"/>',
            f'<bpmn:boundaryEvent id="b" attachedToRef="x">{TIMER}</bpmn:boundaryEvent>',
            flow("g", "b", "e"),
        ),
    ),
    (
        "boundary_not_attached",
        "b",
        line(
            '<bpmn:task id="x"/>',
            f'<bpmn:boundaryEvent id="b" attachedToRef="s">{TIMER}</bpmn:boundaryEvent>',
            flow("g", "b", "e"),
        ),
        line(
            '<bpmn:task id="x"/>',
            f'<bpmn:boundaryEvent id="b" attachedToRef="x">{TIMER}</bpmn:boundaryEvent>',
            flow("g", "b", "e"),
        ),
    ),
    (
        "not_reachable",
        "lost",
        line('<bpmn:task id="x"/>', '<bpmn:task id="lost"/>', flow("g", "lost", "e")),
        line(),
    ),
    (
        "not_reachable",
        "a",
        line(
            '<bpmn:task id="x"/>',
            '<bpmn:task id="a"/><bpmn:task id="b"/>',
            flow("g", "a", "b"),
            flow("h", "b", "a"),
        ),
        line(
            '<bpmn:task id="x"/>', '<bpmn:task id="a"/>', flow("g", "x", "a"), flow("h", "a", "e")
        ),
    ),
    (
        "implicit_end",
        "y",
        line('<bpmn:task id="x"/>', flow("g", "x", "y"), '<bpmn:task id="y"/>'),
        line(),
    ),
    (
        "no_start",
        "p",
        process('<bpmn:task id="x"/>', flow("f", "x", "e"), '<bpmn:endEvent id="e"/>'),
        process('<bpmn:task id="x"/>'),
    ),
    (
        "no_end",
        "p",
        process('<bpmn:startEvent id="s"/>', flow("f", "s", "x"), '<bpmn:task id="x"/>'),
        line(),
    ),
    (
        "several_starts",
        "s2",
        line('<bpmn:task id="x"/>', '<bpmn:startEvent id="s2"/>', flow("g", "s2", "x")),
        line(
            '<bpmn:task id="x"/>',
            f'<bpmn:startEvent id="s2">{TIMER}</bpmn:startEvent>',
            flow("g", "s2", "x"),
        ),
    ),
    (
        "join_never_satisfied",
        "j",
        branched("exclusiveGateway", "parallelGateway", 'default="f2"', condition("a = 1")),
        branched("exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("a = 1")),
    ),
    (
        "join_never_satisfied",
        "j",
        branched("exclusiveGateway", "parallelGateway", 'default="f2"', condition("a = 1")),
        branched("parallelGateway", "parallelGateway"),
    ),
    (
        "missing_condition",
        "f2",
        branched("exclusiveGateway", "exclusiveGateway", "", condition("a = 1")),
        branched("exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("a = 1")),
    ),
    (
        "condition_not_allowed",
        "f1",
        branched("parallelGateway", "parallelGateway", "", condition("a = 1")),
        branched("parallelGateway", "parallelGateway"),
    ),
    (
        "condition_without_alternative",
        "g",
        process('<bpmn:startEvent id="s"/>', flow("f", "s", "x"), '<bpmn:task id="x"/>').replace(
            "</bpmn:process>",
            flow("g", "x", "e", condition("a = 1")) + '<bpmn:endEvent id="e"/></bpmn:process>',
        ),
        line(),
    ),
    (
        "condition_not_boolean",
        "f1",
        branched("exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("1 + 1")),
        branched("exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("1 + 1 = 2")),
    ),
    (
        "default_not_outgoing",
        "x",
        branched(
            "exclusiveGateway", "exclusiveGateway", 'default="f5"', condition("a"), condition("b")
        ),
        branched("exclusiveGateway", "exclusiveGateway", "", condition("a"), condition("b")),
    ),
    (
        "default_with_condition",
        "f2",
        branched(
            "exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("a"), condition("b")
        ),
        branched("exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("a")),
    ),
    ("default_not_needed", "x", line('<bpmn:task id="x" default="f2"/>'), line()),
    (
        "not_immediate",
        "g",
        line('<bpmn:task id="x"/>', flow("g", "x", "e", "", 'isImmediate="false"')),
        line('<bpmn:task id="x"/>', flow("g", "x", "e", "", 'isImmediate="true"')),
    ),
    (
        "gateway_without_flow",
        "g",
        line('<bpmn:task id="x"/>', flow("h", "x", "g"), '<bpmn:parallelGateway id="g"/>'),
        branched("parallelGateway", "parallelGateway"),
    ),
    (
        "gateway_without_choice",
        "x",
        line('<bpmn:inclusiveGateway id="x"/>'),
        branched("inclusiveGateway", "inclusiveGateway", 'default="f2"', condition("a")),
    ),
    (
        "gateway_direction",
        "x",
        branched("parallelGateway", "parallelGateway", 'gatewayDirection="Converging"'),
        branched("parallelGateway", "parallelGateway", 'gatewayDirection="Diverging"'),
    ),
    (
        "event_gateway",
        "x",
        process(
            '<bpmn:startEvent id="s"/>',
            flow("f0", "s", "x"),
            '<bpmn:eventBasedGateway id="x"/>',
            flow("f1", "x", "a"),
            catch("a"),
            flow("f2", "a", "e"),
            '<bpmn:endEvent id="e"/>',
        ),
        chosen(catch("a"), catch("b")),
    ),
    (
        "event_gateway_target",
        "b",
        chosen(catch("a"), '<bpmn:task id="b"/>'),
        chosen(catch("a"), catch("b")),
    ),
    (
        "event_gateway_target_joined",
        "b",
        chosen(
            catch("a"),
            catch("b"),
            "",
            '<bpmn:task id="t"/>',
            flow("g", "a", "t"),
            flow("h", "t", "b"),
        ),
        chosen(catch("a"), catch("b")),
    ),
    (
        "event_gateway_mixed",
        "x",
        ITEMS + chosen(catch("a", MESSAGE), RECEIVE.format("b")),
        ITEMS + chosen(catch("a"), RECEIVE.format("b")),
    ),
    (
        "event_gateway_boundary",
        "be",
        ITEMS
        + chosen(
            catch("a"),
            RECEIVE.format("b"),
            "",
            f'<bpmn:boundaryEvent id="be" attachedToRef="b">{TIMER}</bpmn:boundaryEvent>',
            flow("g", "be", "e"),
        ),
        ITEMS + chosen(catch("a"), RECEIVE.format("b")),
    ),
    (
        "event_gateway_parallel",
        "x",
        chosen(catch("a"), catch("b"), 'eventGatewayType="Parallel"'),
        chosen(catch("a"), catch("b"), 'eventGatewayType="Exclusive"'),
    ),
    (
        "event_definition_not_allowed",
        "a",
        beside(started("<bpmn:errorEventDefinition/>", 'isInterrupting="false"')),
        beside(started("<bpmn:errorEventDefinition/>")),
    ),
    (
        "event_definition_not_allowed",
        "s",
        line().replace('id="s"/>', 'id="s"><bpmn:escalationEventDefinition/></bpmn:startEvent>'),
        line().replace('id="s"/>', f'id="s">{TIMER}</bpmn:startEvent>'),
    ),
    ("event_definition_not_allowed", "a", sub(started(TIMER)), sub(started(""))),
    ("missing_event_definition", "a", beside(started("")), beside(started(TIMER))),
    ("event_subprocess_start", "es", beside('<bpmn:task id="t"/>'), beside(started(TIMER))),
    (
        "event_definition_not_shared",
        "t",
        line(
            catch("x").replace("<bpmn:timerEventDefinition>", '<bpmn:timerEventDefinition id="td">')
        ).replace(
            "</bpmn:process>",
            flow("g", "x", "t")
            + catch("t", "<bpmn:eventDefinitionRef>td</bpmn:eventDefinitionRef>")
            + flow("h", "t", "e")
            + "</bpmn:process>",
        ),
        f'<bpmn:timerEventDefinition id="td">{PT1H}</bpmn:timerEventDefinition>'
        + line(catch("x", "<bpmn:eventDefinitionRef>td</bpmn:eventDefinitionRef>")),
    ),
    (
        "missing_reference",
        "x",
        line(catch("x", "<bpmn:messageEventDefinition/>")),
        ITEMS + line(catch("x", MESSAGE)),
    ),
    (
        "missing_escalation_code",
        "x",
        thrown("<bpmn:escalationEventDefinition/>"),
        thrown('<bpmn:escalationEventDefinition escalationRef="esc"/>'),
    ),
    (
        "cancel_outside_transaction",
        "b",
        sub(
            started("").replace('id="b"/>', 'id="b"><bpmn:cancelEventDefinition/></bpmn:endEvent>')
        ),
        sub(started("")),
    ),
    (
        "transaction_method",
        "x",
        sub(started(""), 'method="##Store"', "transaction"),
        sub(started(""), 'method="##Compensate"', "transaction"),
    ),
    (
        "script_format",
        "x",
        line('<bpmn:scriptTask id="x" scriptFormat="nonsense"/>'),
        line('<bpmn:task id="x"/>'),
    ),
    (
        "several_loops",
        "x",
        line(
            '<bpmn:task id="x"><bpmn:standardLoopCharacteristics loopMaximum="2"/>'
            f"<bpmn:multiInstanceLoopCharacteristics>{COUNT}</bpmn:multiInstanceLoopCharacteristics></bpmn:task>"
        ),
        many(COUNT),
    ),
    (
        "loop_not_allowed",
        "es",
        beside(started(TIMER) + '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'),
        beside(started(TIMER)),
    ),
    (
        "loop_data",
        "x",
        many(over("letter", "letters"), COLLECTION),
        many(over("letter"), COLLECTION),
    ),
    ("loop_item_mismatch", "i", many(over("number"), COLLECTION), many(over("letter"), COLLECTION)),
    (
        "condition_not_boolean",
        "x",
        many(COUNT + DONE.format(FORMAL, "23")),
        many(COUNT + DONE.format(FORMAL, "numberOfInstances > 1")),
    ),
    (
        "informal_expression",
        "x",
        many(COUNT + DONE.format("", "when enough")),
        many(COUNT + DONE.format("", "=enough")),
    ),
    (
        "empty_expression",
        "x",
        many(COUNT + DONE.format(FORMAL, "")),
        many(COUNT + DONE.format(FORMAL, "enough")),
    ),
    (
        "expression_language",
        "f1",
        branched(
            "exclusiveGateway",
            "exclusiveGateway",
            'default="f2"',
            condition("a = 1", FORMAL + ' language="python"'),
        ),
        branched(
            "exclusiveGateway",
            "exclusiveGateway",
            'default="f2"',
            condition("a = 1", FORMAL + ' language="feel"'),
        ),
    ),
    (
        "wrong_reference",
        "x",
        ITEMS + line('<bpmn:receiveTask id="x" messageRef="sig"/>'),
        ITEMS + line('<bpmn:receiveTask id="x" messageRef="m"/>'),
    ),
    (
        "dangling_reference",
        "x",
        line('<bpmn:receiveTask id="x" messageRef="m"/>'),
        ITEMS + line('<bpmn:receiveTask id="x" messageRef="m"/>'),
    ),
    (
        "collection_mismatch",
        "d",
        data(one("Input", "letters")),
        data(one("Input", "letters", 'isCollection="true"')),
    ),
    (
        "data_object_parts",
        "r",
        ITEMS + line(LONE, OBJECT.format("letter").replace('"r" ', '"r" itemSubjectRef="letter" ')),
        ITEMS + line(LONE, OBJECT.format("letter")),
    ),
    (
        "data_object_parts",
        "o",
        line(LONE, '<bpmn:dataObject id="o"><bpmn:dataState name="new"/></bpmn:dataObject>'),
        line(LONE, '<bpmn:dataObject id="o"/>'),
    ),
    (
        "io_specification_not_allowed",
        "io",
        sub(
            '<bpmn:ioSpecification id="io"><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>'
            + started("")
        ),
        data(one("Input")),
    ),
    (
        "input_not_in_a_set",
        "d2",
        data(TWO_INPUTS.format("", "")),
        data(TWO_INPUTS.format(MORE, "")),
    ),
    (
        "input_set_member",
        "set",
        data(TWO_INPUTS.format(LATER, f"<bpmn:inputSet>{MORE}</bpmn:inputSet>")),
        data(TWO_INPUTS.format(MORE + LATER, "")),
    ),
    ("output_not_in_a_set", "d2", data(OUTS.format("", "")), data(OUTS.format(MORE_OUT, ""))),
    (
        "output_set_member",
        "io",
        data(OUTS.format(LATER_OUT, f"<bpmn:outputSet>{MORE_OUT}</bpmn:outputSet>")),
        data(OUTS.format(MORE_OUT + LATER_OUT, "")),
    ),
    (
        "io_rule_one_sided",
        "in",
        data(
            '<bpmn:inputSet id="in"><bpmn:outputSetRefs>out</bpmn:outputSetRefs></bpmn:inputSet><bpmn:outputSet id="out"/>'
        ),
        data(
            '<bpmn:inputSet id="in"><bpmn:outputSetRefs>out</bpmn:outputSetRefs></bpmn:inputSet>'
            '<bpmn:outputSet id="out"><bpmn:inputSetRefs>in</bpmn:inputSetRefs></bpmn:outputSet>'
        ),
    ),
    (
        "data_association_end",
        "da",
        data(one("Output"), after=READ.format("d", "d")),
        data(one("Input"), after=READ.format("r", "d")).replace(
            "</bpmn:process>", OBJECT.format("letter") + "</bpmn:process>"
        ),
    ),
    (
        "item_mismatch",
        "da",
        data(one("Input"), after=READ.format("r", "d")).replace(
            "</bpmn:process>", OBJECT.format("number") + "</bpmn:process>"
        ),
        data(one("Input"), after=READ.format("r", "d")).replace(
            "</bpmn:process>", OBJECT.format("letter") + "</bpmn:process>"
        ),
    ),
    (
        "several_sources",
        "da",
        data(
            one("Input"),
            after=READ.format("r", "d").replace(
                "</bpmn:sourceRef>", "</bpmn:sourceRef><bpmn:sourceRef>o</bpmn:sourceRef>"
            ),
        ).replace("</bpmn:process>", OBJECT.format("letter") + "</bpmn:process>"),
        data(one("Input"), after=READ.format("r", "d")).replace(
            "</bpmn:process>", OBJECT.format("letter") + "</bpmn:process>"
        ),
    ),
    (
        "event_data_count",
        "x",
        thrown("", HELD.format("letter")),
        thrown(MESSAGE, HELD.format("letter")),
    ),
    (
        "event_data_mismatch",
        "d",
        thrown(MESSAGE, HELD.format("number")),
        thrown(MESSAGE, HELD.format("letter")),
    ),
    (
        "several_message_data",
        "x",
        data(TWO_INPUTS.format(MORE, ""), owner="sendTask", before='messageRef="m"'),
        data(one("Input"), owner="sendTask", before='messageRef="m"'),
    ),
    (
        "message_data_mismatch",
        "d",
        data(one("Output", "number"), owner="receiveTask", before='messageRef="m"'),
        data(one("Output"), owner="receiveTask", before='messageRef="m"'),
    ),
    (
        "operation_inputs",
        "x",
        ITEMS + line(f'<bpmn:serviceTask id="x" operationRef="op">{JOB}</bpmn:serviceTask>'),
        ITEMS + line(f'<bpmn:serviceTask id="x">{JOB}</bpmn:serviceTask>'),
    ),
    (
        "call_data_differs",
        "x",
        ITEMS
        + line(
            f'<bpmn:callActivity id="x" calledElement="q">{specified(one("Input"))}</bpmn:callActivity>'
        )
        + process('<bpmn:task id="y"/>', key="q"),
        line('<bpmn:callActivity id="x" calledElement="q"/>')
        + process('<bpmn:task id="y"/>', key="q"),
    ),
    (
        "binding_missing",
        "p",
        ITEMS
        + process(
            "<bpmn:supportedInterfaceRef>if</bpmn:supportedInterfaceRef>", '<bpmn:task id="x"/>'
        ),
        ITEMS + process('<bpmn:task id="x"/>'),
    ),
    (
        "binding_mismatch",
        "bind",
        ITEMS
        + process(
            specified(one("Input", "number")),
            '<bpmn:ioBinding id="bind" inputDataRef="d" operationRef="op" outputDataRef="d"/>',
            '<bpmn:task id="x"/>',
        ),
        ITEMS + process(specified(one("Input")), '<bpmn:task id="x"/>'),
    ),
    (
        "resource_role",
        "role",
        '<bpmn:resource id="res" name="r"/>'
        + line(
            '<bpmn:task id="x"><bpmn:performer id="role"><bpmn:resourceRef>res</bpmn:resourceRef>'
            "<bpmn:resourceAssignmentExpression><bpmn:formalExpression>a</bpmn:formalExpression>"
            "</bpmn:resourceAssignmentExpression></bpmn:performer></bpmn:task>"
        ),
        line(),
    ),
    ("message_flow_inside_pool", "mf", pools(message("x", "here")), pools(message("x", "there"))),
    ("message_flow_end", "mf", pools(message("s", "there")), pools(message("there", "x"))),
    (
        "participant_multiplicity",
        "other",
        pools(more='<bpmn:participantMultiplicity minimum="3" maximum="2"/>'),
        pools(more='<bpmn:participantMultiplicity minimum="2" maximum="3"/>'),
    ),
    (
        "public_process",
        "p",
        process('<bpmn:task id="x"/>', more='processType="Public"'),
        process('<bpmn:task id="x"/>', more='processType="Private"'),
    ),
    (
        "lane_of_another_process",
        "l",
        pools().replace(
            '<bpmn:task id="y"/>',
            '<bpmn:laneSet><bpmn:lane id="l"><bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet><bpmn:task id="y"/>',
        ),
        pools().replace(
            '<bpmn:task id="y"/>',
            '<bpmn:laneSet><bpmn:lane id="l"><bpmn:flowNodeRef>y</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet><bpmn:task id="y"/>',
        ),
    ),
    (
        "choreography_activity",
        "ct",
        process('<bpmn:choreographyTask id="ct"/>'),
        process('<bpmn:task id="ct"/>'),
    ),
    (
        "choreography_reference",
        "ch",
        CHOREOGRAPHY.format("false", "<bpmn:choreographyRef>ch</bpmn:choreographyRef>") + line(),
        CHOREOGRAPHY.format("false", "") + line(),
    ),
    (
        "closed_choreography",
        "mf",
        CHOREOGRAPHY.format("true", "")
        + pools(message("x", "there"), "<bpmn:choreographyRef>ch</bpmn:choreographyRef>"),
        CHOREOGRAPHY.format("false", "")
        + pools(message("x", "there"), "<bpmn:choreographyRef>ch</bpmn:choreographyRef>"),
    ),
    (
        "import_not_read",
        "",
        '<bpmn:import importType="t" location="other.bpmn" namespace="n"/>' + line(),
        line(),
    ),
]


def found(text: str) -> tuple[Finding, ...]:
    return inspect_bpmn(f"{HEAD}{text}</bpmn:definitions>".encode(), "up.bpmn")[1]


@pytest.mark.parametrize(("rule", "element", "broken", "sound"), CASES, ids=[c[0] for c in CASES])
def test_a_rule_refuses_what_breaks_it_and_not_its_neighbour(
    rule: str, element: str, broken: str, sound: str
) -> None:
    mine = [each for each in found(broken) if each.rule == rule]
    assert element in [each.element_id for each in mine], [str(each) for each in found(broken)]
    assert all(each.line == 1 and each.message and each.hint for each in mine)
    assert rule not in [each.rule for each in found(sound)], [str(each) for each in found(sound)]


def test_a_loop_without_a_way_out_is_warned_of() -> None:
    ring = process(
        '<bpmn:startEvent id="s"/>',
        flow("f1", "s", "a"),
        '<bpmn:task id="a"/><bpmn:task id="b"/>',
        flow("f2", "a", "b"),
        flow("f3", "b", "a"),
        '<bpmn:endEvent id="e"/>',
    )
    assert ("warning", "no_way_out") in [(each.severity, each.rule) for each in found(ring)]
    assert "no_way_out" not in [each.rule for each in found(line())]


def test_a_flow_that_is_broken_is_said_once() -> None:
    text = line().replace('"x" targetRef="e"', '"x" targetRef="gone"')
    assert [each.rule for each in found(text)] == ["dangling_flow"]


def test_a_condition_that_is_no_feel_is_not_said_to_be_missing() -> None:
    text = branched("exclusiveGateway", "exclusiveGateway", 'default="f2"', condition("a = = 1"))
    assert [each.rule for each in found(text)] == ["invalid_expression"]


def test_a_choice_that_two_beginnings_come_to_is_no_choice_for_one_token() -> None:
    two = branched("exclusiveGateway", "parallelGateway", 'default="f2"', condition("a = 1"))
    two = two.replace('<bpmn:startEvent id="s"/>', '<bpmn:task id="s"/><bpmn:task id="s2"/>')
    two = two.replace('<bpmn:endEvent id="e"/>', '<bpmn:task id="e"/>' + flow("f6", "s2", "x"))
    assert found(two) == ()


def test_a_join_that_may_be_reached_is_left_to_the_case() -> None:
    twice = process(
        '<bpmn:startEvent id="s"/>',
        flow("f0", "s", "two"),
        '<bpmn:parallelGateway id="two"/>',
        flow("f1", "two", "x"),
        flow("f2", "two", "x"),
        '<bpmn:exclusiveGateway id="x" default="f4"/>',
        flow("f3", "x", "j", condition("n = 1")),
        flow("f4", "x", "j"),
        '<bpmn:parallelGateway id="j"/>',
        flow("f5", "j", "e"),
        '<bpmn:endEvent id="e"/>',
    )
    assert "join_never_satisfied" not in [each.rule for each in found(twice)]
