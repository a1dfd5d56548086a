"""A worker as a process of its own, for tests that kill it: ADDRESS DATABASE_URL TASK_QUEUE."""

import asyncio
import os
import sys
import time

from carelane.adapters.case_client import Queues
from carelane.adapters.database import open_database
from carelane.adapters.supervisor import die_with_parent
from carelane.adapters.temporal_client import connect
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.domain.wire import JobCall, JobResult
from tests.durable.site import options_for


def book(_call: JobCall) -> JobResult:
    time.sleep(0.2)
    return JobResult({"slot": "Monday 9:00"})


async def main(address: str, database_url: str, queue: str) -> None:
    database = open_database(database_url)
    client = await connect(options_for(address, database))
    cached = int(os.environ.get("CARELANE_TEST_CACHED_WORKFLOWS", "1000"))
    options = WorkerOptions(
        queues=Queues(queue),
        handlers={"book": book},
        max_cached_workflows=cached,
        max_concurrent_workflow_tasks=16 if cached else 1,
    )
    sys.stdout.write("working\n")
    sys.stdout.flush()
    await build_worker(client, database, options).run()


if __name__ == "__main__":
    die_with_parent()
    asyncio.run(main(*sys.argv[1:]))
