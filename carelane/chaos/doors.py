"""The product's own doors as coordinators use them: one call each, recorded before it is sent and when it is answered.

A coordinator who is told that a part is away sends the same command again, as a person does who sees "try again";
every other refusal is an answer.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from carelane.chaos.record import Record
from carelane.domain.errors import CarelaneError, Unavailable
from carelane.services import human_tasks, process_instances
from carelane.services.accounts import actor_for
from carelane.services.ports import CasePort
from carelane.services.process_instances import StartRequest
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

PATIENCE = 60.0
"""Seconds for which a coordinator goes on trying."""
_PAUSE = 0.2
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Doors:
    """What a coordinator needs: the product as the web part has it, and the record."""

    database: Database
    cases: CasePort
    record: Record

    def actor(self, login: str) -> Actor:
        """Find the person."""
        found = persistently(lambda: actor_for(self.database, login))
        assert found is not None, login
        return found

    def start(
        self, actor: Actor, process_id: str, place: str, note: str = "", command_id: str = ""
    ) -> str:
        """Start a case; its id, or nothing if it was not answered."""
        request = StartRequest(process_id, {"note": note} if note else {}, institution=place)
        command = command_id or uuid4().hex
        return self._do(
            "start",
            actor,
            process_id,
            command,
            lambda: (
                process_instances.start(
                    self.database, self.cases, actor, request, command
                ).instance_id
            ),
            given=note,
        )[1]

    def claim(self, actor: Actor, task_id: str) -> bool:
        """Take a task; whether it is the actor's now."""
        return self._do(
            "claim",
            actor,
            task_id,
            uuid4().hex,
            lambda: human_tasks.claim(self.database, actor, task_id),
        )[0]

    def release(self, actor: Actor, task_id: str) -> bool:
        """Give a task back."""
        return self._do(
            "release",
            actor,
            task_id,
            uuid4().hex,
            lambda: human_tasks.release(self.database, actor, task_id),
        )[0]

    def draft(self, actor: Actor, task_id: str, note: str) -> bool:
        """Keep what was typed."""
        return self._do(
            "draft",
            actor,
            task_id,
            uuid4().hex,
            lambda: human_tasks.save_draft(self.database, actor, task_id, {"note": note}),
            given=note,
        )[0]

    def look(self, actor: Actor, task_id: str) -> str:
        """Look at the task and give the draft that is shown."""

        def seen() -> str:
            draft = human_tasks.get_task(self.database, actor, task_id).draft
            return str((draft or {}).get("note", ""))

        return self._do("look", actor, task_id, uuid4().hex, seen)[1]

    def complete(self, actor: Actor, task_id: str, command_id: str = "") -> bool:
        """Complete a task; what is typed is the command's own id, so that it can be found again."""
        command = command_id or uuid4().hex

        def send() -> None:
            values = {"note": command}
            human_tasks.complete(self.database, self.cases, actor, task_id, values, command)

        return self._do("complete", actor, task_id, command, send, given=command)[0]

    def cancel(self, actor: Actor, case_id: str) -> bool:
        """End a case from outside."""
        command = uuid4().hex

        def send() -> None:
            reason = "called off"
            process_instances.cancel(self.database, self.cases, actor, case_id, reason, command)

        return self._do("cancel", actor, case_id, command, send, given=command)[0]

    def _do(  # noqa: PLR0913, PLR0917 - the parts of a line of the record
        self,
        verb: str,
        actor: Actor,
        target: str,
        command_id: str,
        call: Callable[[], str | None],
        given: str = "",
    ) -> tuple[bool, str]:
        """Send until there is an answer; whether it is done, and what came back."""
        number = self.record.asked(
            verb=verb,
            person=actor.person_id,
            target=target,
            command_id=command_id,
            given=given,
        )
        try:
            answer = persistently(call, lambda code: self.record.again(number, code))
        except Unavailable as error:
            self.record.ended(number, "unknown", error.code)
        except CarelaneError as error:
            self.record.ended(number, "refused", error.code)
        else:
            self.record.ended(number, "done", answer=answer or "")
            return True, answer or ""
        return False, ""


def persistently(
    call: Callable[[], Result], again: Callable[[str], None] = lambda _code: None
) -> Result:
    """Do what a person does who sees "try again"; raises `Unavailable` when it is away for too long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return call()
        except Unavailable as error:
            if time.monotonic() > deadline:
                raise
            again(error.code)
            time.sleep(_PAUSE)
