"""Processes that would run for ever, or open more than anybody can hold."""

from collections.abc import Callable, Iterator
from functools import partial

from bpmn.bundle import Bundle
from tests.hostile.drawing import NAMESPACES, extended, file_of, flow, line_of, timer
from tests.hostile.drive import Ran, review_and_run
from tests.hostile.places import ASSIGNED

USER = f'<userTask id="{{}}"><extensionElements>{ASSIGNED}</extensionElements></userTask>'
SIGNAL = '<signal id="g" name="G"/>'
FORMAL = 'xsi:type="tFormalExpression"'


def warm_up() -> None:
    """Load what is loaded late."""
    for text in (_loops() | _storms() | _instances(3, 3)).values():
        review_and_run(Bundle(text), {"n": 1, "s": "a"}, 3)


def cases(canary: str, port: int) -> Iterator[tuple[str, Callable[[], Ran]]]:
    """Every process, with the outcome that it must have."""
    del canary, port
    for name, text in _loops().items():
        yield f"must stop: {name}", partial(review_and_run, Bundle(text), {"n": 1, "s": "a"})
    for name, text in _storms().items():
        yield f"must stop: {name}", partial(review_and_run, Bundle(text), {"n": 1})
    for name, text in _instances(1_000_000_000, 200).items():
        yield f"must stop: {name}", partial(review_and_run, Bundle(text), {"n": 1}, 4)
    for name, text in _slow().items():
        yield (
            f"in bounds: {name}",
            partial(review_and_run, Bundle(text), {"n": 1, "s": "a", "l": [1]}),
        )
    for name, text in _calls().items():
        yield f"in bounds: {name}", partial(review_and_run, Bundle(text), {}, 5)
    for name, text in _wide().items():
        yield f"in bounds: {name}", partial(review_and_run, Bundle(text), {"n": 1}, 4)


def _script(key: str, text: str, variable: str = "n") -> str:
    return (
        f'<scriptTask id="{key}"><extensionElements><zeebe:script expression="={text}" '
        f'resultVariable="{variable}"/></extensionElements></scriptTask>'
    )


def _ring(inside: str, first: str, last: str) -> str:
    """A ring from a merge through something to a split that always goes back."""
    return file_of(
        f'<startEvent id="s"/>{flow("s", "merge")}<exclusiveGateway id="merge"/>'
        f"{flow('merge', first)}{inside}{flow(last, 'split')}"
        f'<exclusiveGateway id="split" default="split_merge"/>{flow("split", "merge")}'
        f'{flow("split", "e", "=n = -1")}<endEvent id="e"/>'
    )


