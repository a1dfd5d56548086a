"""A bug of our own in the engine: the case it meets waits for an operator, its neighbours never notice."""

import asyncio
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from bpmn.definition import Bundle
from bpmn.engine.turn import STEPS
from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import CompleteTask, Operate, ResolveIncident
from carelane.services.process_definitions import deploy
from tests.durable.site import FILES, Site, eventually
from tests.durable.test_histories import only_when_asked, record_new


class Bug:
    """Makes the engine fail wherever a token enters an element of this id."""

    def __init__(self) -> None:
        self.element = ""
        self._activate = STEPS["activate"]

    def __call__(self, turn: Any, activation: Any, argument: Any) -> None:
        if turn.node(activation).id == self.element:
            raise KeyError(self.element)
        self._activate(turn, activation, argument)


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bug]:
    made = Bug()
    monkeypatch.setitem(STEPS, "activate", made)
    yield made
    made.element = ""


def write(site: Site, case: str) -> Any:
    (task,) = eventually(lambda: site.tasks(case, "write"))
    command = CompleteTask(uuid.uuid4().hex, task.task_id, {"note": "kept"}, "li")
    return site.cases.complete_task(case, command)


def incident_of(site: Site, case: str) -> Incident:
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=case, state="open"))
    assert isinstance(incident, Incident)
    return incident


def resolve(site: Site, case: str, incident: Incident) -> None:
    command = ResolveIncident(uuid.uuid4().hex, incident.incident_id, "retry", "li")
    assert site.cases.resolve_incident(case, command).outcome == "done"


def replay(site: Site, case: str) -> None:
    for history in site.loop.run(histories(site.client, workflow_id(case))):
        asyncio.run(replay_worker(site.client.data_converter).replay_workflow(history))


def case_that_met_the_bug(site: Site, bug: Bug) -> str:
    """Run a case over the bug to its end: set aside, mended, tried again."""
    case = site.start("two_tasks")
    bug.element = "book"
    answer = write(site, case)
    assert (answer.outcome, answer.code) == ("refused", "internal_error")
    incident = incident_of(site, case)
    assert (incident.kind, incident.element_id) == ("internal", "write")
    assert site.tasks(case, "write")  # nothing is half done
    bug.element = ""
    resolve(site, case, incident)
    site.complete(case, "read")
    assert site.ended(case).variables["note"] == "kept"
    return case


def test_a_bug_would_keep_its_case_and_the_worker_busy_for_ever(site: Site, bug: Bug) -> None:
    site.work()
    neighbour = site.start("rounds")
    case = case_that_met_the_bug(site, bug)
    site.complete(neighbour, "ask", done=True)
    assert site.ended(neighbour).state == "completed"
    handle = site.client.get_workflow_handle(workflow_id(case))
    events = site.loop.run(handle.fetch_history()).events
    assert not [
        event for event in events if event.HasField("workflow_task_failed_event_attributes")
    ]


def test_the_mended_bug_would_stop_the_cases_that_had_met_it(site: Site, bug: Bug) -> None:
    """A history with a set-aside event replays with the mended code, and its rows can be made again."""
    site.work()
    case = case_that_met_the_bug(site, bug)
    replay(site, case)
    turns = site.cases.turns(case)
    kinds = [effect["kind"] for turn in turns for effect in turn.effects if "kind" in effect]
    assert kinds == ["internal"]


def test_a_bug_at_the_start_would_lose_the_case(site: Site, bug: Bug) -> None:
    site.work()
    bug.element = "write"
    case = site.start("two_tasks")
    incident = incident_of(site, case)
    assert (incident.kind, incident.element_id) == ("internal", "two_tasks")
    bug.element = ""
    resolve(site, case, incident)
    site.complete(case, "write")
    site.complete(case, "read")
    site.ended(case)
    replay(site, case)


@pytest.mark.parametrize("element", ["urge"])
def test_a_bug_behind_a_timer_would_ring_for_ever(site: Site, bug: Bug, element: str) -> None:
    site.work()
    case = site.start("escalation")
    bug.element = element
    site.skip(case, hours=2.5)
    incident = incident_of(site, case)
    assert incident.kind == "internal"
    bug.element = ""
    resolve(site, case, incident)
    assert eventually(lambda: site.tasks(case, element))
    replay(site, case)


def broken(*_arguments: object, **_options: object) -> None:
    raise KeyError("a bug")


