"""What kill -9 and two deliverers at once may cost: time. No message is lost, doubled, or overtaken by a later one."""

import threading
from collections.abc import Iterator

import pytest

from carelane.domain.errors import CaseUnavailable
from carelane.domain.messages import Message, MessageSubscription
from carelane.services import messages
from tests.durable.site import CACHED, Site, eventually
from tests.durable.test_kills import WorkerProcess, persistently

WRITERS = "abc"
BATCHES, EACH = (4, 5) if CACHED else (2, 4)
"""122 messages through four kills, each in the middle of thirty, and several histories (`turns_per_run`); fewer where every turn
replays all that was before."""
WITHIN = 240.0


@pytest.fixture
def worker(site: Site) -> Iterator[WorkerProcess]:
    made = WorkerProcess(site)
    made.start()
    yield made
    made.kill()


class Sweeper(threading.Thread):
    """Delivers all the time, as the scheduler does now and then, while the cases' own activities do too."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.stop = threading.Event()
        self.failures: list[BaseException] = []

    def run(self) -> None:
        while not self.stop.wait(0.2):
            try:
                keys = messages.keys_to_sweep(self.site.database)
                messages.deliver(self.site.database, self.site.cases, keys)
            except CaseUnavailable:
                continue
            except BaseException as failure:  # noqa: BLE001 - told to the test
                self.failures.append(failure)
                return


def write(site: Site, writer: str, command_id: str, **values: object) -> None:
    """Complete the writer's open task, as often as it takes while the worker begins anew."""
    task = eventually(lambda: site.tasks(writer, "write"), WITHIN)[0]
    letter = site.completion(task.task_id, command_id, **values)
    persistently(site.cases.complete_task, writer, letter)


def lines(who: str, numbers: range) -> list[str]:
    return [f"{who}{each}" for n in numbers for each in (2 * n, 2 * n + 1)]


def test_a_hundred_messages_through_kills_would_come_twice_or_in_another_order(
    site: Site, worker: WorkerProcess
) -> None:
    writers = {who: site.start("mail_writer", who=who, box="B1") for who in WRITERS}
    owner = site.start("mail_owner", turns_per_run=40, box="B1", heard=[])
    sweeper = Sweeper(site)
    sweeper.start()

    def heard() -> list[str]:
        row = site.row(owner)
        assert row is not None
        found: list[str] = row.variables["heard"]
        return found

    for batch in range(BATCHES):
        for who, writer in writers.items():
            numbers = list(range(batch * EACH, (batch + 1) * EACH))
            write(site, writer, f"{who}{batch}", batch=numbers, last=False)
        some = len(heard()) + 5
        eventually(lambda some=some: len(heard()) >= some, WITHIN)
        worker.kill()
        worker.start()
    expected = {who: lines(who, range(BATCHES * EACH)) for who in WRITERS}
    eventually(lambda: len(heard()) >= sum(map(len, expected.values())), WITHIN)
    write(site, writers["a"], "last", batch=[500], last=True)
    row = site.ended(owner)
    sweeper.stop.set()
    sweeper.join()
    assert sweeper.failures == []
    expected["a"] += lines("a", range(500, 501))  # and STOP behind them has ended the case
    assert row.state == "completed"
    for who, wanted in expected.items():
        assert [line for line in row.variables["heard"] if line[0] == who] == wanted
    assert {message.state for message in site.rows(Message)} == {"delivered"}
    assert site.rows(MessageSubscription, instance_id=owner) == []