def _loops() -> dict[str, str]:
    """Rings that wait for nothing."""
    condition = f"<loopCondition {FORMAL}>=true</loopCondition>"
    looped = f"<standardLoopCharacteristics>{condition}</standardLoopCharacteristics>"
    error = '<error id="r" errorCode="E"/>'
    link = '<linkEventDefinition name="L"/>'
    return {
        "a ring of gateways": _ring('<task id="t"/>', "t", "t"),
        "a ring of scripts": _ring(_script("t", "n + 1"), "t", "t"),
        "a ring with a greedy script": _ring(
            _script("t", "count(for i in 1..20000 return i)"), "t", "t"
        ),
        "a ring of past timers": _ring(
            '<intermediateCatchEvent id="t">'
            + timer("timeDate", "2020-01-01T00:00:00Z")
            + "</intermediateCatchEvent>",
            "t",
            "t",
        ),
        "a ring of no time": _ring(
            f'<intermediateCatchEvent id="t">{timer("timeDuration", "PT0S")}</intermediateCatchEvent>',
            "t",
            "t",
        ),
        "a ring of negative time": _ring(
            f'<intermediateCatchEvent id="t">{timer("timeDuration", "-PT1H")}</intermediateCatchEvent>',
            "t",
            "t",
        ),
        "a ring of sub-processes": _ring(
            '<subProcess id="t"><task id="i"/></subProcess>', "t", "t"
        ),
        "a ring of messages": _ring(
            '<sendTask id="t"><extensionElements><carelane:message name="M"/></extensionElements></sendTask>',
            "t",
            "t",
        ),
        "a task that leads to itself": file_of(
            f'<startEvent id="s"/>{flow("s", "t")}<task id="t"/>{flow("t", "t")}{flow("t", "e")}<endEvent id="e"/>'
        ),
        "tokens that double": file_of(
            f'<startEvent id="s"/>{flow("s", "m")}<exclusiveGateway id="m"/>{flow("m", "p")}'
            f'<parallelGateway id="p"/>{flow("p", "m")}{flow("p", "m", name="again")}{flow("p", "e")}<endEvent id="e"/>'
        ),
        "tokens that double into an inclusive join": file_of(
            f'<startEvent id="s"/>{flow("s", "p")}<task id="p"/>{flow("p", "p")}{flow("p", "j")}{flow("p", "j", name="j2")}'
            f'<inclusiveGateway id="j"/>{flow("j", "e")}<endEvent id="e"/>'
        ),
        "a standard loop": line_of(f'<task id="x">{looped}</task>'),
        "a standard loop in a standard loop": line_of(
            f'<subProcess id="x">{looped}<task id="i">{looped}</task></subProcess>'
        ),
        "a standard loop before its test": line_of(
            f'<task id="x"><standardLoopCharacteristics testBefore="true">{condition}'
            "</standardLoopCharacteristics></task>"
        ),
        "a standard loop of a billion": line_of(
            f'<task id="x"><standardLoopCharacteristics loopMaximum="1000000000">{condition}'
            "</standardLoopCharacteristics></task>"
        ),
        "an error that comes back": file_of(
            f'<startEvent id="s"/>{flow("s", "x")}<subProcess id="x"><startEvent id="is"/>{flow("is", "ie")}'
            '<endEvent id="ie"><errorEventDefinition errorRef="r"/></endEvent></subProcess>'
            '<boundaryEvent id="b" attachedToRef="x"><errorEventDefinition errorRef="r"/></boundaryEvent>'
            f'{flow("b", "x")}{flow("x", "e")}<endEvent id="e"/>',
            error,
        ),
        "links in a ring": file_of(
            f'<startEvent id="s"/>{flow("s", "m")}<exclusiveGateway id="m" default="m_t"/>{flow("m", "t")}'
            f'<intermediateThrowEvent id="t">{link}</intermediateThrowEvent>'
            f'<intermediateCatchEvent id="c">{link}</intermediateCatchEvent>{flow("c", "m")}'
            f'{flow("m", "e", "=n = -1")}<endEvent id="e"/>'
        ),
        "quantities without end": line_of('<task id="x" completionQuantity="1000000000"/>'),
        "as many quantities as can be written": line_of(
            '<task id="x" completionQuantity="999999999"/>'
        ),
        "quantities that multiply": file_of(
            f'<startEvent id="s"/>{flow("s", "a")}'
            + "".join(
                f'<task id="{one}" completionQuantity="1000"/>{flow(one, other)}'
                for one, other in ("ab", "bc", "cf", "fe")
            )
            + '<endEvent id="e"/>'
        ),
        "a start quantity without end": line_of('<task id="x" startQuantity="1000000000"/>'),
    }


def _on(trigger: str, then: str, key: str) -> str:
    """An event sub-process beside the tokens of its scope."""
    return (
        f'<subProcess id="{key}" triggeredByEvent="true"><startEvent id="{key}s" isInterrupting="false">'
        f"{trigger}</startEvent>{flow(key + 's', key + 't')}{then.format(key + 't')}"
        f'{flow(key + "t", key + "e")}<endEvent id="{key}e"/></subProcess>'
    )


