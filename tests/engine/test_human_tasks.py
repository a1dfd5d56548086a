"""What would be lost: a second pair of eyes, a way on without a task, or the news that a task cannot be done."""

from datetime import UTC, datetime

import pytest

from bpmn import engine
from bpmn.engine.effects import CloseHumanTask, OpenHumanTask, RaiseIncident
from bpmn.engine.events import Event, IncidentResolved, TaskCompleted, TaskFailed, TaskSkipped
from bpmn.engine.human_tasks import excluded, skippable
from bpmn.engine.program import program_of
from bpmn.model import Process
from bpmn.reader import inspect_bpmn, read_bpmn

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0">'
)
BODY = """
<error id="E" errorCode="NO_PATIENT"/>
<process id="p" isExecutable="true"><startEvent id="s"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="answer"/>
<userTask id="answer"><extensionElements>
  <zeebe:assignmentDefinition candidateUsers="li,wang"/></extensionElements></userTask>
<sequenceFlow id="f2" sourceRef="answer" targetRef="check"/>
<userTask id="check"><extensionElements>
  <zeebe:assignmentDefinition candidateGroups="hos_spec"/>
  <zeebe:ioMapping><zeebe:output source="=verdict.text" target="text"/></zeebe:ioMapping>
  <carelane:task excluded="answer" administrators="hos_head, grp_desk@GRP" skippable="SKIP"/>
</extensionElements></userTask>
<boundaryEvent id="gone" attachedToRef="check"><errorEventDefinition errorRef="E"/></boundaryEvent>
<sequenceFlow id="f3" sourceRef="check" targetRef="e"/><endEvent id="e"/>
<sequenceFlow id="f4" sourceRef="gone" targetRef="g"/><endEvent id="g"/>
</process></definitions>"""


def process(skip: str = "true") -> Process:
    text = (HEAD + BODY).replace("SKIP", skip)
    return read_bpmn(text.encode(), "four_eyes.bpmn")[0].processes[0]


class Case:
    def __init__(self, model: Process) -> None:
        self.model = model
        self.state, self.effects = engine.start(model, {}, NOW)

    def happen(self, event: Event) -> None:
        self.state = engine.State.load(self.state.dump())
        self.state, self.effects = engine.handle(self.model, self.state, event, NOW)

    @property
    def task(self) -> str:
        return next(iter(self.state.tasks))

    def told(self, kind: type) -> list[object]:
        return [each for each in self.effects if isinstance(each, kind)]


@pytest.fixture
def case() -> Case:
    """The second task waits; li has done the first for the absent zhao."""
    made = Case(process())
    made.happen(TaskCompleted(made.task, {}, "li", "zhao"))
    return made


def test_a_task_says_who_may_do_it_who_not_and_who_decides() -> None:
    made = Case(process())
    [first] = made.told(OpenHumanTask)
    assert isinstance(first, OpenHumanTask)
    assert (first.people, first.potential_owners) == (("li", "wang"), ())
    made.happen(TaskCompleted(made.task))
    [second] = made.told(OpenHumanTask)
    assert isinstance(second, OpenHumanTask)
    owners = [(each.role, each.institution) for each in second.administrators]
    assert owners == [("hos_head", None), ("grp_desk", "GRP")]
    assert (second.excluded, second.skippable) == (("answer",), True)


def test_neither_who_did_the_first_nor_for_whom_may_do_the_second(case: Case) -> None:
    program = program_of(case.model)
    state = engine.State.load(case.state.dump())
    barred = [
        name for name in ("li", "zhao", "wang") if excluded(program, state, case.task, (name,))
    ]
    assert barred == ["li", "zhao"]


def test_the_case_goes_on_without_a_task_that_is_skipped(case: Case) -> None:
    case.happen(TaskSkipped(case.task, "patient has left", "wang"))
    closed = CloseHumanTask(case.effects[0].task_id, "obsolete", "wang", "", "patient has left")  # type: ignore[union-attr]
    assert case.told(CloseHumanTask) == [closed]
    assert case.told(RaiseIncident) == []
    assert case.state.outcome == "completed"
    assert any(getattr(each, "flow_id", "") == "f3" for each in case.effects)


def test_a_task_that_must_be_done_is_not_skipped() -> None:
    made = Case(process("false"))
    made.happen(TaskCompleted(made.task, {}, "li"))
    task = made.task
    assert not skippable(program_of(made.model), made.state, task)
    made.happen(TaskSkipped(task))
    assert (made.task, made.effects) == (task, ())


def test_a_task_that_cannot_be_done_takes_the_way_that_was_drawn_for_it(case: Case) -> None:
    case.happen(TaskFailed(case.task, "NO_PATIENT", "left", "wang"))
    [closed] = case.told(CloseHumanTask)
    assert isinstance(closed, CloseHumanTask)
    assert (closed.outcome, closed.reason) == ("failed", "left")
    assert any(getattr(each, "flow_id", "") == "f4" for each in case.effects)
    assert case.state.outcome == "completed"


def test_without_such_a_way_operators_hear_of_it_and_nothing_of_the_patient(case: Case) -> None:
    before = case.task
    case.happen(TaskFailed(before, "", "Zhang Wei refuses", "wang"))
    [incident] = case.told(RaiseIncident)
    assert isinstance(incident, RaiseIncident)
    assert (incident.kind, incident.element_id) == ("task_failed", "check")
    assert "Zhang" not in incident.message
    case.happen(IncidentResolved(incident.incident_id))
    assert case.task != before
    assert not case.state.ended


@pytest.mark.parametrize(
    ("attribute", "rule"),
    [
        ('excluded="nobody"', "unknown_excluded_element"),
        ('excluded="s"', "unknown_excluded_element"),
        ('skippable="perhaps"', "invalid_value"),
        ('skipable="true"', "unsupported_attribute"),
    ],
)
def test_a_mistake_in_the_words_about_people_is_named(attribute: str, rule: str) -> None:
    text = (HEAD + BODY).replace('excluded="answer"', attribute).replace('skippable="SKIP"', "")
    _, findings = inspect_bpmn(text.encode(), "four_eyes.bpmn")
    assert rule in [each.rule for each in findings]
