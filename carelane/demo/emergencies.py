"""Three emergency calls of the demonstration, played as ordinary use cases: one on its way to hospital, one just sent, one being asked about.

The ambulances, their positions and what hospitals can take come from `carelane.demo.resources`. Like the referrals, a call
that was played is never touched again. The emergency desk shows them until somebody plays them on; so it also shows
what becomes late meanwhile.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from carelane.demo.places import EMERGENCY, PROVINCIAL
from carelane.domain.commands import Command
from carelane.services import commands, human_tasks, process_instances
from carelane.services.accounts import actor_for
from carelane.services.ports import CasePort
from carelane.services.process_instances import StartRequest
from carelane.services.task_rows import TaskRow
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from carelane.services.worklists import WorklistFilter, my_tasks

PROCESS = "prehospital_emergency"
PATIENCE = 30.0
CALLS, DISPATCH, CREW = "ems.calls", "ems.dispatch", "ems.crew"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One form: who sends it, at which element, with what; ``moments`` are the fields that say when it happened: now."""

    login: str
    element_id: str
    values: Values
    moments: tuple[str, ...] = ()

    def sent(self, now: datetime) -> Values:
        """Give what is written into the form."""
        values = self.values | dict.fromkeys(self.moments, _at(now))
        if "atmist" in values:
            began, there = _at(now - timedelta(minutes=30)), _at(now + timedelta(minutes=12))
            values |= {"atmist": values["atmist"] | {"time": began}, "eta": there}
        return values


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _call(address: str, position: tuple[float, float], callback: str) -> tuple[Step, Step]:
    """Answer the telephone, and ask where and how to call back."""
    lat, lon = position
    about = {"address": address, "position": {"lat": lat, "lon": lon}, "callback": callback}
    kind = {"address_known": True, "caller_role": "family", "call_kind": "emergency"}
    answered = {"channel": "phone", "callback": callback}
    return (
        Step(CALLS, "PE01_answer", answered, moments=("answered_at",)),
        Step(CALLS, "PE01_call", about | kind),
    )


def _sent(symptom: str, unit: str, level: str) -> tuple[Step, Step]:
    """Ask the key questions, which send a unit, and choose it."""
    asked = {"conscious": True, "breathing_normal": True, "key_symptom": symptom}
    chosen = {"unit_id": f"{EMERGENCY}-{unit}", "crew_level": level}
    return (
        Step(CALLS, "PE02_key", asked),
        Step(DISPATCH, "PE04_choose", chosen, ("dispatched_at",)),
    )


_ASSESSED: Values = {
    "found": "patient",
    "crew_lead": "陈医生 Dr Chen",
    "scene": {"sex": "1", "age": 58, "abcde": "气道通畅，面色苍白 airway clear, pale", "gcs": 15},
    "scene_vitals": {"rr": 22, "spo2": 94, "sbp": 104, "dbp": 66, "hr": 108, "acvpu": "A"},
    "findings": [],
    "arrest": False,
    "special": "none",
    "infection_flag": "none",
    "stable": True,
}
_ANNOUNCED: Values = {
    "atmist": {
        "age": 58,
        "mechanism": "突发气促 sudden shortness of breath",
        "injuries": "双肺湿啰音 crackles in both lungs",
        "signs": "RR 22, SpO2 94 %, BP 104/66, HR 108",
        "treatment": "吸氧 oxygen",
    },
    "team": "none",
}
STORIES: tuple[tuple[Step, ...], ...] = (
    (
        *_call("江海市滨河路 18 号 18 Binhe Road", (30.52, 110.47), "13900000018"),
        *_sent("dyspnoea_severe", "A2", "ALS"),
        Step(CREW, "PE05_mobile", {}, ("mobile_at",)),
        Step(CREW, "PE06_scene", _ASSESSED, ("on_scene_at", "fmc_at")),
        Step(
            CREW,
            "PE09_destination",
            {"conveyance": "convey", "target_org": PROVINCIAL, "target_reason": "最近 nearest"},
        ),
        Step(CREW, "PE10_atmist", _ANNOUNCED, ("departed_at",)),
    ),
    (
        *_call("云溪县老街 7 号 7 Old Street, Yunxi", (30.74, 110.03), "13900000007"),
        *_sent("needs_treatment", "A5", "BLS"),
    ),
    _call("名河镇中学 Minghe middle school", (30.26, 110.95), "13900000110"),
)
"""Who calls, and how far each has come; the last steps are left to whoever tries the demonstration."""


class Play:
    """One call on its way."""

    def __init__(self, database: Database, cases: CasePort, number: int) -> None:
        self._database = database
        self._cases = cases
        self._number = number

    def run(self) -> str:
        """Play the story; gives the number of the incident."""
        started = process_instances.start(
            self._database,
            self._cases,
            self._actor(CALLS),
            StartRequest(PROCESS),
            f"demo-emergency-{self._number}-start",
        )
        for step in STORIES[self._number]:
            task = self._wait_for(started.business_key, step)
            human_tasks.complete(
                self._database,
                self._cases,
                self._actor(step.login),
                task.id,
                step.sent(self._database.now()),
                f"demo-emergency-{self._number}-{task.id}",
            )
        return started.business_key

    def mark(self, command_id: str, key: str) -> Command:
        """Give the note that the story was played."""
        by = self._actor(CALLS).person_id
        return Command(
            id=command_id, kind="demo", person_id=by, target_id=key, at=self._database.now()
        )

    def _actor(self, login: str) -> Actor:
        actor = actor_for(self._database, login)
        assert actor is not None, login
        return actor

    def _wait_for(self, key: str, step: Step) -> TaskRow:
        """Look until the task is open: messages and jobs come between."""
        actor, until = self._actor(step.login), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for task in my_tasks(self._database, actor, WorklistFilter(text=key)).rows:
                if task.element_id == step.element_id:
                    return task
            time.sleep(0.2)
        message = f"call {self._number} waits for nobody at {step.element_id}"
        raise TimeoutError(message)


def play_calls(database: Database, cases: CasePort, tell: Callable[[str], None]) -> list[str]:
    """Play every call that was not played before; gives their numbers."""
    played = []
    for number in range(len(STORIES)):
        mark = f"demo-emergency-{number}-played"
        if commands.known(database, mark):
            continue
        play = Play(database, cases, number)
        played.append(play.run())
        commands.remember(database, play.mark(mark, played[-1]))
        tell(f"emergency call {number + 1} of {len(STORIES)}: {played[-1]}")
    return played
