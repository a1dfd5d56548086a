"""A bug of our own in the engine: the case it meets waits for an operator, its neighbours never notice."""

import asyncio
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from bpmn.engine.turn import STEPS
from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.incidents import Incident
from carelane.domain.wire import CompleteTask, ResolveIncident
from tests.durable.site import Site, eventually
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


@only_when_asked
def test_record_an_event_set_aside(site: Site, bug: Bug) -> None:
    """Write the history of a case that met a bug which is mended now."""
    site.work()
    record_new(site, "event_set_aside", case_that_met_the_bug(site, bug))
