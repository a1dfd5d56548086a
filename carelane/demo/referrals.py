"""Plays the stories on the running product: starts cases and completes tasks as the right people.

Every step is an ordinary use case under a command id made of the story's number, so that a demonstration that
was interrupted goes on where it stopped. A story that was played is never touched again: from then on it
belongs to the people who try the demonstration.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from carelane.demo.answers import ANSWERS
from carelane.demo.people import patients
from carelane.demo.places import PLACES
from carelane.demo.stories import STORIES, Story
from carelane.domain.commands import Command
from carelane.services import commands, human_tasks, process_instances
from carelane.services.accounts import actor_for
from carelane.services.patients import as_variable
from carelane.services.ports import CasePort
from carelane.services.process_instances import StartRequest
from carelane.services.task_rows import TaskRow
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from carelane.services.worklists import WorklistFilter, my_tasks

PROCESS = "referral_up"
PATIENCE = 30.0
_MOST_STEPS = 30
_LOGINS = {place.code: place.login for place in PLACES}
_AT_TOWN = ("doctor", "coord")
_AT_HOSPITAL = ("desk", "spec", "bed", "head")


class Play:
    """One story on its way."""

    def __init__(self, database: Database, cases: CasePort, number: int, seed: int) -> None:
        self._database = database
        self._cases = cases
        self._number = number
        patient = patients(seed, number + 1)[number]
        header = as_variable(patient) | {"allergies": "无 none known", "infection_flag": "none"}
        header.pop("empi_id")
        self.story: Story = replace(STORIES[number], header=header)
        self._done: Counter[str] = Counter()
        self._key = ""

    def run(self) -> str:
        """Play until the story's task is open, or to its end; names where it stands."""
        instance = self._start()
        for step in range(_MOST_STEPS):
            found = self._wait_for_task(instance)
            if found is None:
                return "closed"
            actor, task = found
            if task.element_id == self.story.until and not self._first_round(task.element_id):
                self._touch(actor, task)
                return task.element_id
            self._complete(actor, task, step)
        return "unfinished"

    def mark(self, command_id: str) -> Command:
        """Give the note that the story was played."""
        doctor = self._actor(f"{self.story.town}.doctor")
        return Command(
            id=command_id,
            kind="demo",
            person_id=doctor.person_id,
            target_id=self._key,
            at=self._database.now(),
        )

    def _start(self) -> str:
        """Start the case as a doctor of the township."""
        now = self._database.now()
        hours = self.story.asked_hours_ago
        request = StartRequest(
            PROCESS,
            asked_at=now - timedelta(hours=hours) if hours else None,
        )
        started = process_instances.start(
            self._database,
            self._cases,
            self._actor(f"{self.story.town}.doctor"),
            request,
            f"demo-{self._number}-start",
        )
        self._key = started.business_key
        return started.instance_id

    def _actor(self, login: str) -> Actor:
        """Give one of the demonstration's people."""
        actor = actor_for(self._database, login)
        assert actor is not None, login
        return actor

    def _people(self) -> list[Actor]:
        """List who may have the next task."""
        hospital = _LOGINS[self.story.hospital]
        logins = [f"{self.story.town}.{word}" for word in _AT_TOWN]
        return [
            self._actor(login) for login in logins + [f"{hospital}.{word}" for word in _AT_HOSPITAL]
        ]

    def _wait_for_task(self, instance: str) -> tuple[Actor, TaskRow] | None:
        """Look until a task that the story knows is open; None when the case has ended."""
        people = self._people()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for actor in people:
                task = self._next(actor)
                if task is not None:
                    return actor, task
            case = process_instances.get_case(self._database, people[0], instance)
            if case.row.state != "active":
                return None
            time.sleep(0.2)
        message = f"story {self._number} waits for nobody at {self._done}"
        raise TimeoutError(message)

    def _next(self, actor: Actor) -> TaskRow | None:
        """Find the actor's first open task that the story has an answer for."""
        wanted = WorklistFilter(text=self._key)
        for task in my_tasks(self._database, actor, wanted).rows:
            known = task.element_id in ANSWERS or task.element_id == self.story.until
            if (known and task.actual_owner is None) or (task.mine and known):
                return task
        return None

    def _first_round(self, element_id: str) -> bool:
        """Say whether the story does something else at its last element the first time."""
        other = element_id == "UP08_triage" and self.story.first_triage is not None
        return other and not self._done[element_id]

    def _values(self, element_id: str) -> dict[str, Any]:
        """Give what is written into the form."""
        first = self.story.first_triage
        if element_id == "UP08_triage" and first is not None and not self._done[element_id]:
            return first
        return ANSWERS[element_id](self.story, self._database.now())

    def _complete(self, actor: Actor, task: TaskRow, step: int) -> None:
        """Complete one task."""
        human_tasks.complete(
            self._database,
            self._cases,
            actor,
            task.id,
            self._values(task.element_id),
            f"demo-{self._number}-{step}-{task.id}",
        )
        self._done[task.element_id] += 1

    def _touch(self, actor: Actor, task: TaskRow) -> None:
        """Leave the last task as the story wants it: alone, taken, or half written."""
        if self.story.touch == "claim":
            human_tasks.claim(self._database, actor, task.id)
        elif self.story.touch == "draft":
            values = self._values(task.element_id)
            half = dict(list(values.items())[: max(1, len(values) // 2)])
            human_tasks.save_draft(self._database, actor, task.id, half)


def play_all(
    database: Database, cases: CasePort, seed: int, tell: Callable[[str], None]
) -> list[str]:
    """Play every story that was not played before; gives where each one stands."""
    stands = []
    for number in range(len(STORIES)):
        mark = f"demo-{number}-played"
        if commands.known(database, mark):
            continue
        play = Play(database, cases, number, seed)
        stands.append(play.run())
        commands.remember(database, play.mark(mark))
        tell(f"referral {number + 1} of {len(STORIES)}: {stands[-1]}")
    return stands