def _storms() -> dict[str, str]:
    """Events that set themselves off."""
    signalled = '<signalEventDefinition signalRef="g"/>'
    throw = '<intermediateThrowEvent id="{}">' + signalled + "</intermediateThrowEvent>"
    escalations = '<escalation id="a" escalationCode="A"/><escalation id="b" escalationCode="B"/>'

    def escalated(key: str) -> str:
        return f'<escalationEventDefinition escalationRef="{key}"/>'

    def thrown(key: str) -> str:
        return '<intermediateThrowEvent id="{}">' + escalated(key) + "</intermediateThrowEvent>"

    begin = f'<startEvent id="s"/>{flow("s", "x")}{flow("x", "u")}{USER.format("u")}{flow("u", "e")}<endEvent id="e"/>'
    conditional = f"<conditionalEventDefinition><condition {FORMAL}>=even(n)</condition></conditionalEventDefinition>"
    return {
        "a signal that throws itself": file_of(
            begin + throw.format("x") + _on(signalled, throw, "h"), SIGNAL
        ),
        "signals that double": file_of(
            begin
            + throw.format("x")
            + _on(signalled, throw, "h")
            + _on(signalled, throw, "i")
            + _on(signalled, throw, "j"),
            SIGNAL,
        ),
        "escalations that throw each other": file_of(
            begin
            + thrown("a").format("x")
            + _on(escalated("a"), thrown("b"), "h")
            + _on(escalated("b"), thrown("a"), "i"),
            escalations,
        ),
        "conditions that change what they read": file_of(
            begin
            + _script("x", "n + 1")
            + _on(conditional, _script("{}", "n + 1").replace("{{", "{"), "h")
            + _on(conditional.replace("even", "odd"), _script("{}", "n + 1"), "i")
        ),
        "compensation that compensates": file_of(
            f'<startEvent id="s"/>{flow("s", "m")}<exclusiveGateway id="m" default="m_t"/>'
            f'{flow("m", "t")}<task id="t"/>{flow("m", "e", "=n = -1")}<endEvent id="e"/>'
            '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>'
            '<task id="h" isForCompensation="true"/><association id="as" associationDirection="One" '
            f'sourceRef="b" targetRef="h"/>{flow("t", "c")}<intermediateThrowEvent id="c">'
            f"<compensateEventDefinition/></intermediateThrowEvent>{flow('c', 'm')}"
        ),
    }


def _instances(many: int, some: int) -> dict[str, str]:
    """Multi-instance activities without measure."""

    def instances(cardinality: str, *, sequential: bool = False) -> str:
        return (
            f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
            f"<loopCardinality {FORMAL}>{cardinality}</loopCardinality></multiInstanceLoopCharacteristics>"
        )

    return {
        "instances": line_of(f'<task id="x">{instances(f"={many}")}</task>'),
        "instances as text": line_of(
            f'<task id="x">{instances(f"={chr(34)}{many}{chr(34)}")}</task>'
        ),
        "instances of a range": line_of(
            '<task id="x"><multiInstanceLoopCharacteristics><extensionElements>'
            f'<zeebe:loopCharacteristics inputCollection="=for i in 1..{many} return i" inputElement="i"/>'
            "</extensionElements></multiInstanceLoopCharacteristics></task>"
        ),
        "sequential instances": line_of(
            f'<task id="x">{instances(f"={many}", sequential=True)}</task>'
        ),
        "instances in instances": line_of(
            f'<subProcess id="x">{instances(f"={some}")}<subProcess id="y">{instances(f"={some}")}'
            f'<task id="z">{instances(f"={some}")}</task></subProcess></subProcess>'
        ),
        "sequential instances in instances": line_of(
            f'<subProcess id="x">{instances(f"={some}", sequential=True)}<subProcess id="y">'
            f'{instances(f"={some}", sequential=True)}<task id="z">{instances(f"={some}", sequential=True)}'
            "</task></subProcess></subProcess>"
        ),
    }


