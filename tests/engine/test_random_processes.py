"""Random processes: every path through them ends, and a restart at any step changes nothing.

Blocks are nested at random: tasks, splits and joins of all three kinds, loops, sub-processes with
deadlines, several instances. Loops and deadlines are in because that is where engines fail.
"""

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bpmn.engine import State, handle, start
from bpmn.engine.events import Event, JobDone, TaskCompleted, TimeReached
from bpmn.model import Process
from bpmn.reader import read_bpmn

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">'
    '<bpmn:process id="p" isExecutable="true">'
)
FOOT = "</bpmn:process></bpmn:definitions>"
BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
MOST_EVENTS = 20_000
SEEDS = range(120)


@dataclass
class Drawing:
    """Draws a random process; every method adds a block and gives its first and last element."""

    chance: random.Random
    parts: list[str] = field(default_factory=list)
    count: int = 0

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def flow(self, source: str, target: str, condition: str = "") -> str:
        key = self.name("f")
        inner = f"<bpmn:conditionExpression>={condition}</bpmn:conditionExpression>"
        self.parts.append(
            f'<bpmn:sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">'
            f"{inner if condition else ''}</bpmn:sequenceFlow>"
        )
        return key

    def node(self, kind: str, inner: str = "", attributes: str = "") -> str:
        key = self.name(kind)
        self.parts.append(f'<bpmn:{kind} id="{key}" {attributes}>{inner}</bpmn:{kind}>')
        return key

    def script(self, variable: str, expression: str) -> str:
        script = f'<zeebe:script expression="{expression}" resultVariable="{variable}"/>'
        return self.node("scriptTask", f"<bpmn:extensionElements>{script}</bpmn:extensionElements>")

    def task(self) -> tuple[str, str]:
        job = '<bpmn:extensionElements><zeebe:taskDefinition type="j"/></bpmn:extensionElements>'
        loop = ""
        if self.chance.random() < 0.3:
            many = self.chance.choice(["true", "false"])
            cardinality = self.chance.randint(0, 3)
            loop = (
                f'<bpmn:multiInstanceLoopCharacteristics isSequential="{many}"><bpmn:loopCardinality>'
                f"{cardinality}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
            )
        kind = self.chance.choice(["userTask", "serviceTask", "task"])
        key = self.node(kind, (job if kind == "serviceTask" else "") + loop)
        return key, key

    def block(self, depth: int) -> tuple[str, str]:
        if depth == 0:
            return self.task()
        kinds = [self.task_at, self.sequence, self.split, self.loop, self.sub_process]
        return self.chance.choice(kinds)(depth - 1)

    def task_at(self, depth: int) -> tuple[str, str]:
        return self.task() if depth < 2 else self.sequence(depth)

    def sequence(self, depth: int) -> tuple[str, str]:
        first, last = self.block(depth)
        for _ in range(self.chance.randint(1, 2)):
            begin, end = self.block(depth)
            self.flow(last, begin)
            last = end
        return first, last

    def split(self, depth: int) -> tuple[str, str]:
        kind = self.chance.choice(["exclusive", "parallel", "inclusive"])
        split, join = self.name("split"), self.node(f"{kind}Gateway")
        default = ""
        for number in range(self.chance.randint(2, 3)):
            begin, end = self.block(depth)
            last = kind != "parallel" and number == 0
            condition = "" if kind == "parallel" or last else f"c{self.chance.randint(1, 6)} = true"
            key = self.flow(split, begin, condition)
            default = key if last else default
            self.flow(end, join)
        attribute = f'default="{default}"' if default else ""
        self.parts.append(f'<bpmn:{kind}Gateway id="{split}" {attribute}/>')
        return split, join

    def loop(self, depth: int) -> tuple[str, str]:
        counter = self.name("n")
        reset, again = self.script(counter, "=0"), self.node("exclusiveGateway")
        begin, end = self.block(depth)
        step, decide = self.script(counter, f"={counter} + 1"), self.name("decide")
        self.flow(reset, again)
        self.flow(again, begin)
        self.flow(end, step)
        self.flow(step, decide)
        after = self.node("task")
        leave = self.flow(decide, after)
        self.flow(decide, again, f"{counter} &lt; {self.chance.randint(1, 3)}")
        self.parts.append(f'<bpmn:exclusiveGateway id="{decide}" default="{leave}"/>')
        return reset, after

    def sub_process(self, depth: int) -> tuple[str, str]:
        outside, self.parts = self.parts, []
        self.whole(depth)
        inside, self.parts = "".join(self.parts), outside
        sub, merge = self.node("subProcess", inside), self.node("task")
        self.flow(sub, merge)
        minutes = self.chance.randint(1, 90)
        cancel = self.chance.random() < 0.5
        time = f"timeDuration>PT{minutes}M</bpmn:timeDuration"
        if not cancel and self.chance.random() < 0.5:
            time = f"timeCycle>R2/PT{minutes}M</bpmn:timeCycle"
        timer = self.node(
            "boundaryEvent",
            f"<bpmn:timerEventDefinition><bpmn:{time}></bpmn:timerEventDefinition>",
            f'attachedToRef="{sub}" cancelActivity="{str(cancel).lower()}"',
        )
        begin, end = self.task()
        self.flow(timer, begin)
        self.flow(end, merge if cancel else self.node("endEvent"))
        return sub, merge

    def whole(self, depth: int) -> None:
        begin, end = self.block(depth)
        self.flow(self.node("startEvent"), begin)
        self.flow(end, self.node("endEvent"))


def _process(chance: random.Random) -> Process:
    drawing = Drawing(chance)
    drawing.whole(chance.randint(1, 4))
    text = HEAD + "".join(drawing.parts) + FOOT
    return read_bpmn(text.encode(), "random.bpmn")[0].processes[0]


def _choices(state: State) -> list[Event]:
    tasks: list[Event] = [TaskCompleted(task) for task in state.tasks]
    return tasks + [JobDone(job) for job in state.jobs]


def _restarted(state: State) -> State:
    return State.load(json.loads(json.dumps(state.dump())))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_path_ends_and_no_restart_changes_it(seed: int) -> None:
    chance = random.Random(seed)
    process = _process(chance)
    variables = {f"c{number}": chance.random() < 0.5 for number in range(1, 7)}
    now = BEGIN
    one, effects = start(process, variables, now)
    other, same = start(process, variables, now)
    for _ in range(MOST_EVENTS):
        assert effects == same
        assert not one.incidents
        if one.ended:
            break
        event: Event = TimeReached()
        choices = _choices(one)
        if choices and chance.random() < 0.9:
            event = chance.choice(choices)
        else:
            due = one.next_due()
            assert choices or due is not None, "the case is stuck"
            now = max(now, due or now) + timedelta(minutes=chance.choice([0, 0, 200]))
        one, effects = handle(process, one, event, now)
        other, same = handle(process, _restarted(other), event, now)
        assert one.dump() == other.dump()
    assert one.outcome == "completed"
    assert one.dump()["root"] is None
    leftovers = (one.activations, one.timers, one.tasks, one.jobs, one.subscriptions, one.slas)
    assert not any(leftovers)