def moving(bundle: Bundle) -> dict[str, Any]:
    """Make the arguments of a move to this version under the ids that both have."""
    mapping = {"elements": {"write": "write", "book": "book", "read": "study"}}
    return {"bundle": bundle.pack(), "sha256": bundle.sha256, "mapping": mapping}


@pytest.fixture
def second() -> Bundle:
    text = (FILES / "two_tasks.bpmn").read_text()
    return Bundle(text.replace('"read"', '"study"').replace("read<", "study<"))


def operated(site: Site, case: str, kind: Any, plan: dict[str, Any], command_id: str) -> str:
    answer = site.cases.operate(case, Operate(command_id, kind, "li", "the ward asks", plan))
    return answer.code or answer.outcome


@pytest.mark.parametrize("turns_per_run", [0, 2], ids=["one history", "several histories"])
def test_a_bug_at_a_move_would_keep_the_case_and_the_worker_busy_for_ever(
    site: Site, second: Bundle, monkeypatch: pytest.MonkeyPatch, turns_per_run: int
) -> None:
    site.work()
    deploy(site.database, second, "second.bpmn")
    case = site.start("two_tasks", turns_per_run=turns_per_run)
    plan = moving(second)
    with monkeypatch.context() as bug:
        bug.setattr("bpmn.engine.migration.moving.carry_waits", broken)
        assert operated(site, case, "migrate", plan, "m1") == "internal_error"
        assert operated(site, case, "migrate", plan, "m2") == "internal_error"
        foreseen = site.cases.preview_migration(case, plan)
        assert foreseen == {"outcome": "cannot", "problems": [{"code": "internal_error"}]}
        assert [row.version for row in site.rows(ProcessInstance, id=case)] == [1]
        assert site.tasks(case, "write")
    replay(site, case)
    assert (
        operated(site, case, "migrate", plan, "m1") == "internal_error"
    )  # what was answered stays
    assert operated(site, case, "migrate", plan, "m3") == "done"
    with monkeypatch.context() as bug:
        bug.setattr("bpmn.engine.migration.restoring.names_of", broken)
        assert operated(site, case, "undo_migration", {}, "u1") == "internal_error"
    assert operated(site, case, "undo_migration", {}, "u2") == "done"
    assert operated(site, case, "migrate", plan, "m4") == "done"
    site.complete(case, "write", note="kept")
    site.complete(case, "study")
    ended = site.ended(case)
    assert (ended.version, ended.variables["note"]) == (2, "kept")
    replay(site, case)


def test_a_bug_where_a_command_is_checked_would_pass_for_a_refusal_of_the_case(
    site: Site, second: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.work()
    case = site.start("two_tasks")
    with monkeypatch.context() as bug:
        bug.setattr("workflows.versions.problems", broken)
        assert operated(site, case, "migrate", moving(second), "m1") == "internal_error"
    with monkeypatch.context() as bug:
        bug.setattr("workflows.operations.edits.problems", broken)
        edit = Operate("e1", "edit_variables", "li", "why", {"variables": {"note": 1}})
        assert site.cases.foresee(case, edit).code == "internal_error"
        assert site.cases.operate(case, edit).code == "internal_error"
    assert site.cases.operate(case, edit).outcome == "done"  # it had left no trace
    replay(site, case)


def test_a_move_after_an_event_set_aside_would_be_told_as_failed(
    site: Site, second: Bundle, bug: Bug
) -> None:
    site.work()
    deploy(site.database, second, "second.bpmn")
    case = site.start("two_tasks")
    bug.element = "book"
    write(site, case)
    incident_of(site, case)
    assert operated(site, case, "migrate", moving(second), "m1") == "done"
    assert [row.version for row in site.rows(ProcessInstance, id=case)] == [2]
    replay(site, case)


@only_when_asked
def test_record_a_move_that_failed(
    site: Site, second: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write the history of a case at whose move a bug was met that is mended now."""
    site.work()
    deploy(site.database, second, "second.bpmn")
    case = site.start("two_tasks")
    plan = moving(second)
    with monkeypatch.context() as bug:
        bug.setattr("bpmn.engine.migration.moving.carry_waits", broken)
        assert operated(site, case, "migrate", plan, "m1") == "internal_error"
    assert operated(site, case, "migrate", plan, "m2") == "done"
    site.complete(case, "write", note="kept")
    site.complete(case, "study")
    site.ended(case)
    record_new(site, "move_not_done", case)


@only_when_asked
def test_record_an_event_set_aside(site: Site, bug: Bug) -> None:
    """Write the history of a case that met a bug which is mended now."""
    site.work()
    record_new(site, "event_set_aside", case_that_met_the_bug(site, bug))
