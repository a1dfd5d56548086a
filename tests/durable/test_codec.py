"""What the codec keeps: Temporal's store shows nobody a patient, and every case can be opened again."""

import json
from collections import Counter

from temporalio.api.common.v1 import Payload

from carelane.adapters.case_client import workflow_id
from carelane.adapters.codec import CaseCodec, is_encrypted
from carelane.adapters.rebuild import histories
from tests.durable.payloads import payloads_in
from tests.durable.site import Site


def codec_of(site: Site) -> CaseCodec:
    codec = site.client.data_converter.payload_codec
    assert isinstance(codec, CaseCodec)
    return codec


def stored(site: Site, case: str) -> list[Payload]:
    """All payloads that Temporal keeps of a case."""
    runs = site.loop.run(histories(site.client, workflow_id(case)))
    return [found for run in runs for event in run.events for found in payloads_in(event)]


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
