"""Reads and writes the encrypted payloads of Carelane, with a key file that holds this hospital's keys only.

The format is in docs/jobs.md: AES-256-GCM over the serialized payload, which names the case that it is for.
"""

import base64
import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec, SerializationContext, WithSerializationContext

ENCRYPTED, COMPRESSED, NONCE = b"binary/encrypted", b"carelane/zlib", 12


class Key(NamedTuple):
    """One key of the file."""

    id: str
    institution: str
    active: bool
    cipher: AESGCM


class HospitalCodec(PayloadCodec, WithSerializationContext):
    """Decrypts what belongs to this hospital's cases, and encrypts the answers for the same case."""

    def __init__(
        self, keys: Sequence[Key], owners: dict[str, str], own: str, case: str = ""
    ) -> None:
        self._keys, self._owners, self._own, self._case = keys, owners, own, case

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the key file that `carelane keys export` has written."""
        told = json.loads(path.read_text())
        keys = [
            Key(
                each["id"],
                each["institution"],
                each["state"] == "active",
                AESGCM(base64.b64decode(each["material"])),
            )
            for each in told["keys"]
        ]
        return cls(keys, {}, told["fallback"])

    def with_context(self, context: SerializationContext) -> Self:
        """Give the codec for one case; Temporal calls this for every activity."""
        case = getattr(context, "workflow_id", None) or ""
        return type(self)(self._keys, self._owners, self._own, case)

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Decrypt; plain payloads pass as they are."""
        return [self._open(each) for each in payloads]

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Encrypt with the active key of the institution whose case it is."""
        owner = self._owners.get(self._case, self._own)
        key = next(each for each in self._keys if each.active and each.institution == owner)
        return [self._seal(key, each) for each in payloads]

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCRYPTED:
            return payload
        name = payload.metadata["encryption-key-id"]
        key = next(each for each in self._keys if each.id.encode() == name)
        nonce, sealed = payload.data[:NONCE], payload.data[NONCE:]
        inner = Payload.FromString(key.cipher.decrypt(nonce, sealed, ENCRYPTED + b"\0" + name))
        if inner.metadata.get("encoding") == COMPRESSED:
            inner = Payload.FromString(zlib.decompress(inner.data))
        if inner.metadata.pop("carelane-case", b"").decode() not in {"", self._case}:
            message = "this payload is for another case"
            raise ValueError(message)
        self._owners[self._case] = key.institution
        return inner

    def _seal(self, key: Key, payload: Payload) -> Payload:
        inner = Payload()
        inner.CopyFrom(payload)
        inner.metadata["carelane-case"] = self._case.encode()
        nonce, name = os.urandom(NONCE), key.id.encode()
        sealed = key.cipher.encrypt(nonce, inner.SerializeToString(), ENCRYPTED + b"\0" + name)
        metadata = {"encoding": ENCRYPTED, "encryption-key-id": name}
        return Payload(metadata=metadata, data=nonce + sealed)
