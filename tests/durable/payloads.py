"""All payloads of a Temporal message, wherever they stand, and histories with their payloads opened."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowHistory

from carelane.adapters.rebuild import histories
from carelane.domain.wire import workflow_id
from tests.durable.site import Site


def payloads_in(message: Message) -> Iterator[Payload]:
    """Give every payload within, also those of failures, memos and user metadata."""
    if isinstance(message, Payload):
        yield message
        return
    for field, value in message.ListFields():
        if field.type != field.TYPE_MESSAGE:
            continue
        if isinstance(value, Message):
            yield from payloads_in(value)
        else:  # repeated, or a map
            for each in value.values() if hasattr(value, "values") else value:
                if isinstance(each, Message):
                    yield from payloads_in(each)


def stored(site: Site, case: str) -> list[Payload]:
    """All payloads that Temporal keeps of a case."""
    runs = site.loop.run(histories(site.client, workflow_id(case)))
    return [found for run in runs for event in run.events for found in payloads_in(event)]


def opened(site: Site, history: WorkflowHistory) -> WorkflowHistory:
    """Decrypt a history, as it is recorded: the keys of a test do not outlive it."""
    codec = site.client.data_converter.payload_codec
    assert codec is not None
    events = []
    for event in history.events:
        copy = type(event)()
        copy.CopyFrom(event)
        for payload in payloads_in(copy):
            payload.CopyFrom(asyncio.run(codec.decode([payload]))[0])
        events.append(copy)
    return replace(history, events=events)