def _slow() -> dict[str, str]:
    """What goes on from turn to turn: every single turn stays small."""
    user = USER.format("t")

    def boundary(definition: str) -> str:
        return (
            f'<boundaryEvent id="b" attachedToRef="wait" cancelActivity="false">{definition}</boundaryEvent>'
            f'{flow("b", "be")}<endEvent id="be"/>'
        )

    def asked(inner: str, more: str = "") -> str:
        """A human task that nobody completes."""
        return file_of(
            f'<startEvent id="s"/>{flow("s", "wait")}<userTask id="wait">{inner}</userTask>{more}'
            f'{flow("wait", "e")}<endEvent id="e"/>'
        )

    def extension(text: str) -> str:
        return f"<extensionElements>{text}</extensionElements>"

    def instances(count: int) -> str:
        return (
            f"<multiInstanceLoopCharacteristics><loopCardinality {FORMAL}>={count}</loopCardinality>"
            "</multiInstanceLoopCharacteristics>"
        )

    long = extension(ASSIGNED)
    return {
        "a text that doubles at every task": _ring(
            user + flow("t", "k") + _script("k", "s + s", "s"), "t", "k"
        ),
        "a list that doubles at every task": _ring(
            user + flow("t", "k") + _script("k", "concatenate(l, l)", "l"), "t", "k"
        ),
        "a list that nests at every task": _ring(
            user + flow("t", "k") + _script("k", "[l, l]", "l"), "t", "k"
        ),
        "a cycle of no time": asked(long, boundary(timer("timeCycle", "R/PT0S"))),
        "a cycle of a millisecond": asked(long, boundary(timer("timeCycle", "R/PT0.001S"))),
        "a cycle beyond all years": asked(long, boundary(timer("timeCycle", "R/P3000Y"))),
        "a cycle that began long ago": asked(
            long, boundary(timer("timeCycle", "R/1900-01-01T00:00:00Z/PT1S"))
        ),
        "a clock of many steps": asked(
            extension(
                f'{ASSIGNED}<carelane:sla target="PT1S" steps="{" ".join(map(str, range(1, 3000)))}"/>'
            )
        ),
        "a clock of huge steps": asked(
            extension(f'{ASSIGNED}<carelane:sla target="P9000Y" steps="{"9" * 300}"/>')
        ),
        "many owners": asked(
            extension(
                '<zeebe:assignmentDefinition candidateGroups="=for i in 1..30000 return string(i)"/>'
            )
        ),
        "timers that are all due at once": asked(
            long + instances(4000), boundary(timer("timeDuration", "PT1H"))
        ),
        "instances with timers that are all due at once": line_of(
            f'<subProcess id="x">{instances(2000)}<intermediateCatchEvent id="c">'
            f'{timer("timeDuration", "PT1H")}</intermediateCatchEvent>{flow("c", "i")}<task id="i"/></subProcess>'
        ),
        "instances that wait for one signal": file_of(
            f'<startEvent id="s"/>{flow("s", "p")}<parallelGateway id="p"/>{flow("p", "x")}{flow("p", "u")}'
            f'{USER.format("u")}{flow("u", "g1")}<intermediateThrowEvent id="g1"><signalEventDefinition signalRef="g"/>'
            f'</intermediateThrowEvent>{flow("g1", "e")}<subProcess id="x">{instances(2000)}'
            '<intermediateCatchEvent id="c"><signalEventDefinition signalRef="g"/></intermediateCatchEvent>'
            f'{flow("c", "i")}<task id="i"/></subProcess>{flow("x", "e")}<endEvent id="e"/>',
            SIGNAL,
        ),
    }


def _calls() -> dict[str, str]:
    """Processes that call themselves and each other."""

    def process(key: str, *called: str) -> str:
        calls = "".join(
            f'<callActivity id="{key}{n}"><extensionElements><zeebe:calledElement processId="{each}"/>'
            f"</extensionElements></callActivity>"
            for n, each in enumerate(called)
        )
        return f'<process id="{key}" isExecutable="true">{calls}</process>'

    def file(*processes: str) -> str:
        return f'<definitions {NAMESPACES} id="d">{"".join(processes)}</definitions>'

    return {
        "a process that calls itself": file(process("p", "p")),
        "a process that calls itself by FEEL": file(process("p", "=&quot;p&quot;")),
        "processes that call each other": file(process("p", "q"), process("q", "p")),
        "a process that calls itself twice": file(process("p", "p", "p")),
        "a process that calls itself in instances": file(
            process("p", "p").replace(
                "</callActivity>",
                "<multiInstanceLoopCharacteristics><loopCardinality "
                f"{FORMAL}>=1000</loopCardinality></multiInstanceLoopCharacteristics></callActivity>",
            )
        ),
        "a process that calls what is not there": file(process("p", "=nothing")),
    }


