"""Connects to Temporal: the address, and how payloads and failures travel.

Payloads are encrypted for the institution of their case (`carelane.adapters.codec`). Failure messages and stack
traces are encoded like payloads, so that the codec covers them too. Nothing else in the project makes a
client that carries payloads (tests/repository/test_privacy.py).
"""

import asyncio
from dataclasses import dataclass, replace

from temporalio.client import Client
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
)
from temporalio.runtime import Runtime

from carelane.adapters.case_owners import CaseOwners
from carelane.adapters.codec import CaseCodec
from carelane.adapters.keyring import Keyring
from carelane.adapters.wire_json import WirePayloadConverter
from carelane.services.payload_keys import institution_of
from carelane.services.transaction import Database
from carelane.settings import Settings

DEFAULT_ADDRESS = "127.0.0.1:7233"


@dataclass(frozen=True, slots=True)
class TemporalOptions:
    """Where Temporal is and who we are there. ``api_key`` is for Temporal Cloud.

    Without a ``codec`` payloads are plain JSON: only for tests that show what would be seen then.
    """

    address: str
    namespace: str = "default"
    tls: bool = False
    api_key: str = ""
    codec: CaseCodec | None = None


def options_of(settings: Settings, database: Database) -> TemporalOptions:
    """Read where Temporal is: from the settings, or from a `carelane up` that runs on the same data folder.

    ``database`` knows to which institution a case belongs.
    """
    return TemporalOptions(
        address=settings.temporal_address or _embedded(settings) or DEFAULT_ADDRESS,
        namespace=settings.temporal_namespace,
        tls=settings.temporal_tls,
        api_key=settings.temporal_api_key,
        codec=case_codec(Keyring(settings.keys, database), database),
    )


def case_codec(keyring: Keyring, database: Database) -> CaseCodec:
    """Make the codec of one process; it reads keys and asks the database when it first needs to."""
    return CaseCodec(keyring, CaseOwners(lambda case: institution_of(database, case)))


def _embedded(settings: Settings) -> str:
    """Read where the embedded server is; empty where none was started."""
    try:
        return settings.embedded_temporal.read_text("ascii").strip()
    except OSError:
        return ""


def data_converter(codec: PayloadCodec | None = None) -> DataConverter:
    """Make the converter that clients, workers and replays share."""
    return replace(
        DataConverter.default,
        payload_converter_class=WirePayloadConverter,
        payload_codec=codec,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


async def connect(
    options: TemporalOptions, *, lazy: bool = False, runtime: Runtime | None = None
) -> Client:
    """Connect now, or with ``lazy`` at the first call (for programs that must start without Temporal).

    Whoever connects now does not begin without its keys: raises `KeysUnusable`.
    """
    client = await Client.connect(
        options.address,
        namespace=options.namespace,
        data_converter=data_converter(options.codec),
        tls=options.tls or bool(options.api_key),
        api_key=options.api_key or None,
        lazy=lazy,
        runtime=runtime,
    )
    if options.codec is not None and not lazy:
        await asyncio.to_thread(options.codec.keyring.check)
    return client
