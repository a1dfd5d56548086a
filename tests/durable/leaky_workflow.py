"""A workflow that puts patients' data wherever Temporal lets it: what the codec and the converters must cover."""

import asyncio
from datetime import timedelta
from typing import NoReturn

from temporalio import activity, workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError, FailureError

SOON = timedelta(seconds=20)
ONCE = RetryPolicy(maximum_attempts=1)


@activity.defn(name="leaky")
async def leaky(values: dict[str, str]) -> str:
    """Fail with whatever there is, or wait with a heartbeat."""
    if "heartbeat" in values:
        activity.heartbeat({"seen": values["heartbeat"]})
        await asyncio.sleep(0.2)
        activity.raise_complete_async()
    if "failure" in values:
        details = {"row": values["failure details"]}
        cause = ValueError(values["failure cause"])
        raise ApplicationError(values["failure"], details, type="Refused") from cause
    return values["result"]


@workflow.defn(name="Leaky", failure_exception_types=[ZeroDivisionError])
class LeakyWorkflow:
    """Waits until it is told how to end."""

    def __init__(self) -> None:
        self._end = ""

    @workflow.run
    async def run(self, values: dict[str, str]) -> str:
        if "again" in values:
            return values["again"]
        workflow.set_current_details(values["current details"])
        workflow.upsert_memo({"memo": values["upserted memo"]})
        await workflow.sleep(0.05, summary=values["timer summary"])
        for name in ("activity", "local"):
            await self._work(name, values)
        await workflow.execute_child_workflow(
            "Leaky",
            {"again": values["child argument"]},
            id=f"{workflow.info().workflow_id}-child",
            memo={"memo": values["child memo"]},
            static_summary=values["child summary"],
        )
        waiting = workflow.start_activity(
            "leaky", {"heartbeat": values["heartbeat"]}, start_to_close_timeout=SOON * 60
        )
        await workflow.wait_condition(lambda: bool(self._end))
        waiting.cancel()
        if self._end == "fail":
            raise ApplicationError(values["workflow failure"], values["workflow failure details"])
        return workflow.continue_as_new({"again": values["new history"]})

    async def _work(self, name: str, values: dict[str, str]) -> None:
        run = workflow.execute_activity if name == "activity" else workflow.execute_local_activity
        prefix = f"{name} "
        mine = {
            key.removeprefix(prefix): each for key, each in values.items() if key.startswith(prefix)
        }
        try:
            await run(
                "leaky",
                mine,
                start_to_close_timeout=SOON,
                retry_policy=ONCE,
                summary=mine["summary"],
            )
        except FailureError:  # of a local activity it is at times the bare error
            del mine["failure"]
            await run("leaky", mine, start_to_close_timeout=SOON)

    @workflow.signal
    def end(self, how: str) -> None:
        self._end = how

    @workflow.signal
    def poison(self, value: str) -> NoReturn:
        raise RuntimeError(f"bad row {value}")

    @workflow.query
    def ask(self, value: str) -> NoReturn:
        raise RuntimeError(f"no answer for {value}")

    @workflow.update
    async def change(self, value: str) -> str:
        raise ApplicationError(f"cannot change {value}", value)

    @workflow.update
    async def refuse(self, value: str) -> None:
        del value

    @refuse.validator
    def _refuses(self, value: str) -> None:
        raise ApplicationError(f"refused {value}", value)