def _joins(count: int) -> str:
    return "".join(
        f'<inclusiveGateway id="t{n}"/>{flow(f"t{n}", f"t{n + 1}", "=true", f"a{n}")}'
        f"{flow(f't{n}', f't{n + 1}', '=true', f'b{n}')}"
        for n in range(count)
    )


def _wide() -> dict[str, str]:
    """Files of as many elements as are allowed."""
    many = range(1600)
    chained = "".join(
        f'<task id="t{n}"/>{flow(f"t{n}", f"t{n + 1}")}' for n in reversed(range(2400))
    )
    boundaries = "".join(
        f'<boundaryEvent id="b{n}" attachedToRef="x">{timer("timeDuration", "PT1H")}</boundaryEvent>'
        f"{flow(f'b{n}', 'e')}"
        for n in range(900)
    )
    handlers = "".join(
        _on('<signalEventDefinition signalRef="g"/>', '<task id="{}"/>', f"h{n}")
        for n in range(500)
    )
    depth = 45
    return {
        "a parallel split into 1,600": file_of(
            f'<startEvent id="s"/>{flow("s", "p")}<parallelGateway id="p"/>'
            + "".join(f'<task id="t{n}"/>{flow("p", f"t{n}")}{flow(f"t{n}", "j")}' for n in many)
            + f'<parallelGateway id="j"/>{flow("j", "e")}<endEvent id="e"/>'
        ),
        "an inclusive split into 1,200": file_of(
            f'<startEvent id="s"/>{flow("s", "p")}<inclusiveGateway id="p"/>'
            + "".join(
                f'<task id="t{n}"/>{flow("p", f"t{n}", "=true")}{flow(f"t{n}", "j")}'
                for n in range(1000)
            )
            + f'<inclusiveGateway id="j"/>{flow("j", "e")}<endEvent id="e"/>'
        ),
        "4,900 tasks without a start": file_of("".join(f'<task id="t{n}"/>' for n in range(4900))),
        "a chain of 2,400": file_of(
            f'<startEvent id="s"/>{flow("s", "t0")}{chained}<endEvent id="t2400"/>'
        ),
        "many inclusive joins": file_of(
            f'<startEvent id="s"/>{flow("s", "t0")}{_joins(90)}<endEvent id="t90"/>'
        ),
        "far too many inclusive joins": file_of(
            f'<startEvent id="s"/>{flow("s", "t0")}{_joins(1500)}<endEvent id="t1500"/>'
        ),
        "900 boundary events": line_of(USER.format("x") + boundaries),
        "500 event sub-processes": file_of(
            f'<startEvent id="s"/>{flow("s", "x")}<intermediateThrowEvent id="x">'
            f'<signalEventDefinition signalRef="g"/></intermediateThrowEvent>{flow("x", "e")}<endEvent id="e"/>{handlers}',
            SIGNAL,
        ),
        "sub-processes in sub-processes": line_of(
            '<subProcess id="x">'
            + "".join(f'<subProcess id="y{n}">' for n in range(depth))
            + '<task id="t"/>'
            + "</subProcess>" * (depth + 1)
        ),
        "4,000 lanes": line_of(
            "<laneSet>"
            + "".join(f'<lane id="l{n}"/>' for n in range(4000))
            + '</laneSet><task id="x"/>'
        ),
        "4,000 messages": line_of(
            '<task id="x"/>', "".join(f'<message id="m{n}" name="M"/>' for n in range(4000))
        ),
        "4,000 mappings": line_of(
            extended(
                "task",
                "<zeebe:ioMapping>"
                + "".join(f'<zeebe:input source="=n" target="v{n}"/>' for n in range(4000))
                + "</zeebe:ioMapping>",
            )
        ),
        "a complex gateway of 1,000 ways": file_of(
            f'<startEvent id="s"/>{flow("s", "p")}<parallelGateway id="p"/>'
            + "".join(
                f'<task id="t{n}"/>{flow("p", f"t{n}")}{flow(f"t{n}", "j")}' for n in range(1000)
            )
            + f'<complexGateway id="j"><activationCondition {FORMAL}>=activationCount &gt;= 1000'
            f'</activationCondition></complexGateway>{flow("j", "e")}<endEvent id="e"/>'
        ),
    }
