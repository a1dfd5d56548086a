"""What the codec keeps: Temporal's store shows nobody a patient, and every case can be opened again."""

import json
import time
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.failure.v1 import Failure
from temporalio.client import Client, WorkflowHandle

from carelane.adapters.case_client import workflow_id
from carelane.adapters.cases import Cases
from carelane.adapters.codec import CaseCodec, is_encrypted
from carelane.adapters.key_operations import rotate
from carelane.adapters.keyring import LOOK_EVERY
from carelane.adapters.rebuild import told_by
from carelane.adapters.temporal_client import TemporalOptions, connect
from carelane.domain.errors import KeysUnusable
from carelane.domain.process_instances import ProcessInstance
from tests.durable.payloads import stored
from tests.durable.site import Site, eventually, options_for, payload


def codec_of(site: Site) -> CaseCodec:
    codec = site.client.data_converter.payload_codec
    assert isinstance(codec, CaseCodec)
    return codec


OF_THE_MARKER = {
    *("activity_id", "activity_type", "activation_index", "attempt", "backoff"),
    *("complete_time", "original_schedule_time", "seq"),
}


def of_temporal_itself(found: Payload) -> bool:
    """Whether it is what the SDK notes of a local activity: times, numbers, the activity's name."""
    return not is_encrypted(found) and set(json.loads(found.data)) == OF_THE_MARKER


def institutions(site: Site, case: str) -> Counter[str]:
    """Whose keys encrypt what Temporal keeps of a case."""
    found = filter(is_encrypted, stored(site, case))
    keys = Counter(each.metadata["encryption-key-id"].decode() for each in found)
    ring = codec_of(site).keyring
    return Counter({ring.find(key).institution: count for key, count in keys.items()})


def test_a_case_would_be_readable_in_temporals_store(site: Site) -> None:
    site.work()
    case = site.start("two_tasks")
    site.complete(case, "write", note="林晓梅")
    site.complete(case, "read")
    site.ended(case)
    found = [each for each in stored(site, case) if not of_temporal_itself(each)]
    assert len(found) > 8
    assert all(map(is_encrypted, found))
    assert all(set(each.metadata) == {"encoding", "encryption-key-id"} for each in found)
    assert set(institutions(site, case)) == {"PRI1"}
    assert codec_of(site).owners.unknown == 0


def test_a_letter_would_be_encrypted_for_its_sender(site: Site) -> None:
    site.work()
    writer = site.start("letter_writer", letter_id="L1", to="HOS1", text="林晓梅")
    (reader,) = eventually(lambda: site.rows(ProcessInstance, process_id="letter_reader"))
    site.complete(writer, "pause")
    site.complete(reader.id, "look", answer="周一")
    site.ended(reader.id)
    site.ended(writer)
    assert set(institutions(site, writer)) == {"PRI1"}
    assert set(institutions(site, reader.id)) == {"HOS1"}
    assert codec_of(site).owners.unknown == 0


def test_a_called_case_would_be_encrypted_for_nobody_in_particular(site: Site) -> None:
    site.work()
    case = site.start("referring", callee="consulting", question="ECG?")
    (child,) = eventually(lambda: site.rows(ProcessInstance, parent_instance_id=case))
    site.complete(child.id, "answer", opinion="normal")
    site.complete(case, "read")
    site.ended(case)
    assert set(institutions(site, case) + institutions(site, child.id)) == {"PRI1"}
    assert codec_of(site).owners.unknown == 0


def test_a_command_of_another_process_would_be_encrypted_for_nobody_in_particular(
    site: Site,
) -> None:
    site.work()
    case = site.start("two_tasks")
    options = options_for(site.address, site.database)
    door = Cases.connect(options, site.options.queues)  # which has seen nothing of this case
    (task,) = site.tasks(case)
    door.complete_task(case, site.completion(task.task_id, note="林晓梅"))
    door.close()
    site.complete(case, "read")
    site.ended(case)
    assert set(institutions(site, case)) == {"PRI1"}
    assert options.codec is not None
    assert options.codec.owners.unknown == 0


def test_a_case_of_before_there_was_encryption_would_stop(site: Site) -> None:
    start = payload(site.bundles["two_tasks"], "two_tasks", patient="林晓梅")
    door = Cases.connect(TemporalOptions(site.address), site.options.queues)
    door.start(start, wait=False)
    door.close()
    site.work()
    case = start.instance_id
    site.complete(case, "write", note="x")
    site.complete(case, "read")
    assert site.ended(case).variables["patient"] == "林晓梅"
    found = stored(site, case)
    assert "林晓梅" in json.loads(found[0].data)["variables"].values()
    assert all(is_encrypted(each) or of_temporal_itself(each) for each in found[1:])
    assert set(institutions(site, case)) == {"PRI1"}


@pytest.mark.parametrize("cached", [1000, 0])
def test_a_case_would_not_survive_a_new_key(site: Site, cached: int) -> None:
    site.options = replace(
        site.options, max_cached_workflows=cached, max_concurrent_workflow_tasks=16 if cached else 1
    )
    site.work()
    case = site.start("rounds", turns_per_run=3)
    ring = codec_of(site).keyring
    ids = [ring.make("PRI1").id]
    for _ in range(3):
        for _ in range(2):
            site.complete(case, "ask", done=False)
        ids.append(rotate(ring, "PRI1").id)
        time.sleep(LOOK_EVERY)  # until the other clients have noticed
    site.rest()
    site.work()
    site.complete(case, "ask", done=True)
    assert site.ended(case).state == "completed"
    keys = [each.metadata["encryption-key-id"].decode() for each in stored(site, case)]
    used = [key for key in dict.fromkeys(keys) if key]
    assert used == ids
    turns = site.loop.run(told_by(lambda: _given(site.client), case)).turns
    assert [turn.turn for turn in turns] == list(range(1, 9))


async def _given(client: Client) -> Client:
    return client


def test_a_case_whose_key_is_missing_would_fail_for_good(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.work()
    case = site.start("two_tasks")
    (task,) = site.tasks(case)
    site.rest()
    ring = codec_of(site).keyring
    whole = ring.file.read()
    assert whole is not None
    mine = next(key for key in whole.keys if key.institution == "PRI1")
    ring.file.write(replace(whole, keys=tuple(key for key in whole.keys if key != mine)))
    ring.held()
    command = site.completion(task.task_id, note="林晓梅")
    refused = Cases.connect(options_for(site.address, site.database), site.options.queues)
    with pytest.raises(
        KeysUnusable, match=mine.id
    ):  # nothing is encrypted with another key instead
        refused.complete_task(case, command)
    refused.close()
    handle = site.client.get_workflow_handle(workflow_id(case))
    plain = site.loop.run(connect(TemporalOptions(site.address)))
    site.loop.run(plain.get_workflow_handle(workflow_id(case)).signal("called_off", "gone"))
    site.options = replace(site.options, max_cached_workflows=0, max_concurrent_workflow_tasks=1)
    site.work()
    failed = eventually(lambda: failures(site, handle))
    assert mine.id in failed[0].message  # for whoever looks at the history in Temporal's own tools
    assert f"the key {mine.id} is not in the key file" in caplog.text
    assert "put it back" in caplog.text
    ring.file.write(whole)
    assert site.ended(case).state == "cancelled"


def failures(site: Site, handle: WorkflowHandle[Any, Any]) -> list[Failure]:
    """What a case's history says of workflow tasks that failed."""
    events = site.loop.run(handle.fetch_history()).events
    kind = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
    found = [each for each in events if each.event_type == kind]
    return [each.workflow_task_failed_event_attributes.failure for each in found]
