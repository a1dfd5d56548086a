"""Old cases go on after an upgrade: recorded histories replay with today's code.

A history that does not replay any more means that running cases would stop: do not record it anew, mend
the code. `record` adds the histories of new behaviour (see CONTRIBUTING).
"""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory

from carelane.adapters.case_client import workflow_id
from carelane.adapters.rebuild import histories, replay_worker
from carelane.domain.process_instances import ProcessInstance
from tests.durable.site import Site, eventually

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
    for history in site.loop.run(histories(site.client, workflow_id(case))):
        asyncio.run(replay_worker().replay_workflow(history))


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
    return [scrubbed(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.skipif(not os.environ.get("CARELANE_RECORD"), reason="records only when asked to")
def test_record(site: Site) -> None:
    """Write tests/histories anew (CARELANE_RECORD=1), after a change that no running case can meet."""

    def record(name: str, case: str) -> None:
        save(name, site.loop.run(histories(site.client, workflow_id(case))))

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
