"""Old cases go on after an upgrade: recorded histories replay with today's code.

A history that does not replay any more means that running cases would stop: do not record it anew, mend
the code. With CARELANE_RECORD=1 the histories of new behaviour are added; none is written over.
"""

import asyncio
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory

from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.process_instances import ProcessInstance
from tests.durable.payloads import opened
from tests.durable.site import Site, eventually
from tests.durable.test_long_cases import SlowLaboratory, child_of, stay
from tests.durable.test_ward_stay import finish, to_the_round

OF_THIS_MACHINE = re.compile(r"\d+@")
"""A worker's own task queue, named by its process and host."""
HISTORIES = Path(__file__).parents[1] / "histories"


@pytest.mark.parametrize("file", sorted(HISTORIES.glob("*.json")), ids=lambda file: file.stem)
def test_a_running_case_would_stop_after_an_upgrade(file: Path) -> None:
    recorded = json.loads(file.read_text())
    for run in recorded:
        history = WorkflowHistory.from_json("recorded", run)
        asyncio.run(replay_worker().replay_workflow(history))


def test_a_fresh_case_would_not_replay(site: Site) -> None:
    site.work()
    case = site.start("rounds", turns_per_run=2)
    site.complete(case, "ask", done=False)
    site.complete(case, "ask", done=True)
    site.ended(case)
    replay = replay_worker(site.client.data_converter).replay_workflow
    for history in site.loop.run(histories(site.client, workflow_id(case))):
        asyncio.run(replay(history))


def save(name: str, runs: list[WorkflowHistory]) -> None:
    """Write the histories of a case's runs without the names of this machine."""
    dumped = [scrubbed(run.to_json_dict()) for run in runs]
    HISTORIES.mkdir(exist_ok=True)
    text = json.dumps(dumped, ensure_ascii=False, indent=1)
    (HISTORIES / f"{name}.json").write_text(text + "\n")


def scrubbed(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: "recorder" if key == "identity" else scrubbed(inner)
            for key, inner in value.items()
        }
    if isinstance(value, str) and OF_THIS_MACHINE.match(value):
        return "recorder"
    return [scrubbed(inner) for inner in value] if isinstance(value, list) else value


def record_new(site: Site, name: str, case: str) -> None:
    """Record a case under a name that is not taken: what is recorded stays as it is."""
    if not (HISTORIES / f"{name}.json").exists():
        runs = site.loop.run(histories(site.client, workflow_id(case)))
        save(name, [opened(site, run) for run in runs])


only_when_asked = pytest.mark.skipif(
    not os.environ.get("CARELANE_RECORD"), reason="records only when asked to"
)


@only_when_asked
def test_record_stays_and_signals(site: Site) -> None:
    """Write the histories of compensation, transactions, ad-hoc work, conditions and signals."""
    site.work()
    case = site.start("ward_stay", turns_per_run=5, news2=3, seen=False)
    to_the_round(site, case)
    finish(site, case)
    site.ended(case)
    record_new(site, "ward_stay_undone", case)
    case = site.start("ward_stay", news2=3, seen=False)
    to_the_round(site, case)
    record_new(site, "ward_stay_open", case)
    ward, thrower = site.start("ward_watch"), site.start("outbreak")
    site.complete(thrower, "confirm", disease="measles")
    eventually(lambda: site.tasks(ward, "isolate"))
    site.ended(thrower)
    (response,) = eventually(lambda: site.rows(ProcessInstance, process_id="local_response"))
    site.complete(response.id, "trace")
    site.ended(response.id)
    record_new(site, "outbreak_thrown", thrower)
    record_new(site, "outbreak_heard", ward)
    record_new(site, "outbreak_response", response.id)


@only_when_asked
def test_record(site: Site) -> None:
    """Write what is missing in tests/histories (CARELANE_RECORD=1)."""

    def record(name: str, case: str) -> None:
        record_new(site, name, case)

    site.work()
    case = site.start("two_tasks")
    site.complete(case, "write")
    record("two_tasks_open", case)
    site.complete(case, "read")
    site.ended(case)
    record("two_tasks_completed", case)
    case = site.start("rounds", turns_per_run=2)
    for done in (False, False, True):
        site.complete(case, "ask", done=done)
    site.ended(case)
    record("rounds_over_several_histories", case)
    case = site.start("escalation")
    site.skip(case, hours=2.5)
    eventually(lambda: site.tasks(case, "urge"))
    site.complete(case, "triage")
    site.complete(case, "urge")
    site.ended(case)
    record("escalation_after_a_breach", case)
    writer = site.start("letter_writer", letter_id="L1", to="HOS1", text="Please see her.")
    (reader,) = eventually(lambda: site.rows(ProcessInstance, process_id="letter_reader"))
    site.complete(writer, "pause")
    site.complete(reader.id, "look", answer="Monday")
    site.ended(writer)
    record("letter_writer", writer)
    record("letter_reader", reader.id)
    case = site.start("referring", callee="consulting")
    (child,) = eventually(lambda: site.rows(ProcessInstance, parent_instance_id=case))
    site.complete(child.id, "answer", way="tell")
    site.complete(child.id, "answer_again", opinion="normal")
    site.complete(case, "read")
    site.ended(case)
    record("calling_case", case)
    record("called_case", child.id)


@only_when_asked
def test_record_long_stay(site: Site) -> None:
    """Write the histories of a case that goes on in new ones although a job and a call are in flight."""
    laboratory = SlowLaboratory()
    case = stay(site, laboratory)
    site.complete(case, "round", done=True)
    laboratory.done.set()
    site.complete(child_of(site, case), "answer")
    site.ended(case)
    record_new(site, "long_stay_in_flight", case)
