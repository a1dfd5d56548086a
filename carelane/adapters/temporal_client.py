"""Connects to Temporal: the address, and how payloads and failures travel.

Failure messages and stack traces are encoded like payloads, so that the codec of an encrypting
installation covers them too. ``codec`` is that seam; without one, payloads are plain JSON.
"""

from dataclasses import dataclass, replace

from temporalio.client import Client
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
)
from temporalio.runtime import Runtime

from carelane.settings import Settings

DEFAULT_ADDRESS = "127.0.0.1:7233"


@dataclass(frozen=True, slots=True)
class TemporalOptions:
    """Where Temporal is and who we are there. ``api_key`` is for Temporal Cloud."""

    address: str
    namespace: str = "default"
    tls: bool = False
    api_key: str = ""
    codec: PayloadCodec | None = None


def options_of(settings: Settings) -> TemporalOptions:
    """Read where Temporal is: from the settings, or from a `carelane up` that runs on the same data folder."""
    return TemporalOptions(
        address=settings.temporal_address or _embedded(settings) or DEFAULT_ADDRESS,
        namespace=settings.temporal_namespace,
        tls=settings.temporal_tls,
        api_key=settings.temporal_api_key,
    )


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
        payload_codec=codec,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


async def connect(
    options: TemporalOptions, *, lazy: bool = False, runtime: Runtime | None = None
) -> Client:
    """Connect now, or with ``lazy`` at the first call (for programs that must start without Temporal)."""
    return await Client.connect(
        options.address,
        namespace=options.namespace,
        data_converter=data_converter(options.codec),
        tls=options.tls or bool(options.api_key),
        api_key=options.api_key or None,
        lazy=lazy,
        runtime=runtime,
    )
