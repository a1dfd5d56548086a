"""What encryption promises: nobody without the key reads, changes or moves what Temporal keeps, and we always can."""

import asyncio
import importlib.util
import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.converter import ActivitySerializationContext, WorkflowSerializationContext

from carelane.adapters.case_owners import CaseOwners
from carelane.adapters.codec import CaseCodec, seal, unseal
from carelane.adapters.key_file import KeyFile, Keys
from carelane.adapters.keyring import Keyring, new_key
from carelane.domain.errors import KeyMissing, PayloadUnreadable

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "hospital_worker" / "codec.py"
KEYS = {code: new_key(code) for code in ("", "PRI1", "HOS1")}
INSTITUTIONS = {"case-1": "PRI1", "case-2": "HOS1"}
NAME = "林晓梅 138-0013-8000"


@pytest.fixture
def make_codec(tmp_path: Path) -> Callable[..., CaseCodec]:
    path = tmp_path / "keys.json"
    KeyFile(path).write(Keys(tuple(KEYS.values())))

    def make(case: str = "") -> CaseCodec:
        return CaseCodec(Keyring(path), CaseOwners(lambda one: INSTITUTIONS.get(one, "")), case)

    return make


def plain(value: object) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=json.dumps(value).encode())


def encoded(codec: CaseCodec, *payloads: Payload) -> list[Payload]:
    return asyncio.run(codec.encode(payloads))


def decoded(codec: CaseCodec, *payloads: Payload) -> list[Payload]:
    return asyncio.run(codec.decode(payloads))


@pytest.mark.parametrize(
    "payload",
    [
        plain({"name": NAME}),
        plain({"notes": [NAME] * 500}),
        Payload(metadata={"encoding": b"binary/null"}),
        Payload(metadata={"encoding": b"binary/plain"}, data=random.Random(1).randbytes(4_000)),
        Payload(metadata={"encoding": b"binary/zlib"}, data=zlib.compress(b"not ours")),
        Payload(metadata={"encoding": b"json/protobuf", "messageType": b"x.Y"}, data=b"{}"),
        Payload(),
    ],
    ids=lambda payload: f"{len(payload.data)} bytes",
)
def test_something_would_come_back_changed(
    make_codec: Callable[..., CaseCodec], payload: Payload
) -> None:
    codec = make_codec("case-1")
    (sealed,) = encoded(codec, payload)
    assert NAME.encode() not in sealed.SerializeToString()
    assert dict(sealed.metadata) == {
        "encoding": b"binary/encrypted",
        "encryption-key-id": KEYS["PRI1"].id.encode(),
    }
    assert decoded(codec, sealed) == [payload]


def test_a_payload_of_before_there_was_encryption_could_not_be_read(
    make_codec: Callable[..., CaseCodec],
) -> None:
    old = plain({"name": NAME})
    assert decoded(make_codec("case-1"), old) == [old]


def test_a_case_would_be_encrypted_for_another_hospital(
    make_codec: Callable[..., CaseCodec],
) -> None:
    codec = make_codec()
    activity = ActivitySerializationContext(
        namespace="default",
        workflow_id="case-2",
        activity_id="1",
        activity_type="journal",
        activity_task_queue="q",
        workflow_type="Process",
        is_local=True,
    )
    workflow = WorkflowSerializationContext(namespace="default", workflow_id="case-1")
    for context, institution in ((activity, "HOS1"), (workflow, "PRI1")):
        (sealed,) = encoded(codec.with_context(context), plain(NAME))
        assert sealed.metadata["encryption-key-id"] == KEYS[institution].id.encode()
    assert codec.owners.unknown == 0


def test_a_new_case_would_be_encrypted_for_nobody_in_particular(
    make_codec: Callable[..., CaseCodec],
) -> None:
    born = {"instance_id": "7", "bundle_sha256": "x", "institution": "HOS1", "variables": {}}
    codec = make_codec("case-7")
    (sealed,) = encoded(codec, plain(born))
    assert sealed.metadata["encryption-key-id"] == KEYS["HOS1"].id.encode()
    (later,) = encoded(codec, plain(NAME))
    assert later.metadata["encryption-key-id"] == KEYS["HOS1"].id.encode()
    elsewhere = make_codec("case-7")
    decoded(elsewhere, sealed)  # another process learns it from the key
    (answer,) = encoded(elsewhere, plain(NAME))
    assert answer.metadata["encryption-key-id"] == KEYS["HOS1"].id.encode()
    assert (codec.owners.unknown, elsewhere.owners.unknown) == (0, 0)


