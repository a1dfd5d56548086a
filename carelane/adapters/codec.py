"""The payload codec: what Temporal keeps of a case is encrypted with the key of the case's institution.

On the wire a payload has the metadata ``encoding`` ``binary/encrypted`` and ``encryption-key-id``; its data is a random
nonce of 12 bytes, the AES-256-GCM ciphertext and its tag of 16. Associated data is the metadata itself. Within
stands the serialized payload, marked with the workflow it is for, so that it opens in no other case; larger ones
are compressed before. docs/privacy.md has it in full, for workers in other languages.
"""

import asyncio
import os
import zlib
from collections.abc import Sequence
from typing import Self

from cryptography.exceptions import InvalidTag
from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec, SerializationContext, WithSerializationContext

from carelane.adapters.case_owners import CaseOwners
from carelane.adapters.key_file import Key
from carelane.adapters.keyring import Keyring
from carelane.domain.errors import PayloadUnreadable

ENCODING, KEY_ID, CASE = "encoding", "encryption-key-id", "carelane-case"
ENCRYPTED, COMPRESSED = b"binary/encrypted", b"carelane/zlib"
NONCE_BYTES = 12
WORTH_COMPRESSING = 512
LARGEST = 64 * 2**20
"""Bytes that one payload may unpack to: far above what Temporal takes."""


class CaseCodec(PayloadCodec, WithSerializationContext):
    """Encrypts and decrypts payloads of the case that the serialization context names (``case``: a workflow id)."""

    def __init__(self, keyring: Keyring, owners: CaseOwners, case: str = "") -> None:
        self.keyring = keyring
        self.owners = owners
        self._case = case

    def with_context(self, context: SerializationContext) -> Self:
        """Give the codec for one workflow: a case itself, or one that is started, signalled or asked."""
        return type(self)(self.keyring, self.owners, getattr(context, "workflow_id", None) or "")

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Encrypt each payload with the active key of the case's institution."""
        if not payloads:
            return []
        institution = await self.owners.of(self._case, payloads) or self.keyring.fallback
        key = self.keyring.active(institution)
        if key is None:
            key = await asyncio.to_thread(self.keyring.make, institution)
        return [seal(key, self._case, payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Decrypt what is encrypted; payloads of before there was encryption pass as they are.

        Raises `KeyMissing`, `PayloadUnreadable`.
        """
        return [self._open(payload) for payload in payloads]

    def _open(self, payload: Payload) -> Payload:
        if not is_encrypted(payload):
            return payload
        plain, key, case = opened(self.keyring, payload)
        if case and self._case and case != self._case:
            raise PayloadUnreadable(f"a payload of {case} was found in {self._case}")
        self.owners.learn(self._case, key.institution)
        return plain


def is_encrypted(payload: Payload) -> bool:
    """Say whether the payload is in our encrypted form."""
    return payload.metadata.get(ENCODING) == ENCRYPTED


def opened(keyring: Keyring, payload: Payload) -> tuple[Payload, Key, str]:
    """Decrypt a payload with the key that it names; gives that, and the workflow it is for, too.

    Raises `KeyMissing`, `PayloadUnreadable`.
    """
    key = keyring.find(payload.metadata.get(KEY_ID, b"").decode("ascii", "replace"))
    plain, case = unseal(key, payload)
    return plain, key, case


def seal(key: Key, case: str, payload: Payload) -> Payload:
    """Encrypt one payload for the workflow ``case`` (empty: not bound to one)."""
    inner = Payload()
    inner.CopyFrom(payload)
    if case:
        inner.metadata[CASE] = case.encode()
    plain = _compressed(inner.SerializeToString())
    nonce = os.urandom(NONCE_BYTES)
    sealed = key.cipher.encrypt(nonce, plain, _associated(key))
    return Payload(
        metadata={ENCODING: ENCRYPTED, KEY_ID: key.id.encode("ascii")}, data=nonce + sealed
    )


def unseal(key: Key, payload: Payload) -> tuple[Payload, str]:
    """Decrypt one payload; gives it and the workflow that it was encrypted for. Raises `PayloadUnreadable`."""
    nonce, sealed = payload.data[:NONCE_BYTES], payload.data[NONCE_BYTES:]
    try:
        inner = _uncompressed(
            Payload.FromString(key.cipher.decrypt(nonce, sealed, _associated(key)))
        )
    except (InvalidTag, DecodeError, ValueError, zlib.error):
        # The cause is not told: a parser's text may quote what it could not read.
        raise PayloadUnreadable(
            f"a payload under the key {key.id} was damaged or is not of this format: "
            "restore Temporal's store from its backup"
        ) from None
    case = inner.metadata.pop(CASE, b"").decode("utf-8", "replace")
    return inner, case


def _associated(key: Key) -> bytes:
    return ENCRYPTED + b"\0" + key.id.encode("ascii")


def _compressed(plain: bytes) -> bytes:
    """Wrap the serialized payload in a compressed one, where that makes it smaller by a tenth."""
    if len(plain) < WORTH_COMPRESSING:
        return plain
    packed = zlib.compress(plain, 1)
    if len(packed) > len(plain) * 0.9:
        return plain
    return Payload(metadata={ENCODING: COMPRESSED}, data=packed).SerializeToString()


def _uncompressed(inner: Payload) -> Payload:
    if inner.metadata.get(ENCODING) != COMPRESSED:
        return inner
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(inner.data, LARGEST)
    if not unpacking.eof:
        raise ValueError
    return Payload.FromString(plain)
