"""A process that computes without end: it becomes an incident, and cases beside it go on meanwhile."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from carelane.adapters.case_client import workflow_id
from carelane.domain.incidents import Incident
from carelane.domain.wire import Answer, CompleteTask
from tests.durable.site import Site, eventually
from tests.durable.test_kills import persistently

NEIGHBOURS, TRIES = 4, 5


def failed_tasks(site: Site, case: str) -> int:
    handle = site.client.get_workflow_handle(workflow_id(case))
    events = site.loop.run(handle.fetch_history()).events
    return sum(event.HasField("workflow_task_failed_event_attributes") for event in events)


def test_a_bomb_would_stop_its_case_and_its_neighbours(site: Site) -> None:
    site.work()
    bomb = site.start("bomb")
    neighbours = [site.start("rounds") for _ in range(NEIGHBOURS)]
    asks = [(bomb, "light"), *((case, "ask") for case in neighbours)]

    def complete(case: str, element: str) -> Answer:
        (task,) = eventually(lambda: site.tasks(case, element))
        command = CompleteTask(uuid.uuid4().hex, task.task_id, {"done": True}, "li")
        return persistently(site.cases.complete_task, case, command)

    with ThreadPoolExecutor(len(asks)) as people:
        answers = list(people.map(lambda ask: complete(*ask), asks))
    assert {answer.outcome for answer in answers} == {"done"}
    (incident,) = eventually(lambda: site.rows(Incident, instance_id=bomb))
    assert (incident.kind, incident.element_id) == ("expression", "compute")
    assert failed_tasks(site, bomb) < TRIES
    assert {site.ended(case).state for case in neighbours} == {"completed"}