def test_a_case_could_name_another_cases_institution_in_its_values(
    make_codec: Callable[..., CaseCodec],
) -> None:
    forged = {"instance_id": "9", "bundle_sha256": "x", "institution": "HOS1"}
    codec = make_codec("case-8")
    (sealed,) = encoded(codec, plain(forged))
    assert sealed.metadata["encryption-key-id"] == KEYS[""].id.encode()
    assert codec.owners.unknown == 1


def test_what_belongs_to_nobody_known_would_be_plain(make_codec: Callable[..., CaseCodec]) -> None:
    codec = make_codec()
    (sealed,) = encoded(codec, plain(NAME))
    assert sealed.metadata["encryption-key-id"] == KEYS[""].id.encode()
    assert codec.owners.unknown == 1
    assert encoded(codec) == []
    assert codec.owners.unknown == 1


def test_a_payload_could_be_moved_into_another_case(make_codec: Callable[..., CaseCodec]) -> None:
    (sealed,) = encoded(make_codec("case-1"), plain(NAME))
    with pytest.raises(PayloadUnreadable, match="case-1 was found in case-2"):
        decoded(make_codec("case-2"), sealed)
    assert decoded(make_codec(), sealed) == [plain(NAME)]  # who knows no case may look


def test_a_changed_payload_would_be_taken_as_it_is(make_codec: Callable[..., CaseCodec]) -> None:
    codec = make_codec("case-1")
    (sealed,) = encoded(codec, plain({"notes": [NAME] * 100}))
    for position in range(0, len(sealed.data), 7):
        changed = Payload()
        changed.CopyFrom(sealed)
        data = bytearray(sealed.data)
        data[position] ^= 1
        changed.data = bytes(data)
        with pytest.raises(PayloadUnreadable) as raised:
            decoded(codec, changed)
        assert NAME not in str(raised.value)
    for short in (b"", sealed.data[:11], sealed.data[:-1]):
        with pytest.raises(PayloadUnreadable):
            decoded(codec, Payload(metadata=sealed.metadata, data=short))


def test_a_key_id_could_be_exchanged(make_codec: Callable[..., CaseCodec]) -> None:
    (sealed,) = encoded(make_codec("case-1"), plain(NAME))
    sealed.metadata["encryption-key-id"] = KEYS["HOS1"].id.encode()
    with pytest.raises(PayloadUnreadable):
        decoded(make_codec("case-1"), sealed)
    sealed.metadata["encryption-key-id"] = b"0000000000000000"
    with pytest.raises(KeyMissing, match="0000000000000000"):
        decoded(make_codec("case-1"), sealed)


def test_two_payloads_would_share_a_nonce() -> None:
    key = KEYS["PRI1"]
    nonces = {seal(key, "case-1", plain(NAME)).data[:12] for _ in range(5_000)}
    assert len(nonces) == 5_000


def test_a_small_payload_would_fill_the_memory() -> None:
    key = KEYS["PRI1"]
    bomb = Payload(
        metadata={"encoding": b"carelane/zlib"}, data=zlib.compress(bytes(100 * 2**20), 9)
    )
    nonce = bytes(12)
    aad = b"binary/encrypted\0" + key.id.encode()
    data = nonce + key.cipher.encrypt(nonce, bomb.SerializeToString(), aad)
    sealed = Payload(metadata={"encryption-key-id": key.id.encode()}, data=data)
    with pytest.raises(PayloadUnreadable):
        unseal(key, sealed)


def test_a_hospitals_own_worker_could_not_read_a_long_letter(
    make_codec: Callable[..., CaseCodec], tmp_path: Path
) -> None:
    spec = importlib.util.spec_from_file_location("hospital_codec", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    path = tmp_path / "exported.json"
    KeyFile(path).write(Keys((KEYS["HOS1"],), fallback="HOS1", exported=True))
    context = WorkflowSerializationContext(namespace="default", workflow_id="case-2")
    theirs = example.HospitalCodec.from_file(path).with_context(context)
    ours = make_codec("case-2")
    for letter in (plain(NAME), plain({"notes": [NAME] * 500})):
        assert asyncio.run(theirs.decode(encoded(ours, letter))) == [letter]
        (answer,) = asyncio.run(theirs.encode([letter]))
        assert NAME.encode() not in answer.SerializeToString()
        assert decoded(ours, answer) == [letter]
    unheard = example.HospitalCodec.from_file(path).with_context(context)
    (failure,) = asyncio.run(unheard.encode([plain(NAME)]))  # of a call that could not be read
    assert failure.metadata["encryption-key-id"] == KEYS["HOS1"].id.encode()
