"""A hospital's own worker: it serves two job types on the hospital's task queue and needs nothing of Carelane.

Environment: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TASK_QUEUE, KEY_FILE (of `carelane keys export`; none: payloads are
not encrypted), LAB_DATABASE, and LAB_AWAY: a file that, while it exists, stands for a laboratory system that is down.
"""

import asyncio
import logging
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from codec import HospitalCodec
from ledger import Answer, Ledger
from temporalio import activity
from temporalio.client import Client
from temporalio.converter import DataConverter, DefaultFailureConverterWithEncodedAttributes
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

_log = logging.getLogger("hospital_worker")
MOST = 20
"""Images that one job sends."""
PACE = 0.2
"""Seconds that one image takes."""


class Laboratory:
    """The jobs. A call has instance_id, job_id, job_type, headers, variables, institution, idempotency_key."""

    def __init__(self, ledger: Ledger, away: Path) -> None:
        self._ledger, self._away = ledger, away

    @activity.defn(name="lab.order")
    def order(self, call: dict[str, Any]) -> Answer:
        """Order a test, once; the answer's variables go back to the case."""
        self._reachable()
        test = call["variables"].get("test")
        if (
            not test
        ):  # a BPMN error: the diagram has a boundary event for it, or an incident says so
            return {"error_code": "NO_TEST", "variables": {}}

        def effect(database: sqlite3.Connection) -> Answer:
            number = _write(database, call["idempotency_key"], str(test))
            return {"variables": {"order": {"number": number, "test": test}}}

        return self._ledger.once(call["idempotency_key"], effect)

    @activity.defn(name="lab.send_images")
    def send_images(self, call: dict[str, Any]) -> Answer:
        """Send images one by one; another attempt goes on where this one was killed."""
        count = min(int(call["variables"].get("images", 0)), MOST)
        details = activity.info().heartbeat_details
        for image in range(details[0] if details else 0, count):
            self._reachable()
            self._send(f"{call['idempotency_key']}:{image}", image)
            activity.heartbeat(image + 1)  # raises when nobody waits for this job any more
            time.sleep(PACE)
        return {"variables": {"sent": count}}

    def _send(self, key: str, image: int) -> None:
        def effect(database: sqlite3.Connection) -> Answer:
            return {"number": _write(database, key, f"image {image}")}

        self._ledger.once(key, effect)

    def _reachable(self) -> None:
        """Say that the laboratory is away: Carelane waits for it, and shows the word after the colon."""
        if self._away.exists():
            message = "the laboratory system does not answer"
            raise ApplicationError(message, type="unavailable:LIS")


def _write(database: sqlite3.Connection, key: str, what: str) -> int:
    """Stand for what a laboratory system does; gives its number."""
    row = database.execute("INSERT INTO orders (idempotency_key, what) VALUES (?, ?)", (key, what))
    return row.lastrowid or 0


async def main() -> None:
    """Work until the process is ended."""
    keys = os.environ.get("KEY_FILE")
    converter = replace(
        DataConverter.default,
        payload_codec=HospitalCodec.from_file(Path(keys)) if keys else None,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
    client = await Client.connect(
        os.environ.get("TEMPORAL_ADDRESS", "127.0.0.1:7233"),
        namespace=os.environ.get("TEMPORAL_NAMESPACE", "default"),
        data_converter=converter,
    )
    database = Path(os.environ.get("LAB_DATABASE", "laboratory.db"))
    laboratory = Laboratory(Ledger(database), Path(os.environ.get("LAB_AWAY", "away")))
    worker = Worker(
        client,
        task_queue=os.environ.get("TASK_QUEUE", "county-hospital-jobs"),
        activities=[laboratory.order, laboratory.send_images],
        activity_executor=ThreadPoolExecutor(8),
        max_concurrent_activities=8,
    )
    _log.info("serves %s", worker.task_queue)
    await worker.run()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main())
