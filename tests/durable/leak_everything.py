"""Plants patients' data in every place that there is: ADDRESS DATABASE_URL encrypted|plain.

A process of its own, so that its output is a log as a worker writes it. Prints the canaries as JSON at the end.
"""

import asyncio
import contextlib
import json
import logging
import sys
import uuid
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from carelane.adapters.database import open_database
from carelane.adapters.logs import keep_private
from carelane.adapters.runner import workflow_runner
from carelane.adapters.supervisor import die_with_parent
from carelane.adapters.temporal_client import TemporalOptions
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import CancelInstance, JobCall, JobResult, Operate, ResolveIncident
from tests.durable.canaries import Canaries
from tests.durable.leaky_workflow import LeakyWorkflow, leaky
from tests.durable.site import FILES, Site, eventually, options_for

REFUSED = (WorkflowFailureError, WorkflowQueryFailedError, WorkflowUpdateFailedError)
PATIENT = ("name", "id number", "phone", "address")


class Planter:
    """Has the cases and workflows of one site say what they must not."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.canaries = Canaries()
        self.tried: dict[str, int] = {}

    def book(self, call: JobCall) -> JobResult:
        """Fail in every way that a handler can."""
        tried = self.tried[call.idempotency_key] = self.tried.get(call.idempotency_key, 0) + 1
        mode = call.variables.get("mode")
        if mode == "error" and tried == 1:
            raise RuntimeError(f"no slot for {self.canaries['job exception']}")
        if mode == "thrown":
            told = self.canaries["job error message"]
            return JobResult({"seen": self.canaries["job error values"]}, "FULL", told)
        if mode == "refused":
            message, details = self.canaries["job failure"], self.canaries["job failure details"]
            raise ApplicationError(message, {"row": details}, type="Refused", non_retryable=True)
        return JobResult({"slot": self.canaries["job result"]})

    def ordinary_case(self) -> None:
        """Run a case with a patient in its start values, its answers and its job."""
        patient = {key: self.canaries[f"start {key}"] for key in PATIENT}
        allergies = [{"text": self.canaries["start list"]}]
        key = {self.canaries["start key"]: 1}
        case = self.site.start(
            "two_tasks", mode="error", patient=patient, allergies=allergies, **key
        )
        self.site.complete(case, "write", note=self.canaries["task value"])
        self.operate(case)
        self.site.complete(case, "read", report=self.canaries["last task value"])
        self.site.ended(case)
        refused = replace(self.site.completion("x"), task_id=self.canaries["refused task"])
        self.site.cases.complete_task(case, refused)

    def operate(self, case: str) -> None:
        """Stop the case and let it go on, as an operator who says too much."""
        for kind in ("suspend", "resume"):
            reason = self.canaries[f"reason to {kind}"]
            self.site.cases.operate(case, Operate(uuid.uuid4().hex, kind, "li", reason))

    def troubled_cases(self) -> None:
        """Run cases whose job fails for good, mend one and cancel the other."""
        for mode in ("thrown", "refused"):
            case = self.site.start("two_tasks", mode=mode)
            self.site.complete(case, "write")
            (found,) = eventually(lambda one=case: self.site.rows(Incident, instance_id=one))
            values = {"mended": self.canaries[f"incident values {mode}"]}
            self.site.cases.resolve_incident(
                case, ResolveIncident(uuid.uuid4().hex, found.incident_id, "skip", "li", values)
            )
            reason = self.canaries[f"reason to cancel {mode}"]
            self.site.cases.cancel(case, CancelInstance(uuid.uuid4().hex, reason, "li"))

    def talking_cases(self) -> None:
        """Send a letter to another hospital, throw a signal, call a case."""
        values = {name: self.canaries[f"letter {name}"] for name in ("letter_id", "text")}
        writer = self.site.start("letter_writer", to="HOS1", **values)
        (reader,) = eventually(lambda: self.site.rows(ProcessInstance, process_id="letter_reader"))
        self.site.complete(writer, "pause")
        self.site.complete(reader.id, "look", answer=self.canaries["letter answer"])
        self.site.ended(writer)
        ward, thrower = self.site.start("ward_watch"), self.site.start("outbreak")
        self.site.complete(thrower, "confirm", disease=self.canaries["signal value"])
        eventually(lambda: self.site.tasks(ward, "isolate"))
        question = self.canaries["call value"]
        case = self.site.start("referring", callee="consulting", question=question)
        (child,) = eventually(lambda: self.site.rows(ProcessInstance, parent_instance_id=case))
        self.site.complete(child.id, "answer", opinion=self.canaries["call answer"])

    def long_case(self) -> None:
        """Carry a patient into new histories."""
        case = self.site.start("rounds", turns_per_run=1, patient=self.canaries["carried value"])
        for _ in range(2):
            self.site.complete(case, "ask", done=False)

    async def raw(self) -> None:
        """Use what Temporal offers beside what cases use."""
        client, queue = self.site.client, f"leaky-{uuid.uuid4().hex}"
        worker = Worker(
            client,
            task_queue=queue,
            workflows=[LeakyWorkflow],
            activities=[leaky],
            workflow_runner=workflow_runner(),
        )
        async with worker:
            ends = ("fail", "again", "poison")
            await asyncio.gather(*(self.raw_workflow(client, queue, end) for end in ends))

    async def raw_workflow(self, client: Client, queue: str, end: str) -> None:
        """Run one workflow to its end."""
        handle = await client.start_workflow(
            "Leaky",
            self.raw_values(end),
            id=f"case-{uuid.uuid4().hex}",
            task_queue=queue,
            memo={"memo": self.canaries[f"{end}: memo"]},
            static_summary=self.canaries[f"{end}: static summary"],
            static_details=self.canaries[f"{end}: static details"],
            task_timeout=timedelta(seconds=2),
        )
        await asyncio.sleep(2)
        await _refused(handle.execute_update("change", self.canaries[f"{end}: update"]))
        await _refused(handle.execute_update("refuse", self.canaries[f"{end}: refused"]))
        await _refused(handle.query("ask", self.canaries[f"{end}: query"]))
        if end == "poison":
            await handle.signal("poison", self.canaries["poison"])
            await asyncio.sleep(2)
            await handle.terminate(self.canaries["termination details"], reason="stuck")
        else:
            await handle.signal("end", end)
            await _refused(handle.result())

    def raw_values(self, end: str) -> dict[str, str]:
        """Give a value for every place of one workflow."""
        own = ("current details", "upserted memo", "timer summary", "child argument", "child memo")
        own += ("child summary", "heartbeat", "workflow failure", "workflow failure details")
        own += ("new history",)
        theirs = ("summary", "failure", "failure cause", "failure details", "result")
        names = [*own, *(f"{kind} {name}" for kind in ("activity", "local") for name in theirs)]
        return {name: self.canaries[f"{end}: {name}"] for name in names}


async def _refused(asking: Awaitable[Any]) -> None:
    with contextlib.suppress(*REFUSED):
        await asking


def main(address: str, database_url: str, how: str) -> None:
    database = open_database(database_url)
    if how == "encrypted":
        keep_private()
    logging.basicConfig(level=logging.INFO)
    temporal = options_for(address, database) if how == "encrypted" else TemporalOptions(address)
    site = Site(address, database, temporal)
    for file in sorted(FILES.glob("*.bpmn")):
        site.deploy(file.stem)
    planter = Planter(site)
    site.work(book=planter.book)
    planter.ordinary_case()
    planter.troubled_cases()
    planter.talking_cases()
    planter.long_case()
    site.loop.run(planter.raw())
    site.close()
    sys.stderr.flush()
    sys.stdout.write("\n" + json.dumps(planter.canaries) + "\n")


if __name__ == "__main__":
    die_with_parent()
    main(*sys.argv[1:])
