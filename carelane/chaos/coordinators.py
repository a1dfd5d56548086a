"""Simulated coordinators: threads that start cases and work on tasks through the product's own doors.

What each does follows from the seed; what it finds on its worklist does not. They race for tasks, send commands twice
and at once, change their minds, and call cases off.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar
from uuid import uuid4

from carelane.chaos.doors import Doors, persistently
from carelane.chaos.people import PLACES
from carelane.chaos.read_model import count_active
from carelane.domain.errors import Unavailable
from carelane.services.task_rows import TaskRow
from carelane.services.visibility import Actor
from carelane.services.worklists import WorklistFilter, my_tasks

OPEN_CASES = 40
"""With more open cases than this nobody starts another one."""
Result = TypeVar("Result")
WATCHES = 2
"""Cases that only listen, for every signal that is thrown."""
_STARTS = {"chaos_care": 10, "chaos_writer": 2, "chaos_asking": 2, "chaos_outbreak": 1}
"""How often each process is chosen to be started."""
_START, _SENT_TWICE, _CALLED_OFF = 0.3, 0.1, 0.05
_RACED_FOR, _GIVEN_BACK, _DRAFTED, _COMPLETED_TWICE = 0.3, 0.1, 0.3, 0.2
"""Shares of what coordinators do."""
_PRIMARY = [code for code, kind in PLACES if kind == "PRI"]
_IDLE = 0.1


@dataclass
class Coordinators:
    """So many coordinators with one set of doors. ``drain`` makes them finish what is there and start nothing."""

    doors: Doors
    logins: list[str]
    seed: int
    threads: int = 6
    drain: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._actors = [self.doors.actor(login) for login in self.logins]
        self._helpers = ThreadPoolExecutor(8, thread_name_prefix="at-once")
        self._running: list[threading.Thread] = []

    @property
    def somebody(self) -> Actor:
        """One of the people."""
        return self._actors[0]

    def start(self) -> None:
        """Begin to work."""
        for number in range(self.threads):
            random = Random(f"{self.seed}/{number}")  # noqa: S311 - behaviour that can be repeated
            thread = threading.Thread(target=self._work, args=(random,), daemon=True)
            thread.start()
            self._running.append(thread)

    def end(self) -> None:
        """Stop, when each has finished what it does."""
        self.stop.set()
        for thread in self._running:
            thread.join()
        self._helpers.shutdown()

    def _work(self, random: Random) -> None:
        while not self.stop.is_set():
            try:
                self._one(random, random.choice(self._actors))
            except Unavailable:
                time.sleep(_IDLE)

    def _one(self, random: Random, actor: Actor) -> None:
        """Do one thing."""
        starts = not self.drain.is_set() and random.random() < _START
        if starts and count_active(self.doors.database) < OPEN_CASES:
            self._start(random, actor)
            return
        shown = WorklistFilter(role="pri_doctor", sort="created", page_size=20)
        rows = my_tasks(self.doors.database, actor, shown).rows
        if not rows:
            time.sleep(_IDLE)
            return
        self._task(random, actor, random.choice(rows))

    def _start(self, random: Random, actor: Actor) -> None:
        """Start a case; a few are asked for several times at once, a few called off."""
        process = random.choices(list(_STARTS), list(_STARTS.values()))[0]
        place, command = random.choice(_PRIMARY), uuid4().hex
        note = uuid4().hex if process == "chaos_writer" else ""

        def send() -> str:
            return self.doors.start(actor, process, place, note, command)

        case = self._at_once(send, 3)[0] if random.random() < _SENT_TWICE else send()
        if case and process == "chaos_care" and random.random() < _CALLED_OFF:
            self.doors.cancel(actor, case)

    def _task(self, random: Random, actor: Actor, row: TaskRow) -> None:
        """Take a task and do it, or lose it to somebody else."""
        if row.actual_owner is not None:
            owner = next(each for each in self._actors if each.person_id == row.actual_owner.id)
            self._finish(random, owner, row.id)
        elif random.random() < _RACED_FOR:
            rivals = [actor, *random.sample(self._actors, 2)]
            self._race(rivals, row.id)
        elif self.doors.claim(actor, row.id):
            self._finish(random, actor, row.id)

    def _race(self, rivals: list[Actor], task_id: str) -> None:
        """Let several people take one task at once; whoever has it goes on later."""
        waiting = [self._helpers.submit(self.doors.claim, each, task_id) for each in rivals]
        for claim in waiting:
            claim.result()

    def _finish(self, random: Random, actor: Actor, task_id: str) -> None:
        if not self.drain.is_set() and random.random() < _GIVEN_BACK:
            self.doors.release(actor, task_id)
            return
        if random.random() < _DRAFTED:
            self.doors.draft(actor, task_id, uuid4().hex)
            self.doors.look(actor, task_id)
        command = uuid4().hex
        times = 3 if random.random() < _COMPLETED_TWICE else 1
        self._at_once(lambda: self.doors.complete(actor, task_id, command), times)

    def _at_once(self, call: Callable[[], Result], times: int) -> list[Result]:
        """Send the same command several times at once; give what was answered."""
        sent = [self._helpers.submit(call) for _ in range(times)]
        return [each.result() for each in sent]


def listen(doors: Doors, actor: Actor) -> list[str]:
    """Start the cases that only listen; give their ids."""
    return persistently(lambda: [doors.start(actor, "chaos_watch", "PRI1") for _ in range(WATCHES)])
